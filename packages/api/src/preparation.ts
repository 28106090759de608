import { z } from "zod";

const side = z.enum(["provider", "customer"]);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const words = z.string().max(20_000);
const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .max(64);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const name = z.string().max(200);
const satisfaction = z.enum(["satisfied", "can-live-with-it", "not-satisfied"]);
const itemKind = z.enum(["need", "history", "pain", "must", "wish"]);
const part = z.enum(["agreement", "negotiating", "working"]);
const bothLanguages = z.object({ sv: words.optional(), en: words.optional() });

/** A line has words, as written or in both languages, or a value out of those that its id allows. */
const line = z.object({
  id,
  part,
  text: z.union([words, bothLanguages]).nullable(),
  value: z.string().max(40).nullable(),
});

const way = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("new") }),
  /** Signed elsewhere. The file is sent before, and named by the hash of its bytes. */
  z.object({
    kind: z.literal("adopted"),
    file: hash,
    date,
    signers: z.array(name).min(1).max(20),
  }),
  /** Only the points named are open: options, change clauses, clarifications. */
  z.object({ kind: z.literal("procured"), open_points: z.array(z.string().max(64)).max(2000), not_before: date }),
]);

/** What a side does before the text. Hashes are of what was on the screen: an act on what has changed meanwhile is refused. */
export const preparationActSchema = z.discriminatedUnion("act", [
  z.object({ act: z.literal("choose-way"), way }),
  /** Another text beside the adopted file: an agreement in YAML or JSON. */
  z.object({ act: z.literal("transcribe"), agreement: z.string() }),
  z.object({ act: z.literal("confirm-transcription"), file: hash, root: hash }),
  /** In one's own lane; without an id a new item. */
  z.object({
    act: z.literal("note-background"),
    id: id.optional(),
    item_kind: itemKind,
    text: words,
    service: z.string().max(64).nullable().default(null),
  }),
  z.object({ act: z.literal("remove-background"), id }),
  /** Declares an item of one's own lane, in the words that it has there. */
  z.object({ act: z.literal("share-background"), id }),
  z.object({ act: z.literal("withdraw-background"), id }),
  z.object({ act: z.literal("state-satisfaction"), satisfaction, words: words.default("") }),
  z.object({ act: z.literal("propose-understanding"), lines: z.array(line).max(60) }),
  z.object({ act: z.literal("agree-understanding"), hash }),
  z.object({ act: z.literal("skip-understanding") }),
  /** Without an id a new one. */
  z.object({
    act: z.literal("set-milestone"),
    id: id.optional(),
    title: name,
    side,
    person: z.string().max(80).nullable().default(null),
    due: date,
    after: z.array(id).max(50).default([]),
    gate: z.boolean().default(false),
  }),
  z.object({
    act: z.literal("move-milestone"),
    id,
    move: z.enum(["accept", "block", "resume", "claim-done", "verify", "send-back", "cancel"]),
    words: words.default(""),
  }),
]);
export type PreparationActRequest = z.input<typeof preparationActSchema>;

const understanding = z.object({ lines: z.array(line), hash: z.string(), proposed_by: side, yes: z.array(side) });
const item = z.object({ id: z.string(), item_kind: itemKind, text: z.string(), service: z.string().nullable() });

/** What comes before the text, the same for both sides but for `side` and `own`, which only the one who asks sees. */
export const preparationSchema = z.object({
  side,
  today: z.string(),
  root: z.string(),
  way: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("new") }),
    z.object({
      kind: z.literal("adopted"),
      file: z.object({
        name: z.string(),
        hash: z.string(),
        size: z.number().int(),
        date: z.string(),
        signers: z.array(z.string()),
      }),
      state: z.enum(["not-confirmed", "confirmed", "amended"]),
      /** Who has confirmed the text as it is now. */
      confirmed_by: z.array(side),
      /** Which of the two holds where they differ. */
      prevails: z.enum(["file", "text"]),
    }),
    z.object({ kind: z.literal("procured"), open_points: z.array(z.string()), not_before: z.string() }),
  ]),
  understanding: z.object({
    state: z.enum(["not-said", "proposed", "closed", "skipped"]),
    /** As they stand before anybody has changed them. */
    standard: z.array(line),
    agreed: understanding.nullable(),
    proposed: understanding.nullable(),
    earlier: z.number().int(),
    skipping: z.array(side),
  }),
  /** Whether the text may be begun. */
  may_begin: z.boolean(),
  /** Of one's own side alone. */
  own: z.array(item.extend({ shared: z.enum(["no", "yes", "in-other-words"]) })),
  shared: z.array(item.extend({ side, withdrawn: z.boolean() })),
  needs_without_point: z.array(z.string()),
  points_without_need: z.array(z.string()),
  satisfactions: z.array(z.object({ side, satisfaction, words: z.string(), on: z.string() })),
  people: z.array(z.object({ person: z.string(), name: z.string(), side })),
  milestones: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      side,
      person: z.string().nullable(),
      due: z.string(),
      after: z.array(z.string()),
      gate: z.boolean(),
      state: z.enum(["open", "accepted", "blocked", "done-claimed", "verified", "cancelled"]),
      words: z.string(),
      days_overdue: z.number().int(),
      cancelling: z.array(side),
    }),
  ),
  readiness: z.object({ gates: z.number().int(), passed: z.number().int(), is_ready: z.boolean() }),
});
export type PreparationResponse = z.infer<typeof preparationSchema>;

export const evidenceFileSchema = z.object({ hash: z.string(), name: z.string(), size: z.number().int() });
export type EvidenceFileResponse = z.infer<typeof evidenceFileSchema>;
