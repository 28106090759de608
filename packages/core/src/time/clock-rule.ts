/** What a clock is made of: how it runs, what happens to a case, what limit holds, and what one run of it gives. */
import type { Instant, Milliseconds } from "../basics/quantity.ts";
import type { BoundaryRule, CompiledCalendar } from "./calendar.ts";
import type { Interval } from "./interval.ts";
import type { DayRule } from "./working-days.ts";

export type ClockEventKind =
  | "opened"
  | "answered"
  | "updated"
  | "customer-wrote"
  | "waiting"
  | "resumed"
  | "priority-changed"
  | "resolved"
  | "reopened"
  | "closed"
  | "cancelled";

/** One event of a case, in order of time. `fact` names where it was recorded. */
export type ClockEvent = {
  readonly kind: ClockEventKind;
  readonly at: Instant;
  readonly fact: string;
  readonly reason?: string;
};

/** How a clock runs, whatever the case. */
export type ClockRule = {
  /**
   * `opened` alone: one run for the whole case. Anything else repeats: it starts at the first of these and again at the next
   * one after each stop, so `customer-wrote` counts from the oldest unanswered message, `updated` (also a stop) from each
   * update to the next, and `resolved` from the repair.
   */
  readonly starts: readonly ClockEventKind[];
  readonly stops: readonly ClockEventKind[];
  /** Waiting reasons that pause it; none: it never pauses. */
  readonly pausedWhile: ReadonlySet<string>;
  /** The longest that all pauses of a run may take together, in service time; null: no limit. */
  readonly pauseLimit: Milliseconds | null;
  /** `continue`: the time between is not counted; `restart`: from zero, the run before is replaced; `new-clock`: a run beside the one before. */
  readonly whenReopened: "continue" | "restart" | "new-clock";
  /** `retroactive`: as if the new terms had held from the start; `carry-over`: time spent stays spent; `restart`: from zero under the new terms. */
  readonly whenTermsChange: "retroactive" | "carry-over" | "restart";
  readonly boundary: BoundaryRule;
};

export type ClockLimit =
  | { readonly kind: "time"; readonly time: Milliseconds }
  | { readonly kind: "days"; readonly days: number; readonly rule: DayRule };
/** The calendar and limit that hold from a moment on: they change with a case's priority. */
export type ClockTerms = {
  readonly from: Instant;
  readonly calendar: CompiledCalendar;
  readonly limit: ClockLimit | null;
};

export type SegmentState = "running" | "paused" | "outside-hours" | "stopped";
/** A stretch of a run. `because` is the waiting reason of a pause or the kind of event that stopped it; `fact` the event that began it. */
export type Segment = Interval & {
  readonly state: SegmentState;
  readonly because: string | null;
  readonly fact: string | null;
};

export type ClockRun = {
  readonly start: Instant;
  /** Null while it runs. */
  readonly stop: Instant | null;
  readonly state: "running" | "paused" | "stopped" | "cancelled";
  /** Null without a limit, and while paused: a due time that moves is none. */
  readonly due: Instant | null;
  readonly elapsed: Milliseconds;
  /** Service time left at the stop, or now; negative when late; null without a limit. */
  readonly margin: Milliseconds | null;
  /** Whether the due time passed before the stop, or has passed now, under the terms that decide: those that the change rule gives. */
  readonly late: boolean;
  /**
   * The first moment at which the due time then in force passed without a stop. Neither a change of terms nor a restart erases
   * it: a later decision may forgive a breach (then `late` is false), but not make it undone.
   */
  readonly breachedAt: Instant | null;
  /** From start to stop, or to now; the running ones add up to `elapsed`. */
  readonly segments: readonly Segment[];
};
