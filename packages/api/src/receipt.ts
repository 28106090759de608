import { z } from "zod";

/** Received, never counted: where in the source's log the batch stands, and the head of the log with it. */
export const receiptSchema = z.object({ source: z.string(), sequence: z.number().int(), head: z.string(), hash: z.string(), facts: z.number().int(), known: z.boolean() });
export type ReceiptResponse = z.infer<typeof receiptSchema>;
