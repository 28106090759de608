/** Reasons in words: one line a step, deeper steps indented. */
import type { Agreement } from "../agreement/agreement.ts";
import { toExact } from "../basics/ratio.ts";
import type { About, Amount, Reason } from "../evaluation/reason.ts";
import { percentText } from "../statement/result-json.ts";
import type { Zone } from "../time/zone.ts";
import { durationText, type Language, momentText, moneyText, numberText } from "./format.ts";
import { figureText, textIn, words } from "./words.ts";

export type ReasonLine = { readonly depth: number; readonly text: string };
export type ReasonSettings = {
  readonly agreement: Agreement;
  readonly zone: Zone;
  readonly language: Language /** Steps below this depth are counted, not written; null writes all. */;
  readonly deepest: number | null;
};

/** A tree as lines. Facts and points stand at the end of the line that rests on them. */
export function reasonLines(reason: Reason, settings: ReasonSettings, depth = 0): readonly ReasonLine[] {
  if (reason.kind === "fact" || reason.kind === "point") return [{ depth, text: leafText(reason, settings.language) }];
  const leaves = reason.parts.filter((part) => part.kind === "fact" || part.kind === "point");
  const steps = reason.parts.filter((part) => part.kind !== "fact" && part.kind !== "point");
  const rests = leaves.length === 0 ? "" : `  [${leaves.map((leaf) => leafText(leaf, settings.language)).join(", ")}]`;
  const head = { depth, text: `${stepText(reason, settings)}${rests}` };
  if (isUneventful(reason) || (settings.deepest !== null && depth >= settings.deepest)) return [head];
  return [
    head,
    ...steps.flatMap((part) =>
      isSaidElsewhere(part, steps)
        ? reasonLines(part, { ...settings, deepest: depth + 1 }, depth + 1)
        : reasonLines(part, settings, depth + 1),
    ),
  ];
}

/** What is good is among all that counts, and that among the whole period: each stretch is written once. */
function isSaidElsewhere(part: Reason, beside: readonly Reason[]): boolean {
  if (part.kind === "fact" || part.kind === "point") return false;
  return (
    part.about.what === "good" ||
    (part.about.what === "all" &&
      beside.some((other) => other.kind !== "fact" && other.kind !== "point" && other.about.what === "period"))
  );
}

/** Time in which nothing happened is one line; its stretches are what is left between the others. */
function isUneventful(reason: Exclude<Reason, { readonly kind: "fact" | "point" }>): boolean {
  return (
    reason.about.what === "state" &&
    (reason.about.state === "up" || reason.about.state === "not-yet" || reason.about.state === "outside-hours")
  );
}

function leafText(leaf: Reason, language: Language): string {
  if (leaf.kind === "fact") return leaf.fact;
  return leaf.kind === "point" ? `${language === "sv" ? "p." : "p."} ${leaf.point}` : "";
}

function stepText(
  { kind, about, amount, parts }: Exclude<Reason, { readonly kind: "fact" | "point" }>,
  settings: ReasonSettings,
): string {
  const { language } = settings;
  const value = amount === null ? "" : amountText(amount, language);
  const exact =
    amount?.kind === "figure" && about.what === "figure"
      ? ` (${language === "sv" ? "exakt" : "exactly"} ${toExact(amount.value)})`
      : "";
  const steps = parts.filter((part) => part.kind !== "fact" && part.kind !== "point").length;
  const sum = kind === "sum" && steps > 1 ? (language === "sv" ? `, summan av ${steps}` : `, the sum of ${steps}`) : "";
  return (
    [aboutText(about, settings), value === "" ? "" : `${value}${exact}`].filter((part) => part !== "").join(": ") + sum
  );
}

function amountText(amount: Amount, language: Language): string {
  switch (amount.kind) {
    case "time":
      return durationText(amount.time);
    case "number":
      return amount.value.denominator === 1n
        ? numberText(amount.value.numerator.toString(), language)
        : toExact(amount.value);
    case "figure":
      return figureText(amount.value, amount.unit, amount.decimals, language);
    case "money":
      return moneyText(amount.money, language);
  }
}

function aboutText(about: About, { agreement, zone, language }: ReasonSettings): string {
  const sv = language === "sv";
  switch (about.what) {
    case "total":
      return sv ? `Summa att kräva i ${about.currency}` : `Total to be claimed in ${about.currency}`;
    case "objective": {
      const title = textIn(agreement.objectives.find(({ id }) => id === about.objective)?.title, language);
      return `${about.objective} ${title} – ${about.subject}${about.group === null ? "" : `, ${about.group}`}, ${words[language].verdict[about.verdict]}`;
    }
    case "figure":
      return sv ? "siffran" : "the figure";
    case "good":
      return sv ? "gott" : "good";
    case "all":
      return sv ? "av allt som räknas" : "of all that counts";
    case "period":
      return sv ? "hela perioden" : "the whole period";
    case "state":
      return stateText(about.state, language);
    case "stretch": {
      const { start, end } = about.between;
      return `${momentText(start, zone, language)} – ${momentText(end, zone, language)}${about.because === null ? "" : ` (${about.because})`}`;
    }
    case "case":
      return `${about.case}, ${words[language].caseVerdict[about.verdict]}`;
    case "clock": {
      const { due, margin, elapsed } = about.run;
      const parts = [
        sv ? `räknad tid ${durationText(elapsed)}` : `counted time ${durationText(elapsed)}`,
        margin === null ? "" : `${sv ? "marginal" : "margin"} ${durationText(margin)}`,
        due === null ? "" : `${sv ? "senast" : "due"} ${momentText(due, zone, language)}`,
      ];
      return `${parts.filter((part) => part !== "").join(", ")}; ${sv ? "från start till stopp" : "from start to stop"}`;
    }
    case "remedy": {
      const silent = sv ? "tabellen är tyst" : "the table is silent";
      return `p. ${about.point}${about.tableSilent ? `, ${silent}` : about.percent === null ? "" : `, ${numberText(percentText(about.percent), language)}\u00a0%`}`;
    }
    case "base":
      return sv ? "av underlaget" : "of the base";
  }
}

const evidenceWords = {
  sv: { counted: "räknat", "no-traffic": "utan anrop" },
  en: { counted: "counted", "no-traffic": "without requests" },
} as const;

function stateText(state: Extract<About, { readonly what: "state" }>["state"], language: Language): string {
  const { span, segment, caseVerdict } = words[language];
  switch (state) {
    case "met":
    case "missed":
    case "not-finished":
      return caseVerdict[state];
    case "running":
    case "paused":
    case "stopped":
      return segment[state];
    case "counted":
    case "no-traffic":
      return evidenceWords[language][state];
    default:
      return span[state];
  }
}
