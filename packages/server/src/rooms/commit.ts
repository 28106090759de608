/** The one way to write a room: lock its head, load its state, let the core decide, append the entries and project them, in one transaction. */
import {
  type ApprovableAct,
  type Author,
  afterEntry,
  afterPrivateEntry,
  approvedAct,
  type Command,
  type Commander,
  decide,
  decidePrivately,
  emptyLane,
  emptyRoom,
  type Hash,
  instant,
  instantText,
  type JournalBody,
  type PrivateBody,
  type PrivateCommand,
  type PrivateState,
  partyOf,
  type RoomState,
} from "@overens/core";
import type pg from "pg";
import { Refusal } from "../refusal.ts";
import { holds, todayIn } from "./agreements.ts";
import { foldRules } from "./fold-rules.ts";
import * as store from "./store.ts";

export type Committed = {
  readonly sequence: number;
  readonly head: Hash;
  readonly at: Date;
  readonly entries: readonly JournalBody[];
  readonly state: RoomState;
};

/** A state with its head, and how far the fold that the database keeps of it had come. */
type Known = { readonly head: Hash; readonly sequence: number; readonly state: RoomState; readonly kept: number };
/** States by room and head: a room's state is a pure fold, so the same head is the same state. */
const states = new Map<string, Known>();
/** How many rooms' states are kept; the longest unused goes first. */
const mostStates = 10_000;
/** A room that has grown by so many entries is kept folded, so that it opens as quickly after a restart. */
const entriesAFold = 500;

/** @param client inside a transaction whose context reaches the room */
export async function commit(
  client: pg.PoolClient,
  room: string,
  command: Command,
  author: Author,
  shown: Hash | null = null,
): Promise<Committed> {
  const head = await store.lockedHead(client, room);
  if (!head) throw new Refusal("not-found");
  const before = await stateAt(client, room, head);
  const at = new Date();
  const decided = decide(before, command, commander(author, before, at));
  if ("refused" in decided) throw new Refusal(decided.refused);
  const after = await store.appendEntries(client, room, head, decided.entries, author, shown, at);
  const state = decided.entries.reduce(afterEntry, before);
  for (const body of decided.entries) await project(client, room, body, state, at);
  return { ...after, at, entries: decided.entries, state };
}

function commander({ party, person }: Author, { negotiation }: RoomState, at: Date): Commander {
  const now = instantText(instant(at.getTime()));
  return { party, person, now, today: todayIn(negotiation?.draft.zone, at), checked: holds };
}

/** Brings the read tables up to an entry. */
async function project(
  client: pg.PoolClient,
  room: string,
  body: JournalBody,
  state: RoomState,
  at: Date,
): Promise<void> {
  switch (body.kind) {
    case "source-subscribed":
      return store.insertSubscription(client, room, body.source);
    case "person-joined": {
      const side = partyOf(state.access, body.party)?.side ?? "third-party";
      return store.insertParticipation(client, { person_id: body.person, room_id: room, party: body.party, side }, at);
    }
    case "invitation-sent":
      return store.insertLink(client, room, body.token, body.party);
    case "person-left":
      return store.endParticipation(client, body.person, room);
    case "milestone-set":
      return store.insertPlanned(client, room, body.by);
    case "third-party-added":
      return store.addOther(client, room, body.party);
    default:
      return;
  }
}

/** What was committed is the room's state, once its transaction has ended well: the next act need not read the entries again. */
export function remember(room: string, { sequence, head, state }: Committed): void {
  const known = states.get(room);
  if (known !== undefined && known.sequence >= sequence) return;
  states.set(room, { head, sequence, state, kept: known?.kept ?? 0 });
}

/** The one way to write a party's own lane: as commit, on its own head and chain. */
export async function commitPrivately(
  client: pg.PoolClient,
  room: string,
  command: PrivateCommand,
  author: Author,
): Promise<PrivateState> {
  const shared = await store.roomById(client, room);
  if (!shared) throw new Refusal("not-found");
  const state = await stateAt(client, room, { sequence: shared.last_sequence, head: shared.head });
  const head = await store.lockedLane(client, room, author.party);
  const before = await laneOf(client, room, author.party);
  const at = new Date();
  const decided = decidePrivately(before, state, command, commander(author, state, at));
  if ("refused" in decided) throw new Refusal(decided.refused);
  await store.appendPrivately(client, room, head, decided.entries, author, at);
  return decided.entries.reduce(afterPrivateEntry, before);
}

/** Gives the other side what an approver has approved, exactly as it was approved. The lane is locked first, so that it is given once. */
export async function commitApproved(
  client: pg.PoolClient,
  room: string,
  approval: string,
  author: Author,
): Promise<Committed> {
  await store.lockedLane(client, room, author.party);
  const shared = await store.roomById(client, room);
  if (!shared) throw new Refusal("not-found");
  const { negotiation } = await stateAt(client, room, { sequence: shared.last_sequence, head: shared.head });
  const { approvals } = await laneOf(client, room, author.party);
  const approved = approvedAct(approvals, approval, negotiation, author.party);
  if ("refused" in approved) throw new Refusal(approved.refused);
  return commit(client, room, approved.act, author, shownBy(approved.act));
}

/** What was on the screen of whoever approved an act. */
function shownBy(act: ApprovableAct): Hash {
  return act.kind === "propose" ? act.replaces : act.meaning;
}

/** What a party's own lane comes to. */
export async function laneOf(client: pg.PoolClient, room: string, party: string): Promise<PrivateState> {
  const rows = await store.privateEntries(client, room, party);
  return rows.reduce(
    (state, { body }) => (body === null ? state : afterPrivateEntry(state, JSON.parse(body) as PrivateBody)),
    emptyLane,
  );
}

/** The state of a room at its head: what is known, here or in the database, and the entries since. */
export async function stateAt(
  client: pg.PoolClient,
  room: string,
  { sequence, head }: { readonly sequence: number; readonly head: Hash },
): Promise<RoomState> {
  const known = states.get(room);
  const isDue = sequence - (known?.kept ?? 0) >= entriesAFold;
  if (known?.head === head && !isDue) return known.state;
  const from =
    known !== undefined && (known.sequence < sequence || known.head === head)
      ? known
      : sequence < entriesAFold
        ? null
        : await keptFolded(client, room);
  const bodies = from?.head === head ? [] : await store.bodiesAfter(client, room, from?.sequence ?? 0);
  const state = bodies.reduce(
    (folded, body) => (body === null ? folded : afterEntry(folded, JSON.parse(body) as JournalBody)),
    from?.state ?? emptyRoom,
  );
  const isLong = sequence - (from?.kept ?? 0) >= entriesAFold;
  if (isLong) await store.keepFolded(client, room, foldRules, { sequence, head, state: JSON.stringify(state) });
  states.delete(room);
  states.set(room, { head, sequence, state, kept: isLong ? sequence : (from?.kept ?? 0) });
  if (states.size > mostStates) states.delete(states.keys().next().value as string);
  return state;
}

async function keptFolded(client: pg.PoolClient, room: string): Promise<Known | null> {
  const found = await store.foldedRoom(client, room, foldRules);
  return found ? { ...found, state: JSON.parse(found.state) as RoomState, kept: found.sequence } : null;
}
