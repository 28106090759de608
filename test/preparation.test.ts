/** Before the text: the way in, background, the understanding and the plan, as two sides come to them. */
import {
  type Access,
  type Agreement,
  adoptionState,
  afterEntry,
  type Command,
  changedLines,
  daysOverdue,
  decide,
  decidePrivately,
  emptyLane,
  type Hash,
  isPrepared,
  type JournalBody,
  lineText,
  meaningsOf,
  notBefore,
  openPoints,
  type RoomState,
  readiness,
  remindersFor,
  rulesOf,
  standardUnderstanding,
  understandingHash,
  understandingState,
  unmatched,
  withBackground,
} from "@overens/core";
import { beforeEach, expect, test } from "vitest";
import { draft } from "./negotiating.ts";
import { emptyPair, playPreparing } from "./preparing.ts";

let room: RoomState;
beforeEach(() => {
  room = emptyPair;
});

function act(party: string, command: Command, person: string | null = null): string | null {
  const decided = decide(room, command, {
    party,
    person,
    now: "2026-11-26T12:00:00Z",
    today: "2026-11-26",
    checked: () => true,
  });
  if ("refused" in decided) return decided.refused;
  room = decided.entries.reduce(afterEntry, room);
  return null;
}
const joined = (person: string, party: string, ...roles: ("owner" | "negotiator" | "reader")[]): void => {
  const body: JournalBody = {
    kind: "person-joined",
    person,
    party,
    name: person,
    address: `${person}@x.se`,
    roles,
    invitation: null,
  };
  room = afterEntry(room, body);
};
const file = { name: "annex.pdf", hash: "7".repeat(64) as Hash, size: 4, date: "2025-03-01", signers: ["Omar Ali"] };
const openDraft: Command = { kind: "open-draft", agreement: draft, parties: ["p", "c"] };
const milestone = (id: string, party: string, more: object = {}): Command => ({
  kind: "set-milestone",
  id,
  title: id,
  party,
  person: null,
  due: "2026-12-10",
  after: [],
  gate: true,
  ...more,
});

test("one yes each: the first proposes the lines as they stand, the other says yes to the same hash", () => {
  expect(act("p", { kind: "propose-understanding", lines: standardUnderstanding })).toBeNull();
  expect(understandingState(room.preparation)).toBe("proposed");
  const { hash = "0".repeat(64) as Hash } = room.preparation.proposed ?? {};
  expect(act("p", { kind: "agree-understanding", hash })).toBe("already-said");
  expect(act("c", { kind: "agree-understanding", hash: "f".repeat(64) as Hash })).toBe("changed-meanwhile");
  expect(act("c", { kind: "agree-understanding", hash })).toBeNull();
  expect(understandingState(room.preparation)).toBe("closed");
  expect(room.preparation.agreed).toMatchObject({ hash, yes: ["p", "c"] });
});

test("a changed line is a new version that needs both again, while what was closed holds", () => {
  const passkey = standardUnderstanding.map((line) =>
    line.id === "signature-level" ? { ...line, value: "passkey" } : line,
  );
  act("p", { kind: "propose-understanding", lines: standardUnderstanding });
  act("c", { kind: "propose-understanding", lines: passkey });
  expect(act("p", { kind: "agree-understanding", hash: understandingHash(standardUnderstanding) })).toBe(
    "changed-meanwhile",
  );
  expect(changedLines(passkey, standardUnderstanding)).toEqual(["signature-level"]);
  expect(act("p", { kind: "agree-understanding", hash: understandingHash(passkey) })).toBeNull();
  expect(rulesOf(room.preparation).signatureLevel).toBe("passkey");
  act("c", { kind: "propose-understanding", lines: standardUnderstanding });
  expect(rulesOf(room.preparation).signatureLevel).toBe("passkey");
  expect(room.preparation.superseded).toHaveLength(1);
});

test("the same lines proposed by the other side are its yes", () => {
  act("p", { kind: "propose-understanding", lines: standardUnderstanding });
  expect(act("c", { kind: "propose-understanding", lines: standardUnderstanding })).toBeNull();
  expect(understandingState(room.preparation)).toBe("closed");
});

test("lines that say nothing, say it twice or choose what is no choice are refused", () => {
  const propose = (lines: typeof standardUnderstanding) => act("p", { kind: "propose-understanding", lines });
  expect(propose(standardUnderstanding.slice(1).filter(({ id }) => id !== "scale"))).toBe("bad-line");
  expect(propose([...standardUnderstanding, ...standardUnderstanding.slice(0, 1)])).toBe("bad-line");
  expect(propose(standardUnderstanding.map((line) => (line.id === "scale" ? { ...line, value: "five" } : line)))).toBe(
    "bad-line",
  );
  expect(propose(standardUnderstanding.map((line) => (line.id === "purpose" ? { ...line, text: " " } : line)))).toBe(
    "bad-line",
  );
  expect(propose([...standardUnderstanding, { id: "toString", part: "working", text: "x", value: null }])).toBe(
    "bad-line",
  );
});

