/** What a line's state is called: its verdict, or that it is on its way to be missed while the period still runs. */
import type { Line, Statement } from "../api.ts";
import { asNumber } from "../charts/budget.ts";
import { at, exact } from "../ui/figures.ts";

export type LineState = Line["verdict"] | "risk";

/** At risk: more of the budget is used than of the period, and something of it is left. A drawing's judgement, no figure. */
export function stateOf(line: Line, { judged_at: judged, result: { period } }: Statement): LineState {
  if (line.verdict !== "met" || line.budget === null || at(judged) >= at(period.until)) return line.verdict;
  const allowed = asNumber(exact(line.budget.allowed));
  const used = asNumber(exact(line.budget.used));
  const gone = (at(judged) - at(period.from)) / (at(period.until) - at(period.from));
  return used > 0 && used / Math.max(allowed, 1e-9) > Math.max(gone, 0.5) ? "risk" : line.verdict;
}

const order: Readonly<Record<LineState, number>> = { missed: 0, risk: 1, unmeasured: 2, met: 3 };

/** Worst first; within a state the one with the least of its budget left. Only the order of the page rests on it. */
export function worstFirst(statement: Statement): readonly Line[] {
  const rank = (line: Line): number => (line.applies ? order[stateOf(line, statement)] : 4);
  return [...statement.result.results].sort((a, b) => rank(a) - rank(b) || leftShare(a) - leftShare(b));
}

function leftShare(line: Line): number {
  if (line.budget === null) return 1;
  const allowed = asNumber(exact(line.budget.allowed));
  return allowed === 0 ? 0 : 1 - asNumber(exact(line.budget.used)) / allowed;
}
