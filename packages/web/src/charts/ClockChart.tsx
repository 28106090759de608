/** The clock of a case drawn in time: running tall, paused barred, closed hours a hatched thread and drawn short; then what is left until it runs out. */
import { words as coreWords, type Instant, timeOfDayText, wallOfInstant, type Zone } from "@overens/core";
import { useId } from "react";
import type { CaseLine } from "../api.ts";
import { useReader } from "../reader.tsx";
import { at, duration } from "../ui/figures.ts";
import { useMomentAt, useZone } from "../ui/moment.tsx";
import { Drawing, useSteps, useWidth } from "./frame.tsx";
import { chartWords } from "./words.ts";

type Clock = NonNullable<CaseLine["clock"]>;
type State = Clock["segments"][number]["state"] | "remaining";
type Part = { readonly start: number; readonly end: number; readonly state: State; readonly because: string | null };

export function ClockChart({ clock, due }: { readonly clock: Clock; readonly due: string | null }) {
  const { language } = useReader();
  const words = chartWords[language];
  const moment = useMomentAt();
  const [hold, width] = useWidth();
  const parts = partsOf(clock, due);
  const steps = useSteps(parts.length);
  const name = (part: Part): string =>
    part.state === "remaining" ? words.remaining : coreWords[language].segment[part.state];
  const chosen = steps.chosen === null ? null : (parts[steps.chosen] ?? null);
  const said = (part: Part): string =>
    `${moment(part.start)} – ${moment(part.end)}: ${name(part)}${part.because === null ? "" : `, ${part.because}`}, ${duration(part.end - part.start)}`;
  return (
    <figure className="chart-figure">
      <Drawing
        name={`${words.clock}: ${parts.map((part) => `${name(part)} ${duration(part.end - part.start)}`).join(", ")}`}
        hint={words.keys}
        steps={steps}
        hold={hold}
        said={chosen === null ? "" : said(chosen)}
      >
        <Bar
          parts={parts}
          due={due === null ? null : at(due)}
          running={clock.stop === null}
          width={width}
          chosen={steps.chosen}
        />
      </Drawing>
      {parts.some(({ state }) => state === "outside-hours" || state === "paused") && (
        <p className="key">{words.hoursClosed}</p>
      )}
    </figure>
  );
}

/** The segments, and after the last of a clock that runs the time that is left. */
function partsOf({ segments, stop }: Clock, due: string | null): readonly Part[] {
  const parts = segments.map(
    ({ from, until, state, because }): Part => ({ start: at(from), end: at(until), state, because }),
  );
  const last = parts.at(-1);
  return stop === null && due !== null && last !== undefined && at(due) > last.end
    ? [...parts, { start: last.end, end: at(due), state: "remaining", because: null }]
    : parts;
}

function Bar({
  parts,
  due,
  running,
  width,
  chosen,
}: {
  readonly parts: readonly Part[];
  readonly due: number | null;
  readonly running: boolean;
  readonly width: number;
  readonly chosen: number | null;
}) {
  const { language } = useReader();
  const words = chartWords[language];
  const zone = useZone();
  const [bars, closed] = [useId(), useId()];
  const x = placed(parts, width - 24, 12);
  const height = 122;
  const now = parts.find(({ state }) => state === "remaining")?.start ?? null;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <defs>
        <pattern id={bars} width="5" height="5" patternUnits="userSpaceOnUse">
          <path d="M2.5 0v5" stroke="var(--paused)" strokeWidth="1.8" />
        </pattern>
        <pattern id={closed} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0v6" stroke="var(--c-ideal)" strokeWidth="1.6" />
        </pattern>
      </defs>
      <path d={`M0 78.5H${width}`} stroke="var(--line-2)" />
      {parts.map((part, index) => {
        const from = x(part.start, index);
        const size = Math.max(1, x(part.end, index) - from);
        return (
          <g key={`${part.start}-${part.state}`}>
            <Block state={part.state} x={from} width={size} bars={bars} closed={closed} />
            {chosen === index && (
              <rect
                x={from - 2}
                y={44}
                width={size + 4}
                height={38}
                fill="none"
                stroke="var(--focus)"
                strokeWidth="2"
              />
            )}
            {size > 74 ? (
              <>
                <text className="middle strong" x={from + size / 2} y={24}>
                  {blockName(part.state, words)}
                </text>
                <text className="middle" x={from + size / 2} y={40}>
                  {duration(part.end - part.start)}
                </text>
              </>
            ) : (
              size > 13 && (
                <text className="middle strong" x={from + size / 2} y={40}>
                  {index + 1}
                </text>
              )
            )}
          </g>
        );
      })}
      {due !== null && <DueMark due={due} parts={parts} x={x} />}
      {now !== null && running && (
        <path d={`M${x(now, parts.length - 1)} 44V88`} stroke="var(--accent)" strokeWidth="2.5" />
      )}
      {zone !== null && <Times parts={parts} x={x} zone={zone} width={width} />}
    </svg>
  );
}

