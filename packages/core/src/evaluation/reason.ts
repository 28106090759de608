/**
 * Why a figure is what it is: a tree that ends in facts and points. A sum says that its parts add up to it, a share that its
 * two parts divide to it; whatever else stands in the tree rests on what is below it.
 */
import type { Money } from "../basics/money.ts";
import type { Milliseconds } from "../basics/quantity.ts";
import { type Ratio, ratio } from "../basics/ratio.ts";
import type { Unit } from "../plan/plan.ts";
import type { ClockRun } from "../time/clock.ts";
import { type Interval, length, totalLength } from "../time/interval.ts";
import type { CaseOutcome, Evidence, ObjectiveOutcome, Span, Verdict } from "./outcome.ts";

export type Amount =
  | { readonly kind: "time"; readonly time: Milliseconds }
  | { readonly kind: "number"; readonly value: Ratio }
  | { readonly kind: "figure"; readonly value: Ratio; readonly unit: Unit; readonly decimals: number }
  | { readonly kind: "money"; readonly money: Money };

/** What a reason is about. */
export type About =
  | { readonly what: "total"; readonly currency: string }
  | {
      readonly what: "objective";
      readonly objective: string;
      readonly subject: string;
      readonly group: string | null;
      readonly verdict: Verdict;
    }
  | { readonly what: "figure" }
  | { readonly what: "good" | "all" }
  | { readonly what: "period" }
  | {
      readonly what: "state";
      readonly state:
        | Span["state"]
        | Evidence["state"]
        | CaseOutcome["verdict"]
        | ClockRun["segments"][number]["state"];
    }
  | { readonly what: "stretch"; readonly between: Interval; readonly because: string | null }
  | { readonly what: "case"; readonly case: string; readonly verdict: CaseOutcome["verdict"] }
  | { readonly what: "clock"; readonly run: ClockRun }
  | { readonly what: "remedy"; readonly point: string; readonly percent: Ratio | null; readonly tableSilent: boolean }
  | { readonly what: "base" };

export type Reason =
  | { readonly kind: "fact"; readonly fact: string }
  | { readonly kind: "point"; readonly point: string }
  | {
      readonly kind: "sum" | "share" | "rests-on";
      readonly about: About;
      readonly amount: Amount | null;
      readonly parts: readonly Reason[];
    };

export const fact = (name: string): Reason => ({ kind: "fact", fact: name });
export const point = (id: string): Reason => ({ kind: "point", point: id });
export const time = (value: number): Amount => ({ kind: "time", time: value as Milliseconds });
const number = (value: Ratio): Amount => ({ kind: "number", value });

/** The steps from an outcome's figure down to the facts and points that made it. */
export function reasonsOfFigure(outcome: ObjectiveOutcome): readonly Reason[] {
  if (!outcome.applies) return [point(outcome.objective)];
  const { value, unit, decimals, spans, cases, evidence, objective } = outcome;
  const amount: Amount | null = value === null ? null : { kind: "figure", value, unit, decimals };
  if (spans.length > 0) return [share(outcome, amount, spanSums(spans, objective))];
  if (cases.length > 0) return [share(outcome, amount, caseSums(cases, objective))];
  if (outcome.kind === "count")
    return [
      {
        kind: "sum",
        about: { what: "figure" },
        amount,
        parts:
          evidence.length === 0
            ? [point(objective)]
            : evidence.map((event) => stretch(event, number(event.total), objective)),
      },
    ];
  if (outcome.attainment === null)
    return [
      {
        kind: "rests-on",
        about: { what: "figure" },
        amount,
        parts: [point(objective), ...evidence.flatMap(({ facts }) => facts.map(fact))],
      },
    ];
  return [share(outcome, amount, evidenceSums(evidence, objective))];
}

type Sums = {
  readonly good: readonly Reason[];
  readonly all: readonly Reason[];
  readonly beside: readonly Reason[];
  readonly unit: "time" | "number";
};

/** Good of all, each a sum of its parts, and beside them the whole period where the figure is of time. */
function share(
  { attainment, objective }: ObjectiveOutcome,
  amount: Amount | null,
  { good, all, beside, unit }: Sums,
): Reason {
  const measured = (value: Ratio | undefined): Amount | null =>
    value === undefined ? null : unit === "time" ? time(Number(value.numerator)) : number(value);
  const sum = (what: "good" | "all", parts: readonly Reason[]): Reason => ({
    kind: "sum",
    about: { what },
    amount: measured(attainment?.[what === "good" ? "good" : "total"]),
    parts: parts.length === 0 ? [point(objective)] : parts,
  });
  return {
    kind: amount === null ? "rests-on" : "share",
    about: { what: "figure" },
    amount,
    parts: [sum("good", good), sum("all", all), ...beside],
  };
}

