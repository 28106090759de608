/** The cases of a period, and one case's clock: how long, what stopped it, and why. */
import { textIn, words } from "@overens/core";
import type { CaseLine, Line, Room, Statement } from "../api.ts";
import { useReader } from "../reader.tsx";
import { at, durationText, length } from "../ui/figures.ts";
import { useMoment } from "../ui/moment.tsx";
import { Status } from "../ui/parts.tsx";

/** The list shows this many cases; the statement has them all. */
const mostCases = 200;

export function CasesPage({ room, statement }: { readonly room: Room; readonly statement: Statement }) {
  const { text } = useReader();
  const moment = useMoment();
  const cases = [...new Map(statement.result.results.flatMap((line) => line.cases.map((found) => [found.case, found] as const))).values()];
  return (
    <>
      <h1>{text.cases}</h1>
      <p className="lead">{cases.length === 0 ? text.noCases : text.casesLead(cases.length)}</p>
      {cases.length > 0 && (
        <table className="stack">
          <thead>
            <tr>
              <th>{text.caseName}</th>
              <th>{text.state}</th>
              <th>{text.due}</th>
              <th>{text.elapsed}</th>
            </tr>
          </thead>
          <tbody>
            {cases.slice(0, mostCases).map((found) => (
              <tr key={found.case}>
                <th scope="row">
                  <a href={`/rooms/${room.room}/cases/${encodeURIComponent(found.case)}`}>{found.case}</a>
                </th>
                <td>
                  <Status state={found.verdict} ofCase />
                </td>
                <td>{found.due_at === null ? "–" : moment(found.due_at)}</td>
                <td>{found.clock === null ? "–" : durationText(found.clock.elapsed_ms)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {cases.length > mostCases && <p className="n">… {cases.length - mostCases}</p>}
    </>
  );
}

export function CasePage({ room, statement, name }: { readonly room: Room; readonly statement: Statement; readonly name: string }) {
  const { text } = useReader();
  const found = statement.result.results.flatMap((line) => line.cases.filter((entry) => entry.case === name).map((entry) => ({ line, entry })));
  return (
    <>
      <p className="n">
        <a href={`/rooms/${room.room}/cases`}>{text.cases}</a>
      </p>
      <h1>{name}</h1>
      {found.length === 0 && <p className="lead">{text.missing}</p>}
      {found.map(({ line, entry }) => (
        <CaseClock key={line.objective} room={room} line={line} found={entry} />
      ))}
    </>
  );
}

function CaseClock({ room, line, found }: { readonly room: Room; readonly line: Line; readonly found: CaseLine }) {
  const { text, language } = useReader();
  const moment = useMoment();
  const objective = room.document.objectives.find(({ id }) => id === line.objective);
  const { clock } = found;
  return (
    <section className="rule">
      <div className="headline">
        <h2>
          <span className="n">p. {line.objective}</span>
          {textIn(objective?.title, language)}
        </h2>
        <Status state={found.verdict} ofCase />
      </div>
      {clock !== null && (
        <>
          <p className="lead">
            {durationText(clock.elapsed_ms)}
            {found.limit_ms === null ? "" : ` / ${durationText(found.limit_ms)}`}
            {clock.margin_ms === null ? "" : `, ${text.margin.toLowerCase()} ${durationText(clock.margin_ms)}`}
          </p>
          <p className="n">{found.due_at === null ? "" : `${text.due} ${moment(found.due_at)}`}</p>
          <ClockBar clock={clock} />
          <h3>{text.segments}</h3>
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th>{text.from}</th>
                  <th>{text.what}</th>
                  <th className="r">{text.length}</th>
                </tr>
              </thead>
              <tbody>
                {clock.segments.map((segment) => (
                  <tr key={segment.from}>
                    <td>{moment(segment.from)}</td>
                    <td>
                      {words[language].segment[segment.state]}
                      {segment.because === null ? "" : `: ${segment.because}`}
                      <span className="n">{segment.fact ?? ""}</span>
                    </td>
                    <td className="r">{length(segment.from, segment.until)}</td>
                  </tr>
                ))}
                <tr>
                  <th scope="row">{text.sumOf}</th>
                  <td />
                  <td className="r">{durationText(clock.segments.reduce((sum, { from, until }) => sum + at(until) - at(from), 0))}</td>
                </tr>
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

const looks = { running: { fill: "var(--running)", height: 20 }, paused: { fill: "var(--paused)", height: 10 }, "outside-hours": { fill: "var(--line-2)", height: 3 }, stopped: { fill: "var(--line-2)", height: 3 } } as const;

/** Segments by height as well as hue: running tall, paused half, closed hours a thread. The table below says the same. */
function ClockBar({ clock }: { readonly clock: NonNullable<CaseLine["clock"]> }) {
  const { text } = useReader();
  const first = clock.segments[0];
  const last = clock.segments.at(-1);
  if (!first || !last) return null;
  const x = (moment: string): number => ((at(moment) - at(first.from)) / Math.max(1, at(last.until) - at(first.from))) * 720;
  return (
    <svg className="chart" viewBox="0 0 720 28" role="img" aria-label={`${text.clock}: ${durationText(clock.elapsed_ms)}`} preserveAspectRatio="none" style={{ height: 28 }}>
      {clock.segments.map((segment) => (
        <rect key={segment.from} x={x(segment.from)} width={Math.max(1, x(segment.until) - x(segment.from))} y={14 - looks[segment.state].height / 2} height={looks[segment.state].height} fill={looks[segment.state].fill} />
      ))}
    </svg>
  );
}
