/** A result as JSON: what the terminal prints with --json, the server sends and the hash covers. Figures are text, exact first. */
import type { Json } from "../basics/canonical-json.ts";
import { amountText, type Money } from "../basics/money.ts";
import type { Instant } from "../basics/quantity.ts";
import { multiply, powerOfTen, type Ratio, ratio, round, toDecimal, toExact } from "../basics/ratio.ts";
import type { CaseOutcome, Evidence, Span } from "../evaluation/outcome.ts";
import type { ClockRun } from "../time/clock.ts";
import type { Period } from "../time/period.ts";
import { instantText } from "../time/zone.ts";
import type { ObjectiveResult, RemedyResult, Result } from "./result.ts";

/** The whole result; spans, cases and evidence of each line included. */
export function resultJson(result: Result): { readonly [member: string]: Json } {
  return {
    semantics: result.semantics,
    ...figuresJson(result.period, result.judgedAt, result.objectives, result.totals),
    inputs: result.inputs,
    hash: result.hash,
  };
}

/** All that the hash covers beside the hashes of the inputs. */
export function figuresJson(
  period: Period,
  judgedAt: Instant | null,
  objectives: readonly ObjectiveResult[],
  totals: readonly Money[],
): { readonly [member: string]: Json } {
  return {
    period: { label: period.label, zone: period.zone, from: instantText(period.start), until: instantText(period.end) },
    judged_at: judgedAt === null ? null : instantText(judgedAt),
    results: objectives.map(objectiveJson),
    totals: totals.map(moneyJson),
  };
}

export function objectiveJson(result: ObjectiveResult): { readonly [member: string]: Json } {
  return {
    objective: result.objective,
    subject: result.subject,
    group: result.group === null ? null : { property: result.group.property, value: result.group.value },
    called: result.called,
    applies: result.applies,
    kind: result.kind,
    unit: result.unit,
    /** Cut, never rounded up past a threshold; `exact` is what was compared. */
    value: result.value === null ? null : toDecimal(result.value, result.decimals, "down"),
    exact: result.value === null ? null : exactText(result.value),
    target:
      result.threshold === null
        ? null
        : { comparator: result.threshold.comparator, value: toExact(result.threshold.value) },
    verdict: result.verdict,
    margin: result.margin === null ? null : exactText(result.margin),
    attainment:
      result.attainment === null
        ? null
        : { good: exactText(result.attainment.good), total: exactText(result.attainment.total) },
    budget:
      result.budget === null
        ? null
        : { of: result.budget.of, allowed: exactText(result.budget.allowed), used: exactText(result.budget.used) },
    fee: result.fee === null ? null : moneyJson(result.fee),
    remedies: result.remedies.map(remedyJson),
    spans: result.spans.map(spanJson),
    cases: result.cases.map(caseJson),
    evidence: result.evidence.map(evidenceJson),
  };
}

/** "n/d" in lowest terms up to 60 digits; a longer one as the two bounds of 30 decimals it lies between. */
export function exactText(value: Ratio): string {
  const exact = toExact(value);
  if (exact.length <= 61) return exact;
  const scaled = multiply(value, ratio(powerOfTen(30)));
  const below = toDecimal(ratio(round(scaled, "down"), powerOfTen(30)), 30, "down");
  const above = toDecimal(ratio(round(scaled, "up"), powerOfTen(30)), 30, "down");
  return `${below}..${above}`;
}

export function moneyJson(money: Money): { readonly amount: string; readonly currency: string } {
  return { amount: amountText(money), currency: money.currency };
}

function remedyJson(remedy: RemedyResult): Json {
  return {
    point: remedy.point,
    kind: remedy.kind,
    legal_kind: remedy.legalKind,
    percent: remedy.percent === null ? null : percentText(remedy.percent),
    amount: remedy.amount === null ? null : moneyJson(remedy.amount),
    base: remedy.base === null ? null : moneyJson(remedy.base),
    tier: remedy.tier,
    capped: remedy.capped,
    table_silent: remedy.tableSilent,
  };
}

/** A share of one as percent, in as few digits as say it. */
export function percentText(value: Ratio): string {
  const percent = multiply(value, ratio(100));
  return percent.denominator === 1n ? percent.numerator.toString() : toDecimal(percent, 6).replace(/\.?0+$/, "");
}

function spanJson({ start, end, state, point, facts }: Span): Json {
  return { from: instantText(start), until: instantText(end), state, point, facts };
}

function caseJson(found: CaseOutcome): Json {
  return {
    case: found.case,
    verdict: found.verdict,
    row: found.row,
    limit_ms: found.limit,
    due_at: found.dueAt === null ? null : instantText(found.dueAt),
    clock: found.run === null ? null : clockJson(found.run),
    properties: found.properties,
    facts: found.facts,
  };
}

export function clockJson(run: ClockRun): { readonly [member: string]: Json } {
  return {
    state: run.state,
    start: instantText(run.start),
    stop: run.stop === null ? null : instantText(run.stop),
    elapsed_ms: run.elapsed,
    margin_ms: run.margin,
    breached_at: run.breachedAt === null ? null : instantText(run.breachedAt),
    segments: run.segments.map(({ start, end, state, because, fact }) => ({
      from: instantText(start),
      until: instantText(end),
      state,
      because,
      fact,
    })),
  };
}

function evidenceJson({ start, end, good, total, state, point, facts }: Evidence): Json {
  return {
    from: instantText(start),
    until: instantText(end),
    good: exactText(good),
    total: exactText(total),
    state,
    point,
    facts,
  };
}
