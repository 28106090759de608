/** A room in one file, out and in: the same file that `overens verify` reads without a server. */
import {
  type BundledEntry,
  type BundleEnd,
  type BundlePart,
  bundleLines,
  type Hash,
  hexBytes,
  instant,
  instantText,
  type JournalBody,
  journalLog,
  parseInstant,
  parsePart,
  rootOf,
  verifyBundle,
} from "@overens/core";
import { timeTables, withSignatures } from "@overens/tables";
import type { ClientBase } from "pg";
import type { Database } from "../database/database.ts";
import { Refusal } from "../refusal.ts";
import { agreementOf } from "../rooms/agreements.ts";
import { stateAt } from "../rooms/commit.ts";
import { isUuid, type Rooms } from "../rooms/rooms.ts";
import * as store from "../rooms/store.ts";
import * as sources from "../sources/store.ts";
import { program } from "../statements/statements.ts";

/** The lines of a room's bundle. Sources are read one at a time; a snapshot of the database keeps them of one moment. */
export async function exportRoom(
  database: Database,
  rooms: Rooms,
  party: string,
  id: string,
): Promise<readonly string[]> {
  const room = await rooms.open(party, id);
  return database.inContext({ party, rooms: [id], sources: room.sources }, async (client) => {
    const parts: Exclude<BundlePart, BundleEnd>[] = [];
    const add = (part: Exclude<BundlePart, BundleEnd>): void => void parts.push(part);
    add({ part: "bundle", overens: "1", room: id, exported_at: instantText(instant(Date.now())), program });
    add({ part: "agreement", text: room.agreement });
    for (const { at, salt, ...entry } of await store.journalAfter(client, id, 0))
      add({
        part: "entry",
        log: journalLog,
        ...entry,
        at: instantText(instant(at.getTime())),
        salt: salt.toString("hex"),
      });
    for (const source of room.sources) {
      for (const { received_at, ...entry } of await sources.entriesBetween(client, source, 0, null))
        add({
          part: "entry",
          log: source,
          ...entry,
          at: instantText(instant(received_at.getTime())),
          author: null,
          shown: null,
          salt: null,
        });
    }
    for (const { period, number } of await store.statementsOf(client, id)) {
      const statement = await store.statementAt(client, id, period, number);
      if (statement) add({ part: "statement", period, number, result: JSON.parse(statement.result) });
    }
    return bundleLines(parts);
  });
}

/**
 * Takes a bundle in as it is: the same room, the same logs and heads. One that does not verify is refused whole.
 * @param mayActFor throws for an organisation that whoever asks does not belong to: a file may name anybody, and its room is
 * open to both its parties
 */
