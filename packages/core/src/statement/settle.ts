/** Settles a period: outcomes, the money they move, totals, and the hash that names it all. */
import { type Hash, hashJson } from "../basics/hash.ts";
import { type Money, plus } from "../basics/money.ts";
import type { Instant } from "../basics/quantity.ts";
import type { ObjectiveOutcome } from "../evaluation/outcome.ts";
import type { Plan, PlannedBase, PlannedObjective } from "../plan/plan.ts";
import { creditEarned, noCredit } from "./credit.ts";
import { type ObjectiveResult, type RemedyResult, type Result, semantics } from "./result.ts";
import { figuresJson } from "./result-json.ts";

/** @param facts hash of the day blocks that the outcomes were read from */
export function settle(plan: Plan, outcomes: readonly ObjectiveOutcome[], facts: Hash, judgedAt: Instant): Result {
  const objectives = outcomes.map((outcome) => withMoney(plan, outcome));
  const inputs = {
    agreement: hashJson(plan.points.map(({ id, meaning }) => [id, meaning])),
    facts,
    tables: plan.tables,
  };
  const totals = totalsOf(objectives);
  const moment = dependsOnMoment(plan, outcomes, judgedAt) ? judgedAt : null;
  const hash = hashJson({ semantics, ...figuresJson(plan.period, moment, objectives, totals), inputs });
  return { semantics, period: plan.period, judgedAt: moment, objectives, totals, inputs, hash };
}

/** A period that is not over, or a case whose clock still runs, would look otherwise at another moment. */
function dependsOnMoment({ period }: Plan, outcomes: readonly ObjectiveOutcome[], judgedAt: Instant): boolean {
  return (
    judgedAt < period.end ||
    outcomes.some(({ cases }) => cases.some(({ run, verdict }) => run?.stop === null || verdict === "not-finished"))
  );
}

/** An outcome with the fee it is reckoned on and what a miss of it entitles to. */
export function withMoney(plan: Plan, outcome: ObjectiveOutcome): ObjectiveResult {
  const objective = plan.objectives.find(({ id }) => id === outcome.objective) as PlannedObjective;
  const row = objective.rows[outcome.row ?? -1];
  const remedies = (row?.remedies ?? []).map((remedy): RemedyResult => {
    if (remedy.kind === "action")
      return {
        point: remedy.id,
        kind: "action",
        legalKind: remedy.legalKind,
        percent: null,
        amount: null,
        base: null,
        tier: null,
        capped: false,
        tableSilent: false,
      };
    const base = baseOf(remedy.base, outcome);
    return outcome.verdict === "missed" && outcome.value !== null
      ? creditEarned(remedy, outcome.value, outcome.properties, base)
      : noCredit(remedy, base, plan.currency);
  });
  return { ...outcome, fee: remedies.find(({ base }) => base !== null)?.base ?? null, remedies };
}

/** The fee in the agreement, else what was charged for the subject. Null when neither is known. */
function baseOf({ charge, fixed }: PlannedBase, { charged }: ObjectiveOutcome): Money | null {
  if (fixed !== null) return fixed;
  return charged
    .filter((found) => charge === null || found.charge === "" || found.charge === charge)
    .reduce<Money | null>((sum, { amount }) => (sum === null ? amount : plus(sum, amount)), null);
}

function totalsOf(objectives: readonly ObjectiveResult[]): readonly Money[] {
  const totals = new Map<string, Money>();
  for (const { amount } of objectives.flatMap(({ remedies }) => remedies)) {
    if (amount === null) continue;
    const known = totals.get(amount.currency);
    totals.set(amount.currency, known ? plus(known, amount) : amount);
  }
  return [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
