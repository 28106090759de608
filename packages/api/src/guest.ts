import { z } from "zod";

/** What a third party sees of a room: what it is, and the points that concern it, in words; nothing else of the agreement. */
export const guestSchema = z.object({
  room: z.string(),
  agreement: z.string(),
  /** Where its times are. */
  zone: z.string(),
  party: z.string(),
  third_kind: z.enum(["supplier", "customers-customer", "measurer", "mediator"]),
  /** Which of the two brought it in. */
  brought_by: z.string(),
  sides: z.array(z.object({ side: z.enum(["provider", "customer"]), name: z.string() })),
  /** Null where nothing is being negotiated. */
  stage: z.enum(["negotiating", "locked", "signing", "signed", "abandoned"]).nullable(),
  may_answer: z.boolean(),
  scale: z.enum(["three", "two"]),
  points: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      sentences: z.array(z.string()),
      rows: z.array(z.string()),
      /** Null where the point is no longer, or not yet, in a draft. */
      meaning: z.string().nullable(),
      satisfaction: z.enum(["satisfied", "can-live-with-it", "not-satisfied"]).nullable(),
      reason: z.string(),
      stale: z.boolean(),
    }),
  ),
});
export type GuestResponse = z.infer<typeof guestSchema>;

/** A third party's answer to a point that binds it. */
export const guestAnswerSchema = z.object({
  point: z.string().max(64),
  meaning: z.string().regex(/^[0-9a-f]{64}$/),
  satisfaction: z.enum(["satisfied", "can-live-with-it", "not-satisfied"]),
  reason: z.string().max(20_000).default(""),
});
export type GuestAnswerRequest = z.input<typeof guestAnswerSchema>;
