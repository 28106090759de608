/** Passkeys as whoever checks a signature needs them: the public key as SubjectPublicKeyInfo, and its algorithm. */
import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import type { PasskeyRow } from "./store.ts";

export type SigningKey = {
  /** The credential's id, base64url: by it a browser finds the key, and a signature says which it was made with. */
  readonly credential: string;
  /** SubjectPublicKeyInfo in DER, base64url. */
  readonly publicKey: string;
  /** As COSE numbers them: -7 is ES256, -8 EdDSA, -257 RS256. */
  readonly algorithm: number;
  /** How a browser reaches the key: "internal", "hybrid", "usb" and so on; a hint. */
  readonly transports: readonly string[];
};

/** A passkey is kept as it was registered: its COSE_Key, a map in CBOR, in base64. */
export function signingKey({ credential, public_key, transports }: PasskeyRow): SigningKey {
  const key = mapIn(Buffer.from(public_key, "base64"));
  const algorithm = key.get(3);
  assert(typeof algorithm === "number", "a COSE_Key names its algorithm");
  const spki = createPublicKey({ key: jwkOf(key), format: "jwk" }).export({ type: "spki", format: "der" });
  return {
    credential,
    publicKey: spki.toString("base64url"),
    algorithm,
    transports: (transports ?? "").split(",").filter((transport) => transport !== ""),
  };
}

type Cose = ReadonlyMap<number, number | Buffer>;

/**
 * The same key as JSON. Labels are those of RFC 9053: 1 is the kind of key (1 Ed25519, 2 P-256, 3 RSA), what is below zero are its
 * numbers. Other kinds are refused when a passkey is registered.
 */
function jwkOf(key: Cose): Record<string, string> {
  const number = (label: number): string => {
    const value = key.get(label);
    assert(Buffer.isBuffer(value), `a COSE_Key of kind ${key.get(1)} has ${label}`);
    return value.toString("base64url");
  };
  if (key.get(1) === 1) return { kty: "OKP", crv: "Ed25519", x: number(-2) };
  if (key.get(1) === 2) return { kty: "EC", crv: "P-256", x: number(-2), y: number(-3) };
  assert(key.get(1) === 3, "a passkey is an Ed25519, P-256 or RSA key");
  return { kty: "RSA", n: number(-1), e: number(-2) };
}

/** As much of CBOR as a COSE_Key has: one map, from whole numbers to whole numbers or bytes. */
function mapIn(bytes: Buffer): Cose {
  let at = 0;
  const head = (): { readonly kind: number; readonly value: number } => {
    const first = bytes.readUInt8(at++);
    const size = { 24: 1, 25: 2, 26: 4 }[first & 31] ?? 0;
    assert(size > 0 || (first & 31) < 24, "a COSE_Key has no indefinite or 64-bit lengths");
    const value = size === 0 ? first & 31 : bytes.readUIntBE(at, size);
    at += size;
    return { kind: first >> 5, value };
  };
  const item = (): number | Buffer => {
    const { kind, value } = head();
    if (kind === 0) return value;
    if (kind === 1) return -1 - value;
    assert(kind === 2 && at + value <= bytes.length, "a COSE_Key has whole numbers and bytes");
    at += value;
    return bytes.subarray(at - value, at);
  };
  const { kind, value: count } = head();
  assert(kind === 5, "a COSE_Key is a map");
  const key = new Map<number, number | Buffer>();
  for (let entry = 0; entry < count; entry++) {
    const label = item();
    assert(typeof label === "number", "a COSE_Key is labelled by whole numbers");
    key.set(label, item());
  }
  return key;
}
