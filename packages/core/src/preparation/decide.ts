/** What a side may do while it prepares, and what that becomes in the journal; or why not. */
import { type Access, hasJoined, participant, partyOf } from "../access/access.ts";
import { type Actor, permitted } from "../access/decide.ts";
import type { Right } from "../access/role.ts";
import type { Hash } from "../basics/hash.ts";
import { moved } from "../basics/lifecycle.ts";
import { parseDate } from "../time/civil.ts";
import type { BackgroundItem } from "./background.ts";
import { type UnderstandingLine, understandingHash, understandings, wrongLine } from "./ground-rules.ts";
import { goesInCircle, type Milestone, type MilestoneMove, milestoneMoves } from "./milestones.ts";
import {
  isPrepared,
  type Preparation,
  type PreparationAct,
  rulesOf,
  type SatisfactionStated,
  understandingState,
} from "./preparation.ts";
import { confirmationsOf, type WayIn } from "./way-in.ts";

export type PreparationCommand =
  | { readonly kind: "choose-way"; readonly way: WayIn }
  /** Another text beside the adopted file, checked by whoever sends this. */
  | { readonly kind: "transcribe"; readonly root: Hash; readonly document: Hash }
  /** Both hashes are of what was on the screen. */
  | { readonly kind: "confirm-transcription"; readonly file: Hash; readonly root: Hash }
  | ({ readonly kind: "share-background" } & BackgroundItem)
  | { readonly kind: "withdraw-background"; readonly id: string }
  | {
      readonly kind: "state-satisfaction";
      readonly satisfaction: SatisfactionStated["satisfaction"];
      readonly words: string;
    }
  | { readonly kind: "propose-understanding"; readonly lines: readonly UnderstandingLine[] }
  | { readonly kind: "agree-understanding"; readonly hash: Hash }
  | { readonly kind: "skip-understanding" }
  | ({ readonly kind: "set-milestone" } & Omit<Milestone, "state" | "words" | "cancelling">)
  | {
      readonly kind: "move-milestone";
      readonly id: string;
      readonly move: Exclude<MilestoneMove, "set">;
      readonly words: string;
    };

/** Every kind of command, with what it asks of whoever gives it. */
export const preparationCommands: Readonly<Record<PreparationCommand["kind"], true>> = {
  "choose-way": true,
  transcribe: true,
  "confirm-transcription": true,
  "share-background": true,
  "withdraw-background": true,
  "state-satisfaction": true,
  "propose-understanding": true,
  "agree-understanding": true,
  "skip-understanding": true,
  "set-milestone": true,
  "move-milestone": true,
};
const rights: Readonly<Record<PreparationCommand["kind"], Right>> = {
  "choose-way": "negotiate",
  transcribe: "prepare",
  "confirm-transcription": "negotiate",
  "share-background": "prepare",
  "withdraw-background": "prepare",
  "state-satisfaction": "prepare",
  "propose-understanding": "negotiate",
  "agree-understanding": "negotiate",
  "skip-understanding": "negotiate",
  "set-milestone": "prepare",
  "move-milestone": "prepare",
};

export type PreparationRefusal =
  | "not-a-party"
  | "not-your-role"
  | "not-from-here"
  | "not-yours"
  | "reason-missing"
  | "changed-meanwhile"
  | "nothing-changed"
  | "no-such-person"
  | "no-such-party"
  | "no-such-item"
  | "no-such-milestone"
  | "bad-date"
  | "bad-line"
  | "not-in-scale"
  | "already-said"
  | "nothing-adopted"
  | "goes-in-circle"
  | "waits-for-others"
  | "not-prepared"
  | "point-fixed"
  | "not-your-turn";

export type PreparationDecided =
  | { readonly acts: readonly PreparationAct[] }
  | { readonly refused: PreparationRefusal };

/** What preparing looks at beside itself. */
export type Around = {
  readonly access: Access;
  /** The root of the room's text. */
  readonly root: Hash;
  readonly hasDraft: boolean;
  readonly hasStatements: boolean;
};

const refused = (because: PreparationRefusal): PreparationDecided => ({ refused: because });
const done = (...acts: readonly PreparationAct[]): PreparationDecided => ({ acts });

