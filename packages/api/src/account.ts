import { z } from "zod";

const text = (most: number) => z.string().max(most);
const language = z.enum(["sv", "en"]);
export const roleSchema = z.enum(["owner", "negotiator", "approver", "signatory", "contributor", "reader"]);
const roles = z.array(roleSchema).max(6);

/** Who has signed in; null when nobody has. `named` is false until they have said what they are called. */
export const meSchema = z.object({
  person: z
    .object({
      id: z.string(),
      name: z.string(),
      address: z.string(),
      language,
      authentication: z.string(),
      named: z.boolean(),
    })
    .nullable(),
  organisations: z.array(z.object({ organisation: z.string(), name: z.string(), public_body: z.boolean(), roles })),
  /** Whether letters stay on this machine and are shown at /mailbox. */
  mailbox: z.boolean(),
});
export const nameSchema = z.object({ name: text(200).min(1), language });
export const ownerSchema = z.object({ token: text(100), address: text(254) });
export const followSchema = z.object({ link: z.string() });

export const keySchema = z.object({
  key_id: z.string(),
  name: z.string(),
  created_at: z.string(),
  used_at: z.string().nullable(),
});
export const passkeySchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  created_at: z.string().nullable(),
});
export const keysSchema = z.object({ keys: z.array(keySchema), passkeys: z.array(passkeySchema) });
export const addKeySchema = z.object({ name: text(100).min(1) });
/** Told this once: only its hash is kept. */
export const newKeySchema = z.object({ key: z.string() });

export const organisationSchema = z.object({
  organisation: z.string(),
  name: z.string(),
  registration_number: z.string(),
  public_body: z.boolean(),
  members: z.array(
    z.object({
      person: z.string(),
      name: z.string(),
      address: z.string(),
      roles,
      title: z.string(),
      away_until: z.string().nullable(),
      deputy: z.string().nullable(),
    }),
  ),
  invitations: z.array(z.object({ invitation: z.string(), address: z.string(), roles, expires_at: z.string() })),
});
export const describeOrganisationSchema = z.object({
  name: text(200),
  registration_number: text(40).default(""),
  public_body: z.boolean().default(false),
});
export const organisationIdSchema = z.object({ organisation: z.string() });
export const inviteMemberSchema = z.object({ address: text(254), roles });
export const memberSchema = z.object({
  roles: roles.optional(),
  title: text(200).optional(),
  away_until: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable()
    .optional(),
  deputy: text(64).nullable().optional(),
});
/** What a member's invitation is about, as whoever holds the link is shown. */
export const memberInvitationSchema = z.object({
  organisation: z.string(),
  inviter: z.string(),
  address: z.string(),
  roles,
  state: z.enum(["sent", "accepted", "revoked", "expired"]),
});
export const tokenSchema = z.object({ token: text(100) });

export const mailboxSchema = z.object({
  letters: z.array(
    z.object({
      mail_id: z.string(),
      address: z.string(),
      kind: z.string(),
      subject: z.string(),
      body: z.string(),
      made_at: z.string(),
    }),
  ),
});

export type MeResponse = z.infer<typeof meSchema>;
export type OrganisationResponse = z.infer<typeof organisationSchema>;
export type KeysResponse = z.infer<typeof keysSchema>;
export type MemberInvitationResponse = z.infer<typeof memberInvitationSchema>;
export type MailboxResponse = z.infer<typeof mailboxSchema>;
