/** The life of an agreement until it is signed: negotiated point by point, locked when every point is agreed or set aside, signed. */
import type { Lifecycle } from "../basics/lifecycle.ts";

export type Stage = "negotiating" | "locked" | "signing" | "signed" | "abandoned";
export type StageAct = "lock" | "unlock" | "first-signature" | "decline" | "last-signature" | "abandon";

/** Locking asks both sides; the second to lock makes the move. Signatures have a table of their own (signature.ts). */
export const stages: Lifecycle<Stage, StageAct> = {
  name: "agreement",
  initial: "negotiating",
  moves: [
    {
      act: "lock",
      from: ["negotiating"],
      by: "both",
      to: "locked",
      guard: "every point agreed or set aside, no open proposal",
    },
    { act: "unlock", from: ["locked"], by: "either", to: "negotiating", guard: "with the points and a reason" },
    { act: "first-signature", from: ["locked"], by: "either", to: "signing", guard: "the text is frozen" },
    {
      act: "decline",
      from: ["locked", "signing"],
      by: "either",
      to: "negotiating",
      guard: "by one who was asked to sign, with points and a reason; what was signed is void and kept",
    },
    {
      act: "last-signature",
      from: ["locked", "signing"],
      by: "either",
      to: "signed",
      guard: "everybody who is bound has signed",
    },
    { act: "abandon", from: ["negotiating"], by: "either", to: "abandoned", guard: "with a reason" },
  ],
};
