/**
 * The error budget of one line through its period, ready to draw: where it was used, where time does not count, where data
 * is missing. Floats are for the drawing alone; every figure that is printed comes from the exact ones.
 */
import type { Ratio } from "@overens/core";
import type { Line } from "../api.ts";
import { at, exact } from "../ui/figures.ts";
import type { Kind } from "./words.ts";

export type Span = { readonly start: number; readonly end: number };
/** What used some of it: an outage, a late case, failed requests. `left` is what was left when it was over. */
export type Use = Span & { readonly size: number; readonly left: number; readonly names: readonly string[] };
export type Budget = {
  readonly kind: Kind;
  readonly from: number;
  readonly until: number;
  /** The moment of judgement when it falls inside the period; null when the period is over. */
  readonly now: number | null;
  readonly allowed: number;
  readonly left: number;
  readonly uses: readonly Use[];
  /** Time that does not count, with the point that says so. */
  readonly excluded: readonly (Span & { readonly point: string | null })[];
  readonly missing: readonly Span[];
  /** When the last of it was used; null when some is left. */
  readonly crossed: number | null;
};

/** In minutes for time, else in what is counted. Null for a line that has no budget. */
export function budgetOf(line: Line, from: string, until: string, judged: string): Budget | null {
  if (line.budget === null) return null;
  const scale = line.budget.of === "time" ? 60_000 : 1;
  const allowed = number(line.budget.allowed) / scale;
  const used = number(line.budget.used) / scale;
  const uses = withLeft(usesOf(line), allowed);
  const crossed = uses.find(({ left }) => left < 0);
  const moment = at(judged);
  return {
    kind: line.budget.of,
    from: at(from),
    until: at(until),
    now: moment < at(until) && moment > at(from) ? moment : null,
    allowed,
    left: allowed - used,
    uses,
    excluded: line.spans
      .filter(({ state }) => state === "excluded" || state === "forgiven")
      .map((span) => ({ start: at(span.from), end: at(span.until), point: span.point })),
    missing: line.spans
      .filter(({ state }) => state === "no-data")
      .map((span) => ({ start: at(span.from), end: at(span.until) })),
    crossed: crossed === undefined ? null : crossing(crossed),
  };
}

type Raw = Omit<Use, "left">;

function usesOf(line: Line): readonly Raw[] {
  if (line.budget?.of === "time")
    return line.spans
      .filter(({ state }) => state === "down")
      .map((span) => ({
        start: at(span.from),
        end: at(span.until),
        size: (at(span.until) - at(span.from)) / 60_000,
        names: span.facts,
      }));
  if (line.cases.length > 0) {
    return line.cases
      .filter(({ verdict }) => verdict === "missed")
      .map((found) => {
        const moment = at(found.due_at ?? found.clock?.stop ?? found.clock?.start ?? "");
        return { start: moment, end: moment, size: 1, names: [found.case] };
      });
  }
  return line.evidence
    .filter(({ state }) => state === "counted")
    .map((found) => ({
      start: at(found.from),
      end: at(found.until),
      size: number(found.total) - number(found.good),
      names: found.facts,
    }))
    .filter(({ size }) => size > 0);
}

function withLeft(uses: readonly Raw[], allowed: number): readonly Use[] {
  let left = allowed;
  return [...uses]
    .sort((a, b) => a.start - b.start)
    .map((use) => {
      left -= use.size;
      return { ...use, left };
    });
}

/** Within an outage, the moment its budget ran out. */
function crossing({ start, end, size, left }: Use): number {
  return end === start || size === 0 ? start : end + (left / size) * (end - start);
}

export function number(text: string): number {
  return asNumber(exact(text));
}

export function asNumber(value: Ratio | null): number {
  if (value === null) return 0;
  const whole = value.numerator / value.denominator;
  return Number(whole) + Number(value.numerator - whole * value.denominator) / Number(value.denominator);
}

/** The mark of a crossed target. */
export function diamondPath(x: number, y: number, size: number): string {
  return `M${x} ${y - size}l${size} ${size}-${size} ${size}-${size}-${size}z`;
}