function blockName(state: State, words: (typeof chartWords)["sv"]): string {
  return {
    running: words.running,
    paused: words.paused,
    "outside-hours": words.outsideHours,
    stopped: words.stopped,
    remaining: words.remaining,
  }[state];
}

function Block({
  state,
  x,
  width,
  bars,
  closed,
}: {
  readonly state: State;
  readonly x: number;
  readonly width: number;
  readonly bars: string;
  readonly closed: string;
}) {
  switch (state) {
    case "running":
      return <rect x={x} y={48} width={width} height={30} fill="var(--running)" />;
    case "paused":
      return <rect x={x} y={48} width={width} height={30} fill={`url(#${bars})`} stroke="var(--paused)" />;
    case "remaining":
      return (
        <rect
          x={x}
          y={48}
          width={width}
          height={30}
          fill="none"
          stroke="var(--running)"
          strokeWidth="1.5"
          strokeDasharray="4 3"
        />
      );
    case "outside-hours":
    case "stopped":
      return <rect x={x} y={71} width={width} height={7} fill={`url(#${closed})`} />;
  }
}

function DueMark({
  due,
  parts,
  x,
}: {
  readonly due: number;
  readonly parts: readonly Part[];
  readonly x: (moment: number, index: number) => number;
}) {
  const index = parts.findIndex(({ start, end }) => due >= start && due <= end);
  if (index < 0) return null;
  return <path d={`M${x(due, index)} 40V88`} stroke="var(--missed)" strokeWidth="2.5" />;
}

/** The times where something changes, as many as fit, and the date below the first of each day. */
function Times({
  parts,
  x,
  zone,
  width,
}: {
  readonly parts: readonly Part[];
  readonly x: (moment: number, index: number) => number;
  readonly zone: Zone;
  readonly width: number;
}) {
  const { language } = useReader();
  const last = parts.at(-1);
  const marks = [
    ...parts.map(({ start }, index) => ({ moment: start, at: x(start, index) })),
    ...(last ? [{ moment: last.end, at: x(last.end, parts.length - 1) }] : []),
  ];
  const shown: { readonly moment: number; readonly at: number }[] = [];
  const centre = ({ at: place }: { readonly at: number }): number =>
    place < 30 ? place + 17 : place > width - 34 ? place - 17 : place; // those at the edges stand inside them
  for (const mark of marks) {
    const before = shown.at(-1);
    if (before === undefined || centre(mark) - centre(before) > 44) shown.push(mark);
    else if (mark === marks.at(-1) && shown.length > 1) shown[shown.length - 1] = mark; // the end is told rather than what comes just before it
  }
  let day = -1;
  let dated = -100;
  return shown.map(({ moment, at: place }) => {
    const wall = wallOfInstant(zone, moment as Instant);
    const fresh = wall.day !== day && place - dated > 72;
    if (fresh) {
      day = wall.day;
      dated = place;
    }
    const side = place < 30 ? "mut" : place > width - 34 ? "mut end" : "mut middle";
    return (
      <g key={moment}>
        <text className={side} x={place} y={102}>
          {timeOfDayText(Math.floor(wall.time / 60_000) * 60_000).slice(0, 5)}
        </text>
        {fresh && (
          <text className={side} x={place} y={118}>
            {dateOf(wall.day, language)}
          </text>
        )}
      </g>
    );
  });
}

function dateOf(day: number, language: "sv" | "en"): string {
  const date = new Date(day * 86_400_000);
  return `${date.getUTCDate()} ${chartWords[language].months[date.getUTCMonth()]}`;
}

/** Time to pixels, where what does not count takes little room: a pause at most a third of what counts, a closed stretch an eighth. */
function placed(parts: readonly Part[], width: number, margin: number): (moment: number, index: number) => number {
  const counted = Math.max(
    1,
    parts
      .filter(({ state }) => state === "running" || state === "remaining")
      .reduce((sum, { start, end }) => sum + end - start, 0),
  );
  const most: Readonly<Record<State, number>> = {
    running: 1,
    remaining: 1,
    paused: 0.3,
    "outside-hours": 0.12,
    stopped: 0.12,
  };
  const size = ({ start, end, state }: Part): number => Math.min(end - start, counted * most[state]);
  const total = Math.max(
    1,
    parts.reduce((sum, part) => sum + size(part), 0),
  );
  const starts: number[] = [];
  parts.reduce((sum, part) => {
    starts.push(sum);
    return sum + size(part);
  }, 0);
  return (moment, index) => {
    const part = parts[index];
    if (part === undefined) return margin;
    const within = part.end === part.start ? 0 : ((moment - part.start) / (part.end - part.start)) * size(part);
    return margin + (((starts[index] ?? 0) + within) / total) * width;
  };
}
