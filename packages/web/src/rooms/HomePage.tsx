/** Agreement home: what is so in a sentence, then the points, worst first. */
import { textIn } from "@overens/core";
import type { Line, Room, Statement } from "../api.ts";
import { useReader } from "../reader.tsx";
import { budgetOf, exact, money, targetOf, valueOf } from "../ui/figures.ts";
import { useMoment } from "../ui/moment.tsx";
import { Sides, Status } from "../ui/parts.tsx";
import { subjectName } from "./names.ts";

export function HomePage({ room, statement }: { readonly room: Room; readonly statement: Statement }) {
  const { text, language } = useReader();
  const moment = useMoment();
  const { results, totals, period, hash } = statement.result;
  const measured = results.filter(({ verdict }) => verdict !== "unmeasured");
  const missed = results.filter(({ verdict }) => verdict === "missed");
  const owed = totals
    .filter(({ amount }) => !/^[0.]+$/.test(amount))
    .map((sum) => money(sum, language))
    .join(", ");
  return (
    <>
      <h1 className="serif">{textIn(room.document.title, language)}</h1>
      <p className="meta">
        {room.parties
          .filter(({ role }) => role === "provider" || role === "customer")
          .map(({ id, role, name }) => (
            <span key={id} className={`party ${role}`}>
              <Sides of={role as "provider" | "customer"} /> {name} <small>{role === "provider" ? text.provider : text.customer}</small>
            </span>
          ))}
        <span>{text.asOf(moment(statement.judged_at))}</span>
      </p>
      <p className="lead">
        {period.label}: {text.summary(measured.length - missed.length, measured.length, missed.length)} {owed === "" ? text.nothingOwed : text.toClaim(owed)}
      </p>
      <p className="n">{text.waits}</p>
      {statement.conflicts > 0 && <p className="proof differs">{text.conflicts(statement.conflicts)}</p>}
      <section>
        <h2>{text.worstFirst}</h2>
        <table className="stack">
          <thead>
            <tr>
              <th>{text.pointAndTarget}</th>
              <th>{text.state}</th>
              <th>{text.measured}</th>
              <th>{text.left}</th>
              <th className="r">{text.owed}</th>
            </tr>
          </thead>
          <tbody>
            {[...results]
              .sort((a, b) => rank(a) - rank(b))
              .map((line) => (
                <PointRow key={`${line.objective} ${line.subject} ${line.group?.value ?? ""}`} room={room} line={line} period={period.label} />
              ))}
          </tbody>
        </table>
      </section>
      <p className="foot">
        <span>
          {text.checksum} {hash.slice(0, 8).toUpperCase()}
        </span>
        <span>
          {text.zone} {period.zone}
        </span>
      </p>
    </>
  );
}

function PointRow({ room, line, period: label }: { readonly room: Room; readonly line: Line; readonly period: string }) {
  const { language } = useReader();
  const objective = room.document.objectives.find(({ id }) => id === line.objective);
  const amount = line.remedies.find(({ amount: sum }) => sum !== null)?.amount ?? null;
  return (
    <tr>
      <th scope="row">
        <a href={`/rooms/${room.room}/statements/${label}#${line.objective}/${line.subject}`}>{textIn(objective?.title, language)}</a>
        <span className="n">
          {subjectName(room, line, language)} · {targetOf(line, language)}
        </span>
      </th>
      <td>
        <Status state={line.verdict} />
      </td>
      <td>{valueOf(line, language)}</td>
      <td>{budgetOf(line, language)}</td>
      <td className="r">{amount === null ? "" : money(amount, language)}</td>
    </tr>
  );
}

/** Missed before unmeasured before met; within them the least margin first. Only the order of the page rests on it. */
function rank(line: Line): number {
  const margin = exact(line.margin);
  return { missed: 0, unmeasured: 1, met: 2 }[line.verdict] * 1e6 + (margin === null ? 0 : Number(margin.numerator) / Number(margin.denominator));
}
