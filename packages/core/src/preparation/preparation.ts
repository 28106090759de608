/** What comes before the text: the way in, background, the understanding, how satisfied each side is, and the plan. A pure fold of what was done. */
import type { Hash } from "../basics/hash.ts";
import type { BackgroundItem, SharedItem } from "./background.ts";
import {
  type Rules,
  rulesIn,
  type Understanding,
  type UnderstandingLine,
  type UnderstandingState,
} from "./ground-rules.ts";
import type { Milestone, MilestoneState } from "./milestones.ts";
import type { Confirmation, WayIn } from "./way-in.ts";

/** How satisfied a side is with how things are, on a day, in words too. */
export type SatisfactionStated = {
  readonly party: string;
  readonly satisfaction: "satisfied" | "can-live-with-it" | "not-satisfied";
  readonly words: string;
  readonly on: string;
};

export type Preparation = {
  readonly way: WayIn;
  readonly confirmations: readonly Confirmation[];
  readonly background: readonly SharedItem[];
  /** Oldest first: the first of each side is what things were like before. */
  readonly satisfactions: readonly SatisfactionStated[];
  /** What both have said yes to last; it holds until they have agreed on another. */
  readonly agreed: Understanding | null;
  readonly proposed: Understanding | null;
  /** Earlier versions, oldest first, none lost. */
  readonly superseded: readonly Understanding[];
  readonly skipping: readonly string[];
  readonly isSkipped: boolean;
  readonly milestones: readonly Milestone[];
};

export const unprepared: Preparation = {
  way: { kind: "new" },
  confirmations: [],
  background: [],
  satisfactions: [],
  agreed: null,
  proposed: null,
  superseded: [],
  skipping: [],
  isSkipped: false,
  milestones: [],
};

/** What has been done, as the journal says it. */
export type PreparationAct =
  | { readonly kind: "way-chosen"; readonly party: string; readonly way: WayIn }
  | {
      readonly kind: "transcription-changed";
      readonly party: string;
      readonly root: Hash /** SHA-256 of the text. */;
      readonly document: Hash;
    }
  | ({ readonly kind: "transcription-confirmed" } & Confirmation)
  | ({ readonly kind: "background-shared"; readonly party: string } & BackgroundItem)
  | { readonly kind: "background-withdrawn"; readonly party: string; readonly id: string }
  | ({ readonly kind: "satisfaction-stated" } & SatisfactionStated)
  | {
      readonly kind: "understanding-proposed";
      readonly party: string;
      readonly lines: readonly UnderstandingLine[];
      readonly hash: Hash;
    }
  | { readonly kind: "understanding-agreed"; readonly party: string; readonly hash: Hash }
  | { readonly kind: "understanding-skipped"; readonly party: string; readonly both: boolean }
  | ({ readonly kind: "milestone-set"; readonly by: string } & Omit<Milestone, "words" | "cancelling">)
  | {
      readonly kind: "milestone-moved";
      readonly id: string;
      readonly by: string;
      readonly to: MilestoneState;
      readonly words: string;
    }
  | { readonly kind: "milestone-cancel-asked"; readonly id: string; readonly by: string };

/** Every kind of act, so that a fold knows its own. */
export const preparationActs: Readonly<Record<PreparationAct["kind"], true>> = {
  "way-chosen": true,
  "transcription-changed": true,
  "transcription-confirmed": true,
  "background-shared": true,
  "background-withdrawn": true,
  "satisfaction-stated": true,
  "understanding-proposed": true,
  "understanding-agreed": true,
  "understanding-skipped": true,
  "milestone-set": true,
  "milestone-moved": true,
  "milestone-cancel-asked": true,
};

