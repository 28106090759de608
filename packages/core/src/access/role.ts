/** What a person may do in a room for their party. A role says what they work with; a mandate (mandate.ts) says what they may sign. */
export type Role = "owner" | "negotiator" | "approver" | "signatory" | "contributor" | "reader";
export const roles: readonly Role[] = ["owner", "negotiator", "approver", "signatory", "contributor", "reader"];

/** The kinds of acts, each with the roles that may do them. Everybody may read and take part in the talk. */
export type Right =
  | "manage-people"
  | "negotiate"
  | "prepare"
  | "approve"
  | "ask-signatures"
  | "sign"
  | "send-facts"
  | "issue"
  | "talk";

const may: Readonly<Record<Right, readonly Role[]>> = {
  "manage-people": ["owner"],
  negotiate: ["owner", "negotiator"],
  prepare: ["owner", "negotiator", "contributor"],
  approve: ["approver"],
  "ask-signatures": ["owner", "negotiator"],
  sign: ["signatory"],
  "send-facts": ["owner", "contributor"],
  issue: ["owner", "contributor"],
  talk: roles,
};

export function rolesFor(right: Right): readonly Role[] {
  return may[right];
}

export function roleMay(held: readonly Role[], right: Right): boolean {
  return held.some((role) => may[right].includes(role));
}
