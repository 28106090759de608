/** Answers to points: satisfied, can live with it, or not satisfied with a reason; always to a meaning hash, so that a changed point is asked anew. */
import type { Id } from "../agreement/agreement.ts";
import type { Hash } from "../basics/hash.ts";

export type Satisfaction = "satisfied" | "can-live-with-it" | "not-satisfied";

export type Answer = {
  readonly party: string;
  readonly point: Id;
  readonly meaning: Hash;
  readonly satisfaction: Satisfaction /** Never empty for "not satisfied". */;
  readonly reason: string;
};

/** A point put off to a date; it does not hold up the lock once both sides have said so. */
export type SetAside = { readonly point: Id; readonly until: string; readonly parties: readonly string[] };

export type PointState = "open" | "under-discussion" | "agreed" | "set-aside";

/** Answers to what the point says now; those to an earlier meaning are stale and count for nothing. */
export function standing(answers: readonly Answer[], point: Id, meaning: Hash): readonly Answer[] {
  return answers.filter((answer) => answer.point === point && answer.meaning === meaning);
}

/** Agreed when every party has said yes to the same meaning. */
export function pointState(
  answers: readonly Answer[],
  setAside: readonly SetAside[],
  point: Id,
  meaning: Hash,
  parties: readonly string[],
): PointState {
  const now = standing(answers, point, meaning);
  if (parties.every((party) => now.some((answer) => answer.party === party && answer.satisfaction !== "not-satisfied")))
    return "agreed";
  const aside = setAside.find((found) => found.point === point);
  if (aside && parties.every((party) => aside.parties.includes(party))) return "set-aside";
  return now.some(({ satisfaction }) => satisfaction === "not-satisfied") ? "under-discussion" : "open";
}
