/** The steps of a remedy's table as they stand in the agreement, for the receipt that opens them and the chart that draws them. */
import {
  amountText,
  type Language,
  moneyText,
  numberText,
  type PercentTiers,
  parseAmount,
  parseShare,
  percentFigure,
  type Ratio,
  type Remedy,
  type Rounding,
  ratio,
  share,
  type Tier,
  textIn,
  words,
} from "@overens/core";
import type { Line, Room } from "../api.ts";
import type { CreditStep } from "../charts/BudgetChart.tsx";
import { asNumber } from "../charts/budget.ts";
import { chartWords } from "../charts/words.ts";
import { exact } from "../ui/figures.ts";

export function remedyOf(room: Room, point: string): Remedy | undefined {
  const { remedies } = room.document;
  return Array.isArray(remedies) ? (remedies as readonly Remedy[]).find(({ id }) => id === point) : undefined;
}

export function remedyName(room: Room, point: string, language: Language): string {
  return textIn(remedyOf(room, point)?.title, language) || point;
}

/** The steps that hold for a line: of the first table whose condition its group meets. */
export function tiersOf(room: Room, line: Line, point: string): readonly Tier[] {
  const remedy = remedyOf(room, point);
  if (remedy?.kind !== "percent-tiers") return [];
  return (remedy as PercentTiers).tables.find(({ when }) => when === undefined || meets(when, line))?.tiers ?? [];
}

/** Only what the group says can be told here; a condition on anything else is taken not to hold. */
function meets(when: NonNullable<PercentTiers["tables"][number]["when"]>, { group }: Line): boolean {
  return Object.entries(when).every(
    ([property, matcher]) =>
      group?.property === property &&
      (typeof matcher === "string"
        ? matcher === group.value
        : Array.isArray(matcher) && (matcher as readonly string[]).includes(group.value)),
  );
}

const comparators = ["at-least", "above", "at-most", "below"] as const;

/** "99,80 % till under 99,90 %" in the language: the bounds of a step, in words. */
export function boundsText(tier: Tier, language: Language): string {
  return comparators
    .flatMap((comparator) =>
      tier[comparator] === undefined
        ? []
        : [`${words[language].comparator[comparator]} ${percentText(tier[comparator], language)}`],
    )
    .join(", ");
}

/** Digits as agreed: "99.90 %" stays two decimals. */
export function percentText(text: string, language: Language): string {
  const figure = /^(\d+(?:\.\d+)?) ?%$/.exec(text)?.[1];
  if (figure === undefined) return text;
  return language === "sv" ? `${numberText(figure, language)}\u00a0%` : `${figure}%`;
}

/** Where on the budget each step begins to cost: what is left when the figure stands on its bound. */
export function creditSteps(room: Room, line: Line, language: Language): readonly CreditStep[] {
  const point = line.remedies.find(({ base, percent }) => base !== null || percent !== null)?.point;
  const total = line.attainment === null || line.budget === null ? null : exact(line.attainment.total);
  if (point === undefined || total === null || line.budget === null || line.unit !== "percent") return [];
  const scale = line.budget.of === "time" ? 60_000 : 1;
  const allowed = asNumber(exact(line.budget.allowed));
  const base = line.remedies.find((remedy) => remedy.point === point)?.base ?? null;
  return tiersOf(room, line, point).flatMap((tier) => {
    const bound = tier.below === undefined ? null : parseShare(tier.below);
    const credit = parseShare(tier.credit);
    if (bound === null || credit === null) return [];
    const bad = asNumber(total) * (1 - asNumber(bound));
    return [
      {
        left: clean((allowed - bad) / scale),
        share: percentText(tier.below ?? "", language),
        owed: owedText(credit, base, roundingOf(room, point), language),
      },
    ];
  });
}

function roundingOf(room: Room, point: string): Rounding {
  const remedy = remedyOf(room, point);
  return remedy?.kind === "percent-tiers" ? ((remedy as PercentTiers).rounding ?? "half-up") : "half-up";
}

function owedText(
  credit: Ratio,
  base: Line["remedies"][number]["base"],
  rounding: Rounding,
  language: Language,
): string {
  const percent = percentFigure(ratio(credit.numerator * 100n, credit.denominator), 0, language);
  const money = base === null ? null : parseAmount(base.amount, base.currency);
  if (money === null) return chartWords[language].step(percent);
  const owed = share(money, credit, rounding);
  return `${percent}, ${moneyText(owed, language).replace(amountText(owed).endsWith("00") ? /[.,]00(?=\D|$)/ : /^$/, "")}`;
}

/** The target's own line lies at zero, however the floats fell. */
function clean(value: number): number {
  return Math.abs(value) < 1e-6 ? 0 : value;
}
