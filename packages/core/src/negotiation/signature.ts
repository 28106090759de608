/** A signature: asked of one person on one mandate, given on exactly what was shown, and counted only when it holds. */
import type { Json } from "../basics/canonical-json.ts";
import { type Hash, hashJson } from "../basics/hash.ts";
import type { Lifecycle } from "../basics/lifecycle.ts";

export type SignatureState = "requested" | "opened" | "signed" | "declined" | "delegated" | "withdrawn" | "void";
export type SignatureAct = "open" | "sign" | "decline" | "delegate" | "withdraw" | "void";

/** "author" is the person that was asked; nobody else can make their moves. */
export const signatures: Lifecycle<SignatureState, SignatureAct> = {
  name: "signature",
  initial: "requested",
  moves: [
    { act: "open", from: ["requested"], by: "author", to: "opened" },
    {
      act: "sign",
      from: ["requested", "opened"],
      by: "author",
      to: "signed",
      guard: "on the checksum that was shown, within the mandate, by the means that the ground rules ask for",
    },
    { act: "decline", from: ["requested", "opened"], by: "author", to: "declined", guard: "with points and a reason" },
    {
      act: "delegate",
      from: ["requested", "opened"],
      by: "author",
      to: "delegated",
      guard:
        "to somebody of the same party with a mandate; for a public body only to the deputy that its decision names",
    },
    { act: "withdraw", from: ["signed"], by: "author", to: "withdrawn", guard: "before everybody has signed" },
    {
      act: "void",
      from: ["requested", "opened", "signed"],
      by: "system",
      to: "void",
      guard: "the agreement went back",
    },
  ],
};

/** How sure it is who signed: a passkey of their own, or a code sent to their address and their name as typed. */
export type SignatureLevel = "code" | "passkey";

/** A WebAuthn assertion over the binding, as the browser gave it; base64url. The shells check it, here and offline. */
export type PasskeyEvidence = {
  readonly kind: "passkey";
  readonly credential: string;
  /** The key that was registered for the person: SubjectPublicKeyInfo, and its COSE algorithm. */
  readonly public_key: string;
  readonly algorithm: number;
  readonly authenticator_data: string;
  readonly client_data: string;
  readonly signature: string;
  readonly origin: string;
};
/** The server's word that a code sent to the address was typed in. */
export type CodeEvidence = { readonly kind: "code"; readonly address: string; readonly checked_at: string };
export type SignatureEvidence = PasskeyEvidence | CodeEvidence;

/** The decision behind a public body's signature: who decided, where it is recorded, and who may sign for it. */
export type Decision = {
  readonly party: string;
  readonly body: string;
  readonly paragraph: string;
  readonly register_number: string;
  readonly date: string;
  /** The person appointed to sign, and the deputy that the decision names, if any. */
  readonly signer: string;
  readonly deputy: string | null;
};

export type Signature = {
  readonly id: string;
  readonly party: string;
  readonly person: string;
  readonly mandate: string;
  readonly state: SignatureState;
  /** The signature that this one was delegated from. */
  readonly from: string | null;
  readonly name: string;
  readonly evidence: SignatureEvidence | null;
  readonly signedAt: string | null;
};

/** Everything that a signature binds to; its hash is what is signed. */
export type Binding = {
  readonly purpose: "sign-agreement";
  /** The request that is answered: what was given to an earlier one is no answer to this. */
  readonly signature: string;
  readonly room: string;
  readonly version: number;
  readonly root: Hash;
  /** Hash of the frozen tables. */
  readonly frozen: Hash;
  readonly effective_from: string;
  readonly value: string | null;
  readonly party: string;
  readonly person: string;
  readonly mandate: string;
  /** The points that a third party signs; empty: the whole agreement. */
  readonly points: readonly string[];
};

export function bindingHash(binding: Binding): Hash {
  return hashJson(binding as unknown as Json);
}
