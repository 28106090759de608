/** The agreements there are, and a way in with one's own. */
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { type Me, signOut } from "../accounts/account.ts";
import { addRoom, type OpenedFor, Refused } from "../api.ts";
import { useReader } from "../reader.tsx";
import { Shell } from "../ui/Shell.tsx";
import { periodName } from "./names.ts";
import { OpenFor } from "./OpenFor.tsx";

type Summary = {
  readonly room: string;
  readonly name: string;
  readonly period: string;
  readonly sample: boolean;
  readonly open: boolean;
  readonly guest: boolean;
};

export function RoomsPage({ rooms, me }: { readonly rooms: readonly Summary[]; readonly me: Me }) {
  const { text, language } = useReader();
  const router = useRouter();
  const [agreement, setAgreement] = useState("");
  const [facts, setFacts] = useState("");
  const [as, openFor] = useState<OpenedFor>(null);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const add = async (): Promise<void> => {
    try {
      const { room } = await addRoom(agreement, facts, as);
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
        rooms.map((found) => ({ name: found.name, note: periodName(found.period, language), href: addressOf(found) }))
      }
    >
      <main id="content" className="alone" tabIndex={-1}>
        <h1>{text.rooms}</h1>
        <p className="n">
          {me.person === null ? (
            <a href="/sign-in">{text.signIn}</a>
          ) : (
            <>
              {text.signedInAs(me.person.name)} · <a href="/me">{text.aboutMe}</a>{" "}
              <button type="button" className="btn" onClick={() => void signOut().then(() => router.invalidate())}>
                {text.signOut}
              </button>
            </>
          )}
        </p>
        <p className="lead">{rooms.length === 0 ? text.noRooms : text.roomsLead}</p>
        <p className="after">
          <a className="btn first" href="/new">
            {text.beginning.title}
          </a>
        </p>
        {rooms.length > 0 && (
          <table className="stack">
            <thead>
              <tr>
                <th>{text.agreementText}</th>
                <th className="r">{text.period}</th>
              </tr>
            </thead>
            <tbody>
              {rooms.map(({ room, name, period, sample, open, guest }) => (
                <tr key={room}>
                  <th scope="row">
                    <a href={addressOf({ room, guest })}>{name}</a>
                    {sample ? (
                      <span className="n">{text.sample}</span>
                    ) : (
                      open && <span className="n">{text.openRoom}</span>
                    )}
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
          {me.person !== null && <OpenFor me={me} as={as} choose={openFor} />}
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

function addressOf({ room, guest }: Pick<Summary, "room" | "guest">): string {
  return guest ? `/guest/${room}` : `/rooms/${room}`;
}
