/** The history that a text is tried on: the year before the last fact, in whole months. */
import type { Instant } from "../basics/quantity.ts";
import type { Facts } from "../facts/collect.ts";
import { monthsBefore, type Period, periodContaining } from "../time/period.ts";
import type { Zone } from "../time/zone.ts";
import { lastTold } from "./bearing.ts";

const monthsOfHistory = 12;

/** Up to and with the month of the last fact, where that is over; nothing where there are no facts. */
export function historyOf(facts: Facts, zone: Zone, now: Instant): readonly Period[] {
  const last = lastTold(facts);
  if (last === null) return [];
  const { end } = periodContaining({ kind: "months", months: 1 }, last, zone);
  return monthsBefore(end < now ? end : now, monthsOfHistory, zone);
}
