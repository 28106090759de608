/** What a change means: whatever member of an agreement is changed, a line in the words of the field names it, in both languages. */
import { readFileSync } from "node:fs";
import {
  type Agreement,
  differenceOf,
  type Language,
  type MeaningLine,
  meaningHashes,
  type PointDifference,
  parseAgreement,
  pointsOf,
  redline,
} from "@overens/core";
import { expect, test } from "vitest";
import { changedAt, complete, optionalPlaces, type Path, places, withoutMember } from "./changed-members.ts";

const before = complete as unknown as Agreement;
const languages: readonly Language[] = ["sv", "en"];

test("nothing is said where nothing changed", () => {
  for (const language of languages) expect(differenceOf(before, structuredClone(before), language)).toEqual([]);
});

test.each(places.filter((path) => path.at(-1) !== "id").map((path) => [path.join("."), path] as const))(
  "changing %s is told by a line that names it",
  (_name, path) => {
    const after = changedAt(path);
    for (const language of languages) {
      const differences = differenceOf(before, after, language);
      const lines = linesAt(differences, path, after);
      expect(lines.length).toBeGreaterThan(0);
      for (const { change, meaning } of differences)
        if (change !== "follows") for (const line of meaning) isWellSaid(line);
      expect(textOf(differences, "removed")).not.toBe(textOf(differences, "added"));
    }
  },
);

test.each(optionalPlaces.map((path) => [path.join("."), path] as const))(
  "leaving %s out is told, and so is putting it in",
  (_name, path) => {
    const without = withoutMember(path);
    for (const language of languages) {
      const differences = language === "sv" ? differenceOf(before, without, "sv") : differenceOf(without, before, "en");
      expect(differences.length).toBeGreaterThan(0);
      for (const { change, meaning } of differences) {
        expect(meaning.length).toBeGreaterThan(0);
        if (change !== "follows") for (const line of meaning) isWellSaid(line);
      }
    }
  },
);

test.each(places.filter((path) => path.at(-1) === "id").map((path) => [path.join("."), path] as const))(
  "another name, %s, is told as what comes and goes",
  (_name, path) => {
    for (const language of languages) {
      const differences = differenceOf(before, changedAt(path), language);
      expect(differences.flatMap(({ meaning }) => meaning).length).toBeGreaterThan(0);
    }
  },
);

test("a point is told exactly where its meaning hash is another", () => {
  for (const path of places.filter((found) => found.at(-1) !== "id")) {
    const after = changedAt(path);
    const hashes = new Map(meaningHashes(before).map(({ id, meaning }) => [id, meaning]));
    const other = meaningHashes(after).filter(({ id, meaning }) => hashes.get(id) !== meaning);
    const told = differenceOf(before, after, "sv").map(({ id }) => id);
    expect([...told].sort()).toEqual(other.map(({ id }) => id).sort());
  }
});

