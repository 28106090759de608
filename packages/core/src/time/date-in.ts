/** Which day it is somewhere: a journal's days are those of the agreement's zone. */
import type { Instant } from "../basics/quantity.ts";
import { civilDate, dateText, millisecondsADay } from "./civil.ts";
import type { TimeTables } from "./tables.ts";
import { wallOfInstant } from "./zone.ts";

/** The date at a moment in a zone; in UTC where none is named, or one that the tables do not know. */
export function dateIn({ zones }: TimeTables, zone: string | undefined, at: Instant): string {
  const rules = zones.zone(zone ?? "UTC");
  return dateText(civilDate(rules === null ? Math.floor(at / millisecondsADay) : wallOfInstant(rules, at).day));
}
