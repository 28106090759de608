/** Folds a source's entries into day blocks, and appends the hashes of those that changed to the source's own log. */
import {
  blocksOf,
  canonicalJson,
  contentHash,
  factJson,
  instant,
  instantText,
  type Json,
  type Series,
  seal,
  shelvesOf,
} from "@overens/core";
import type pg from "pg";
import type { Database } from "../database/database.ts";
import type { HeldSource, HeldSources } from "./held.ts";
import * as store from "./store.ts";

/** Brings a source's blocks up to its head, under the source's lock. Nothing is written when they already are. */
export async function foldSource(
  database: Database,
  held: HeldSources,
  party: string,
  source: string,
): Promise<{ readonly changed: number }> {
  const again: string[] = [];
  try {
    return await database.inContext({ party, rooms: [], sources: [source] }, async (client) => {
      await store.lock(client, source);
      const [state] = await held.upToDate(client, [source]);
      const [row] = await store.sourcesAt(client, [source]);
      if (!state || !row || row.folded_sequence === row.last_sequence || state.dirty.size === 0) return { changed: 0 };
      const changes = changesOf(state);
      again.push(...state.dirty);
      state.dirty.clear();
      const contested = state.facts
        .contested()
        .map(({ identity, facts }) => ({ identity, versions: canonicalJson(facts.map(factJson) as unknown as Json) }));
      const sequence =
        changes.length === 0
          ? row.last_sequence
          : await appendHashes(client, party, source, changes, row.last_sequence);
      await store.saveFold(client, source, changes, contested, sequence);
      for (const { series, day, shelf } of changes) {
        if (shelf === null) state.stored.delete(`${series}\n${day}`);
        else state.stored.set(`${series}\n${day}`, shelf.hash);
      }
      return { changed: changes.length };
    });
  } catch (error) {
    for (const key of again) held.of(source)?.dirty.add(key);
    throw error;
  }
}

async function appendHashes(
  client: pg.PoolClient,
  party: string,
  source: string,
  changes: readonly store.ShelfChange[],
  after: number,
): Promise<number> {
  const body = canonicalJson(changes.map(({ series, day, shelf }) => [series, day, shelf?.hash ?? null]));
  const at = new Date();
  const envelope = {
    at: instantText(instant(at.getTime())),
    kind: "blocks",
    author: null,
    shown: null,
    content: contentHash(body, null),
  };
  const { content } = envelope;
  const entry = { at, kind: "blocks", facts: 0, body, content, seal: seal(envelope), key: `blocks ${after}` };
  const [appended] = await store.append(client, party, [{ source, entry }]);
  if (appended === "other-body") throw new Error(`${source}: other blocks were folded after ${after}`);
  return appended?.sequence ?? after;
}

/** The shelves that entries have touched and that are no longer as stored. */
function changesOf({ dirty, stored, facts }: HeldSource): readonly store.ShelfChange[] {
  const touched = (series: string, day: number | undefined): boolean =>
    dirty.has("*") ||
    dirty.has(`${series}\n*`) ||
    (day === undefined ? [...dirty].some((key) => key.startsWith(`${series}\n`)) : dirty.has(`${series}\n${day}`));
  const shelves = shelvesOf(blocksOf(facts, (_, series, day) => touched(series, day)));
  const now = new Set(shelves.map(({ series, day }) => `${series}\n${day}`));
  const changed = shelves
    .filter((shelf) => stored.get(`${shelf.series}\n${shelf.day}`) !== shelf.hash)
    .map((shelf): store.ShelfChange => ({ series: shelf.series, day: shelf.day, shelf }));
  const gone = [...stored.keys()].flatMap((key): readonly store.ShelfChange[] => {
    const [series = "", day = ""] = key.split("\n");
    return !now.has(key) && touched(series, Number(day))
      ? [{ series: series as Series, day: Number(day), shelf: null }]
      : [];
  });
  return [...changed, ...gone];
}
