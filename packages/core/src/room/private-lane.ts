/**
 * A party's own lane in a room: what only its people see. It has the form of a journal of its own, with a chain of its own, and
 * never shares a table with what both sides see. Nothing crosses but what a person of the party declares in the shared journal.
 */
import { type Access, participant } from "../access/access.ts";
import { permitted } from "../access/decide.ts";
import type { BackgroundItem } from "../preparation/background.ts";

/** What has been said and done among a party's own people. */
export type OwnRemark = {
  readonly kind: "own-remark-made";
  readonly id: string;
  readonly person: string | null;
  /** A point's id, or "room". */
  readonly thread: string;
  readonly text: string;
  readonly mentions: readonly string[];
};
export type PrivateBody =
  | OwnRemark
  /** The same id again: it is said in other words. */
  | ({ readonly kind: "own-background-noted"; readonly person: string | null } & BackgroundItem)
  | { readonly kind: "own-background-removed"; readonly person: string | null; readonly id: string };

export type PrivateCommand =
  | {
      readonly kind: "make-own-remark";
      readonly id: string;
      readonly thread: string;
      readonly text: string;
      readonly mentions: readonly string[];
    }
  | ({ readonly kind: "note-background" } & BackgroundItem)
  | { readonly kind: "remove-background"; readonly id: string };

export type PrivateState = { readonly remarks: readonly OwnRemark[]; readonly background: readonly BackgroundItem[] };
export const emptyLane: PrivateState = { remarks: [], background: [] };

export type PrivateRefusal = "not-your-role" | "reason-missing" | "no-such-item";
export type PrivatelyDecided = { readonly entries: readonly PrivateBody[] } | { readonly refused: PrivateRefusal };

/** The most that one remark may hold, in characters. */
const longestRemark = 20_000;

export function afterPrivateEntry(state: PrivateState, body: PrivateBody): PrivateState {
  switch (body.kind) {
    case "own-remark-made":
      return { ...state, remarks: [...state.remarks, body] };
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

/** @param access who is in the room, from the shared journal */
export function decidePrivately(
  state: PrivateState,
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
    case "note-background": {
      if (!permitted(access, by, "prepare")) return { refused: "not-your-role" };
      const { kind: _, ...item } = command;
      if (item.text.trim() === "" || item.text.length > longestRemark) return { refused: "reason-missing" };
      return { entries: [{ kind: "own-background-noted", person: by.person, ...item }] };
    }
    case "remove-background": {
      if (!permitted(access, by, "prepare")) return { refused: "not-your-role" };
      if (!state.background.some(({ id }) => id === command.id)) return { refused: "no-such-item" };
      return { entries: [{ kind: "own-background-removed", person: by.person, id: command.id }] };
    }
  }
}
