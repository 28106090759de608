/** Random talk, questions and acts of two sides with people, for the simulation: what is said inside must never reach what both see. */
import {
  type Access,
  type ApprovableAct,
  afterEntry,
  afterPrivateEntry,
  approvals,
  type Command,
  canonicalJson,
  decide,
  decidePrivately,
  emptyLane,
  emptyRoom,
  type JournalBody,
  type Json,
  meaningsOf,
  type PrivateBody,
  type PrivateCommand,
  type PrivateState,
  type RoomState,
} from "@overens/core";
import { chanceFrom, draft } from "./negotiating.ts";

const sides = ["p", "c"] as const;
const staff: Readonly<Record<string, readonly [string, readonly Role[]][]>> = {
  p: [
    ["erik", ["owner", "negotiator"]],
    ["nadia", ["approver"]],
  ],
  c: [
    ["sara", ["negotiator"]],
    ["lina", ["approver"]],
    ["omar", ["reader"]],
  ],
};
type Role = Access["people"][number]["roles"][number];

/** A room that two sides with people have, where a draft is open. */
export function peopledRoom(): RoomState {
  const added: JournalBody = {
    kind: "room-added",
    room: "r",
    root: "0".repeat(64) as never,
    document: "0".repeat(64) as never,
    provider: "p",
    customer: "c",
    provider_name: "P",
    customer_name: "C",
  };
  const joined = sides.flatMap((party) =>
    (staff[party] ?? []).map(
      ([person, roles]): JournalBody => ({
        kind: "person-joined",
        person,
        party,
        name: person,
        address: `${person}@${party}.se`,
        roles,
        invitation: null,
      }),
    ),
  );
  const opened: JournalBody = { kind: "draft-opened", agreement: draft, parties: ["p", "c"] };
  return [added, ...joined, opened].reduce(afterEntry, emptyRoom);
}

export const by = (party: string, person: string | null) => ({
  party,
  person,
  now: "2026-11-26T12:00:00Z",
  today: "2026-11-26",
  checked: () => true,
});

/** What was done and refused; throws what must never be. */
export function converse(seed: number, length: number) {
  const chance = chanceFrom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[chance(items.length)] as Item;
  let room = peopledRoom();
  const lanes: Record<string, PrivateState> = { p: emptyLane, c: emptyLane };
  const journals: Record<string, PrivateBody[]> = { p: [], c: [] };
  const reached = new Set<string>();
  let refused = 0;
  const everyone = [...sides.flatMap((party) => (staff[party] ?? []).map(([person]) => person)), "stranger"];
  for (let number = 0; number < length; number++) {
    const party = pick(sides);
    const mostly = (): string => (chance(5) === 0 ? pick(everyone) : (pick(staff[party] ?? [])[0] as string));
    const person = mostly();
    const point = pick(["up", "count", "nowhere"]);
    const meaning = (room.negotiation && meaningsOf(room.negotiation.draft).get(point)) ?? ("f".repeat(64) as never);
    const lane = lanes[party] as PrivateState;
    const [mentions, text] = [[mostly()], pick(["", `secret-of-${party}`])];
    const act = pick<ApprovableAct>([
      { kind: "answer-point", point, meaning, satisfaction: pick(["satisfied", "can-live-with-it"]), reason: "" },
      {
        kind: "propose",
        id: `q${number}`,
        point,
        replaces: meaning,
        body: few(chance(5)),
        because: "",
        counters: null,
      },
      { kind: "accept-proposal", proposal: pick(room.negotiation?.proposals ?? [])?.id ?? "none", meaning },
    ]);
    const waiting = pick(lane.approvals);
    const inside = pick<PrivateCommand>([
      { kind: "write-internally", id: `${number}`, point, meaning, internalText: text, ownMentions: mentions },
      { kind: "ask-approval", id: `${number}`, approver: pick(everyone), act, words: text },
      { kind: "give-approval", approval: waiting?.id ?? "none", subject: waiting?.subject ?? meaning, words: text },
      { kind: "refuse-approval", approval: waiting?.id ?? "none", reason: text },
      { kind: "withdraw-approval", approval: waiting?.id ?? "none" },
    ]);
    const outside: Command =
      chance(2) === 0
        ? act
        : ({ kind: "write-message", id: `${number}`, point, meaning, text: "hello", mentions } as const);
    if (chance(3) > 0) {
      const decided = decidePrivately(lane, room, inside, by(party, person));
      if ("refused" in decided) refused += 1;
      else {
        must(isOf(party, person), "somebody writes in a lane that is not theirs");
        const next = decided.entries.reduce(afterPrivateEntry, lane);
        mustMove(lane, next, person);
        lanes[party] = next;
        journals[party]?.push(...decided.entries);
        for (const { state } of next.approvals) reached.add(state);
        if (inside.kind === "write-internally")
          must(isOf(party, mentions[0] as string), "a stranger is called on inside");
      }
    } else {
      const decided = decide(room, outside, by(party, person));
      if ("refused" in decided) refused += 1;
      else {
        must(isOf(party, person), "somebody acts for a side that is not theirs");
        room = decided.entries.reduce(afterEntry, room);
      }
    }
  }
  const shared = JSON.stringify(room);
  must(!shared.includes("secret-of-"), "what was said inside stands where both see");
  must(!JSON.stringify(lanes["p"]).includes("secret-of-c"), "one side's words stand in the other's lane");
  must(!JSON.stringify(lanes["c"]).includes("secret-of-p"), "one side's words stand in the other's lane");
  for (const party of sides) {
    const folded = (journals[party] ?? []).reduce(afterPrivateEntry, emptyLane);
    must(
      canonicalJson(folded as unknown as Json) === canonicalJson(lanes[party] as unknown as Json),
      "the fold is not the state",
    );
  }
  const said = [...(lanes["p"]?.messages ?? []), ...(lanes["c"]?.messages ?? [])].length;
  return { said, shared: room.conversation.messages.length, refused, reached };
}

const few = (most: number): Json => ({
  id: "count",
  title: "Few",
  indicator: { kind: "count", of: "outages" },
  target: { "at-most": String(most) },
});

function isOf(party: string, person: string): boolean {
  return (staff[party] ?? []).some(([known]) => known === person);
}

function mustMove(before: PrivateState, after: PrivateState, person: string): void {
  for (const approval of after.approvals) {
    const was = before.approvals.find(({ id }) => id === approval.id);
    if (was === undefined) must(approval.asker === person && approval.approver !== person, "whoever asks is asked");
    if (was === undefined || was.state === approval.state) continue;
    must(
      approvals.moves.some(({ from, to }) => from.includes(was.state) && to === approval.state),
      "an approval outside the table",
    );
    if (approval.state === "given" || approval.state === "refused")
      must(person === approval.approver, "somebody else answers for the approver");
    if (approval.state === "refused") must(approval.answer !== "", "a no without a reason");
  }
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
