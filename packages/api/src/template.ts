import { z } from "zod";

/** Whole agreements to begin from; the shortest is the first. */
export const templateListSchema = z.object({
  templates: z.array(
    z.object({
      name: z.string(),
      title: z.object({ sv: z.string(), en: z.string() }),
      /** The document in YAML, to be read as it is or changed before a room is opened with it. */
      text: z.string(),
    }),
  ),
});
export type TemplateList = z.infer<typeof templateListSchema>;
