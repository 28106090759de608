/** Rooms: adding one, finding those a party is in, and the facts and results of one. */
import { randomUUID } from "node:crypto";
import { type Agreement, type Collector, checkAgreement, collector, type Hash, hashJson, hashParts, instant, type Language, type Problem, parseAgreement, parseFactLine, periodOfLabel, problemText, type Result, resultOf, rootOf, textIn, timelineOf, zoneOf } from "@overens/core";
import { timeTables } from "@overens/tables";
import type { Database } from "../database/database.ts";
import { Refusal } from "../refusal.ts";
import { appendFacts, factLines, type Receipt } from "../sources/append.ts";
import * as store from "./store.ts";

/** The head of a log that is still empty. */
export const emptyHead = "0".repeat(64) as Hash;

export type Room = store.RoomRow & { readonly sources: readonly string[]; readonly parsed: Agreement };
type Held = { readonly facts: Collector; readonly positions: Map<string, number> };

export type Rooms = ReturnType<typeof rooms>;

export function rooms(database: Database) {
  /** Facts of each room as folded so far; each read adds what has come since. */
  const held = new Map<string, Held>();

  const open = (party: string, id: string): Promise<Room> =>
    database.inContext({ party, rooms: [id], sources: [] }, async (client) => {
      const row = isUuid(id) ? await store.roomById(client, id) : null;
      if (!row) throw new Refusal("not-found");
      return { ...row, sources: await store.sourcesOf(client, id), parsed: agreementOf(row.agreement, "en") };
    });

  const factsOf = async (party: string, room: Room): Promise<Held> => {
    const state = held.get(room.room_id) ?? { facts: collector(), positions: new Map<string, number>() };
    held.set(room.room_id, state);
    await database.inContext({ party, rooms: [room.room_id], sources: room.sources }, async (client) => {
      for (const { source_id: source, last_sequence: last } of await store.headsOf(client, room.sources)) {
        const have = state.positions.get(source) ?? 0;
        if (Number(last) <= have) continue;
        for (const batch of await store.batchesAfter(client, source, have)) {
          if (Number(batch.sequence) !== (state.positions.get(source) ?? 0) + 1) continue; // another read took it meanwhile
          addLines(state.facts, batch.body);
          state.positions.set(source, Number(batch.sequence));
        }
      }
    });
    return state;
  };

  return {
    list: (party: string): Promise<readonly store.RoomRow[]> => database.inContext({ party, rooms: [], sources: [] }, store.roomsOf),
    open,
    factsOf,
    /** Every line of the room's sources as received, in order, with the positions they reach. */
    received: async (party: string, id: string): Promise<{ readonly lines: readonly string[]; readonly heads: readonly { readonly source: string; readonly sequence: number; readonly head: string }[] }> => {
      const room = await open(party, id);
      return database.inContext({ party, rooms: [id], sources: room.sources }, async (client) => {
        const lines: string[] = [];
        for (const source of room.sources) for (const batch of await store.batchesAfter(client, source, 0)) lines.push(...batch.body.split("\n"));
        const heads = (await store.headsOf(client, room.sources)).map(({ source_id: source, last_sequence, head }) => ({ source, sequence: Number(last_sequence), head }));
        return { lines, heads };
      });
    },
    result: async (party: string, id: string, label: string): Promise<{ readonly room: Room; readonly result: Result; readonly conflicts: number; readonly judgedAt: number }> => {
      const room = await open(party, id);
      const { facts } = await factsOf(party, room);
      const tables = timeTables();
      const zone = zoneOf(room.parsed, tables);
      const period = zone === null ? null : periodOfLabel(label, zone);
      if (!period) throw new Refusal("no-result", [{ place: label, message: `"${label}" names no period.`, hint: "Write 2026-10, 2026-Q4, 2026 or 2026-10-15/2026-11-15." }]);
      const judgedAt = instant(Date.now());
      const result = resultOf(room.parsed, period, timelineOf(facts), tables, judgedAt);
      if (!result.ok) throw new Refusal("no-result", wordsOf(result.problems, "en"));
      return { room, result: result.value, conflicts: facts.conflicts().length, judgedAt };
    },
    /** Adds a room with its own source, or with the sources its facts name. */
    add: async (text: string, facts: string, options: { readonly period?: string; readonly sample?: boolean; readonly language: Language }): Promise<Room> => {
      const agreement = agreementOf(text, options.language);
      const id = randomUUID();
      const party = (role: string): string => agreement.parties.find((found) => found.role === role)?.id ?? role;
      const lines = facts.trim() === "" ? [] : factLines(facts, null, options.language);
      const bySource = new Map<string, string[]>();
      for (const line of lines) {
        const { source } = JSON.parse(line) as { readonly source: string };
        const known = bySource.get(source);
        if (known) known.push(line);
        else bySource.set(source, [line]);
      }
      const sources = [ownSource, ...bySource.keys()].map((name) => logOf(id, name));
      const providerParty = partyKey(id, party("provider"));
      const context = { party: providerParty, rooms: [id], sources };
      const row = { room_id: id, name: textIn(agreement.title, options.language), agreement: text, root: rootOf(agreement), provider: providerParty, customer: partyKey(id, party("customer")), period: options.period ?? "", sample: options.sample ?? false, head: emptyHead };
      await database.inContext(context, async (client) => {
        const at = new Date();
        await store.insertRoom(client, row, at);
        for (const source of sources) {
          await store.insertSource(client, source, emptyHead);
          await store.insertSubscription(client, id, source);
        }
        const body = { root: row.root, sources };
        await store.appendEntry(client, id, at, "room-added", body, hashJson(body), (previous) => hashParts(previous as Hash, hashJson(body)));
      });
      for (const [name, ofSource] of bySource) for (let from = 0; from < ofSource.length; from += 5000) await appendFacts(database, providerParty, logOf(id, name), ofSource.slice(from, from + 5000), null, [id]);
      return { ...row, sources, parsed: agreement };
    },
    append: async (party: string, id: string, source: string | null, body: string, key: string | null, language: Language): Promise<Receipt> => {
      const room = await open(party, id);
      const name = source ?? ownSource;
      const target = logOf(id, name);
      if (!room.sources.includes(target)) throw new Refusal("not-found");
      const lines = factLines(body, name, language);
      if (lines.length === 0) throw new Refusal("facts-wrong", [{ place: "1", message: language === "sv" ? "Inga fakta." : "No facts.", hint: language === "sv" ? "Skicka ett JSON-objekt per rad." : "Send one JSON object a line." }]);
      const foreign = lines.findIndex((line) => (JSON.parse(line) as { source: string }).source !== name);
      if (foreign >= 0) throw new Refusal("facts-wrong", [{ place: `${foreign + 1}: source`, message: language === "sv" ? "Raden anger en annan källa." : "The line names another source.", hint: name }]);
      return appendFacts(database, party, target, lines, key, [id]);
    },
  };
}

