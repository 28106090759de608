/** Months as rows and days as cells: how much of the month's error budget each day used, by size and tone, so that it survives grey print. */
import {
  addMonths,
  type CivilDate,
  civilDate,
  words as coreWords,
  dateText,
  dayNumber,
  daysInMonth,
  type Instant,
  type Language,
  startOfDay,
  wallOfInstant,
  type Zone,
} from "@overens/core";
import type { Line } from "../api.ts";
import { useReader } from "../reader.tsx";
import { leftOf } from "../ui/figures.ts";
import { useZone } from "../ui/moment.tsx";
import { amount } from "./BudgetChart.tsx";
import { type Budget, budgetOf, diamondPath } from "./budget.ts";
import { Drawing, useSteps, useWidth } from "./frame.tsx";
import { chartWords } from "./words.ts";

/** One period of the line; `line` null while it is being fetched. */
export type CalendarPeriod = {
  readonly label: string;
  readonly line: Line | null;
  readonly from: string;
  readonly until: string;
  readonly judged: string;
};

type Day = {
  readonly date: CivilDate;
  readonly used: number;
  readonly level: 0 | 1 | 2 | 3 | 4;
  readonly state: "judged" | "unmeasured" | "not-yet";
  readonly crossed: boolean;
  readonly excluded: boolean;
  readonly missing: boolean;
};
type Row = {
  readonly label: string;
  readonly days: readonly Day[];
  readonly used: string;
  readonly outcome: Line["verdict"] | null;
};

export function DayCalendar({ periods }: { readonly periods: readonly CalendarPeriod[] }) {
  const { language } = useReader();
  const zone = useZone();
  const words = chartWords[language];
  const [hold, width] = useWidth();
  const rows = zone === null ? [] : periods.flatMap((period) => rowsOf(period, zone, language));
  const cells = rows.flatMap(({ days }) => days);
  const stepping = useSteps(cells.length, 7);
  const chosen = stepping.chosen === null ? null : (cells[stepping.chosen] ?? null);
  const kind = periods.find(({ line }) => line?.budget)?.line?.budget?.of ?? "time";
  return (
    <figure className="chart-figure">
      <figcaption>
        <span>{words.calendar}</span>
        <small>
          {words.used}, {coreWords[language].budget[kind]}
        </small>
      </figcaption>
      <Drawing
        name={words.calendar}
        hint={words.keys}
        steps={stepping}
        hold={hold}
        said={chosen === null ? "" : dayText(chosen, kind, language)}
      >
        <Cells rows={rows} width={width} chosen={stepping.chosen} />
      </Drawing>
      <ul className="legend">
        {words.levels.map((level, index) => (
          <li key={level}>
            <svg width="14" height="14" aria-hidden="true">
              <Cell day={{ ...blank, level: (index + 1) as Day["level"] }} x={0} y={0} size={14} chosen={false} />
            </svg>
            {level}
          </li>
        ))}
        <li>
          <svg width="14" height="14" aria-hidden="true">
            <path d={diamondPath(7, 7, 5.5)} fill="var(--missed)" />
          </svg>
          {words.crossed}
        </li>
        <li>
          <svg width="14" height="14" aria-hidden="true">
            <circle cx="7" cy="7" r="1.8" fill="var(--ink-2)" />
          </svg>
          {words.outside}
        </li>
        <li>
          <svg width="14" height="14" aria-hidden="true">
            <path d="M2 12L12 2" stroke="var(--ink-2)" />
          </svg>
          {words.missing}
        </li>
      </ul>
      <details className="twin">
        <summary>{words.asTable}</summary>
        <CalendarTable rows={rows} kind={kind} />
      </details>
    </figure>
  );
}

const blank: Day = {
  date: { year: 2000, month: 1, day: 1 },
  used: 0,
  level: 0,
  state: "judged",
  crossed: false,
  excluded: false,
  missing: false,
};

