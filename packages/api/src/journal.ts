import { z } from "zod";

/** Entries of a room's journal, oldest first; `next` is the cursor of the page after, null at the end. */
export const journalSchema = z.object({
  entries: z.array(
    z.object({
      sequence: z.number().int(),
      at: z.string(),
      kind: z.string(),
      author: z.object({
        party: z.string(),
        person: z.string().nullable(),
        authority: z.string().nullable(),
        authentication: z.string(),
      }),
      shown: z.string().nullable(),
      content: z.string(),
      /** Null when it was erased. */
      body: z.record(z.string(), z.unknown()).nullable(),
      previous: z.string(),
      head: z.string(),
    }),
  ),
  next: z.string().nullable(),
});
export type JournalResponse = z.infer<typeof journalSchema>;
/** The head of a room's journal: what both can keep and compare. */
export const headSchema = z.object({ sequence: z.number().int(), head: z.string() });
/** A page of a list: entries after a cursor. */
export const pageSchema = z.object({
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .default("0"),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const importedSchema = z.object({ room: z.string(), entries: z.number().int(), facts: z.number().int() });
export type ImportedResponse = z.infer<typeof importedSchema>;
