/** Templates are agreements: without fault, in both languages throughout, and ready to be judged. */
import { readdirSync, readFileSync } from "node:fs";
import {
  type Agreement,
  checkAgreement,
  compile,
  type Json,
  monthsBefore,
  parseAgreement,
  parseInstant,
  pointsOf,
  renderText,
  type Zone,
  zoneOf,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { expect, test } from "vitest";

const tables = timeTables();
const files = readdirSync("examples/templates").filter((name) => name.endsWith(".yaml"));

test("there are five, and the list of them names each", () => {
  const list = readFileSync("examples/templates/README.md", "utf8");
  expect(files).toHaveLength(5);
  for (const file of files) expect(list).toContain(`\`${file}\``);
});

test.each(files)("%s has no fault, and nothing is left unclear that it could say", (file) => {
  const read = parseAgreement(textOf(file));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const problems = checkAgreement(read.value, {
    zones: new Set(tables.zones.names),
    countries: new Set(tables.holidays.countries),
  });
  const allowed = file === "minimal.yaml" ? /^silent-/ : /^(silent-sections|no-rule)$/;
  expect(problems.filter(({ severity, code }) => severity === "error" || !allowed.test(code))).toEqual([]);
});

test.each(files)("%s reads in both languages, and each text is written in both", (file) => {
  const agreement = agreementOf(file);
  for (const language of ["sv", "en"] as const)
    expect(renderText(agreement, language)).not.toMatch(/undefined|null|\[object Object|NaN| {2}|\(\)|: \./);
  expect(pointsOf(agreement).flatMap(({ id, body }) => inOneLanguage(body, id))).toEqual([]);
});

test.each(files)("%s compiles for a month of its term", (file) => {
  const agreement = agreementOf(file);
  const at = parseInstant("2027-07-01T12:00:00Z");
  if (typeof at !== "number") throw new Error("no moment");
  const [june] = monthsBefore(at, 1, zoneOf(agreement, tables) as Zone);
  const plan = june ? compile(agreement, june, tables, at) : null;
  expect(plan?.ok && plan.value.objectives.length).toBeGreaterThan(0);
});

test("the least one is ten lines", () => {
  expect(textOf("minimal.yaml").trimEnd().split("\n").length).toBeLessThanOrEqual(10);
});

const texts = new Set(["title", "text", "term", "meaning", "description", "intent", "action", "evidence", "measures"]);

/** Texts for people that are not by language. */
function inOneLanguage(value: Json, at: string): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([member, inner]) => {
    const here = `${at}.${member}`;
    if (texts.has(member))
      return Object.keys(inner as object)
        .sort()
        .join() === "en,sv"
        ? []
        : [here];
    return inOneLanguage(inner as Json, here);
  });
}

function textOf(file: string): string {
  return readFileSync(`examples/templates/${file}`, "utf8");
}

function agreementOf(file: string): Agreement {
  const read = parseAgreement(textOf(file));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value.agreement;
}
