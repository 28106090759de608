/** Figures of a result's JSON in the reader's language; the arithmetic is the core's. */
import {
  durationText,
  figureText,
  type Instant,
  type Language,
  moneyText,
  numberText,
  parseAmount,
  parseExact,
  parseInstant,
  percentFigure,
  type Ratio,
  ratio,
  subtract,
  targetText,
  toDecimal,
  words,
} from "@overens/core";
import type { Line, Money } from "../api.ts";
import { chartWords } from "../charts/words.ts";

export const exact = (text: string | null): Ratio | null =>
  text === null ? null : parseExact(text.split("..")[0] ?? "");
export const at = (text: string): Instant => parseInstant(text) as Instant;
export const valueOf = (line: Line, language: Language): string =>
  figureText(exact(line.exact), line.unit, line.value?.split(".")[1]?.length ?? 0, language);
export const targetOf = (line: Line, language: Language): string =>
  line.target === null
    ? "–"
    : targetText({ comparator: line.target.comparator, value: exact(line.target.value) as Ratio }, line.unit, language);
export const money = ({ amount, currency }: Money, language: Language): string =>
  moneyText(parseAmount(amount, currency) ?? { minor: 0n, currency }, language);
export const length = (from: string, until: string): string => duration(at(until) - at(from));
export { durationText };

/** A length of time as read: whole seconds once there are ten of them. The exact one stands where a figure is opened. */
export function duration(milliseconds: number): string {
  const size = Math.round(Math.abs(milliseconds));
  const text = durationText(size >= 10_000 ? Math.floor(size / 1000) * 1000 : size);
  return milliseconds < 0 ? `\u2212${text}` : text;
}

/** One amount of what a budget is made of: time, or so many cases. */
export function budgetAmount(value: Ratio, of: NonNullable<Line["budget"]>["of"], language: Language): string {
  if (of === "time") return duration(Number(value.numerator / value.denominator));
  const unit = value.numerator === value.denominator ? chartWords[language].one[of] : words[language].budget[of];
  return `${numberText(toDecimal(value, value.denominator === 1n ? 0 : 1, "down"), language)}\u00a0${unit}`;
}

export type Left = {
  readonly over: boolean;
  readonly amount: string;
  readonly of: string;
  readonly share: string | null;
};

/** What is left of an error budget, or how far over it is. */
export function leftOf(line: Line, language: Language): Left | null {
  if (line.budget === null) return null;
  const allowed = exact(line.budget.allowed) as Ratio;
  const left = subtract(allowed, exact(line.budget.used) as Ratio);
  const over = left.numerator < 0n;
  const share =
    over || allowed.numerator === 0n
      ? null
      : percentFigure(
          ratio(100n * left.numerator * allowed.denominator, left.denominator * allowed.numerator),
          0,
          language,
        );
  return {
    over,
    amount: budgetAmount(over ? { ...left, numerator: -left.numerator } : left, line.budget.of, language),
    of: budgetAmount(allowed, line.budget.of, language),
    share,
  };
}

/** The target, and for cases the time each has. */
export function promised(line: Line, text: { readonly within: (limit: string) => string }, language: Language): string {
  const limit = line.cases.find(({ limit_ms: found }) => found !== null)?.limit_ms ?? null;
  return limit === null ? targetOf(line, language) : `${targetOf(line, language)} ${text.within(duration(limit))}`;
}

/** Names a line in addresses: objective, subject and group. */
export function lineKey({ objective, subject, group }: Pick<Line, "objective" | "subject" | "group">): string {
  return [objective, subject, ...(group === null ? [] : [group.value])].join("~");
}

export function isZero({ amount }: Money): boolean {
  return /^[0.]+$/.test(amount);
}

/** What a line entitles to, in the order of its remedies; nothing that is zero. */
export function owedOf(line: Line): readonly Money[] {
  return line.remedies.flatMap(({ amount }) => (amount === null || isZero(amount) ? [] : [amount]));
}

/** Nothing owed, in the currency that something would be owed in. */
export function zeroOf(line: Line, language: Language): string {
  const currency = line.remedies.find(({ amount }) => amount !== null)?.amount?.currency;
  return currency === undefined ? "–" : moneyText({ minor: 0n, currency }, language);
}
