/** The pinned tables that time arithmetic rests on: zone rules and suggested holidays. They are arguments, never imports. */
import type { ZoneTables } from "./zone.ts";

/** One suggested day off: its date and the kind the table gives it (public, bank, observance …). */
export type Holiday = {
  readonly date: string;
  readonly kind: string;
  readonly name: { readonly en: string; readonly sv?: string };
};

export type HolidayTables = {
  readonly version: string;
  /** ISO 3166 codes of the countries that the table knows. */
  readonly countries: readonly string[];
  /** First and last year that the table covers, both inclusive. */
  readonly years: { readonly first: number; readonly last: number };
  /** Null when the table does not know the country. */
  readonly holidays: (country: string) => readonly Holiday[] | null;
};

export type TimeTables = {
  readonly zones: ZoneTables;
  readonly holidays: HolidayTables;
  /** Names the content of both: equal versions mean equal answers. */
  readonly version: string;
};