function Cells({
  rows,
  width,
  chosen,
}: {
  readonly rows: readonly Row[];
  readonly width: number;
  readonly chosen: number | null;
}) {
  const { language } = useReader();
  const words = chartWords[language];
  const wide = width >= 620;
  const left = wide ? 84 : 44;
  const right = wide ? 190 : 4;
  const size = Math.min(24, Math.floor((width - left - right) / 31));
  const tall = Math.max(size, 16);
  let index = -1;
  return (
    <svg
      viewBox={`0 0 ${width} ${26 + rows.length * tall}`}
      width={width}
      height={26 + rows.length * tall}
      aria-hidden="true"
    >
      {[1, 5, 10, 15, 20, 25, 31].map((day) => (
        <text key={day} x={left + (day - 0.5) * size} y={14} className="middle mut">
          {day}
        </text>
      ))}
      {wide && rows.length > 0 && (
        <>
          <text x={width - 72} y={14} className="end mut">
            {words.used}
          </text>
          <text x={width} y={14} className="end mut">
            {words.outcome}
          </text>
        </>
      )}
      {rows.map((row, place) => {
        const y = 24 + place * tall;
        return (
          <g key={row.label}>
            <text x={0} y={y + tall / 2 + 4}>
              {wide ? row.label : row.label.slice(0, 3)}
            </text>
            {row.days.map((day) => {
              index += 1;
              return (
                <Cell
                  key={day.date.day}
                  day={day}
                  x={left + (day.date.day - 1) * size}
                  y={y}
                  size={size}
                  chosen={index === chosen}
                />
              );
            })}
            {wide && (
              <>
                <text x={width - 72} y={y + tall / 2 + 4} className={row.outcome === "missed" ? "end missed" : "end"}>
                  {row.used}
                </text>
                <text x={width} y={y + tall / 2 + 4} className={row.outcome === "missed" ? "end missed" : "end"}>
                  {row.outcome === null ? "–" : coreWords[language].verdict[row.outcome]}
                </text>
              </>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function Cell({
  day,
  x,
  y,
  size,
  chosen,
}: {
  readonly day: Day;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly chosen: boolean;
}) {
  const inner = size - 1;
  const mark = day.level === 0 ? 0 : inner * (0.3 + day.level * 0.16);
  const middle = { x: x + inner / 2, y: y + inner / 2 };
  return (
    <g>
      {day.state !== "not-yet" && <rect x={x} y={y} width={inner} height={inner} fill="var(--sunk)" />}
      {mark > 0 && (
        <rect
          x={middle.x - mark / 2}
          y={middle.y - mark / 2}
          width={mark}
          height={mark}
          fill={`var(--c-l${day.level})`}
        />
      )}
      {day.missing && <path d={`M${x + 2} ${y + inner - 2}L${x + inner - 2} ${y + 2}`} stroke="var(--ink-3)" />}
      {day.excluded && mark === 0 && <circle cx={middle.x} cy={middle.y} r="1.8" fill="var(--ink-2)" />}
      {day.crossed && (
        <path d={diamondPath(middle.x, middle.y, inner / 3)} fill="var(--missed)" stroke="var(--paper)" />
      )}
      {chosen && (
        <rect
          x={x - 1}
          y={y - 1}
          width={inner + 2}
          height={inner + 2}
          fill="none"
          stroke="var(--focus)"
          strokeWidth="2"
        />
      )}
    </g>
  );
}

function CalendarTable({ rows, kind }: { readonly rows: readonly Row[]; readonly kind: Budget["kind"] }) {
  const { language } = useReader();
  const words = chartWords[language];
  return (
    <table>
      <thead>
        <tr>
          <th>{words.when}</th>
          <th>{words.outcome}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const told = row.days.filter(
            ({ used, excluded, missing, crossed }) => used > 0 || excluded || missing || crossed,
          );
          return (
            <tr key={row.label}>
              <td>{row.label}</td>
              <td>
                {row.outcome === null ? "–" : coreWords[language].verdict[row.outcome]}
                {row.used === "" ? "" : `, ${words.used} ${row.used}`}
                {told.map((day) => (
                  <span className="n" key={day.date.day}>
                    {dayText(day, kind, language)}
                  </span>
                ))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function dayText(day: Day, kind: Budget["kind"], language: Language): string {
  const words = chartWords[language];
  const parts = [
    day.state === "not-yet"
      ? words.beyond
      : day.state === "unmeasured"
        ? words.notJudged
        : day.used > 0
          ? `${amount(day.used, { kind }, language)} ${words.used}`
          : words.dayKept,
    ...(day.crossed ? [words.crossed] : []),
    ...(day.excluded ? [words.outside] : []),
    ...(day.missing ? [words.missing] : []),
  ];
  return `${dateText(day.date)}: ${parts.join(", ")}`;
}

/** A row for each calendar month that the period touches. */
function rowsOf(period: CalendarPeriod, zone: Zone, language: Language): readonly Row[] {
  const first = civilDate(wallOfInstant(zone, moment(period.from)).day);
  const last = civilDate(wallOfInstant(zone, (moment(period.until) - 1) as Instant).day);
  const months: CivilDate[] = [];
  for (
    let month: CivilDate = { ...first, day: 1 };
    month.year < last.year || (month.year === last.year && month.month <= last.month);
    month = addMonths(month, 1)
  )
    months.push(month);
  const budget = period.line === null ? null : budgetOf(period.line, period.from, period.until, period.judged);
  const left = period.line === null ? null : leftOf(period.line, language);
  return months.map((month, index) => ({
    label: `${chartWords[language].months[month.month - 1]} ${month.year}`,
    days: Array.from({ length: daysInMonth(month.year, month.month) }, (_, day) =>
      dayOf({ ...month, day: day + 1 }, period, budget, zone),
    ),
    used:
      index === months.length - 1 && budget !== null && left !== null
        ? amount(budget.allowed - budget.left, budget, language)
        : "",
    outcome: index === months.length - 1 ? (period.line?.verdict ?? null) : null,
  }));
}

function dayOf(date: CivilDate, { line, from, until, judged }: CalendarPeriod, budget: Budget | null, zone: Zone): Day {
  const day = dayNumber(date);
  const start = startOfDay(zone, day);
  const end = startOfDay(zone, day + 1);
  const inside = start < moment(until) && end > moment(from);
  if (!inside || start >= moment(judged)) return { ...blank, date, state: "not-yet" };
  if (budget === null || line?.verdict === "unmeasured") return { ...blank, date, state: "unmeasured", missing: true };
  const used = budget.uses.reduce((sum, use) => sum + partWithin(use, start, end), 0);
  const share = budget.allowed > 0 ? used / budget.allowed : used > 0 ? 1 : 0;
  const level = used === 0 ? 0 : share < 0.1 ? 1 : share < 0.25 ? 2 : share < 0.5 ? 3 : 4;
  const touches = ({ start: from, end: until }: { readonly start: number; readonly end: number }): boolean =>
    from < end && until > start;
  return {
    date,
    used,
    level,
    state: "judged",
    crossed: budget.crossed !== null && budget.crossed >= start && budget.crossed < end,
    excluded: budget.excluded.some(touches),
    missing: budget.missing.some(touches),
  };
}

/** The part of a use that fell on a day: by time, or all of it on the day it happened. */
function partWithin({ start, end, size }: Budget["uses"][number], from: number, until: number): number {
  if (start === end) return start >= from && start < until ? size : 0;
  const shared = Math.min(end, until) - Math.max(start, from);
  return shared > 0 ? (size * shared) / (end - start) : 0;
}

function moment(text: string): Instant {
  return Date.parse(text) as Instant;
}
