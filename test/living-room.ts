/** A room that lives in the core alone: people come, prepare, talk, negotiate, ask each other and sign at random, by a clock. */
import {
  type Agreement,
  afterEntry,
  afterPrivateEntry,
  approvals,
  approvedAct,
  type Command,
  type Commander,
  canonicalJson,
  collector,
  dateIn,
  decide,
  decidePrivately,
  emptyLane,
  emptyRoom,
  frozenJson,
  frozenTables,
  type Hash,
  hashText,
  isFaultless,
  type JournalBody,
  type Json,
  judgedBy,
  type PrivateBody,
  type PrivateState,
  parseAgreement,
  parseInstant,
  type RoomState,
  resultOf,
  rootOf,
  tablesUsed,
  timelineOf,
  type Verified,
  verifyBundle,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { randomWish, type Setting, secretOf, usefulWish, type Wish } from "./living-commands.ts";
import { type Act, lawfulCommand, lawfulEntry, must } from "./living-laws.ts";
import { minimalAgreement } from "./minimal.ts";
import { chanceFrom, draft as smallDraft } from "./negotiating.ts";
import { passkey } from "./passkey.ts";
import { bundled, type Said } from "./whole-room.ts";

const tables = timeTables();
const checked = (found: Agreement): boolean => isFaultless(found, tables);
const texts = ["Drift", "Drift åt Tallholm"].map((title) => {
  const text = minimalAgreement(title);
  const read = parseAgreement(text);
  const agreement = read.ok ? read.value.agreement : null;
  const judged = agreement === null ? null : judgedBy(agreement, [], "2026-10", tables);
  if (agreement === null || judged === null) throw new Error("the text cannot be read");
  const at = parseInstant("2026-11-26T08:00:00Z") as never;
  const result = resultOf(agreement, judged.period, timelineOf(collector()), tables, at);
  if (!result.ok) throw new Error("no result");
  return { text, root: rootOf(agreement), document: hashText(text), result: result.value.hash };
});
const frozen = ((): Json => {
  const read = parseAgreement(JSON.stringify(smallDraft));
  if (!read.ok) throw new Error("the draft cannot be read");
  return frozenJson(frozenTables(tables, tablesUsed(read.value.agreement), "2027-12-31"));
})();
const key = passkey("ES256");

export type Lived = {
  readonly entries: number;
  readonly stage: string;
  /** How often each kind of command was done, and how often each refusal was given. */
  readonly done: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, number>>;
  /** The room's file, read again without a server. */
  readonly verified: Verified;
};

/** Plays one room from a seed; throws the first thing that must never be. */
export function live(seed: number, length: number): Lived {
  const chance = chanceFrom(seed);
  // In some rooms people come at once, and want to sign; in others hardly anybody does.
  const [coming, signing] = [[2, 8, 8, 8][chance(4)] as number, [1, 2, 3, 5, 7][chance(5)] as number];
  let left = length;
  let room = emptyRoom;
  let time = Date.UTC(2026, 10, 26, 8);
  const said: Said[] = [];
  const lanes: Record<string, PrivateState> = { p: emptyLane, c: emptyLane, t: emptyLane };
  const written: Record<string, string[]> = { p: [], c: [], t: [] };
  const done: Record<string, number> = {};
  const refused: Record<string, number> = {};
  const count = (list: Record<string, number>, what: string): void => void (list[what] = (list[what] ?? 0) + 1);

  const give = (wish: Wish, at: Setting): void => {
    const { person, party } = wish;
    const by: Commander = { person, party, now: at.now, today: at.today, checked };
    if ("inside" in wish) inLane(wish.inside, by);
    else if ("command" in wish) inRoom(wish.command, by);
    else {
      const approved = approvedAct(lanes[party]?.approvals ?? [], wish.approval, room.negotiation, party);
      if ("refused" in approved) count(refused, approved.refused);
      else inRoom(approved.act, by);
    }
  };
  const inRoom = (command: Command, by: Commander): void => {
    const decided = decide(room, command, by);
    if ("refused" in decided) {
      count(refused, decided.refused);
      return;
    }
    count(done, command.kind);
    const act: Act = { person: by.person ?? "", party: by.party, now: by.now, today: by.today };
    const before = room;
    const author = { party: by.party, person: by.person, authority: null, authentication: "code" };
    for (const body of decided.entries) {
      const next = afterEntry(room, body);
      lawfulEntry(room, next, body, act);
      said.push({ at: by.now, author, shown: shownBy(command), body });
      room = next;
    }
    if (before.root !== null) lawfulCommand(before, room, command, act);
  };
  const inLane = (command: Parameters<typeof decidePrivately>[2], by: Commander): void => {
    const lane = lanes[by.party] ?? emptyLane;
    const decided = decidePrivately(lane, room, command, by);
    if ("refused" in decided) {
      count(refused, decided.refused);
      return;
    }
    count(done, command.kind);
    const isOwn = room.access.people.some((one) => one.person === by.person && one.party === by.party && !one.left);
    must(isOwn, "somebody writes in a lane that is not theirs");
    const next = decided.entries.reduce(afterPrivateEntry, lane);
    lawfulApprovals(lane, next, by.person);
    lanes[by.party] = next;
    written[by.party]?.push(...decided.entries.map((body) => canonicalJson(body as unknown as Json)));
  };

  const [first] = texts;
  for (let number = 0; left > 0; number++) {
    left = isOver(room) ? Math.min(left - 1, afterwards) : left - 1;
    time += chance(25) === 0 ? chance(15) * 86_400_000 : chance(3) === 0 ? 0 : chance(600) * 1000;
    const now = new Date(time).toISOString().replace(".000Z", "Z");
    const today = dateIn(tables, room.negotiation?.draft.zone, parseInstant(now) as never);
    const at: Setting = { now, today, number, frozen, texts, evidence: evidenceAt(now) };
    if (room.root === null) {
      const names = { provider: "p", customer: "c", providerName: "P", customerName: "C", sources: ["r.room"] };
      const { root = "" as Hash, document = "" as Hash } = first ?? {};
      give({ person: "erik", party: "p", command: { kind: "add-room", room: "r", root, document, ...names } }, at);
    }
    const useful = room.negotiation === null ? coming : signing;
    const wanted = chance(10) < useful ? usefulWish(chance, room, at) : null;
    give(wanted ?? randomWish(chance, room, lanes, at), at);
  }
  nothingLost(room, said, lanes, written);
  const verified = readAgain(room, said);
  return { entries: said.length, stage: room.negotiation?.stage ?? "no draft", done, refused, verified };
}

/** How many commands are still tried once the agreement is signed or abandoned. */
const afterwards = 15;
function isOver({ negotiation }: RoomState): boolean {
  return negotiation?.stage === "signed" || negotiation?.stage === "abandoned";
}

const evidenceAt =
  (now: string): Setting["evidence"] =>
  (person, binding, level) =>
    level === "passkey" ? key(binding) : { kind: "code", address: `${person}@x.se`, checked_at: now };

/** What was on the screen, as the server writes it beside the entry. */
function shownBy(command: Command): Hash | null {
  if (command.kind === "sign") return command.binding;
  if (command.kind === "propose" || command.kind === "propose-removal") return command.replaces;
  return command.kind === "answer-point" || command.kind === "accept-proposal" ? command.meaning : null;
}

function lawfulApprovals(before: PrivateState, after: PrivateState, person: string | null): void {
  for (const approval of after.approvals) {
    const was = before.approvals.find(({ id }) => id === approval.id);
    if (was === undefined) must(approval.asker === person && approval.approver !== person, "whoever asks is asked");
    if (was === undefined || was.state === approval.state) continue;
    const isMove = approvals.moves.some(({ from, to }) => from.includes(was.state) && to === approval.state);
    must(isMove, "an approval outside the table");
    const isAnswer = approval.state === "given" || approval.state === "refused";
    if (isAnswer) must(person === approval.approver, "somebody else answers for the approver");
  }
}

/** The journals folded anew are the states that were kept, and what is said inside stands nowhere else. */
function nothingLost(
  room: RoomState,
  said: readonly Said[],
  lanes: Readonly<Record<string, PrivateState>>,
  written: Readonly<Record<string, readonly string[]>>,
): void {
  const bodies = said.map(({ body }) => canonicalJson(body as unknown as Json));
  const folded = bodies.map((body) => JSON.parse(body) as JournalBody).reduce(afterEntry, emptyRoom);
  must(isSame(folded, room), "the fold of the journal is not the state");
  for (const [party, lines] of Object.entries(written)) {
    const lane = lines.map((line) => JSON.parse(line) as PrivateBody).reduce(afterPrivateEntry, emptyLane);
    must(isSame(lane, lanes[party]), "the fold of a lane is not its state");
    const others = Object.entries(written).flatMap(([other, found]) => (other === party ? [] : found));
    must(![...bodies, ...others].some((text) => text.includes(secretOf(party))), "what is said inside stands outside");
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one as Json) === canonicalJson(other as Json);
}

/** Everything in the room's file is explained by its rules, down to the last entry. */
function readAgain(room: RoomState, said: readonly Said[]): Verified {
  const text = texts.find(({ root }) => root === room.root)?.text;
  const verified = verifyBundle(bundled(said, [], text), tables);
  const [finding] = verified.findings;
  must(finding === undefined, `the file is not explained: ${finding?.code} at ${finding?.where}`);
  must(verified.replayed === said.length, "not every entry is played again");
  return verified;
}
