/** /api/templates: what an agreement can be begun from. */
import { templateListSchema } from "@overens/api";
import type { Frame } from "../http/frame.ts";
import { templates } from "./templates.ts";

export function templateRoutes({ app }: Frame): void {
  app.get("/api/templates", { schema: { response: { 200: templateListSchema } } }, async () => ({
    templates: [...templates()],
  }));
}
