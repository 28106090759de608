/**
 * The three ways in. A new agreement is written here. An adopted one was signed elsewhere: it is in force, and its text here is a
 * transcription, which the file prevails over until the first amendment. Of a procured one only named points are open.
 */
import type { Hash } from "../basics/hash.ts";
import type { Lifecycle } from "../basics/lifecycle.ts";

/** A file that was signed elsewhere; its bytes are kept by their hash. */
export type SignedFile = {
  readonly name: string;
  readonly hash: Hash;
  readonly size: number;
  /** The day it was signed, and by whom, as the file says. */
  readonly date: string;
  readonly signers: readonly string[];
};

export type WayIn =
  | { readonly kind: "new" }
  | { readonly kind: "adopted"; readonly file: SignedFile }
  | {
      readonly kind: "procured";
      /** Ids of options, change clauses and what was to be clarified: everything else is fixed by the award. */
      readonly open_points: readonly string[];
      /** The first day on which it may be signed. */
      readonly not_before: string;
    };

/** "The transcription says what the file says": said of one file and one text. */
export type Confirmation = { readonly party: string; readonly file: Hash; readonly root: Hash };

export type AdoptionState = "not-confirmed" | "confirmed" | "amended";
export type AdoptionAct = "transcribe" | "confirm" | "amend";

export const adoptions: Lifecycle<AdoptionState, AdoptionAct> = {
  name: "adopted agreement",
  initial: "not-confirmed",
  moves: [
    {
      act: "transcribe",
      from: ["not-confirmed"],
      by: "either",
      to: "not-confirmed",
      guard: "before a statement is issued or a draft opened; confirmations of the text before are void",
    },
    {
      act: "confirm",
      from: ["not-confirmed"],
      by: "both",
      to: "confirmed",
      guard: "both of the same file and the same text; the file prevails",
    },
    { act: "amend", from: ["confirmed"], by: "system", to: "amended", guard: "the first amendment is signed" },
  ],
};

/** Null where nothing was adopted. @param root the text's as it is now */
export function adoptionState(
  way: WayIn,
  confirmations: readonly Confirmation[],
  root: Hash | null,
  sides: readonly string[],
  amended: boolean,
): AdoptionState | null {
  if (way.kind !== "adopted") return null;
  const said = confirmationsOf(way.file, confirmations, root);
  if (!sides.every((side) => said.some(({ party }) => party === side))) return "not-confirmed";
  return amended ? "amended" : "confirmed";
}

/** Those that were said of this file and this text. */
export function confirmationsOf(
  file: SignedFile,
  confirmations: readonly Confirmation[],
  root: Hash | null,
): readonly Confirmation[] {
  return confirmations.filter((found) => found.file === file.hash && found.root === root);
}
