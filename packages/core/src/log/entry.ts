/**
 * An entry of a log: a room's journal or a source of facts, one form for both. The chain covers the envelope and a hash of the
 * body, so that a body can be erased and the chain still verifies.
 */
import { canonicalJson } from "../basics/canonical-json.ts";
import { type Hash, hashBytes, hashParts, hashText, utf8 } from "../basics/hash.ts";

/** On whose word an entry stands. `authentication` says how they were known: "see-as" until people sign in. */
export type Author = {
  readonly party: string;
  readonly person: string | null;
  readonly authority: string | null;
  readonly authentication: string;
};

export type Envelope = {
  /** RFC 3339, the server's time. */
  readonly at: string;
  readonly kind: string;
  /** Null in a source: a fact is told by its source. */
  readonly author: Author | null;
  /** Hash of exactly what was shown to whoever acted; null when nothing was. */
  readonly shown: Hash | null;
  /** Hash of the body, salted where the body may be erased. */
  readonly content: Hash;
};

/** An entry where it stands: 1 is the first; `head` is the log's head with it. */
export type Entry = Envelope & { readonly sequence: number; readonly previous: Hash; readonly head: Hash };

/** The head of a log that is still empty. */
export const emptyHead = "0".repeat(64) as Hash;

/** SHA-256(salt ‖ body); the salt keeps a short body from being guessed once it is erased. */
export function contentHash(body: string, salt: Uint8Array | null): Hash {
  return salt === null ? hashBytes(utf8(body)) : hashParts(salt, utf8(body));
}

/** The envelope in canonical form: what is sealed. */
export function sealedText({ at, kind, author, shown, content }: Envelope): string {
  return canonicalJson({ at, kind, author: author === null ? null : { ...author }, shown, content });
}

/** The one hash that the chain takes in. */
export function seal(envelope: Envelope): Hash {
  return hashText(sealedText(envelope));
}

/** SHA-256(previous head ‖ seal), over their bytes. */
export function headAfter(previous: Hash, envelope: Envelope): Hash {
  return hashParts(previous, seal(envelope));
}
