/** The texts that a room has agreed on: the one it was added with, and each that everybody has signed. */
import type { Agreement } from "../agreement/agreement.ts";
import type { Json } from "../basics/canonical-json.ts";
import type { Hash } from "../basics/hash.ts";

export type SignedVersion = {
  readonly version: number;
  readonly root: Hash;
  readonly agreement: Agreement;
  /** First day that it holds for. */
  readonly effectiveFrom: string;
  /** Holidays and clock changes as they stood when it was signed. */
  readonly frozen: Json;
};

/** A signed agreement as a text: JSON, which is a way of writing the same document. */
export function signedText({ agreement }: Pick<SignedVersion, "agreement">): string {
  return `${JSON.stringify(agreement, null, 2)}\n`;
}
