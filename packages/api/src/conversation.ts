import { z } from "zod";

const side = z.enum(["provider", "customer"]);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const point = z.string().max(64);
const id = z.uuid();
const person = z.object({ person: z.string(), name: z.string() });
const mentions = z.array(z.string().max(80)).max(1000).default([]);

/**
 * What both sides will see, on a point. `meaning` is what the point said on the screen. The same id again is the same message: it
 * may be sent again after a lost answer. At most 4,000 characters, and 20 people who can see the thread.
 */
export const writeMessageSchema = z.object({ id: id.optional(), point, meaning: hash, text: z.string(), mentions });
export type WriteMessageRequest = z.input<typeof writeMessageSchema>;

/** What one's own side alone will see. Its members have other names, so that it cannot be sent to the other address by mistake. */
export const writeInternallySchema = z.object({
  id: id.optional(),
  point,
  meaning: hash,
  internal_text: z.string(),
  own_mentions: mentions,
});
export type WriteInternallyRequest = z.input<typeof writeInternallySchema>;

/** `number` counts from 1 in the thread of its point. */
const message = z.object({
  id: z.string(),
  number: z.number().int(),
  side,
  /** Null in an open room, where a side speaks. */
  person: person.nullable(),
  text: z.string(),
  mentions: z.array(person),
  at: z.string(),
  /** Written when the point said something else. */
  earlier_words: z.boolean(),
});
export const sharedThreadSchema = z.object({
  point: z.string(),
  count: z.number().int(),
  /** The newest, oldest first. */
  messages: z.array(message),
});
export const sharedThreadsSchema = z.object({
  side,
  /** Who can see the threads, and be mentioned. */
  readers: z.array(person.extend({ side })),
  threads: z.array(sharedThreadSchema),
});
export type SharedThreadsResponse = z.infer<typeof sharedThreadsSchema>;
export type SharedThreadResponse = z.infer<typeof sharedThreadSchema>;

const internalMessage = z.object({
  id: z.string(),
  number: z.number().int(),
  own_person: person.nullable(),
  internal_text: z.string(),
  own_mentions: z.array(person),
  at: z.string(),
  earlier_words: z.boolean(),
});
export const internalThreadSchema = z.object({
  point: z.string(),
  own_count: z.number().int(),
  own_messages: z.array(internalMessage),
});
/** Of one's own side alone. */
export const internalThreadsSchema = z.object({
  own_readers: z.array(person),
  own_threads: z.array(internalThreadSchema),
});
export type InternalThreadsResponse = z.infer<typeof internalThreadsSchema>;
export type InternalThreadResponse = z.infer<typeof internalThreadSchema>;

/** Messages before the one of that number; without it the newest. */
export const beforeSchema = z.object({ before: z.coerce.number().int().min(1).max(1e9).optional() });
