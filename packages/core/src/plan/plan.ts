/**
 * A plan: an agreement compiled for one period. Every name is resolved, every text is a quantity, every calendar is a
 * list of intervals; nothing is left to look up, and evaluation never reads the document.
 */
import type { NoTraffic } from "../agreement/agreement.ts";

export type { NoTraffic };

import type { Hash } from "../basics/hash.ts";
import type { Money } from "../basics/money.ts";
import type { Milliseconds } from "../basics/quantity.ts";
import type { Ratio, Rounding } from "../basics/ratio.ts";
import type { CompiledCalendar } from "../time/calendar.ts";
import type { ClockLimit, ClockRule } from "../time/clock.ts";
import type { Period } from "../time/period.ts";

export type Plan = {
  readonly period: Period;
  readonly currency: string | null;
  readonly objectives: readonly PlannedObjective[];
  /** Meaning hash of every point, in order of id: what a result's hash says of the agreement. */
  readonly points: readonly { readonly id: string; readonly meaning: Hash }[];
  /** Hash of the zone and holiday tables that the plan was compiled with. */
  readonly tables: Hash;
  readonly noData: "unmeasured" | "up" | "down";
};

export type Unit = "percent" | "count" | "seconds";
export type Comparator = "at-least" | "above" | "at-most" | "below";
export type Threshold = { readonly comparator: Comparator; readonly value: Ratio };

export type PlannedObjective = {
  readonly id: string;
  /** The service each result speaks of; its resources are its members. */
  readonly subjects: readonly PlannedSubject[];
  /** Split the cases of each subject by this property, or not. */
  readonly groupBy: string | null;
  readonly appliesWhen: Test;
  readonly indicator: PlannedIndicator;
  /** The name that the figure has in the text. */
  readonly called: string | null;
  readonly unit: Unit;
  readonly decimals: number;
  readonly rows: readonly PlannedRow[];
  readonly exclusions: readonly PlannedExclusion[];
};

export type PlannedSubject = {
  readonly id: string;
  readonly service: string;
  readonly properties: { readonly [property: string]: string };
  readonly members: readonly PlannedMember[];
};
export type PlannedMember = { readonly id: string; readonly properties: { readonly [property: string]: string } };

export type PlannedRow = {
  readonly when: Test;
  /** The target; for cases without one, every case must be within its limit. */
  readonly threshold: Threshold | null;
  readonly warning: Ratio | null;
  readonly within: ClockLimit | null;
  readonly calendar: PlannedCalendar;
  readonly remedies: readonly PlannedRemedy[];
};
/** `id` null: round the clock. */
export type PlannedCalendar = { readonly id: string | null; readonly compiled: CompiledCalendar };

export type PlannedIndicator =
  | {
      readonly kind: "outage-time";
      readonly counts: Test;
      readonly allMembers: boolean;
      readonly minimumLength: Milliseconds;
      readonly minimumTested: "before-exclusions" | "after-exclusions";
    }
  | {
      readonly kind: "slots-down";
      readonly counts: Test;
      readonly slot: Milliseconds;
      readonly downWhenErrors: Threshold;
      readonly minimumRequests: number;
      readonly noTraffic: NoTraffic;
    }
  | { readonly kind: "pooled-ratio"; readonly counts: Test; readonly noTraffic: NoTraffic }
  | {
      readonly kind: "mean-of-slot-ratios";
      readonly counts: Test;
      readonly slot: Milliseconds;
      readonly noTraffic: NoTraffic;
    }
  | {
      readonly kind: "elapsed-time";
      readonly counts: Test;
      readonly countedIn: "opened" | "due" | "resolved" | "closed";
      readonly clock: string;
      readonly rule: ClockRule;
    }
  | {
      readonly kind: "on-time-delivery";
      readonly counts: Test;
      readonly countedIn: "promised" | "delivered";
      readonly tolerance: Milliseconds;
    }
  | { readonly kind: "count"; readonly counts: Test; readonly of: "outages" | "cases" | "deliveries" | "notices" }
  | { readonly kind: "reported"; readonly unit: Unit };

export type PlannedExclusion = {
  readonly id: string;
  readonly cause: "maintenance" | "force-majeure" | "customer" | "supplier" | "property";
  readonly when: Test;
  readonly notice: ClockLimit | null;
  readonly calendar: PlannedCalendar;
  readonly budget: {
    readonly time: Milliseconds | null;
    readonly windows: number | null;
    readonly per: "month" | "year";
  } | null;
  readonly treatment: "leaves-divisor" | "counts-as-up" | "leaves-numerator";
  readonly granted: "by-rule" | "by-claim";
};

export type PlannedRemedy =
  | {
      readonly kind: "percent-tiers";
      readonly id: string;
      readonly legalKind: LegalKind;
      readonly base: PlannedBase;
      readonly tables: readonly { readonly when: Test; readonly tiers: readonly PlannedTier[] }[];
      readonly capShare: Ratio | null;
      readonly capAmount: Money | null;
      readonly leastAmount: Money | null;
      readonly rounding: Rounding;
    }
  | { readonly kind: "action"; readonly id: string; readonly legalKind: LegalKind };
export type LegalKind = "service-credit" | "price-reduction" | "contractual-penalty" | "damages";
export type PlannedTier = { readonly bounds: readonly Threshold[]; readonly credit: Ratio };
/** The charge whose facts are summed, or a fixed fee for the period. Charge null: all charges of the subject. */
export type PlannedBase = { readonly charge: string | null; readonly fixed: Money | null };

/** A compiled condition: every part must hold of the properties. */
export type Test = readonly PropertyTest[];
export type PropertyTest = { readonly property: string; readonly accepts: (value: string | undefined) => boolean };
