import { z } from "zod";

/** A period's result as `overens evaluate --json` prints it, and the moment it was judged at. */
export const statementSchema = z.object({ room: z.string(), period: z.string(), judged_at: z.string(), conflicts: z.number().int(), result: z.record(z.string(), z.unknown()) });
export type StatementResponse = z.infer<typeof statementSchema>;
