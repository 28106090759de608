/** Proof: everything that was done, by whom and on what word; the head to keep; and the whole checked here, with nobody's server involved. */
import type { JournalResponse } from "@overens/api";
import type { Hash } from "@overens/core";
import { useState } from "react";
import type { People } from "../accounts/account.ts";
import { asked, type Room } from "../api.ts";
import { useReader } from "../reader.tsx";
import { useMoment } from "../ui/moment.tsx";
import { Scroll } from "../ui/parts.tsx";

type Entry = JournalResponse["entries"][number];
const aPage = 100;

/** How far the journal has come, and what stands for all of it. */
export const fetchHead = (room: string): Promise<{ readonly sequence: number; readonly head: string }> =>
  asked(`/rooms/${room}/head`);

/** A page of entries after a number. */
export async function fetchJournal(room: string, after: number): Promise<JournalResponse> {
  return asked(`/rooms/${room}/journal?after=${after}&limit=${aPage}`);
}

export function ProofPage({
  room,
  people,
  journal,
  head,
}: {
  readonly room: Room;
  readonly people: People;
  readonly journal: JournalResponse;
  readonly head: { readonly sequence: number; readonly head: string };
}) {
  const { text } = useReader();
  const words = text.proof;
  const [before, setBefore] = useState<readonly Entry[]>([]);
  const entries = [...before, ...journal.entries];
  const first = entries[0]?.sequence ?? 1;
  const earlier = async (): Promise<void> => {
    const { entries: more } = await fetchJournal(room.room, Math.max(0, first - 1 - aPage));
    setBefore([...more.filter(({ sequence }) => sequence < first), ...before]);
  };
  return (
    <>
      <h1>{text.proofPage}</h1>
      <p className="lead">{words.lead}</p>
      <section className="rule" aria-labelledby="head">
        <h2 id="head">{words.head}</h2>
        <p className="mono wrap">{head.head}</p>
        <p className="n">{words.headMeans(head.sequence)}</p>
        <p>
          <a className="btn" href={`/api/rooms/${room.room}/export`} download={`${room.room}.overens`}>
            {words.download}
          </a>
        </p>
        <p className="n">{words.downloadMeans}</p>
      </section>
      <CheckHere room={room} />
      <div className="rule">
        <h2>{words.entries}</h2>
        {first > 1 && (
          <p>
            <button type="button" className="btn quiet" onClick={() => void earlier()}>
              {words.earlier(first - 1)}
            </button>
          </p>
        )}
        <Scroll name={words.entries}>
          <table className="stack">
            <thead>
              <tr>
                <th className="r">{words.number}</th>
                <th>{words.what}</th>
                <th>{words.who}</th>
                <th>{words.when}</th>
              </tr>
            </thead>
            <tbody>
              {entries.toReversed().map((entry) => (
                <Line key={entry.sequence} entry={entry} people={people} />
              ))}
            </tbody>
          </table>
        </Scroll>
      </div>
    </>
  );
}

function Line({
  entry: { sequence, kind, author, at, head, body },
  people,
}: {
  readonly entry: Entry;
  readonly people: People;
}) {
  const { text } = useReader();
  const moment = useMoment();
  const words = text.proof;
  const party = people.parties.find(({ key }) => key === author.party);
  const person = party?.people.find((found) => found.person === author.person)?.name;
  return (
    <tr>
      <td className="r">{sequence}</td>
      <th scope="row">
        {words.kind[kind] ?? kind} {body === null && <b>({words.erased})</b>}
        <span className="n mono">{head.slice(0, 16)}</span>
      </th>
      <td>
        {[person, party?.name].filter((name) => name !== undefined && name !== "").join(", ")}
        <span className="n">{words.means[author.authentication] ?? author.authentication}</span>
      </td>
      <td>{moment(at)}</td>
    </tr>
  );
}

type Checked = { readonly holds: boolean; readonly lines: readonly string[] } | "checking" | "failed" | null;

/** The file is fetched once; the rest is this browser's own work. */
function CheckHere({ room }: { readonly room: Room }) {
  const { text, language } = useReader();
  const words = text.proof;
  const [kept, keep] = useState("");
  const [checked, setChecked] = useState<Checked>(null);
  const isHead = kept.trim() === "" || /^[0-9a-f]{64}$/.test(kept.trim());
  const check = async (): Promise<void> => {
    setChecked("checking");
    try {
      const [{ verifiedText, verifyBundle }, { timeTables, withSignatures }] = await Promise.all([
        import("@overens/core"),
        import("@overens/tables"),
      ]);
      const file = await (await fetch(`/api/rooms/${room.room}/export`)).text();
      const heads = kept.trim() === "" ? [] : [kept.trim() as Hash];
      const verified = await withSignatures(verifyBundle(file.split("\n"), timeTables(), heads));
      setChecked({ holds: verified.holds, lines: verifiedText(room.name, verified, language).split("\n") });
    } catch {
      setChecked("failed");
    }
  };
  return (
    <section className="rule" aria-labelledby="check-here">
      <h2 id="check-here">{words.check}</h2>
      <p className="n">{words.checkMeans}</p>
      <label className="field" htmlFor="kept-head">
        {words.kept}
      </label>
      <input
        id="kept-head"
        className="mono"
        autoComplete="off"
        spellCheck={false}
        value={kept}
        aria-invalid={!isHead}
        onChange={({ target }) => keep(target.value)}
      />
      <p>
        <button
          type="button"
          className="btn first"
          disabled={!isHead || checked === "checking"}
          onClick={() => void check()}
        >
          {words.check}
        </button>
      </p>
      <div role="status">
        {checked === "checking" && <p>{words.checking}</p>}
        {checked === "failed" && <p className="proof differs">{text.notReached}</p>}
        {checked !== null && typeof checked === "object" && (
          <div className={`proof ${checked.holds ? "same" : "differs"}`}>
            {checked.lines.map((line) => (
              <p key={line} className={/^ {2}[0-9a-f]{64}/.test(line) ? "mono wrap" : undefined}>
                {line}
              </p>
            ))}
          </div>
        )}
      </div>
    </section>
  );
}