test("words of the trade", () => {
  const agreement = (edit: (text: string) => string): Agreement => {
    const read = parseAgreement(edit(readFileSync("examples/complete/agreement.yaml", "utf8")));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    return read.value.agreement;
  };
  const meaning = (edit: (text: string) => string, id: string, language: Language): readonly string[] =>
    differenceOf(before, agreement(edit), language)
      .find((found) => found.id === id)
      ?.meaning.map(({ words }) => words.replaceAll("\u00a0", " ")) ?? [];
  const target = (text: string): string => text.replace("{ at-least: 99.9 %, w", "{ at-least: 99.95 %, w");
  expect(meaning(target, "o.1", "sv")).toEqual([
    "Mål: minst 99,9 % → minst 99,95 % (43 min 12 s → 21 min 36 s på 30 dagar).",
  ]);
  expect(meaning(target, "o.1", "en")).toEqual([
    "Target: at least 99.9% → at least 99.95% (43 min 12 s → 21 min 36 s in 30 days).",
  ]);
  const stricter = (text: string): string => text.replace("{ at-least: 99.9 %, w", "{ above: 99.9 %, w");
  expect(meaning(stricter, "o.1", "en")).toEqual([
    "Target: at least 99.9% → more than 99.9% (43 min 12 s → 43 min 12 s in 30 days).",
  ]);
  const faster = (text: string): string =>
    text
      .replace("within: 4 h, at-least: 95 %", "within: 2 h, at-least: 95 %")
      .replace("at-least: 90 %, calendar: office", "at-least: 90 %, calendar: always");
  expect(meaning(faster, "o.6", "sv")).toEqual([
    "Prioritet 1, åtgärdstid: 4 h → 2 h.",
    "Prioritet minst 2, tider som räknas: Kontorstid (office) → Dygnet runt (always).",
  ]);
  const dearer = (text: string): string => text.replace("40000.00 SEK", "43500.00 SEK");
  expect(meaning(dearer, "a.1", "sv")).toEqual(["Avgift: 40 000,00 kr → 43 500,00 kr per månad."]);
  expect(meaning(dearer, "a.1", "en")).toEqual(["Fee: SEK 40,000.00 → SEK 43,500.00 a month."]);
  const saturday = (text: string): string => text.replace("sun: []", 'sun: ["10:00-14:00"]');
  expect(meaning(saturday, "office", "sv")).toEqual(["Söndag: 10:00–14:00 tillkommer."]);
  expect(meaning(saturday, "office", "en")).toEqual(["Sunday: 10:00–14:00 added."]);
  expect(meaning(saturday, "o.6", "en")).toEqual(["Office hours (office): Sunday: 10:00–14:00 added."]);
  const open = (text: string): string => text.replace(/hours: \{ mon: [^}]*\}/, "hours: always");
  expect(meaning(open, "office", "en")).toEqual([
    "Hours: Monday–Thursday 08:00–17:00, Friday 08:00–16:00 and Saturday 10:00–12:00 → round the clock.",
  ]);
});

test("a translation that comes or goes is told by itself, and what is only written otherwise is told as that", () => {
  const titled = (title: unknown): Agreement =>
    ({ ...before, liability: [{ id: "l.1", title }] }) as unknown as Agreement;
  const lines = (from: unknown, to: unknown): readonly string[] =>
    differenceOf(titled(from), titled(to), "sv").flatMap(({ meaning }) => meaning.map(({ words }) => words));
  expect(lines({ sv: "Tak", en: "Limit" }, { sv: "Tak" })).toEqual(['Rubrik på engelska: "Limit" tas bort.']);
  expect(lines({ sv: "Tak" }, { sv: "Tak", en: "Limit" })).toEqual(['Rubrik på engelska: "Limit" tillkommer.']);
  expect(lines({ sv: "Tak" }, { en: "Limit" })).toEqual([
    'Rubrik på svenska: "Tak" tas bort.',
    'Rubrik på engelska: "Limit" tillkommer.',
  ]);
  expect(lines({ sv: "Tak", en: "Limit" }, { sv: "Tak", en: "Cap" })).toEqual(['Rubrik på engelska: "Limit" → "Cap".']);
  expect(lines({ sv: "Tak", en: "Limit" }, { sv: "Gräns", en: "Cap" })).toEqual(['Rubrik: "Tak" → "Gräns".']);
  expect(lines("Tak", { sv: "Tak", en: "Tak" })).toEqual(['Rubrik: "Tak" (skrivs på annat sätt, betyder detsamma).']);
  expect(lines("Tak.", "Gräns.")).toEqual(['Rubrik: "Tak." → "Gräns."']);
});

