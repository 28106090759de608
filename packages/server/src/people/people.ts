/** The people of a room: who is there, who is invited, and joining by a link. */
import { randomBytes, randomUUID } from "node:crypto";
import type { InvitationResponse, PeopleActRequest, PeopleResponse } from "@overens/api";
import {
  type Access,
  type Author,
  type Command,
  type Hash,
  hashText,
  type Invitation,
  instant,
  instantText,
  type Language,
  partyOf,
} from "@overens/core";
import type { Person } from "../accounts/person.ts";
import { type Database, setContext } from "../database/database.ts";
import { invitationLetter } from "../mail/letters.ts";
import type { Mail } from "../mail/mail.ts";
import { Refusal } from "../refusal.ts";
import { commit, stateAt } from "../rooms/commit.ts";
import { authorOf, isUuid, type Room, type Rooms } from "../rooms/rooms.ts";
import * as store from "../rooms/store.ts";
import type { Announcer } from "../sources/announce.ts";

export type People = ReturnType<typeof people>;

/** An invitation is good for this long, in milliseconds. */
const invitationLasts = 14 * 24 * 3_600_000;

export function people(database: Database, rooms: Rooms, mail: Mail, announce: Pick<Announcer, "announce">) {
  const run = async (by: Author, room: string, command: Command): Promise<void> => {
    await database.inContext({ person: by.person, party: by.party, rooms: [room], sources: [] }, (client) =>
      commit(client, room, command, by),
    );
    announce.announce(room);
  };

  const read = async (by: Author, id: string): Promise<PeopleResponse> => shown(await rooms.open(by.party, id), by);

  /** @param linkTo makes the address of a token: it is in the letter and nowhere else */
  const invite = async (
    by: Author,
    id: string,
    party: string,
    address: string,
    roles: Invitation["roles"],
    language: Language,
    linkTo: (token: string) => string,
  ): Promise<void> => {
    const token = randomBytes(32).toString("base64url");
    const invitation = randomUUID();
    const expiresAt = instantText(instant(Date.now() + invitationLasts));
    await run(by, id, {
      kind: "invite",
      id: invitation,
      party,
      address,
      roles,
      token: hashText(token) as Hash,
      expiresAt,
    });
    const room = await rooms.open(by.party, id);
    const inviter = room.state.access.people.find(({ person }) => person === by.person)?.name ?? "";
    const from = partyOf(room.state.access, by.party)?.name ?? "";
    const { subject, text } = invitationLetter(language, inviter, from, room.name, linkTo(token));
    await mail.send({
      to: address.trim().toLowerCase(),
      language,
      kind: "invitation",
      subject,
      text,
      once: invitation,
    });
  };

  /** The room as whoever holds a link may see it: work within the context of the party that the link is for. */
  const byLink = async <T>(
    room: string,
    token: string,
    person: Person | null,
    work: (at: {
      readonly row: store.RoomRow;
      readonly access: Access;
      readonly found: Invitation;
      readonly join: (command: Command, by: Author) => Promise<void>;
    }) => Promise<T>,
  ): Promise<T> => {
    if (!isUuid(room)) throw new Refusal("no-such-invitation");
    const hash = hashText(token);
    return database.inContext({ person: person?.id ?? null, party: "", rooms: [], sources: [] }, async (client) => {
      const party = await store.partyOfLink(client, room, hash);
      if (party === null) throw new Refusal("no-such-invitation");
      await setContext(client, { person: person?.id ?? null, party, rooms: [room], sources: [] });
      const row = await store.roomById(client, room);
      if (row === null) throw new Refusal("no-such-invitation");
      const { access } = await stateAt(client, room, { sequence: row.last_sequence, head: row.head });
      const found = access.invitations.find((invitation) => invitation.token === hash);
      if (!found) throw new Refusal("no-such-invitation");
      const join = async (command: Command, by: Author): Promise<void> =>
        void (await commit(client, room, command, by));
      return work({ row, access, found, join });
    });
  };

  return {
    read,
    act: async (
      by: Author,
      id: string,
      request: PeopleActRequest,
      language: Language,
      linkTo: (token: string) => string,
    ): Promise<PeopleResponse> => {
      if (request.act === "invite")
        await invite(by, id, request.party, request.address, request.roles, language, linkTo);
      else await run(by, id, commandOf(request));
      return read(by, id);
    },
    look: (room: string, token: string): Promise<InvitationResponse> =>
      byLink(room, token, null, async ({ row, access, found }) => {
        const target = partyOf(access, found.party);
        return {
          room,
          agreement: row.name,
          party: target?.name ?? "",
          side: target?.side ?? "third-party",
          inviter: access.people.find(({ person }) => person === found.inviter)?.name ?? "",
          from: partyOf(access, found.sentBy)?.name ?? "",
          address: found.address,
          roles: [...found.roles],
          expires_at: found.expiresAt,
          state: stateOf(found),
        };
      }),
    accept: (person: Person, room: string, token: string): Promise<{ readonly room: string; readonly side: string }> =>
      byLink(room, token, person, async ({ access, found, join }) => {
        const { id, name, address } = person;
        const by = authorOf(person, found.party, found.roles);
        await join({ kind: "accept-invitation", token: hashText(token) as Hash, person: id, name, address }, by);
        announce.announce(room);
        return { room, side: partyOf(access, found.party)?.side ?? "third-party" };
      }),
  };
}

