/** Documents of a room: the agreement as PDF, sealed where it is more than a draft. */
import { type Agreement, draftRoot, type Hash, instant, type Language, utf8 } from "@overens/core";
import type { Database } from "../database/database.ts";
import { Refusal } from "../refusal.ts";
import type { Room, Rooms } from "../rooms/rooms.ts";
import { journalAfter } from "../rooms/store.ts";
import type { AgreementDocument } from "./agreement-document.ts";
import type { SealKey } from "./seal-key.ts";

export type SealOptions = {
  /** The data folder, where the seal's key is kept; null where nothing is sealed. */
  readonly folder: string | null;
  /** An RFC 3161 time-stamping authority, or null for none. */
  readonly timeStamps: string | null;
};
/** The text in force, or the draft under negotiation. */
export type WhichText = "current" | "draft";
export type Document = { readonly bytes: Uint8Array; readonly root: Hash };
export type Documents = ReturnType<typeof documents>;

export function documents(database: Database, rooms: Rooms, { folder, timeStamps }: SealOptions) {
  const seal = async (): Promise<SealKey | null> => {
    if (folder === null) return null;
    const { sealFile, sealKey } = await import("./seal-key.ts");
    return sealKey(folder, new Date()).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      throw new Refusal("no-document", [{ place: sealFile, message, hint: "docs/operator.md" }]);
    });
  };

  return {
    seal,
    /** A room's agreement as PDF. */
    agreement: async (party: string, id: string, which: WhichText, language: Language): Promise<Document> => {
      const room = await rooms.open(party, id);
      const shown = which === "draft" ? draftOf(room) : inForce(room, language);
      const sequence = which === "draft" ? room.last_sequence : 1;
      const [entry] = await database.inContext({ party, rooms: [id], sources: [] }, (client) =>
        journalAfter(client, id, sequence - 1, 1),
      );
      const input = {
        ...shown,
        language,
        room: room.name,
        version: which === "draft" ? entryWords(sequence, language) : "",
        signatures: [],
        frozen: null,
        at: instant(entry?.at.getTime() ?? 0),
      };
      return {
        root: shown.root,
        bytes: await finished(input, shown.stage === "draft" ? null : await seal(), timeStamps),
      };
    },
  };
}

/** The document's bytes with the installation's seal, and with a time stamp where an authority gives one; the pages say which. */
export async function finished(
  input: Omit<AgreementDocument, "seal">,
  key: SealKey | null,
  timeStamps: string | null,
): Promise<Uint8Array> {
  const { agreementPdf } = await import("./agreement-pdf.ts");
  if (key === null) return agreementPdf({ ...input, seal: null });
  const { sealed } = await import("./seal.ts");
  const made = async (authority: string | null): Promise<Uint8Array> => {
    const seal = { fingerprint: key.fingerprint, timeStamped: authority !== null };
    return sealed(await agreementPdf({ ...input, seal }), {
      key,
      at: new Date(),
      timeStamps: authority,
      language: input.language,
    });
  };
  return timeStamps === null
    ? made(null)
    : made(timeStamps).catch((error: unknown) => {
        process.stderr.write(
          `No time stamp from ${timeStamps}: ${error instanceof Error ? error.message : String(error)}\n`,
        );
        return made(null);
      });
}

type Shown = Pick<AgreementDocument, "agreement" | "root" | "stage" | "attachments">;

function inForce({ parsed, root, agreement: text }: Room, language: Language): Shown {
  const description = language === "sv" ? "Avtalet som det skrevs" : "The agreement as it was written";
  const attachments = [{ name: "agreement.yaml", mime: "application/yaml", bytes: utf8(text), description }];
  return { agreement: parsed as Agreement, root: root as Hash, stage: "in-use", attachments };
}

function draftOf({ state: { negotiation } }: Room): Shown {
  if (negotiation === null) throw new Refusal("no-draft");
  const stage = negotiation.stage === "locked" ? "locked" : "draft";
  return { agreement: negotiation.draft, root: draftRoot(negotiation), stage, attachments: [] };
}

function entryWords(sequence: number, language: Language): string {
  return language === "sv" ? `journalens post ${sequence}` : `the journal's entry ${sequence}`;
}
