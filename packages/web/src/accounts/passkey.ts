/** Passkeys: the browser makes the key and unlocks it; the server keeps its public half and checks what it says. */
import type { SigningKeysResponse } from "@overens/api";
import { base64url, hexBytes } from "@overens/core";
import { asked, posted } from "../api.ts";
import type { Texts } from "../text/en.ts";
import { Told } from "../ui/doing.ts";

/** An address by numbers has no name that a passkey could belong to; older browsers lack the words for it. */
export function passkeysWork(): boolean {
  return (
    typeof PublicKeyCredential !== "undefined" &&
    "parseCreationOptionsFromJSON" in PublicKeyCredential &&
    !/^[\d.]+$|^\[/.test(location.hostname)
  );
}

/** @param name what the person calls it: "work laptop" */
export async function addPasskey(name: string, words: Texts["passkeys"]): Promise<void> {
  const options = await asked<PublicKeyCredentialCreationOptionsJSON>("/auth/passkey/generate-register-options");
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const made = await unlocked(() => navigator.credentials.create({ publicKey }), words);
  await asked("/auth/passkey/verify-registration", posted({ response: made, name }));
}

export async function enterByPasskey(words: Texts["passkeys"]): Promise<void> {
  const options = await asked<PublicKeyCredentialRequestOptionsJSON>("/auth/passkey/generate-authenticate-options");
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({ ...options, userVerification: "required" });
  const found = await unlocked(() => navigator.credentials.get({ publicKey }), words);
  await asked("/auth/passkey/verify-authentication", posted({ response: found }));
}

/**
 * One of one's passkeys answers a hash: it signs it.
 * @param hash 64 hexadecimal digits, whose bytes are the challenge
 */
export async function signedByPasskey(
  hash: string,
  keys: SigningKeysResponse["keys"],
  words: Texts["passkeys"],
): Promise<{
  readonly credential: string;
  readonly authenticator_data: string;
  readonly client_data: string;
  readonly signature: string;
}> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({
    challenge: base64url(hexBytes(hash)),
    userVerification: "required",
    allowCredentials: keys.map(({ credential, transports }) => ({ id: credential, type: "public-key", transports })),
  });
  const answer = (await unlocked(() => navigator.credentials.get({ publicKey }), words)) as AssertionJSON;
  return {
    credential: answer.id,
    authenticator_data: answer.response.authenticatorData,
    client_data: answer.response.clientDataJSON,
    signature: answer.response.signature,
  };
}

type AssertionJSON = {
  readonly id: string;
  readonly response: {
    readonly authenticatorData: string;
    readonly clientDataJSON: string;
    readonly signature: string;
  };
};

/** What the browser answers, as JSON; or, in words, that nothing came of it. */
async function unlocked(ask: () => Promise<Credential | null>, words: Texts["passkeys"]): Promise<object> {
  try {
    const answer = await ask();
    if (answer instanceof PublicKeyCredential) return answer.toJSON() as object;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    throw new Told(error.name === "InvalidStateError" ? words.alreadyHere : words.notUnlocked);
  }
  throw new Told(words.notUnlocked);
}
