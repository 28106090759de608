/** Figures in words' company: decimal comma and no-break spaces in Swedish, points in English; wall time with its zone. Exact in, text out. */

import { amountText, type Money } from "../basics/money.ts";
import type { Instant } from "../basics/quantity.ts";
import { type Ratio, toDecimal } from "../basics/ratio.ts";
import { civilDate, dateText, timeOfDayText, weekday } from "../time/civil.ts";
import { abbreviationAt, wallOfInstant, type Zone } from "../time/zone.ts";

export type Language = "sv" | "en";

/** U+00A0, which keeps a figure and its unit on one line. */
const joined = "\u00a0";

/** A decimal text in the language's own form: "-1234.5" is "−1 234,5" in Swedish. */
export function numberText(decimal: string, language: Language): string {
  const negative = decimal.startsWith("-");
  const [whole = "", fraction] = (negative ? decimal.slice(1) : decimal).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, language === "sv" ? joined : ",");
  return `${negative ? "\u2212" : ""}${grouped}${fraction === undefined ? "" : `${language === "sv" ? "," : "."}${fraction}`}`;
}

/** A figure in percent, cut down and never up past a threshold: 99.9996 is 99.999. */
export function percentFigure(value: Ratio, digits: number, language: Language): string {
  const number = numberText(toDecimal(value, digits, "down"), language);
  return language === "sv" ? `${number}${joined}%` : `${number}%`;
}

export function moneyText(money: Money, language: Language): string {
  const number = numberText(amountText(money), language);
  if (language === "en") return `${money.currency}${joined}${number}`;
  return `${number}${joined}${money.currency === "SEK" ? "kr" : money.currency}`;
}

/** "2 h 10 min", "4 min 30 s", "0 min"; milliseconds only when there are any. */
export function durationText(time: number): string {
  if (time < 0) return `\u2212${durationText(-time)}`;
  const parts = (
    [
      ["h", 3_600_000],
      ["min", 60_000],
      ["s", 1000],
      ["ms", 1],
    ] as const
  ).reduce<{ readonly left: number; readonly texts: readonly string[] }>(
    ({ left, texts }, [unit, size]) => {
      const count = Math.floor(left / size);
      return { left: left - count * size, texts: count > 0 ? [...texts, `${count}${joined}${unit}`] : texts };
    },
    { left: time, texts: [] },
  );
  return parts.texts.length === 0 ? `0${joined}min` : parts.texts.join(" ");
}

const days = {
  sv: ["mån", "tis", "ons", "tor", "fre", "lör", "sön"],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
} as const;

/** "tis 2026-10-06 13:02 CEST": weekday, date, time and zone. */
export function momentText(at: Instant, zone: Zone, language: Language): string {
  const { day, time } = wallOfInstant(zone, at);
  return `${days[language][weekday(day)]} ${dateText(civilDate(day))} ${timeOfDayText(Math.floor(time / 1000) * 1000)} ${abbreviationAt(zone, at)}`;
}

export function listText(items: readonly string[], language: Language): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${language === "sv" ? "och" : "and"} ${items.at(-1)}`;
}