test("every standard line has words in both languages, and choices say what was chosen", () => {
  for (const line of standardUnderstanding)
    for (const language of ["sv", "en"] as const) expect(lineText(line, language).length).toBeGreaterThan(10);
  const days = { id: "reply-days", part: "negotiating", text: null, value: "1" } as const;
  expect(lineText(days, "en")).toBe("A proposal is answered within 1 working day.");
});

test("the text waits for the understanding once both are here; alone, or in an open room, one may begin at once", () => {
  joined("erik", "p", "owner");
  const before = room;
  expect(act("p", openDraft, "erik")).toBeNull();
  room = before;
  joined("sara", "c", "owner");
  expect(act("p", openDraft, "erik")).toBe("not-prepared");
  expect(act("p", { kind: "skip-understanding" }, "erik")).toBeNull();
  expect(act("p", openDraft, "erik")).toBe("not-prepared");
  expect(act("c", { kind: "skip-understanding" }, "sara")).toBeNull();
  expect(isPrepared(room.preparation)).toBe(true);
  expect(act("p", openDraft, "erik")).toBeNull();
});

test("whoever only reads changes nothing, and nobody acts for the other side", () => {
  joined("erik", "p", "owner");
  joined("vera", "p", "reader");
  expect(act("p", { kind: "propose-understanding", lines: standardUnderstanding }, "vera")).toBe("not-your-role");
  expect(act("c", { kind: "propose-understanding", lines: standardUnderstanding }, "erik")).toBe("not-your-role");
  expect(act("x", { kind: "skip-understanding" }, "erik")).toBe("not-a-party");
});

test("an adopted agreement is confirmed when both have said so of the same file and the same text; a changed text asks again", () => {
  const root = room.root as Hash;
  const state = () => adoptionState(room.preparation.way, room.preparation.confirmations, room.root, ["p", "c"], false);
  expect(act("p", { kind: "confirm-transcription", file: file.hash, root })).toBe("nothing-adopted");
  expect(act("p", { kind: "choose-way", way: { kind: "adopted", file: { ...file, date: "2025-02-30" } } })).toBe(
    "bad-date",
  );
  expect(act("p", { kind: "choose-way", way: { kind: "adopted", file } })).toBeNull();
  expect(act("p", { kind: "confirm-transcription", file: file.hash, root })).toBeNull();
  expect(act("p", { kind: "confirm-transcription", file: file.hash, root })).toBe("already-said");
  expect(state()).toBe("not-confirmed");
  const mended = "5".repeat(64) as Hash;
  expect(act("c", { kind: "transcribe", root: mended, document: mended })).toBeNull();
  expect(act("c", { kind: "confirm-transcription", file: file.hash, root })).toBe("changed-meanwhile");
  expect(act("c", { kind: "confirm-transcription", file: file.hash, root: mended })).toBeNull();
  expect(state()).toBe("not-confirmed");
  expect(act("p", { kind: "confirm-transcription", file: file.hash, root: mended })).toBeNull();
  expect(state()).toBe("confirmed");
  expect(act("p", { kind: "transcribe", root, document: root })).toBe("not-from-here");
  expect(act("p", { kind: "choose-way", way: { kind: "new" } })).toBe("not-from-here");
});

test("of a procured agreement only the points named are open, and it has a first day of signing", () => {
  const way = { kind: "procured", open_points: ["count"], not_before: "2027-01-10" } as const;
  expect(act("c", { kind: "choose-way", way })).toBeNull();
  expect([notBefore(room.preparation), openPoints(room.preparation)]).toEqual(["2027-01-10", ["count"]]);
  expect(act("p", openDraft)).toBeNull();
  const replaces = "0".repeat(64) as Hash;
  const propose = (point: string) =>
    act("p", { kind: "propose", id: "1", point, replaces, body: {}, because: "", counters: null });
  expect(propose("up")).toBe("point-fixed");
  expect(propose("count")).toBe("changed-meanwhile");
  const more = { replaces, because: "", counters: null } as const;
  expect(act("p", { kind: "propose-removal", id: "2", point: "up", ...more })).toBe("point-fixed");
  expect(act("p", { kind: "propose-removal", id: "2", point: "count", ...more })).toBe("changed-meanwhile");
  expect(act("p", { ...newPoint, id: "2" })).toBe("point-fixed");
});

