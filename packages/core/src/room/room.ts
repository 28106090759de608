/** A room's state: a pure fold over its journal. */
import type { Hash } from "../basics/hash.ts";
import { afterAct, type Negotiation } from "../negotiation/negotiation.ts";
import type { JournalBody, StatementIssued } from "./journal.ts";

export type RoomState = {
  /** Null before the room is added. */
  readonly root: Hash | null;
  readonly sources: readonly string[];
  /** Every statement, oldest first. */
  readonly statements: readonly StatementIssued[];
  /** Null where nothing is being negotiated. */
  readonly negotiation: Negotiation | null;
};

export const emptyRoom: RoomState = { root: null, sources: [], statements: [], negotiation: null };

export function afterEntry(state: RoomState, body: JournalBody): RoomState {
  switch (body.kind) {
    case "room-added":
      return { ...state, root: body.root };
    case "source-subscribed":
      return { ...state, sources: [...state.sources, body.source] };
    case "statement-issued":
      return { ...state, statements: [...state.statements, body] };
    default:
      return { ...state, negotiation: afterAct(state.negotiation, body) };
  }
}

/** The statement in force for a period: the last one issued. */
export function statementOf({ statements }: RoomState, period: string): StatementIssued | null {
  return statements.findLast((statement) => statement.period === period) ?? null;
}
