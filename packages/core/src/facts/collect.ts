/**
 * Facts in effect. The same identity with the same content is once, however often and in whatever order it arrives. Other
 * content needs `supersedes`; without it both are kept as a conflict and neither counts. Samples and counters are held as
 * columns by day, so that a month of minute probes of a thousand services is some tens of megabytes.
 */
import type { Hash } from "../basics/hash.ts";
import type { Problem } from "../basics/problem.ts";
import { problem } from "../basics/problem-codes.ts";
import type { Instant, Milliseconds } from "../basics/quantity.ts";
import { millisecondsADay } from "../time/civil.ts";
import type { Counter, Fact, Sample, Withdrawal } from "./fact.ts";
import { factHash } from "./parse.ts";

export type ToldFact = Exclude<Fact, Sample | Counter | Withdrawal | { readonly kind: "quantity" }>;

/** Two or more contents of one identity, none of which takes back the others. */
export type Conflict = { readonly identity: string; readonly facts: readonly Fact[] };

/** What to tell of a conflict: the path names the fact. */
export function conflictProblem({ identity, facts }: Conflict): Problem {
  return problem("conflict", { path: identity }, { identity, hashes: facts.map(factHash) });
}

export type Superseded = { readonly fact: Fact; readonly by: Fact };

/** Samples or counters of one source, subject and slot length. */
export type SampledSeries = {
  readonly source: string;
  readonly subject: string;
  readonly kind: "sample" | "counter";
  readonly length: Milliseconds;
  /** Slots begin at whole multiples of the length after this remainder. */
  readonly phase: number;
  readonly days: Map<number, DayColumn>;
};
/** One UTC day: a code a slot (0 absent, 1 up or counted, 2 down, 3 unknown, 4 in conflict), and for counters the numbers. */
export type DayColumn = {
  readonly codes: Uint8Array;
  readonly totals: Float64Array | null;
  readonly goods: Float64Array | null;
};
export const stateCodes = { absent: 0, up: 1, down: 2, unknown: 3, conflict: 4 } as const;

/** What is in effect, whatever it was collected from. */
export type Facts = {
  /** Facts in effect of one subject and kind, in order of id. */
  readonly told: <Kind extends ToldFact["kind"]>(
    subject: string,
    kind: Kind,
  ) => readonly Extract<ToldFact, { readonly kind: Kind }>[];
  readonly series: (subject: string, kind: "sample" | "counter") => readonly SampledSeries[];
  readonly subjects: () => readonly string[];
  readonly allTold: () => readonly ToldFact[];
  readonly allSeries: () => readonly SampledSeries[];
  readonly conflicts: () => readonly Conflict[];
  readonly superseded: () => readonly Superseded[];
};

export type Collector = Facts & {
  readonly add: (fact: Fact) => void;
  readonly counts: () => { readonly received: number; readonly duplicates: number };
  /** Takes in a day of a series as a block holds it; slots that are already there stay as they are. */
  readonly restore: (series: Omit<SampledSeries, "days">, day: number, column: DayColumn) => void;
  /** Every version of each identity that has more than one, or whose only version is a withdrawal: what day blocks alone cannot give back. */
  readonly contested: () => readonly { readonly identity: string; readonly facts: readonly Fact[] }[];
};

/** Several collections read as one; each holds sources of its own. */
export function combined(parts: readonly Facts[]): Facts {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return {
    told: (subject, kind) => parts.flatMap((part) => part.told(subject, kind)).sort(bySource),
    series: (subject, kind) => parts.flatMap((part) => part.series(subject, kind)).sort(byKey),
    subjects: () => [...new Set(parts.flatMap((part) => part.subjects()))].sort(),
    allTold: () => parts.flatMap((part) => part.allTold()).sort(bySource),
    allSeries: () => parts.flatMap((part) => part.allSeries()).sort(byKey),
    conflicts: () => parts.flatMap((part) => part.conflicts()),
    superseded: () => parts.flatMap((part) => part.superseded()),
  };
}

type Version = { readonly fact: Fact; readonly hash: Hash };

