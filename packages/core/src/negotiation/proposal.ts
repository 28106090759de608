/** A proposal: one side asks for a point to read otherwise, to be added or to be taken away. Accepting it is the other side's alone, and applies exactly what was proposed. */
import type { Id } from "../agreement/agreement.ts";
import type { Json } from "../basics/canonical-json.ts";
import type { Hash } from "../basics/hash.ts";
import type { Lifecycle } from "../basics/lifecycle.ts";

export type ProposalState = "sent" | "accepted" | "countered" | "declined" | "withdrawn" | "superseded" | "lapsed";
export type ProposalAct = "accept" | "counter" | "decline" | "withdraw" | "supersede" | "lapse";

export const proposals: Lifecycle<ProposalState, ProposalAct> = {
  name: "proposal",
  initial: "sent",
  moves: [
    {
      act: "accept",
      from: ["sent"],
      by: "other",
      to: "accepted",
      guard: "on the hash that was shown; the point is still the one it was made for",
    },
    { act: "counter", from: ["sent"], by: "other", to: "countered", guard: "links to the new proposal" },
    { act: "decline", from: ["sent"], by: "other", to: "declined", guard: "with a reason" },
    { act: "withdraw", from: ["sent"], by: "author", to: "withdrawn" },
    {
      act: "supersede",
      from: ["sent"],
      by: "author",
      to: "superseded",
      guard: "by a newer one of the same side on the same point",
    },
    {
      act: "lapse",
      from: ["sent"],
      by: "system",
      to: "lapsed",
      guard: "the reply time of the ground rules is over, or the point was replaced",
    },
  ],
};

export type ProposedChange = "replace" | "add" | "remove";

export type Proposal = {
  /** Number of the journal entry that made it. */
  readonly id: string;
  readonly party: string;
  readonly change: ProposedChange;
  readonly point: Id;
  /** The section that a point is added to; null for a point that has its place. */
  readonly section: string | null;
  /** The point's meaning when the proposal was made: what it would replace or take away; null for a point that is added. */
  readonly replaces: Hash | null;
  /** The point as proposed; null where it is taken away. */
  readonly body: Json;
  /** What is accepted: the point's meaning as proposed, or of the point that is taken away. */
  readonly meaning: Hash;
  readonly because: string;
  readonly state: ProposalState;
  /** Reason of a decline, or the proposal that countered it. */
  readonly answer: string | null;
};
