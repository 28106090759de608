import { z } from "zod";

/** Received, never counted: where in the source's log the batch stands, and the head of the log with it. */
export const receiptSchema = z.object({
  source: z.string(),
  sequence: z.number().int(),
  head: z.string(),
  hash: z.string(),
  facts: z.number().int(),
  known: z.boolean(),
});
export type ReceiptResponse = z.infer<typeof receiptSchema>;

/** How far a source's log had come. */
export const positionSchema = z.object({ source: z.string(), sequence: z.number().int(), head: z.string() });

/** A source of an organisation: its full name is what rooms subscribe to. */
const name = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
export const addSourceSchema = z.object({ organisation: name, source: name });
export const sourceSchema = z.object({ source: z.string() });
export const subscribeSchema = z.object({ source: z.string().max(200) });

/** Facts that contradict each other, and facts that others replaced: every version as it was written. */
export const disputedSchema = z.object({
  conflicts: z.array(z.object({ identity: z.string(), facts: z.array(z.record(z.string(), z.unknown())) })),
  corrections: z.array(z.object({ fact: z.record(z.string(), z.unknown()), by: z.record(z.string(), z.unknown()) })),
});
export type DisputedResponse = z.infer<typeof disputedSchema>;