export function collector(): Collector {
  const told = new Map<string, Version[]>();
  const sampled = new Map<string, SampledSeries>();
  /** Slots with more than one content: every version is kept. */
  const disputed = new Map<string, Version[]>();
  let received = 0;
  let duplicates = 0;
  let resolved: Resolved | null = null;
  let lastKey = "";
  let lastSeries: SampledSeries | null = null;

  const addTold = (fact: Exclude<Fact, Sample | Counter>): void => {
    const identity = "id" in fact ? `${fact.source}\n${fact.id}` : slotIdentity(fact);
    const versions = told.get(identity);
    if (!versions) {
      told.set(identity, [{ fact, hash: "" as Hash }]);
      return;
    }
    const first = versions[0] as Version;
    if (first.hash === "") versions[0] = { fact: first.fact, hash: factHash(first.fact) };
    const hash = factHash(fact);
    if (versions.some((version) => version.hash === hash)) duplicates += 1;
    else versions.push({ fact, hash });
  };

  const seriesOf = ({ source, subject, kind, length, phase }: Omit<SampledSeries, "days">): SampledSeries => {
    const key = `${subject}\n${source}\n${kind}\n${length}\n${phase}`;
    if (key === lastKey && lastSeries) return lastSeries;
    let series = sampled.get(key);
    if (!series) {
      series = { source, subject, kind, length, phase, days: new Map() };
      sampled.set(key, series);
    }
    lastKey = key;
    lastSeries = series;
    return series;
  };

  const addSampled = (fact: Sample | Counter): void => {
    const series = seriesOf({
      source: fact.source,
      subject: fact.subject,
      kind: fact.kind,
      length: fact.length,
      phase: fact.slot % fact.length,
    });
    const column = columnOf(series, fact.slot);
    const index = slotIndex(fact.slot, fact.length);
    const code = fact.kind === "counter" ? stateCodes.up : stateCodes[fact.state];
    const before = column.codes[index];
    if (before === stateCodes.absent && fact.supersedes === undefined) {
      column.codes[index] = code;
      if (fact.kind === "counter" && column.totals && column.goods) {
        column.totals[index] = fact.total;
        column.goods[index] = fact.good;
      }
      return;
    }
    const same =
      before === code &&
      fact.supersedes === undefined &&
      (fact.kind === "sample" || (column.totals?.[index] === fact.total && column.goods?.[index] === fact.good));
    const identity = slotIdentity(fact);
    const versions = disputed.get(identity) ?? [];
    if (same && versions.length === 0) {
      duplicates += 1;
      return;
    }
    if (versions.length === 0 && before !== stateCodes.absent && before !== undefined) {
      const first = factAt(series, column, index, fact.slot);
      versions.push({ fact: first, hash: factHash(first) });
    }
    const hash = factHash(fact);
    if (versions.some((version) => version.hash === hash)) duplicates += 1;
    else versions.push({ fact, hash });
    disputed.set(identity, versions);
    settleSlot(column, index, versions);
  };

  const now = (): Resolved => (resolved ??= resolve(told, disputed));
  return {
    add: (fact) => {
      received += 1;
      resolved = null;
      if (fact.kind === "sample" || fact.kind === "counter") addSampled(fact);
      else addTold(fact);
    },
    told: (subject, kind) => (now().bySubject.get(`${subject}\n${kind}`) ?? []) as never,
    series: (subject, kind) =>
      [...sampled.values()].filter((series) => series.subject === subject && series.kind === kind).sort(byKey),
    subjects: () =>
      [
        ...new Set([
          ...now().facts.map(({ subject }) => subject),
          ...[...sampled.values()].map(({ subject }) => subject),
        ]),
      ].sort(),
    allTold: () => now().facts,
    allSeries: () => [...sampled.values()].sort(byKey),
    conflicts: () => now().conflicts,
    superseded: () => now().superseded,
    counts: () => ({ received, duplicates }),
    restore: (head, day, column) => {
      resolved = null;
      const series = seriesOf(head);
      const here = series.days.get(day);
      if (here) merge(here, column);
      else series.days.set(day, column);
    },
    contested: () =>
      [...told, ...disputed]
        .filter(([, versions]) => versions.length > 1 || versions[0]?.fact.kind === "withdrawal")
        .map(([identity, versions]) => ({ identity, facts: versions.map(({ fact }) => fact) })),
  };
}

type Resolved = {
  readonly facts: readonly ToldFact[];
  readonly bySubject: ReadonlyMap<string, readonly ToldFact[]>;
  readonly conflicts: readonly Conflict[];
  readonly superseded: readonly Superseded[];
};

