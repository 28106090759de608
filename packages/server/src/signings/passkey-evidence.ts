/** What a passkey answered, kept as evidence that anybody can check later: with the public key it was checked by. */
import type { SignRequest } from "@overens/api";
import { type Hash, type PasskeyEvidence, passkeyClaim } from "@overens/core";
import { signatureHolds } from "@overens/tables";
import type { SigningKey } from "../accounts/signing-keys.ts";
import { Refusal } from "../refusal.ts";

/** @throws Refusal "evidence-wrong", saying what does not hold */
export async function passkeyEvidence(
  keys: readonly SigningKey[],
  { credential, authenticator_data, client_data, signature }: Extract<SignRequest["by"], { means: "passkey" }>,
  binding: Hash,
  origin: string,
): Promise<PasskeyEvidence> {
  const key = keys.find((known) => known.credential === credential);
  if (!key) throw wrong("not-your-key");
  const evidence: PasskeyEvidence = {
    kind: "passkey",
    credential,
    public_key: key.publicKey,
    algorithm: key.algorithm,
    authenticator_data,
    client_data,
    signature,
    origin,
  };
  const read = passkeyClaim(evidence, binding);
  if ("wrong" in read) throw wrong(read.wrong);
  if (!(await signatureHolds(read.claim))) throw wrong("signature-wrong");
  return evidence;
}

function wrong(what: string): Refusal {
  return new Refusal("evidence-wrong", [{ place: "passkey", message: what, hint: "" }]);
}