test("hostile texts are told as text: markup, long words, half characters, names of the language's own machinery", () => {
  const titled = (title: string): Agreement =>
    ({ ...before, liability: [{ id: "l.1", title, text: title }] }) as unknown as Agreement;
  for (const text of [
    "<script>alert(1)</script>",
    "‮vänt",
    "𝄞".repeat(9_000),
    `${"a".repeat(70)}𝄞𝄞𝄞`,
    "constructor",
    "__proto__",
  ]) {
    const [found] = differenceOf(titled("Förut"), titled(text), "sv");
    expect(found?.meaning).toHaveLength(2);
    for (const line of found?.meaning ?? []) {
      isWellSaid(line);
      expect(line.words.isWellFormed()).toBe(true);
      expect(line.words.length).toBeLessThan(300);
    }
  }
});

test("what comes and what goes stands where it belongs, with what it refers to", () => {
  const after = {
    ...before,
    liability: [],
    disputes: [...(before.disputes as []), { id: "t.2", title: "Medling", days: "20" }],
  };
  const found = differenceOf(before, after as Agreement, "sv");
  expect(found.map(({ id, change }) => [id, change])).toEqual([
    ["l.1", "removed"],
    ["t.2", "added"],
  ]);
  expect(found[1]?.meaning.map(({ words }) => words)).toEqual(["Ny punkt: Medling. Nivån har 20 dagar på sig."]);
});

test("two thousand points, all of which follow one calendar, cost four seconds of work at most", () => {
  const objectives = Array.from({ length: 2000 }, (_, index) => ({
    ...before.objectives[0],
    id: `many.${index}`,
    calendar: "office",
  }));
  const many = { ...before, objectives } as Agreement;
  const moved = {
    ...many,
    calendars: many.calendars?.map((calendar) =>
      calendar.id === "office" ? { ...calendar, hours: "always" } : calendar,
    ),
  } as Agreement;
  const reworded = {
    ...many,
    objectives: objectives.map((objective) => ({ ...objective, decimals: "4" })),
  } as Agreement;
  const started = busy();
  expect(differenceOf(many, moved, "sv").filter(({ change }) => change === "follows")).toHaveLength(2001);
  expect(differenceOf(many, reworded, "en").filter(({ change }) => change === "changed")).toHaveLength(2000);
  expect(busy() - started).toBeLessThan(4000);
});

test("a clause of a megabyte of which every word is another costs a second of work at most", () => {
  const long = (word: string): string => Array.from({ length: 120_000 }, (_, index) => `${word}${index}`).join(" ");
  const started = busy();
  const spans = redline(`Först ${long("gammal")} sist`, `Först ${long("ny")} sist`);
  expect(busy() - started).toBeLessThan(1000);
  expect(spans.map(({ kind }) => kind)).toEqual(["kept", "removed", "added", "kept"]);
});

/** Milliseconds of the processor's time that this process has had: what others do on the machine does not count. */
function busy(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Lines whose place is the changed one or around it, never the point as a whole. */
function linesAt(differences: readonly PointDifference[], path: Path, after: Agreement): readonly MeaningLine[] {
  const places = [...pointsOf(before), ...pointsOf(after)];
  return differences.flatMap(({ id, meaning }) =>
    places
      .filter((point) => point.id === id)
      .flatMap((point) =>
        meaning.filter((line) => {
          const whole = [...point.path, ...line.path];
          return line.path.length > 0 && whole.every((step, index) => step === path[index] || index >= path.length);
        }),
      ),
  );
}

function isWellSaid({ label, before: from, after: to, words }: MeaningLine): void {
  expect(label).not.toBe("");
  expect(words.toLowerCase()).toContain(label.toLowerCase());
  expect(from).not.toBe(to);
  for (const side of [from, to]) if (side !== null) expect(words.toLowerCase()).toContain(side.toLowerCase());
  expect(words).not.toMatch(/undefined|null|\[object|NaN| {2}|: \.|""/);
}

function textOf(differences: readonly PointDifference[], side: "removed" | "added"): string {
  return differences
    .flatMap(({ words }) => words.filter(({ kind }) => kind === "kept" || kind === side))
    .map(({ text }) => text)
    .join("");
}
