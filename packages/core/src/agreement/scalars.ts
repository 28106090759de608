/** The scalars of the document: the text each may be, and the quantity it means. A text of another form is refused by the schema. */

import { type Money, parseAmount } from "../basics/money.ts";
import { type Milliseconds, milliseconds } from "../basics/quantity.ts";
import { divide, parseDecimal, type Ratio, ratio } from "../basics/ratio.ts";
import type { PeriodRule } from "../time/period.ts";

export const patterns = {
  id: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
  share: /^\d{1,3}(\.\d{1,12})? ?%$/,
  duration: /^\d{1,7} (ms|s|min|h)( \d{1,7} (ms|s|min|h)){0,3}$/,
  timeLimit: /^(\d{1,7} (ms|s|min|h)( \d{1,7} (ms|s|min|h)){0,3}|\d{1,4} (days?|working-days?))$/,
  money: /^\d{1,15}(\.\d{1,4})? [A-Z]{3}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  yearly: /^\d{2}-\d{2}$/,
  timeOfDay: /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/,
  hours: /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
  count: /^\d{1,15}$/,
  value: /^(\d{1,15}(\.\d{1,12})?( ?%)?|\d{1,7} (ms|s|min|h)( \d{1,7} (ms|s|min|h)){0,3})$/,
  currency: /^[A-Z]{3}$/,
  country: /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/,
  sha256: /^[0-9a-f]{64}$/,
  period: /^(calendar-month|quarter|year|term|billing-month from day ([1-9]|[12]\d|3[01])|[1-9]\d{0,3} days)$/,
  zone: /^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+){0,2}$/,
} as const;

const unitLengths: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 };

/** "99.90 %" as a share of one. */
export function parseShare(text: string): Ratio | null {
  if (!patterns.share.test(text)) return null;
  const percent = parseDecimal(text.replace(/ ?%$/, ""));
  return percent === null ? null : divide(percent, ratio(100));
}

/** "2 h 30 min" */
export function parseDuration(text: string): Milliseconds | null {
  if (!patterns.duration.test(text)) return null;
  const words = text.split(" ");
  let total = 0;
  for (let index = 0; index < words.length; index += 2)
    total += Number(words[index]) * (unitLengths[words[index + 1] ?? ""] ?? 0);
  return milliseconds(total);
}

export type TimeLimit =
  | { readonly kind: "time"; readonly time: Milliseconds }
  | { readonly kind: "days"; readonly days: number };

/** "4 h", "2 days" or "5 working-days" */
export function parseTimeLimit(text: string): TimeLimit | null {
  const time = parseDuration(text);
  if (time !== null) return { kind: "time", time };
  return patterns.timeLimit.test(text) ? { kind: "days", days: Number(text.split(" ")[0]) } : null;
}

/** "10000.00 SEK" */
export function parseMoney(text: string): Money | null {
  const [amount = "", currency = ""] = text.split(" ");
  return patterns.money.test(text) ? parseAmount(amount, currency) : null;
}

export function parsePeriodRule(text: string): PeriodRule | null {
  if (!patterns.period.test(text)) return null;
  if (text === "calendar-month") return { kind: "months", months: 1 };
  if (text === "quarter") return { kind: "months", months: 3 };
  if (text === "year") return { kind: "months", months: 12 };
  if (text === "term") return { kind: "term" };
  const number = Number(text.replace(/\D/g, ""));
  return text.endsWith(" days") ? { kind: "days", days: number } : { kind: "billing-month", day: number };
}

/** A figure in its unit: "99.9 %" is 99.9, "4 h" is 14,400 seconds, "12" is 12. Null when the text is of another unit. */
export function parseValue(text: string, unit: "percent" | "count" | "seconds"): Ratio | null {
  switch (unit) {
    case "percent":
      return /%$/.test(text) && patterns.value.test(text) ? parseDecimal(text.replace(/ ?%$/, "")) : null;
    case "seconds": {
      const time = parseDuration(text);
      return time === null ? null : ratio(time, 1000);
    }
    case "count":
      return parseDecimal(text);
  }
}
