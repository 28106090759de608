/**
 * Day blocks: the facts in effect of one source, subject and series on one UTC day, in the one form that is hashed. Whoever
 * folds the same facts, in any order and however often they arrived, gets the same block; a result's hash names the blocks it read.
 */
import type { Hash } from "../basics/hash.ts";

/** Which facts a block holds: told facts by kind, samples and counters by kind and slot length. */
export type Series = "outage" | "sample" | "counter" | "quantity" | "ticket" | "delivery" | "notice" | "charge" | "volume" | "score" | "configuration" | "attestation";

/** `day` is the number of days since 1970-01-01 UTC. `body` is canonical JSON text. */
export type DayBlock = { readonly source: string; readonly subject: string; readonly series: Series; readonly day: number; readonly body: string; readonly hash: Hash };
