import { z } from "zod";
import { roleSchema } from "./account.ts";

const words = z.string().max(2000);
const id = z.string().max(80);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const roles = z.array(roleSchema).min(1).max(6);
const thirdKind = z.enum(["supplier", "customers-customer", "measurer", "mediator"]);

/** What a party does about people. An invitation's link goes by mail alone; nobody else is told it. */
export const peopleActSchema = z.discriminatedUnion("act", [
  z.object({ act: z.literal("describe-party"), name: z.string().max(200), public_body: z.boolean() }),
  z.object({
    act: z.literal("add-third-party"),
    name: z.string().max(200),
    third_kind: thirdKind,
    points: z.array(id).max(2000),
  }),
  z.object({ act: z.literal("invite"), party: id, address: z.string().max(254), roles }),
  z.object({ act: z.literal("revoke-invitation"), invitation: id }),
  z.object({ act: z.literal("set-roles"), person: id, roles }),
  z.object({ act: z.literal("leave"), person: id, successor: id.nullable().default(null) }),
  z.object({
    act: z.literal("name-deputy"),
    person: id,
    deputy: id.nullable(),
    away_until: date.nullable().default(null),
  }),
  z.object({
    act: z.literal("give-mandate"),
    person: id,
    up_to: z
      .string()
      .regex(/^\d{1,15}(\.\d{1,4})? [A-Z]{3}$/)
      .nullable()
      .default(null),
    from: date,
    until: date.nullable().default(null),
    jointly: z.boolean().default(false),
    basis: words.default(""),
  }),
  z.object({ act: z.literal("revoke-mandate"), mandate: id }),
]);
export type PeopleActRequest = z.input<typeof peopleActSchema>;

const mandate = z.object({
  id: z.string(),
  up_to: z.string().nullable(),
  from: z.string(),
  until: z.string().nullable(),
  jointly: z.boolean(),
  basis: z.string(),
  revoked: z.boolean(),
});

/** A room's parties and people. Addresses and mandates are shown to both sides: they say who may bind whom. */
export const peopleSchema = z.object({
  /** Who asks; null in an open room. */
  me: z.string().nullable(),
  party: z.string(),
  open: z.boolean(),
  parties: z.array(
    z.object({
      key: z.string(),
      side: z.enum(["provider", "customer", "third-party"]),
      third_kind: thirdKind.nullable(),
      name: z.string(),
      /** Which of the two sides brought a third party in; null for the two. */
      brought_by: z.string().nullable(),
      public_body: z.boolean(),
      points: z.array(z.string()),
      people: z.array(
        z.object({
          person: z.string(),
          name: z.string(),
          address: z.string(),
          roles: z.array(roleSchema),
          deputy: z.string().nullable(),
          away_until: z.string().nullable(),
          left: z.boolean(),
          mandates: z.array(mandate),
        }),
      ),
      /** Those that wait, were taken back or are too old; of one's own sending. */
      invitations: z.array(
        z.object({
          id: z.string(),
          address: z.string(),
          roles: z.array(roleSchema),
          expires_at: z.string(),
          state: z.enum(["sent", "accepted", "revoked", "expired"]),
        }),
      ),
    }),
  ),
});
export type PeopleResponse = z.infer<typeof peopleSchema>;

export const invitationLinkSchema = z.object({ room: z.string().max(40), token: z.string().max(100) });
/** What a link is about, before anybody is asked to sign in. */
export const invitationSchema = z.object({
  room: z.string(),
  agreement: z.string(),
  party: z.string(),
  side: z.enum(["provider", "customer", "third-party"]),
  inviter: z.string(),
  from: z.string(),
  address: z.string(),
  roles: z.array(roleSchema),
  expires_at: z.string(),
  state: z.enum(["sent", "accepted", "revoked", "expired"]),
});
export type InvitationResponse = z.infer<typeof invitationSchema>;
export const joinedSchema = z.object({ room: z.string(), side: z.string() });
