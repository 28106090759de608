/** All SQL of sources: their logs, and the blocks folded from them. */
import { type Hash, type Series, type Shelf, sourceName } from "@overens/core";
import type { ClientBase } from "pg";
import { pack, unpack } from "./packing.ts";

export type SourceRow = {
  readonly source_id: string;
  readonly owner: string;
  readonly last_sequence: number;
  readonly head: Hash;
  readonly folded_sequence: number;
};
/** `body` is what was received, unpacked. */
export type BatchRow = {
  readonly sequence: number;
  readonly received_at: Date;
  readonly kind: string;
  readonly body: string;
  readonly content: Hash;
  readonly previous: Hash;
  readonly head: Hash;
};
export type Appended = { readonly sequence: number; readonly head: Hash; readonly known: boolean };
export type ToAppend = {
  readonly at: Date;
  readonly kind: string;
  readonly facts: number;
  readonly body: string;
  readonly content: Hash;
  readonly seal: Hash;
  readonly key: string;
};

export async function insertSource(client: ClientBase, source: string, owner: string, head: Hash): Promise<void> {
  await client.query(
    "insert into source (source_id, owner, last_sequence, head, folded_sequence) values ($1, $2, 0, $3, 0) on conflict (source_id) do nothing",
    [source, owner, head],
  );
}

export async function sourcesAt(client: ClientBase, sources: readonly string[]): Promise<readonly SourceRow[]> {
  const { rows } = await client.query<
    Omit<SourceRow, "last_sequence" | "folded_sequence"> & { last_sequence: string; folded_sequence: string }
  >(
    "select source_id, owner, last_sequence, head, folded_sequence from source where source_id = any($1) order by source_id",
    [sources],
  );
  return rows.map((row) => ({
    ...row,
    last_sequence: Number(row.last_sequence),
    folded_sequence: Number(row.folded_sequence),
  }));
}

/** Locks a source until the transaction ends. */
export async function lock(client: ClientBase, source: string): Promise<void> {
  await client.query("select source_id from source where source_id = $1 for update", [source]);
}

/** A source's entries after one position, up to another (null: all there are). */
export async function entriesBetween(
  client: ClientBase,
  source: string,
  after: number,
  upTo: number | null,
): Promise<readonly BatchRow[]> {
  const { rows } = await client.query<
    Omit<BatchRow, "sequence" | "body"> & { sequence: string; packing: string; body: Buffer }
  >(
    "select sequence, received_at, kind, packing, body, content, previous, head from batch where source_id = $1 and sequence > $2 and ($3::bigint is null or sequence <= $3) order by sequence",
    [source, after, upTo],
  );
  return rows.map(({ sequence, packing, body, ...row }) => ({
    ...row,
    sequence: Number(sequence),
    body: unpack({ packing, body }),
  }));
}

export type Appending = { readonly source: string; readonly entry: ToAppend };
/** "other-body": the key stands under another body. Null: there is no such source that the party may reach. */
export type Outcome = Appended | "other-body" | null;

/** Appends entries, in order of source, in one journey; an answer each, in their order. */
export async function append(
  client: Pick<ClientBase, "query">,
  party: string,
  appends: readonly Appending[],
): Promise<readonly Outcome[]> {
  const packed = appends.map(({ entry }) => pack(entry.body));
  const of = <Value>(read: (entry: ToAppend) => Value): readonly Value[] => appends.map(({ entry }) => read(entry));
  const { rows } = await client.query<{ outcome: string; position_sequence: string; position_head: Hash }>({
    name: "append",
    text: "select * from overens_append_entries($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    values: [
      party,
      appends.map(({ source }) => source),
      of(({ at }) => at.toISOString()),
      of(({ kind }) => kind),
      of(({ facts }) => facts),
      packed.map(({ packing }) => packing),
      packed.map(({ body }) => body.length),
      Buffer.concat(packed.map(({ body }) => body)),
      of(({ content }) => content),
      of(({ seal }) => seal),
      of(({ key }) => key),
    ],
  });
  return rows.map(({ outcome, position_sequence, position_head }) => {
    if (outcome === "none") return null;
    if (outcome === "other") return "other-body";
    return { sequence: Number(position_sequence), head: position_head, known: outcome === "known" };
  });
}

export async function shelvesIn(client: ClientBase, source: string): Promise<readonly Shelf[]> {
  const { rows } = await client.query<{ series: Series; day: number; hash: Hash; packing: string; body: Buffer }>(
    "select series, day, hash, packing, body from shelf where source_id = $1 order by series, day",
    [source],
  );
  return rows.map(({ series, day, hash, packing, body }) => ({
    source: sourceName(source),
    series,
    day,
    hash,
    body: unpack({ packing, body }),
  }));
}

export async function contestedIn(
  client: ClientBase,
  source: string,
): Promise<readonly { readonly identity: string; readonly versions: string }[]> {
  return (
    await client.query<{ identity: string; versions: string }>(
      "select identity, versions from contested where source_id = $1",
      [source],
    )
  ).rows;
}

/** A shelf that a fold changed; null when no block is left on it. */
export type ShelfChange = { readonly series: Series; readonly day: number; readonly shelf: Shelf | null };

/** Writes what a fold changed, and how far it has come. */
export async function saveFold(
  client: ClientBase,
  source: string,
  changes: readonly ShelfChange[],
  contested: readonly { readonly identity: string; readonly versions: string }[],
  folded: number,
): Promise<void> {
  for (const { series, day, shelf } of changes) {
    if (shelf === null)
      await client.query("delete from shelf where source_id = $1 and series = $2 and day = $3", [source, series, day]);
    else {
      const { packing, body } = pack(shelf.body);
      await client.query(
        "insert into shelf (source_id, series, day, hash, packing, body) values ($1, $2, $3, $4, $5, $6) on conflict (source_id, series, day) do update set hash = excluded.hash, packing = excluded.packing, body = excluded.body",
        [source, series, day, shelf.hash, packing, body],
      );
    }
  }
  for (const { identity, versions } of contested)
    await client.query(
      "insert into contested (source_id, identity, versions) values ($1, $2, $3) on conflict (source_id, identity) do update set versions = excluded.versions where contested.versions <> excluded.versions",
      [source, identity, versions],
    );
  await client.query("update source set folded_sequence = $2 where source_id = $1", [source, folded]);
}

/** An entry as another server wrote it, after the ones before it. */
export async function insertEntry(
  client: ClientBase,
  source: string,
  entry: Omit<BatchRow, "received_at"> & { readonly at: Date; readonly facts: number },
): Promise<void> {
  const { packing, body } = pack(entry.body);
  const key = `${entry.content} ${entry.sequence}`;
  await client.query(
    "insert into batch (source_id, sequence, received_at, kind, facts, packing, body, content, previous, head, request_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    [
      source,
      entry.sequence,
      entry.at,
      entry.kind,
      entry.facts,
      packing,
      body,
      entry.content,
      entry.previous,
      entry.head,
      key,
    ],
  );
  await client.query("update source set last_sequence = $2, head = $3 where source_id = $1", [
    source,
    entry.sequence,
    entry.head,
  ]);
}