function resolve(
  told: ReadonlyMap<string, readonly Version[]>,
  disputed: ReadonlyMap<string, readonly Version[]>,
): Resolved {
  const facts: ToldFact[] = [];
  const conflicts: Conflict[] = [];
  const superseded: Superseded[] = [];
  for (const [identity, versions] of [...told, ...disputed]) {
    const heads = headsOf(versions, superseded);
    const [only] = heads;
    if (heads.length > 1)
      conflicts.push({ identity: identity.replaceAll("\n", "/"), facts: heads.map(({ fact }) => fact) });
    else if (only && told.has(identity) && only.fact.kind !== "withdrawal") facts.push(only.fact as ToldFact);
  }
  facts.sort(bySource);
  const bySubject = new Map<string, ToldFact[]>();
  for (const fact of facts) {
    const key = `${fact.subject}\n${fact.kind}`;
    const list = bySubject.get(key);
    if (list) list.push(fact);
    else bySubject.set(key, [fact]);
  }
  return { facts, bySubject, conflicts, superseded };
}

/** The contents that no other content of the same identity replaces. */
function headsOf(versions: readonly Version[], superseded: Superseded[] | null): readonly Version[] {
  if (versions.length === 1) return versions;
  return versions.filter(({ fact, hash }) => {
    const by = versions.find((other) => other.fact.supersedes === hash);
    if (by && superseded) superseded.push({ fact, by: by.fact });
    return by === undefined;
  });
}

function settleSlot(column: DayColumn, index: number, versions: readonly Version[]): void {
  const heads = headsOf(versions, null);
  const [only] = heads;
  const fact = only?.fact;
  column.codes[index] =
    heads.length > 1
      ? stateCodes.conflict
      : fact?.kind === "sample"
        ? stateCodes[fact.state]
        : fact?.kind === "counter"
          ? stateCodes.up
          : stateCodes.absent;
  if (fact?.kind === "counter" && column.totals && column.goods) {
    column.totals[index] = fact.total;
    column.goods[index] = fact.good;
  }
}

function factAt(series: SampledSeries, column: DayColumn, index: number, slot: Instant): Sample | Counter {
  const head = { source: series.source, subject: series.subject, slot, length: series.length };
  if (series.kind === "counter")
    return { kind: "counter", ...head, total: column.totals?.[index] ?? 0, good: column.goods?.[index] ?? 0 };
  const code = column.codes[index];
  return {
    kind: "sample",
    ...head,
    state: code === stateCodes.up ? "up" : code === stateCodes.down ? "down" : "unknown",
  };
}

/** Fills the slots that are absent. */
function merge(into: DayColumn, from: DayColumn): void {
  from.codes.forEach((code, index) => {
    if (into.codes[index] !== stateCodes.absent) return;
    into.codes[index] = code;
    if (into.totals && into.goods) {
      into.totals[index] = from.totals?.[index] ?? 0;
      into.goods[index] = from.goods?.[index] ?? 0;
    }
  });
}

function columnOf(series: SampledSeries, slot: Instant): DayColumn {
  const day = Math.floor(slot / millisecondsADay);
  const known = series.days.get(day);
  if (known) return known;
  const column = emptyColumn(series.kind, series.length);
  series.days.set(day, column);
  return column;
}

export function emptyColumn(kind: "sample" | "counter", length: Milliseconds): DayColumn {
  const slots = Math.ceil(millisecondsADay / length);
  const counts = kind === "counter";
  return {
    codes: new Uint8Array(slots),
    totals: counts ? new Float64Array(slots) : null,
    goods: counts ? new Float64Array(slots) : null,
  };
}

/** Which slot of its UTC day a slot is. */
export function slotIndex(slot: Instant, length: Milliseconds): number {
  return Math.floor((slot - Math.floor(slot / millisecondsADay) * millisecondsADay) / length);
}

/** The start of a slot of a day; inverse of slotIndex for the series' phase. */
export function slotStart(series: SampledSeries, day: number, index: number): Instant {
  const from = day * millisecondsADay + index * series.length;
  const shift = (((series.phase - from) % series.length) + series.length) % series.length;
  return (from + shift) as Instant;
}

function slotIdentity(fact: {
  readonly kind: string;
  readonly source: string;
  readonly subject: string;
  readonly slot: Instant;
  readonly length: Milliseconds;
}): string {
  return `${fact.source}\n${fact.subject}\n${fact.kind}\n${fact.slot}\n${fact.length}`;
}

function bySource(a: ToldFact, b: ToldFact): number {
  return order(a.source, b.source) || order(a.id, b.id);
}

function byKey(a: SampledSeries, b: SampledSeries): number {
  return (
    order(a.source, b.source) ||
    order(a.subject, b.subject) ||
    order(a.kind, b.kind) ||
    a.length - b.length ||
    a.phase - b.phase
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
