/** The cases of a period, and one case's clock: how long, what stopped it, and why. */
import { words } from "@overens/core";
import { useState } from "react";
import type { CaseLine, Line, Room, Statement } from "../api.ts";
import { ClockChart } from "../charts/ClockChart.tsx";
import { useReader } from "../reader.tsx";
import { lineName, periodName } from "../rooms/names.ts";
import { CaseTable } from "../statements/Receipt.tsx";
import { at, duration, lineKey } from "../ui/figures.ts";
import { useMoment } from "../ui/moment.tsx";
import { Proof, Scroll, Status } from "../ui/parts.tsx";

/** The list shows this many cases at first. */
const mostCases = 100;

type Shown = "all" | "missed" | "not-finished";

export function CasesPage({ room, statement }: { readonly room: Room; readonly statement: Statement }) {
  const { text, language } = useReader();
  const [shown, show] = useState<Shown>("all");
  const [most, setMost] = useState(mostCases);
  const cases = worstOfEach(statement.result.results.flatMap((line) => line.cases));
  const of = (verdict: Shown): readonly CaseLine[] =>
    verdict === "all" ? cases : cases.filter((found) => found.verdict === verdict);
  const listed = of(shown);
  return (
    <>
      <h1>{text.cases}</h1>
      <p className="lead">
        {cases.length === 0
          ? room.document.objectives.some(({ indicator }) => indicator?.kind === "elapsed-time")
            ? text.noCases
            : text.noCasePoints
          : text.casesSentence(
              periodName(statement.result.period.label, language),
              cases.length,
              of("missed").length,
              of("not-finished").length,
            )}
      </p>
      {cases.length > 0 && (
        <>
          <fieldset className="choices">
            <legend className="vh">{text.show}</legend>
            {(["all", "missed", "not-finished"] as const).map((verdict) => (
              <label key={verdict} className="choice">
                <input type="radio" name="shown" checked={shown === verdict} onChange={() => show(verdict)} />
                {{ all: text.allCases, missed: text.lateCases, "not-finished": text.openCases }[verdict]}{" "}
                {of(verdict).length}
              </label>
            ))}
          </fieldset>
          <CaseTable room={room} cases={listed} most={most} name={text.cases} />
          {listed.length > most && (
            <p className="after">
              <button type="button" className="btn" onClick={() => setMost(most * 4)}>
                {text.showMore}
              </button>
            </p>
          )}
        </>
      )}
      <Proof hash={statement.result.hash} zone={statement.result.period.zone} />
    </>
  );
}

/** A case that several points count is listed once, by the clock with the least margin. */
function worstOfEach(cases: readonly CaseLine[]): readonly CaseLine[] {
  const byName = new Map<string, CaseLine>();
  for (const found of cases) {
    const known = byName.get(found.case);
    if (
      known === undefined ||
      (found.clock?.margin_ms ?? Number.POSITIVE_INFINITY) < (known.clock?.margin_ms ?? Number.POSITIVE_INFINITY)
    )
      byName.set(found.case, found);
  }
  return [...byName.values()];
}

export function CasePage({
  room,
  statement,
  name,
}: {
  readonly room: Room;
  readonly statement: Statement;
  readonly name: string;
}) {
  const { text } = useReader();
  const clocks = clocksOf(statement.result.results, name);
  return (
    <>
      <p className="n">
        <a href={`/rooms/${room.room}/cases`}>{text.cases}</a>
      </p>
      <h1>
        {text.caseName} {name}
      </h1>
      {clocks.length === 0 && <p className="lead">{text.noSuchCase}</p>}
      {clocks.map(({ found, lines }) => (
        <CaseClock key={lines.map(lineKey).join(" ")} room={room} lines={lines} found={found} />
      ))}
      <Proof hash={statement.result.hash} zone={statement.result.period.zone} />
    </>
  );
}

type ClockOf = { readonly found: CaseLine; readonly lines: readonly Line[] };

/** Points that the same clock decides are told together. */
function clocksOf(lines: readonly Line[], name: string): readonly ClockOf[] {
  const clocks = new Map<string, ClockOf>();
  for (const line of lines) {
    for (const found of line.cases) {
      if (found.case !== name) continue;
      const key = JSON.stringify([found.clock, found.limit_ms, found.due_at]);
      const known = clocks.get(key);
      clocks.set(key, { found, lines: [...(known?.lines ?? []), line] });
    }
  }
  return [...clocks.values()];
}

