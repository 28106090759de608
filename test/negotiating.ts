/** Random commands of two sides on a small draft, for the simulation: what may happen, and what must never. */
import {
  type Agreement,
  afterEntry,
  type Command,
  canonicalJson,
  decide,
  draftRoot,
  emptyRoom,
  type Hash,
  type JournalBody,
  type Json,
  meaningsOf,
  type Negotiation,
  pointState,
  proposals,
  type RoomState,
  stages,
  standing,
  standingPoints,
} from "@overens/core";

export const draft: Json = {
  overens: "1",
  title: "Draft",
  zone: "UTC",
  parties: [
    { id: "p", role: "provider", name: "P" },
    { id: "c", role: "customer", name: "C" },
  ],
  services: [{ id: "web", name: "Web" }],
  calendars: [{ id: "office", hours: { mon: ["09:00-17:00"] } }],
  objectives: [
    { id: "up", title: "Up", calendar: "office", indicator: { kind: "outage-time" }, target: { "at-least": "99.9 %" } },
    { id: "count", title: "Few", indicator: { kind: "count", of: "outages" }, target: { "at-most": "3" } },
  ],
};
const sides = ["p", "c"] as const;
const reasons = ["", "too little", "costs too much"];

/** A generator of numbers below a bound, from a seed. */
export function chanceFrom(seed: number): (most: number) => number {
  let state = Math.imul(seed, 2_654_435_761) >>> 0 || 1;
  return (most) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

export function negotiationCommand(chance: (most: number) => number, state: Negotiation, number: number): Command {
  const pick = <Item>(items: readonly Item[]): Item => items[chance(items.length)] as Item;
  const point = pick(["up", "count", "office", "web", "agreement", "nowhere", "new-1", "new-2"]);
  const now = meaningsOf(state.draft).get(point) ?? ("0".repeat(64) as Hash);
  const meaning = chance(6) === 0 ? ("f".repeat(64) as Hash) : now;
  const proposal = pick([...state.proposals.map(({ id }) => id), "none"]);
  const shown = state.proposals.find(({ id }) => id === proposal)?.meaning ?? meaning;
  switch (chance(13)) {
    case 0:
    case 1:
    case 2:
      return {
        kind: "answer-point",
        point,
        meaning,
        satisfaction: pick(["satisfied", "satisfied", "can-live-with-it", "not-satisfied"] as const),
        reason: pick(reasons),
      };
    case 3:
      return { kind: "set-point-aside", point, until: pick(["2026-12-31", "2027-01-31"]) };
    case 4:
    case 5:
      return {
        kind: "propose",
        id: String(number),
        point,
        replaces: meaning,
        body: bodyOf(chance, state.draft, point),
        because: "",
        counters: chance(3) === 0 ? proposal : null,
      };
    case 6:
    case 7:
      return { kind: "accept-proposal", proposal, meaning: chance(5) === 0 ? meaning : shown };
    case 8:
      return chance(2) === 0
        ? { kind: "decline-proposal", proposal, reason: pick(reasons) }
        : { kind: "withdraw-proposal", proposal };
    case 9:
      return { kind: "lock", root: chance(5) === 0 ? now : draftRoot(state) };
    case 10:
      return {
        kind: "propose-point",
        id: String(number),
        section: pick(["services", "objectives", "term", "nowhere"]),
        body: newBody(chance, pick(["new-1", "new-2", "web"])),
        because: "",
        counters: chance(3) === 0 ? proposal : null,
      };
    case 11:
      return {
        kind: "propose-removal",
        id: String(number),
        point,
        replaces: meaning,
        because: "",
        counters: chance(3) === 0 ? proposal : null,
      };
    default:
      return chance(20) === 0 ? { kind: "abandon", reason: pick(reasons) } : { kind: "unlock", reason: pick(reasons) };
  }
}

function bodyOf(chance: (most: number) => number, agreement: Agreement, point: string): Json {
  const hours = `${String(8 + chance(3)).padStart(2, "0")}:00-17:00`;
  if (point === "office") return { id: "office", hours: { mon: [hours] } };
  if (point === "count")
    return {
      id: "count",
      title: "Few",
      indicator: { kind: "count", of: "outages" },
      target: { "at-most": String(chance(4)) },
    };
  if (point === "up")
    return {
      ...(agreement.objectives[0] as unknown as { readonly [member: string]: Json }),
      target: { "at-least": `99.${chance(10)} %` },
    };
  return chance(2) === 0 ? { id: point } : { id: "web", name: `Web ${chance(3)}` };
}

/** A service or an objective, on the calendar that may be moved or taken away meanwhile. */
function newBody(chance: (most: number) => number, id: string): Json {
  const few = {
    id,
    title: "New",
    indicator: { kind: "count", of: "outages" },
    target: { "at-most": String(chance(3)) },
  };
  return chance(2) === 0 ? { id, name: `New ${chance(3)}` } : chance(2) === 0 ? few : { ...few, calendar: "office" };
}

export type Played = { readonly done: number; readonly refused: number; readonly locked: boolean };

/** Plays one sequence and throws at the first thing that must never be. */
export function play(seed: number, length: number): Played {
  const chance = chanceFrom(seed);
  const checked = (): boolean => true;
  let state: RoomState = { ...emptyRoom, root: "0".repeat(64) as Hash };
  const journal: JournalBody[] = [];
  const take = (command: Command, party: string): boolean => {
    const decided = decide(state, command, {
      party,
      person: null,
      now: "2026-11-24T12:00:00Z",
      today: "2026-11-24",
      checked,
    });
    if ("refused" in decided) return false;
    const before = state.negotiation;
    for (const entry of decided.entries) {
      journal.push(entry);
      state = afterEntry(state, entry);
    }
    if (before && state.negotiation) mustHold(before, state.negotiation, command, party);
    return true;
  };
  take({ kind: "open-draft", agreement: draft, parties: ["p", "c"] }, "p");
  let done = 0;
  let refused = 0;
  let lockedOnce = false;
  for (let number = 0; number < length; number++) {
    if (state.negotiation === null) break;
    if (chance(15) === 0) {
      for (const command of settling(state.negotiation)) {
        if (take(command.command, command.party)) done += 1;
        else refused += 1;
      }
      if (state.negotiation.stage === "locked") lockedOnce = true;
    }
    const party = chance(12) === 0 ? "stranger" : (sides[chance(2)] as string);
    if (take(negotiationCommand(chance, state.negotiation, number), party)) {
      done += 1;
      must(party !== "stranger", "a stranger acts");
    } else refused += 1;
  }
  const folded = journal.reduce(afterEntry, { ...emptyRoom, root: state.root });
  must(
    canonicalJson(folded.negotiation as unknown as Json) === canonicalJson(state.negotiation as unknown as Json),
    "the fold is not the state",
  );
  return { done, refused, locked: lockedOnce };
}

/** What two sides do who want to come to an end: withdraw what is open, say yes to everything, lock. */
function settling(state: Negotiation): readonly { readonly party: string; readonly command: Command }[] {
  const open = state.proposals
    .filter((proposal) => proposal.state === "sent")
    .map(({ id, party }) => ({ party, command: { kind: "withdraw-proposal", proposal: id } as const }));
  const yes = [...meaningsOf(state.draft)].flatMap(([point, meaning]) =>
    sides.map((party) => ({
      party,
      command: { kind: "answer-point", point, meaning, satisfaction: "satisfied", reason: "" } as const,
    })),
  );
  return [
    ...open,
    ...yes,
    ...sides.map((party) => ({ party, command: { kind: "lock", root: draftRoot(state) } as const })),
  ];
}

function mustHold(before: Negotiation, after: Negotiation, command: Command, party: string): void {
  must(
    after.stage === before.stage ||
      stages.moves.some(({ from, to }) => from.includes(before.stage) && to === after.stage),
    "a stage outside the table",
  );
  for (const proposal of after.proposals) {
    const was = before.proposals.find(({ id }) => id === proposal.id)?.state ?? "sent";
    must(
      was === proposal.state || proposals.moves.some(({ from, to }) => from.includes(was) && to === proposal.state),
      "a proposal outside the table",
    );
    if (proposal.state === "accepted" && was !== "accepted") {
      must(proposal.party !== party, "a side accepts its own proposal");
      const comesTo = meaningsOf(after.draft).get(proposal.point) ?? null;
      must(
        comesTo === (proposal.change === "remove" ? null : proposal.meaning),
        "what is accepted is not what was proposed",
      );
      must(
        proposal.change !== "add" || !meaningsOf(before.draft).has(proposal.point),
        "a point is added where it was already",
      );
    }
  }
  for (const side of after.parties)
    for (const point of new Set(after.proposals.map((proposal) => proposal.point)))
      must(
        after.proposals.filter(
          (proposal) => proposal.state === "sent" && proposal.party === side && proposal.point === point,
        ).length <= 1,
        "two open proposals of one side on one point",
      );
  for (const point of standingPoints(after)) {
    const yes = standing(after.answers, point.id, point.meaning).filter(
      ({ satisfaction }) => satisfaction !== "not-satisfied",
    );
    must(
      (point.state === "agreed") === after.parties.every((side) => yes.some((answer) => answer.party === side)),
      "agreed without both, or both without agreed",
    );
  }
  for (const answer of after.answers)
    if (answer.satisfaction === "not-satisfied") must(answer.reason.trim() !== "", "a no without a reason");
  if (command.kind === "answer-point")
    must(meaningsOf(before.draft).get(command.point) === command.meaning, "an answer to what was not shown");
  if (after.draft !== before.draft) must(command.kind === "accept-proposal", "the draft changes without an acceptance");
  if (after.stage === "locked" && before.stage !== "locked")
    must(
      standingPoints(after).every(({ state }) => state === "agreed" || state === "set-aside") &&
        after.proposals.every(({ state }) => state !== "sent"),
      "locked before all is agreed",
    );
  must(
    pointState(after.answers, after.setAside, "web", meaningsOf(after.draft).get("web") as Hash, after.parties) !==
      undefined,
    "a point without a state",
  );
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