export async function importRoom(
  database: Database,
  text: string,
  mayActFor: (organisation: string) => Promise<void>,
): Promise<{ readonly room: string; readonly entries: number; readonly facts: number }> {
  const lines = text.split("\n").filter((line) => line !== "");
  const verified = await withSignatures(verifyBundle(lines, timeTables()));
  if (!verified.holds)
    throw new Refusal(
      "bundle-wrong",
      verified.findings.map(({ code, where }) => ({ place: where, message: code, hint: "overens verify FILE" })),
    );
  const parts = lines.flatMap((line) => parsePart(line) ?? []);
  const head = parts.find((part) => part.part === "bundle");
  const agreement = parts.find((part) => part.part === "agreement");
  const entries = parts.filter((part) => part.part === "entry");
  const journal = entries.filter(({ log }) => log === journalLog);
  const added = bodiesOf(journal).find((body) => body.kind === "room-added");
  if (!head || !agreement || !added || !isUuid(head.room))
    throw new Refusal("bundle-wrong", [{ place: "1", message: "not-a-bundle", hint: "overens export ROOM" }]);
  const parsed = agreementOf(agreement.text, "en");
  const subscribed = bodiesOf(journal).flatMap((body) => (body.kind === "source-subscribed" ? [body.source] : []));
  const owners = subscribed.map((source) => source.slice(0, source.indexOf(".")));
  for (const organisation of new Set([added.provider, added.customer, ...owners]))
    if (isUuid(organisation)) await mayActFor(organisation);
  await database.inContext({ party: added.provider, rooms: [head.room], sources: subscribed }, async (client) => {
    const title =
      typeof parsed.title === "string"
        ? parsed.title
        : (parsed.title[parsed.language ?? "sv"] ?? parsed.title.sv ?? parsed.title.en ?? "");
    const row = {
      room_id: head.room,
      name: title,
      agreement: agreement.text,
      root: rootOf(parsed),
      provider: added.provider,
      customer: added.customer,
      period: lastPeriod(parts),
      sample: false,
      open: true,
      head: "0".repeat(64) as Hash,
    };
    await store.insertRoom(client, row, new Date()).catch((error: unknown) => {
      throw error instanceof Error && "code" in error && error.code === "23505" ? new Refusal("room-exists") : error;
    });
    for (const entry of journal)
      await store.insertEntry(client, head.room, {
        ...entry,
        at: new Date(timeOf(entry.at)),
        author: entry.author ?? { party: "", person: null, authority: null, authentication: "" },
        salt: Buffer.from(hexBytes(entry.salt ?? "")),
        kind: entry.kind,
      });
    for (const source of subscribed) await takeSource(client, source, added.provider, entries);
    for (const source of subscribed) await store.insertSubscription(client, head.room, source);
    for (const part of parts) {
      if (part.part !== "statement") continue;
      const entry = journal.find(
        ({ body }) => body !== null && isStatement(JSON.parse(body) as JournalBody, part.period, part.number),
      );
      await store.insertStatement(client, head.room, {
        period: part.period,
        number: part.number,
        sequence: entry?.sequence ?? 0,
        issued_at: new Date(entry ? timeOf(entry.at) : Date.now()),
        result_hash: (part.result as { readonly hash: Hash }).hash,
        result: JSON.stringify(part.result),
      });
    }
    const last = journal.at(-1);
    if (last) await stateAt(client, head.room, last); // a long one is kept folded from the first
  });
  return { room: head.room, entries: verified.entries, facts: verified.facts };
}

/** A source that is already here must have the same head; several rooms may have brought it. */
async function takeSource(
  client: ClientBase,
  source: string,
  owner: string,
  entries: readonly BundledEntry[],
): Promise<void> {
  const own = entries.filter(({ log }) => log === source);
  const [known] = await sources.sourcesAt(client, [source]);
  if (known) {
    if (known.head !== (own.at(-1)?.head ?? known.head))
      throw new Refusal("bundle-wrong", [{ place: source, message: "the source is here with another head", hint: "" }]);
    return;
  }
  await sources.insertSource(client, source, owner, "0".repeat(64) as Hash);
  for (const entry of own) {
    const lines = entry.kind === "facts" && entry.body !== null ? entry.body.split("\n").length : 0;
    await sources.insertEntry(client, source, {
      at: new Date(timeOf(entry.at)),
      kind: entry.kind,
      facts: lines,
      body: entry.body ?? "",
      content: entry.content,
      previous: entry.previous,
      head: entry.head,
      sequence: entry.sequence,
    });
  }
}

function bodiesOf(journal: readonly BundledEntry[]): readonly JournalBody[] {
  return journal.flatMap(({ body }) => (body === null ? [] : [JSON.parse(body) as JournalBody]));
}

function isStatement(body: JournalBody, period: string, number: number): boolean {
  return body.kind === "statement-issued" && body.period === period && body.number === number;
}

function lastPeriod(parts: readonly BundlePart[]): string {
  return parts.flatMap((part) => (part.part === "statement" ? [part.period] : [])).at(-1) ?? "";
}

function timeOf(text: string): number {
  const at = parseInstant(text);
  if (typeof at !== "number") throw new Refusal("bundle-wrong", [{ place: text, message: "no time", hint: "" }]);
  return at;
}
