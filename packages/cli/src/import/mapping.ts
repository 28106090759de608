/** The mapping file of a ticket log: which columns hold what, what each state means, and in which zone its times are written. */
import { parseDocument } from "yaml";
import { z } from "zod";

const meaning = z.strictObject({
  is: z.enum(["new", "working", "waiting", "resolved", "closed"]),
  /** What a waiting case waits for; the clocks of the agreement name the reasons that pause them. */
  reason: z.string().optional(),
});

const schema = z.strictObject({
  source: z.string().min(1),
  subject: z.string().min(1),
  zone: z.string().min(1),
  /** DD, MM, YYYY, HH, mm and ss stand for their digits; all else must be as written. */
  "time-format": z.string().min(1),
  missing: z.string().default(""),
  columns: z.strictObject({ case: z.string(), at: z.string(), state: z.string(), "opened-at": z.string() }),
  states: z.record(z.string(), meaning),
  properties: z
    .record(z.string(), z.strictObject({ column: z.string(), values: z.record(z.string(), z.string()).optional() }))
    .default({}),
});

export type TicketLogMapping = z.infer<typeof schema>;
export type MappingProblem = { readonly path: string; readonly line: number | null; readonly cause: string };

/** The mapping, or everything that is wrong with it. */
export function readMapping(
  text: string,
): { readonly mapping: TicketLogMapping } | { readonly problems: readonly MappingProblem[] } {
  const document = parseDocument(text, { schema: "failsafe" });
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map(({ message, linePos }) => ({
        path: "",
        line: linePos?.[0].line ?? null,
        cause: message.split("\n")[0] ?? message,
      })),
    };
  }
  const read = schema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (read.success) return { mapping: read.data };
  return {
    problems: read.error.issues.map(({ path, message }) => ({ path: path.join("."), line: null, cause: message })),
  };
}
