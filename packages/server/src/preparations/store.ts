/** All SQL of preparation: files kept as evidence, and which rooms have a plan. What was done is in the journal. */
import type { Hash } from "@overens/core";
import type pg from "pg";

export type FileRow = {
  readonly hash: Hash;
  readonly name: string;
  readonly received_at: Date;
  readonly party: string;
  readonly size: number;
};

/** The same bytes again change nothing: the first name stays. */
export async function insertFile(
  client: pg.PoolClient,
  room: string,
  file: Omit<FileRow, "size"> & { readonly body: Buffer },
): Promise<void> {
  await client.query(
    "insert into evidence_file (room_id, hash, name, received_at, party, body) values ($1, $2, $3, $4, $5, $6) on conflict (room_id, hash) do nothing",
    [room, file.hash, file.name, file.received_at, file.party, file.body],
  );
}

export async function filesOf(client: pg.PoolClient, room: string): Promise<readonly FileRow[]> {
  const text =
    "select hash, name, received_at, party, octet_length(body) as size from evidence_file where room_id = $1 order by received_at, hash";
  return (await client.query<FileRow>(text, [room])).rows;
}

export async function fileBody(
  client: pg.PoolClient,
  room: string,
  hash: string,
): Promise<{ readonly name: string; readonly body: Buffer } | null> {
  const text = "select name, body from evidence_file where room_id = $1 and hash = $2";
  return (await client.query<{ name: string; body: Buffer }>(text, [room, hash])).rows[0] ?? null;
}

/** As the operator of this machine: which rooms there are to look into, and as whom; nothing of what they hold. */
export async function plannedRooms(
  client: pg.PoolClient,
): Promise<readonly { readonly room_id: string; readonly party: string }[]> {
  const text = "select /* across rooms */ room_id, party from planned_room order by room_id";
  return (await client.query<{ room_id: string; party: string }>(text)).rows;
}
