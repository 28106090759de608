/**
 * Time zones by pinned rules that are handed in: never the runtime's or the database's tables, which differ from each other.
 * Wall time that a clock change leaves out moves later by the length of the gap; wall time that occurs twice means the first.
 */
import { type Instant, instant } from "../basics/quantity.ts";
import { civilDate, type DayNumber, dateText, dayNumber, millisecondsADay, parseDate, timeOfDayText } from "./civil.ts";

/** One zone's rules: `offsets[i]` (milliseconds east of UTC) holds before `changes[i]`; the last offset holds from then on. */
export type Zone = {
  readonly name: string;
  readonly changes: Float64Array;
  readonly offsets: Int32Array;
  readonly abbreviations: readonly string[];
};

/** All zones of one pinned release of the IANA Time Zone Database. */
export type ZoneTables = {
  readonly version: string;
  readonly names: readonly string[];
  /** Null when the release knows no zone of that name. */
  readonly zone: (name: string) => Zone | null;
};

/** How far wall time is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(zone: Zone, at: number): number {
  return zone.offsets[indexAt(zone, at)] ?? 0;
}

export function abbreviationAt(zone: Zone, at: Instant): string {
  return zone.abbreviations[indexAt(zone, at)] ?? "";
}

/** The first change of offset after an instant, or null when no more are known. */
export function nextChange(zone: Zone, after: Instant): Instant | null {
  const change = zone.changes[indexAt(zone, after)];
  return change === undefined ? null : (change as Instant);
}

/** The instant of a wall time, given as milliseconds since 1970-01-01T00:00 on the wall. */
export function instantOfWall(zone: Zone, wall: number): Instant {
  const early = offsetAt(zone, wall - 2 * millisecondsADay);
  const late = offsetAt(zone, wall + 2 * millisecondsADay);
  if (early === late && indexAt(zone, wall - 2 * millisecondsADay) === indexAt(zone, wall + 2 * millisecondsADay))
    return (wall - early) as Instant;
  return nearChange(zone, wall);
}

/** Tries the offset in force before each near change, earliest first: the first that fits is the first pass, and none is a gap. */
function nearChange(zone: Zone, wall: number): Instant {
  const first = indexAt(zone, wall - 2 * millisecondsADay);
  const last = indexAt(zone, wall + 2 * millisecondsADay);
  for (let index = first; index <= last; index++) {
    const candidate = wall - (zone.offsets[index] ?? 0);
    if (indexAt(zone, candidate) === index) return candidate as Instant;
    const change = zone.changes[index];
    const following = zone.offsets[index + 1] ?? 0;
    if (change !== undefined && candidate >= change && wall - following < change) return candidate as Instant; // in the gap: later by its length
  }
  return (wall - (zone.offsets[last] ?? 0)) as Instant;
}

export function wallOfInstant(zone: Zone, at: Instant): { readonly day: DayNumber; readonly time: number } {
  const wall = at + offsetAt(zone, at);
  const day = Math.floor(wall / millisecondsADay);
  return { day: day as DayNumber, time: wall - day * millisecondsADay };
}

/** The instant when a date begins in a zone. */
export function startOfDay(zone: Zone, day: number): Instant {
  return instantOfWall(zone, day * millisecondsADay);
}

const rfc3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:([Zz])|([-+\u2212])(\d{2}):(\d{2}))$/;

/** Why a text is no instant. */
export type NotAnInstant = "no-zone" | "no-time";

/** Reads an RFC 3339 time with its offset. Digits past the millisecond must be zero; a leap second is refused. */
export function parseInstant(text: string): Instant | NotAnInstant {
  const found = rfc3339.exec(text);
  if (!found) return /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text) ? "no-zone" : "no-time";
  const [, day = "", hours, minutes, seconds, fraction = "", , sign, offsetHours = "0", offsetMinutes = "0"] = found;
  const date = parseDate(day);
  const thousandths = fraction.padEnd(9, "0");
  if (
    !date ||
    Number(hours) > 23 ||
    Number(minutes) > 59 ||
    Number(seconds) > 59 ||
    Number(offsetHours) > 23 ||
    Number(offsetMinutes) > 59 ||
    thousandths.slice(3) !== "000000"
  )
    return "no-time";
  const wall =
    dayNumber(date) * millisecondsADay +
    ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 +
    Number(thousandths.slice(0, 3));
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  return instant(sign === undefined ? wall : sign === "+" ? wall - offset : wall + offset);
}

/** "2026-10-25T01:30:00Z", with milliseconds only when there are any. */
export function instantText(at: Instant): string {
  const day = Math.floor(at / millisecondsADay);
  return `${dateText(civilDate(day))}T${clockText(at - day * millisecondsADay)}Z`;
}

/** "2026-10-25T02:30:00+02:00": the wall time of a zone with its offset. */
export function zonedText(zone: Zone, at: Instant): string {
  const { day, time } = wallOfInstant(zone, at);
  const offset = offsetAt(zone, at);
  const size = Math.abs(offset);
  return `${dateText(civilDate(day))}T${clockText(time)}${offset < 0 ? "-" : "+"}${timeOfDayText(size).slice(0, 5)}`;
}

function clockText(time: number): string {
  const seconds = timeOfDayText(Math.floor(time / 1000) * 1000);
  const thousandths = time % 1000;
  return `${seconds.length === 5 ? `${seconds}:00` : seconds}${thousandths === 0 ? "" : `.${String(thousandths).padStart(3, "0")}`}`;
}

function indexAt({ changes }: Zone, at: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle] ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
