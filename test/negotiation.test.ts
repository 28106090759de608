/** Two sides come to an understanding point by point; and what must never happen does not, whatever they do. */
import {
  adoptions,
  afterEntry,
  approvals,
  type Command,
  decide,
  diagram,
  draftRoot,
  emptyRoom,
  type Hash,
  invitations,
  type Json,
  meaningsOf,
  milestoneMoves,
  type Negotiation,
  proposals,
  type RoomState,
  signatures,
  stages,
  standingPoints,
  understandings,
} from "@overens/core";
import { expect, test } from "vitest";
import { draft, play } from "./negotiating.ts";

let room: RoomState;
const negotiation = (): Negotiation => room.negotiation as Negotiation;
const meaning = (point: string): Hash => meaningsOf(negotiation().draft).get(point) as Hash;
const states = (): Record<string, string> =>
  Object.fromEntries(standingPoints(negotiation()).map(({ id, state }) => [id, state]));

function act(party: string, command: Command): string | null {
  const decided = decide(room, command, {
    party,
    person: null,
    now: "2026-11-24T12:00:00Z",
    today: "2026-11-24",
    checked: () => true,
  });
  if ("refused" in decided) return decided.refused;
  room = decided.entries.reduce(afterEntry, room);
  return null;
}

function opened(): void {
  room = { ...emptyRoom, root: "0".repeat(64) as Hash };
  expect(act("p", { kind: "open-draft", agreement: draft, parties: ["p", "c"] })).toBeNull();
}

const yes = (party: string, point: string): string | null =>
  act(party, { kind: "answer-point", point, meaning: meaning(point), satisfaction: "satisfied", reason: "" });
const everyone = (): void => {
  for (const { id } of standingPoints(negotiation())) for (const party of ["p", "c"]) expect(yes(party, id)).toBeNull();
};
const propose = (party: string, id: string, point: string, body: Json, counters: string | null = null): string | null =>
  act(party, { kind: "propose", id, point, replaces: meaning(point), body, because: "", counters });
const few = (most: string): Json => ({
  id: "count",
  title: "Few",
  indicator: { kind: "count", of: "outages" },
  target: { "at-most": most },
});

test("a point is agreed when both have said yes to the same words, and whoever moves the calendar reopens what uses it and nothing else", () => {
  opened();
  everyone();
  expect(new Set(Object.values(states()))).toEqual(new Set(["agreed"]));
  expect(propose("c", "1", "office", { id: "office", hours: { mon: ["08:00-18:00"] } })).toBeNull();
  expect(
    act("p", { kind: "accept-proposal", proposal: "1", meaning: negotiation().proposals[0]?.meaning as Hash }),
  ).toBeNull();
  expect(states()).toEqual({ agreement: "agreed", web: "agreed", office: "agreed", up: "open", count: "agreed" });
});

test("not satisfied needs a reason, and an answer to words that have changed meanwhile is refused", () => {
  opened();
  expect(
    act("c", { kind: "answer-point", point: "up", meaning: meaning("up"), satisfaction: "not-satisfied", reason: " " }),
  ).toBe("reason-missing");
  const shown = meaning("count");
  expect(propose("p", "1", "count", few("2"))).toBeNull();
  expect(
    act("c", { kind: "accept-proposal", proposal: "1", meaning: negotiation().proposals[0]?.meaning as Hash }),
  ).toBeNull();
  expect(
    act("c", { kind: "answer-point", point: "count", meaning: shown, satisfaction: "satisfied", reason: "" }),
  ).toBe("changed-meanwhile");
});

test("nobody accepts their own proposal; a newer one supersedes it, a counter-proposal answers it, and none is lost", () => {
  opened();
  expect(propose("p", "1", "count", few("2"))).toBeNull();
  const first = negotiation().proposals[0]?.meaning as Hash;
  expect(act("p", { kind: "accept-proposal", proposal: "1", meaning: first })).toBe("not-yours");
  expect(propose("p", "2", "count", few("1"))).toBeNull();
  expect(propose("c", "3", "count", few("0"), "2")).toBeNull();
  expect(negotiation().proposals.map(({ state, answer }) => [state, answer])).toEqual([
    ["superseded", "2"],
    ["countered", "3"],
    ["sent", null],
  ]);
  expect(act("c", { kind: "accept-proposal", proposal: "1", meaning: first })).toBe("not-from-here");
  expect(act("p", { kind: "decline-proposal", proposal: "3", reason: "" })).toBe("reason-missing");
  expect(act("p", { kind: "decline-proposal", proposal: "3", reason: "Not without a second line." })).toBeNull();
});

test("what is proposed on a point that another acceptance replaced lapses", () => {
  opened();
  expect(propose("p", "1", "count", few("2"))).toBeNull();
  expect(propose("c", "2", "count", few("1"))).toBeNull();
  expect(
    act("p", { kind: "accept-proposal", proposal: "2", meaning: negotiation().proposals[1]?.meaning as Hash }),
  ).toBeNull();
  expect(negotiation().proposals.map(({ state }) => state)).toEqual(["lapsed", "accepted"]);
});

test("locked when every point is agreed or set aside by both, each on the root that it sees; opened again with a reason", () => {
  opened();
  const root = draftRoot(negotiation());
  expect(act("p", { kind: "lock", root })).toBe("points-not-agreed");
  for (const { id } of standingPoints(negotiation()).filter(({ id }) => id !== "count"))
    for (const party of ["p", "c"]) yes(party, id);
  for (const party of ["p", "c"])
    expect(act(party, { kind: "set-point-aside", point: "count", until: "2026-12-31" })).toBeNull();
  expect(act("p", { kind: "lock", root: "f".repeat(64) as Hash })).toBe("changed-meanwhile");
  expect(act("p", { kind: "lock", root })).toBeNull();
  expect(negotiation().stage).toBe("negotiating");
  expect(act("c", { kind: "lock", root })).toBeNull();
  expect(negotiation().stage).toBe("locked");
  expect(yes("c", "web")).toBe("not-from-here");
  expect(act("c", { kind: "unlock", reason: "" })).toBe("reason-missing");
  expect(act("c", { kind: "unlock", reason: "Point count after all." })).toBeNull();
  expect(negotiation().stage).toBe("negotiating");
});

test("a stranger does nothing, and a point that does not fit the language is refused", () => {
  opened();
  expect(yes("stranger", "up")).toBe("not-a-party");
  expect(propose("p", "1", "count", { id: "count" })).toBe("does-not-fit");
  expect(propose("p", "1", "count", few("3"))).toBe("nothing-changed");
});

test("random commands of two sides and a stranger never leave the tables of moves", () => {
  const played = Array.from({ length: Number(process.env["SEQUENCES"] ?? 1500) }, (_, index) => {
    const seed = 20_261_124 + index;
    try {
      return play(seed, 40);
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}`);
    }
  });
  expect(played.some(({ locked }) => locked)).toBe(true);
  expect(played.reduce((sum, { done }) => sum + done, 0)).toBeGreaterThan(10_000);
}, 900_000);

test("the tables of moves are drawn in the documentation as they are", async () => {
  const drawn = [stages, adoptions, understandings, milestoneMoves, proposals, approvals, invitations, signatures]
    .map((lifecycle) => `## ${lifecycle.name}\n\n\`\`\`mermaid\n${diagram(lifecycle as typeof stages)}\n\`\`\`\n`)
    .join("\n");
  await expect(
    `# Lifecycles\n\nPrinted from the tables of moves in the core; who may make a move stands in brackets, with what must hold besides.\n\n${drawn}`,
  ).toMatchFileSnapshot("../docs/lifecycles.md");
});