const spanStates: readonly Span["state"][] = [
  "up",
  "forgiven",
  "down",
  "excluded",
  "no-data",
  "outside-hours",
  "not-yet",
];

function spanSums(spans: readonly Span[], objective: string): Sums {
  const states = spanStates
    .map((state) => ({ state, spans: spans.filter((span) => span.state === state) }))
    .filter((found) => found.spans.length > 0);
  const sums = new Map(
    states.map(({ state, spans }) => [
      state,
      byState(
        state,
        time(totalLength(spans)),
        spans.map((span) => stretch(span, time(length(span)), objective)),
      ),
    ]),
  );
  const of = (...wanted: readonly Span["state"][]): readonly Reason[] =>
    wanted.flatMap((state) => sums.get(state) ?? []);
  return {
    unit: "time",
    good: of("up", "forgiven"),
    all: of("up", "forgiven", "down"),
    beside: [{ kind: "sum", about: { what: "period" }, amount: time(totalLength(spans)), parts: of(...spanStates) }],
  };
}

function caseSums(cases: readonly CaseOutcome[], objective: string): Sums {
  const of = (verdict: CaseOutcome["verdict"]): readonly Reason[] => {
    const found = cases.filter((each) => each.verdict === verdict);
    return found.length === 0
      ? []
      : [
          byState(
            verdict,
            number(ratio(found.length)),
            found.map((each) => caseReason(each, objective)),
          ),
        ];
  };
  return { unit: "number", good: of("met"), all: [...of("met"), ...of("missed")], beside: of("not-finished") };
}

/** A case, the facts that it was judged by, and its clock's stretches. */
export function caseReason({ case: name, verdict, run, facts }: CaseOutcome, objective: string): Reason {
  const parts = run === null ? [] : [clockReason(run, objective)];
  return {
    kind: "rests-on",
    about: { what: "case", case: name, verdict },
    amount: number(ratio(1)),
    parts: parts.length + facts.length === 0 ? [point(objective)] : [...parts, ...facts.map(fact)],
  };
}

/** The time from start to stop by state: running is what counts. */
function clockReason(run: ClockRun, objective: string): Reason {
  const whole = totalLength(run.segments);
  const states = ["running", "paused", "outside-hours", "stopped"] as const;
  const parts = states.flatMap((state) => {
    const segments = run.segments.filter((segment) => segment.state === state);
    return segments.length === 0
      ? []
      : [
          byState(
            state,
            time(totalLength(segments)),
            segments.map((segment) => ({
              kind: "rests-on",
              about: { what: "stretch", between: segment, because: segment.because },
              amount: time(length(segment)),
              parts: [segment.fact === null ? point(objective) : fact(segment.fact)],
            })),
          ),
        ];
  });
  return {
    kind: "sum",
    about: { what: "clock", run },
    amount: time(whole),
    parts: parts.length === 0 ? [point(objective)] : parts,
  };
}

function evidenceSums(evidence: readonly Evidence[], objective: string): Sums {
  const sums = (pick: (found: Evidence) => Ratio): readonly Reason[] =>
    evidence
      .filter((found) => pick(found).numerator !== 0n)
      .map((found) => stretch(found, number(pick(found)), objective));
  return { unit: "number", good: sums(({ good }) => good), all: sums(({ total }) => total), beside: [] };
}

function byState(
  state: Extract<About, { readonly what: "state" }>["state"],
  amount: Amount,
  parts: readonly Reason[],
): Reason {
  return { kind: "sum", about: { what: "state", state }, amount, parts };
}

/** A stretch rests on its facts and on the point that judged it so; with neither, on the objective, which says what silence means. */
function stretch(
  found: Interval & { readonly facts: readonly string[]; readonly point: string | null },
  amount: Amount,
  objective: string,
): Reason {
  const parts = [...found.facts.map(fact), ...(found.point === null ? [] : [point(found.point)])];
  return {
    kind: "rests-on",
    about: { what: "stretch", between: { start: found.start, end: found.end }, because: null },
    amount,
    parts: parts.length === 0 ? [point(objective)] : parts,
  };
}