test("the scale and the turns that both agreed on are kept to", () => {
  const lines = standardUnderstanding.map((line) =>
    line.id === "scale" ? { ...line, value: "two" } : line.id === "turns" ? { ...line, value: "turns" } : line,
  );
  expect(act("p", { kind: "propose-understanding", lines })).toBeNull();
  expect(act("c", { kind: "agree-understanding", hash: understandingHash(lines) })).toBeNull();
  expect(act("p", openDraft)).toBeNull();
  const { draft } = room.negotiation as NonNullable<RoomState["negotiation"]>;
  const meaning = meaningsOf(draft).get("up") as Hash;
  const answer = { kind: "answer-point", point: "up", meaning, reason: "" } as const;
  expect(act("p", { ...answer, satisfaction: "can-live-with-it" })).toBe("not-in-scale");
  expect(act("p", { ...answer, satisfaction: "satisfied" })).toBeNull();
  expect(act("p", { ...newPoint, id: "1" })).toBeNull();
  const other = { ...newPoint, body: { id: "other", name: "Other" } };
  expect(act("c", { ...other, id: "2" })).toBe("not-your-turn");
  expect(act("p", { ...other, id: "3" })).toBeNull();
  expect(act("c", { ...newPoint, body: { id: "new", name: "Newer" }, id: "4", counters: "1" })).toBeNull();
});

const newPoint = {
  kind: "propose-point",
  section: "services",
  body: { id: "new", name: "New" },
  because: "",
  counters: null,
} as const;

test("where only one side may propose, the other is told so", () => {
  const lines = standardUnderstanding.map((line) =>
    line.id === "may-propose" ? { ...line, value: "provider" } : line,
  );
  act("p", { kind: "propose-understanding", lines });
  act("c", { kind: "agree-understanding", hash: understandingHash(lines) });
  act("p", openDraft);
  const replaces = "0".repeat(64) as Hash;
  const propose: Command = { kind: "propose", id: "1", point: "up", replaces, body: {}, because: "", counters: null };
  expect(act("c", propose)).toBe("not-yours");
  expect(act("p", propose)).toBe("changed-meanwhile");
  expect(act("c", { ...newPoint, id: "2" })).toBe("not-yours");
  expect(act("p", { ...newPoint, id: "2" })).toBeNull();
});

test("needs without a point and points without a need are listed; history asks for nothing", () => {
  const share = (id: string, item_kind: "need" | "history"): void => {
    expect(act("c", { kind: "share-background", id, item_kind, text: "The tills.", service: null })).toBeNull();
  };
  share("tills", "need");
  share("years", "history");
  const text = draft as unknown as Agreement;
  expect(unmatched(text, room.preparation.background)).toEqual({ needs: ["tills"], points: ["up", "count"] });
  const shared = withBackground(text, room.preparation.background, () => "c");
  expect(shared.background).toContainEqual({ id: "tills", party: "c", kind: "need", text: "The tills." });
  const [up, count] = text.objectives as [Agreement["objectives"][number], Agreement["objectives"][number]];
  const answered = { ...shared, objectives: [{ ...up, because: ["tills"] }, count] };
  expect(unmatched(answered, room.preparation.background)).toEqual({ needs: [], points: ["count"] });
  expect(act("p", { kind: "withdraw-background", id: "tills" })).toBe("not-yours");
  expect(act("c", { kind: "withdraw-background", id: "tills" })).toBeNull();
  expect(unmatched(text, room.preparation.background).needs).toEqual([]);
});

test("what is noted in a side's own lane stands there and nowhere else", () => {
  const by = { party: "c", person: null, now: "2026-11-26T12:00:00Z", today: "2026-11-26", checked: () => true };
  const note = { kind: "note-background", id: "a", item_kind: "pain", text: "Mondays.", service: null } as const;
  const noted = decidePrivately(emptyLane, room, note, by);
  expect(noted).toEqual({ entries: [{ ...note, kind: "own-background-noted", person: null }] });
  expect(decidePrivately(emptyLane, room, { kind: "remove-background", id: "a" }, by)).toEqual({
    refused: "no-such-item",
  });
  expect(JSON.stringify(room)).not.toContain("Mondays");
});

test("not satisfied says why; where the scale has two steps there is nothing between", () => {
  const say = (satisfaction: "satisfied" | "can-live-with-it" | "not-satisfied", words = "") =>
    act("c", { kind: "state-satisfaction", satisfaction, words });
  expect(say("not-satisfied")).toBe("reason-missing");
  expect(say("can-live-with-it")).toBeNull();
  const two = standardUnderstanding.map((line) => (line.id === "scale" ? { ...line, value: "two" } : line));
  act("p", { kind: "propose-understanding", lines: two });
  act("c", { kind: "agree-understanding", hash: understandingHash(two) });
  expect(say("can-live-with-it")).toBe("not-in-scale");
  expect(room.preparation.satisfactions).toEqual([
    { party: "c", satisfaction: "can-live-with-it", words: "", on: "2026-11-26" },
  ]);
});

