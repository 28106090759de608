/**
 * A party's own lane in a room: what only its people see. It has the form of a journal of its own, with a chain of its own, and
 * never shares a table with what both sides see. Nothing crosses but what a person of the party declares in the shared journal.
 */
import { type Access, participant } from "../access/access.ts";

/** What has been said and done among a party's own people. */
export type PrivateBody = {
  readonly kind: "own-remark-made";
  readonly id: string;
  readonly person: string | null;
  /** A point's id, or "room". */
  readonly thread: string;
  readonly text: string;
  readonly mentions: readonly string[];
};

export type PrivateCommand = {
  readonly kind: "make-own-remark";
  readonly id: string;
  readonly thread: string;
  readonly text: string;
  readonly mentions: readonly string[];
};

export type PrivateState = { readonly remarks: readonly PrivateBody[] };
export const emptyLane: PrivateState = { remarks: [] };

export type PrivateRefusal = "not-your-role" | "reason-missing";
export type PrivatelyDecided = { readonly entries: readonly PrivateBody[] } | { readonly refused: PrivateRefusal };

/** The most that one remark may hold, in characters. */
const longestRemark = 20_000;

export function afterPrivateEntry(state: PrivateState, body: PrivateBody): PrivateState {
  switch (body.kind) {
    case "own-remark-made":
      return { ...state, remarks: [...state.remarks, body] };
  }
}

/** @param access who is in the room, from the shared journal */
export function decidePrivately(
  _state: PrivateState,
  access: Access,
  command: PrivateCommand,
  by: { readonly party: string; readonly person: string | null },
): PrivatelyDecided {
  const isOpen = access.people.length === 0 && by.person === null;
  if (!isOpen && participant(access, by.person)?.party !== by.party) return { refused: "not-your-role" };
  switch (command.kind) {
    case "make-own-remark": {
      const { id, thread, text, mentions } = command;
      if (text.trim() === "" || text.length > longestRemark) return { refused: "reason-missing" };
      return { entries: [{ kind: "own-remark-made", id, person: by.person, thread, text, mentions }] };
    }
  }
}
