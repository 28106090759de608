/**
 * A result: what evaluation gives for a period. Promised, delivered, verdict, what is owed, and why. A pure function of the
 * agreement's version, the facts, the tables and the semantics; its hash is the same in terminal, server and browser.
 */
import type { Hash } from "../basics/hash.ts";
import type { Money } from "../basics/money.ts";
import type { Instant } from "../basics/quantity.ts";
import type { Ratio } from "../basics/ratio.ts";
import type { ObjectiveOutcome } from "../evaluation/outcome.ts";
import type { LegalKind } from "../plan/plan.ts";
import type { Period } from "../time/period.ts";

/** Rises only when the same inputs may give other figures; older ones stay computable. */
export const semantics = 1;

export type Result = {
  readonly semantics: typeof semantics;
  readonly period: Period;
  /** The moment it was judged at, while an open case or a running period still depends on it; null once nothing does. */
  readonly judgedAt: Instant | null;
  readonly objectives: readonly ObjectiveResult[];
  /** What is owed in all, by currency, in order of currency. */
  readonly totals: readonly Money[];
  readonly inputs: { readonly agreement: Hash; readonly facts: Hash; readonly tables: Hash };
  readonly hash: Hash;
};

/** An outcome with the money it moves: the fee that was charged and what the miss entitles to. */
export type ObjectiveResult = ObjectiveOutcome & {
  readonly fee: Money | null;
  readonly remedies: readonly RemedyResult[];
};

export type RemedyResult = {
  readonly point: string;
  readonly kind: "percent-tiers" | "action";
  readonly legalKind: LegalKind;
  /** The share after caps; null when the published table is silent. */
  readonly percent: Ratio | null;
  /** The share applied to the base, rounded once; null when the base is not known. */
  readonly amount: Money | null;
  readonly base: Money | null;
  /** Index of the step that decided, from 0. */
  readonly tier: number | null;
  readonly capped: boolean;
  /** The promise was missed and no step of the table covers the figure. */
  readonly tableSilent: boolean;
};