test("whoever does it says what was done, the other verifies, and all gates verified is ready", () => {
  const move = (party: string, id: string, to: string, words = "") =>
    act(party, { kind: "move-milestone", id, move: to, words } as Command);
  expect(act("c", milestone("data", "p"))).toBeNull();
  expect(room.preparation.milestones[0]?.state).toBe("open");
  expect(move("c", "data", "accept")).toBe("not-yours");
  expect(move("p", "data", "accept")).toBeNull();
  expect(act("c", milestone("train", "c", { after: ["data"] }))).toBeNull();
  expect(act("c", milestone("data", "p", { after: ["train"] }))).toBe("goes-in-circle");
  expect(move("c", "train", "claim-done", "All trained.")).toBe("waits-for-others");
  expect(move("p", "data", "claim-done")).toBe("reason-missing");
  expect(move("p", "data", "claim-done", "Moved and compared.")).toBeNull();
  expect(move("p", "data", "verify")).toBe("not-yours");
  expect(move("c", "data", "send-back", "Invoices are missing.")).toBeNull();
  expect(move("p", "data", "claim-done", "Invoices too.")).toBeNull();
  expect(move("c", "data", "verify")).toBeNull();
  expect(readiness(room.preparation.milestones)).toEqual({ gates: 2, passed: 1, isReady: false });
  expect(move("c", "train", "cancel")).toBeNull();
  expect(move("c", "train", "cancel")).toBe("already-said");
  expect(move("p", "train", "cancel")).toBeNull();
  expect(readiness(room.preparation.milestones)).toEqual({ gates: 1, passed: 1, isReady: true });
});

test("a milestone is overdue the day after its date, not on it; a date that no month has is refused", () => {
  expect(act("p", milestone("x", "p", { due: "2027-02-29" }))).toBe("bad-date");
  const due = { due: "2026-12-10", state: "accepted" } as const;
  expect([daysOverdue(due, "2026-12-10"), daysOverdue(due, "2026-12-11")]).toEqual([0, 1]);
  expect(daysOverdue({ ...due, state: "verified" }, "2027-12-11")).toBe(0);
});

test("whose it is is told a week ahead and each week that has passed; a deputy in the place of whoever is away", () => {
  joined("erik", "p", "owner");
  joined("nadia", "p", "negotiator");
  joined("sara", "c", "owner");
  expect(act("p", milestone("data", "p", { person: "erik" }), "erik")).toBeNull();
  const told = (today: string, access: Access = room.access) =>
    remindersFor(room.preparation.milestones, access, today).map(({ kind, people, step }) => [kind, people, step]);
  expect(told("2026-12-02")).toEqual([]);
  expect(told("2026-12-03")).toEqual([["due-soon", ["erik"], "data due-soon 2026-12-10"]]);
  expect(told("2026-12-11")).toEqual([["overdue", ["erik"], "data overdue 2026-12-10 0"]]);
  expect(told("2026-12-18")[0]?.[2]).toBe("data overdue 2026-12-10 1");
  act("p", { kind: "move-milestone", id: "data", move: "claim-done", words: "Moved." }, "erik");
  expect(told("2026-12-18")).toEqual([["to-verify", ["sara"], "data to-verify 2026-12-10"]]);
  act("c", { kind: "move-milestone", id: "data", move: "send-back", words: "Not all." }, "sara");
  act("p", { kind: "name-deputy", person: "erik", deputy: "nadia", awayUntil: "2026-12-31" }, "erik");
  expect(told("2026-12-11")[0]?.[1]).toEqual(["nadia"]);
  expect([told("2026-12-31"), told("2027-01-01")].map((found) => found[0]?.[1])).toEqual([["nadia"], ["erik"]]);
});

test("random commands of two sides and a stranger never leave the tables of moves", () => {
  const played = Array.from({ length: Number(process.env["SEQUENCES"] ?? 1000) }, (_, index) => {
    const seed = 20_261_126 + index;
    try {
      return playPreparing(seed, 60);
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}`);
    }
  });
  const reached = new Set(played.flatMap((one) => [...one.reached]));
  for (const state of ["proposed", "closed", "skipped", "verified", "cancelled", "blocked"])
    expect(reached).toContain(state);
  expect(played.reduce((sum, { done }) => sum + done, 0)).toBeGreaterThan(10_000);
}, 900_000);
