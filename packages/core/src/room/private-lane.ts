/**
 * A party's own lane in a room: what only its people see. It has the form of a journal of its own, with a chain of its own, and
 * never shares a table with what both sides see. Nothing crosses but what a person of the party declares in the shared journal.
 */
import { participant } from "../access/access.ts";
import { permitted } from "../access/decide.ts";
import {
  type ApprovableAct,
  type Approval,
  type ApprovalAct,
  afterApproval,
  approvalActs,
} from "../approval/approval.ts";
import {
  type ApprovalCommand,
  type ApprovalRefusal,
  type AroundApproval,
  approvalCommands,
  decideApproval,
} from "../approval/decide.ts";
import { isKindOf } from "../basics/kind.ts";
import {
  decideInternally,
  type InternalCommand,
  type InternalMessage,
  type InternalRefusal,
} from "../conversation/internal-thread.ts";
import { meaningsOf } from "../negotiation/negotiation.ts";
import type { BackgroundItem } from "../preparation/background.ts";
import { type Commander, type Decided, decide } from "./decide.ts";
import type { JournalBody } from "./journal.ts";
import type { RoomState } from "./room.ts";

/** What has been said and done among a party's own people. */
export type PrivateBody =
  | InternalMessage
  | ApprovalAct
  /** The same id again: it is said in other words. */
  | ({ readonly kind: "own-background-noted"; readonly person: string | null } & BackgroundItem)
  | { readonly kind: "own-background-removed"; readonly person: string | null; readonly id: string };

export type PrivateCommand =
  | InternalCommand
  | ApprovalCommand
  | ({ readonly kind: "note-background" } & BackgroundItem)
  | { readonly kind: "remove-background"; readonly id: string };

export type PrivateState = {
  readonly messages: readonly InternalMessage[];
  readonly approvals: readonly Approval[];
  readonly background: readonly BackgroundItem[];
};
export const emptyLane: PrivateState = { messages: [], approvals: [], background: [] };

export type PrivateRefusal =
  | "not-your-role"
  | "reason-missing"
  | "no-such-item"
  | "no-draft"
  | InternalRefusal
  | ApprovalRefusal;
export type PrivatelyDecided =
  | { readonly entries: readonly PrivateBody[] }
  | { readonly refused: PrivateRefusal }
  /** What is asked about could not be given now. */
  | Extract<Decided, { readonly refused: unknown }>;

/** The most that one item of background may hold, in characters. */
const longestItem = 20_000;

export function afterPrivateEntry(state: PrivateState, body: PrivateBody): PrivateState {
  if (isKindOf(approvalActs, body)) return { ...state, approvals: afterApproval(state.approvals, body) };
  switch (body.kind) {
    case "internal-message":
      return { ...state, messages: [...state.messages, body] };
    case "own-background-noted": {
      const { kind: _, person: __, ...item } = body;
      const isKnown = state.background.some(({ id }) => id === item.id);
      return {
        ...state,
        background: isKnown
          ? state.background.map((found) => (found.id === item.id ? item : found))
          : [...state.background, item],
      };
    }
    case "own-background-removed":
      return { ...state, background: state.background.filter(({ id }) => id !== body.id) };
  }
}

/** @param room what both sides see; nothing of the lane goes there */
export function decidePrivately(
  state: PrivateState,
  room: RoomState,
  command: PrivateCommand,
  by: Commander,
): PrivatelyDecided {
  const { access, negotiation } = room;
  const isOpen = access.people.length === 0 && by.person === null;
  if (!isOpen && participant(access, by.person)?.party !== by.party) return { refused: "not-your-role" };
  if (isKindOf(approvalCommands, command)) return decidedApproval(state, room, command, by);
  switch (command.kind) {
    case "write-internally": {
      if (negotiation === null) return { refused: "no-draft" };
      const around = { access, points: meaningsOf(negotiation.draft) };
      const decided = decideInternally(state.messages, around, command, by);
      return "refused" in decided ? decided : { entries: decided.acts };
    }
    case "note-background": {
      if (!permitted(access, by, "prepare")) return { refused: "not-your-role" };
      const { kind: _, ...item } = command;
      if (item.text.trim() === "" || item.text.length > longestItem) return { refused: "reason-missing" };
      return { entries: [{ kind: "own-background-noted", person: by.person, ...item }] };
    }
    case "remove-background": {
      if (!permitted(access, by, "prepare")) return { refused: "not-your-role" };
      if (!state.background.some(({ id }) => id === command.id)) return { refused: "no-such-item" };
      return { entries: [{ kind: "own-background-removed", person: by.person, id: command.id }] };
    }
  }
}

/** What cannot be done is not asked about: the act is decided as if it were given, and nothing of it is kept. */
function decidedApproval(
  state: PrivateState,
  room: RoomState,
  command: ApprovalCommand,
  by: Commander,
): PrivatelyDecided {
  let comesTo: AroundApproval["comesTo"] = null;
  if (command.kind === "ask-approval") {
    const would = decide(room, command.act, by);
    if ("refused" in would) return would;
    comesTo = comingTo(command.act, would.entries, room.negotiation);
  }
  const { access, negotiation } = room;
  const decided = decideApproval(state.approvals, { access, negotiation, comesTo }, command, by);
  return "refused" in decided ? decided : { entries: decided.acts };
}

/** The point that an act is about, and the meaning that it says yes to or proposes. */
function comingTo(
  act: ApprovableAct,
  entries: readonly JournalBody[],
  negotiation: RoomState["negotiation"],
): AroundApproval["comesTo"] {
  if (act.kind === "accept-proposal") {
    const proposal = negotiation?.proposals.find(({ id }) => id === act.proposal);
    return proposal ? { point: proposal.point, meaning: proposal.meaning } : null;
  }
  for (const entry of entries)
    if (entry.kind === "point-answered" || (entry.kind === "proposal-sent" && act.kind === "propose"))
      return { point: entry.point, meaning: entry.meaning };
  return null;
}
