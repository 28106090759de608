/** When a level of an escalation ladder fires: a distance before (negative) or after a due time, in working time, working days or percent of the limit. */
import type { Instant, Milliseconds } from "../basics/quantity.ts";
import { addServiceTime, type BoundaryRule, type CompiledCalendar, subtractServiceTime } from "./calendar.ts";
import { addWorkingDays } from "./working-days.ts";

export type EscalationOffset =
  | { readonly kind: "service-time"; readonly time: Milliseconds }
  | { readonly kind: "days"; readonly days: number }
  /** Percent of the limit, counted from the start: 80 fires when four fifths of the time is spent. */
  | { readonly kind: "percent"; readonly percent: number; readonly start: Instant; readonly limit: Milliseconds };

export function escalationAt(
  calendar: CompiledCalendar,
  due: Instant,
  offset: EscalationOffset,
  boundary: BoundaryRule,
): Instant {
  switch (offset.kind) {
    case "service-time":
      if (offset.time === 0) return due;
      return offset.time < 0
        ? subtractServiceTime(calendar, due, -offset.time as Milliseconds)
        : addServiceTime(calendar, due, offset.time, boundary);
    case "days":
      return addWorkingDays(calendar, due, offset.days, { kind: "same-time", moveStartFirst: false, intoHours: false });
    case "percent":
      return addServiceTime(
        calendar,
        offset.start,
        Math.floor((offset.limit * offset.percent) / 100) as Milliseconds,
        boundary,
      );
  }
}
