/** SHA-256 and HMAC, as lower-case hexadecimal text; the one file that knows the hashing library. */
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson, type Json } from "./canonical-json.ts";

/** 64 lower-case hexadecimal digits. */
export type Hash = string & { readonly brand: "Hash" };

export function hashBytes(bytes: Uint8Array): Hash {
  return bytesToHex(sha256(bytes)) as Hash;
}

export function hashText(text: string): Hash {
  return hashBytes(utf8ToBytes(text));
}

/** The hash of a value's canonical JSON. */
export function hashJson(value: Json): Hash {
  return hashText(canonicalJson(value));
}

/** SHA-256 over the raw bytes of parts in turn; hexadecimal hashes enter as their 32 bytes. */
export function hashParts(...parts: readonly (Uint8Array | Hash | number)[]): Hash {
  const bytes = parts.map((part) =>
    typeof part === "string" ? hexToBytes(part) : typeof part === "number" ? Uint8Array.of(part) : part,
  );
  return hashBytes(concatBytes(...bytes));
}

/** HMAC-SHA-256 of a text under a secret key. */
export function hmacText(key: Uint8Array, text: string): Hash {
  return bytesToHex(hmac(sha256, key, utf8ToBytes(text))) as Hash;
}

/** An incremental hash, for what is too long to hold at once. */
export function hasher(): { readonly update: (part: Uint8Array | string) => void; readonly digest: () => Hash } {
  const state = sha256.create();
  return {
    update: (part) => void state.update(typeof part === "string" ? utf8ToBytes(part) : part),
    digest: () => bytesToHex(state.digest()) as Hash,
  };
}

export function utf8(text: string): Uint8Array {
  return utf8ToBytes(text);
}

/** The bytes that hexadecimal text names. @throws {RangeError} for what is no hexadecimal text */
export function hexBytes(hex: string): Uint8Array {
  return hexToBytes(hex);
}
