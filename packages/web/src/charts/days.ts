/** Dates as numbers of days, so that a drawing can place them. */
import { civilDate, dayNumber, parseDate } from "@overens/core";

export { civilDate };

export function daysOfDate(date: string): number {
  const read = parseDate(date);
  return read === null ? 0 : dayNumber(read);
}