export function afterPreparing(state: Preparation, act: PreparationAct): Preparation {
  switch (act.kind) {
    case "way-chosen":
      return { ...state, way: act.way };
    case "transcription-changed":
      return state; // the room has the root; confirmations name the one that they are of
    case "transcription-confirmed": {
      const { kind: _, ...said } = act;
      return { ...state, confirmations: [...state.confirmations.filter(({ party }) => party !== act.party), said] };
    }
    case "background-shared": {
      const { kind: _, ...item } = act;
      const others = state.background.filter(({ id }) => id !== act.id);
      return { ...state, background: [...others, { ...item, withdrawn: false }] };
    }
    case "background-withdrawn":
      return {
        ...state,
        background: state.background.map((item) => (item.id === act.id ? { ...item, withdrawn: true } : item)),
      };
    case "satisfaction-stated": {
      const { kind: _, ...said } = act;
      return { ...state, satisfactions: [...state.satisfactions, said] };
    }
    case "understanding-proposed":
    case "understanding-agreed":
    case "understanding-skipped":
      return understood(state, act);
    case "milestone-set": {
      const { kind: _, by: __, ...set } = act;
      const before = state.milestones.find(({ id }) => id === act.id);
      const fresh = { ...set, words: before?.words ?? "", cancelling: [] };
      return {
        ...state,
        milestones: before
          ? state.milestones.map((found) => (found.id === act.id ? fresh : found))
          : [...state.milestones, fresh],
      };
    }
    case "milestone-moved":
      return withMilestone(state, act.id, (found) => ({ ...found, state: act.to, words: act.words, cancelling: [] }));
    case "milestone-cancel-asked":
      return withMilestone(state, act.id, (found) => ({
        ...found,
        cancelling: [...new Set([...found.cancelling, act.by])],
      }));
  }
}

function understood(
  state: Preparation,
  act: Extract<
    PreparationAct,
    { readonly kind: "understanding-proposed" | "understanding-agreed" | "understanding-skipped" }
  >,
): Preparation {
  switch (act.kind) {
    case "understanding-proposed": {
      const { lines, hash, party } = act;
      const older = state.proposed === null ? [] : [state.proposed];
      return {
        ...state,
        proposed: { lines, hash, proposed_by: party, yes: [party] },
        superseded: [...state.superseded, ...older],
        skipping: [],
      };
    }
    case "understanding-agreed": {
      if (state.proposed === null) return state;
      const older = state.agreed === null ? [] : [state.agreed];
      return {
        ...state,
        agreed: { ...state.proposed, yes: [...state.proposed.yes, act.party] },
        proposed: null,
        superseded: [...state.superseded, ...older],
        skipping: [],
        isSkipped: false,
      };
    }
    case "understanding-skipped":
      return {
        ...state,
        skipping: [...new Set([...state.skipping, act.party])],
        isSkipped: state.isSkipped || act.both,
        ...(act.both && state.proposed !== null
          ? { proposed: null, superseded: [...state.superseded, state.proposed] }
          : {}),
      };
  }
}

function withMilestone(state: Preparation, id: string, change: (found: Milestone) => Milestone): Preparation {
  return { ...state, milestones: state.milestones.map((found) => (found.id === id ? change(found) : found)) };
}

export function understandingState({ agreed, proposed, isSkipped }: Preparation): UnderstandingState {
  if (proposed !== null) return "proposed";
  if (agreed !== null) return "closed";
  return isSkipped ? "skipped" : "not-said";
}

/** Whether the text may be begun: both have said yes to an understanding, or both have skipped it. */
export function isPrepared({ agreed, isSkipped }: Preparation): boolean {
  return agreed !== null || isSkipped;
}

/** What negotiation and signing keep to: what both agreed, and the stated defaults for the rest. */
export function rulesOf({ agreed }: Preparation): Rules {
  return rulesIn(agreed?.lines ?? []);
}

/** The first day on which it may be signed; null: any. */
export function notBefore({ way }: Preparation): string | null {
  return way.kind === "procured" ? way.not_before : null;
}

/** The points that may be changed; null: every point. */
export function openPoints({ way }: Preparation): readonly string[] | null {
  return way.kind === "procured" ? way.open_points : null;
}
