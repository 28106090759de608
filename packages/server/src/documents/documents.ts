/** Documents of a room: the agreement as PDF, sealed where it is more than a draft. */
import { draftRoot, type Frozen, type Hash, instant, type Language, utf8 } from "@overens/core";
import type { Database } from "../database/database.ts";
import { Refusal } from "../refusal.ts";
import type { Room, Rooms } from "../rooms/rooms.ts";
import { journalAfter, lastOfKind } from "../rooms/store.ts";
import type { AgreementDocument } from "./agreement-document.ts";
import type { SealKey } from "./seal-key.ts";
import { frozenShown, signaturesShown } from "./signatures-shown.ts";

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
      const shown = which === "draft" ? draftOf(room, language) : inForce(room, language);
      const entry = await database.inContext({ party, rooms: [id], sources: [] }, (client) =>
        shown.stage === "signed"
          ? lastOfKind(client, id, "agreement-signed")
          : journalAfter(client, id, (which === "draft" ? room.last_sequence : 1) - 1, 1).then(([first]) => first),
      );
      const { version, signatures, frozen, ...text } = shown;
      const input = {
        ...text,
        language,
        room: room.name,
        version,
        signatures,
        frozen,
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

type Shown = Pick<
  AgreementDocument,
  "agreement" | "root" | "stage" | "attachments" | "version" | "signatures" | "frozen"
>;
const unsigned = { signatures: [], frozen: null, attachments: [] } as const;

/** What both have signed, else the text that they brought; a text that nobody has agreed on is a draft, whatever it says. */
function inForce(room: Room, language: Language): Shown {
  const { current, state, agreement: written } = room;
  const signed = state.versions.at(-1);
  if (signed && state.signing)
    return {
      agreement: signed.agreement,
      root: signed.root,
      stage: "signed",
      version: String(signed.version),
      attachments: [],
      signatures: signaturesShown(room, state.signing, language),
      frozen: frozenShown(signed.frozen as unknown as Frozen),
    };
  const description = language === "sv" ? "Avtalet som det skrevs" : "The agreement as it was written";
  const attachments = [{ name: "agreement.yaml", mime: "application/yaml", bytes: utf8(written), description }];
  const { way } = state.preparation;
  const stage = room.open || way?.kind === "adopted" ? "in-use" : "draft";
  return { ...unsigned, agreement: current.agreement, root: current.root, stage, attachments, version: "" };
}

function draftOf({ last_sequence, state: { negotiation } }: Room, language: Language): Shown {
  if (negotiation === null) throw new Refusal("no-draft");
  const stage = negotiation.stage === "negotiating" ? "draft" : "locked";
  const version = entryWords(last_sequence, language);
  return { ...unsigned, agreement: negotiation.draft, root: draftRoot(negotiation), stage, version };
}

function entryWords(sequence: number, language: Language): string {
  return language === "sv" ? `journalens post ${sequence}` : `the journal's entry ${sequence}`;
}
