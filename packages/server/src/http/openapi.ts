/** The API's description, printed from the same schemas that check it, and completed with what every route has in common. */
import { problemSchema } from "@overens/api";
import type { FastifyInstance } from "fastify";
import { z } from "zod";

type Operation = { responses?: Record<string, unknown>; parameters?: unknown[]; requestBody?: unknown };
type Description = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

const problem = {
  description: "Refused or not possible now (RFC 9457): what, why, and what to do, line by line.",
  content: { "application/problem+json": { schema: z.toJSONSchema(problemSchema) } },
};
const seeAs = {
  name: "x-see-as",
  in: "header",
  required: false,
  description:
    "The side that asks, until people sign in: provider (default) or customer. Pages send the cookie see_as.",
  schema: { type: "string", enum: ["provider", "customer"] },
};
const language = {
  name: "accept-language",
  in: "header",
  required: false,
  description: "The language of problems: sv or en.",
  schema: { type: "string" },
};
const idempotency = {
  name: "idempotency-key",
  in: "header",
  required: false,
  description:
    "The same request may be sent again under its key after a lost answer: it is received once. Another body under the same key is refused (422).",
  schema: { type: "string", maxLength: 200 },
};
const lines = (what: string): object => ({
  required: true,
  description: what,
  content: { "application/x-ndjson": { schema: { type: "string" } } },
});
const ndjson = (what: string): object => ({
  description: what,
  content: { "application/x-ndjson": { schema: { type: "string" } } },
});

/** What the routes carry that is no JSON. */
const bodies: Readonly<Record<string, object>> = {
  "/api/rooms/{room}/facts": lines(
    "Facts, one JSON object a line (docs/facts.md). All are taken or none; at most 20 MB.",
  ),
  "/api/sources/{source}/facts": lines("Facts, one JSON object a line. All are taken or none; at most 20 MB."),
  "/api/rooms/{room}/evidence": {
    required: true,
    description: "The bytes of a file, kept as evidence by their hash; at most 20 MB.",
    content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
  },
  "/api/bundles": lines("A file of overens export; at most 512 MB."),
};
const answers: Readonly<Record<string, object>> = {
  "/api/rooms/{room}/facts": ndjson(
    "Facts as received, in order; the header x-overens-heads has each source's position and head.",
  ),
  "/api/rooms/{room}/blocks": ndjson("Day blocks, each with its hash."),
  "/api/rooms/{room}/export": ndjson("The room in one file."),
  "/api/rooms/{room}/agreement.pdf": {
    description:
      "The agreement as a document, with the agreement itself attached; sealed when it is more than a draft.",
    content: { "application/pdf": { schema: { type: "string", format: "binary" } } },
  },
  "/api/rooms/{room}/evidence/{hash}": {
    description: "The file as it came, to be kept and never shown.",
    content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
  },
  "/api/seal.pem": {
    description: "The certificate of the installation's seal.",
    content: { "application/x-pem-file": { schema: { type: "string" } } },
  },
};

export function describedApi(app: FastifyInstance): Description {
  const printed = structuredClone(app.swagger()) as unknown as Description;
  for (const [path, methods] of Object.entries(printed.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const takesFacts = method === "post" && path.endsWith("/facts");
      operation.parameters = [
        ...(operation.parameters ?? []),
        language,
        ...(path === "/api/healthz" ? [] : [seeAs]),
        ...(takesFacts ? [idempotency] : []),
      ];
      operation.responses = {
        ...operation.responses,
        ...(method === "get" && answers[path] ? { 200: answers[path] } : {}),
        default: problem,
      };
      if (method === "post" && bodies[path]) operation.requestBody = bodies[path];
    }
  }
  return printed;
}
