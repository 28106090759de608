/**
 * A text tried on history: what its targets would have come to on the facts at hand, period by period, and what a miss would
 * have entitled to. A proposal is tried beside the text it would replace, on the same facts.
 */
import type { Agreement, Id, Objective } from "../agreement/agreement.ts";
import { parsePeriodRule } from "../agreement/scalars.ts";
import { type Money, plus } from "../basics/money.ts";
import { bad, type Checked, good } from "../basics/problem.ts";
import { problem } from "../basics/problem-codes.ts";
import type { Instant } from "../basics/quantity.ts";
import type { Ratio } from "../basics/ratio.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import type { Facts } from "../facts/collect.ts";
import { type Timeline, timelineOf } from "../facts/timeline.ts";
import { compile, zoneOf } from "../plan/compile.ts";
import type { Threshold, Unit } from "../plan/plan.ts";
import type { ObjectiveResult, RemedyResult } from "../statement/result.ts";
import { withMoney } from "../statement/settle.ts";
import { BeyondKnownDays } from "../time/calendar.ts";
import { intersect } from "../time/interval.ts";
import { nextPeriod, type Period, type PeriodRule, periodContaining } from "../time/period.ts";
import type { TimeTables } from "../time/tables.ts";
import type { Zone } from "../time/zone.ts";
import { type Bearing, bearingOn } from "./bearing.ts";
import { type FeeChange, feeChanges } from "./fee.ts";

/** `unknown`: no fact bears on the objective in the period. `unmeasured`: facts do, and the text's rules leave nothing to judge. */
export type ReplayVerdict = "met" | "missed" | "unmeasured" | "unknown";

export type ReplayedLine = {
  readonly objective: Id;
  readonly subject: Id;
  readonly group: ObjectiveResult["group"];
  readonly verdict: ReplayVerdict;
  /** Null where it is unknown or nothing was measured. */
  readonly figure: Ratio | null;
  readonly unit: Unit;
  readonly decimals: number;
  readonly threshold: Threshold | null;
  /** What the line would have entitled to; nothing where it is unknown. */
  readonly remedies: readonly RemedyResult[];
};

export type ReplayedPeriod = { readonly period: Period; readonly lines: readonly ReplayedLine[] };

export type ReplayedObjective = {
  readonly objective: Id;
  /** Periods of the objective that something is known of, and those of them in which it was missed. */
  readonly known: number;
  readonly missed: number;
  readonly remedies: readonly Money[];
};

/** Whose facts it rests on: a source, and the party that measures by it where the agreement says so. */
export type RestsOn = {
  readonly source: string;
  readonly party: Id | null;
  /** What the agreement says of the source; null where it says nothing. */
  readonly decides: boolean | null;
};

export type Replay = {
  readonly periods: readonly ReplayedPeriod[];
  readonly objectives: readonly ReplayedObjective[];
  /** Periods in which something was missed. */
  readonly missed: number;
  /** What the remedies would have been in all, by currency, in order of currency. */
  readonly remedies: readonly Money[];
  readonly restsOn: readonly RestsOn[];
  /** Objectives on which no fact bears in any period, those without a rule among them: nobody knows whether they can be kept. */
  readonly unknown: readonly Id[];
};

/**
 * @param agreement one that checks found no error in
 * @param periods the history: each objective is judged over the whole periods of its own that lie in the time these span
 * @param judgedAt the moment whose knowledge counts
 */
export function replayed(
  agreement: Agreement,
  facts: Facts,
  tables: TimeTables,
  periods: readonly Period[],
  judgedAt: Instant,
): Checked<Replay> {
  const zone = zoneOf(agreement, tables);
  if (!zone) return bad([problem("unknown-zone", { path: "zone" }, { name: agreement.zone ?? "UTC" })]);
  const known = knowledge(agreement, facts);
  const byPeriod = new Map<string, { readonly period: Period; readonly objectives: Set<Id> }>();
  for (const objective of agreement.objectives) {
    if (objective.indicator === undefined) continue;
    for (const period of ownPeriods(objective, periods, zone)) {
      const key = `${period.start} ${period.end}`;
      const entry = byPeriod.get(key) ?? { period, objectives: new Set<Id>() };
      entry.objectives.add(objective.id);
      byPeriod.set(key, entry);
    }
  }
  const made: ReplayedPeriod[] = [];
  const timeline = timelineOf(facts);
  for (const { period, objectives } of [...byPeriod.values()].sort(byTime)) {
    const settled = settledIn(agreement, period, timeline, tables, judgedAt);
    if (!settled.ok) return settled;
    made.push({ period, lines: linesOf(settled.value, period, objectives, known) });
  }
  return good(replayOf(agreement, made, known));
}

/** Every line of a period as a statement would have it, without the hashes that a statement is known by. */
function settledIn(
  agreement: Agreement,
  period: Period,
  timeline: Timeline,
  tables: TimeTables,
  judgedAt: Instant,
): Checked<readonly ObjectiveResult[]> {
  const plan = compile(agreement, period, tables, judgedAt);
  if (!plan.ok) return plan;
  try {
    return good(evaluate(plan.value, timeline, judgedAt).map((outcome) => withMoney(plan.value, outcome)));
  } catch (error) {
    if (!(error instanceof BeyondKnownDays)) throw error;
    const { first, last } = tables.holidays.years;
    return bad([problem("holidays-not-known", { path: "calendars" }, { country: "", first, last })]);
  }
}

