/**
 * Approval inside a party: before an answer or a proposal is given to the other side, one of the party's own approvers may be asked
 * to say yes to exactly that act. It stands in the party's own lane; the other side sees the act once it is given, and nothing before.
 */
import type { Id } from "../agreement/agreement.ts";
import type { Json } from "../basics/canonical-json.ts";
import { type Hash, hashJson } from "../basics/hash.ts";
import type { Lifecycle } from "../basics/lifecycle.ts";
import type { NegotiationCommand } from "../negotiation/decide.ts";
import { meaningsOf, type Negotiation } from "../negotiation/negotiation.ts";

export type ApprovalState = "asked" | "given" | "refused" | "withdrawn";
export type ApprovalMove = "give" | "refuse" | "withdraw";

export const approvals: Lifecycle<ApprovalState, ApprovalMove> = {
  name: "approval",
  initial: "asked",
  moves: [
    {
      act: "give",
      from: ["asked"],
      by: "other",
      to: "given",
      guard: "by the approver who was asked, on the hash that was shown, while it can still be done",
    },
    {
      act: "refuse",
      from: ["asked"],
      by: "other",
      to: "refused",
      guard: "by the approver who was asked, with a reason",
    },
    { act: "withdraw", from: ["asked"], by: "author", to: "withdrawn" },
  ],
};

/** What may be approved: an act of the negotiation, as it would be given. */
export type ApprovableAct = Extract<
  NegotiationCommand,
  { readonly kind: "answer-point" | "propose" | "accept-proposal" }
>;

export type Approval = {
  readonly id: string;
  readonly asker: string;
  readonly approver: string;
  readonly point: Id;
  readonly act: ApprovableAct;
  /** SHA-256 of the act: what the approver says yes to. */
  readonly subject: Hash;
  /** The meaning that the act says yes to, or proposes. */
  readonly meaning: Hash;
  /** What the asker says beside it. */
  readonly words: string;
  readonly asked_at: string;
  readonly state: ApprovalState;
  /** What the approver said; never empty for a refusal. */
  readonly answer: string;
};

/** What has been done, as the party's own lane says it. */
export type ApprovalAct =
  | ({ readonly kind: "approval-asked" } & Omit<Approval, "state" | "answer">)
  | { readonly kind: "approval-given"; readonly id: string; readonly subject: Hash; readonly words: string }
  | { readonly kind: "approval-refused"; readonly id: string; readonly reason: string }
  | { readonly kind: "approval-withdrawn"; readonly id: string };

/** Every kind of act, so that a fold knows its own. */
export const approvalActs: Readonly<Record<ApprovalAct["kind"], true>> = {
  "approval-asked": true,
  "approval-given": true,
  "approval-refused": true,
  "approval-withdrawn": true,
};

export function afterApproval(state: readonly Approval[], act: ApprovalAct): readonly Approval[] {
  switch (act.kind) {
    case "approval-asked": {
      const { kind: _, ...asked } = act;
      return [...state, { ...asked, state: "asked", answer: "" }];
    }
    case "approval-given":
      return withApproval(state, act.id, { state: "given", answer: act.words });
    case "approval-refused":
      return withApproval(state, act.id, { state: "refused", answer: act.reason });
    case "approval-withdrawn":
      return withApproval(state, act.id, { state: "withdrawn" });
  }
}

function withApproval(state: readonly Approval[], id: string, change: Partial<Approval>): readonly Approval[] {
  return state.map((found) => (found.id === id ? { ...found, ...change } : found));
}

export function subjectOf(act: ApprovableAct): Hash {
  return hashJson(act as unknown as Json);
}

/**
 * How the act that was asked about stands now: it can be given, it has been given, or the cause for which it no longer can be.
 * A changed point makes the approvals of that point stale, and of no other.
 */
export type ApprovalStanding = "can-be-given" | "done" | "point-changed" | "proposal-closed" | "negotiation-closed";

export function approvalStanding(
  { act, point, meaning }: Approval,
  negotiation: Negotiation | null,
  party: string,
): ApprovalStanding {
  if (negotiation === null) return "negotiation-closed";
  if (isDone(act, meaning, negotiation, party)) return "done";
  if (negotiation.stage !== "negotiating") return "negotiation-closed";
  const now = meaningsOf(negotiation.draft).get(point);
  switch (act.kind) {
    case "answer-point":
      return now === act.meaning ? "can-be-given" : "point-changed";
    case "propose":
      return now === act.replaces ? "can-be-given" : "point-changed";
    case "accept-proposal": {
      const proposal = negotiation.proposals.find(({ id }) => id === act.proposal);
      if (proposal?.state !== "sent") return "proposal-closed";
      return (now ?? null) === proposal.replaces ? "can-be-given" : "point-changed";
    }
  }
}

function isDone(act: ApprovableAct, meaning: Hash, negotiation: Negotiation, party: string): boolean {
  switch (act.kind) {
    case "answer-point":
      return negotiation.answers.some(
        (answer) =>
          answer.party === party &&
          answer.point === act.point &&
          answer.meaning === meaning &&
          answer.satisfaction === act.satisfaction,
      );
    case "propose":
      return negotiation.proposals.some(
        (proposal) =>
          proposal.party === party &&
          proposal.point === act.point &&
          proposal.replaces === act.replaces &&
          proposal.meaning === meaning,
      );
    case "accept-proposal":
      return negotiation.proposals.some(({ id, state }) => id === act.proposal && state === "accepted");
  }
}
