/** The language page and the printed schema say what the program does: every example is read, and every word of the schema has one. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkAgreement, factKinds, jsonSchema, type Problem, parseAgreement, parseFactLine } from "@overens/core";
import { timeTables } from "@overens/tables";
import { afterAll, describe, expect, test, vi } from "vitest";
import { run } from "../packages/cli/src/main.ts";

const page = readDocument("language.md");
const [smallest = "", ...parts] = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);

function readDocument(name: string): string {
  return readFileSync(new URL(`../docs/${name}`, import.meta.url), "utf8");
}

/** The sections of a document: a line that begins with a name begins one. */
function sectionsOf(text: string): ReadonlyMap<string, string> {
  return new Map(text.split(/^(?=[a-z-]+:)/m).map((section) => [section.slice(0, section.indexOf(":")), section]));
}

/** The one rule for parts: their sections take the place of the smallest agreement's, or are added to it. */
function setIn(agreement: string, part: string): string {
  return [...new Map([...sectionsOf(agreement), ...sectionsOf(part)]).values()].join("");
}

/** All parts as one: entries of the same list follow each other; of what is no list, the last stands. */
function together(documents: readonly string[]): string {
  const joined = new Map<string, string>();
  for (const [name, section] of documents.flatMap((document) => [...sectionsOf(document)])) {
    const before = joined.get(name);
    const isList = (text: string | undefined): boolean => /^[a-z-]+:\n {2}- /.test(text ?? "");
    joined.set(
      name,
      before !== undefined && isList(before) && isList(section)
        ? before + section.slice(section.indexOf("\n") + 1)
        : section,
    );
  }
  return [...joined.values()].join("");
}

function problemsOf(text: string): readonly Problem[] {
  const parsed = parseAgreement(text);
  if (!parsed.ok) return parsed.problems;
  const { zones, holidays } = timeTables();
  return checkAgreement(parsed.value, { zones: new Set(zones.names), countries: new Set(holidays.countries) });
}

const errorsOf = (text: string): readonly Problem[] => problemsOf(text).filter(({ severity }) => severity === "error");

describe("docs/language.md", () => {
  test("begins with an agreement that is whole", () => {
    expect(errorsOf(smallest)).toEqual([]);
  });

  test.each(parts.map((part) => [part.split("\n")[0], part]))("has a part that can be read: %s", (_, part = "") => {
    const parsed = parseAgreement(setIn(smallest, part));
    expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  });

  test("has parts that make one agreement without errors", () => {
    expect(errorsOf(setIn(smallest, together(parts)))).toEqual([]);
  });

  test("has an example of every member and every word of the schema", () => {
    const inline = page.match(/`[^`\n]+`/g) ?? [];
    const shown = new Set([smallest, ...parts, ...inline].join("\n").match(/[A-Za-z0-9-]+/g));
    const words = wordsOf(jsonSchema());
    expect(words.length).toBeGreaterThan(200);
    expect(words.filter((word) => !shown.has(word))).toEqual([]);
  });
});

type Schema = {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly const?: string;
};

/** Names of members, and the words that values are chosen from. */
function wordsOf({
  properties = {},
  items,
  additionalProperties,
  anyOf = [],
  oneOf = [],
  enum: choices = [],
  const: only,
}: Schema): readonly string[] {
  const inner = [
    ...Object.values(properties),
    ...(items ? [items] : []),
    ...(typeof additionalProperties === "object" ? [additionalProperties] : []),
    ...anyOf,
    ...oneOf,
  ];
  return [
    ...new Set([
      ...Object.keys(properties),
      ...choices,
      ...(only === undefined ? [] : [only]),
      ...inner.flatMap(wordsOf),
    ]),
  ];
}

test("docs/agreement.schema.json is the schema of the program (npx vitest run test/documentation.test.ts -u prints it anew)", async () => {
  await expect(`${JSON.stringify(jsonSchema(), null, 2)}\n`).toMatchFileSnapshot("../docs/agreement.schema.json");
});

describe("docs/facts.md", () => {
  const lines = [...readDocument("facts.md").matchAll(/^```json\n([\s\S]*?)^```$/gm)].flatMap(([, block = ""]) =>
    block.trimEnd().split("\n"),
  );

  test.each(lines)("has a fact that can be read: %s", (line) => {
    expect(parseFactLine(line, 1)).toMatchObject({ ok: true });
  });

  test("has a fact of every kind", () => {
    const kinds = lines.map((line) => (JSON.parse(line) as { readonly kind: string }).kind);
    expect([...new Set(kinds)].sort()).toEqual([...factKinds].sort());
  });
});

describe.each(["guide-provider.md", "guide-customer.md"])("docs/%s", (name) => {
  const guide = readDocument(name);
  const files = new Map(
    [...guide.matchAll(/[Ss]ave (?:this|it) as `([^`]+)`[^`]*```\w+\n([\s\S]*?)^```$/gm)].map(
      ([, file = "", content = ""]) => [file, content],
    ),
  );
  const commands = [...guide.matchAll(/^ {4}npx overens (.*)$/gm)].map(([, command = ""]) => command);
  const folder = mkdtempSync(join(tmpdir(), "overens-guide-"));
  for (const [file, content] of files) writeFileSync(join(folder, file), content);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(commands)("has a command that works: overens %s", async (command) => {
    const words = command.replace(/ > .*/, "").split(" ");
    const said = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const noted = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    try {
      const code = await run(words.map((word) => (files.has(word) ? join(folder, word) : word)));
      expect(code, noted.mock.calls.join("")).toBe(words.includes("--fail-on-miss") ? 1 : 0);
      expect(said.mock.calls.join("").length).toBeGreaterThan(20);
    } finally {
      said.mockRestore();
      noted.mockRestore();
    }
  });

  test("links to pages that are there", () => {
    for (const [, link = ""] of guide.matchAll(/\]\(([^)]+)\)/g)) expect(() => readDocument(link)).not.toThrow();
  });
});
