/** Figures of a result's JSON in the reader's language; the arithmetic is the core's. */
import { budgetText, durationText, figureText, type Instant, type Language, moneyText, parseAmount, parseExact, parseInstant, type Ratio, targetText } from "@overens/core";
import type { Line, Money } from "../api.ts";

export const exact = (text: string | null): Ratio | null => (text === null ? null : parseExact(text.split("..")[0] ?? ""));
export const at = (text: string): Instant => parseInstant(text) as Instant;
export const valueOf = (line: Line, language: Language): string => figureText(exact(line.exact), line.unit, line.value?.split(".")[1]?.length ?? 0, language);
export const targetOf = (line: Line, language: Language): string => (line.target === null ? "–" : targetText({ comparator: line.target.comparator, value: exact(line.target.value) as Ratio }, line.unit, language));
export const budgetOf = (line: Line, language: Language): string => (line.budget === null ? "" : budgetText({ of: line.budget.of, allowed: exact(line.budget.allowed) as Ratio, used: exact(line.budget.used) as Ratio }, language));
export const money = ({ amount, currency }: Money, language: Language): string => moneyText(parseAmount(amount, currency) ?? { minor: 0n, currency }, language);
export const length = (from: string, until: string): string => durationText(at(until) - at(from));
export { durationText };
