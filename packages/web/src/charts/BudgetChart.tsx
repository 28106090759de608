/** The error budget through a period: steps down where it was used, the even pace in grey, credit steps as lines, and the same as a table. */
import {
  civilDate,
  type Instant,
  type Language,
  numberText,
  startOfDay,
  wallOfInstant,
  type Zone,
} from "@overens/core";
import { scaleLinear } from "d3-scale";
import { useId } from "react";
import { useReader } from "../reader.tsx";
import { duration } from "../ui/figures.ts";
import { useMomentAt, useZone } from "../ui/moment.tsx";
import { type Budget, diamondPath, type Use } from "./budget.ts";
import { Drawing, useSteps, useWidth } from "./frame.tsx";
import { chartWords } from "./words.ts";

/** A line where money begins to be owed: what must be left not to fall below it. */
export type CreditStep = { readonly left: number; readonly share: string; readonly owed: string };

export function BudgetChart({
  budget,
  steps,
  title,
}: {
  readonly budget: Budget;
  readonly steps: readonly CreditStep[];
  readonly title?: string;
}) {
  const { language } = useReader();
  const words = chartWords[language];
  const moment = useMomentAt();
  const [hold, width] = useWidth();
  const stepping = useSteps(budget.uses.length);
  const chosen = stepping.chosen === null ? null : (budget.uses[stepping.chosen] ?? null);
  const sentence = words.of(
    amount(budget.allowed - budget.left, budget, language),
    amount(budget.allowed, budget, language),
  );
  return (
    <figure className="chart-figure">
      <figcaption>
        <span>{title ?? words.budget}</span>
        <small>{sentence}</small>
      </figcaption>
      <Drawing
        name={`${title ?? words.budget}: ${sentence}`}
        hint={budget.uses.length > 0 ? words.keys : ""}
        steps={stepping}
        hold={hold}
        said={chosen === null ? "" : saidOf(chosen, budget, moment, language)}
      >
        <Curve budget={budget} steps={steps} width={width} chosen={stepping.chosen} />
      </Drawing>
      <p className="key">
        {words.key[0]} {budget.excluded.length > 0 && words.key[1]} {budget.missing.length > 0 && words.key[2]}{" "}
        {budget.left < 0 && words.key[3]}
      </p>
      <details className="twin">
        <summary>{words.asTable}</summary>
        <BudgetTable budget={budget} />
      </details>
    </figure>
  );
}

function saidOf(use: Use, budget: Budget, moment: (at: number) => string, language: Language): string {
  const words = chartWords[language];
  return `${moment(use.start)}: ${amount(use.size, budget, language)} ${words.used}, ${amount(Math.abs(use.left), budget, language)} ${use.left < 0 ? words.over : words.left}. ${use.names.join(", ")}`;
}

