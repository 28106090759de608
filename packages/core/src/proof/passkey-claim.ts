/**
 * What a signature by passkey claims (Web Authentication, section 7.2): that the holder of a key, present and verified, answered
 * exactly this binding on exactly this site. Everything but the arithmetic is checked here; the arithmetic is the shells'.
 */
import { base64url, base64urlBytes } from "../basics/base64url.ts";
import { type Hash, hashBytes, hashText, hexBytes } from "../basics/hash.ts";
import type { PasskeyEvidence } from "../negotiation/signature.ts";

/** COSE: ECDSA on P-256 with SHA-256 (DER), EdDSA on Ed25519, RSA (PKCS #1 v1.5) with SHA-256. */
export type SignatureAlgorithm = -7 | -8 | -257;

export type PasskeyClaim = {
  /** What was signed: the authenticator's data and the hash of the browser's. */
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
};

export type PasskeyWrong =
  | "unreadable"
  | "not-an-assertion"
  | "other-binding"
  | "other-origin"
  | "other-site"
  | "person-not-verified"
  | "algorithm-unknown";

/** @param binding the hash that was shown to whoever signed: the challenge is its bytes */
export function passkeyClaim(
  evidence: PasskeyEvidence,
  binding: Hash,
): { readonly claim: PasskeyClaim } | { readonly wrong: PasskeyWrong } {
  const [authenticator, client, signature, publicKey] = [
    evidence.authenticator_data,
    evidence.client_data,
    evidence.signature,
    evidence.public_key,
  ].map(bytesOf);
  if (!authenticator || !client || !signature || !publicKey) return { wrong: "unreadable" };
  const wrong =
    wrongInClient(client, evidence.origin, binding) ?? wrongInAuthenticator(authenticator, hostOf(evidence.origin));
  if (wrong !== null) return { wrong };
  const algorithm = algorithms.find((known) => known === evidence.algorithm);
  if (algorithm === undefined) return { wrong: "algorithm-unknown" };
  const message = Uint8Array.from([...authenticator, ...hexBytes(hashBytes(client))]);
  return { claim: { message, signature, publicKey, algorithm } };
}

/** Evidence comes out of a file that anybody may have written: what should be text may be anything. */
function bytesOf(text: unknown): Uint8Array | null {
  return typeof text === "string" ? base64urlBytes(text) : null;
}

const algorithms: readonly SignatureAlgorithm[] = [-7, -8, -257];

function wrongInClient(bytes: Uint8Array, origin: string, binding: Hash): PasskeyWrong | null {
  const said = clientData(bytes);
  if (said === null) return "unreadable";
  if (said["type"] !== "webauthn.get") return "not-an-assertion";
  if (said["challenge"] !== base64url(hexBytes(binding))) return "other-binding";
  return said["origin"] === origin && said["crossOrigin"] !== true ? null : "other-origin";
}

function clientData(bytes: Uint8Array): { readonly [member: string]: unknown } | null {
  try {
    const percents = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
    const said: unknown = JSON.parse(decodeURIComponent(percents));
    return typeof said === "object" && said !== null ? (said as { readonly [member: string]: unknown }) : null;
  } catch {
    return null;
  }
}

/** SHA-256 of the site, one byte of flags, four of a counter; more only where a flag says so. */
const shortest = 37;
const flags = { present: 0x01, verified: 0x04, more: 0xc0 } as const;

function wrongInAuthenticator(bytes: Uint8Array, host: string | null): PasskeyWrong | null {
  const said = bytes[32] ?? 0;
  if (bytes.length < shortest || (bytes.length > shortest && (said & flags.more) === 0)) return "unreadable";
  if (host === null || !hexBytes(hashText(host)).every((byte, index) => byte === bytes[index])) return "other-site";
  return (said & flags.present) !== 0 && (said & flags.verified) !== 0 ? null : "person-not-verified";
}

/** Null for an origin that browsers keep no passkeys for: one without encryption that is not this machine. */
function hostOf(origin: string): string | null {
  const [, scheme, host = ""] = /^(https?):\/\/([a-z0-9.-]+)(?::[0-9]{1,5})?$/.exec(origin) ?? [];
  return scheme === "https" || host === "localhost" || host.endsWith(".localhost") ? host : null;
}
