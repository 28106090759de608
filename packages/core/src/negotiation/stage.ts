/** The life of an agreement until it is signed: prepared, negotiated point by point, locked when every point is agreed or set aside. */
import type { Lifecycle } from "../basics/lifecycle.ts";

export type Stage = "negotiating" | "locked" | "abandoned";
export type StageAct = "lock" | "unlock" | "abandon";

/** Locking asks both sides; the second to lock makes the move. Signing joins the table with sign-in and mandates. */
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
    { act: "abandon", from: ["negotiating"], by: "either", to: "abandoned", guard: "with a reason" },
  ],
};
