/** The plan to get there: milestones and tasks of both parties, and the gates that must be passed before the agreement starts. */
import type { Lifecycle } from "../basics/lifecycle.ts";
import { dayNumber, parseDate } from "../time/civil.ts";

export type MilestoneState = "open" | "accepted" | "blocked" | "done-claimed" | "verified" | "cancelled";
export type MilestoneMove = "set" | "accept" | "block" | "resume" | "claim-done" | "verify" | "send-back" | "cancel";

/** "author" is the party whose task it is. */
export const milestoneMoves: Lifecycle<MilestoneState, MilestoneMove> = {
  name: "milestone",
  initial: "open",
  moves: [
    {
      act: "set",
      from: ["open", "accepted", "blocked"],
      by: "other",
      to: "open",
      guard: "the other party's wish waits for whoever is to do it",
    },
    { act: "set", from: ["open", "accepted", "blocked"], by: "author", to: "accepted" },
    { act: "accept", from: ["open"], by: "author", to: "accepted" },
    { act: "block", from: ["accepted"], by: "author", to: "blocked", guard: "with the reason" },
    { act: "resume", from: ["blocked"], by: "author", to: "accepted" },
    {
      act: "claim-done",
      from: ["accepted"],
      by: "author",
      to: "done-claimed",
      guard: "with words of what was done; all that comes before is verified or cancelled",
    },
    { act: "verify", from: ["done-claimed"], by: "other", to: "verified" },
    { act: "send-back", from: ["done-claimed"], by: "other", to: "accepted", guard: "with the reason" },
    { act: "cancel", from: ["open", "accepted", "blocked"], by: "both", to: "cancelled", guard: "both have asked" },
  ],
};

export type Milestone = {
  readonly id: string;
  readonly title: string;
  /** Whose it is, and who there; null: nobody in particular. */
  readonly party: string;
  readonly person: string | null;
  /** A date of the agreement's zone. */
  readonly due: string;
  /** Ids of those that come before. */
  readonly after: readonly string[];
  /** Whether the agreement may only start when it is verified. */
  readonly gate: boolean;
  readonly state: MilestoneState;
  /** What was said at the last move: what was done, or why not. */
  readonly words: string;
  /** Sides that have asked to cancel it. */
  readonly cancelling: readonly string[];
};

export type Readiness = { readonly gates: number; readonly passed: number; readonly isReady: boolean };

/** Ready when every gate is verified; one that both cancelled is none. */
export function readiness(milestones: readonly Milestone[]): Readiness {
  const gates = milestones.filter(({ gate, state }) => gate && state !== "cancelled");
  const passed = gates.filter(({ state }) => state === "verified").length;
  return { gates: gates.length, passed, isReady: passed === gates.length };
}

/** Whole days past the due date; 0 on the day and before it, and for what is done or cancelled. */
export function daysOverdue({ due, state }: Pick<Milestone, "due" | "state">, today: string): number {
  if (state === "verified" || state === "cancelled" || state === "done-claimed") return 0;
  return Math.max(0, dayOfDate(today) - dayOfDate(due));
}

/** Days since 1970-01-01. @throws {RangeError} for what is no date */
export function dayOfDate(date: string): number {
  const read = parseDate(date);
  if (read === null) throw new RangeError(`${date} is no date`);
  return dayNumber(read);
}

/** Whether a milestone would come before itself. */
export function goesInCircle(
  milestones: readonly Pick<Milestone, "id" | "after">[],
  id: string,
  after: readonly string[],
): boolean {
  const before = new Map(milestones.map((found) => [found.id, found.after]));
  before.set(id, after);
  const reached = new Set<string>();
  const waiting = [...after];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === id) return true;
    if (reached.has(next)) continue;
    reached.add(next);
    waiting.push(...(before.get(next) ?? []));
  }
  return false;
}
