/** A time without zone in a given format, read as wall time in a zone, as RFC 3339 in UTC. */
import { type CivilDate, dayNumber, daysInMonth, instantOfWall, instantText, millisecondsADay } from "@overens/core";
import { timeTables } from "@overens/tables";

const parts = { YYYY: "year", MM: "month", DD: "day", HH: "hours", mm: "minutes", ss: "seconds" } as const;
const readers = new Map<string, { readonly pattern: RegExp; readonly order: readonly string[] }>();

/** Null when the text does not have the format, or names no moment; a zone that does not exist is the mapping's fault. */
export function readLocalTime(text: string, format: string, zoneName: string): string | null {
  const { pattern, order } = reader(format);
  const found = pattern.exec(text);
  const zone = timeTables().zones.zone(zoneName);
  if (!found || !zone) return null;
  const value = (name: string, otherwise: number): number =>
    order.includes(name) ? Number(found[order.indexOf(name) + 1]) : otherwise;
  const date: CivilDate = { year: value("year", 1970), month: value("month", 1), day: value("day", 1) };
  const time = [value("hours", 0), value("minutes", 0), value("seconds", 0)] as const;
  if (
    date.month < 1 ||
    date.month > 12 ||
    date.day < 1 ||
    date.day > daysInMonth(date.year, date.month) ||
    time[0] > 23 ||
    time[1] > 59 ||
    time[2] > 59
  )
    return null;
  return instantText(
    instantOfWall(zone, dayNumber(date) * millisecondsADay + ((time[0] * 60 + time[1]) * 60 + time[2]) * 1000),
  );
}

function reader(format: string): { readonly pattern: RegExp; readonly order: readonly string[] } {
  const known = readers.get(format);
  if (known) return known;
  const order: string[] = [];
  const source = format.replace(/YYYY|MM|DD|HH|mm|ss|[.*+?^${}()|[\]\\]/g, (token) => {
    const part = parts[token as keyof typeof parts];
    if (part === undefined) return `\\${token}`;
    order.push(part);
    return `(\\d{${token.length}})`;
  });
  const made = { pattern: new RegExp(`^${source}$`), order };
  readers.set(format, made);
  return made;
}
