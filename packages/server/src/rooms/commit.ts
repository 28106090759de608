/** The one way to write a room: lock its head, load its state, let the core decide, append the entries and project them, in one transaction. */
import {
  type Author,
  afterEntry,
  type Command,
  decide,
  emptyRoom,
  type Hash,
  type JournalBody,
  type RoomState,
} from "@overens/core";
import type pg from "pg";
import { Refusal } from "../refusal.ts";
import { holds } from "./agreements.ts";
import * as store from "./store.ts";

export type Committed = {
  readonly sequence: number;
  readonly head: Hash;
  readonly at: Date;
  readonly entries: readonly JournalBody[];
  readonly state: RoomState;
};

/** States by room and head: a room's state is a pure fold, so the same head is the same state. */
const states = new Map<string, { readonly head: Hash; readonly sequence: number; readonly state: RoomState }>();
/** How many rooms' states are kept; the longest unused goes first. */
const mostStates = 10_000;

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
  const decided = decide(before, command, { party: author.party, checked: holds });
  if ("refused" in decided) throw new Refusal(decided.refused);
  const after = await store.appendEntries(client, room, head, decided.entries, author, shown);
  for (const body of decided.entries)
    if (body.kind === "source-subscribed") await store.insertSubscription(client, room, body.source);
  return { ...after, entries: decided.entries, state: decided.entries.reduce(afterEntry, before) };
}

/** The state of a room at its head: what is kept, and the entries since. */
export async function stateAt(
  client: pg.PoolClient,
  room: string,
  { sequence, head }: { readonly sequence: number; readonly head: Hash },
): Promise<RoomState> {
  const known = states.get(room);
  if (known?.head === head) return known.state;
  const from = known !== undefined && known.sequence < sequence ? known : null;
  const rows = await store.journalAfter(client, room, from?.sequence ?? 0);
  const state = rows.reduce(
    (folded, { body }) => (body === null ? folded : afterEntry(folded, JSON.parse(body) as JournalBody)),
    from?.state ?? emptyRoom,
  );
  states.delete(room);
  states.set(room, { head, sequence, state });
  if (states.size > mostStates) states.delete(states.keys().next().value as string);
  return state;
}
