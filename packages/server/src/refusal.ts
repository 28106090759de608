import type {
  AccessRefusal,
  NegotiationRefusal,
  PreparationRefusal,
  PrivateRefusal,
  SigningRefusal,
  ThreadRefusal,
} from "@overens/core";

/** What cannot be granted now: one short closed list. http/problem.ts alone makes a response of it. */
export type RefusalCode =
  | "not-found"
  | "document-wrong"
  | "facts-wrong"
  | "other-body"
  | "too-large"
  | "not-allowed"
  | "no-result"
  | "room-exists"
  | "no-room"
  | "already-subscribed"
  | "name-taken"
  | "not-your-source"
  | "nothing-new"
  | "bundle-wrong"
  | "bad-name"
  | "busy"
  | "full"
  | "bad-request"
  | "bad-value"
  | "wrong-kind"
  | "wrong-method"
  | "too-many"
  | "evidence-wrong"
  | "sign-in-needed"
  | "sign-in-refused"
  | "sign-in-again"
  | "organisation-unnamed"
  | "passkey-unknown"
  | "passkey-wrong"
  | "code-wrong"
  | "link-used"
  | AccessRefusal
  | PreparationRefusal
  | PrivateRefusal
  | SigningRefusal
  | ThreadRefusal
  | "no-document"
  | "no-such-file"
  | "too-many-files"
  | NegotiationRefusal;

export class Refusal extends Error {
  readonly code: RefusalCode;
  /** What was found, line by line, for the person who must act. */
  readonly details: readonly { readonly place: string; readonly message: string; readonly hint: string }[];
  constructor(code: RefusalCode, details: Refusal["details"] = []) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
