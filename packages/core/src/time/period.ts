/** Periods: the span an objective is settled over, always in a named zone. Months are wall-clock months: 44,580 or 44,700 minutes when clocks change. */
import { type Instant, instant } from "../basics/quantity.ts";
import { addMonths, type CivilDate, civilDate, dateText, dayNumber, millisecondsADay, parseDate } from "./civil.ts";
import type { Interval } from "./interval.ts";
import { parseInstant, startOfDay, wallOfInstant, type Zone } from "./zone.ts";

/** How an agreement cuts time into periods. */
export type PeriodRule =
  | { readonly kind: "months"; readonly months: 1 | 3 | 12 }
  /** From `day` of one month to the day before it in the next; a month without that day ends at its last. */
  | { readonly kind: "billing-month"; readonly day: number }
  /** The so many days before an instant, or before the end of a date. */
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "term" };

/** One period: its label ("2026-10"), its zone's name and its instants, half-open. */
export type Period = Interval & { readonly label: string; readonly zone: string };

/** The calendar month, quarter or year that a label names: "2026-10", "2026-Q4", "2026"; null when it names none. */
export function periodOfLabel(label: string, zone: Zone): Period | null {
  const found = /^(\d{4})(?:-(?:(\d{2})|Q([1-4])))?$/.exec(label);
  if (!found) return spanOfLabel(label, zone);
  const year = Number(found[1]);
  const month = found[2] === undefined ? (found[3] === undefined ? 1 : Number(found[3]) * 3 - 2) : Number(found[2]);
  if (month < 1 || month > 12) return null;
  const months = found[2] !== undefined ? 1 : found[3] !== undefined ? 3 : 12;
  return monthsFrom({ year, month, day: 1 }, months, label, zone);
}

/** The first day that a label names: "2026-Q4" begins on 2026-10-01. What names no date is itself. */
export function firstDayOf(label: string): string {
  const [, year, month, quarter] = /^(\d{4})(?:-(?:(\d{2})|Q([1-4])))?$/.exec(label) ?? [];
  if (year === undefined) return label.slice(0, 10);
  const first = month ?? (quarter === undefined ? "01" : String(Number(quarter) * 3 - 2).padStart(2, "0"));
  return `${year}-${first}-01`;
}

/** "2026-10-15/2026-11-15": from one date up to and not with another, or between two RFC 3339 instants. */
function spanOfLabel(label: string, zone: Zone): Period | null {
  const [first = "", last = "", more] = label.split("/");
  const start = momentOf(first, zone);
  const end = momentOf(last, zone);
  return more === undefined && start !== null && end !== null && start < end
    ? { label, zone: zone.name, start, end }
    : null;
}

function momentOf(text: string, zone: Zone): Instant | null {
  const date = parseDate(text);
  if (date) return startOfDay(zone, dayNumber(date));
  const at = parseInstant(text);
  return typeof at === "number" ? at : null;
}

/** The period of a rule that an instant falls in; for `days`, the one that ends there. @throws {RangeError} for `term` without its dates */
export function periodContaining(rule: PeriodRule, at: Instant, zone: Zone, term: Interval | null = null): Period {
  const { day } = wallOfInstant(zone, at);
  const date = civilDate(day);
  switch (rule.kind) {
    case "months": {
      const month = date.month - ((date.month - 1) % rule.months);
      return monthsFrom(
        { year: date.year, month, day: 1 },
        rule.months,
        monthsLabel(date.year, month, rule.months),
        zone,
      );
    }
    case "billing-month": {
      const thisMonth = anchored(date, 0, rule.day);
      const from = dayNumber(date) >= dayNumber(thisMonth) ? thisMonth : anchored(date, -1, rule.day);
      const to = anchored(from, 1, rule.day);
      return {
        label: `${dateText(from)}/${dateText(to)}`,
        zone: zone.name,
        start: startOfDay(zone, dayNumber(from)),
        end: startOfDay(zone, dayNumber(to)),
      };
    }
    case "days":
      return {
        label: `${dateText(civilDate(day - rule.days))}/${dateText(date)}`,
        zone: zone.name,
        start: startOfDay(zone, day - rule.days),
        end: startOfDay(zone, day),
      };
    case "term":
      if (term === null) throw new RangeError("the term has no dates");
      return { label: "term", zone: zone.name, ...term };
  }
}

/** The period right after one of the same rule. */
export function nextPeriod(rule: PeriodRule, period: Period, zone: Zone): Period {
  if (rule.kind === "days") return periodContaining(rule, instant(period.end + rule.days * millisecondsADay), zone);
  return periodContaining(rule, period.end, zone);
}

/** The last so many calendar months that are over at a moment, oldest first. */
export function monthsBefore(at: Instant, count: number, zone: Zone): readonly Period[] {
  const months: Period[] = [];
  let { start } = periodContaining({ kind: "months", months: 1 }, at, zone);
  while (months.length < count) {
    const month = periodContaining({ kind: "months", months: 1 }, instant(start - 1), zone);
    months.unshift(month);
    start = month.start;
  }
  return months;
}

/** A first or last period cut at the ends of the term; null when the term does not touch it. */
export function partOf(period: Period, term: Interval): Period | null {
  const start = period.start > term.start ? period.start : term.start;
  const end = period.end < term.end ? period.end : term.end;
  return start < end ? { ...period, start, end } : null;
}

function monthsFrom(first: CivilDate, months: number, label: string, zone: Zone): Period {
  return {
    label,
    zone: zone.name,
    start: startOfDay(zone, dayNumber(first)),
    end: startOfDay(zone, dayNumber(addMonths(first, months))),
  };
}

function anchored({ year, month }: CivilDate, months: number, day: number): CivilDate {
  const first = addMonths({ year, month, day: 1 }, months);
  const end = addMonths(first, 1);
  return { ...first, day: Math.min(day, dayNumber(end) - dayNumber(first)) };
}

function monthsLabel(year: number, month: number, months: 1 | 3 | 12): string {
  if (months === 12) return String(year);
  return months === 3 ? `${year}-Q${(month + 2) / 3}` : `${year}-${String(month).padStart(2, "0")}`;
}
