/** Who is in a room: its parties, their people with roles and mandates, and who has been invited. A pure fold of what was done. */
import type { Hash } from "../basics/hash.ts";
import type { Invitation } from "./invitation.ts";
import type { Mandate } from "./mandate.ts";
import type { RoomParty, ThirdPartyKind } from "./party.ts";
import type { Role } from "./role.ts";

export type Participant = {
  /** The account's id; the journal knows people by it. */
  readonly person: string;
  readonly party: string;
  readonly name: string;
  readonly address: string;
  readonly roles: readonly Role[];
  /** Who acts for them while they are away, or after they have left. */
  readonly deputy: string | null;
  /** Last day away, or null. */
  readonly awayUntil: string | null;
  readonly left: boolean;
};

export type Access = {
  readonly parties: readonly RoomParty[];
  readonly people: readonly Participant[];
  readonly invitations: readonly Invitation[];
  readonly mandates: readonly Mandate[];
};

export const nobody: Access = { parties: [], people: [], invitations: [], mandates: [] };

/** What has been done, as the journal says it. */
export type AccessAct =
  | {
      readonly kind: "third-party-added";
      readonly party: string;
      readonly by: string;
      readonly name: string;
      readonly third_kind: ThirdPartyKind;
      readonly points: readonly string[];
    }
  | { readonly kind: "party-described"; readonly party: string; readonly name: string; readonly public_body: boolean }
  | {
      readonly kind: "invitation-sent";
      readonly id: string;
      readonly party: string;
      readonly address: string;
      readonly roles: readonly Role[];
      readonly token: Hash;
      readonly expires_at: string;
      readonly sent_by: string;
      readonly inviter: string | null;
    }
  | { readonly kind: "invitation-revoked"; readonly id: string }
  | {
      readonly kind: "person-joined";
      readonly person: string;
      readonly party: string;
      readonly name: string;
      readonly address: string;
      readonly roles: readonly Role[];
      readonly invitation: string | null;
    }
  | { readonly kind: "roles-set"; readonly person: string; readonly roles: readonly Role[] }
  | { readonly kind: "person-left"; readonly person: string; readonly successor: string | null }
  | {
      readonly kind: "deputy-named";
      readonly person: string;
      readonly deputy: string | null;
      readonly away_until: string | null;
    }
  | {
      readonly kind: "mandate-given";
      readonly id: string;
      readonly party: string;
      readonly person: string;
      readonly up_to: string | null;
      readonly from: string;
      readonly until: string | null;
      readonly jointly: boolean;
      readonly given_by: string | null;
      readonly basis: string;
    }
  | { readonly kind: "mandate-revoked"; readonly id: string };

/** Every kind of act, so that a fold knows its own. */
export const accessActs: Readonly<Record<AccessAct["kind"], true>> = {
  "third-party-added": true,
  "party-described": true,
  "invitation-sent": true,
  "invitation-revoked": true,
  "person-joined": true,
  "roles-set": true,
  "person-left": true,
  "deputy-named": true,
  "mandate-given": true,
  "mandate-revoked": true,
};

export function afterAccess(state: Access, act: AccessAct): Access {
  switch (act.kind) {
    case "third-party-added":
      return {
        ...state,
        parties: [
          ...state.parties,
          {
            key: act.party,
            side: "third-party",
            name: act.name,
            broughtBy: act.by,
            kind: act.third_kind,
            points: act.points,
            publicBody: false,
          },
        ],
      };
    case "party-described":
      return {
        ...state,
        parties: state.parties.map((party) =>
          party.key === act.party ? { ...party, name: act.name, publicBody: act.public_body } : party,
        ),
      };
    case "invitation-sent": {
      const { id, party, address, roles, token, inviter } = act;
      return {
        ...state,
        invitations: [
          ...state.invitations,
          { id, party, address, roles, token, expiresAt: act.expires_at, sentBy: act.sent_by, inviter, state: "sent" },
        ],
      };
    }
    case "invitation-revoked":
      return {
        ...state,
        invitations: state.invitations.map((found) => (found.id === act.id ? { ...found, state: "revoked" } : found)),
      };
    case "person-joined":
      return joined(state, act);
    case "roles-set":
      return withPerson(state, act.person, (person) => ({ ...person, roles: act.roles }));
    case "person-left":
      return withPerson(state, act.person, (person) => ({ ...person, left: true, deputy: act.successor }));
    case "deputy-named":
      return withPerson(state, act.person, (person) => ({ ...person, deputy: act.deputy, awayUntil: act.away_until }));
    case "mandate-given": {
      const { id, party, person, from, until, jointly, basis } = act;
      return {
        ...state,
        mandates: [
          ...state.mandates,
          { id, party, person, upTo: act.up_to, from, until, jointly, givenBy: act.given_by, basis, revoked: false },
        ],
      };
    }
    case "mandate-revoked":
      return {
        ...state,
        mandates: state.mandates.map((mandate) => (mandate.id === act.id ? { ...mandate, revoked: true } : mandate)),
      };
  }
}

function joined(state: Access, act: Extract<AccessAct, { readonly kind: "person-joined" }>): Access {
  const { person, party, name, address, roles } = act;
  const others = state.people.filter((found) => found.person !== person);
  return {
    ...state,
    people: [...others, { person, party, name, address, roles, deputy: null, awayUntil: null, left: false }],
    invitations: state.invitations.map((found) =>
      found.id === act.invitation ? { ...found, state: "accepted" } : found,
    ),
  };
}

function withPerson(state: Access, person: string, change: (found: Participant) => Participant): Access {
  return { ...state, people: state.people.map((found) => (found.person === person ? change(found) : found)) };
}

/** The participant as they stand in the room now, or null for whoever never joined or has left. */
export function participant({ people }: Access, person: string | null): Participant | null {
  return people.find((found) => found.person === person && !found.left) ?? null;
}

export function partyOf({ parties }: Access, key: string): RoomParty | null {
  return parties.find((party) => party.key === key) ?? null;
}

/** Whether anybody of a party takes part: before that the other works alone. */
export function hasJoined({ people }: Access, party: string): boolean {
  return people.some((found) => found.party === party && !found.left);
}
