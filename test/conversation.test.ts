/** What both sides write to each other, what one side writes for itself, and approval inside a side: as people come to it. */
import {
  type ApprovableAct,
  type Approval,
  afterEntry,
  afterPrivateEntry,
  approvalStanding,
  approvedAct,
  type Command,
  decide,
  decidePrivately,
  emptyLane,
  type Hash,
  type InternalMessage,
  longestMessage,
  meaningsOf,
  type PrivateCommand,
  type PrivateState,
  type RoomState,
  type ThreadMessage,
} from "@overens/core";
import { beforeEach, expect, test } from "vitest";
import { by, converse, peopledRoom } from "./conversing.ts";

let room: RoomState;
let lane: PrivateState;
beforeEach(() => {
  room = peopledRoom();
  lane = emptyLane;
});
const meaning = (point: string): Hash => meaningsOf(room.negotiation?.draft as never).get(point) as Hash;
function act(party: string, person: string | null, command: Command): string | null {
  const decided = decide(room, command, by(party, person));
  if ("refused" in decided) return decided.refused;
  room = decided.entries.reduce(afterEntry, room);
  return null;
}
function inside(person: string | null, command: PrivateCommand, party = "c"): string | null {
  const decided = decidePrivately(lane, room, command, by(party, person));
  if ("refused" in decided) return decided.refused;
  lane = decided.entries.reduce(afterPrivateEntry, lane);
  return null;
}
const message = (text: string, mentions: readonly string[] = [], id = "1"): Command => ({
  kind: "write-message",
  id,
  point: "up",
  meaning: meaning("up"),
  text,
  mentions,
});
const internal = (internalText: string, ownMentions: readonly string[] = [], id = "1"): PrivateCommand => ({
  kind: "write-internally",
  id,
  point: "up",
  meaning: meaning("up"),
  internalText,
  ownMentions,
});

test("everybody on the two sides may write where both see, whatever their role, and call on either side's people", () => {
  expect(act("c", "omar", message("Why 99.9?", ["erik", "sara", "erik"]))).toBeNull();
  expect(room.conversation.messages).toMatchObject([
    { party: "c", person: "omar", point: "up", text: "Why 99.9?", mentions: ["erik", "sara"], meaning: meaning("up") },
  ]);
  expect(act("c", "omar", message("Hello", ["petra"], "2"))).toBe("no-such-reader");
  expect(act("x", "petra", message("Hello", [], "2"))).toBe("not-a-party");
  expect(act("c", "erik", message("Hello", [], "2"))).toBe("not-your-role");
  expect(act("c", null, message("Hello", [], "2"))).toBe("not-your-role");
});

test("inside, only one's own people write, and only they can be called on", () => {
  expect(inside("omar", internal("They would go to 99.95.", ["sara"]))).toBeNull();
  expect(lane.messages).toMatchObject([{ own_person: "omar", own_mentions: ["sara"] }]);
  expect(inside("sara", internal("Ask Erik.", ["erik"], "2"))).toBe("no-such-reader");
  expect(inside("erik", internal("Let me see.", [], "2"))).toBe("not-your-role");
  expect(JSON.stringify(room)).not.toContain("99.95");
});

test("a third party sees no thread: it neither writes nor is called on", () => {
  room = [
    { kind: "third-party-added", party: "t", by: "p", name: "T", third_kind: "supplier", points: ["up"] } as const,
    {
      kind: "person-joined",
      person: "petra",
      party: "t",
      name: "Petra",
      address: "p@t.se",
      roles: ["negotiator"],
      invitation: null,
    } as const,
  ].reduce(afterEntry, room);
  expect(act("t", "petra", message("Hello"))).toBe("not-a-party");
  expect(act("p", "erik", message("Hello", ["petra"]))).toBe("no-such-reader");
});

test("whoever has left can be called on no more", () => {
  expect(act("c", "sara", message("Hello", ["nadia"]))).toBeNull();
  room = afterEntry(room, { kind: "person-left", person: "nadia", successor: null });
  expect(act("c", "sara", message("Hello", ["nadia"], "2"))).toBe("no-such-reader");
});

