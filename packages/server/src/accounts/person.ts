/** A person who has signed in, as the rest of the server knows them. */
import type { Language, Role } from "@overens/core";

export type Authentication = "e-mail code" | "e-mail link" | "passkey" | "owner link" | "key";

export type Person = {
  readonly id: string;
  readonly name: string;
  /** Proved: they have read what was sent to it. */
  readonly address: string;
  readonly language: Language;
  readonly authentication: Authentication;
};

/** An organisation that a person is a member of, and what they are there. */
export type Membership = {
  readonly organisation: string;
  readonly name: string;
  readonly publicBody: boolean;
  readonly roles: readonly Role[];
};

/** Where the server says who a request comes from, for the library that counts attempts; whatever the request said is replaced. */
export const clientHeader = "x-overens-client";

/** Roles as tables hold them: their names with a space between. */
export function rolesIn(text: string): readonly Role[] {
  return text.split(" ").filter((role) => role !== "") as readonly Role[];
}
