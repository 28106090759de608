/** What the agreement's document rests on: all that stands in it, and nothing else, decides its bytes. */
import type { Agreement, Hash, Instant, Language } from "@overens/core";

/** Where the text stands; `in-use` is a text that the room reckons by and that was not signed in it. */
export type DocumentStage = "draft" | "locked" | "signed" | "in-use";

/** One person's signature as the journal has it. */
export type SignatureShown = {
  /** The party's id in the agreement. */
  readonly party: string;
  readonly person: string;
  readonly function: string;
  /** The mandate in words: "alone, up to 2 000 000 kr a year", "jointly with another". */
  readonly authority: string;
  readonly method: "passkey" | "code";
  /** RFC 3339 with its offset, and the zone's name. */
  readonly at: string;
  readonly zone: string;
  /** The name as the signer typed or chose it. */
  readonly typed: string;
  /** The decision behind a public party's signature. */
  readonly decision: {
    readonly body: string;
    readonly paragraph: string;
    readonly register: string;
    readonly date: string;
  } | null;
};

export type Attachment = {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly description: string;
};

/** Everything that the document rests on; the same input gives the same bytes. */
export type AgreementDocument = {
  readonly agreement: Agreement;
  readonly language: Language;
  readonly root: Hash;
  readonly room: string;
  /** "3", "utkast 7": how the parties name this version. */
  readonly version: string;
  readonly stage: DocumentStage;
  readonly signatures: readonly SignatureShown[];
  /** Dates and zone rules that hold for this version, in words; null where nothing has been frozen. */
  readonly frozen: {
    readonly zones: string;
    readonly holidays: readonly { readonly calendar: string; readonly dates: readonly string[] }[];
  } | null;
  /** Files beside the agreement itself, which is always attached as agreement.json. */
  readonly attachments: readonly Attachment[];
  /** The installation's seal that the file will get, or null. */
  readonly seal: { readonly fingerprint: string; readonly timeStamped: boolean } | null;
  /** The moment that the document is of: its last signature, or the last entry it rests on. */
  readonly at: Instant;
};
