/** All SQL of rooms: their rows, journals and what is projected from these. */
import { randomBytes } from "node:crypto";
import {
  type Author,
  canonicalJson,
  contentHash,
  type Hash,
  headAfter,
  instant,
  instantText,
  type JournalBody,
  type Json,
} from "@overens/core";
import type pg from "pg";

export type RoomRow = {
  readonly room_id: string;
  readonly name: string;
  readonly agreement: string;
  readonly root: string;
  readonly provider: string;
  readonly customer: string;
  readonly period: string;
  readonly sample: boolean;
  readonly last_sequence: number;
  readonly head: Hash;
};
export type JournalRow = {
  readonly sequence: number;
  readonly at: Date;
  readonly kind: string;
  readonly author: Author;
  readonly shown: Hash | null;
  readonly content: Hash;
  readonly salt: Buffer;
  readonly body: string | null;
  readonly previous: Hash;
  readonly head: Hash;
};

const columns = "room_id, name, agreement, root, provider, customer, period, sample, last_sequence::int, head";

export async function roomById(client: pg.PoolClient, room: string): Promise<RoomRow | null> {
  return (await client.query<RoomRow>(`select ${columns} from room where room_id = $1`, [room])).rows[0] ?? null;
}

/** Locks the room's head until the transaction ends. */
export async function lockedHead(
  client: pg.PoolClient,
  room: string,
): Promise<{ readonly sequence: number; readonly head: Hash } | null> {
  const { rows } = await client.query<{ last_sequence: string; head: Hash }>(
    "select last_sequence, head from room where room_id = $1 for update",
    [room],
  );
  const [row] = rows;
  return row ? { sequence: Number(row.last_sequence), head: row.head } : null;
}

export async function sourcesOf(client: pg.PoolClient, room: string): Promise<readonly string[]> {
  return (
    await client.query<{ source_id: string }>(
      "select source_id from subscription where room_id = $1 order by source_id",
      [room],
    )
  ).rows.map(({ source_id }) => source_id);
}

export async function insertRoom(client: pg.PoolClient, room: Omit<RoomRow, "last_sequence">, at: Date): Promise<void> {
  await client.query(
    "insert into room (room_id, name, agreement, root, provider, customer, period, sample, created_at, last_sequence, head) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)",
    [
      room.room_id,
      room.name,
      room.agreement,
      room.root,
      room.provider,
      room.customer,
      room.period,
      room.sample,
      at,
      room.head,
    ],
  );
}

export async function journalAfter(
  client: pg.PoolClient,
  room: string,
  sequence: number,
  limit: number | null = null,
): Promise<readonly JournalRow[]> {
  type Row = Omit<JournalRow, "author" | "sequence"> & Author & { sequence: string };
  const { rows } = await client.query<Row>(
    "select sequence, at, kind, party, person, authority, authentication, shown, content, salt, body, previous, head from journal where room_id = $1 and sequence > $2 order by sequence limit $3",
    [room, sequence, limit],
  );
  return rows.map(({ party, person, authority, authentication, sequence: at, ...row }) => ({
    ...row,
    sequence: Number(at),
    author: { party, person, authority, authentication },
  }));
}

/** Appends entries after a locked head; gives the new one. */
export async function appendEntries(
  client: pg.PoolClient,
  room: string,
  from: { readonly sequence: number; readonly head: Hash },
  bodies: readonly JournalBody[],
  author: Author,
  shown: Hash | null,
): Promise<{ readonly sequence: number; readonly head: Hash; readonly at: Date }> {
  const at = new Date();
  let { sequence, head } = from;
  for (const body of bodies) {
    const salt = randomBytes(16);
    const text = canonicalJson(body as unknown as Json);
    const content = contentHash(text, salt);
    const next = headAfter(head, { at: instantText(instant(at.getTime())), kind: body.kind, author, shown, content });
    sequence += 1;
    await client.query(
      "insert into journal (room_id, sequence, at, kind, party, person, authority, authentication, shown, content, salt, body, previous, head) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
      [
        room,
        sequence,
        at,
        body.kind,
        author.party,
        author.person,
        author.authority,
        author.authentication,
        shown,
        content,
        salt,
        text,
        head,
        next,
      ],
    );
    head = next;
  }
  await client.query("update room set last_sequence = $2, head = $3 where room_id = $1", [room, sequence, head]);
  return { sequence, head, at };
}

/** A journal as another server wrote it. */
export async function insertEntry(client: pg.PoolClient, room: string, row: JournalRow): Promise<void> {
  const { party, person, authority, authentication } = row.author;
  await client.query(
    "insert into journal (room_id, sequence, at, kind, party, person, authority, authentication, shown, content, salt, body, previous, head) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    [
      room,
      row.sequence,
      row.at,
      row.kind,
      party,
      person,
      authority,
      authentication,
      row.shown,
      row.content,
      row.salt,
      row.body,
      row.previous,
      row.head,
    ],
  );
  await client.query("update room set last_sequence = $2, head = $3 where room_id = $1", [
    room,
    row.sequence,
    row.head,
  ]);
}

export async function insertSubscription(client: pg.PoolClient, room: string, source: string): Promise<void> {
  await client.query("insert into subscription (room_id, source_id) values ($1, $2)", [room, source]);
}

export type StatementRow = {
  readonly period: string;
  readonly number: number;
  readonly sequence: number;
  readonly issued_at: Date;
  readonly result_hash: Hash;
  readonly result: string;
};

export async function insertStatement(client: pg.PoolClient, room: string, statement: StatementRow): Promise<void> {
  await client.query(
    "insert into statement (room_id, period, number, sequence, issued_at, result_hash, result) values ($1, $2, $3, $4, $5, $6, $7)",
    [
      room,
      statement.period,
      statement.number,
      statement.sequence,
      statement.issued_at,
      statement.result_hash,
      statement.result,
    ],
  );
}

export async function statementsOf(
  client: pg.PoolClient,
  room: string,
): Promise<readonly Omit<StatementRow, "result">[]> {
  return (
    await client.query<Omit<StatementRow, "result">>(
      "select period, number, sequence::int, issued_at, result_hash from statement where room_id = $1 order by sequence",
      [room],
    )
  ).rows;
}

export async function statementAt(
  client: pg.PoolClient,
  room: string,
  period: string,
  number: number,
): Promise<StatementRow | null> {
  return (
    (
      await client.query<StatementRow>(
        "select period, number, sequence::int, issued_at, result_hash, result from statement where room_id = $1 and period = $2 and number = $3",
        [room, period, number],
      )
    ).rows[0] ?? null
  );
}
