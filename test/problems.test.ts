/**
 * Every problem has a folder in examples/problems: wrong documents or facts that earn it and nothing else, neighbours of
 * theirs that pass, and the words of both languages. `npx vitest run test/problems.test.ts -u` writes the words anew.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import {
  type Checked,
  collector,
  conflictProblem,
  fill,
  type Instant,
  notYetHappened,
  type Problem,
  parseAgreement,
  parseFactLine,
  parseInstant,
  periodOfLabel,
  problemText,
  resultOf,
  timelineOf,
  type Zone,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { periodFor } from "../packages/cli/src/commands/evaluate.ts";
import { readAgreement, readFacts } from "../packages/cli/src/read.ts";
import { problemLines } from "../packages/cli/src/terminal.ts";
import { documentLimits } from "../packages/core/src/agreement/parse.ts";
import { longestLine } from "../packages/core/src/facts/parse.ts";
import { problemsEn } from "../packages/core/src/wording/problems-en.ts";

const root = new URL("../examples/problems/", import.meta.url).pathname;
const tables = timeTables();
const codes = Object.keys(problemsEn);
/** When the facts are told: what lies after it is of the future. */
const toldAt = parseInstant("2026-11-01T00:00:00Z") as Instant;
/** Where no line of the wrong one can be like the right one's, or the recipe says how they differ. */
const unlike = new Set(["empty-document", "wrong-encoding", "too-large", "line-too-long"]);
/** What a document is computed for, beside being checked. */
const periods: Readonly<Record<string, string>> = { "holidays-not-known": "2150-10" };
/** A circle needs a reference that its kind of name does not allow, for as long as no kind of point may refer to its own kind. */
const companions: Readonly<Record<string, readonly string[]>> = { "circle-of-references": ["unknown-name"] };

/** Files too large to keep, made as recipe.txt in their folder says. */
const made = mkdtempSync(join(tmpdir(), "overens-problems-"));
const recipes: Readonly<Record<string, (folder: string) => void>> = {
  "too-large": (folder) => {
    const agreement = readFileSync(join(root, "too-large/right.yaml"), "utf8");
    const filled = (bytes: number): string => `${agreement}#${" ".repeat(bytes - agreement.length - 2)}\n`;
    writeFileSync(join(folder, "wrong.yaml"), filled(documentLimits.bytes + 1));
    writeFileSync(
      join(folder, "wrong-values.yaml"),
      agreement.replace(
        "name: Web shop",
        `name: Web shop, sites: [${Array.from({ length: documentLimits.nodes }, () => "s").join(", ")}]`,
      ),
    );
    writeFileSync(join(folder, "right.yaml"), filled(documentLimits.bytes));
  },
  "line-too-long": (folder) => {
    const line = readFileSync(join(root, "line-too-long/right.jsonl"), "utf8").trimEnd();
    writeFileSync(join(folder, "wrong.jsonl"), line.padEnd(longestLine + 1));
    writeFileSync(join(folder, "right.jsonl"), line.padEnd(longestLine));
  },
};
afterAll(() => rmSync(made, { recursive: true, force: true }));

/** Everything that is told of a file: as `overens check` and then `overens evaluate` do of an agreement, and as the reader of facts does of facts. */
async function problemsOf(code: string, file: string): Promise<readonly Problem[]> {
  if (file.endsWith(".yaml")) return ofAgreement(file, periods[code] ?? "2026-10");
  if (file.endsWith(".jsonl")) return ofFacts(file);
  return code === "no-such-period" ? ofPeriod(text(file)) : ofBlank(text(file));
}

async function ofAgreement(file: string, label: string): Promise<readonly Problem[]> {
  const read = await readAgreement(file);
  if (!read.ok) return read.problems;
  const period = periodOfLabel(label, tables.zones.zone("UTC") as Zone);
  if (!period) throw new Error(label);
  return [
    ...read.warnings,
    ...told(resultOf(read.value.agreement, period, timelineOf(collector()), tables, period.end)),
  ];
}

