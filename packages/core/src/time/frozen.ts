/**
 * Tables as they were when an agreement was signed: the holidays and clock changes that it uses, as dates and instants. They
 * belong to the version, so that a later release of the tables changes nothing that was signed.
 */
import type { Json } from "../basics/canonical-json.ts";
import type { Holiday, TimeTables } from "./tables.ts";
import type { Zone } from "./zone.ts";

export type Frozen = {
  /** Last day that the frozen holidays speak of. */
  readonly through: string;
  /** The release they were taken from, in words. */
  readonly from: string;
  readonly holidays: readonly { readonly country: string; readonly days: readonly (readonly [string, string])[] }[];
  /** `changes` are milliseconds since 1970; `offsets[i]` (milliseconds east of UTC) holds before `changes[i]`. */
  readonly zones: readonly {
    readonly name: string;
    readonly changes: readonly number[];
    readonly offsets: readonly number[];
    readonly abbreviations: readonly string[];
  }[];
};

/** What an agreement uses of the tables. */
export type TablesUsed = { readonly countries: readonly string[]; readonly zones: readonly string[] };

/** @param through last day that holidays are frozen for: the end of the term plus two years, within what the tables know */
export function frozenTables(tables: TimeTables, used: TablesUsed, through: string): Frozen {
  const { years } = tables.holidays;
  const last = through < `${years.last}-12-31` ? through : `${years.last}-12-31`;
  return {
    through: last,
    from: tables.version,
    holidays: [...new Set(used.countries)].sort().map((country) => ({
      country,
      days: (tables.holidays.holidays(country) ?? [])
        .filter(({ date }) => date <= last)
        .map(({ date, kind }) => [date, kind]),
    })),
    zones: [...new Set(used.zones)].sort().flatMap((name) => {
      const zone = tables.zones.zone(name);
      if (!zone) return [];
      return [{ name, changes: [...zone.changes], offsets: [...zone.offsets], abbreviations: zone.abbreviations }];
    }),
  };
}

/** Tables that answer as the frozen ones do, and know nothing else. */
export function tablesOf(frozen: Frozen): TimeTables {
  const holidays = new Map(
    frozen.holidays.map(({ country, days }) => [
      country,
      days.map(([date, kind]): Holiday => ({ date, kind, name: { en: kind } })),
    ]),
  );
  const zones = new Map(
    frozen.zones.map((zone): [string, Zone] => [
      zone.name,
      { ...zone, changes: Float64Array.from(zone.changes), offsets: Int32Array.from(zone.offsets) },
    ]),
  );
  const first = frozen.holidays.flatMap(({ days }) => days.map(([date]) => date)).sort()[0] ?? "1970-01-01";
  return {
    version: frozen.from,
    zones: { version: frozen.from, names: [...zones.keys()], zone: (name) => zones.get(name) ?? null },
    holidays: {
      version: frozen.from,
      countries: [...holidays.keys()],
      years: { first: Number(first.slice(0, 4)), last: Number(frozen.through.slice(0, 4)) },
      holidays: (country) => holidays.get(country) ?? null,
    },
  };
}

/** The last day that holidays are frozen for: two years after a term's end, or as far as the tables know. */
export function frozenThrough(tables: TimeTables, until: string | null): string {
  const last = `${tables.holidays.years.last}-12-31`;
  return until === null ? last : `${Number(until.slice(0, 4)) + 2}-12-31`;
}

export function frozenJson(frozen: Frozen): Json {
  return JSON.parse(JSON.stringify(frozen)) as Json;
}
