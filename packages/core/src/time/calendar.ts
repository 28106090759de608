/**
 * Service calendars. Hours are wall time in the calendar's zone; time is counted on instants, so a round-the-clock calendar has
 * 23 hours on the day its clocks go forward and 25 on the day they go back. A calendar is compiled once to a list of instants
 * with running sums; after that any question is a look-up.
 */
import { type Instant, instant, type Milliseconds } from "../basics/quantity.ts";
import { civilDate, type DayNumber, millisecondsADay, weekday } from "./civil.ts";
import type { Interval } from "./interval.ts";
import { instantOfWall, wallOfInstant, type Zone } from "./zone.ts";

/** Hours of a day in milliseconds from its midnight on the wall; `to` may be 24 h. */
export type Hours = { readonly from: number; readonly to: number };

/** A calendar with every name resolved. */
export type CalendarRule = {
  readonly zone: Zone;
  /** Seven lists, Monday first. */
  readonly weekly: readonly (readonly Hours[])[];
  readonly holidays: ReadonlySet<number>;
  /** "12-24": a holiday every year. */
  readonly yearlyHolidays: ReadonlySet<string>;
  readonly onHolidays: readonly Hours[];
  /** Hours that replace the weekday's on a date; a holiday goes before them. */
  readonly overrides: ReadonlyMap<number, readonly Hours[]>;
  /** Hours taken out of a date. */
  readonly breaks: ReadonlyMap<number, readonly Hours[]>;
};

/**
 * A calendar compiled for a range of dates. `starts` and `ends` are the open intervals in order, `sums[i]` the open time before
 * interval i, and `buckets` the first interval that ends after each UTC day begins.
 */
export type CompiledCalendar = {
  readonly rule: CalendarRule;
  readonly first: DayNumber;
  readonly last: DayNumber;
  /** The instants between which answers are known. */
  readonly known: Interval;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly sums: Float64Array;
  readonly buckets: Int32Array;
};

/** What happens to a deadline that falls exactly on closing time: it is the closing, or the next opening. */
export type BoundaryRule = "closing" | "next-opening";

export const alwaysOpen: readonly (readonly Hours[])[] = Array.from({ length: 7 }, () => [
  { from: 0, to: millisecondsADay },
]);

/** The hours of one date, in order, overlaps joined. */
export function hoursOn(rule: CalendarRule, day: number): readonly Hours[] {
  const planned = isHoliday(rule, day) ? rule.onHolidays : (rule.overrides.get(day) ?? rule.weekly[weekday(day)] ?? []);
  return withoutBreaks(merge(planned), merge(rule.breaks.get(day) ?? []));
}

export function isHoliday(rule: CalendarRule, day: number): boolean {
  return rule.holidays.has(day) || (rule.yearlyHolidays.size > 0 && rule.yearlyHolidays.has(monthAndDay(day)));
}

/**
 * Compiles a calendar for the dates `first` to `last`, both inclusive.
 * @throws {RangeError} when the range is empty
 */
export function compileCalendar(rule: CalendarRule, first: number, last: number): CompiledCalendar {
  if (last < first) throw new RangeError("a calendar is compiled for at least one day");
  const starts: number[] = [];
  const ends: number[] = [];
  for (let day = first; day <= last; day++) {
    for (const { from, to } of hoursOn(rule, day)) {
      const start = instantOfWall(rule.zone, day * millisecondsADay + from);
      const end = instantOfWall(rule.zone, day * millisecondsADay + to);
      if (end > start) {
        starts.push(start);
        ends.push(end);
      }
    }
  }
  const known = {
    start: instantOfWall(rule.zone, first * millisecondsADay),
    end: instantOfWall(rule.zone, (last + 1) * millisecondsADay),
  };
  return {
    rule,
    first: first as DayNumber,
    last: last as DayNumber,
    known,
    starts: Float64Array.from(starts),
    ends: Float64Array.from(ends),
    sums: sumsOf(starts, ends),
    buckets: bucketsOf(known, ends),
  };
}

/**
 * Open time from the beginning of the compiled range to an instant: the kernel of every question of elapsed time.
 * @throws {RangeError} outside the compiled range: a guess would be a silent error
 */
export function openTimeBefore(calendar: CompiledCalendar, at: number): number {
  const { starts, ends, sums, buckets, known } = calendar;
  if (at < known.start || at > known.end) throw outside(calendar, at);
  let index = buckets[Math.floor((at - known.start) / millisecondsADay)] as number;
  while (index < ends.length && (ends[index] as number) <= at) index++;
  const start = starts[index];
  const before = sums[index] as number;
  return start !== undefined && start < at ? before + at - start : before;
}

/**
 * Service time in an interval: the part of it inside the calendar's hours; 0 when it ends before it starts.
 * @throws {RangeError} outside the compiled range
 * @example serviceTime(office, fridayFourToMondayTen) // 2 h with hours 9–17: Friday 16–17 and Monday 9–10
 */
export function serviceTime(calendar: CompiledCalendar, { start, end }: Interval): Milliseconds {
  return (end <= start ? 0 : openTimeBefore(calendar, end) - openTimeBefore(calendar, start)) as Milliseconds;
}