async function ofFacts(file: string): Promise<readonly Problem[]> {
  const read = await readFacts([file]);
  if ("problems" in read) return read.problems.map(({ problem }) => problem);
  const future = text(file)
    .split("\n")
    .flatMap((line, index) => {
      const fact = parseFactLine(line, index + 1);
      return fact.ok ? notYetHappened(fact.value, { path: "", line: index + 1, column: 1 }, toldAt) : [];
    });
  return [...future, ...read.facts.conflicts().map(conflictProblem)];
}

function ofPeriod(label: string): readonly Problem[] {
  return told(periodFor(label, agreementOf(text(join(root, "silent-zone/right.yaml")))));
}

function ofBlank(name: string): readonly Problem[] {
  return told(fill(agreementOf(text(join(root, "no-such-blank/agreement.yaml"))), { [name]: { hours: "always" } }));
}

function agreementOf(source: string) {
  const parsed = parseAgreement(source);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value.agreement;
}

function told(checked: Checked<unknown>): readonly Problem[] {
  return checked.ok ? [] : checked.problems;
}

function text(file: string): string {
  return readFileSync(file, "utf8").trimEnd();
}

function filesOf(code: string, name: "wrong" | "right"): readonly string[] {
  const folder = recipes[code] ? join(made, code) : join(root, code);
  return readdirSync(folder)
    .filter((file) => file.startsWith(name))
    .sort()
    .map((file) => join(folder, file));
}

test("every problem has a folder, and no folder is left over", () => {
  expect(
    readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])),
  ).toEqual([...codes].sort());
});

describe.each(codes)("%s", (code) => {
  beforeAll(() => {
    mkdirSync(join(made, code));
    recipes[code]?.(join(made, code));
  });

  test("each wrong one earns this problem and nothing else, in these words", async () => {
    const wrong = filesOf(code, "wrong");
    expect(wrong.length).toBeGreaterThan(0);
    const found = await Promise.all(
      wrong.map(async (file) => ({ file: basename(file), problems: await problemsOf(code, file) })),
    );
    for (const { file, problems } of found)
      expect([...new Set(problems.map((problem) => problem.code))].sort(), file).toEqual(
        [code, ...(companions[code] ?? [])].sort(),
      );
    for (const language of ["en", "sv"] as const) {
      const golden = join(root, code, `words.${language}.txt`);
      const words = found.map(({ file, problems }) => problemLines(file, problems, language)).join("\n");
      expect(words, "a value is missing in a sentence").not.toMatch(/undefined|null|NaN|\[object|(?<!:) ""|\.\./);
      await expect(`${words}\n`).toMatchFileSnapshot(golden);
    }
  });

  test("each right one earns nothing", async () => {
    const right = filesOf(code, "right");
    expect(right.length).toBeGreaterThan(0);
    for (const file of right) expect(await problemsOf(code, file), file).toEqual([]);
  });

  test("each right one is the nearest neighbour of its wrong one", () => {
    for (const file of filesOf(code, "right")) {
      const wrong = file.replace("right", "wrong");
      expect(existsSync(wrong), wrong).toBe(true);
      if (unlike.has(code)) continue;
      const lines = text(wrong).split("\n");
      const others = text(file).split("\n");
      expect(others.filter((line) => !lines.includes(line)).length, file).toBeLessThanOrEqual(3);
    }
  });
});

/** The Swedish words say in Swedish what the schema's forms say in English. */
test("a form of the schema is said in Swedish too", async () => {
  const { jsonSchema } = await import("@overens/core");
  const forms = new Set(JSON.stringify(jsonSchema()).match(/(?<="description":")(?:[^"\\]|\\.)*/g) ?? []);
  const english = /\b(a|an|or|of|and|the|list|name|value|section|whole|digits|days or)\b/;
  for (const form of [...forms].filter((found) => english.test(found))) {
    const { hint } = problemText(
      { code: "wrong-form", severity: "error", at: { path: "" }, data: { found: "x", form } },
      "sv",
    );
    expect(hint.replace("stands-in", ""), form).not.toMatch(/\b(or|of|and|the|list|name|value|section|whole|digits)\b/);
  }
});
