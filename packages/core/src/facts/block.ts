/**
 * Day blocks: the facts in effect of one source, subject and series on one UTC day, in the one form that is hashed. Whoever
 * folds the same facts, in any order and however often they arrived, gets the same blocks; a result's hash names those it read.
 */
import { canonicalJson, type Json } from "../basics/canonical-json.ts";
import { type Hash, hashJson, hashText } from "../basics/hash.ts";
import type { Milliseconds } from "../basics/quantity.ts";
import { millisecondsADay } from "../time/civil.ts";
import type { Interval } from "../time/interval.ts";
import {
  type Collector,
  collector,
  type DayColumn,
  emptyColumn,
  type Facts,
  type SampledSeries,
  slotStart,
  stateCodes,
  type ToldFact,
} from "./collect.ts";
import type { Fact } from "./fact.ts";
import { canonicalFact, parseFact } from "./parse.ts";

/** Which facts a block holds: facts that are told by kind, samples and counters by kind. */
export type Series = ToldFact["kind"] | "sample" | "counter";

/** `day` is the number of days since 1970-01-01 UTC. `body` is canonical JSON text. */
export type DayBlock = {
  readonly source: string;
  readonly subject: string;
  readonly series: Series;
  readonly day: number;
  readonly body: string;
  readonly hash: Hash;
};

/**
 * The days that a told fact stands in: each UTC day it touches for what lasts, the day of the opening for all of a ticket's
 * events (so that a case is in one block), the day it happened for the rest.
 */
export function daysOf(fact: ToldFact, openings: ReadonlyMap<string, number>): readonly number[] {
  switch (fact.kind) {
    case "ticket":
      return [openings.get(ticketKey(fact)) ?? dayOf(fact.at)];
    case "outage":
    case "notice":
    case "charge":
    case "volume":
    case "attestation":
      return daysBetween(fact.from, fact.until);
    case "configuration":
      return [dayOf(fact.from)];
    case "delivery":
      return [dayOf(fact.promised)];
    case "outage-began":
    case "outage-ended":
    case "score":
      return [dayOf(fact.at)];
  }
}

/** All blocks of what was collected, in order of source, subject, series and day. */
export function blocksOf(
  collected: Facts,
  only: (subject: string, series: Series, day?: number) => boolean = () => true,
): readonly DayBlock[] {
  const blocks: DayBlock[] = [];
  const facts = collected.allTold().filter((fact) => only(fact.subject, fact.kind));
  const openings = openingsOf(facts);
  const groups = new Map<string, { readonly fact: ToldFact; readonly day: number; readonly lines: string[] }>();
  for (const fact of facts) {
    for (const day of daysOf(fact, openings)) {
      const key = `${fact.source}\n${fact.subject}\n${fact.kind}\n${day}`;
      const group = groups.get(key);
      if (group) group.lines.push(canonicalFact(fact));
      else groups.set(key, { fact, day, lines: [canonicalFact(fact)] });
    }
  }
  for (const { fact, day, lines } of groups.values())
    blocks.push(sealed(fact.source, fact.subject, fact.kind, day, `[${lines.join(",")}]`));
  for (const series of collected.allSeries().filter(({ subject, kind }) => only(subject, kind))) {
    for (const [day, column] of series.days)
      if (only(series.subject, series.kind, day)) blocks.push(columnBlock(series, day, column));
  }
  return mergeDays(blocks).sort(byPlace);
}

/** One hash over blocks, whatever order they come in. */
export function blocksHash(blocks: readonly DayBlock[]): Hash {
  return hashJson(
    [...blocks].sort(byPlace).map(({ source, subject, series, day, hash }) => [source, subject, series, day, hash]),
  );
}

/**
 * The facts of a block, once its hash is found right.
 * @throws {RangeError} when the body does not have the hash, or is no block
 */
export function factsOfBlock(block: DayBlock): readonly Fact[] {
  if (block.series === "sample" || block.series === "counter")
    return columnsOf(block).flatMap((columns) => factsOfColumns(block, columns));
  return (bodyOf(block) as readonly unknown[]).map((line) => {
    const read = parseFact(line, { path: "" });
    if (!read.ok) throw new RangeError(`the block of ${block.source}, ${block.subject} holds what is no fact`);
    return read.value;
  });
}

function bodyOf(block: DayBlock): unknown {
  if (hashText(block.body) !== block.hash)
    throw new RangeError(
      `the block of ${block.source}, ${block.subject}, ${block.series}, day ${block.day} does not have its hash`,
    );
  return JSON.parse(block.body);
}

function columnsOf(block: DayBlock): readonly Columns[] {
  return bodyOf(block) as readonly Columns[];
}

/** Slots of one length: a run is its number of slots and their state ("up"), or their total and good. */
type Columns = {
  readonly length_ms: number;
  readonly phase: number;
  readonly runs: readonly (readonly [number, string] | readonly [number, number, number])[];
};

function columnBlock(series: SampledSeries, day: number, column: DayColumn): DayBlock {
  const runs = series.kind === "sample" ? stateRuns(column.codes) : countRuns(column);
  const columns: Columns = { length_ms: series.length, phase: series.phase, runs };
  return sealed(series.source, series.subject, series.kind, day, canonicalJson([columns as unknown as Json]));
}

/** A day with slots of several lengths is one block, its columns in order of length and phase. */
function mergeDays(blocks: readonly DayBlock[]): DayBlock[] {
  const byPlaceKey = new Map<string, DayBlock>();
  for (const block of blocks) {
    const key = `${block.source}\n${block.subject}\n${block.series}\n${block.day}`;
    const other = byPlaceKey.get(key);
    if (!other) byPlaceKey.set(key, block);
    else
      byPlaceKey.set(
        key,
        sealed(
          block.source,
          block.subject,
          block.series,
          block.day,
          `${other.body.slice(0, -1)},${block.body.slice(1)}`,
        ),
      );
  }
  return [...byPlaceKey.values()];
}