/** Service time between the ends of an interval, less what falls in pauses: sorted pairs [from, to, from, to, …]. */
export function serviceTimeLess(
  calendar: CompiledCalendar,
  start: number,
  end: number,
  pauses: ArrayLike<number>,
): number {
  let time = openTimeBefore(calendar, end) - openTimeBefore(calendar, start);
  for (let index = 0; index < pauses.length; index += 2) {
    const from = Math.max(pauses[index] as number, start);
    const to = Math.min(pauses[index + 1] as number, end);
    if (to > from) time -= openTimeBefore(calendar, to) - openTimeBefore(calendar, from);
  }
  return time;
}

/**
 * The instant by which so much service time has passed. Nothing to add gives the start, moved to the next opening when closed.
 * @throws {RangeError} when the compiled range has not so much time left
 */
export function addServiceTime(
  calendar: CompiledCalendar,
  start: Instant,
  time: Milliseconds,
  boundary: BoundaryRule = "closing",
): Instant {
  if (time < 0) return subtractServiceTime(calendar, start, -time as Milliseconds);
  if (time === 0) return advanceToOpen(calendar, start);
  const wanted = openTimeBefore(calendar, start) + time;
  const index = boundary === "closing" ? firstReaching(calendar.sums, wanted) : firstPassing(calendar.sums, wanted);
  const opening = calendar.starts[index];
  if (opening === undefined) throw outside(calendar, calendar.known.end + 1);
  return instant(opening + wanted - (calendar.sums[index] as number));
}

/** As addServiceTime, with pauses cut out: sorted pairs [from, to, …]. */
export function addServiceTimePausing(
  calendar: CompiledCalendar,
  start: Instant,
  time: Milliseconds,
  pauses: ArrayLike<number>,
  boundary: BoundaryRule = "closing",
): Instant {
  let left: number = time;
  let from: number = start;
  for (let index = 0; index < pauses.length; index += 2) {
    const paused = pauses[index] as number;
    const resumed = pauses[index + 1] as number;
    if (resumed <= from) continue;
    if (paused > from) {
      const available = openTimeBefore(calendar, paused) - openTimeBefore(calendar, from);
      if (available >= left) return addServiceTime(calendar, from as Instant, left as Milliseconds, boundary);
      left -= available;
    }
    from = resumed;
  }
  return addServiceTime(calendar, from as Instant, left as Milliseconds, boundary);
}

/**
 * The instant so much service time earlier. A budget that ends exactly at an opening gives that opening, which lies inside the
 * hours; nothing to take gives the start, moved back to the last closing when closed.
 * @throws {RangeError} when the compiled range has not so much time before the start
 */
export function subtractServiceTime(calendar: CompiledCalendar, start: Instant, time: Milliseconds): Instant {
  if (time < 0) return addServiceTime(calendar, start, -time as Milliseconds);
  if (time === 0) return returnToOpen(calendar, start);
  const wanted = openTimeBefore(calendar, start) - time;
  if (wanted < 0) throw outside(calendar, calendar.known.start - 1);
  const index = firstPassing(calendar.sums, wanted);
  return instant((calendar.starts[index] as number) + wanted - (calendar.sums[index] as number));
}

/** As subtractServiceTime, with pauses cut out: sorted pairs [from, to, …]. */
export function subtractServiceTimePausing(
  calendar: CompiledCalendar,
  start: Instant,
  time: Milliseconds,
  pauses: ArrayLike<number>,
): Instant {
  let left: number = time;
  let from: number = start;
  for (let index = pauses.length - 2; index >= 0; index -= 2) {
    const paused = pauses[index] as number;
    const resumed = pauses[index + 1] as number;
    if (paused >= from) continue;
    if (resumed < from) {
      const available = openTimeBefore(calendar, from) - openTimeBefore(calendar, resumed);
      if (available >= left) return subtractServiceTime(calendar, from as Instant, left as Milliseconds);
      left -= available;
    }
    from = paused;
  }
  return subtractServiceTime(calendar, from as Instant, left as Milliseconds);
}

export function isOpen(calendar: CompiledCalendar, at: Instant): boolean {
  const index = firstEndingAfter(calendar, at);
  const start = calendar.starts[index];
  return start !== undefined && start <= at;
}

/** The instant itself when open, else the next opening. */
export function advanceToOpen(calendar: CompiledCalendar, at: Instant): Instant {
  const start = calendar.starts[firstEndingAfter(calendar, at)];
  if (start === undefined) throw outside(calendar, calendar.known.end + 1);
  return instant(Math.max(start, at));
}

/** The start of the next open interval strictly after an instant. */
export function nextOpening(calendar: CompiledCalendar, at: Instant): Instant {
  let index = firstEndingAfter(calendar, at);
  if ((calendar.starts[index] ?? Number.POSITIVE_INFINITY) <= at) index += 1;
  const start = calendar.starts[index];
  if (start === undefined) throw outside(calendar, calendar.known.end + 1);
  return instant(start);
}

