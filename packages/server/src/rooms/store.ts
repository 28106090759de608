/** All SQL of rooms: their rows, journals and what is projected from these. */
import { randomBytes } from "node:crypto";
import {
  type Author,
  canonicalJson,
  contentHash,
  emptyHead,
  type Hash,
  headAfter,
  instant,
  instantText,
  type JournalBody,
  type Json,
  type PrivateBody,
  type Side,
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
  /** Nobody signs in to it: a party is chosen, on this machine only, and nothing in it binds anybody. */
  readonly open: boolean;
  /** Keys of third parties, a comma on both sides of each. */
  readonly others: string;
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

const columns =
  "room_id, name, agreement, root, provider, customer, period, sample, open, others, last_sequence::int, head";

export async function roomById(client: pg.PoolClient, room: string): Promise<RoomRow | null> {
  return (await client.query<RoomRow>(`select ${columns} from room where room_id = $1`, [room])).rows[0] ?? null;
}

/** The text that the room computes from, in another wording of the same file. */
export async function updateText(
  client: pg.PoolClient,
  room: string,
  { agreement, root, name }: Pick<RoomRow, "agreement" | "root" | "name">,
): Promise<void> {
  await client.query("update room set agreement = $2, root = $3, name = $4 where room_id = $1", [
    room,
    agreement,
    root,
    name,
  ]);
}

export async function insertPlanned(client: pg.PoolClient, room: string, party: string): Promise<void> {
  await client.query("insert into planned_room (room_id, party) values ($1, $2) on conflict (room_id) do nothing", [
    room,
    party,
  ]);
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

export async function insertRoom(
  client: pg.PoolClient,
  room: Omit<RoomRow, "last_sequence" | "others">,
  at: Date,
): Promise<void> {
  await client.query(
    "insert into room (room_id, name, agreement, root, provider, customer, period, sample, open, created_at, last_sequence, head) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11)",
    [
      room.room_id,
      room.name,
      room.agreement,
      room.root,
      room.provider,
      room.customer,
      room.period,
      room.sample,
      room.open,
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

/** What the entries after one say, in order; null for one that was erased. */
export async function bodiesAfter(
  client: pg.PoolClient,
  room: string,
  sequence: number,
): Promise<readonly (string | null)[]> {
  const text = "select body from journal where room_id = $1 and sequence > $2 order by sequence";
  return (await client.query<{ body: string | null }>(text, [room, sequence])).rows.map(({ body }) => body);
}

export type FoldedRow = { readonly sequence: number; readonly head: Hash; readonly state: string };

/** What was folded by the same rules and still stands in the journal: an entry that is no more has no say. */
export async function foldedRoom(client: pg.PoolClient, room: string, rules: string): Promise<FoldedRow | null> {
  const text =
    "select f.sequence::int, f.head, f.state from folded_room f join journal j on j.room_id = f.room_id and j.sequence = f.sequence and j.head = f.head where f.room_id = $1 and f.rules = $2";
  return (await client.query<FoldedRow>(text, [room, rules])).rows[0] ?? null;
}

export async function keepFolded(
  client: pg.PoolClient,
  room: string,
  rules: string,
  { sequence, head, state }: FoldedRow,
): Promise<void> {
  await client.query(
    "insert into folded_room (room_id, rules, sequence, head, state) values ($1, $2, $3, $4, $5) on conflict (room_id) do update set rules = excluded.rules, sequence = excluded.sequence, head = excluded.head, state = excluded.state",
    [room, rules, sequence, head, state],
  );
}

/** The newest entry of a kind. */
export async function lastOfKind(
  client: pg.PoolClient,
  room: string,
  kind: JournalBody["kind"],
): Promise<{ readonly sequence: number; readonly at: Date } | undefined> {
  const text = "select sequence::int, at from journal where room_id = $1 and kind = $2 order by sequence desc limit 1";
  return (await client.query<{ sequence: number; at: Date }>(text, [room, kind])).rows[0];
}

/** Appends entries after a locked head; gives the new one. */
export async function appendEntries(
  client: pg.PoolClient,
  room: string,
  from: { readonly sequence: number; readonly head: Hash },
  bodies: readonly JournalBody[],
  author: Author,
  shown: Hash | null,
  at: Date,
): Promise<{ readonly sequence: number; readonly head: Hash }> {
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
  return { sequence, head };
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

export type ParticipationRow = {
  readonly person_id: string;
  readonly room_id: string;
  readonly party: string;
  readonly side: Side;
  readonly has_left: boolean;
};

export async function participationIn(
  client: pg.PoolClient,
  person: string,
  room: string,
): Promise<ParticipationRow | null> {
  const text =
    "select person_id, room_id, party, side, has_left from participation where person_id = $1 and room_id = $2";
  return (await client.query<ParticipationRow>(text, [person, room])).rows[0] ?? null;
}

/** The rooms that a person takes part in, the newest first. */
export async function participationsOf(client: pg.PoolClient, person: string): Promise<readonly ParticipationRow[]> {
  const text =
    "select person_id, room_id, party, side, has_left from participation where person_id = $1 order by joined_at desc, room_id";
  return (await client.query<ParticipationRow>(text, [person])).rows;
}

/** Somebody who comes back takes part again. */
export async function insertParticipation(
  client: pg.PoolClient,
  row: Omit<ParticipationRow, "has_left">,
  at: Date,
): Promise<void> {
  await client.query(
    "insert into participation (person_id, room_id, party, side, joined_at, has_left) values ($1, $2, $3, $4, $5, false) on conflict (person_id, room_id) do update set has_left = false",
    [row.person_id, row.room_id, row.party, row.side, at],
  );
}

export async function endParticipation(client: pg.PoolClient, person: string, room: string): Promise<void> {
  await client.query("update participation set has_left = true where person_id = $1 and room_id = $2", [person, room]);
}

export async function addOther(client: pg.PoolClient, room: string, party: string): Promise<void> {
  await client.query("update room set others = others || $2 || ',' where room_id = $1", [room, party]);
}

/** Locks a party's own lane until the transaction ends; the first to use it makes it. */
export async function lockedLane(
  client: pg.PoolClient,
  room: string,
  party: string,
): Promise<{ readonly sequence: number; readonly head: Hash }> {
  await client.query(
    "insert into private_lane (room_id, party, last_sequence, head) values ($1, $2, 0, $3) on conflict (room_id, party) do nothing",
    [room, party, emptyHead],
  );
  const { rows } = await client.query<{ last_sequence: string; head: Hash }>(
    "select last_sequence, head from private_lane where room_id = $1 and party = $2 for update",
    [room, party],
  );
  return { sequence: Number(rows[0]?.last_sequence ?? 0), head: rows[0]?.head ?? emptyHead };
}

export async function privateEntries(
  client: pg.PoolClient,
  room: string,
  party: string,
): Promise<readonly Omit<JournalRow, "shown">[]> {
  type Row = Omit<JournalRow, "author" | "sequence" | "shown"> & Author & { sequence: string };
  const { rows } = await client.query<Row>(
    "select sequence, at, kind, party, person, authority, authentication, content, salt, body, previous, head from private_journal where room_id = $1 and party = $2 order by sequence",
    [room, party],
  );
  return rows.map(({ party: of, person, authority, authentication, sequence, ...row }) => ({
    ...row,
    sequence: Number(sequence),
    author: { party: of, person, authority, authentication },
  }));
}

/** Appends entries to a party's own lane after its locked head. */
export async function appendPrivately(
  client: pg.PoolClient,
  room: string,
  from: { readonly sequence: number; readonly head: Hash },
  bodies: readonly PrivateBody[],
  author: Author,
  at: Date,
): Promise<{ readonly sequence: number; readonly head: Hash }> {
  let { sequence, head } = from;
  for (const body of bodies) {
    const salt = randomBytes(16);
    const text = canonicalJson(body as unknown as Json);
    const content = contentHash(text, salt);
    const next = headAfter(head, {
      at: instantText(instant(at.getTime())),
      kind: body.kind,
      author,
      shown: null,
      content,
    });
    sequence += 1;
    await client.query(
      "insert into private_journal (room_id, party, sequence, at, kind, person, authority, authentication, content, salt, body, previous, head) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      [
        room,
        author.party,
        sequence,
        at,
        body.kind,
        author.person,
        author.authority,
        author.authentication,
        content,
        salt,
        text,
        head,
        next,
      ],
    );
    head = next;
  }
  await client.query("update private_lane set last_sequence = $3, head = $4 where room_id = $1 and party = $2", [
    room,
    author.party,
    sequence,
    head,
  ]);
  return { sequence, head };
}

export async function insertLink(client: pg.PoolClient, room: string, token: string, party: string): Promise<void> {
  await client.query("insert into invitation_link (room_id, token, party) values ($1, $2, $3)", [room, token, party]);
}

/** The party that a link is for, or null: only whoever holds its token reads the row. */
export async function partyOfLink(client: pg.PoolClient, room: string, token: string): Promise<string | null> {
  await client.query("select overens_token($1)", [token]);
  const text = "select party from invitation_link where room_id = $1 and token = $2";
  return (await client.query<{ party: string }>(text, [room, token])).rows[0]?.party ?? null;
}
