/** A room's state: a pure fold over its journal. */
import { type Access, accessActs, afterAccess, nobody } from "../access/access.ts";
import type { RoomParty, Side } from "../access/party.ts";
import type { Hash } from "../basics/hash.ts";
import { isKindOf } from "../basics/kind.ts";
import { afterMessage, type Conversation, silence } from "../conversation/shared-thread.ts";
import { afterAct, type Negotiation } from "../negotiation/negotiation.ts";
import { afterSigning, type Signing, signingActs } from "../negotiation/signing.ts";
import { afterPreparing, type Preparation, preparationActs, unprepared } from "../preparation/preparation.ts";
import type { JournalBody, RoomAdded, StatementIssued } from "./journal.ts";
import type { SignedVersion } from "./version.ts";

export type RoomState = {
  /** Its id; null before the room is added. */
  readonly room: string | null;
  /** Of the text that the room was added with, or of the last transcription of it; null before the room is added. */
  readonly root: Hash | null;
  readonly sources: readonly string[];
  /** Every statement, oldest first. */
  readonly statements: readonly StatementIssued[];
  /** Its parties and their people. */
  readonly access: Access;
  /** What comes before the text, and the plan to get there. */
  readonly preparation: Preparation;
  /** What both sides have written to each other. */
  readonly conversation: Conversation;
  /** Null where nothing is being negotiated. */
  readonly negotiation: Negotiation | null;
  /** What everybody has signed, oldest first. */
  readonly versions: readonly SignedVersion[];
  /** Null before anybody has opened the signing. */
  readonly signing: Signing | null;
};

export const emptyRoom: RoomState = {
  room: null,
  root: null,
  sources: [],
  statements: [],
  access: nobody,
  preparation: unprepared,
  conversation: silence,
  negotiation: null,
  versions: [],
  signing: null,
};

export function afterEntry(state: RoomState, body: JournalBody): RoomState {
  if (isKindOf(accessActs, body)) return { ...state, access: afterAccess(state.access, body) };
  if (isKindOf(preparationActs, body)) {
    const root = body.kind === "transcription-changed" ? body.root : state.root;
    return { ...state, root, preparation: afterPreparing(state.preparation, body) };
  }
  if (isKindOf(signingActs, body)) {
    const signed = body.kind === "agreement-signed" ? versionOf(state) : null;
    const after = { ...state, signing: afterSigning(state.signing, body) };
    return signed === null ? after : { ...after, versions: [...state.versions, signed] };
  }
  switch (body.kind) {
    case "room-added":
      return { ...state, room: body.room, root: body.root, access: { ...nobody, parties: sidesOf(body) } };
    case "source-subscribed":
      return { ...state, sources: [...state.sources, body.source] };
    case "statement-issued":
      return { ...state, statements: [...state.statements, body] };
    case "thread-message":
      return { ...state, conversation: afterMessage(state.conversation, body) };
    default:
      return { ...state, negotiation: afterAct(state.negotiation, body) };
  }
}

/** The draft as a version, with the terms that were signed. */
function versionOf({ negotiation, signing }: RoomState): SignedVersion | null {
  if (negotiation === null || signing === null) return null;
  const { version, root, effective_from: effectiveFrom, frozen } = signing.terms;
  return { version, root, agreement: negotiation.draft, effectiveFrom, frozen };
}

function sidesOf({ provider, customer, provider_name, customer_name }: RoomAdded): readonly RoomParty[] {
  const side = (key: string, which: Side, name: string): RoomParty => ({
    key,
    side: which,
    name,
    broughtBy: null,
    kind: null,
    points: [],
    publicBody: false,
  });
  return [side(provider, "provider", provider_name), side(customer, "customer", customer_name)];
}

/** The statement in force for a period: the last one issued. */
export function statementOf({ statements }: RoomState, period: string): StatementIssued | null {
  return statements.findLast((statement) => statement.period === period) ?? null;
}
