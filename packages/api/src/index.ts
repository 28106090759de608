/** The wire: schemas that server, page and terminal share. snake_case, RFC 3339 times, money as text. */
export * from "./account.ts";
export * from "./approval.ts";
export * from "./conversation.ts";
export * from "./guest.ts";
export * from "./journal.ts";
export * from "./negotiation.ts";
export * from "./people.ts";
export * from "./preparation.ts";
export * from "./problem.ts";
export * from "./receipt.ts";
export * from "./room.ts";
export * from "./signing.ts";
export * from "./statement.ts";
export * from "./template.ts";
