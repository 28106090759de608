/** Organisations: their members, roles, deputies, and who is invited. One of them is always an owner. */
import { randomBytes, randomUUID } from "node:crypto";
import { addressOf, hashText, isAddress, type Role } from "@overens/core";
import type pg from "pg";
import { memberLetter } from "../mail/letters.ts";
import type { Mail } from "../mail/mail.ts";
import { Refusal } from "../refusal.ts";
import { isUuid } from "../rooms/rooms.ts";
import { type Person, rolesIn } from "./person.ts";
import * as store from "./store.ts";

export type Organisations = ReturnType<typeof organisations>;

/** An invitation is good for this long, in milliseconds. */
const invitationLasts = 72 * 3_600_000;

export function organisations(db: pg.Pool, mail: Mail) {
  /** One change of an organisation at a time, by one of its members; owners alone change people. */
  const within = async <T>(
    person: Person,
    id: string,
    needs: "member" | "owner",
    work: (
      client: pg.PoolClient,
      organisation: store.OrganisationRow,
      members: readonly store.MemberRow[],
    ) => Promise<T>,
  ): Promise<T> => {
    return store.inTransaction(db, async (client) => {
      const organisation = isUuid(id) ? await store.lockedOrganisation(client, id) : null;
      const members = organisation === null ? [] : await store.membersOf(client, id);
      const own = members.find(({ person_id }) => person_id === person.id);
      if (organisation === null || own === undefined) throw new Refusal("not-found");
      if (needs === "owner" && !rolesIn(own.roles).includes("owner")) throw new Refusal("not-your-role");
      return work(client, organisation, members);
    });
  };

  return {
    create: async (person: Person, name: string, registrationNumber: string, publicBody: boolean): Promise<string> => {
      if (name.trim() === "") throw new Refusal("organisation-unnamed");
      const organisation_id = randomUUID();
      const at = new Date();
      await store.insertOrganisation(
        db,
        { organisation_id, name, registration_number: registrationNumber, public_body: publicBody },
        at,
      );
      await store.putMember(db, organisation_id, person.id, "owner negotiator approver contributor", at);
      return organisation_id;
    },
    describe: (
      person: Person,
      id: string,
      name: string,
      registrationNumber: string,
      publicBody: boolean,
    ): Promise<void> =>
      within(person, id, "owner", (client) => {
        if (name.trim() === "") throw new Refusal("organisation-unnamed");
        return store.describeOrganisation(client, {
          organisation_id: id,
          name,
          registration_number: registrationNumber,
          public_body: publicBody,
        });
      }),
    read: (person: Person, id: string) =>
      within(person, id, "member", async (client, organisation, members) => ({
        organisation,
        members,
        invitations: await store.invitationsTo(client, id),
      })),
    /** @param linkTo makes the address of a token */
    invite: async (
      person: Person,
      id: string,
      to: string,
      roles: readonly Role[],
      linkTo: (token: string) => string,
    ): Promise<void> => {
      if (!isAddress(to)) throw new Refusal("bad-address");
      const address = addressOf(to);
      const token = randomBytes(32).toString("base64url");
      const invitation_id = randomUUID();
      const name = await within(person, id, "owner", async (client, organisation, members) => {
        if (members.some((member) => member.address === address)) throw new Refusal("already-here");
        const expires_at = new Date(Date.now() + invitationLasts);
        await store.insertInvitation(client, {
          invitation_id,
          organisation_id: id,
          address,
          roles: roles.join(" "),
          inviter: person.name,
          expires_at,
          state: "sent",
          token: hashText(token),
        });
        return organisation.name;
      });
      const { subject, text } = memberLetter(person.language, person.name, name, linkTo(token));
      await mail.send({
        to: address,
        language: person.language,
        kind: "member invitation",
        subject,
        text,
        once: invitation_id,
      });
    },
    revoke: (person: Person, id: string, invitation: string): Promise<void> =>
      within(person, id, "owner", async (client) => {
        if (!isUuid(invitation) || !(await store.moveInvitation(client, id, invitation, "revoked")))
          throw new Refusal("no-such-invitation");
      }),
    /** What an invitation is about, for whoever holds its link. */
    look: async (token: string) => {
      const row = await store.invitationBy(db, hashText(token));
      if (row === null) throw new Refusal("no-such-invitation");
      return { ...row, state: stateOf(row) };
    },
    accept: (person: Person, token: string): Promise<string> =>
      store.inTransaction(db, async (client) => {
        const row = await store.invitationBy(client, hashText(token));
        if (row === null) throw new Refusal("no-such-invitation");
        const state = stateOf(row);
        if (state === "revoked") throw new Refusal("invitation-revoked");
        if (state === "expired") throw new Refusal("invitation-expired");
        if (row.address !== addressOf(person.address)) throw new Refusal("other-address");
        if (!(await store.moveInvitation(client, row.organisation_id, row.invitation_id, "accepted")))
          throw new Refusal("invitation-used");
        await store.putMember(client, row.organisation_id, person.id, row.roles, new Date());
        return row.organisation_id;
      }),
    setRoles: (person: Person, id: string, member: string, roles: readonly Role[]): Promise<void> =>
      within(person, id, "owner", async (client, _, members) => {
        if (!members.some(({ person_id }) => person_id === member)) throw new Refusal("no-such-person");
        if (!roles.includes("owner")) ownerStays(members, member);
        await store.putMember(client, id, member, roles.join(" "), new Date());
      }),
    /** Away until a day, with a deputy; by oneself or an owner. */
    describeMember: (
      person: Person,
      id: string,
      member: string,
      title: string,
      awayUntil: string | null,
      deputy: string | null,
    ): Promise<void> =>
      within(person, id, member === person.id ? "member" : "owner", async (client, _, members) => {
        const known = (who: string): boolean => members.some(({ person_id }) => person_id === who);
        if (!known(member) || (deputy !== null && (deputy === member || !known(deputy))))
          throw new Refusal("no-such-person");
        await store.describeMember(client, id, member, title, awayUntil, deputy);
      }),
    remove: (person: Person, id: string, member: string): Promise<void> =>
      within(person, id, member === person.id ? "member" : "owner", async (client, _, members) => {
        if (!members.some(({ person_id }) => person_id === member)) throw new Refusal("no-such-person");
        ownerStays(members, member);
        await store.removeMember(client, id, member);
      }),
  };
}

function ownerStays(members: readonly store.MemberRow[], leaving: string): void {
  if (!members.some(({ person_id, roles }) => person_id !== leaving && rolesIn(roles).includes("owner")))
    throw new Refusal("last-owner");
}

function stateOf({ state, expires_at }: store.InvitationRow): string {
  return state === "sent" && expires_at.getTime() <= Date.now() ? "expired" : state;
}