function commandOf(request: Exclude<PeopleActRequest, { act: "invite" }>): Command {
  switch (request.act) {
    case "describe-party":
      return { kind: request.act, name: request.name, publicBody: request.public_body };
    case "add-third-party":
      return {
        kind: request.act,
        party: randomUUID(),
        name: request.name,
        thirdKind: request.third_kind,
        points: request.points,
      };
    case "revoke-invitation":
      return { kind: request.act, invitation: request.invitation };
    case "set-roles":
      return { kind: request.act, person: request.person, roles: request.roles };
    case "leave":
      return { kind: request.act, person: request.person, successor: request.successor ?? null };
    case "name-deputy":
      return {
        kind: request.act,
        person: request.person,
        deputy: request.deputy,
        awayUntil: request.away_until ?? null,
      };
    case "give-mandate": {
      const { person, up_to: upTo = null, from, until = null, jointly = false, basis = "" } = request;
      return { kind: request.act, id: randomUUID(), person, upTo, from, until, jointly, basis };
    }
    case "revoke-mandate":
      return { kind: request.act, mandate: request.mandate };
  }
}

function shown({ state: { access }, open }: Room, by: Author): PeopleResponse {
  // A third party sees who the others are, and not their people, mandates or what else the agreement touches.
  const isThird = partyOf(access, by.party)?.side === "third-party";
  const isSeen = (party: string): boolean => !isThird || party === by.party;
  return {
    me: by.person,
    party: by.party,
    open,
    parties: access.parties
      .filter(({ key, side }) => isSeen(key) || side !== "third-party")
      .map(({ key, side, kind, name, broughtBy, publicBody, points }) => ({
        key,
        side,
        third_kind: kind,
        name,
        brought_by: broughtBy,
        public_body: publicBody,
        points: [...points],
        people: access.people
          .filter(({ party }) => party === key && isSeen(party))
          .map(({ person, name: called, address, roles, deputy, awayUntil, left }) => ({
            person,
            name: called,
            address,
            roles: [...roles],
            deputy,
            away_until: awayUntil,
            left,
            mandates: access.mandates
              .filter((mandate) => mandate.person === person)
              .map(({ id, upTo, from, until, jointly, basis, revoked }) => ({
                id,
                up_to: upTo,
                from,
                until,
                jointly,
                basis,
                revoked,
              })),
          })),
        invitations: access.invitations
          .filter((found) => found.party === key && found.sentBy === by.party)
          .map((found) => ({
            id: found.id,
            address: found.address,
            roles: [...found.roles],
            expires_at: found.expiresAt,
            state: stateOf(found),
          })),
      })),
  };
}

function stateOf({ state, expiresAt }: Invitation): Invitation["state"] {
  return state === "sent" && expiresAt <= instantText(instant(Date.now())) ? "expired" : state;
}
