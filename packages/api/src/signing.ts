import { z } from "zod";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const words = z.string().max(2000);
const id = z.string().max(80);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const worth = z.string().regex(/^\d{1,15}(\.\d{1,4})? [A-Z]{3}$/);
const level = z.enum(["code", "passkey"]);
const state = z.enum(["requested", "opened", "signed", "declined", "delegated", "withdrawn", "void"]);

/** What a side does about signing. `root` and `binding` are what was on the screen. */
export const signingActSchema = z.discriminatedUnion("act", [
  z.object({
    act: z.literal("open-signing"),
    root: hash,
    effective_from: date,
    /** What the agreement is worth, where its charges do not say. */
    value: worth.nullable().default(null),
  }),
  z.object({
    act: z.literal("state-decision"),
    body: words,
    paragraph: words.default(""),
    register_number: words,
    date,
    signer: id,
    deputy: id.nullable().default(null),
  }),
  z.object({ act: z.literal("ask-signature"), person: id, mandate: id }),
  z.object({ act: z.literal("open-signature"), signature: id }),
  z.object({
    act: z.literal("decline-signature"),
    signature: id,
    points: z.array(id).max(2000).default([]),
    reason: words,
  }),
  z.object({ act: z.literal("delegate-signature"), signature: id, to: id, mandate: id }),
  z.object({ act: z.literal("withdraw-signature"), signature: id, reason: words }),
]);
export type SigningActRequest = z.input<typeof signingActSchema>;

/** Asks for a code to the signer's address, for exactly this binding. */
export const signingCodeSchema = z.object({ signature: id, binding: hash });

const base64url = z
  .string()
  .max(8000)
  .regex(/^[A-Za-z0-9_-]+$/);
/** A signature: the name as typed, and either the code that was sent or what a passkey answered to the binding. */
export const signSchema = z.object({
  signature: id,
  binding: hash,
  name: z.string().max(200),
  by: z.discriminatedUnion("means", [
    z.object({ means: z.literal("code"), code: z.string().max(20) }),
    z.object({
      means: z.literal("passkey"),
      credential: base64url,
      authenticator_data: base64url,
      client_data: base64url,
      signature: base64url,
    }),
  ]),
});
export type SignRequest = z.input<typeof signSchema>;

const mandate = z.object({
  id: z.string(),
  up_to: z.string().nullable(),
  from: z.string(),
  until: z.string().nullable(),
  jointly: z.boolean(),
  basis: z.string(),
  /** Given by its holder: the other side may ask what stands behind it. */
  own_word: z.boolean(),
  /** Why it does not carry this agreement today, or null. */
  lacks: z.string().nullable(),
});

/** Where a signing stands, the same for everybody but for who asks and what waits for them. */
export const signingSchema = z.object({
  me: z.string().nullable(),
  party: z.string(),
  /** The date now, in the agreement's zone: by it mandates are judged. */
  today: z.string(),
  stage: z.enum(["negotiating", "locked", "signing", "signed", "abandoned"]),
  /** The journal's head: what both can compare. */
  head: z.string(),
  /** Of the locked draft. */
  root: z.string(),
  /** The least sure means that both have agreed on, and the first day it may be signed. */
  level,
  not_before: z.string().nullable(),
  may_ask: z.boolean(),
  /** What opening would settle: the value by its charges, and when it would begin. */
  suggested: z.object({ value: z.string().nullable(), effective_from: z.string() }),
  /** The party on whose word the value stands; null where the charges say it. */
  stated_by: z.string().nullable(),
  terms: z
    .object({
      version: z.number().int(),
      root: z.string(),
      value: z.string().nullable(),
      effective_from: z.string(),
      frozen: z.object({
        hash: z.string(),
        from: z.string(),
        through: z.string(),
        zones: z.array(z.string()),
        holidays: z.array(z.object({ country: z.string(), days: z.array(z.string()) })),
      }),
    })
    .nullable(),
  parties: z.array(
    z.object({
      key: z.string(),
      side: z.enum(["provider", "customer", "third-party"]),
      name: z.string(),
      public_body: z.boolean(),
      signed: z.boolean(),
      points: z.array(z.string()),
      decision: z
        .object({
          body: z.string(),
          paragraph: z.string(),
          register_number: z.string(),
          date: z.string(),
          signer: z.string(),
          deputy: z.string().nullable(),
        })
        .nullable(),
      /** Those who hold a mandate or the role to sign. */
      people: z.array(z.object({ person: z.string(), name: z.string(), mandates: z.array(mandate) })),
    }),
  ),
  signatures: z.array(
    z.object({
      id: z.string(),
      party: z.string(),
      person: z.string(),
      state,
      mandate: z.string(),
      /** The name as typed. */
      name: z.string(),
      means: level.nullable(),
      at: z.string().nullable(),
      /** What it binds to, and its hash: shown to the signer, given to nobody else to sign. */
      binding: hash,
    }),
  ),
  returned: z
    .object({ party: z.string(), person: z.string(), reason: z.string(), points: z.array(z.string()) })
    .nullable(),
});
export type SigningResponse = z.infer<typeof signingSchema>;

/** The passkeys of whoever asks, for the browser to unlock one of. */
export const signingKeysSchema = z.object({
  keys: z.array(z.object({ credential: z.string(), transports: z.array(z.string()) })),
});
export type SigningKeysResponse = z.infer<typeof signingKeysSchema>;
