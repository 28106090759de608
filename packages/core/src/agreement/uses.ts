/** What an agreement uses of the tables of time, and what it is worth. */
import { amountText, type Money, nothing, plus } from "../basics/money.ts";
import type { TablesUsed } from "../time/frozen.ts";
import type { Agreement, ChargeEntry } from "./agreement.ts";
import { parseMoney } from "./scalars.ts";

/** The countries and zones that its calendars name; UTC is what an agreement has that names no zone. */
export function tablesUsed(agreement: Agreement): TablesUsed {
  const calendars = agreement.calendars ?? [];
  return {
    countries: calendars.flatMap(({ holidays }) => holidays?.country ?? []),
    zones: [agreement.zone ?? "UTC", ...calendars.flatMap(({ zone }) => zone ?? [])],
  };
}

const monthsIn = { month: 1, quarter: 3, year: 12 } as const;

/**
 * What its charges come to over its term ("1440000.00 SEK"), counted in started months; null where a charge, the term or one
 * currency is missing, for a guess would decide who may sign.
 */
export function valueOf({ charges, term }: Agreement): string | null {
  if (!Array.isArray(charges) || charges.length === 0 || term === undefined || !("from" in term)) return null;
  const months = term.from === undefined || term.until === undefined ? null : startedMonths(term.from, term.until);
  if (months === null) return null;
  let total: Money | null = null;
  for (const { amount, per } of charges as readonly ChargeEntry[]) {
    const each = amount === undefined ? null : parseMoney(amount);
    if (each === null) return null;
    const times = per === undefined ? 1 : Math.ceil(months / monthsIn[per]);
    const whole: Money = { minor: each.minor * BigInt(times), currency: each.currency };
    if (total !== null && total.currency !== whole.currency) return null;
    total = plus(total ?? nothing(whole.currency), whole);
  }
  return total === null ? null : `${amountText(total)} ${total.currency}`;
}

/** Both days inclusive: 1 January to 31 January is one month. */
function startedMonths(from: string, until: string): number {
  const [a, b] = [from, until].map((date) => date.split("-").map(Number));
  const [year = 0, month = 0, day = 0] = a ?? [];
  const [lastYear = 0, lastMonth = 0, lastDay = 0] = b ?? [];
  const whole = (lastYear - year) * 12 + (lastMonth - month);
  return Math.max(1, whole + (lastDay >= day ? 1 : 0));
}
