import { z } from "zod";

/** RFC 9457: what was refused, why, and what to do; `type` is stable and never translated. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string(),
  errors: z.array(z.object({ place: z.string(), message: z.string(), hint: z.string() })),
});
export type ProblemResponse = z.infer<typeof problemSchema>;
