/** Asking one's own approver, and answering: what may be done now, and what that becomes in the party's own lane; or why not. */
import type { Access } from "../access/access.ts";
import { type Actor, permitted } from "../access/decide.ts";
import type { Id } from "../agreement/agreement.ts";
import type { Hash } from "../basics/hash.ts";
import { moved } from "../basics/lifecycle.ts";
import { isTooLong } from "../conversation/words.ts";
import type { Negotiation } from "../negotiation/negotiation.ts";
import {
  type ApprovableAct,
  type Approval,
  type ApprovalAct,
  type ApprovalMove,
  approvalStanding,
  approvals,
  subjectOf,
} from "./approval.ts";

export type ApprovalCommand =
  | {
      readonly kind: "ask-approval";
      readonly id: string;
      readonly approver: string;
      readonly act: ApprovableAct;
      readonly words: string;
    }
  /** The hash is of the act that was on the screen. */
  | { readonly kind: "give-approval"; readonly approval: string; readonly subject: Hash; readonly words: string }
  | { readonly kind: "refuse-approval"; readonly approval: string; readonly reason: string }
  | { readonly kind: "withdraw-approval"; readonly approval: string };

/** Every kind of command, so that the lane knows where each is decided. */
export const approvalCommands: Readonly<Record<ApprovalCommand["kind"], true>> = {
  "ask-approval": true,
  "give-approval": true,
  "refuse-approval": true,
  "withdraw-approval": true,
};

export type ApprovalRefusal =
  | "person-needed"
  | "not-your-role"
  | "not-an-approver"
  | "own-approval"
  | "already-asked"
  | "already-said"
  | "no-such-approval"
  | "changed-meanwhile"
  | "refusal-reason-missing"
  | "message-too-long"
  | "not-from-here"
  | "not-yours";

export type ApprovalDecided = { readonly acts: readonly ApprovalAct[] } | { readonly refused: ApprovalRefusal };
const refused = (because: ApprovalRefusal): ApprovalDecided => ({ refused: because });

/** What asking and answering look at beside themselves. */
export type AroundApproval = {
  readonly access: Access;
  readonly negotiation: Negotiation | null;
  /** What the act that is asked about would come to: the caller has asked whether it can be done at all. */
  readonly comesTo: { readonly point: Id; readonly meaning: Hash } | null;
};

export function decideApproval(
  state: readonly Approval[],
  around: AroundApproval,
  command: ApprovalCommand,
  by: Actor,
): ApprovalDecided {
  if (by.person === null) return refused("person-needed");
  switch (command.kind) {
    case "ask-approval":
      return asked(state, around, command, { ...by, person: by.person });
    case "give-approval": {
      const found = state.find(({ id }) => id === command.approval);
      if (found !== undefined && found.subject !== command.subject) return refused("changed-meanwhile");
      if (isTooLong(command.words)) return refused("message-too-long");
      const { approval: id, subject, words } = command;
      return answered(found, around, "give", by, { kind: "approval-given", id, subject, words });
    }
    case "refuse-approval": {
      const { approval: id, reason } = command;
      if (reason.trim() === "") return refused("refusal-reason-missing");
      if (isTooLong(reason)) return refused("message-too-long");
      const found = state.find((one) => one.id === id);
      return answered(found, around, "refuse", by, { kind: "approval-refused", id, reason });
    }
    case "withdraw-approval": {
      const found = state.find(({ id }) => id === command.approval);
      return answered(found, around, "withdraw", by, { kind: "approval-withdrawn", id: command.approval });
    }
  }
}

/** Nobody approves what they ask for themselves, and nobody is asked twice for the same while the first question waits. */
function asked(
  state: readonly Approval[],
  { access, comesTo }: AroundApproval,
  { id, approver, act, words }: Extract<ApprovalCommand, { readonly kind: "ask-approval" }>,
  by: Actor & { readonly person: string },
): ApprovalDecided {
  if (!permitted(access, by, "negotiate") || comesTo === null) return refused("not-your-role");
  if (approver === by.person) return refused("own-approval");
  if (!permitted(access, { party: by.party, person: approver }, "approve")) return refused("not-an-approver");
  if (isTooLong(words)) return refused("message-too-long");
  const subject = subjectOf(act);
  const { point, meaning } = comesTo;
  const isWaiting = (found: Approval): boolean =>
    found.state === "asked" && found.approver === approver && found.meaning === meaning && isSameKind(found.act, act);
  if (state.some((found) => found.id === id || isWaiting(found))) return refused("already-asked");
  const { person: asker, now: asked_at } = by;
  return { acts: [{ kind: "approval-asked", id, asker, approver, point, act, subject, meaning, words, asked_at }] };
}

/** The act that was approved, to be given to the other side exactly as it was approved and once; or why it cannot be. */
export function approvedAct(
  state: readonly Approval[],
  id: string,
  negotiation: Negotiation | null,
  party: string,
): { readonly act: ApprovableAct } | { readonly refused: ApprovalRefusal } {
  const found = state.find((approval) => approval.id === id);
  if (found === undefined) return { refused: "no-such-approval" };
  if (found.state !== "given") return { refused: "not-from-here" };
  const standing = approvalStanding(found, negotiation, party);
  if (standing === "done") return { refused: "already-said" };
  return standing === "can-be-given" ? { act: found.act } : { refused: "changed-meanwhile" };
}

/** Two acts that come to the same meaning differ in what they are, and answers in what they say of it. */
function isSameKind(one: ApprovableAct, other: ApprovableAct): boolean {
  const said = (act: ApprovableAct): string => (act.kind === "answer-point" ? act.satisfaction : "");
  return one.kind === other.kind && said(one) === said(other);
}

function answered(
  found: Approval | undefined,
  { access, negotiation }: AroundApproval,
  move: ApprovalMove,
  by: Actor,
  act: ApprovalAct,
): ApprovalDecided {
  if (found === undefined) return refused("no-such-approval");
  const who = by.person === found.asker ? "author" : by.person === found.approver ? "other" : null;
  if (who === null) return refused("not-yours");
  const to = moved(approvals, found.state, move, who);
  if ("refused" in to) return refused(to.refused);
  if (who === "other" && !permitted(access, by, "approve")) return refused("not-your-role");
  if (move === "give" && approvalStanding(found, negotiation, by.party) !== "can-be-given")
    return refused("changed-meanwhile");
  return { acts: [act] };
}