function BudgetTable({ budget }: { readonly budget: Budget }) {
  const { language } = useReader();
  const words = chartWords[language];
  const moment = useMomentAt();
  if (budget.uses.length === 0) return <p>{words.none}</p>;
  return (
    <table className="stack">
      <thead>
        <tr>
          <th>{words.when}</th>
          <th>{words.cause}</th>
          <th className="r">{words.used}</th>
          <th className="r">{words.left}</th>
        </tr>
      </thead>
      <tbody>
        {budget.uses.map((use) => (
          <tr key={`${use.start}-${use.names[0]}`}>
            <td data-label={words.when}>{moment(use.start)}</td>
            <td data-label={words.cause}>{use.names.join(", ")}</td>
            <td className="r" data-label={words.used}>
              {amount(use.size, budget, language)}
            </td>
            <td className="r" data-label={words.left}>
              {amount(use.left, budget, language)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** In minutes and seconds for time, in numbers for what is counted. */
export function amount(value: number, { kind }: Pick<Budget, "kind">, language: Language): string {
  if (kind === "time") return duration(value * 60_000);
  return `${plain(value, language)}\u00a0${chartWords[language][value === 1 ? "one" : "unit"][kind]}`;
}

/** Cut to one decimal, as every other figure is; the little that is added is what floats may lack. */
function plain(value: number, language: Language): string {
  const tenths = Math.trunc(value * 10 + Math.sign(value) * 1e-6);
  return numberText(tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1), language);
}

function Curve({
  budget,
  steps,
  width,
  chosen,
}: {
  readonly budget: Budget;
  readonly steps: readonly CreditStep[];
  readonly width: number;
  readonly chosen: number | null;
}) {
  const { language } = useReader();
  const words = chartWords[language];
  const zone = useZone();
  const hatch = useId();
  const wide = width >= 620;
  const reached = Math.min(0, budget.left, ...budget.uses.map(({ left }) => left));
  const shownSteps = steps.filter(({ left }) => left >= Math.min(reached * 1.6, -budget.allowed * 0.6) - 1e-9);
  const lowest =
    Math.min(
      reached,
      ...shownSteps.map(({ left }) => left),
      reached < 0 || shownSteps.length > 0 ? 0 : -budget.allowed * 0.12,
    ) * 1.08;
  const area = { left: 44, right: width - (wide ? 168 : 6), top: 26, bottom: wide ? 262 : 232 };
  const height = area.bottom + 30;
  const x = scaleLinear([budget.from, budget.until], [area.left, area.right]).clamp(true); // a case may be due after its period
  const y = scaleLinear([budget.allowed, lowest], [area.top + 8, area.bottom]);
  const ownLabel = y(budget.left) + (y(budget.left) + 18 > area.bottom ? -8 : 18);
  const end = budget.now ?? budget.until;
  const numbered = numberedUses(budget, wide ? 9 : 4);
  const grid = y.ticks(4).filter((tick) => tick !== 0);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0v6" stroke="var(--c-ideal)" strokeWidth="1.6" />
        </pattern>
      </defs>
      <text x={0} y={12} className="mut">
        {words.axis[budget.kind]}
      </text>
      {lowest < 0 && (
        <rect
          x={area.left}
          y={y(0)}
          width={area.right - area.left}
          height={area.bottom - y(0)}
          fill="var(--missed-bg)"
        />
      )}
      {grid.map((tick) => (
        <g key={tick}>
          <path d={`M${area.left} ${y(tick)}H${area.right}`} stroke="var(--c-grid)" />
          <text className="end" x={area.left - 8} y={y(tick) + 4}>
            {plain(tick, language)}
          </text>
        </g>
      ))}
      {budget.missing.map(({ start, end: until }) => (
        <rect
          key={start}
          x={x(start)}
          y={area.top}
          width={Math.max(2, x(until) - x(start))}
          height={area.bottom - area.top}
          fill="var(--line)"
        />
      ))}
      {budget.excluded.map(({ start, end: until }) => (
        <rect
          key={start}
          x={x(start)}
          y={area.top}
          width={Math.max(4, x(until) - x(start))}
          height={area.bottom - area.top}
          fill={`url(#${hatch})`}
        />
      ))}
      <path
        d={`M${area.left} ${y(budget.allowed)}L${area.right} ${y(0)}`}
        stroke="var(--c-ideal)"
        strokeWidth="1.2"
        fill="none"
      />
      <path d={`M${area.left} ${y(0)}H${area.right}`} stroke="var(--c-line)" />
      <text className="end strong" x={area.left - 8} y={y(0) + 4}>
        0
      </text>
      {shownSteps.map((step) => (
        <g key={step.left}>
          {step.left !== 0 && (
            <path d={`M${area.left} ${y(step.left)}H${area.right}`} stroke="var(--c-over)" strokeDasharray="2 3" />
          )}
          {!wide && (
            <text
              {...(Math.abs(y(step.left) + 15 - ownLabel) < 16
                ? { x: area.left + 6 }
                : { x: area.right - 6, className: "end" })}
              y={y(step.left) + 15}
            >
              {`${words.below(step.share)}: ${step.owed}`}
            </text>
          )}
        </g>
      ))}
      {wide &&
        spread(endLabels(budget, shownSteps, y, language)).map((label) => (
          <g key={label.first}>
            <text x={area.right + 12} y={label.y + 4} className={label.missed ? "missed" : "strong"}>
              {label.first}
            </text>
            {label.second !== null && (
              <text x={area.right + 12} y={label.y + 20}>
                {label.second}
              </text>
            )}
          </g>
        ))}
      <path
        d={curve(budget, x, (left) => y(Math.max(left, 0)), end)}
        fill="none"
        stroke="var(--c-line)"
        strokeWidth="2.2"
        strokeLinejoin="round"
      />
      {budget.left < 0 && (
        <path
          d={curve(budget, x, (left) => y(Math.min(left, 0)), end, budget.crossed)}
          fill="none"
          stroke="var(--c-over)"
          strokeWidth="2.2"
          strokeLinejoin="round"
        />
      )}
      {budget.now !== null && <Forecast budget={budget} x={x} y={y} now={budget.now} lowest={lowest} />}
      {numbered.map(({ use, index }, place) => (
        <Marker
          key={`${use.start}-${use.names[0]}`}
          x={x((use.start + use.end) / 2)}
          y={y(use.left + use.size / 2)}
          number={place + 1}
          label={`−${budget.kind === "time" ? duration(use.size * 60_000) : plain(use.size, language)}`}
          over={use.left < 0}
          chosen={chosen === index}
          roomy={roomBeside(numbered, place, x, wide)}
        />
      ))}
      {budget.left < 0 && <path d={diamondPath(x(end), y(budget.left), 6)} fill="var(--c-over)" />}
      {!wide && budget.left < 0 && (
        <text x={x(end) - 10} y={ownLabel} className="missed end">
          {`−${amount(-budget.left, budget, language)}`}
        </text>
      )}
      {zone !== null &&
        dayTicks(budget, zone, wide ? 7 : 4).map(({ at: moment, label }, index, all) => (
          <text
            key={moment}
            x={x(moment)}
            y={area.bottom + 20}
            className={index === 0 ? "mut" : index === all.length - 1 && !wide ? "end mut" : "middle mut"}
          >
            {label(language)}
          </text>
        ))}
    </svg>
  );
}

type EndLabel = {
  readonly y: number;
  readonly first: string;
  readonly second: string | null;
  readonly missed: boolean;
};

/** What stands at the right end: each credit step, and what is left or over. */
function endLabels(
  budget: Budget,
  steps: readonly CreditStep[],
  y: (left: number) => number,
  language: Language,
): readonly EndLabel[] {
  const words = chartWords[language];
  const over = budget.left < 0;
  const own: EndLabel = {
    y: y(budget.left),
    first: over
      ? `−${amount(-budget.left, budget, language)}`
      : `${amount(budget.left, budget, language)} ${words.left}`,
    second: null,
    missed: over,
  };
  return [
    ...steps.map(
      (step): EndLabel => ({ y: y(step.left), first: words.below(step.share), second: step.owed, missed: false }),
    ),
    own,
  ];
}

/** Moves labels down until none covers another. */
function spread(labels: readonly EndLabel[]): readonly EndLabel[] {
  let free = Number.NEGATIVE_INFINITY;
  return [...labels]
    .sort((a, b) => a.y - b.y)
    .map((label) => {
      const y = Math.max(label.y, free);
      free = y + (label.second === null ? 18 : 36);
      return { ...label, y };
    });
}

function Forecast({
  budget,
  x,
  y,
  now,
  lowest,
}: {
  readonly budget: Budget;
  readonly x: (at: number) => number;
  readonly y: (left: number) => number;
  readonly now: number;
  readonly lowest: number;
}) {
  const pace = (budget.allowed - budget.left) / (now - budget.from);
  const emptied = pace > 0 ? now + (budget.left - lowest) / pace : budget.until;
  const until = Math.min(budget.until, Math.max(now, emptied));
  return (
    <>
      <path
        d={`M${x(now)} ${y(budget.left)}L${x(until)} ${y(budget.left - pace * (until - now))}`}
        stroke="var(--ink-3)"
        strokeWidth="1.5"
        strokeDasharray="3 3"
        fill="none"
      />
      <circle cx={x(now)} cy={y(budget.left)} r="4" fill="var(--accent)" />
    </>
  );
}

function Marker({
  x,
  y,
  number,
  label,
  over,
  chosen,
  roomy,
}: {
  readonly x: number;
  readonly y: number;
  readonly number: number;
  readonly label: string;
  readonly over: boolean;
  readonly chosen: boolean;
  readonly roomy: boolean;
}) {
  return (
    <>
      {chosen && <circle cx={x} cy={y} r="13" fill="none" stroke="var(--focus)" strokeWidth="2" />}
      <circle
        cx={x}
        cy={y}
        r="9"
        fill="var(--paper)"
        stroke={over ? "var(--c-over)" : "var(--c-line)"}
        strokeWidth="1.5"
      />
      <text className="middle strong" x={x} y={y + 4}>
        {number}
      </text>
      {roomy && (
        <text x={x + 14} y={y + 4}>
          {label}
        </text>
      )}
    </>
  );
}

type Numbered = { readonly use: Use; readonly index: number };

/** The largest uses, in order of time; the table has all. */
function numberedUses({ uses, kind }: Budget, most: number): readonly Numbered[] {
  if (kind !== "time" && uses.length > most) return [];
  return uses
    .map((use, index) => ({ use, index }))
    .sort((a, b) => b.use.size - a.use.size)
    .slice(0, most)
    .sort((a, b) => a.use.start - b.use.start);
}

function roomBeside(numbered: readonly Numbered[], place: number, x: (at: number) => number, wide: boolean): boolean {
  const here = numbered[place];
  const next = numbered[place + 1];
  return (
    here !== undefined &&
    (next === undefined ? wide || x(here.use.start) < 240 : x(next.use.start) - x(here.use.start) > 96)
  );
}

function curve(
  { from, allowed, uses }: Budget,
  x: (at: number) => number,
  y: (left: number) => number,
  end: number,
  since: number | null = null,
): string {
  let path = since === null ? `M${x(from)} ${y(allowed)}` : `M${x(since)} ${y(0)}`;
  for (const use of uses) {
    if (since !== null && use.end < since) continue;
    const start = since !== null && use.start < since ? since : use.start;
    path += `H${x(start)}L${Math.max(x(start), x(use.end))} ${y(use.left)}`;
  }
  return `${path}H${x(end)}`;
}

/** First day, last day and some between, by the agreement's wall. */
function dayTicks(
  { from, until }: Budget,
  zone: Zone,
  most: number,
): readonly { readonly at: number; readonly label: (language: Language) => string }[] {
  const first = wallOfInstant(zone, from as Instant).day;
  const last = wallOfInstant(zone, (until - 1) as Instant).day;
  const count = Math.min(most, last - first + 1);
  const days = Array.from(
    { length: count },
    (_, index) => first + Math.round((index * (last - first)) / Math.max(1, count - 1)),
  );
  return days.map((day, index) => {
    const { day: date, month } = civilDate(day);
    const edge = index === 0 || index === days.length - 1;
    return {
      at: startOfDay(zone, day),
      label: (language) => (edge ? `${date} ${chartWords[language].months[month - 1]}` : String(date)),
    };
  });
}
