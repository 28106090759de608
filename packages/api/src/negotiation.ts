import { z } from "zod";

const side = z.enum(["provider", "customer"]);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const words = z.string().max(20_000);
const point = z.string().max(64);

export const answerPointSchema = z.object({
  act: z.literal("answer-point"),
  point,
  meaning: hash,
  satisfaction: z.enum(["satisfied", "can-live-with-it", "not-satisfied"]),
  reason: words.default(""),
});
export const proposeSchema = z.object({
  act: z.literal("propose"),
  point,
  replaces: hash,
  body: z.record(z.string(), z.unknown()),
  because: words.default(""),
  counters: z.string().max(64).nullable().default(null),
});
const because = words.default("");
const counters = z.string().max(64).nullable().default(null);
export const proposePointSchema = z.object({
  act: z.literal("propose-point"),
  section: z.string().max(64),
  /** The new point: it names itself. */
  body: z.record(z.string(), z.unknown()),
  because,
  counters,
});
export const proposeRemovalSchema = z.object({
  act: z.literal("propose-removal"),
  point,
  replaces: hash,
  because,
  counters,
});
export const acceptProposalSchema = z.object({
  act: z.literal("accept-proposal"),
  proposal: z.string().max(64),
  meaning: hash,
});

/** What a side does in a negotiation. `meaning` and `root` are what was on the screen: an act on what has changed meanwhile is refused. */
export const negotiationActSchema = z.discriminatedUnion("act", [
  answerPointSchema,
  z.object({
    act: z.literal("accept-points"),
    points: z.array(z.object({ point, meaning: hash })).max(5000),
  }),
  z.object({ act: z.literal("set-point-aside"), point, until: z.string().regex(/^\d{4}-\d{2}-\d{2}$/) }),
  proposeSchema,
  proposePointSchema,
  proposeRemovalSchema,
  acceptProposalSchema,
  z.object({ act: z.literal("decline-proposal"), proposal: z.string().max(64), reason: words }),
  z.object({ act: z.literal("withdraw-proposal"), proposal: z.string().max(64) }),
  z.object({ act: z.literal("lock"), root: hash }),
  z.object({ act: z.literal("unlock"), reason: words }),
  z.object({ act: z.literal("abandon"), reason: words }),
]);
export type NegotiationActRequest = z.input<typeof negotiationActSchema>;

/** Where a negotiation stands, the same for both sides but for `side`, which says who asks. */
export const negotiationSchema = z.object({
  side,
  stage: z.enum(["negotiating", "locked", "signing", "signed", "abandoned"]),
  root: z.string(),
  /** The journal's head: what both can compare. */
  head: z.string(),
  draft: z.record(z.string(), z.unknown()),
  points: z.array(
    z.object({
      id: z.string(),
      section: z.string(),
      meaning: z.string(),
      state: z.enum(["open", "under-discussion", "agreed", "set-aside"]),
      /** Third parties that the point binds, with what they have said. */
      thirds: z.array(
        z.object({ name: z.string(), satisfaction: z.string().nullable(), reason: z.string(), stale: z.boolean() }),
      ),
      answers: z.array(
        z.object({
          side,
          satisfaction: z.string(),
          reason: z.string(),
          /** Given to words that have changed since. */ stale: z.boolean(),
        }),
      ),
    }),
  ),
  proposals: z.array(
    z.object({
      id: z.string(),
      side,
      change: z.enum(["replace", "add", "remove"]),
      point: z.string(),
      /** The section that a point is added to. */
      section: z.string().nullable(),
      /** Null for a point that is added. */
      replaces: z.string().nullable(),
      /** Null where the point is taken away. */
      body: z.record(z.string(), z.unknown()).nullable(),
      meaning: z.string(),
      because: z.string(),
      state: z.string(),
      answer: z.string().nullable(),
    }),
  ),
  locking: z.array(side),
  /** How points are answered: with three answers, or with yes and no alone, as both have agreed. */
  scale: z.enum(["three", "two"]),
});
export type NegotiationResponse = z.infer<typeof negotiationSchema>;

const tried = z.object({
  missed: z.number().int(),
  known: z.number().int(),
  /** What the remedies would have been, an amount a currency; never added to a fee. */
  remedies: z.array(z.string()),
});
/** A text tried on the facts at hand, beside the draft: what it would have come to, and whose facts they are. */
export const historySchema = z.object({
  /** First and last month; null where there are no facts: nobody knows whether it can be kept. */
  from: z.string().nullable(),
  until: z.string().nullable(),
  before: tried,
  /** Null where the draft alone is tried. */
  after: tried.nullable(),
  objectives: z.array(z.object({ id: z.string(), before: tried.nullable(), after: tried.nullable() })),
  /** Objectives that no fact bears on, in the text that is tried. */
  unknown: z.array(z.string()),
  fees: z.array(z.object({ per: z.enum(["month", "quarter", "year", "once"]), before: z.string(), after: z.string() })),
  rests_on: z.array(z.object({ source: z.string(), party: z.string().nullable(), decides: z.boolean().nullable() })),
});
export type HistoryResponse = z.infer<typeof historySchema>;
