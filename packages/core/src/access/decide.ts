/** What a person may do about the people of a room, and what that becomes in the journal; or why not. */
import type { Hash } from "../basics/hash.ts";
import { type Access, type AccessAct, hasJoined, participant, partyOf } from "./access.ts";
import { addressOf, isAddress } from "./invitation.ts";
import type { RoomParty, ThirdPartyKind } from "./party.ts";
import { type Right, type Role, roleMay } from "./role.ts";

export type AccessCommand =
  /** Whoever opens a room for a party is its first person there. */
  | {
      readonly kind: "enter-first";
      readonly person: string;
      readonly name: string;
      readonly address: string;
      readonly roles: readonly Role[];
    }
  /** A member of the organisation that the party is, with the roles that they have there. */
  | {
      readonly kind: "enter-as-member";
      readonly person: string;
      readonly name: string;
      readonly address: string;
      readonly roles: readonly Role[];
    }
  | { readonly kind: "describe-party"; readonly name: string; readonly publicBody: boolean }
  | {
      readonly kind: "add-third-party";
      readonly party: string;
      readonly name: string;
      readonly thirdKind: ThirdPartyKind;
      readonly points: readonly string[];
    }
  | {
      readonly kind: "invite";
      readonly id: string;
      readonly party: string;
      readonly address: string;
      readonly roles: readonly Role[];
      readonly token: Hash;
      readonly expiresAt: string;
    }
  | { readonly kind: "revoke-invitation"; readonly invitation: string }
  /** By whoever holds the link and has proved the address. */
  | {
      readonly kind: "accept-invitation";
      readonly token: Hash;
      readonly person: string;
      readonly name: string;
      readonly address: string;
    }
  | { readonly kind: "set-roles"; readonly person: string; readonly roles: readonly Role[] }
  | { readonly kind: "leave"; readonly person: string; readonly successor: string | null }
  | {
      readonly kind: "name-deputy";
      readonly person: string;
      readonly deputy: string | null;
      readonly awayUntil: string | null;
    }
  | {
      readonly kind: "give-mandate";
      readonly id: string;
      readonly person: string;
      readonly upTo: string | null;
      readonly from: string;
      readonly until: string | null;
      readonly jointly: boolean;
      readonly basis: string;
    }
  | { readonly kind: "revoke-mandate"; readonly mandate: string };

/** Every kind of command, so that the room knows where each is decided. */
export const accessCommands: Readonly<Record<AccessCommand["kind"], true>> = {
  "enter-first": true,
  "enter-as-member": true,
  "describe-party": true,
  "add-third-party": true,
  invite: true,
  "revoke-invitation": true,
  "accept-invitation": true,
  "set-roles": true,
  leave: true,
  "name-deputy": true,
  "give-mandate": true,
  "revoke-mandate": true,
};

export type AccessRefusal =
  | "not-a-party"
  | "not-your-role"
  | "no-such-person"
  | "no-such-party"
  | "no-such-invitation"
  | "no-such-mandate"
  | "not-from-here"
  | "bad-address"
  | "already-here"
  | "invitation-used"
  | "invitation-revoked"
  | "invitation-expired"
  | "other-address"
  | "last-owner"
  | "dates-reversed"
  | "reason-missing";

export type AccessDecided = { readonly acts: readonly AccessAct[] } | { readonly refused: AccessRefusal };
/** Who acts, and when. */
export type Actor = {
  readonly party: string;
  readonly person: string | null;
  /** RFC 3339, UTC. */
  readonly now: string;
  /** The date then, in the agreement's zone. */
  readonly today: string;
};

const refused = (because: AccessRefusal): AccessDecided => ({ refused: because });
const done = (...acts: readonly AccessAct[]): AccessDecided => ({ acts });

/**
 * Whether somebody may do acts of a kind. A room that nobody has joined is open: a party is chosen, not proved, and nothing in
 * it binds anybody.
 */
export function permitted(access: Access, { party, person }: Pick<Actor, "party" | "person">, right: Right): boolean {
  if (access.people.length === 0) return person === null && right !== "sign";
  const found = participant(access, person);
  return found !== null && found.party === party && roleMay(found.roles, right);
}

export function decideAccess(access: Access, command: AccessCommand, by: Actor): AccessDecided {
  switch (command.kind) {
    case "enter-first": {
      if (!partyOf(access, by.party)) return refused("no-such-party");
      return access.people.length > 0 ? refused("already-here") : done(entered(command, by.party, null));
    }
    case "enter-as-member":
      if (!partyOf(access, by.party)) return refused("no-such-party");
      return participant(access, command.person) ? refused("already-here") : done(entered(command, by.party, null));
    case "accept-invitation":
      return accepted(access, command, by.now);
    case "leave":
    case "name-deputy":
      return permitted(access, by, "manage-people") || by.person === command.person
        ? aboutPerson(access, command, by)
        : refused("not-your-role");
    default:
      return permitted(access, by, "manage-people") ? managed(access, command, by) : refused("not-your-role");
  }
}

type Managed = Exclude<
  AccessCommand,
  { readonly kind: "enter-first" | "enter-as-member" | "accept-invitation" | "leave" | "name-deputy" }
>;

