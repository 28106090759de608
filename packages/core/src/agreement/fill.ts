/** Fills the blanks of a form: calendars that the agreement leaves to the order form. */
import { bad, type Checked, good } from "../basics/problem.ts";
import { problem } from "../basics/problem-codes.ts";
import type { Agreement, CalendarEntry } from "./agreement.ts";

/** What the order form says of a calendar: all but its name. */
export type FilledCalendar = Omit<CalendarEntry, "id" | "blank">;

/** The agreement with its blanks filled; a name that is no blank is refused. */
export function fill(agreement: Agreement, blanks: Readonly<Record<string, FilledCalendar>>): Checked<Agreement> {
  const open = (agreement.calendars ?? []).filter(({ blank }) => blank === "yes").map(({ id }) => id);
  const unknown = Object.keys(blanks).filter((name) => !open.includes(name));
  if (unknown.length > 0)
    return bad(unknown.map((name) => problem("no-such-blank", { path: name }, { name, known: open })));
  const calendars = (agreement.calendars ?? []).map((entry) => {
    const { blank, ...rest } = entry;
    const filled = blanks[entry.id];
    return filled ? { ...rest, ...filled } : entry;
  });
  return good({ ...agreement, calendars });
}

/** Names of the blanks that no form has filled yet. */
export function openBlanks(agreement: Agreement): readonly string[] {
  return (agreement.calendars ?? []).filter(({ blank }) => blank === "yes").map(({ id }) => id);
}
