/**
 * Takes a snapshot of date-holidays' rules as dates: node packages/tables/scripts/take-holidays.mjs. The library's rules change
 * between releases; the snapshot does not, and agreements freeze their own days when they are signed.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const Holidays = require("date-holidays");
const { version } = JSON.parse(readFileSync(require.resolve("date-holidays/package.json"), "utf8"));
const countries = ["AT", "AX", "BE", "CH", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "IE", "IS", "IT", "LT", "LU", "LV", "NL", "NO", "PL", "PT", "SE", "US"];
const years = { first: 2000, last: 2060 };
const table = {};
for (const country of countries) {
  const calendar = new Holidays(country);
  const byName = new Map();
  for (let year = years.first; year <= years.last; year++) {
    for (const day of calendar.getHolidays(year, "en")) {
      if (day.type === "observance" || day.type === "school" || day.type === "optional") continue;
      const key = `${day.type}|${day.name}`;
      if (!byName.has(key)) byName.set(key, { kind: day.type, en: day.name, sv: swedish(country, day), dates: [] });
      const dates = datesOf(day);
      byName.get(key).dates.push(...dates);
    }
  }
  table[country] = [...byName.values()].map(({ kind, en, sv, dates }) => [kind, en, sv, pack(dates)]);
}
const text = JSON.stringify({ source: `date-holidays ${version} (code ISC; data CC BY 3.0, its authors)`, years, countries: table });
writeFileSync(new URL("../src/holidays.json", import.meta.url), `${text.replaceAll("]],", "]],\n")}\n`);

function swedish(country, day) {
  const names = new Holidays(country).getHolidays(day.date.slice(0, 4), "sv");
  return names.find((other) => other.rule === day.rule)?.name ?? "";
}

/** A day that lasts longer than one date is one entry a date. */
function datesOf(day) {
  const first = Date.parse(`${day.date.slice(0, 10)}T00:00:00Z`);
  const length = Math.max(1, Math.round((day.end - day.start) / 86_400_000));
  return Array.from({ length }, (_, index) => new Date(first + index * 86_400_000).toISOString().slice(0, 10));
}

/** The same month and day every year is kept once, "12-25"; others as dates without hyphens. */
function pack(dates) {
  const days = new Set(dates.map((date) => date.slice(5)));
  const everyYear = days.size === 1 && dates.length === years.last - years.first + 1;
  return everyYear ? [...days][0] : [...new Set(dates)].sort().map((date) => date.replaceAll("-", "")).join(" ");
}