const stateNames = ["absent", "up", "down", "unknown", "conflict"] as const;

function stateRuns(codes: Uint8Array): readonly (readonly [number, string])[] {
  const runs: [number, string][] = [];
  let from = 0;
  for (let index = 1; index <= codes.length; index++) {
    if (index < codes.length && codes[index] === codes[from]) continue;
    runs.push([index - from, stateNames[codes[from] ?? 0] ?? "absent"]);
    from = index;
  }
  return runs;
}

function countRuns({
  codes,
  totals,
  goods,
}: DayColumn): readonly (readonly [number, string] | readonly [number, number, number])[] {
  const runs: ([number, string] | [number, number, number])[] = [];
  const same = (a: number, b: number): boolean =>
    codes[a] === codes[b] && (codes[a] !== stateCodes.up || (totals?.[a] === totals?.[b] && goods?.[a] === goods?.[b]));
  let from = 0;
  for (let index = 1; index <= codes.length; index++) {
    if (index < codes.length && same(index, from)) continue;
    if (codes[from] === stateCodes.up) runs.push([index - from, totals?.[from] ?? 0, goods?.[from] ?? 0]);
    else runs.push([index - from, stateNames[codes[from] ?? 0] ?? "absent"]);
    from = index;
  }
  return runs;
}

/** Absent slots give no fact; nor do slots in conflict, whose versions stand in the log. */
function factsOfColumns(block: DayBlock, columns: Columns): readonly Fact[] {
  const { length_ms } = columns;
  const series = { ...headOf(block, columns), days: new Map() } as SampledSeries;
  const { codes, totals, goods } = columnOf(block, columns);
  const facts: Fact[] = [];
  codes.forEach((code, index) => {
    if (code === stateCodes.absent || code === stateCodes.conflict) return;
    const head = {
      source: block.source,
      subject: block.subject,
      slot: slotStart(series, block.day, index),
      length: length_ms as Milliseconds,
    };
    if (block.series === "counter")
      facts.push({ kind: "counter", ...head, total: totals?.[index] ?? 0, good: goods?.[index] ?? 0 });
    else facts.push({ kind: "sample", ...head, state: stateNames[code] as "up" | "down" | "unknown" });
  });
  return facts;
}

function headOf({ source, subject, series }: DayBlock, { length_ms, phase }: Columns): Omit<SampledSeries, "days"> {
  return {
    source,
    subject,
    kind: series === "counter" ? "counter" : "sample",
    length: length_ms as Milliseconds,
    phase,
  };
}

function columnOf({ series }: DayBlock, { length_ms, runs }: Columns): DayColumn {
  const column = emptyColumn(series === "counter" ? "counter" : "sample", length_ms as Milliseconds);
  let index = 0;
  for (const [count, ...value] of runs) {
    const [first] = value;
    column.codes.fill(
      typeof first === "number" ? stateCodes.up : Math.max(0, (stateNames as readonly string[]).indexOf(String(first))),
      index,
      index + count,
    );
    if (typeof first === "number") {
      column.totals?.fill(first, index, index + count);
      column.goods?.fill(value[1] as number, index, index + count);
    }
    index += count;
  }
  return column;
}

/**
 * What stored blocks, and the versions that blocks cannot hold, were folded from: the same facts in effect, conflicts and corrections.
 * @throws {RangeError} when a body does not have its hash
 */
export function restored(
  blocks: Iterable<DayBlock>,
  contested: readonly { readonly facts: readonly Fact[] }[] = [],
): Collector {
  const facts = collector();
  for (const { facts: versions } of contested) for (const fact of versions) facts.add(fact);
  for (const block of blocks) {
    if (block.series === "sample" || block.series === "counter")
      for (const columns of columnsOf(block))
        facts.restore(headOf(block, columns), block.day, withoutConflicts(columnOf(block, columns)));
    else for (const fact of factsOfBlock(block)) facts.add(fact);
  }
  return facts;
}

/** A slot in conflict is given back by its versions. */
function withoutConflicts(column: DayColumn): DayColumn {
  column.codes.forEach((code, index) => {
    if (code === stateCodes.conflict) column.codes[index] = stateCodes.absent;
  });
  return column;
}

export function openingsOf(facts: readonly ToldFact[]): ReadonlyMap<string, number> {
  const openings = new Map<string, number>();
  for (const fact of facts) {
    if (fact.kind !== "ticket") continue;
    const day = dayOf(fact.at);
    const known = openings.get(ticketKey(fact));
    if (known === undefined || day < known) openings.set(ticketKey(fact), day);
  }
  return openings;
}

export function dayOf(at: number): number {
  return Math.floor(at / millisecondsADay);
}

/** The UTC days that an interval touches; one day for an empty one. */
export function daysBetween(from: number, until: number): readonly number[] {
  const first = dayOf(from);
  const last = Math.max(first, dayOf(until - 1));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

export function daysOfInterval({ start, end }: Interval): { readonly first: number; readonly last: number } {
  return { first: dayOf(start), last: dayOf(end - 1) };
}

function ticketKey({ source, ticket }: { readonly source: string; readonly ticket: string }): string {
  return `${source}\n${ticket}`;
}

function sealed(source: string, subject: string, series: Series, day: number, body: string): DayBlock {
  return { source, subject, series, day, body, hash: hashText(body) };
}

function byPlace(a: DayBlock, b: DayBlock): number {
  return order(a.source, b.source) || order(a.subject, b.subject) || order(a.series, b.series) || a.day - b.day;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
