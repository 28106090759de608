/** Intervals of time, half-open: the start is inside and the end is not, so neighbours never overlap. */
import { type Instant, type Milliseconds, milliseconds } from "../basics/quantity.ts";

export type Interval = { readonly start: Instant; readonly end: Instant };

export function length({ start, end }: Interval): Milliseconds {
  return milliseconds(end - start);
}

/** The time that two intervals share, or null when they share none. */
export function intersect(a: Interval, b: Interval): Interval | null {
  const start = a.start > b.start ? a.start : b.start;
  const end = a.end < b.end ? a.end : b.end;
  return start < end ? { start, end } : null;
}

/** What is left of an interval once a hole is cut out of it: no part, one or two. */
export function cut(whole: Interval, hole: Interval): readonly Interval[] {
  if (intersect(whole, hole) === null) return [whole];
  const before = intersect(whole, { start: whole.start, end: hole.start });
  const after = intersect(whole, { start: hole.end, end: whole.end });
  return [before, after].filter((part) => part !== null);
}

/** The time that any of the intervals covers, in order, overlaps and neighbours joined, empty ones dropped. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = intervals.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start || a.end - b.end);
  const joined: Interval[] = [];
  for (const next of sorted) {
    const last = joined.at(-1);
    if (last && next.start <= last.end)
      joined[joined.length - 1] = { start: last.start, end: next.end > last.end ? next.end : last.end };
    else joined.push(next);
  }
  return joined;
}

/** The time that both lists cover. Each list is in order and without overlaps, as `union` gives it. */
export function intersectAll(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  const shared: Interval[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (!left || !right) return shared;
    const part = intersect(left, right);
    if (part) shared.push(part);
    if (left.end < right.end) i += 1;
    else j += 1;
  }
}

/** What the first list covers and the second does not. Each is in order and without overlaps. */
export function subtractAll(whole: readonly Interval[], holes: readonly Interval[]): readonly Interval[] {
  const left: Interval[] = [];
  let j = 0;
  for (const { start, end } of whole) {
    let from = start;
    while (j < holes.length && (holes[j]?.end ?? end) <= from) j += 1;
    for (let k = j; k < holes.length; k++) {
      const hole = holes[k];
      if (!hole || hole.start >= end) break;
      if (hole.start > from) left.push({ start: from, end: hole.start });
      if (hole.end > from) from = hole.end;
    }
    if (from < end) left.push({ start: from, end });
  }
  return left;
}

export function totalLength(intervals: readonly Interval[]): Milliseconds {
  return milliseconds(intervals.reduce((sum, { start, end }) => sum + (end - start), 0));
}