/** The end of the current or next open interval. */
export function advanceToClosing(calendar: CompiledCalendar, at: Instant): Instant {
  const end = calendar.ends[firstEndingAfter(calendar, at)];
  if (end === undefined) throw outside(calendar, calendar.known.end + 1);
  return instant(end);
}

/** The latest moment of service not after an instant: a closing time counts, an opening time does not. */
export function returnToOpen(calendar: CompiledCalendar, at: Instant): Instant {
  const index = firstEndingAfter(calendar, at);
  if ((calendar.starts[index] ?? Number.POSITIVE_INFINITY) < at) return at;
  const end = calendar.ends[index - 1];
  if (end === undefined) throw outside(calendar, calendar.known.start - 1);
  return instant(end);
}

/** The next so many open intervals, the current one cut at the instant. */
export function openAfter(calendar: CompiledCalendar, at: Instant, count: number): readonly Interval[] {
  const first = firstEndingAfter(calendar, at);
  if (first + count > calendar.starts.length) throw outside(calendar, calendar.known.end + 1);
  return Array.from({ length: count }, (_, index) => intervalAt(calendar, first + index)).map(({ start, end }) => ({
    start: start < at ? at : start,
    end,
  }));
}

/** The so many open intervals before an instant, nearest first, the current one cut at it. */
export function openBefore(calendar: CompiledCalendar, at: Instant, count: number): readonly Interval[] {
  const ending = firstEndingAfter(calendar, at);
  const nearest = (calendar.starts[ending] ?? Number.POSITIVE_INFINITY) < at ? ending : ending - 1;
  if (nearest - count + 1 < 0) throw outside(calendar, calendar.known.start - 1);
  return Array.from({ length: count }, (_, index) => intervalAt(calendar, nearest - index)).map(({ start, end }) => ({
    start,
    end: end > at ? at : end,
  }));
}

/** The open intervals of a stretch of time, cut at its ends. */
export function openWithin(calendar: CompiledCalendar, { start, end }: Interval): readonly Interval[] {
  if (start < calendar.known.start || end > calendar.known.end)
    throw outside(calendar, start < calendar.known.start ? start : end);
  const open: Interval[] = [];
  for (let index = firstEndingAfter(calendar, start); (calendar.starts[index] ?? end) < end; index++) {
    const whole = intervalAt(calendar, index);
    open.push({ start: whole.start < start ? start : whole.start, end: whole.end > end ? end : whole.end });
  }
  return open;
}

export function isOnBreak(calendar: CompiledCalendar, at: Instant): boolean {
  const { day, time } = wallOfInstant(calendar.rule.zone, at);
  return (calendar.rule.breaks.get(day) ?? []).some(({ from, to }) => from <= time && time < to);
}

function intervalAt({ starts, ends }: CompiledCalendar, index: number): Interval {
  return { start: starts[index] as Instant, end: ends[index] as Instant };
}

function firstEndingAfter(calendar: CompiledCalendar, at: number): number {
  const { ends, buckets, known } = calendar;
  if (at < known.start || at > known.end) throw outside(calendar, at);
  let index = buckets[Math.floor((at - known.start) / millisecondsADay)] as number;
  while (index < ends.length && (ends[index] as number) <= at) index++;
  return index;
}

/** The first interval in which the running sum reaches what is wanted. */
function firstReaching(sums: Float64Array, wanted: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle + 1] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstPassing(sums: Float64Array, wanted: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle + 1] as number) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sumsOf(starts: readonly number[], ends: readonly number[]): Float64Array {
  const sums = new Float64Array(starts.length + 1);
  starts.forEach((start, index) => {
    sums[index + 1] = (sums[index] as number) + (ends[index] as number) - start;
  });
  return sums;
}

function bucketsOf(known: Interval, ends: readonly number[]): Int32Array {
  const buckets = new Int32Array(Math.floor((known.end - known.start) / millisecondsADay) + 1);
  let index = 0;
  for (let bucket = 0; bucket < buckets.length; bucket++) {
    while (index < ends.length && (ends[index] as number) <= known.start + bucket * millisecondsADay) index++;
    buckets[bucket] = index;
  }
  return buckets;
}

function merge(hours: readonly Hours[]): readonly Hours[] {
  const sorted = hours.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  const merged: Hours[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last && next.from < last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else merged.push(next);
  }
  return merged;
}

function withoutBreaks(hours: readonly Hours[], breaks: readonly Hours[]): readonly Hours[] {
  return breaks.reduce<readonly Hours[]>(
    (left, hole) =>
      left.flatMap(({ from, to }) =>
        [
          { from, to: Math.min(to, hole.from) },
          { from: Math.max(from, hole.to), to },
        ].filter((part) => part.from < part.to),
      ),
    hours,
  );
}

function monthAndDay(day: number): string {
  const { month, day: date } = civilDate(day);
  return `${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

/** Named so that a caller can tell a question past the known days from a fault. */
export class BeyondKnownDays extends RangeError {}

function outside({ first, last }: CompiledCalendar, at: number): BeyondKnownDays {
  return new BeyondKnownDays(`the calendar is known from day ${first} to day ${last}; asked at ${at}`);
}
