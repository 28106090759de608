/**
 * Sources as this process holds them: the facts in effect of each, folded from its blocks and the entries since. Every room that
 * subscribes reads the same one, so an outage written once is in all of them at their next read.
 */
import { blocksOfShelf, type Collector, type Fact, parseFact, parseFactLine, restored } from "@overens/core";
import type pg from "pg";
import * as store from "./store.ts";

export type HeldSource = {
  readonly facts: Collector;
  /** The last entry that is in `facts`. */
  sequence: number;
  head: string;
  /** Series and days that entries after the stored shelves have touched. */
  readonly dirty: Set<string>;
  /** Hashes of the shelves as stored, by series and day. */
  readonly stored: Map<string, string>;
};

export type HeldSources = {
  /** The sources, each brought up to its log's head. Called inside a transaction whose context may read them. */
  readonly upToDate: (client: pg.PoolClient, sources: readonly string[]) => Promise<readonly HeldSource[]>;
  readonly of: (source: string) => HeldSource | null;
};

export function heldSources(): HeldSources {
  const held = new Map<string, HeldSource>();
  const loading = new Map<string, Promise<HeldSource>>();

  const load = async (client: pg.PoolClient, row: store.SourceRow): Promise<HeldSource> => {
    const shelves = await store.shelvesIn(client, row.source_id);
    const contested = (await store.contestedIn(client, row.source_id)).map(({ versions }) => ({
      facts: versionsOf(versions),
    }));
    const made: HeldSource = {
      facts: restored(shelves.flatMap(blocksOfShelf), contested),
      sequence: row.folded_sequence,
      head: "",
      dirty: new Set(),
      stored: new Map(shelves.map(({ series, day, hash }) => [`${series}\n${day}`, hash])),
    };
    held.set(row.source_id, made);
    return made;
  };

  return {
    of: (source) => held.get(source) ?? null,
    upToDate: async (client, sources) => {
      const rows = await store.sourcesAt(client, sources);
      const states: HeldSource[] = [];
      for (const row of rows) {
        let state = held.get(row.source_id);
        if (!state) {
          const started = loading.get(row.source_id) ?? load(client, row).finally(() => loading.delete(row.source_id));
          loading.set(row.source_id, started);
          state = await started;
        }
        if (row.last_sequence > state.sequence) {
          for (const entry of await store.entriesBetween(client, row.source_id, state.sequence, null))
            takeIn(state, entry);
        }
        if (state.sequence === row.last_sequence) state.head = row.head;
        states.push(state);
      }
      return states;
    },
  };
}

/** Another read may have taken it meanwhile. */
function takeIn(state: HeldSource, entry: store.BatchRow): void {
  if (entry.sequence !== state.sequence + 1) return;
  state.sequence = entry.sequence;
  state.head = entry.head;
  if (entry.kind !== "facts") return;
  for (const line of entry.body.split("\n")) {
    const read = parseFactLine(line, 1);
    if (!read.ok) continue;
    state.facts.add(read.value);
    state.dirty.add(dirtyKey(read.value));
  }
}

/** What a fact touches: one day of a sampled series, or all days of a told kind, since a correction may move it between them. */
function dirtyKey(fact: Fact): string {
  if (fact.kind === "sample" || fact.kind === "counter") return `${fact.kind}\n${Math.floor(fact.slot / 86_400_000)}`;
  return fact.kind === "withdrawal" ? "*" : `${fact.kind}\n*`;
}

function versionsOf(text: string): readonly Fact[] {
  return (JSON.parse(text) as readonly unknown[]).flatMap((value) => {
    const read = parseFact(value, { path: "" });
    return read.ok ? [read.value] : [];
  });
}
