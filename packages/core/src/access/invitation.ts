/** An invitation: a link for one address, one party and some roles. It is used once, by whoever proves the address, or not at all. */
import type { Hash } from "../basics/hash.ts";
import type { Lifecycle } from "../basics/lifecycle.ts";
import type { Role } from "./role.ts";

export type InvitationState = "sent" | "accepted" | "revoked" | "expired";
export type InvitationAct = "accept" | "revoke" | "expire";

export const invitations: Lifecycle<InvitationState, InvitationAct> = {
  name: "invitation",
  initial: "sent",
  moves: [
    {
      act: "accept",
      from: ["sent"],
      by: "other",
      to: "accepted",
      guard: "the token, before it expires, by the address it was sent to",
    },
    { act: "revoke", from: ["sent"], by: "author", to: "revoked" },
    { act: "expire", from: ["sent"], by: "system", to: "expired", guard: "its time is over" },
  ],
};

export type Invitation = {
  readonly id: string;
  /** The party that whoever accepts will act for. */
  readonly party: string;
  /** Lower case; the person must prove to read it. */
  readonly address: string;
  readonly roles: readonly Role[];
  /** SHA-256 of the token in the link: the token itself is in the mail alone. */
  readonly token: Hash;
  readonly expiresAt: string;
  /** The party that sent it, and who there. */
  readonly sentBy: string;
  readonly inviter: string | null;
  readonly state: InvitationState;
};

/** The form in which addresses are compared. */
export function addressOf(text: string): string {
  return text.trim().toLowerCase();
}

/** One at sign, something before it, a name with a dot after it, no spaces or control characters, at most 254 characters. */
export function isAddress(text: string): boolean {
  return (
    text.length <= 254 && /^[^\s@\p{Cc}<>"(),;:\\]+@[^\s@\p{Cc}<>"(),;:\\]+\.[^\s@.\p{Cc}<>"(),;:\\]+$/u.test(text)
  );
}
