/** Results of a room's periods, and the statements issued of them: kept as they were, superseded, never edited. */
import {
  type Author,
  type Conflict,
  type Facts,
  factJson,
  type Hash,
  instant,
  instantText,
  type Json,
  type Judged,
  judgedBy,
  type Result,
  resultJson,
  resultOf,
  type SignedVersion,
  type Superseded,
  timelineOf,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import type { Database } from "../database/database.ts";
import { Refusal } from "../refusal.ts";
import { wordsOf } from "../rooms/agreements.ts";
import { commit } from "../rooms/commit.ts";
import type { Position, Room, Rooms } from "../rooms/rooms.ts";
import * as store from "../rooms/store.ts";

export const program = "overens 0.1.0";

/** A result with what the reader should know beside it. */
export type Read = {
  readonly room: Room;
  /** Of the text that judges the period. */
  readonly root: Hash;
  readonly result: Result;
  readonly text: (detail: Detail) => string;
  readonly judgedAt: string;
  readonly positions: readonly Position[];
  readonly conflicts: readonly Conflict[];
  readonly corrections: readonly Superseded[];
  readonly issued: readonly Omit<store.StatementRow, "result">[];
};
export type Issued = store.StatementRow & { readonly judged_at: string; readonly positions: readonly Position[] };

/** Results by what they rest on: the version, the positions of the sources, the period, and the moment where it matters. */
type Kept = {
  readonly key: string;
  readonly result: Result;
  readonly judgedAt: number /** The result as it goes on the wire, by detail. */;
  readonly texts: Map<Detail, string>;
};
/** All of a result, or its lines without what they were made of. */
export type Detail = "all" | "figures";
/** A running period is judged anew after this long, in milliseconds. */
const judgedAnew = 1000;
const mostKept = 200;

export function statements(database: Database, rooms: Rooms) {
  const kept = new Map<string, Kept>();

  const read = async (party: string, id: string, label: string): Promise<Read> => {
    const { room, facts, positions, issued } = await rooms.look(party, id);
    const judged = judgedIn(room, label);
    const { period } = judged;
    const key = JSON.stringify([
      judged.version?.root ?? room.root,
      positions.map(({ source, sequence }) => [source, sequence]),
    ]);
    const place = `${id} ${period.label}`;
    const now = Date.now();
    const before = kept.get(place);
    const usable =
      before !== undefined &&
      before.key === key &&
      (before.result.judgedAt === null || now - before.judgedAt < judgedAnew);
    const made = usable
      ? before
      : { key, result: computed(judged, now, facts), judgedAt: now, texts: new Map<Detail, string>() };
    kept.delete(place);
    kept.set(place, made);
    if (kept.size > mostKept) kept.delete(kept.keys().next().value as string);
    return {
      room,
      root: judged.version?.root ?? (room.root as Hash),
      result: made.result,
      text: (detail) => textOf(made, detail),
      judgedAt: instantText(instant(made.judgedAt)),
      positions,
      conflicts: facts.conflicts(),
      corrections: facts.superseded(),
      issued: issued.filter((statement) => statement.period === period.label),
    };
  };

  return {
    read,
    /** Issues the statement of a period: what is computed now, kept with the positions it rests on. The same result twice is refused. */
    issue: async (by: Author, id: string, label: string): Promise<Issued> => {
      const { party } = by;
      const room = await rooms.open(party, id);
      await rooms.fold(party, room);
      const { result, root, judgedAt, positions } = await read(party, id, label);
      return database.inContext({ person: by.person, party, rooms: [id], sources: [] }, async (client) => {
        const named = positions.map((position) => ({ ...position, head: position.head as Hash }));
        const { entries, sequence, at } = await commit(
          client,
          id,
          {
            kind: "issue-statement",
            period: result.period.label,
            root,
            result: result.hash,
            judgedAt,
            positions: named,
            program,
          },
          by,
          result.hash,
        );
        const [entry] = entries;
        const number = entry?.kind === "statement-issued" ? entry.number : 1;
        const row = {
          period: result.period.label,
          number,
          sequence,
          issued_at: at,
          result_hash: result.hash,
          result: JSON.stringify(resultJson(result)),
        };
        await store.insertStatement(client, id, row);
        return { ...row, judged_at: judgedAt, positions };
      });
    },
    /** A statement as it was issued, and what it rested on. */
    at: async (
      party: string,
      id: string,
      period: string,
      number: number,
    ): Promise<{ readonly room: Room; readonly statement: Issued }> => {
      const room = await rooms.open(party, id);
      const row = await database.inContext({ party, rooms: [id], sources: [] }, (client) =>
        store.statementAt(client, id, period, number),
      );
      const entry = room.state.statements.find(
        (statement) => statement.period === period && statement.number === number,
      );
      if (!row || !entry) throw new Refusal("not-found");
      return { room, statement: { ...row, judged_at: entry.judged_at, positions: entry.positions } };
    },
    list: (party: string, id: string): Promise<readonly Omit<store.StatementRow, "result">[]> =>
      database.inContext({ party, rooms: [id], sources: [] }, (client) => store.statementsOf(client, id)),
  };
}

function textOf({ result, texts }: Kept, detail: Detail): string {
  const known = texts.get(detail);
  if (known !== undefined) return known;
  const shown =
    detail === "all"
      ? result
      : { ...result, objectives: result.objectives.map((line) => ({ ...line, spans: [], cases: [], evidence: [] })) };
  const text = JSON.stringify(resultJson(shown));
  texts.set(detail, text);
  return text;
}

function computed({ agreement, period, tables }: Judged<SignedVersion>, now: number, facts: Facts): Result {
  const result = resultOf(agreement, period, timelineOf(facts), tables, instant(now));
  if (!result.ok) throw new Refusal("no-result", wordsOf(result.problems, "en"));
  return result.value;
}

function judgedIn(room: Room, label: string): Judged<SignedVersion> {
  const judged = judgedBy(room.first, room.state.versions, label, timeTables());
  if (judged === null)
    throw new Refusal("no-result", [
      {
        place: label,
        message: `"${label}" names no period.`,
        hint: "Write 2026-10, 2026-Q4, 2026 or 2026-10-15/2026-11-15.",
      },
    ]);
  return judged;
}

/** Conflicts and corrections on the wire: every version, as facts are written. */
export function disputedJson({ conflicts, corrections }: Pick<Read, "conflicts" | "corrections">): {
  readonly conflicts: readonly Json[];
  readonly corrections: readonly Json[];
} {
  return {
    conflicts: conflicts.map(({ identity, facts }) => ({
      identity,
      facts: facts.map((fact) => factJson(fact) as Json),
    })),
    corrections: corrections.map(({ fact, by }) => ({ fact: factJson(fact) as Json, by: factJson(by) as Json })),
  };
}
