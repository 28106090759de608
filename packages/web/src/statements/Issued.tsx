/** Which statements of the period were issued, whether the page shows one of them, and the way to issue what it shows now. */
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { issueStatement, Refused, type Room, type Statement } from "../api.ts";
import { useReader } from "../reader.tsx";
import { useMoment } from "../ui/moment.tsx";

export function Issued({ room, statement }: { readonly room: Room; readonly statement: Statement }) {
  const { text } = useReader();
  const moment = useMoment();
  const here = `/rooms/${room.room}/statements/${encodeURIComponent(statement.period)}`;
  const latest = statement.issued.at(-1);
  const changed = statement.number === null && latest !== undefined && latest.result_hash !== statement.result.hash;
  return (
    <section className="issued" aria-label={text.issuedOnes}>
      <p className="n">
        {statement.number === null ? text.figuresNow : text.asIssued(statement.number)}{" "}
        {statement.number !== null &&
          latest !== undefined &&
          latest.number > statement.number &&
          text.supersededBy(latest.number)}
        {changed && text.changedSince(latest.number)}
      </p>
      {statement.issued.length > 0 && (
        <ul className="n">
          {statement.number !== null && (
            <li>
              <a href={here}>{text.figuresNowLink}</a>
            </li>
          )}
          {statement.issued.map(({ number, issued_at: at, result_hash: hash }) => (
            <li key={number} aria-current={number === statement.number ? "true" : undefined}>
              <a href={`${here}/${number}`}>{text.statementNumber(number)}</a>, {moment(at)}{" "}
              <span className="mono">{hash.slice(0, 8)}</span>
            </li>
          ))}
        </ul>
      )}
      {statement.number === null && (latest === undefined || changed) && <Issue room={room} statement={statement} />}
    </section>
  );
}

/** Two steps: what it means is read before it is done. */
function Issue({ room, statement }: { readonly room: Room; readonly statement: Statement }) {
  const { text } = useReader();
  const router = useRouter();
  const [asked, ask] = useState(false);
  const [told, tell] = useState<string | null>(null);
  const issue = async (): Promise<void> => {
    try {
      const { number } = await issueStatement(room.room, statement.period);
      await router.invalidate();
      router.history.push(`/rooms/${room.room}/statements/${encodeURIComponent(statement.period)}/${number}`);
    } catch (error) {
      tell(error instanceof Refused ? error.problem.title : text.notReached);
    }
  };
  return (
    <>
      {!asked && (
        <button type="button" className="btn" onClick={() => ask(true)}>
          {text.issue}
        </button>
      )}
      {asked && (
        <div className="proof">
          <p>{text.issueMeans}</p>
          <p>
            <button type="button" className="btn first" onClick={() => void issue()}>
              {text.issueNow}
            </button>{" "}
            <button type="button" className="btn" onClick={() => ask(false)}>
              {text.notNow}
            </button>
          </p>
        </div>
      )}
      <p role="status">{told}</p>
    </>
  );
}
