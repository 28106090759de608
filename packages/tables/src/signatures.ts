/**
 * The arithmetic of signatures, by the machine's own cryptography: the same in the terminal, the server and a browser. The core
 * says what is to be checked.
 */
import { afterArithmetic, type PasskeyClaim, type SignatureAlgorithm, type Verified } from "@overens/core";

const ways: Readonly<Record<SignatureAlgorithm, RsaHashedImportParams | EcKeyImportParams | Algorithm>> = {
  [-7]: { name: "ECDSA", namedCurve: "P-256" },
  [-8]: { name: "Ed25519" },
  [-257]: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
};

/** Whether the key made the signature over the message; false too for a key or a signature that is none. */
export async function signatureHolds({ message, signature, publicKey, algorithm }: PasskeyClaim): Promise<boolean> {
  const raw = algorithm === -7 ? rawOf(signature) : signature;
  if (raw === null) return false;
  try {
    const key = await crypto.subtle.importKey("spki", bytes(publicKey), ways[algorithm], false, ["verify"]);
    const way = algorithm === -7 ? { name: "ECDSA", hash: "SHA-256" } : ways[algorithm];
    return await crypto.subtle.verify(way, key, bytes(raw), bytes(message));
  } catch {
    return false;
  }
}

/** What was verified, with the arithmetic of every signature done. */
export async function withSignatures(verified: Verified): Promise<Verified> {
  const held = await Promise.all(verified.claims.map(({ claim }) => signatureHolds(claim)));
  return afterArithmetic(
    verified,
    verified.claims.flatMap(({ where }, index) => (held[index] ? [] : [where])),
  );
}

/** A copy that is backed by memory of its own, as the cryptography wants it. */
function bytes(view: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(view);
}

/** An ECDSA signature as r and s of 32 bytes each; null unless it is DER in its one form. */
function rawOf(der: Uint8Array): Uint8Array | null {
  const first = integerAt(der, 2);
  const second = first === null ? null : integerAt(der, first.end);
  if (der[0] !== 0x30 || der[1] !== der.length - 2 || first === null || second?.end !== der.length) return null;
  return Uint8Array.from([...first.value, ...second.value]);
}

function integerAt(der: Uint8Array, at: number): { readonly value: Uint8Array; readonly end: number } | null {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  const [first = 0, second = 0] = der.slice(at + 2, end);
  const isPadded = first === 0 && length > 1;
  if (der[at] !== 0x02 || length === 0 || length > 33 || end > der.length) return null;
  if (first > 0x7f || (isPadded && second < 0x80) || (length === 33 && !isPadded)) return null;
  const value = new Uint8Array(32);
  const digits = der.slice(at + 2 + (isPadded ? 1 : 0), end);
  value.set(digits, 32 - digits.length);
  return { value, end };
}
