/** Random commands of two sides who prepare, for the simulation: what may happen, and what must never. */
import {
  adoptionState,
  afterEntry,
  type Command,
  canonicalJson,
  choices,
  confirmationsOf,
  decide,
  emptyRoom,
  type Hash,
  type JournalBody,
  type Json,
  milestoneMoves,
  type Preparation,
  type RoomState,
  readiness,
  standardUnderstanding,
  type UnderstandingLine,
  understandingHash,
  understandingState,
  understandings,
} from "@overens/core";
import { chanceFrom } from "./negotiating.ts";

const sides = ["p", "c"] as const;
const hash = (digit: number): Hash => String(digit).repeat(64) as Hash;
const said = ["", "The tills.", "Costs too much."];
const names = ["one", "two", "three"];

/** A room that two sides have, before anything is said. */
export const emptyPair: RoomState = [
  {
    kind: "room-added",
    room: "r",
    root: hash(0),
    document: hash(0),
    provider: "p",
    customer: "c",
    provider_name: "P",
    customer_name: "C",
  } satisfies JournalBody,
].reduce(afterEntry, emptyRoom);

export function preparationCommand(chance: (most: number) => number, { preparation, root }: RoomState): Command {
  const pick = <Item>(items: readonly Item[]): Item => items[chance(items.length)] as Item;
  const words = pick(said);
  switch (chance(14)) {
    case 0:
      return { kind: "choose-way", way: wayOf(chance) };
    case 1:
      return { kind: "transcribe", root: hash(chance(3)), document: hash(chance(3)) };
    case 2:
    case 3:
      return {
        kind: "confirm-transcription",
        file: hash(7 + chance(2)),
        root: chance(4) === 0 ? hash(9) : (root as Hash),
      };
    case 4:
      return { kind: "share-background", id: pick(names), item_kind: "need", text: words, service: null };
    case 5:
      return { kind: "withdraw-background", id: pick(names) };
    case 6:
      return {
        kind: "state-satisfaction",
        satisfaction: pick(["satisfied", "can-live-with-it", "not-satisfied"] as const),
        words,
      };
    case 7:
      return { kind: "propose-understanding", lines: linesOf(chance) };
    case 8:
      return { kind: "agree-understanding", hash: preparation.proposed?.hash ?? hash(chance(9)) };
    case 9:
      return { kind: "skip-understanding" };
    case 10:
    case 11:
      return {
        kind: "set-milestone",
        id: pick(names),
        title: pick(["", "Move the data", "Train the staff"]),
        party: pick(["p", "c", "c", "nobody"]),
        person: null,
        due: pick(["2026-12-01", "2027-02-29", "2027-01-15"]),
        after: chance(2) === 0 ? [] : [pick([...names, "none"])],
        gate: chance(2) === 0,
      };
    default: {
      const found = pick(["none", ...preparation.milestones.map(({ id }) => id)]);
      const move = pick(["accept", "block", "resume", "claim-done", "verify", "send-back", "cancel"] as const);
      return { kind: "move-milestone", id: found, move, words };
    }
  }
}

function wayOf(chance: (most: number) => number) {
  const date = chance(6) === 0 ? "2026-13-01" : "2025-03-01";
  switch (chance(3)) {
    case 0:
      return { kind: "new" } as const;
    case 1:
      return { kind: "procured", open_points: ["up"], not_before: date } as const;
    default:
      return {
        kind: "adopted",
        file: {
          name: "annex.pdf",
          hash: hash(7 + chance(2)),
          size: 10,
          date,
          signers: chance(5) === 0 ? [] : ["Omar"],
        },
      } as const;
  }
}

function linesOf(chance: (most: number) => number): readonly UnderstandingLine[] {
  const level = chance(8) === 0 ? "seal" : (choices["signature-level"][chance(2)] as string);
  return standardUnderstanding.map((line) => (line.id === "signature-level" ? { ...line, value: level } : line));
}

/** Plays so many commands of both sides and a stranger from a seed; throws what must never be. */
export function playPreparing(seed: number, length: number) {
  const chance = chanceFrom(seed);
  let state = emptyPair;
  const journal: JournalBody[] = [];
  let refused = 0;
  const reached = new Set<string>();
  for (let number = 0; number < length; number++) {
    const party = chance(12) === 0 ? "stranger" : (sides[chance(2)] as string);
    const command = preparationCommand(chance, state);
    const decided = decide(state, command, {
      party,
      person: null,
      now: "2026-11-26T12:00:00Z",
      today: "2026-11-26",
      checked: () => true,
    });
    if ("refused" in decided) {
      refused += 1;
      continue;
    }
    must(party !== "stranger", "a stranger acts");
    const next = decided.entries.reduce(afterEntry, state);
    mustHold(state, next, party);
    journal.push(...decided.entries);
    state = next;
    reached.add(understandingState(state.preparation));
    for (const { state: stands } of state.preparation.milestones) reached.add(stands);
  }
  const folded = journal.reduce(afterEntry, emptyPair);
  must(
    canonicalJson(folded.preparation as unknown as Json) === canonicalJson(state.preparation as unknown as Json),
    "the fold is not the state",
  );
  return { done: journal.length, refused, reached };
}

function mustHold(before: RoomState, after: RoomState, party: string): void {
  const [was, is] = [before.preparation, after.preparation];
  const [from, to] = [understandingState(was), understandingState(is)];
  must(
    from === to || understandings.moves.some((move) => move.from.includes(from) && move.to === to),
    `an understanding outside the table: ${from} ${to}`,
  );
  if (is.agreed !== null && is.agreed !== was.agreed) {
    must(is.agreed.hash === understandingHash(is.agreed.lines), "an understanding with another hash than its lines");
    must(
      sides.every((side) => is.agreed?.yes.includes(side)),
      "closed without both",
    );
  }
  if (is.isSkipped && !was.isSkipped)
    must(
      sides.every((side) => is.skipping.includes(side)),
      "skipped without both",
    );
  for (const milestone of is.milestones) {
    const stood = was.milestones.find(({ id }) => id === milestone.id)?.state ?? "open";
    must(
      stood === milestone.state ||
        milestoneMoves.moves.some((move) => move.from.includes(stood) && move.to === milestone.state),
      "a milestone outside the table",
    );
    if (milestone.state === "verified" && stood !== "verified")
      must(milestone.party !== party, "whoever did it has verified it");
    if (milestone.state === "cancelled" && stood !== "cancelled")
      must(
        was.milestones.some(({ id, cancelling }) => id === milestone.id && cancelling.length > 0),
        "cancelled by one",
      );
  }
  const { gates, passed, isReady } = readiness(is.milestones);
  must(isReady === (gates === passed), "ready with a gate that is closed");
  if (confirmed(before) && !confirmed(after)) must(false, "what both have confirmed is confirmed no more");
}

function confirmed({ preparation, root }: { readonly preparation: Preparation; readonly root: Hash | null }): boolean {
  const { way, confirmations } = preparation;
  const state = adoptionState(way, confirmations, root, sides, false);
  return state === "confirmed" && way.kind === "adopted" && confirmationsOf(way.file, confirmations, root).length === 2;
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