export function decidePreparation(
  state: Preparation,
  around: Around,
  command: PreparationCommand,
  by: Actor,
): PreparationDecided {
  if (!isSide(around.access, by.party)) return refused("not-a-party");
  if (!permitted(around.access, by, rights[command.kind])) return refused("not-your-role");
  switch (command.kind) {
    case "choose-way":
      return wayChosen(state, around, command.way, by.party);
    case "transcribe":
      return transcribed(state, around, command, by.party);
    case "confirm-transcription":
      return confirmed(state, around, command, by.party);
    case "share-background": {
      const { kind: _, ...item } = command;
      const before = state.background.find(({ id }) => id === item.id);
      if (before && before.party !== by.party) return refused("not-yours");
      return item.text.trim() === ""
        ? refused("reason-missing")
        : done({ kind: "background-shared", party: by.party, ...item });
    }
    case "withdraw-background": {
      const item = state.background.find(({ id }) => id === command.id);
      if (!item) return refused("no-such-item");
      if (item.party !== by.party) return refused("not-yours");
      return item.withdrawn
        ? refused("not-from-here")
        : done({ kind: "background-withdrawn", party: by.party, id: item.id });
    }
    case "state-satisfaction": {
      const { satisfaction, words } = command;
      if (satisfaction === "can-live-with-it" && rulesOf(state).scale === "two") return refused("not-in-scale");
      if (satisfaction === "not-satisfied" && words.trim() === "") return refused("reason-missing");
      return done({ kind: "satisfaction-stated", party: by.party, satisfaction, words, on: by.today });
    }
    case "propose-understanding":
      return understandingProposed(state, command.lines, by.party);
    case "agree-understanding":
      return understandingAgreed(state, command.hash, by.party);
    case "skip-understanding":
      return understandingSkipped(state, around, by.party);
    case "set-milestone":
      return milestoneSet(state, around, command, by.party);
    case "move-milestone":
      return milestoneMoved(state, around, command, by.party);
  }
}

/** Why a draft may not be begun yet, or null. Whoever is alone, and an open room, may begin at once. */
export function draftWaits(state: Preparation, access: Access): PreparationRefusal | null {
  const bothHere = sidesOf(access).every((side) => hasJoined(access, side));
  return access.people.length === 0 || !bothHere || isPrepared(state) ? null : "not-prepared";
}

function isSide(access: Access, party: string): boolean {
  const found = partyOf(access, party);
  return found !== null && found.side !== "third-party";
}

function sidesOf({ parties }: Access): readonly string[] {
  return parties.filter(({ side }) => side !== "third-party").map(({ key }) => key);
}

/** The way in is chosen before the text is negotiated or anything of it confirmed by both. */
function wayChosen(state: Preparation, around: Around, way: WayIn, party: string): PreparationDecided {
  if (around.hasDraft || isConfirmed(state, around)) return refused("not-from-here");
  if (way.kind === "adopted") {
    if (parseDate(way.file.date) === null) return refused("bad-date");
    if (way.file.signers.length === 0 || way.file.signers.some((name) => name.trim() === ""))
      return refused("reason-missing");
  }
  if (way.kind === "procured" && parseDate(way.not_before) === null) return refused("bad-date");
  return done({ kind: "way-chosen", party, way });
}

function isConfirmed({ way, confirmations }: Preparation, { access, root }: Around): boolean {
  if (way.kind !== "adopted") return false;
  const said = confirmationsOf(way.file, confirmations, root);
  return sidesOf(access).every((side) => said.some(({ party }) => party === side));
}

function transcribed(
  state: Preparation,
  around: Around,
  { root, document }: Extract<PreparationCommand, { readonly kind: "transcribe" }>,
  party: string,
): PreparationDecided {
  if (state.way.kind !== "adopted") return refused("nothing-adopted");
  if (around.hasDraft || around.hasStatements || isConfirmed(state, around)) return refused("not-from-here");
  return root === around.root
    ? refused("nothing-changed")
    : done({ kind: "transcription-changed", party, root, document });
}

function confirmed(
  state: Preparation,
  around: Around,
  { file, root }: Extract<PreparationCommand, { readonly kind: "confirm-transcription" }>,
  party: string,
): PreparationDecided {
  if (state.way.kind !== "adopted") return refused("nothing-adopted");
  if (state.way.file.hash !== file || around.root !== root) return refused("changed-meanwhile");
  const said = confirmationsOf(state.way.file, state.confirmations, root);
  return said.some((found) => found.party === party)
    ? refused("already-said")
    : done({ kind: "transcription-confirmed", party, file, root });
}

