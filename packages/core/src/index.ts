/** The core's public surface, in the order of the flow. */
export * from "./basics/canonical-json.ts";
export * from "./basics/hash.ts";
export * from "./basics/money.ts";
export * from "./basics/problem.ts";
export * from "./basics/ratio.ts";
export * from "./basics/quantity.ts";
export * from "./time/civil.ts";
export * from "./time/tables.ts";
export * from "./time/zone.ts";
export * from "./agreement/agreement.ts";
export * from "./facts/block.ts";
export * from "./facts/fact.ts";
export * from "./plan/plan.ts";
export * from "./evaluation/outcome.ts";
export * from "./statement/result.ts";
