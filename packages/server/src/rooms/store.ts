/** All SQL of rooms. */
import type pg from "pg";

export type RoomRow = { readonly room_id: string; readonly name: string; readonly agreement: string; readonly root: string; readonly provider: string; readonly customer: string; readonly period: string; readonly sample: boolean; readonly head: string };
export type BatchRow = { readonly source_id: string; readonly sequence: string; readonly received_at: Date; readonly facts: number; readonly body: string; readonly head: string };

export async function roomsOf(client: pg.PoolClient): Promise<readonly RoomRow[]> {
  return (await client.query<RoomRow>("select room_id, name, agreement, root, provider, customer, period, sample, head from room order by created_at, room_id")).rows;
}

export async function roomById(client: pg.PoolClient, room: string): Promise<RoomRow | null> {
  return (await client.query<RoomRow>("select room_id, name, agreement, root, provider, customer, period, sample, head from room where room_id = $1", [room])).rows[0] ?? null;
}

export async function sourcesOf(client: pg.PoolClient, room: string): Promise<readonly string[]> {
  return (await client.query<{ source_id: string }>("select source_id from subscription where room_id = $1 order by source_id", [room])).rows.map(({ source_id }) => source_id);
}

export async function headsOf(client: pg.PoolClient, sources: readonly string[]): Promise<readonly { readonly source_id: string; readonly last_sequence: string; readonly head: string }[]> {
  return (await client.query<{ source_id: string; last_sequence: string; head: string }>("select source_id, last_sequence, head from source where source_id = any($1) order by source_id", [sources])).rows;
}

/** The batches of some sources after the positions already held. */
export async function batchesAfter(client: pg.PoolClient, source: string, sequence: number): Promise<readonly BatchRow[]> {
  return (await client.query<BatchRow>("select source_id, sequence, received_at, facts, body, head from batch where source_id = $1 and sequence > $2 order by sequence", [source, sequence])).rows;
}

export async function insertRoom(client: pg.PoolClient, room: RoomRow, at: Date): Promise<void> {
  await client.query("insert into room (room_id, name, agreement, root, provider, customer, period, sample, created_at, last_sequence, head) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)", [room.room_id, room.name, room.agreement, room.root, room.provider, room.customer, room.period, room.sample, at, room.head]);
}

export async function insertSource(client: pg.PoolClient, source: string, head: string): Promise<void> {
  await client.query("insert into source (source_id, last_sequence, head) values ($1, 0, $2) on conflict (source_id) do nothing", [source, head]);
}

export async function insertSubscription(client: pg.PoolClient, room: string, source: string): Promise<void> {
  await client.query("insert into subscription (room_id, source_id) values ($1, $2) on conflict do nothing", [room, source]);
}

/** Appends a journal entry; the room's row is the lock and gives the number. */
export async function appendEntry(client: pg.PoolClient, room: string, at: Date, kind: string, body: unknown, bodyHash: string, chain: (previous: string) => string): Promise<void> {
  const { rows } = await client.query<{ last_sequence: string; head: string }>("select last_sequence, head from room where room_id = $1 for update", [room]);
  const before = rows[0];
  if (!before) throw new Error(`no room ${room}`);
  const head = chain(before.head);
  await client.query("update room set last_sequence = $2, head = $3 where room_id = $1", [room, Number(before.last_sequence) + 1, head]);
  await client.query("insert into journal (room_id, sequence, at, kind, body, body_hash, previous, head) values ($1, $2, $3, $4, $5, $6, $7, $8)", [room, Number(before.last_sequence) + 1, at, kind, JSON.stringify(body), bodyHash, before.head, head]);
}