function CaseClock({
  room,
  lines,
  found,
}: {
  readonly room: Room;
  readonly lines: readonly Line[];
  readonly found: CaseLine;
}) {
  const { text, language } = useReader();
  const moment = useMoment();
  const { clock, limit_ms: limit, due_at: due } = found;
  const name = lines.map((line) => lineName(room, line, language)).join(text.and);
  const id = `clock-${lines.map(lineKey).join("-")}`;
  return (
    <section className="rule" aria-labelledby={id}>
      <div className="headline">
        <h2 id={id}>{name}</h2>
        <Status state={clock?.state === "paused" ? "paused" : found.verdict} ofCase />
      </div>
      {clock !== null && (
        <>
          <p className="verdict">
            <span className="figure">
              {duration(clock.stop === null && clock.margin_ms !== null ? Math.abs(clock.margin_ms) : clock.elapsed_ms)}
            </span>
            <span className="lead">{headline(clock, limit, text)}</span>
          </p>
          {due !== null && (
            <p className="n">{clock.stop === null ? text.runsOut(moment(due)) : text.wasDue(moment(due))}</p>
          )}
          <ClockChart clock={clock} due={due} />
          <h3>{text.whyThis(duration(clock.elapsed_ms))}</h3>
          <Segments clock={clock} limit={limit} name={`${text.whyThis(duration(clock.elapsed_ms))} ${name}`} />
        </>
      )}
    </section>
  );
}

function headline(
  { stop, margin_ms: margin }: NonNullable<CaseLine["clock"]>,
  limit: number | null,
  text: ReturnType<typeof useReader>["text"],
): string {
  if (limit === null || margin === null) return text.countedTime;
  if (stop !== null)
    return margin < 0
      ? text.usedLate(duration(limit), duration(-margin))
      : text.usedInTime(duration(limit), duration(margin));
  return margin < 0 ? text.lateNow(duration(limit)) : text.leftNow(duration(limit));
}

function Segments({
  clock,
  limit,
  name,
}: {
  readonly clock: NonNullable<CaseLine["clock"]>;
  readonly limit: number | null;
  readonly name: string;
}) {
  const { text, language } = useReader();
  const moment = useMoment();
  const sum = (state: string): number =>
    clock.segments
      .filter((segment) => segment.state === state)
      .reduce((total, { from, until }) => total + at(until) - at(from), 0);
  const wall = (["running", "paused", "outside-hours", "stopped"] as const).filter((state) => sum(state) > 0);
  return (
    <>
      <Scroll name={name}>
        <table className="stack segments">
          <thead>
            <tr>
              <th>{text.number}</th>
              <th>{text.fromUntil}</th>
              <th>{text.stateAndReason}</th>
              <th className="r">{text.countsAs}</th>
            </tr>
          </thead>
          <tbody>
            {clock.segments.map((segment, index) => (
              <tr key={segment.from}>
                <td data-label={text.number}>{index + 1}</td>
                <td>
                  <span className="when">{moment(segment.from)}</span> –{" "}
                  <span className="when">{moment(segment.until)}</span>
                </td>
                <td>
                  <SegmentState state={segment.state} />
                  {segment.state === "running" ? "" : ` ${duration(at(segment.until) - at(segment.from))}`}
                  {(segment.because !== null || segment.fact !== null) && (
                    <span className="n">
                      {[segment.because === null ? null : text.waitedFor(segment.because), segment.fact]
                        .filter((part) => part !== null)
                        .join(", ")}
                    </span>
                  )}
                </td>
                <td className="r" data-label={text.countsAs}>
                  {segment.state === "running" ? duration(at(segment.until) - at(segment.from)) : "0"}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td />
              <th scope="row" colSpan={2}>
                {limit === null ? text.countedTime : text.usedOfLimit(duration(limit))}
              </th>
              <td className="r">{duration(clock.elapsed_ms)}</td>
            </tr>
            {clock.margin_ms !== null && (
              <tr>
                <td />
                <th scope="row" colSpan={2}>
                  {clock.margin_ms < 0 ? text.late : text.leftAfter}
                </th>
                <td className="r">{duration(Math.abs(clock.margin_ms))}</td>
              </tr>
            )}
          </tfoot>
        </table>
      </Scroll>
      <p className="n after">
        {text.wallTime} {duration(wall.reduce((total, state) => total + sum(state), 0))} ={" "}
        {wall.map((state) => `${words[language].segment[state]} ${duration(sum(state))}`).join(" + ")}
      </p>
    </>
  );
}

const segmentMarks = {
  running: "not-finished",
  paused: "paused",
  "outside-hours": "unmeasured",
  stopped: "unmeasured",
} as const;

function SegmentState({ state }: { readonly state: NonNullable<CaseLine["clock"]>["segments"][number]["state"] }) {
  const { language } = useReader();
  return <Status state={segmentMarks[state]} word={words[language].segment[state]} />;
}