function managed(access: Access, command: Managed, by: Actor): AccessDecided {
  switch (command.kind) {
    case "describe-party":
      if (command.name.trim() === "") return refused("reason-missing");
      return done({ kind: "party-described", party: by.party, name: command.name, public_body: command.publicBody });
    case "add-third-party": {
      if (command.name.trim() === "") return refused("reason-missing");
      if (partyOf(access, command.party)) return refused("already-here");
      if (partyOf(access, by.party)?.side === "third-party") return refused("not-a-party");
      const { party, name, points } = command;
      return done({ kind: "third-party-added", party, by: by.party, name, third_kind: command.thirdKind, points });
    }
    case "invite":
      return invited(access, command, by);
    case "revoke-invitation": {
      const found = access.invitations.find(({ id }) => id === command.invitation);
      if (!found || found.sentBy !== by.party) return refused("no-such-invitation");
      return found.state === "sent" ? done({ kind: "invitation-revoked", id: found.id }) : refused("not-from-here");
    }
    case "set-roles": {
      const found = participant(access, command.person);
      if (found?.party !== by.party) return refused("no-such-person");
      if (!command.roles.includes("owner") && isLastOwner(access, by.party, command.person))
        return refused("last-owner");
      return done({ kind: "roles-set", person: command.person, roles: command.roles });
    }
    case "give-mandate": {
      if (participant(access, command.person)?.party !== by.party) return refused("no-such-person");
      if (command.until !== null && command.until < command.from) return refused("dates-reversed");
      const { id, person, upTo, from, until, jointly, basis } = command;
      return done({
        kind: "mandate-given",
        id,
        party: by.party,
        person,
        up_to: upTo,
        from,
        until,
        jointly,
        given_by: by.person,
        basis,
      });
    }
    case "revoke-mandate": {
      const found = access.mandates.find(({ id }) => id === command.mandate);
      if (found?.party !== by.party) return refused("no-such-mandate");
      return found.revoked ? refused("not-from-here") : done({ kind: "mandate-revoked", id: found.id });
    }
  }
}

function invited(
  access: Access,
  command: Extract<AccessCommand, { readonly kind: "invite" }>,
  by: Actor,
): AccessDecided {
  const target = partyOf(access, command.party);
  if (!target) return refused("no-such-party");
  if (!isAddress(command.address)) return refused("bad-address");
  if (!mayInviteTo(access, target, by.party)) return refused("not-your-role");
  const address = addressOf(command.address);
  if (access.people.some((person) => !person.left && person.address === address)) return refused("already-here");
  const { id, party, roles, token } = command;
  const earlier = access.invitations.filter(
    (found) => found.state === "sent" && found.address === address && found.sentBy === by.party,
  );
  return done(...earlier.map((found): AccessAct => ({ kind: "invitation-revoked", id: found.id })), {
    kind: "invitation-sent",
    id,
    party,
    address,
    roles,
    token,
    expires_at: command.expiresAt,
    sent_by: by.party,
    inviter: by.person,
  });
}

/** One's own people; between the two sides, the other's first person; and people of a third party that one's own side brought. */
function mayInviteTo(access: Access, target: RoomParty, by: string): boolean {
  if (target.key === by || target.broughtBy === by) return true;
  const asked = partyOf(access, by);
  return target.side !== "third-party" && asked?.side !== "third-party" && !hasJoined(access, target.key);
}

function accepted(
  access: Access,
  { token, person, name, address }: Extract<AccessCommand, { readonly kind: "accept-invitation" }>,
  now: string,
): AccessDecided {
  const found = access.invitations.find((invitation) => invitation.token === token);
  if (!found) return refused("no-such-invitation");
  if (found.state === "accepted") return refused("invitation-used");
  if (found.state === "revoked") return refused("invitation-revoked");
  if (found.state === "expired" || found.expiresAt <= now) return refused("invitation-expired");
  if (addressOf(address) !== found.address) return refused("other-address");
  // A side invites the other's first person: once that one is there, it alone says who else comes.
  const target = partyOf(access, found.party);
  if (target === null || !mayInviteTo(access, target, found.sentBy)) return refused("invitation-revoked");
  if (participant(access, person)) return refused("already-here");
  return done(entered({ person, name, address, roles: found.roles }, found.party, found.id));
}

type Entering = Pick<Extract<AccessCommand, { readonly kind: "enter-first" }>, "person" | "name" | "address" | "roles">;

function entered({ person, name, address, roles }: Entering, party: string, invitation: string | null): AccessAct {
  return { kind: "person-joined", person, party, name, address: addressOf(address), roles, invitation };
}

function aboutPerson(
  access: Access,
  command: Extract<AccessCommand, { readonly kind: "leave" | "name-deputy" }>,
  by: Actor,
): AccessDecided {
  const found = participant(access, command.person);
  if (found?.party !== by.party) return refused("no-such-person");
  const other = command.kind === "leave" ? command.successor : command.deputy;
  if (other !== null && (other === command.person || participant(access, other)?.party !== by.party))
    return refused("no-such-person");
  if (command.kind === "name-deputy")
    return done({ kind: "deputy-named", person: command.person, deputy: other, away_until: command.awayUntil });
  if (isLastOwner(access, by.party, command.person)) return refused("last-owner");
  return done({ kind: "person-left", person: command.person, successor: other });
}

/** A party that has people always has one who may manage them. */
function isLastOwner({ people }: Access, party: string, person: string): boolean {
  const owners = people.filter((found) => found.party === party && !found.left && found.roles.includes("owner"));
  return owners.length === 1 && owners[0]?.person === person;
}
