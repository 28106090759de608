/** Rendering says everything: whatever member of an agreement is changed, both the Swedish and the English text change. */
import { readdirSync, readFileSync } from "node:fs";
import {
  type Agreement,
  checkAgreement,
  jsonSchema,
  type PlacedAgreement,
  parseAgreement,
  renderText,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { expect, test } from "vitest";

type Value = string | readonly Value[] | { readonly [member: string]: Value };
type Path = readonly (string | number)[];
type Schema = {
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly const?: string;
  readonly enum?: readonly string[];
};

const source = readFileSync("examples/complete/agreement.yaml", "utf8");
const parsed = parseAgreement(source);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const placed: PlacedAgreement = parsed.value;
const complete = placed.agreement as unknown as Value;

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

const leaves: Path[] = [];
const collect = (value: Value, path: Path): void => {
  if (isWords(value)) leaves.push(path);
  else if (Array.isArray(value)) value.forEach((item, index) => collect(item, [...path, index]));
  else if (typeof value === "object")
    for (const [member, item] of Object.entries(value)) collect(item, [...path, member]);
  else leaves.push(path);
};
collect(complete, []);

test.each(
  leaves.filter((path) => !(path.at(-1) === "kind" && path.length > 2)).map((path) => [path.join("."), path] as const),
)("changing %s changes both texts", (_name, path) => {
  const changed = changeAt(complete, path) as unknown as Agreement;
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

/** Text in one or several languages is one member. */
function isWords(value: Value): boolean {
  return (
    typeof value === "object" &&
    !Array.isArray(value) &&
    Object.keys(value).length > 0 &&
    Object.keys(value).every((member) => member === "sv" || member === "en")
  );
}

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

/** Another value that the schema lets stand in the same place. */
function changeAt(value: Value, path: Path, schema: readonly Schema[] = [jsonSchema() as Schema]): Value {
  const [step, ...rest] = path;
  if (step === undefined) return otherThan(value, schema);
  const inner = schema
    .flatMap(unfold)
    .flatMap((found) =>
      typeof step === "number"
        ? found.items
          ? [found.items]
          : []
        : found.properties?.[step]
          ? [found.properties[step]]
          : typeof found.additionalProperties === "object"
            ? [found.additionalProperties]
            : [],
    );
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? changeAt(item, rest, inner) : item));
  return {
    ...(value as { readonly [member: string]: Value }),
    [step as string]: changeAt((value as { readonly [member: string]: Value })[step as string] as Value, rest, inner),
  };
}

function unfold(schema: Schema): readonly Schema[] {
  return [schema, ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(unfold)];
}

function otherThan(value: Value, schemas: readonly Schema[]): Value {
  if (isWords(value)) return { sv: "Något helt annat", en: "Something else entirely" };
  if (typeof value !== "string") throw new Error("a leaf is text");
  const choices = schemas.flatMap(unfold).flatMap((schema) => schema.enum ?? []);
  const other = choices.find((choice) => choice !== value);
  if (choices.includes(value) && other !== undefined) return other;
  const branches = schemas.flatMap(unfold);
  if (branches.some((schema) => schema.const === value))
    return branches.some((schema) => schema.items)
      ? ["09:00-10:00"]
      : branches.some((schema) => schema.properties)
        ? { mon: ["09:00-10:00"] }
        : "2";
  return /\d/.test(value) ? value.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10)) : `${value}x`;
}