test("a message is of a point of the draft, has words, and at most 4,000 characters, counted as people do", () => {
  const say = (text: string) => act("p", "erik", message(text, [], text.slice(0, 3)));
  expect(say(" \n\t")).toBe("message-empty");
  expect(say("😀".repeat(longestMessage))).toBeNull();
  expect(say(`${"😀".repeat(longestMessage)}!`)).toBe("message-too-long");
  expect(say("a".repeat(5_000_000))).toBe("message-too-long");
  expect(inside("sara", internal("b".repeat(longestMessage + 1)))).toBe("message-too-long");
  expect(inside("sara", internal(""))).toBe("message-empty");
  expect(inside("sara", internal("Hello", Array<string>(21).fill("lina")))).toBe("too-many-mentions");
  expect(act("p", "erik", { ...message("Hello"), point: "nowhere" } as Command)).toBe("no-such-point");
  expect(inside("sara", { ...internal("Hello"), point: "nowhere" } as PrivateCommand)).toBe("no-such-point");
  room = { ...room, negotiation: null };
  expect(act("p", "erik", { ...message2, id: "9" })).toBe("no-draft");
  expect(inside("sara", { ...internal2, id: "9" })).toBe("no-draft");
});
const message2 = {
  kind: "write-message",
  point: "up",
  meaning: "0".repeat(64) as Hash,
  text: "x",
  mentions: [],
} as const;
const internal2 = {
  kind: "write-internally",
  point: "up",
  meaning: "0".repeat(64) as Hash,
  internalText: "x",
  ownMentions: [],
} as const;

test("the same message sent again after a lost answer stands once, and its name is no other message's", () => {
  expect([act("p", "erik", message("Hello")), act("p", "erik", message("Hello"))]).toEqual([null, null]);
  expect(room.conversation.messages).toHaveLength(1);
  expect(act("p", "erik", message("Other"))).toBe("other-body");
  expect(act("c", "sara", message("Hello"))).toBe("other-body");
  expect([inside("sara", internal("Hello")), inside("sara", internal("Hello"))]).toEqual([null, null]);
  expect(lane.messages).toHaveLength(1);
  expect(inside("sara", internal("Other"))).toBe("other-body");
});

test("an internal message does not compile where a shared one belongs, nor the other way", () => {
  const told = (shared: ThreadMessage): ThreadMessage => shared;
  const kept = (own: InternalMessage): InternalMessage => own;
  const compiles = (shared: ThreadMessage, own: InternalMessage): void => {
    // @ts-expect-error: what is said inside is no shared message
    told(own);
    // @ts-expect-error: nor the other way
    kept(shared);
    // @ts-expect-error: not even under the other's kind
    told({ ...own, kind: "thread-message", party: "c" });
    // @ts-expect-error: the shared journal does not take it
    afterEntry(room, own);
    // @ts-expect-error: nor the lane what both see
    afterPrivateEntry(lane, shared);
    // @ts-expect-error: and the shared room does not take its command
    decide(room, internal("x"), by("c", "sara"));
  };
  expect(compiles).toBeTypeOf("function");
});

const yes = (point = "up"): ApprovableAct => ({
  kind: "answer-point",
  point,
  meaning: meaning(point),
  satisfaction: "satisfied",
  reason: "",
});
const few = (most: string, id = "q"): ApprovableAct => ({
  kind: "propose",
  id,
  point: "count",
  replaces: meaning("count"),
  body: { id: "count", title: "Few", indicator: { kind: "count", of: "outages" }, target: { "at-most": most } },
  because: "",
  counters: null,
});
const ask = (what: ApprovableAct, approver = "lina", id = "a"): PrivateCommand => ({
  kind: "ask-approval",
  id,
  approver,
  act: what,
  words: "May we?",
});
const first = (): Approval => lane.approvals[0] as Approval;
const give = (person: string, subject = first().subject) =>
  inside(person, { kind: "give-approval", approval: "a", subject, words: "" });
const standing = () => approvalStanding(first(), room.negotiation, "c");

test("a negotiator asks an approver of the same side, who says yes to exactly that act", () => {
  expect(inside("sara", ask(yes()))).toBeNull();
  expect(first()).toMatchObject({
    asker: "sara",
    approver: "lina",
    point: "up",
    meaning: meaning("up"),
    state: "asked",
  });
  expect(give("lina", "0".repeat(64) as Hash)).toBe("changed-meanwhile");
  expect(give("sara")).toBe("not-yours");
  expect(give("omar")).toBe("not-yours");
  expect(give("lina")).toBeNull();
  expect(first().state).toBe("given");
  expect(give("lina")).toBe("not-from-here");
  expect(approvedAct(lane.approvals, "a", room.negotiation, "c")).toEqual({ act: yes() });
  expect(JSON.stringify(room)).not.toContain("May we");
});

