/**
 * The account of one objective and subject: its spans as instants with running sums, so that what counted and what was down in
 * any window is two look-ups, whatever the window's length. Exclusions, unknown time and hours are in it as the spans judged them.
 */
import type { Instant, Milliseconds } from "../basics/quantity.ts";
import { type Ratio, ratio } from "../basics/ratio.ts";
import type { Interval } from "../time/interval.ts";
import type { Attainment, Span, SpanState } from "./outcome.ts";

export type Account = {
  /** Where the time counts and is not down, or counts and is down, begins and ends: sorted instants. */
  readonly edges: Float64Array;
  /** Counted time before each edge, in milliseconds. */
  readonly counted: Float64Array;
  /** Time that counted and was down before each edge. */
  readonly down: Float64Array;
  /** 0 not counted, 1 counted, 2 counted and down: the state from each edge to the next. */
  readonly states: Uint8Array;
};

const codes: Readonly<Record<SpanState, 0 | 1 | 2>> = {
  up: 1,
  forgiven: 1,
  down: 2,
  excluded: 0,
  "no-data": 0,
  "outside-hours": 0,
  "not-yet": 0,
};

/** @param spans sorted and without gaps, as evaluation gives them */
export function accountOf(spans: readonly Span[]): Account {
  const count = spans.length + 1;
  const account = {
    edges: new Float64Array(count),
    counted: new Float64Array(count),
    down: new Float64Array(count),
    states: new Uint8Array(count),
  };
  let counted = 0;
  let down = 0;
  spans.forEach(({ start, end, state }, index) => {
    const code = codes[state];
    account.edges[index] = start;
    account.counted[index] = counted;
    account.down[index] = down;
    account.states[index] = code;
    if (code > 0) counted += end - start;
    if (code === 2) down += end - start;
  });
  account.edges[count - 1] = spans.at(-1)?.end ?? 0;
  account.counted[count - 1] = counted;
  account.down[count - 1] = down;
  return account;
}

/** Counted time before an instant, and that part of it that was down; what lies outside the account is not counted. */
function before(
  { edges, counted, down, states }: Account,
  at: number,
): { readonly counted: number; readonly down: number } {
  let low = 0;
  let high = edges.length - 1;
  if (high < 0 || at <= (edges[0] as number)) return { counted: 0, down: 0 };
  if (at >= (edges[high] as number)) return { counted: counted[high] as number, down: down[high] as number };
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] as number) <= at) low = middle;
    else high = middle - 1;
  }
  const part = at - (edges[low] as number);
  const state = states[low] as number;
  return {
    counted: (counted[low] as number) + (state > 0 ? part : 0),
    down: (down[low] as number) + (state === 2 ? part : 0),
  };
}

/** Counted time and down time in a window, in whole milliseconds. */
export function timeIn(
  account: Account,
  window: Interval,
): { readonly counted: Milliseconds; readonly down: Milliseconds } {
  const from = before(account, window.start);
  const until = before(account, window.end);
  return { counted: (until.counted - from.counted) as Milliseconds, down: (until.down - from.down) as Milliseconds };
}

/** Good of all in a window: the attainment of an objective of time. */
export function attainmentIn(account: Account, window: Interval): Attainment {
  const { counted, down } = timeIn(account, window);
  return { good: ratio(counted - down), total: ratio(counted) };
}

export type BurnDownPoint = { readonly at: Instant; readonly counted: Milliseconds; readonly down: Milliseconds };

/** The rolling window that ends at each of some instants: how much of the budget is gone, point by point. */
export function burnDown(
  account: Account,
  window: Milliseconds,
  from: Instant,
  until: Instant,
  step: Milliseconds,
): readonly BurnDownPoint[] {
  const points: BurnDownPoint[] = [];
  for (let at: number = from; at <= until; at += step) {
    const end = before(account, at);
    const start = before(account, at - window);
    points.push({
      at: at as Instant,
      counted: (end.counted - start.counted) as Milliseconds,
      down: (end.down - start.down) as Milliseconds,
    });
  }
  return points;
}

/** Down as a share of the budget: 1 is all of it; null where nothing counted or nothing is allowed. */
export function burned(
  { counted, down }: { readonly counted: Milliseconds; readonly down: Milliseconds },
  allowed: Ratio,
): Ratio | null {
  return counted === 0 || allowed.numerator === 0n
    ? null
    : ratio(BigInt(down) * allowed.denominator, BigInt(counted) * allowed.numerator);
}
