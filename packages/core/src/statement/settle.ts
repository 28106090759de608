/** Settles a period: outcomes, the money they move, totals, and the hash that names it all. */
import type { Agreement } from "../agreement/agreement.ts";
import { bad, type Checked, good } from "../basics/problem.ts";
import { problem } from "../basics/problem-codes.ts";
import { hashJson } from "../basics/hash.ts";
import { type Money, parseAmount, plus } from "../basics/money.ts";
import type { Instant } from "../basics/quantity.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import type { ObjectiveOutcome } from "../evaluation/outcome.ts";
import type { Properties } from "../facts/fact.ts";
import type { Timeline } from "../facts/timeline.ts";
import { compile } from "../plan/compile.ts";
import type { Plan, PlannedBase, PlannedObjective } from "../plan/plan.ts";
import { BeyondKnownDays } from "../time/calendar.ts";
import type { Period } from "../time/period.ts";
import type { TimeTables } from "../time/tables.ts";
import { creditEarned, noCredit } from "./credit.ts";
import { type ObjectiveResult, type RemedyResult, type Result, semantics } from "./result.ts";
import { figuresJson } from "./result-json.ts";

/**
 * The result of an agreement for a period: the one line that terminal, server and browser all call.
 * @param agreement one that checks found no error in
 * @param judgedAt the moment whose knowledge counts; a past period's result does not depend on it once its cases are closed
 */
export function resultOf(agreement: Agreement, period: Period, timeline: Timeline, tables: TimeTables, judgedAt: Instant): Checked<Result> {
  const plan = compile(agreement, period, tables, judgedAt);
  if (!plan.ok) return plan;
  try {
    return good(settle(plan.value, evaluate(plan.value, timeline, judgedAt), timeline));
  } catch (error) {
    if (!(error instanceof BeyondKnownDays)) throw error;
    return bad([problem("holidays-not-known", { path: "calendars" }, { country: "", first: tables.holidays.years.first, last: tables.holidays.years.last })]);
  }
}

export function settle(plan: Plan, outcomes: readonly ObjectiveOutcome[], timeline: Timeline): Result {
  const objectives = outcomes.map((outcome) => withMoney(plan, outcome, timeline));
  const inputs = { agreement: hashJson(plan.points.map(({ id, meaning }) => [id, meaning])), facts: timeline.readHash(), tables: plan.tables };
  const totals = totalsOf(objectives);
  const hash = hashJson({ semantics, ...figuresJson(plan.period, objectives, totals), inputs });
  return { semantics, period: plan.period, objectives, totals, inputs, hash };
}

function withMoney(plan: Plan, outcome: ObjectiveOutcome, timeline: Timeline): ObjectiveResult {
  const objective = plan.objectives.find(({ id }) => id === outcome.objective) as PlannedObjective;
  const row = objective.rows[outcome.row ?? -1];
  const properties = propertiesOf(plan, objective, outcome, timeline);
  const remedies = (row?.remedies ?? []).map((remedy): RemedyResult => {
    if (remedy.kind === "action") return { point: remedy.id, kind: "action", legalKind: remedy.legalKind, percent: null, amount: null, base: null, tier: null, capped: false, tableSilent: false };
    const base = baseOf(plan, remedy.base, outcome.subject, timeline);
    return outcome.verdict === "missed" && outcome.value !== null ? creditEarned(remedy, outcome.value, properties, base) : noCredit(remedy, base, plan.currency);
  });
  return { ...outcome, fee: remedies.find(({ base }) => base !== null)?.base ?? null, remedies };
}

function propertiesOf(plan: Plan, objective: PlannedObjective, { subject, group }: ObjectiveOutcome, timeline: Timeline): Properties {
  const planned = objective.subjects.find(({ id }) => id === subject);
  return { ...planned?.properties, ...timeline.configuration(subject, plan.period)?.properties, service: planned?.service ?? subject, ...(group === null ? {} : { [group.property]: group.value }) };
}

/** The fee in the agreement, else what was charged for the subject in the period: charge facts that begin in it. Null when there are none. */
function baseOf(plan: Plan, { charge, fixed }: PlannedBase, subject: string, timeline: Timeline): Money | null {
  if (fixed !== null) return fixed;
  const { start, end } = plan.period;
  const charges = timeline.charges(subject, plan.period).filter((fact) => fact.from >= start && fact.from < end && (charge === null || fact.charge === undefined || fact.charge === charge));
  return charges.map(({ amount, currency }) => parseAmount(amount, currency)).reduce<Money | null>((sum, next) => (next === null ? sum : sum === null ? next : plus(sum, next)), null);
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
