/** Suggested holidays of some countries as pinned dates. A suggestion only: an agreement freezes its days when it is signed. */
import type { Holiday, HolidayTables } from "@overens/core";
import snapshot from "./holidays.json" with { type: "json" };

/** Kind, English name, Swedish name or "", and dates: "12-25" for every year, or "20000424 20010416 …". */
type Row = readonly [string, string, string, string];

export function holidayTables(): HolidayTables {
  const countries = snapshot.countries as unknown as Readonly<Record<string, readonly Row[]>>;
  const unpacked = new Map<string, readonly Holiday[]>();
  const holidays = (country: string): readonly Holiday[] | null => {
    const rows = countries[country];
    if (!rows) return null;
    const known = unpacked.get(country);
    if (known) return known;
    const fresh = rows.flatMap(holidaysOf).sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
    unpacked.set(country, fresh);
    return fresh;
  };
  return { version: snapshot.source, countries: Object.keys(countries), years: snapshot.years, holidays };
}

function holidaysOf([kind, en, sv, dates]: Row): readonly Holiday[] {
  const name = sv === "" || sv === en ? { en } : { en, sv };
  return datesOf(dates).map((date) => ({ date, kind, name }));
}

function datesOf(packed: string): readonly string[] {
  if (!/^\d\d-\d\d$/.test(packed))
    return packed.split(" ").map((date) => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`);
  const { first, last } = snapshot.years;
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}-${packed}`);
}