/** Who proposes a version has said yes to it. The same lines proposed by the other side are its yes. */
function understandingProposed(
  state: Preparation,
  lines: readonly UnderstandingLine[],
  party: string,
): PreparationDecided {
  if (wrongLine(lines) !== null) return refused("bad-line");
  const hash = understandingHash(lines);
  if (state.proposed?.hash === hash)
    return state.proposed.yes.includes(party)
      ? refused("already-said")
      : done({ kind: "understanding-agreed", party, hash });
  if (state.proposed === null && state.agreed?.hash === hash) return refused("nothing-changed");
  const to = moved(understandings, understandingState(state), "propose", "author");
  return "to" in to ? done({ kind: "understanding-proposed", party, lines, hash }) : refused(to.refused);
}

function understandingAgreed({ proposed }: Preparation, hash: Hash, party: string): PreparationDecided {
  if (proposed === null) return refused("not-from-here");
  if (proposed.hash !== hash) return refused("changed-meanwhile");
  return proposed.yes.includes(party) ? refused("already-said") : done({ kind: "understanding-agreed", party, hash });
}

function understandingSkipped(state: Preparation, { access }: Around, party: string): PreparationDecided {
  const to = moved(understandings, understandingState(state), "skip", "author");
  // What both agreed once is not skipped away: it is replaced by another version, or stays.
  if ("refused" in to || state.agreed !== null) return refused("not-from-here");
  if (state.skipping.includes(party)) return refused("already-said");
  const both = sidesOf(access).every((side) => side === party || state.skipping.includes(side));
  return done({ kind: "understanding-skipped", party, both });
}

function milestoneSet(
  state: Preparation,
  { access }: Around,
  command: Extract<PreparationCommand, { readonly kind: "set-milestone" }>,
  by: string,
): PreparationDecided {
  const { kind: _, ...set } = command;
  const before = state.milestones.find(({ id }) => id === set.id);
  if (set.title.trim() === "") return refused("reason-missing");
  if (parseDate(set.due) === null) return refused("bad-date");
  if (!isSide(access, set.party)) return refused("no-such-party");
  if (set.person !== null && participant(access, set.person)?.party !== set.party) return refused("no-such-person");
  if (set.after.some((id) => id !== set.id && !state.milestones.some((found) => found.id === id)))
    return refused("no-such-milestone");
  if (goesInCircle(state.milestones, set.id, set.after)) return refused("goes-in-circle");
  const to = moved(milestoneMoves, before?.state ?? "open", "set", set.party === by ? "author" : "other");
  return "to" in to ? done({ kind: "milestone-set", by, ...set, state: to.to }) : refused(to.refused);
}

/** Moves that must say something: what was done, what stands in the way, what is missing. */
const withWords: ReadonlySet<MilestoneMove> = new Set(["claim-done", "block", "send-back"]);

function milestoneMoved(
  state: Preparation,
  { access }: Around,
  { id, move, words }: Extract<PreparationCommand, { readonly kind: "move-milestone" }>,
  by: string,
): PreparationDecided {
  const found = state.milestones.find((milestone) => milestone.id === id);
  if (!found) return refused("no-such-milestone");
  const to = moved(milestoneMoves, found.state, move, found.party === by ? "author" : "other");
  if ("refused" in to) return refused(to.refused);
  if (withWords.has(move) && words.trim() === "") return refused("reason-missing");
  if (move === "claim-done" && waitsFor(state, found)) return refused("waits-for-others");
  if (move === "cancel") {
    if (found.cancelling.includes(by)) return refused("already-said");
    const asked: PreparationAct = { kind: "milestone-cancel-asked", id, by };
    const both = sidesOf(access).every((side) => side === by || found.cancelling.includes(side));
    return both ? done(asked, { kind: "milestone-moved", id, by, to: to.to, words }) : done(asked);
  }
  return done({ kind: "milestone-moved", id, by, to: to.to, words });
}

function waitsFor({ milestones }: Preparation, { after }: Milestone): boolean {
  return milestones.some(({ id, state }) => after.includes(id) && state !== "verified" && state !== "cancelled");
}
