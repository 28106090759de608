/** Folds a source's entries into day blocks, and appends the hashes of those that changed to the source's own log. */
import { blocksOf, canonicalJson, contentHash, factJson, instant, instantText, type Json, type Series, seal } from "@overens/core";
import type pg from "pg";
import type { Database } from "../database/database.ts";
import type { HeldSource, HeldSources } from "./held.ts";
import * as store from "./store.ts";

/** Brings a source's blocks up to its head, under the source's lock. Nothing is written when they already are. */
export async function foldSource(database: Database, held: HeldSources, party: string, source: string): Promise<{ readonly changed: number }> {
  const again: string[] = [];
  try {
    return await database.inContext({ party, rooms: [], sources: [source] }, async (client) => {
      await client.query("select source_id from source where source_id = $1 for update", [source]);
      const [state] = await held.upToDate(client, [source]);
      const [row] = await store.sourcesAt(client, [source]);
      if (!state || !row || row.folded_sequence === row.last_sequence || state.dirty.size === 0) return { changed: 0 };
      const changes = changesOf(state);
      again.push(...state.dirty);
      state.dirty.clear();
      const contested = state.facts.contested().map(({ identity, facts }) => ({ identity, versions: canonicalJson(facts.map(factJson) as unknown as Json) }));
      const sequence = changes.length === 0 ? row.last_sequence : await appendHashes(client, source, changes, row.last_sequence);
      await store.saveFold(client, source, changes, contested, sequence);
      for (const { subject, series, day, block } of changes) {
        if (block === null) state.stored.delete(`${subject}\n${series}\n${day}`);
        else state.stored.set(`${subject}\n${series}\n${day}`, block.hash);
      }
      return { changed: changes.length };
    });
  } catch (error) {
    for (const key of again) held.of(source)?.dirty.add(key);
    throw error;
  }
}

async function appendHashes(client: pg.PoolClient, source: string, changes: readonly store.BlockChange[], after: number): Promise<number> {
  const body = canonicalJson(changes.map(({ subject, series, day, block }) => [subject, series, day, block?.hash ?? null]));
  const at = new Date();
  const envelope = { at: instantText(instant(at.getTime())), kind: "blocks", author: null, shown: null, content: contentHash(body, null) };
  const appended = await store.append(client, source, { at, kind: "blocks", facts: 0, body, content: envelope.content, seal: seal(envelope), key: `blocks ${after}` });
  return appended?.sequence ?? after;
}

function changesOf(state: HeldSource): readonly store.BlockChange[] {
  const { dirty, stored, facts } = state;
  const everything = dirty.has("*");
  const touched = (subject: string, series: Series, day: number | "*"): boolean => everything || dirty.has(`${subject}\n${series}\n${day}`);
  const anyDay = new Set([...dirty].map((key) => key.slice(0, key.lastIndexOf("\n"))));
  const blocks = blocksOf(facts, (subject, series, day) => (day === undefined ? everything || anyDay.has(`${subject}\n${series}`) : touched(subject, series, day)));
  const now = new Set(blocks.map(({ subject, series, day }) => `${subject}\n${series}\n${day}`));
  const changed = blocks.filter((block) => stored.get(`${block.subject}\n${block.series}\n${block.day}`) !== block.hash).map((block): store.BlockChange => ({ subject: block.subject, series: block.series, day: block.day, block }));
  const gone = [...stored.keys()].flatMap((key): readonly store.BlockChange[] => {
    const [subject = "", series = "", day = ""] = key.split("\n");
    return !now.has(key) && touched(subject, series as Series, "*") ? [{ subject, series: series as Series, day: Number(day), block: null }] : [];
  });
  return [...changed, ...gone];
}
