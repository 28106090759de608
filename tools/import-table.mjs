/** Who may import whom: the one table that the check holds the code to (ARCHITECTURE.md explains it). */
export const packages = {
  core: [],
  tables: ["core"],
  api: ["core"],
  server: ["core", "api", "tables"],
  web: ["core", "api", "tables"],
  cli: ["core", "api", "tables"],
};
/** Every folder of the core stands on these. */
export const ground = ["basics", "log", "time"];
/** The core's folders in the order of the flow; each may import the ground and what stands in its list. */
export const flow = {
  access: [],
  agreement: [],
  facts: [],
  preparation: ["agreement", "access"],
  negotiation: ["agreement", "access"],
  approval: ["agreement", "access", "negotiation", "conversation"],
  plan: ["agreement"],
  evaluation: ["plan", "facts"],
  statement: ["plan", "evaluation"],
  feasibility: ["agreement", "plan", "facts", "evaluation", "statement"],
  escalation: ["plan", "access"],
  conversation: ["agreement", "statement", "access"],
  wording: ["agreement", "access", "preparation", "plan", "facts", "evaluation", "statement", "conversation", "proof"],
  exchange: ["agreement"],
  amendment: ["agreement", "negotiation", "conversation"],
  room: [
    "access",
    "agreement",
    "facts",
    "preparation",
    "negotiation",
    "approval",
    "plan",
    "evaluation",
    "statement",
    "escalation",
    "conversation",
    "wording",
    "amendment",
  ],
  proof: ["access", "agreement", "preparation", "negotiation", "room", "plan", "facts", "evaluation", "statement"],
};
/** Packages the core may import, each from one file. */
export const outside = { yaml: "agreement/parse.ts", zod: "agreement/schema.ts", "@noble/hashes": "basics/hash.ts" };
