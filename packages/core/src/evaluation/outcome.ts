/** What one objective came to for one subject in one period, before money: figure, verdict, and the spans and cases it was made of. */
import type { Money } from "../basics/money.ts";
import type { Instant, Milliseconds } from "../basics/quantity.ts";
import type { Ratio } from "../basics/ratio.ts";
import type { PlannedIndicator, Threshold, Unit } from "../plan/plan.ts";
import type { ClockRun } from "../time/clock.ts";

/** Good out of total: milliseconds, requests, slots, cases. */
export type Attainment = { readonly good: Ratio; readonly total: Ratio };
export type Verdict = "met" | "missed" | "unmeasured";

export type ObjectiveOutcome = {
  readonly objective: string;
  readonly subject: string;
  /** The group of cases, when the objective is per property. */
  readonly group: { readonly property: string; readonly value: string } | null;
  /** False when the promise does not hold for this subject's configuration; the verdict is then unmeasured. */
  readonly applies: boolean;
  /** What held of the subject in the period: conditions of remedies ask for it. */
  readonly properties: { readonly [property: string]: string };
  /** What was charged for the subject in the period, by the name of the charge ("" when none is given). */
  readonly charged: readonly { readonly charge: string; readonly amount: Money; readonly fact: string }[];
  readonly unit: Unit;
  readonly decimals: number;
  readonly called: string | null;
  readonly kind: PlannedIndicator["kind"];
  /** The figure in its unit (percent: 0–100); null when nothing was measured. */
  readonly value: Ratio | null;
  readonly attainment: Attainment | null;
  /** Which row of the target decided, from 0; null when none holds. */
  readonly row: number | null;
  readonly threshold: Threshold | null;
  readonly verdict: Verdict;
  /** How far on the right side of the threshold, in the unit; negative when missed. */
  readonly margin: Ratio | null;
  /** How much may be bad before the target is missed, and how much was: in milliseconds, requests, slots or cases. */
  readonly budget: {
    readonly of: "time" | "requests" | "slots" | "cases" | "deliveries";
    readonly allowed: Ratio;
    readonly used: Ratio;
  } | null;
  /** The period cut into spans that add up to it to the millisecond; for indicators of time. */
  readonly spans: readonly Span[];
  /** Each case or delivery that was counted, in order of its name; for indicators of cases. */
  readonly cases: readonly CaseOutcome[];
  /** Facts that the figure rests on where there are no spans or cases: requests pooled, slots, events, reported values. */
  readonly evidence: readonly Evidence[];
};

/** One stretch of the period and why it is what it is. `point` names the exclusion or calendar; `facts` the outages, samples or notices. */
export type Span = {
  readonly start: Instant;
  readonly end: Instant;
  readonly state: SpanState;
  readonly point: string | null;
  readonly facts: readonly string[];
};
/** `forgiven` is bad time that an exclusion or a rule (least length, condition) takes out of the numerator: it counts as up. */
/** `not-yet` is the part of the period after the moment of judgement. */
export type SpanState = "up" | "down" | "forgiven" | "excluded" | "no-data" | "outside-hours" | "not-yet";

export type CaseOutcome = {
  readonly case: string;
  readonly verdict: "met" | "missed" | "not-finished";
  readonly row: number | null;
  readonly limit: Milliseconds | null;
  readonly dueAt: Instant | null;
  readonly run: ClockRun | null;
  readonly facts: readonly string[];
  readonly properties: { readonly [property: string]: string };
};

/** A slot, a day or a fact with what it added. */
export type Evidence = {
  readonly start: Instant;
  readonly end: Instant;
  readonly good: Ratio;
  readonly total: Ratio;
  readonly point: string | null;
  readonly facts: readonly string[];
  readonly state: "counted" | "excluded" | "forgiven" | "no-traffic" | "no-data";
};
