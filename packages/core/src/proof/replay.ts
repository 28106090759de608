/**
 * A journal played again: every run of entries must be what the room itself decides on some command of its author, at its time,
 * in the state that the entries before it make. The first that no lawful command explains ends it.
 */
import { partyOf } from "../access/access.ts";
import { isOwnKey } from "../access/party.ts";
import { isFaultless } from "../agreement/faultless.ts";
import { canonicalJson, type Json } from "../basics/canonical-json.ts";
import { type Commander, decide } from "../room/decide.ts";
import type { JournalBody } from "../room/journal.ts";
import { afterEntry, emptyRoom, type RoomState } from "../room/room.ts";
import { dateIn } from "../time/date-in.ts";
import type { TimeTables } from "../time/tables.ts";
import { parseInstant } from "../time/zone.ts";
import { type BundledEntry, bodyHolds } from "./bundle.ts";
import { commandsBehind } from "./commands-behind.ts";
import { isJournalBody } from "./journal-forms.ts";

export type Replayed = {
  /** How many entries were explained, from the first on. */
  readonly entries: number;
  /** The sequence of the entry that it ends at, and why; null when all of it was explained. */
  readonly stop: { readonly sequence: number; readonly because: "move-not-allowed" | "not-judged" } | null;
  /** What the entries that were explained come to. */
  readonly state: RoomState;
  readonly signed: readonly SignedEntry[];
};
export type SignedEntry = {
  readonly sequence: number;
  readonly act: Extract<JournalBody, { readonly kind: "signed" }>;
};

export function replay(journal: readonly BundledEntry[], tables: TimeTables): Replayed {
  const broken = journal.findIndex((entry) => bodyHolds(entry) !== true);
  const readable = broken < 0 ? journal : journal.slice(0, broken);
  const cutOff = journal[broken] === undefined ? null : envelopeOf(journal[broken]);
  const signed: SignedEntry[] = [];
  let state = emptyRoom;
  let entries = 0;
  for (const run of runsOf(readable)) {
    const isCut = run.envelope === cutOff && run.end === broken;
    for (let left = run.written; left.length > 0; ) {
      const step = stepOf(state, left, isCut, tables);
      if (step === null)
        return { entries, stop: { sequence: entries + 1, because: "move-not-allowed" }, state, signed };
      step.bodies.forEach((act, index) => {
        if (act.kind === "signed") signed.push({ sequence: entries + index + 1, act });
      });
      state = step.state;
      entries += step.bodies.length;
      left = left.slice(step.bodies.length);
    }
  }
  return { entries, stop: broken < 0 ? null : { sequence: entries + 1, because: "not-judged" }, state, signed };
}

/** An entry and what its body says; null for a body that is none of its kind. */
type Written = { readonly entry: BundledEntry; readonly body: JournalBody | null };
/** Entries in a row with one author, one time and one thing shown: what one command wrote is in one run. `end` is the index after. */
type Run = { readonly envelope: string; readonly written: readonly Written[]; readonly end: number };

function runsOf(entries: readonly BundledEntry[]): readonly Run[] {
  const runs: { envelope: string; written: Written[]; end: number }[] = [];
  entries.forEach((entry, index) => {
    const envelope = envelopeOf(entry);
    const last = runs.at(-1);
    const written = { entry, body: readBody(entry) };
    if (last?.envelope !== envelope) runs.push({ envelope, written: [written], end: index + 1 });
    else {
      last.written.push(written);
      last.end = index + 1;
    }
  });
  return runs;
}

function envelopeOf({ at, author, shown }: BundledEntry): string {
  return canonicalJson({ at, author: author === null ? null : { ...author }, shown });
}

/** What an entry says; null for a body that is none of its kind. */
export function readBody({ kind, body }: BundledEntry): JournalBody | null {
  try {
    const read: unknown = JSON.parse(body ?? "null");
    return isJournalBody(read) && read.kind === kind ? read : null;
  } catch {
    return null;
  }
}

type Step = { readonly state: RoomState; readonly bodies: readonly JournalBody[] };

/**
 * What the first of a run belongs to. An agreement that is none, or whose tables are, makes the room's decision or its fold
 * throw: then no command explains it.
 * @param isCut whether what follows the run was written with it and cannot be read: then a command's beginning is enough
 */
function stepOf(state: RoomState, run: readonly Written[], isCut: boolean, tables: TimeTables): Step | null {
  try {
    return explained(state, run, isCut, tables);
  } catch {
    return null;
  }
}

function explained(state: RoomState, run: readonly Written[], isCut: boolean, tables: TimeTables): Step | null {
  const unread = run.findIndex(({ body }) => body === null);
  const bodies = (unread < 0 ? run : run.slice(0, unread)).map(({ body }) => body as JournalBody);
  const [entry, first] = [run[0]?.entry, bodies[0]];
  if (entry === undefined || first === undefined || !standsWith(state, entry, first)) return null;
  const by = commanderOf(state, entry, tables);
  if (by === null) return null;
  for (const command of commandsBehind(state, bodies)) {
    const decided = decide(state, command, by);
    if ("refused" in decided || decided.entries.length === 0) continue;
    const taken = isCut ? decided.entries.slice(0, run.length) : decided.entries;
    const isWritten = taken.every((body, index) => canonicalJson(body as unknown as Json) === run[index]?.entry.body);
    if (isWritten) return { state: taken.reduce(afterEntry, state), bodies: taken };
  }
  return null;
}

function commanderOf(state: RoomState, { author, at }: BundledEntry, tables: TimeTables): Commander | null {
  const instant = parseInstant(at);
  if (author === null || typeof instant !== "number") return null;
  return {
    party: author.party,
    person: author.person,
    now: at,
    today: dateIn(tables, state.negotiation?.draft.zone, instant),
    checked: (draft) => isFaultless(draft, tables),
  };
}

/** What stands fast before the room decides: whose word an entry is, and that it speaks of this room. */
function standsWith({ access, room }: RoomState, { author, shown }: BundledEntry, body: JournalBody): boolean {
  if (author === null) return false;
  const { party, person } = author;
  switch (body.kind) {
    case "room-added":
      return party === body.provider || party === body.customer;
    // Whoever joins says so themselves; as a member only of an organisation, which a name of this room's own is not.
    case "person-joined": {
      const isMember = body.invitation === null && access.people.length > 0;
      return person === body.person && party === body.party && !(isMember && isOwnKey(room ?? "", party));
    }
    case "draft-opened":
      return canonicalJson(body.parties) === canonicalJson(access.parties.slice(0, 2).map(({ key }) => key));
    case "signing-opened":
      return body.room === room;
    // What was on the screen is what was signed.
    case "signed":
      return shown === body.binding;
    default:
      return partyOf(access, party) !== null;
  }
}
