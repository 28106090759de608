/** Signing in, who I am, my keys, and the organisations that I belong to. */
import {
  addKeySchema,
  describeOrganisationSchema,
  followSchema,
  inviteMemberSchema,
  keysSchema,
  memberInvitationSchema,
  memberSchema,
  meSchema,
  nameSchema,
  newKeySchema,
  organisationIdSchema,
  organisationSchema,
  ownerSchema,
  tokenSchema,
} from "@overens/api";
import { instant, instantText } from "@overens/core";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Frame } from "../http/frame.ts";
import { Refusal, type RefusalCode } from "../refusal.ts";
import { rolesIn } from "./person.ts";

const byOrganisation = z.object({ organisation: z.string() });
const byMember = z.object({ organisation: z.string(), person: z.string() });
const nothing = z.object({});
const timeText = (at: Date | null): string | null => (at === null ? null : instantText(instant(at.getTime())));

export function accountRoutes({ app, accounts, organisations, mail }: Frame): void {
  app.route({
    method: ["GET", "POST"],
    url: "/api/auth/*",
    schema: { hide: true },
    handler: (request, reply) => passedOn(request, reply),
  });

  /** What the library answers, with its refusals in our form. */
  async function passedOn(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const answer = await accounts.handle(request, request.body);
    const body = await answer.text();
    if (answer.status >= 400) throw new Refusal(refusalFor(answer.status, body));
    for (const cookie of answer.headers.getSetCookie()) reply.header("set-cookie", cookie);
    const location = answer.headers.get("location");
    if (location !== null) reply.header("location", location);
    return reply
      .status(answer.status)
      .type(answer.headers.get("content-type") ?? "application/json")
      .send(body);
  }

  app.get("/api/me", { schema: { response: { 200: meSchema } } }, async (request) => {
    const person = await accounts.personOf(request);
    const memberships = person === null ? [] : await accounts.organisationsOf(person);
    return {
      person: person === null ? null : { ...person, named: person.name !== person.address },
      organisations: memberships.map(({ publicBody, roles, ...of }) => ({
        ...of,
        public_body: publicBody,
        roles: [...roles],
      })),
      mailbox: mail.isLocal,
    };
  });
  app.post("/api/me", { schema: { body: nameSchema, response: { 200: nothing } } }, async (request) => {
    await accounts.name(await accounts.signedIn(request), request.body.name.trim(), request.body.language);
    return {};
  });
  app.post("/api/owner", { schema: { body: ownerSchema, response: { 200: followSchema } } }, async (request) => ({
    link: await accounts.claimOwner(request, request.body.token, request.body.address),
  }));

  app.get("/api/me/keys", { schema: { response: { 200: keysSchema } } }, async (request) => {
    const person = await accounts.signedIn(request);
    const [keys, passkeys] = await Promise.all([accounts.keysOf(person), accounts.passkeysOf(person)]);
    return {
      keys: keys.map(({ created_at, used_at, ...key }) => ({
        ...key,
        created_at: timeText(created_at) ?? "",
        used_at: timeText(used_at),
      })),
      passkeys: passkeys.map(({ id, name, created_at }) => ({ id, name, created_at: timeText(created_at) })),
    };
  });
  app.post(
    "/api/me/keys",
    { schema: { body: addKeySchema, response: { 201: newKeySchema } } },
    async (request, reply) =>
      reply.status(201).send(await accounts.addKey(await accounts.signedIn(request), request.body.name)),
  );
  app.delete(
    "/api/me/keys/:key",
    { schema: { params: z.object({ key: z.uuid() }), response: { 200: nothing } } },
    async (request) => {
      await accounts.removeKey(await accounts.signedIn(request), request.params.key);
      return {};
    },
  );

  app.post(
    "/api/organisations",
    { schema: { body: describeOrganisationSchema, response: { 201: organisationIdSchema } } },
    async (request, reply) => {
      const { name, registration_number, public_body } = request.body;
      const organisation = await organisations.create(
        await accounts.signedIn(request),
        name,
        registration_number,
        public_body,
      );
      return reply.status(201).send({ organisation });
    },
  );
  app.get(
    "/api/organisations/:organisation",
    { schema: { params: byOrganisation, response: { 200: organisationSchema } } },
    async (request) => {
      const person = await accounts.signedIn(request);
      const { organisation, members, invitations } = await organisations.read(person, request.params.organisation);
      return {
        organisation: organisation.organisation_id,
        name: organisation.name,
        registration_number: organisation.registration_number,
        public_body: organisation.public_body,
        members: members.map(({ person_id, name, address, roles, title, away_until, deputy }) => ({
          person: person_id,
          name,
          address,
          roles: [...rolesIn(roles)],
          title,
          away_until,
          deputy,
        })),
        invitations: invitations.map(({ invitation_id, address, roles, expires_at }) => ({
          invitation: invitation_id,
          address,
          roles: [...rolesIn(roles)],
          expires_at: timeText(expires_at) ?? "",
        })),
      };
    },
  );
  app.put(
    "/api/organisations/:organisation",
    { schema: { params: byOrganisation, body: describeOrganisationSchema, response: { 200: nothing } } },
    async (request) => {
      const { name, registration_number, public_body } = request.body;
      await organisations.describe(
        await accounts.signedIn(request),
        request.params.organisation,
        name,
        registration_number,
        public_body,
      );
      return {};
    },
  );
  app.post(
    "/api/organisations/:organisation/invitations",
    { schema: { params: byOrganisation, body: inviteMemberSchema, response: { 201: nothing } } },
    async (request, reply) => {
      const person = await accounts.signedIn(request);
      const linkTo = (token: string): string => `${accounts.originOf(request)}/join#${token}`;
      await organisations.invite(person, request.params.organisation, request.body.address, request.body.roles, linkTo);
      return reply.status(201).send({});
    },
  );
  app.delete(
    "/api/organisations/:organisation/invitations/:invitation",
    { schema: { params: z.object({ organisation: z.string(), invitation: z.string() }), response: { 200: nothing } } },
    async (request) => {
      await organisations.revoke(
        await accounts.signedIn(request),
        request.params.organisation,
        request.params.invitation,
      );
      return {};
    },
  );
  app.put(
    "/api/organisations/:organisation/members/:person",
    { schema: { params: byMember, body: memberSchema, response: { 200: nothing } } },
    async (request) => {
      const asker = await accounts.signedIn(request);
      const { organisation, person } = request.params;
      const { roles, title, away_until, deputy } = request.body;
      if (roles !== undefined) await organisations.setRoles(asker, organisation, person, roles);
      if (title !== undefined || away_until !== undefined || deputy !== undefined)
        await organisations.describeMember(
          asker,
          organisation,
          person,
          title ?? "",
          away_until ?? null,
          deputy ?? null,
        );
      return {};
    },
  );
  app.delete(
    "/api/organisations/:organisation/members/:person",
    { schema: { params: byMember, response: { 200: nothing } } },
    async (request) => {
      await organisations.remove(await accounts.signedIn(request), request.params.organisation, request.params.person);
      return {};
    },
  );
  // A token is a secret: it stands in bodies, never in an address that is logged.
  app.post(
    "/api/member-invitations/look",
    { schema: { body: tokenSchema, response: { 200: memberInvitationSchema } } },
    async (request) => {
      const { organisation, inviter, address, roles, state } = await organisations.look(request.body.token);
      return { organisation, inviter, address, roles: [...rolesIn(roles)], state: state as "sent" };
    },
  );
  app.post(
    "/api/member-invitations/accept",
    { schema: { body: tokenSchema, response: { 200: organisationIdSchema } } },
    async (request) => ({
      organisation: await organisations.accept(await accounts.signedIn(request), request.body.token),
    }),
  );
}

function refusalFor(status: number, body: string): RefusalCode {
  if (status === 429) return "too-many";
  if (/INVALID_OTP|OTP_EXPIRED|TOO_MANY_ATTEMPTS/.test(body)) return "code-wrong";
  if (/INVALID_TOKEN|EXPIRED_TOKEN/i.test(body)) return "link-used";
  if (/SESSION_NOT_FRESH/.test(body)) return "sign-in-again";
  if (/PASSKEY_NOT_FOUND/.test(body)) return "passkey-unknown";
  if (/CHALLENGE_NOT_FOUND|FAILED_TO_VERIFY|AUTHENTICATION_FAILED|NOT_UNLOCKED/.test(body)) return "passkey-wrong";
  if (status === 401) return "sign-in-needed";
  return status === 404 ? "not-found" : "sign-in-refused";
}
