/** What a miss entitles to under a table of percent steps: the first step whose bounds all hold, its share capped, applied to the base and rounded once. */

import { lesser, type Money, nothing, share } from "../basics/money.ts";
import { compare, lesserRatio, type Ratio, ratio } from "../basics/ratio.ts";
import { holds, reaches } from "../plan/condition.ts";
import type { PlannedRemedy } from "../plan/plan.ts";
import type { RemedyResult } from "./result.ts";

export type PercentTiersRemedy = Extract<PlannedRemedy, { readonly kind: "percent-tiers" }>;

/**
 * The credit of one missed objective. A figure that no step covers gives "table silent": never zero and never an error.
 * An attainment exactly on a threshold is not below it: 99.90 % earns nothing under "below 99.9 %".
 */
export function creditEarned(
  remedy: PercentTiersRemedy,
  value: Ratio,
  properties: { readonly [property: string]: string },
  base: Money | null,
): RemedyResult {
  const table = remedy.tables.find(({ when }) => holds(when, properties));
  const tier = table?.tiers.findIndex(({ bounds }) => bounds.every((bound) => reaches(value, bound))) ?? -1;
  const head = { point: remedy.id, kind: "percent-tiers", legalKind: remedy.legalKind, base } as const;
  const step = table?.tiers[tier];
  if (!step) return { ...head, percent: null, amount: null, tier: null, capped: false, tableSilent: true };
  const percent = remedy.capShare === null ? step.credit : lesserRatio(step.credit, remedy.capShare);
  const earned = base === null ? null : share(base, percent, remedy.rounding);
  const limited = earned === null || remedy.capAmount === null ? earned : lesser(earned, remedy.capAmount);
  const amount =
    limited !== null && remedy.leastAmount !== null && limited.minor < remedy.leastAmount.minor
      ? nothing(limited.currency)
      : limited;
  const capped =
    compare(percent, step.credit) < 0 || (earned !== null && limited !== null && limited.minor < earned.minor);
  return { ...head, percent, amount, tier, capped, tableSilent: false };
}

/** Nothing is owed for a promise that was kept. */
export function noCredit(remedy: PercentTiersRemedy, base: Money | null, currency: string | null): RemedyResult {
  const amount = base !== null ? nothing(base.currency) : currency === null ? null : nothing(currency);
  return {
    point: remedy.id,
    kind: "percent-tiers",
    legalKind: remedy.legalKind,
    base,
    percent: ratio(0),
    amount,
    tier: null,
    capped: false,
    tableSilent: false,
  };
}
