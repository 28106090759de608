import { z } from "zod";
import { positionSchema } from "./receipt.ts";

/** A statement as listed: which of its period, and the result it names. */
export const issuedSchema = z.object({
  period: z.string(),
  number: z.number().int(),
  sequence: z.number().int(),
  issued_at: z.string(),
  result_hash: z.string(),
});
export const issuedListSchema = z.object({ statements: z.array(issuedSchema) });
export const issueSchema = z.object({ period: z.string().max(60) });

/** A period's result as `overens evaluate --json` prints it, the moment it was judged at, and what of its sources it has seen. */
export const statementSchema = z.object({
  room: z.string(),
  period: z.string(),
  judged_at: z.string(),
  conflicts: z.number().int(),
  corrections: z.number().int(),
  positions: z.array(positionSchema),
  /** Statements issued of the period, oldest first. */
  issued: z.array(issuedSchema),
  result: z.record(z.string(), z.unknown()),
});
/** A statement as it was issued: it is superseded, never edited. */
export const issuedStatementSchema = issuedSchema.extend({
  room: z.string(),
  judged_at: z.string(),
  positions: z.array(positionSchema),
  result: z.record(z.string(), z.unknown()),
});
export type StatementResponse = z.infer<typeof statementSchema>;
export type IssuedStatementResponse = z.infer<typeof issuedStatementSchema>;
export type IssuedListResponse = z.infer<typeof issuedListSchema>;
