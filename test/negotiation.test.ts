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

const removal = (party: string, id: string, point: string): string | null =>
  act(party, { kind: "propose-removal", id, point, replaces: meaning(point), because: "", counters: null });
const addition = (
  party: string,
  id: string,
  section: string,
  body: Json,
  counters: string | null = null,
): string | null => act(party, { kind: "propose-point", id, section, body, because: "", counters });
const accept = (party: string, id: string): string | null =>
  act(party, {
    kind: "accept-proposal",
    proposal: id,
    meaning: negotiation().proposals.find((proposal) => proposal.id === id)?.meaning as Hash,
  });
const fast = (more: object = {}): Json => ({
  id: "fast",
  title: "Fast",
  indicator: { kind: "count", of: "cases" },
  target: { "at-most": "9" },
  ...more,
});

test("a point that one side proposes to add is in the draft once the other accepts it, agreed by both, and the others stay as they were", () => {
  opened();
  everyone();
  expect(addition("c", "1", "objectives", fast())).toBeNull();
  expect(negotiation().proposals[0]).toMatchObject({
    change: "add",
    point: "fast",
    section: "objectives",
    replaces: null,
  });
  expect(states()["fast"]).toBeUndefined();
  expect(accept("c", "1")).toBe("not-yours");
  expect(act("p", { kind: "accept-proposal", proposal: "1", meaning: "f".repeat(64) as Hash })).toBe(
    "changed-meanwhile",
  );
  expect(accept("p", "1")).toBeNull();
  expect(new Set(Object.values(states()))).toEqual(new Set(["agreed"]));
  expect(negotiation().draft.objectives.map(({ id }) => id)).toEqual(["up", "count", "fast"]);
});

test("a point cannot be added whose name is taken, that does not fit, or in a section that has no place for it", () => {
  opened();
  expect(addition("c", "1", "objectives", fast({ id: "web" }))).toBe("does-not-fit");
  expect(addition("c", "1", "objectives", { id: "fast" })).toBe("does-not-fit");
  expect(addition("c", "1", "objectives", { title: "Nameless" })).toBe("does-not-fit");
  expect(addition("c", "1", "parties", { id: "x", role: "provider", name: "X" })).toBe("does-not-fit");
  expect(addition("stranger", "1", "objectives", fast())).toBe("not-a-party");
  expect(negotiation().proposals).toEqual([]);
});

test("an added point is answered with another of the same name, and what is accepted first makes the rest lapse", () => {
  opened();
  expect(addition("c", "1", "objectives", fast())).toBeNull();
  expect(addition("c", "2", "objectives", fast({ target: { "at-most": "8" } }))).toBeNull();
  expect(addition("p", "3", "objectives", fast({ target: { "at-most": "20" } }), "2")).toBeNull();
  expect(addition("c", "4", "objectives", fast({ target: { "at-most": "10" } }))).toBeNull();
  expect(accept("c", "3")).toBeNull();
  expect(negotiation().proposals.map(({ state }) => state)).toEqual(["superseded", "countered", "accepted", "lapsed"]);
});

test("what an added point refers to may not move under it: the proposal lapses, for it no longer means what was shown", () => {
  opened();
  expect(addition("c", "1", "objectives", fast({ calendar: "office" }))).toBeNull();
  expect(propose("c", "2", "office", { id: "office", hours: { mon: ["08:00-18:00"] } })).toBeNull();
  expect(accept("p", "2")).toBeNull();
  expect(negotiation().proposals.map(({ state }) => state)).toEqual(["lapsed", "accepted"]);
});

test("a point is taken away once the other side accepts it, and not while another refers to it", () => {
  opened();
  everyone();
  expect(removal("p", "1", "office")).toBe("does-not-fit");
  expect(removal("p", "1", "count")).toBeNull();
  expect(propose("c", "2", "count", few("1"))).toBeNull();
  expect(states()["count"]).toBe("agreed");
  expect(accept("p", "1")).toBe("not-yours");
  expect(accept("c", "1")).toBeNull();
  expect(states()).toEqual({ agreement: "agreed", web: "agreed", office: "agreed", up: "agreed" });
  expect(negotiation().proposals.map(({ state }) => state)).toEqual(["accepted", "lapsed"]);
  expect(removal("p", "3", "up")).toBe("does-not-fit");
});

test("a removal is refused on a point that has changed, and lapses when the point is replaced", () => {
  opened();
  expect(removal("p", "1", "count")).toBeNull();
  const shown = meaning("count");
  expect(propose("p", "2", "count", few("1"))).toBeNull();
  expect(negotiation().proposals[0]?.state).toBe("superseded");
  expect(removal("c", "3", "count")).toBeNull();
  expect(accept("c", "2")).toBeNull();
  expect(negotiation().proposals.map(({ state }) => state)).toEqual(["superseded", "accepted", "lapsed"]);
  expect(
    act("p", { kind: "propose-removal", id: "4", point: "count", replaces: shown, because: "", counters: null }),
  ).toBe("changed-meanwhile");
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