test("only who may negotiate asks, only approvers are asked, and nobody asks themselves", () => {
  expect(inside("omar", ask(yes()))).toBe("not-your-role");
  expect(inside("sara", ask(yes(), "omar"))).toBe("not-an-approver");
  expect(inside("sara", ask(yes(), "nadia"))).toBe("not-an-approver");
  expect(inside("sara", ask(yes(), "sara"))).toBe("own-approval");
  expect(inside(null, ask(yes()))).toBe("not-your-role");
  expect(inside("sara", ask(yes()))).toBeNull();
  expect(inside("sara", ask(yes(), "lina", "b"))).toBe("already-asked");
  expect(inside("sara", ask({ ...yes(), satisfaction: "can-live-with-it" } as ApprovableAct, "lina", "b"))).toBeNull();
});

test("in an open room nobody is known, so nobody approves", () => {
  room = { ...room, access: { ...room.access, people: [] } };
  expect(inside(null, ask(yes()))).toBe("person-needed");
  expect(inside(null, internal("Between us."))).toBeNull();
});

test("what could not be given is not asked about", () => {
  expect(inside("sara", ask({ ...yes(), meaning: "0".repeat(64) as Hash } as ApprovableAct))).toBe("changed-meanwhile");
  expect(inside("sara", ask({ ...yes(), satisfaction: "not-satisfied" } as ApprovableAct))).toBe("reason-missing");
  expect(inside("sara", ask(few("3")))).toBe("nothing-changed");
  expect(inside("sara", ask({ kind: "accept-proposal", proposal: "none", meaning: meaning("up") }))).toBe(
    "no-such-proposal",
  );
  expect(lane.approvals).toEqual([]);
});

test("a no says why, and the one who asked may take the question back", () => {
  inside("sara", ask(yes()));
  expect(inside("lina", { kind: "refuse-approval", approval: "a", reason: " " })).toBe("refusal-reason-missing");
  expect(inside("lina", { kind: "withdraw-approval", approval: "a" })).toBe("not-yours");
  expect(inside("lina", { kind: "refuse-approval", approval: "a", reason: "Too dear." })).toBeNull();
  expect(first()).toMatchObject({ state: "refused", answer: "Too dear." });
  expect(inside("sara", { kind: "withdraw-approval", approval: "a" })).toBe("not-from-here");
  expect(inside("sara", ask(yes(), "lina", "b"))).toBeNull();
  expect(inside("sara", { kind: "withdraw-approval", approval: "b" })).toBeNull();
  expect(inside("sara", { kind: "withdraw-approval", approval: "none" })).toBe("no-such-approval");
});

test("a changed point makes its own approvals stale, with the cause named, and no others", () => {
  inside("sara", ask(yes("count")));
  inside("sara", ask(yes("up"), "lina", "b"));
  act("p", "erik", few("5", "theirs") as Command);
  const proposed = room.negotiation?.proposals[0]?.meaning as Hash;
  act("c", "sara", { kind: "accept-proposal", proposal: "theirs", meaning: proposed });
  expect(lane.approvals.map((found) => approvalStanding(found, room.negotiation, "c"))).toEqual([
    "point-changed",
    "can-be-given",
  ]);
  expect(give("lina")).toBe("changed-meanwhile");
});

test("an approved proposal is sent as it was approved, once", () => {
  inside("sara", ask(few("2")));
  give("lina");
  const approved = approvedAct(lane.approvals, "a", room.negotiation, "c");
  expect(approved).toEqual({ act: few("2") });
  expect(act("c", "sara", few("2") as Command)).toBeNull();
  expect(standing()).toBe("done");
  expect(approvedAct(lane.approvals, "a", room.negotiation, "c")).toEqual({ refused: "already-said" });
});

test("taking the other side's proposal is approved too, until that proposal is gone", () => {
  act("p", "erik", few("5", "theirs") as Command);
  const proposed = room.negotiation?.proposals[0]?.meaning as Hash;
  expect(inside("sara", ask({ kind: "accept-proposal", proposal: "theirs", meaning: proposed }))).toBeNull();
  expect(first()).toMatchObject({ point: "count", meaning: proposed });
  expect(standing()).toBe("can-be-given");
  act("p", "erik", { kind: "withdraw-proposal", proposal: "theirs" });
  expect(standing()).toBe("proposal-closed");
});

test("random talk of both sides, inside and between them, keeps what is said inside where it was said", () => {
  const played = Array.from({ length: Number(process.env["SEQUENCES"] ?? 400) }, (_, index) => {
    const seed = 20_261_126 + index;
    try {
      return converse(seed, 120);
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}`);
    }
  });
  expect(new Set(played.flatMap(({ reached }) => [...reached]))).toEqual(
    new Set(["asked", "given", "refused", "withdrawn"]),
  );
  expect(played.reduce((sum, { said }) => sum + said, 0)).toBeGreaterThan(500);
  expect(played.reduce((sum, { shared }) => sum + shared, 0)).toBeGreaterThan(500);
}, 300_000);