/** Two texts on the same history. What a change of fee costs and what remedies would have come to are different things, and are never one sum. */
export type Compared = {
  readonly before: Replay;
  readonly after: Replay;
  readonly fees: readonly FeeChange[];
};

export function compared(
  before: Agreement,
  after: Agreement,
  facts: Facts,
  tables: TimeTables,
  periods: readonly Period[],
  judgedAt: Instant,
): Checked<Compared> {
  const [old, next] = [before, after].map((agreement) => replayed(agreement, facts, tables, periods, judgedAt));
  if (!old?.ok) return old as Checked<never>;
  if (!next?.ok) return next as Checked<never>;
  return good({ before: old.value, after: next.value, fees: feeChanges(before, after) });
}

type Knowledge = (objective: Id, subject: Id) => Bearing | null;

function knowledge(agreement: Agreement, facts: Facts): Knowledge {
  const found = new Map<string, Bearing | null>();
  const objectives = new Map(agreement.objectives.map((objective) => [objective.id, objective]));
  return (id, subject) => {
    const key = `${id}\n${subject}`;
    const before = found.get(key);
    if (before !== undefined) return before;
    const objective = objectives.get(id);
    const bearing = objective === undefined ? null : bearingOn(agreement, objective, subject, facts);
    found.set(key, bearing);
    return bearing;
  };
}

/** The periods of an objective's own that lie whole in the history. One that holds for the term is judged over all of the history. */
function ownPeriods({ period: text }: Objective, periods: readonly Period[], zone: Zone): readonly Period[] {
  const [first, ...others] = [...periods].sort((a, b) => a.start - b.start);
  if (!first) return [];
  const end = others.reduce((latest, period) => (period.end > latest ? period.end : latest), first.end);
  const rule = parsePeriodRule(text ?? "calendar-month") ?? ({ kind: "months", months: 1 } satisfies PeriodRule);
  if (rule.kind === "term") return [{ ...first, label: `${first.label}–${others.at(-1)?.label ?? first.label}`, end }];
  const own: Period[] = [];
  let period = periodContaining(rule, first.start, zone);
  while (period.start < first.start) period = nextPeriod(rule, period, zone);
  for (; period.end <= end; period = nextPeriod(rule, period, zone)) own.push(period);
  return own;
}

function byTime(a: { readonly period: Period }, b: { readonly period: Period }): number {
  return a.period.start - b.period.start || a.period.end - b.period.end;
}

function linesOf(
  settled: readonly ObjectiveResult[],
  period: Period,
  wanted: ReadonlySet<Id>,
  known: Knowledge,
): readonly ReplayedLine[] {
  return settled
    .filter(({ objective }) => wanted.has(objective))
    .map((line): ReplayedLine => {
      const { objective, subject, group, unit, decimals, threshold } = line;
      const bearing = known(objective, subject);
      const unknown = bearing === null || intersect(bearing.reach, period) === null;
      const judged = unknown
        ? ({ verdict: "unknown", figure: null, remedies: [] } as const)
        : { verdict: line.verdict, figure: line.value, remedies: line.remedies };
      return { objective, subject, group, unit, decimals, threshold, ...judged };
    });
}

function replayOf(agreement: Agreement, periods: readonly ReplayedPeriod[], known: Knowledge): Replay {
  const lines = periods.flatMap((period) => period.lines);
  const objectives = agreement.objectives.map(({ id }): ReplayedObjective => {
    const own = periods
      .map((period) => period.lines.filter(({ objective }) => objective === id))
      .filter((found) => found.some(({ verdict }) => verdict !== "unknown"));
    return {
      objective: id,
      known: own.length,
      missed: own.filter((found) => found.some(({ verdict }) => verdict === "missed")).length,
      remedies: totalsOf(own.flat()),
    };
  });
  const told = lines.filter(({ verdict }) => verdict !== "unknown");
  const sources = new Set(told.flatMap(({ objective, subject }) => known(objective, subject)?.sources ?? []));
  return {
    periods,
    objectives,
    missed: periods.filter((period) => period.lines.some(({ verdict }) => verdict === "missed")).length,
    remedies: totalsOf(lines),
    restsOn: [...sources].sort().map((source) => restingOn(agreement, source)),
    unknown: objectives.filter((objective) => objective.known === 0).map(({ objective }) => objective),
  };
}

function restingOn({ measurement }: Agreement, source: string): RestsOn {
  const told = measurement?.sources?.find(({ id }) => id === source);
  return {
    source,
    party: told?.party ?? null,
    decides: told?.decides === undefined ? null : told.decides === "yes",
  };
}

function totalsOf(lines: readonly ReplayedLine[]): readonly Money[] {
  const totals = new Map<string, Money>();
  for (const { amount } of lines.flatMap(({ remedies }) => remedies)) {
    if (amount === null) continue;
    const sum = totals.get(amount.currency);
    totals.set(amount.currency, sum === undefined ? amount : plus(sum, amount));
  }
  return [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