/** The source that a room's own facts go to when they name none. */
const ownSource = "room";

/** A source's log in the store: the same name in two rooms is two logs, and no room's facts reach another. */
export function logOf(room: string, source: string): string {
  return `${room.slice(0, 8)}.${source}`;
}

/** Until people sign in, a party is known by room and role's id. */
export function partyKey(room: string, party: string): string {
  return `${room}/${party}`;
}

function addLines(facts: Collector, body: string): void {
  for (const line of body.split("\n")) {
    const read = parseFactLine(line, 1);
    if (read.ok) facts.add(read.value);
  }
}

function agreementOf(text: string, language: Language): Agreement {
  const parsed = parseAgreement(text);
  if (!parsed.ok) throw new Refusal("document-wrong", wordsOf(parsed.problems, language));
  const { zones, holidays } = timeTables();
  const problems = checkAgreement(parsed.value, { zones: new Set(zones.names), countries: new Set(holidays.countries) }).filter(({ severity }) => severity === "error");
  if (problems.length > 0) throw new Refusal("document-wrong", wordsOf(problems, language));
  return parsed.value.agreement;
}

function wordsOf(problems: readonly Problem[], language: Language): Refusal["details"] {
  return problems.map((found) => ({ place: [found.at.line, found.at.column, found.at.path].filter((part) => part !== undefined && part !== "").join(":"), ...problemText(found, language) }));
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
