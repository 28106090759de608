/** The words of results in both languages: verdicts, states, figures, and one line for each thing on a statement. */
import type { Text } from "../agreement/agreement.ts";
import type { Problem } from "../basics/problem.ts";
import type { ProblemCode } from "../basics/problem-codes.ts";
import { compare, type Ratio, ratio, round, toDecimal } from "../basics/ratio.ts";
import type { CaseOutcome, ObjectiveOutcome, SpanState, Verdict } from "../evaluation/outcome.ts";
import type { Comparator, Threshold, Unit } from "../plan/plan.ts";
import type { SegmentState } from "../time/clock.ts";
import { durationText, type Language, numberText, percentFigure } from "./format.ts";
import { problemsEn } from "./problems-en.ts";
import { problemsSv } from "./problems-sv.ts";

type Words = {
  readonly verdict: Readonly<Record<Verdict, string>>;
  readonly caseVerdict: Readonly<Record<CaseOutcome["verdict"], string>>;
  readonly span: Readonly<Record<SpanState, string>>;
  readonly segment: Readonly<Record<SegmentState, string>>;
  readonly comparator: Readonly<Record<Comparator, string>>;
  readonly budget: Readonly<Record<"time" | "requests" | "slots" | "cases" | "deliveries", string>>;
};

export const words: Readonly<Record<Language, Words>> = {
  sv: {
    verdict: { met: "uppfyllt", missed: "ej uppfyllt", unmeasured: "ej mätt" },
    caseVerdict: { met: "i tid", missed: "för sent", "not-finished": "inte klart" },
    span: {
      up: "uppe",
      down: "nere",
      forgiven: "nere, räknas inte",
      excluded: "undantagen tid",
      "no-data": "data saknas",
      "outside-hours": "utanför tillgänglighetstid",
      "not-yet": "återstår",
    },
    segment: { running: "klockan går", paused: "pausad", "outside-hours": "utanför servicetid", stopped: "stoppad" },
    comparator: { "at-least": "minst", above: "över", "at-most": "högst", below: "under" },
    budget: { time: "tid", requests: "anrop", slots: "mätintervall", cases: "ärenden", deliveries: "leveranser" },
  },
  en: {
    verdict: { met: "met", missed: "missed", unmeasured: "unmeasured" },
    caseVerdict: { met: "in time", missed: "late", "not-finished": "not finished" },
    span: {
      up: "up",
      down: "down",
      forgiven: "down, not counted",
      excluded: "excluded",
      "no-data": "no data",
      "outside-hours": "outside hours",
      "not-yet": "yet to come",
    },
    segment: { running: "running", paused: "paused", "outside-hours": "outside hours", stopped: "stopped" },
    comparator: { "at-least": "at least", above: "above", "at-most": "at most", below: "below" },
    budget: { time: "time", requests: "requests", slots: "slots", cases: "cases", deliveries: "deliveries" },
  },
};

/** A problem as its reader needs it: what and why, and what to do. */
export function problemText(
  { code, data }: Problem,
  language: Language,
): { readonly message: string; readonly hint: string } {
  const table = language === "sv" ? problemsSv : problemsEn;
  return table[code as ProblemCode](data as never);
}

/** Words in the language asked for, else in the one there is. */
export function textIn(text: Text | undefined, language: Language): string {
  if (text === undefined) return "";
  if (typeof text === "string") return text;
  return text[language] ?? text.sv ?? text.en ?? "";
}

/** A figure as printed. One that is not exact is cut so that it never seems to have reached its target. */
export function figureText(value: Ratio | null, unit: Unit, decimals: number, language: Language): string {
  if (value === null) return "–";
  switch (unit) {
    case "percent":
      return percentFigure(value, decimals, language);
    case "seconds":
      return durationText(Number(round(ratio(value.numerator * 1000n, value.denominator), "half-up")));
    case "count":
      return numberText(value.denominator === 1n ? value.numerator.toString() : toDecimal(value, decimals), language);
  }
}

export function targetText(threshold: Threshold | null, unit: Unit, language: Language): string {
  if (threshold === null) return "–";
  const digits = decimalsOf(threshold.value);
  return `${words[language].comparator[threshold.comparator]} ${figureText(threshold.value, unit, digits, language)}`;
}

/** "12 min left of 43 min (28 %)" */
export function budgetText(budget: ObjectiveOutcome["budget"], language: Language): string {
  if (budget === null) return "";
  const left = {
    numerator: budget.allowed.numerator * budget.used.denominator - budget.used.numerator * budget.allowed.denominator,
    denominator: budget.allowed.denominator * budget.used.denominator,
  };
  const size = (value: Ratio): string =>
    budget.of === "time"
      ? durationText(Number(round(value, "down")))
      : `${numberText(toDecimal(value, value.denominator === 1n ? 0 : 1, "down"), language)} ${words[language].budget[budget.of]}`;
  const over = compare(left, ratio(0)) < 0;
  const part =
    budget.allowed.numerator === 0n
      ? ""
      : ` (${percentFigure(ratio(100n * left.numerator * budget.allowed.denominator, left.denominator * budget.allowed.numerator), 0, language)})`;
  const shown = size(ratio(over ? -left.numerator : left.numerator, left.denominator));
  if (language === "sv")
    return over ? `${shown} över ${size(budget.allowed)}` : `${shown} kvar av ${size(budget.allowed)}${part}`;
  return over ? `${shown} over ${size(budget.allowed)}` : `${shown} left of ${size(budget.allowed)}${part}`;
}

function decimalsOf({ denominator }: Ratio): number {
  for (let digits = 0; digits <= 12; digits++) if (BigInt(`1${"0".repeat(digits)}`) % denominator === 0n) return digits;
  return 12;
}
