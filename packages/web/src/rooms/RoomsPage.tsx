/** The agreements there are, and a way in with one's own. */
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { addRoom, Refused } from "../api.ts";
import { useReader } from "../reader.tsx";
import { Shell } from "../ui/Shell.tsx";
import { periodName } from "./names.ts";

type Summary = { readonly room: string; readonly name: string; readonly period: string; readonly sample: boolean };

export function RoomsPage({ rooms }: { readonly rooms: readonly Summary[] }) {
  const { text, language } = useReader();
  const router = useRouter();
  const [agreement, setAgreement] = useState("");
  const [facts, setFacts] = useState("");
  const [problems, setProblems] = useState<readonly string[]>([]);
  const add = async (): Promise<void> => {
    try {
      const { room } = await addRoom(agreement, facts);
      router.history.push(`/rooms/${room}`);
    } catch (error) {
      setProblems(
        error instanceof Refused
          ? [
              error.problem.title,
              ...error.problem.errors.map(({ place, message, hint }) => `${place}: ${message} ${hint}`),
            ]
          : [text.notReached],
      );
    }
  };
  return (
    <Shell
      things={() =>
        rooms.map(({ room, name, period }) => ({ name, note: periodName(period, language), href: `/rooms/${room}` }))
      }
    >
      <main id="content" className="alone" tabIndex={-1}>
        <h1>{text.rooms}</h1>
        <p className="lead">{rooms.length === 0 ? text.noRooms : text.roomsLead}</p>
        {rooms.length > 0 && (
          <table className="stack">
            <thead>
              <tr>
                <th>{text.agreementText}</th>
                <th className="r">{text.period}</th>
              </tr>
            </thead>
            <tbody>
              {rooms.map(({ room, name, period, sample }) => (
                <tr key={room}>
                  <th scope="row">
                    <a href={`/rooms/${room}`}>{name}</a>
                    {sample && <span className="n">{text.sample}</span>}
                  </th>
                  <td className="r">{periodName(period, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <section className="rule" aria-labelledby="add">
          <h2 id="add">{text.addRoom}</h2>
          <p className="n">{text.addLead}</p>
          <Field id="agreement" label={text.agreementText} value={agreement} change={setAgreement} />
          <Field id="facts" label={text.factsText} value={facts} change={setFacts} />
          <p>
            <button type="button" className="btn first" disabled={agreement.trim() === ""} onClick={() => void add()}>
              {text.add}
            </button>
          </p>
          <div role="status">
            {problems.length > 0 && (
              <div className="proof differs">
                {problems.map((line) => (
                  <p key={line}>{line}</p>
                ))}
              </div>
            )}
          </div>
        </section>
      </main>
    </Shell>
  );
}

/** A field that takes typed text, a paste, or a file let go over it. */
function Field({
  id,
  label,
  value,
  change,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly change: (text: string) => void;
}) {
  return (
    <>
      <label htmlFor={id} className="field">
        {label}
      </label>
      <textarea
        id={id}
        value={value}
        onChange={({ target }) => change(target.value)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void event.dataTransfer.files[0]?.text().then(change);
        }}
      />
    </>
  );
}
