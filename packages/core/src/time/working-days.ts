/** Working days of a calendar: dates with hours that are no holiday, and deadlines counted in them. */
import { type Instant, type Milliseconds, milliseconds } from "../basics/quantity.ts";
import {
  addServiceTime,
  advanceToOpen,
  BeyondKnownDays,
  type BoundaryRule,
  type CompiledCalendar,
  hoursOn,
  isHoliday,
  returnToOpen,
  subtractServiceTime,
} from "./calendar.ts";
import { type DayNumber, millisecondsADay, weekday } from "./civil.ts";
import { instantOfWall, wallOfInstant } from "./zone.ts";

/** What "day" means in a limit. `working-time`: so many hours of service; `same-time`: the same wall time n working days on; `end-of-day`: the closing of the n-th. */
export type DayRule =
  | { readonly kind: "working-time"; readonly dayLength: Milliseconds }
  | { readonly kind: "same-time"; readonly moveStartFirst: boolean; readonly intoHours: boolean }
  | { readonly kind: "end-of-day"; readonly moveStartFirst: boolean };

/** A date with hours by the week or by an override, that is no holiday. A break or two does not make it a day off. */
export function isWorkingDay({ rule }: CompiledCalendar, day: number): boolean {
  return !isHoliday(rule, day) && (rule.overrides.get(day) ?? rule.weekly[weekday(day)] ?? []).length > 0;
}

/**
 * The instant so many working days after (or, for a negative number, before) another.
 * @throws {RangeError} past the days that the calendar is compiled for
 */
export function addWorkingDays(
  calendar: CompiledCalendar,
  start: Instant,
  days: number,
  rule: DayRule,
  boundary: BoundaryRule = "closing",
): Instant {
  switch (rule.kind) {
    case "working-time":
      return addServiceTime(calendar, start, milliseconds(days * rule.dayLength), boundary);
    case "same-time": {
      const { day, time } = workingDayFrom(calendar, start, days, rule.moveStartFirst);
      const moved = instantOfWall(calendar.rule.zone, day * millisecondsADay + time);
      if (!rule.intoHours) return moved;
      return days < 0 ? returnToOpen(calendar, moved) : advanceToOpen(calendar, moved);
    }
    case "end-of-day": {
      const { day } = workingDayFrom(calendar, start, days, rule.moveStartFirst);
      const closing = hoursOn(calendar.rule, day).at(-1);
      return instantOfWall(calendar.rule.zone, day * millisecondsADay + (closing?.to ?? millisecondsADay));
    }
  }
}

/**
 * So much service time on within the working day of the start, or back for a negative time; null when the day has not so much.
 */
export function addWithinDay(calendar: CompiledCalendar, start: Instant, time: number): Instant | null {
  const { day } = wallOfInstant(calendar.rule.zone, start);
  const hours = hoursOn(calendar.rule, day);
  const first = hours[0];
  const last = hours.at(-1);
  if (!first || !last) return null;
  const moved =
    time < 0
      ? subtractServiceTime(calendar, start, -time as Milliseconds)
      : addServiceTime(calendar, start, time as Milliseconds);
  const opening = instantOfWall(calendar.rule.zone, day * millisecondsADay + first.from);
  const closing = instantOfWall(calendar.rule.zone, day * millisecondsADay + last.to);
  return moved >= opening && moved <= closing ? moved : null;
}

/** Working days from one date to another: the dates after the first up to and with the last; negative when reversed. */
export function workingDaysBetween(calendar: CompiledCalendar, start: Instant, end: Instant): number {
  if (end < start) return -workingDaysBetween(calendar, end, start);
  const first = wallOfInstant(calendar.rule.zone, start).day;
  const last = wallOfInstant(calendar.rule.zone, end).day;
  let count = 0;
  for (let day = first + 1; day <= last; day++) if (isWorkingDay(calendar, day)) count += 1;
  return count;
}

type WallMoment = { readonly day: DayNumber; readonly time: number };

function workingDayFrom(calendar: CompiledCalendar, start: Instant, days: number, moveStartFirst: boolean): WallMoment {
  const step = days < 0 ? -1 : 1;
  const wall = wallOfInstant(calendar.rule.zone, start);
  let day: number = wall.day;
  if (moveStartFirst && days !== 0) while (!isWorkingDay(calendar, day)) day = known(calendar, day + step);
  for (let left = Math.abs(days); left > 0; ) {
    day = known(calendar, day + step);
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return { day: day as DayNumber, time: wall.time };
}

function known({ first, last }: CompiledCalendar, day: number): number {
  if (day < first || day > last)
    throw new BeyondKnownDays(`the calendar is known from day ${first} to day ${last}; asked for day ${day}`);
  return day;
}
