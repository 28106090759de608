/** A passkey as an authenticator and a browser make one, for tests: keys of each kind, and what they answer. */
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import type { Hash, PasskeyEvidence } from "@overens/core";

export type Kind = "ES256" | "EdDSA" | "RS256";
export type Answering = {
  readonly type?: string;
  readonly origin?: string;
  /** What the browser says, where it is not the origin of the evidence. */
  readonly said?: string;
  readonly site?: string;
  readonly flags?: number;
  readonly crossOrigin?: boolean;
  readonly extra?: string;
};

const pairs = {
  ES256: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  EdDSA: () => generateKeyPairSync("ed25519"),
  RS256: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
};
const algorithms = { ES256: -7, EdDSA: -8, RS256: -257 };
const sha256 = (data: string | Buffer): Buffer => createHash("sha256").update(data).digest();

/** A key, and its answer to a binding. */
export function passkey(kind: Kind): (binding: Hash, answering?: Answering) => PasskeyEvidence {
  const { publicKey, privateKey } = pairs[kind]();
  return (binding, answering = {}) => {
    const {
      type = "webauthn.get",
      origin = "https://overens.tallholm.se",
      flags = 0x05,
      crossOrigin = false,
    } = answering;
    const { said = origin, site = new URL(origin).hostname, extra = "" } = answering;
    const challenge = Buffer.from(binding, "hex").toString("base64url");
    const client = Buffer.from(JSON.stringify({ type, challenge, origin: said, crossOrigin, other: "å" }));
    const authenticator = Buffer.concat([sha256(site), Buffer.from([flags, 0, 0, 0, 7]), Buffer.from(extra, "hex")]);
    const message = Buffer.concat([authenticator, sha256(client)]);
    return {
      kind: "passkey",
      credential: sha256(challenge).toString("base64url"),
      public_key: publicKey.export({ format: "der", type: "spki" }).toString("base64url"),
      algorithm: algorithms[kind],
      authenticator_data: authenticator.toString("base64url"),
      client_data: client.toString("base64url"),
      signature: sign(kind === "EdDSA" ? null : "sha256", message, privateKey).toString("base64url"),
      origin,
    };
  };
}
