/** Rendering says everything: whatever member of an agreement is changed, both the Swedish and the English text change. */
import { readdirSync, readFileSync } from "node:fs";
import { type Agreement, checkAgreement, jsonSchema, parseAgreement, renderText } from "@overens/core";
import { timeTables } from "@overens/tables";
import { expect, test } from "vitest";
import { changedAt, complete, placed, places, type Schema, type Value } from "./changed-members.ts";

test("the complete example has no error", () => {
  const { zones, holidays } = timeTables();
  const problems = checkAgreement(placed, { zones: new Set(zones.names), countries: new Set(holidays.countries) });
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
});

test("the complete example has every member of the schema", () => {
  const wanted = new Set<string>();
  membersOf(jsonSchema() as Schema, "", wanted);
  const found = new Set<string>();
  const walk = (value: Value, at: string): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, at);
    else if (typeof value === "object") {
      const kind = (value as { readonly kind?: string }).kind;
      const here = `${at}${kindsTell(at) && kind !== undefined ? `(${kind})` : ""}`;
      for (const [member, inner] of Object.entries(value)) {
        found.add(`${here}.${member}`);
        walk(inner, `${here}.${member}`);
      }
    }
  };
  walk(complete, "");
  const free = [...wanted].filter((member) => !/\.(stands-in)(\.|$)/.test(member));
  expect(free.length).toBeGreaterThan(200);
  expect(free.filter((member) => !found.has(member))).toEqual([]);
});

test.each(places.map((path) => [path.join("."), path] as const))("changing %s changes both texts", (_name, path) => {
  const changed = changedAt(path);
  for (const language of ["sv", "en"] as const) {
    expect(renderText(changed, language)).not.toBe(renderText(complete as unknown as Agreement, language));
  }
});

test.each([
  "definitions",
  "background",
  "ground-rules",
  "volumes",
  "priorities",
  "continuity",
  "charges",
  "remedies",
  "liability",
  "responsibilities",
  "escalation",
  "disputes",
  "reporting",
  "reviews",
  "changes",
  "notices",
  "term",
])("the section %s may stand in another document, and the text says where", (section) => {
  const elsewhere = (document: string, at: string): Agreement => ({
    ...(complete as unknown as Agreement),
    [section]: { "stands-in": { document, at } },
  });
  for (const language of ["sv", "en"] as const) {
    const text = renderText(elsewhere("contract", "§ 7"), language);
    expect(text).toContain("§ 7");
    expect(renderText(elsewhere("annex", "§ 7"), language)).not.toBe(text);
  }
});

test("what is written is whole sentences: each paragraph and row begins with a capital or a figure and ends with a stop", () => {
  for (const language of ["sv", "en"] as const) {
    const lines = renderText(complete as unknown as Agreement, language)
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(lines.filter((line) => !/^(- )?[\p{Lu}\d].*[.!?]$/u.test(line))).toEqual([]);
  }
});

const stories = readdirSync("examples", { withFileTypes: true, recursive: true })
  .filter((entry) => entry.name === "agreement.yaml" && !entry.parentPath.includes("problems"))
  .map((entry) => `${entry.parentPath}/agreement.yaml`);

test.each(stories)("%s renders in both languages without a hole", (file) => {
  const read = parseAgreement(readFileSync(file, "utf8"));
  if (!read.ok) throw new Error(file);
  for (const language of ["sv", "en"] as const)
    expect(renderText(read.value.agreement, language)).not.toMatch(/undefined|null|\[object Object|NaN| {2}|\(\)|: \./);
});

/** Unions that `kind` tells apart. */
function kindsTell(at: string): boolean {
  return at === ".objectives.indicator" || at.startsWith(".remedies");
}

function membersOf(schema: Schema, at: string, wanted: Set<string>): void {
  for (const branch of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) membersOf(branch, at, wanted);
  if (schema.items) membersOf(schema.items, at, wanted);
  if (!schema.properties) return;
  const kind = schema.properties["kind"]?.const;
  const here = `${at}${kindsTell(at) && kind !== undefined ? `(${kind})` : ""}`;
  for (const [member, inner] of Object.entries(schema.properties)) {
    wanted.add(`${here}.${member}`);
    membersOf(inner, `${here}.${member}`, wanted);
  }
}
