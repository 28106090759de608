/** The whole flow in one call: agreement and facts to a result. Terminal, server and browser all call this line. */
import type { Agreement } from "../agreement/agreement.ts";
import { bad, type Checked, good } from "../basics/problem.ts";
import { problem } from "../basics/problem-codes.ts";
import type { Instant } from "../basics/quantity.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import type { Timeline } from "../facts/timeline.ts";
import { compile } from "../plan/compile.ts";
import type { Result } from "../statement/result.ts";
import { settle } from "../statement/settle.ts";
import { BeyondKnownDays } from "../time/calendar.ts";
import type { Period } from "../time/period.ts";
import type { TimeTables } from "../time/tables.ts";

/**
 * @param agreement one that checks found no error in
 * @param judgedAt the moment whose knowledge counts: open cases are judged by it, and time after it is yet to come
 */
export function resultOf(
  agreement: Agreement,
  period: Period,
  timeline: Timeline,
  tables: TimeTables,
  judgedAt: Instant,
): Checked<Result> {
  const plan = compile(agreement, period, tables, judgedAt);
  if (!plan.ok) return plan;
  try {
    const outcomes = evaluate(plan.value, timeline, judgedAt);
    return good(settle(plan.value, outcomes, timeline.readHash(), judgedAt));
  } catch (error) {
    if (!(error instanceof BeyondKnownDays)) throw error;
    const { first, last } = tables.holidays.years;
    return bad([problem("holidays-not-known", { path: "calendars" }, { country: "", first, last })]);
  }
}
