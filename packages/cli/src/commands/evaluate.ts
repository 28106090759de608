/** overens evaluate AGREEMENT FACTS… --period P: the result of a period, line by line, with its checksum. */
import {
  type Agreement,
  type Checked,
  type Conflict,
  conflictProblem,
  type Instant,
  instant,
  type Language,
  type Period,
  parseInstant,
  periodOfLabel,
  problem,
  type Result,
  resultCells,
  resultJson,
  resultOf,
  resultSentence,
  statementText,
  textIn,
  timelineOf,
  zoneOf,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { readAgreement, readFacts } from "../read.ts";
import { exit, languageOf, note, print, problemLines } from "../terminal.ts";

export type EvaluateOptions = {
  readonly period: string;
  readonly asOf?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly failOnMiss?: boolean;
  readonly language?: string;
};
export type Evaluated = {
  readonly agreement: Agreement;
  readonly result: Result;
  readonly conflicts: readonly Conflict[];
};

export async function evaluate(file: string, factFiles: readonly string[], options: EvaluateOptions): Promise<number> {
  const language = languageOf(options.language);
  const evaluated = await evaluateFiles(file, factFiles, options, language);
  if (evaluated === null) return exit.finding;
  const { agreement, result, conflicts } = evaluated;
  if (conflicts.length > 0) note(problemLines(factFiles.join(", "), conflicts.map(conflictProblem), language));
  const zone = zoneOf(agreement, timeTables());
  if (options.json) print(JSON.stringify(resultJson(result), null, 2));
  else if (options.markdown && zone !== null) print(statementText(agreement, result, zone, language).trimEnd());
  else print(resultLines(agreement, result, language));
  return options.failOnMiss && result.objectives.some(({ verdict }) => verdict === "missed") ? exit.finding : exit.done;
}

/** The result, or null once everything that stands in its way has been told. */
export async function evaluateFiles(
  file: string,
  factFiles: readonly string[],
  options: EvaluateOptions,
  language: Language,
): Promise<Evaluated | null> {
  const read = await readAgreement(file);
  if (!read.ok) return told(problemLines(file, read.problems, language));
  const { agreement } = read.value;
  const facts = await readFacts(factFiles);
  if ("problems" in facts) {
    const byFile = facts.problems
      .map(({ file: from, problem: found }) => problemLines(from, [found], language))
      .join("\n");
    return told(facts.more > 0 ? `${byFile}\n… ${facts.more}` : byFile);
  }
  const tables = timeTables();
  const period = periodFor(options.period, agreement);
  const judgedAt = momentOf(options.asOf);
  if (!period.ok) return told(problemLines("--period", period.problems, language));
  if (judgedAt === null)
    return told(
      problemLines("--as-of", [problem("impossible-time", { path: "" }, { found: options.asOf ?? "" })], language),
    );
  const result = resultOf(agreement, period.value, timelineOf(facts.facts), tables, judgedAt);
  if (!result.ok) return told(problemLines(file, result.problems, language));
  return { agreement, result: result.value, conflicts: facts.facts.conflicts() };
}

export function periodFor(label: string, agreement: Agreement): Checked<Period> {
  const zone = zoneOf(agreement, timeTables());
  const period = zone === null ? null : periodOfLabel(label, zone);
  return period === null
    ? { ok: false, problems: [problem("no-such-period", { path: "" }, { found: label })] }
    : { ok: true, value: period, warnings: [] };
}

function told(text: string): null {
  note(text);
  return null;
}

function momentOf(text: string | undefined): Instant | null {
  if (text === undefined) return instant(Date.now());
  const at = parseInstant(text);
  return typeof at === "number" ? at : null;
}

function resultLines(agreement: Agreement, result: Result, language: Language): string {
  const rows = result.objectives.map((line) => resultCells(agreement, line, language));
  const widths = rows.reduce<readonly number[]>(
    (most, row) => row.map((cell, index) => Math.max(most[index] ?? 0, cell.length)),
    [],
  );
  const table = rows.map((row) =>
    row
      .map((cell, index) =>
        index === 2 || index === 5 ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  const head = `${textIn(agreement.title, language)}, ${result.period.label} (${result.period.zone})`;
  return [
    head,
    resultSentence(result, language),
    "",
    ...table,
    "",
    `${language === "sv" ? "Kontrollsumma" : "Checksum"} ${result.hash}`,
  ].join("\n");
}
