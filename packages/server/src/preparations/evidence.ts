/** Files kept as evidence: stored by the hash of their bytes, and given back as they came, never shown. */
import type { EvidenceFileResponse } from "@overens/api";
import { type Author, type Hash, hashBytes, permitted } from "@overens/core";
import type { Database } from "../database/database.ts";
import { Refusal } from "../refusal.ts";
import type { Rooms } from "../rooms/rooms.ts";
import * as store from "./store.ts";

export type Evidence = ReturnType<typeof evidence>;

/** How many files a room holds at most. */
const mostFiles = 40;
const longestName = 200;

export function evidence(database: Database, rooms: Rooms) {
  return {
    keep: async (by: Author, id: string, name: string, body: Buffer): Promise<EvidenceFileResponse> => {
      const room = await rooms.open(by.party, id);
      if (!permitted(room.state.access, by, "prepare")) throw new Refusal("not-your-role");
      if (body.length === 0) throw new Refusal("bad-request", [{ place: "body", message: "0", hint: "" }]);
      const hash = hashBytes(body);
      return database.inContext({ person: by.person, party: by.party, rooms: [id], sources: [] }, async (client) => {
        const before = await store.filesOf(client, id);
        if (before.length >= mostFiles && !before.some((file) => file.hash === hash))
          throw new Refusal("too-many-files");
        const file = { hash, name: plainName(name), received_at: new Date(), party: by.party, body };
        await store.insertFile(client, id, file);
        const kept = (await store.filesOf(client, id)).find((found) => found.hash === hash);
        return { hash, name: kept?.name ?? file.name, size: body.length };
      });
    },
    read: async (
      party: string,
      id: string,
      hash: string,
    ): Promise<{ readonly name: string; readonly body: Buffer }> => {
      const found = await database.inContext({ party, rooms: [id], sources: [] }, (client) =>
        store.fileBody(client, id, hash),
      );
      if (found === null) throw new Refusal("no-such-file");
      return found;
    },
    /** What is known of a file that an act names. */
    named: async (party: string, id: string, hash: Hash): Promise<store.FileRow> => {
      const files = await database.inContext({ party, rooms: [id], sources: [] }, (client) =>
        store.filesOf(client, id),
      );
      const found = files.find((file) => file.hash === hash);
      if (found === undefined) throw new Refusal("no-such-file");
      return found;
    },
  };
}

/** A name without folders, control characters or characters that steer the direction of others. */
function plainName(text: string): string {
  const last = text.split(/[\\/]/).at(-1) ?? "";
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, longestName);
  return plain === "" ? "file" : plain;
}
