/** The way to the start: each milestone on its day, what it waits for, and today; gates stand across the way. */

import type { Milestone } from "../preparations/preparation.ts";
import { useReader } from "../reader.tsx";
import type { Texts } from "../text/en.ts";
import { diamondPath } from "./budget.ts";
import { civilDate, daysOfDate } from "./days.ts";
import { Drawing, useSteps, useWidth } from "./frame.tsx";
import { chartWords } from "./words.ts";

/** From this width on titles stand beside their row; below it they stand over it. */
const wideFrom = 620;
const axisHeight = 30;

export function PlanChart({
  milestones,
  today,
}: {
  readonly milestones: readonly Milestone[];
  readonly today: string;
}) {
  const { text, language } = useReader();
  const [hold, width] = useWidth();
  const shown = [...milestones]
    .filter(({ state }) => state !== "cancelled")
    .sort((one, other) => (one.due < other.due ? -1 : one.due > other.due ? 1 : 0));
  const stepping = useSteps(shown.length);
  const chosen = stepping.chosen === null ? undefined : shown[stepping.chosen];
  const words = text.preparing;
  if (shown.length === 0) return null;
  return (
    <figure className="chart-figure">
      <figcaption>
        <span>{words.planChart}</span>
      </figcaption>
      <Drawing
        name={words.planChart}
        hint={words.planKeys}
        steps={stepping}
        hold={hold}
        said={chosen === undefined ? "" : sentence(chosen, shown, text)}
      >
        <Rows milestones={shown} today={today} width={width} chosen={stepping.chosen} />
      </Drawing>
      <details className="twin">
        <summary>{chartWords[language].asTable}</summary>
        <table>
          <thead>
            <tr>
              <th>{words.due}</th>
              <th>{words.title}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((milestone) => (
              <tr key={milestone.id}>
                <td>{milestone.due}</td>
                <td>{sentence(milestone, shown, text)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** A milestone in words, as the table and whoever listens have it. */
function sentence(milestone: Milestone, all: readonly Milestone[], text: Texts): string {
  const words = text.preparing;
  const before = all.filter(({ id }) => milestone.after.includes(id)).map(({ title }) => title);
  return [
    `${milestone.due}: ${milestone.title}`,
    text.sideName[milestone.side],
    words.milestoneState[milestone.state] ?? milestone.state,
    ...(milestone.days_overdue > 0 ? [words.daysLate(milestone.days_overdue)] : []),
    ...(milestone.gate ? [words.isGate] : []),
    ...(before.length > 0 ? [words.comesAfter(before.join(", "))] : []),
  ].join(", ");
}

function Rows({
  milestones,
  today,
  width,
  chosen,
}: {
  readonly milestones: readonly Milestone[];
  readonly today: string;
  readonly width: number;
  readonly chosen: number | null;
}) {
  const { text, language } = useReader();
  const isWide = width >= wideFrom;
  const [left, right] = isWide ? [Math.min(280, width * 0.34), 104] : [8, 12];
  const rowHeight = isWide ? 32 : 52;
  const days = milestones.map(({ due }) => daysOfDate(due));
  const [first, last] = [Math.min(...days, daysOfDate(today)), Math.max(...days, daysOfDate(today))];
  const span = Math.max(last - first, 14);
  const x = (day: number): number => left + ((day - first) / span) * (width - left - right);
  const middle = (row: number): number => axisHeight + row * rowHeight + (isWide ? rowHeight / 2 : rowHeight - 14);
  const height = axisHeight + milestones.length * rowHeight + 8;
  const now = x(daysOfDate(today));
  const months = monthsBetween(first, first + span);
  // Names of months that would stand on each other, or on the word for today, are left out.
  const leastApart = 44;
  let lastName = Number.NEGATIVE_INFINITY;
  const named = months.filter((month) => {
    const at = x(month.day);
    const isFree = at - lastName >= leastApart && Math.abs(at - now) >= leastApart && at < width - 40;
    if (isFree) lastName = at;
    return isFree;
  });
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      {named.map((month) => (
        <text key={month.day} x={x(month.day)} y={14} className="mut">
          {chartWords[language].months[month.month - 1]?.slice(0, 3)}
          {month.month === 1 ? ` ${month.year}` : ""}
        </text>
      ))}
      {named.map((month) => (
        <path key={month.day} d={`M${x(month.day)} 18v6`} stroke="var(--c-ideal)" />
      ))}
      <path d={`M${left} 24H${width - right}`} stroke="var(--c-grid)" />
      <path d={`M${now} 18V${height}`} stroke="var(--accent)" strokeWidth="1.5" />
      <text x={now} y={14} className="middle strong" fill="var(--accent)">
        {text.preparing.today}
      </text>
      {milestones.map((milestone, row) => (
        <Row
          key={milestone.id}
          milestone={milestone}
          from={x(startOf(milestone, milestones, Math.min(daysOfDate(today), daysOfDate(milestone.due))))}
          at={x(daysOfDate(milestone.due))}
          y={middle(row)}
          title={{ x: 0, y: isWide ? middle(row) + 4 : middle(row) - 18, room: isWide ? left - 16 : width - 8 }}
          edge={isWide ? width : null}
          isChosen={row === chosen}
        />
      ))}
    </svg>
  );
}

function Row({
  milestone,
  from,
  at,
  y,
  title,
  edge,
  isChosen,
}: {
  readonly milestone: Milestone;
  readonly from: number;
  readonly at: number;
  readonly y: number;
  readonly title: { readonly x: number; readonly y: number; readonly room: number };
  readonly edge: number | null;
  readonly isChosen: boolean;
}) {
  const { text } = useReader();
  const isLate = milestone.days_overdue > 0;
  const isDone = milestone.state === "verified";
  const words = text.preparing;
  const state = isLate ? words.daysLate(milestone.days_overdue) : (words.milestoneState[milestone.state] ?? "");
  const name = edge === null ? `${milestone.title} · ${state}` : milestone.title;
  return (
    <g>
      <text x={title.x} y={title.y} className={isLate ? "over missed" : isDone ? "over" : "over strong"}>
        {cut(name, title.room)}
      </text>
      <path
        d={`M${from} ${y}H${at}`}
        stroke={isDone ? "var(--c-line)" : "var(--c-ideal)"}
        strokeWidth={isDone ? 2 : 1.5}
        strokeDasharray={isDone ? undefined : "4 4"}
      />
      {milestone.gate && <path d={`M${at} ${y - 11}v22`} stroke="var(--c-line)" strokeWidth="2.5" />}
      <Mark state={milestone.state} isLate={isLate} x={at} y={y} />
      {edge !== null && (
        <text x={edge} y={y + 4} className={isLate ? "end missed" : "end"}>
          {state}
        </text>
      )}
      {isChosen && (
        <rect x={at - 12} y={y - 12} width={24} height={24} fill="none" stroke="var(--focus)" strokeWidth="2" />
      )}
    </g>
  );
}

/** Told apart in grey too: full is verified, a dot inside is said to be done, bars are stopped, dashed is only asked for. */
function Mark({
  state,
  isLate,
  x,
  y,
}: {
  readonly state: Milestone["state"];
  readonly isLate: boolean;
  readonly x: number;
  readonly y: number;
}) {
  if (isLate) return <path d={diamondPath(x, y, 7)} fill="var(--missed)" stroke="var(--paper)" />;
  if (state === "blocked")
    return (
      <g>
        <rect x={x - 7} y={y - 7} width={14} height={14} fill="var(--paper)" />
        <path d={`M${x - 3} ${y - 6}v12M${x + 3} ${y - 6}v12`} stroke="var(--paused)" strokeWidth="3" />
      </g>
    );
  return (
    <g>
      <circle
        cx={x}
        cy={y}
        r={6}
        fill={state === "verified" ? "var(--c-line)" : "var(--paper)"}
        stroke={state === "open" ? "var(--c-ideal)" : "var(--c-line)"}
        strokeWidth="1.6"
        strokeDasharray={state === "open" ? "2.6 2.1" : undefined}
      />
      {state === "done-claimed" && <circle cx={x} cy={y} r={2.6} fill="var(--c-line)" />}
    </g>
  );
}

/** The day from which a milestone is under way: when the last that it waits for is due, else the first day drawn. */
function startOf({ after, due }: Milestone, all: readonly Milestone[], otherwise: number): number {
  const before = all.filter(({ id }) => after.includes(id)).map((found) => daysOfDate(found.due));
  return before.length === 0 ? otherwise : Math.min(Math.max(...before), daysOfDate(due));
}

function monthsBetween(
  first: number,
  last: number,
): readonly { readonly day: number; readonly month: number; readonly year: number }[] {
  const found: { day: number; month: number; year: number }[] = [];
  for (let day = first; day <= last; day++) {
    const date = civilDate(day);
    if (date.day === 1) found.push({ day, month: date.month, year: date.year });
  }
  return found;
}

/** About so many letters of 12 pixels fit; what does not ends with a mark of it. */
function cut(name: string, room: number): string {
  const most = Math.floor(room / 6.6);
  return name.length <= most ? name : `${name.slice(0, Math.max(1, most - 1))}…`;
}
