/** overens evaluate AGREEMENT FACTS… --period P: the result of a period, line by line, with its checksum. */
import {
  type Agreement,
  type Checked,
  type Conflict,
  conflictProblem,
  figureText,
  type Instant,
  instant,
  type Language,
  listText,
  moneyText,
  numberText,
  type ObjectiveResult,
  type Period,
  parseInstant,
  percentText,
  periodOfLabel,
  problem,
  type Result,
  resultJson,
  resultOf,
  targetText,
  textIn,
  timelineOf,
  words,
  zoneOf,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { readAgreement, readFacts } from "../read.ts";
import { exit, languageOf, note, print, problemLines } from "../terminal.ts";

export type EvaluateOptions = { readonly period: string; readonly asOf?: string; readonly json?: boolean; readonly failOnMiss?: boolean; readonly language?: string };
export type Evaluated = { readonly agreement: Agreement; readonly result: Result; readonly conflicts: readonly Conflict[] };

export async function evaluate(file: string, factFiles: readonly string[], options: EvaluateOptions): Promise<number> {
  const language = languageOf(options.language);
  const evaluated = await evaluateFiles(file, factFiles, options, language);
  if (evaluated === null) return exit.finding;
  const { agreement, result, conflicts } = evaluated;
  if (conflicts.length > 0) note(problemLines(factFiles.join(", "), conflicts.map(conflictProblem), language));
  print(options.json ? JSON.stringify(resultJson(result), null, 2) : resultLines(agreement, result, language));
  return options.failOnMiss && result.objectives.some(({ verdict }) => verdict === "missed") ? exit.finding : exit.done;
}

/** The result, or null once everything that stands in its way has been told. */
export async function evaluateFiles(file: string, factFiles: readonly string[], options: EvaluateOptions, language: Language): Promise<Evaluated | null> {
  const read = await readAgreement(file);
  if (!read.ok) return told(problemLines(file, read.problems, language));
  const { agreement } = read.value;
  const facts = await readFacts(factFiles);
  if ("problems" in facts) {
    const byFile = facts.problems.map(({ file: from, problem: found }) => problemLines(from, [found], language)).join("\n");
    return told(facts.more > 0 ? `${byFile}\n… ${facts.more}` : byFile);
  }
  const tables = timeTables();
  const period = periodFor(options.period, agreement);
  const judgedAt = momentOf(options.asOf);
  if (!period.ok) return told(problemLines("--period", period.problems, language));
  if (judgedAt === null) return told(problemLines("--as-of", [problem("impossible-time", { path: "" }, { found: options.asOf ?? "" })], language));
  const result = resultOf(agreement, period.value, timelineOf(facts.facts), tables, judgedAt);
  if (!result.ok) return told(problemLines(file, result.problems, language));
  return { agreement, result: result.value, conflicts: facts.facts.conflicts() };
}

export function periodFor(label: string, agreement: Agreement): Checked<Period> {
  const zone = zoneOf(agreement, timeTables());
  const period = zone === null ? null : periodOfLabel(label, zone);
  return period === null ? { ok: false, problems: [problem("no-such-period", { path: "" }, { found: label })] } : { ok: true, value: period, warnings: [] };
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

export function resultLines(agreement: Agreement, result: Result, language: Language): string {
  const missed = result.objectives.filter(({ verdict }) => verdict === "missed").length;
  const measured = result.objectives.filter(({ verdict }) => verdict !== "unmeasured").length;
  const total = result.totals.filter(({ minor }) => minor !== 0n).map((money) => moneyText(money, language));
  const head = language === "sv" ? `${textIn(agreement.title, language)}, ${result.period.label} (${result.period.zone})` : `${textIn(agreement.title, language)}, ${result.period.label} (${result.period.zone})`;
  const sentence =
    language === "sv" ? `${measured - missed} av ${measured} mål uppfyllda, ${missed} ej.${total.length > 0 ? ` Att kräva: ${listText(total, language)}.` : ""}` : `${measured - missed} of ${measured} targets met, ${missed} missed.${total.length > 0 ? ` To be claimed: ${listText(total, language)}.` : ""}`;
  const rows = result.objectives.map((line) => rowOf(agreement, line, language));
  const widths = rows.reduce<readonly number[]>((most, row) => row.map((cell, index) => Math.max(most[index] ?? 0, cell.length)), []);
  const table = rows.map((row) =>
    row
      .map((cell, index) => (index === 2 || index === 5 ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  return [head, sentence, "", ...table, "", `${language === "sv" ? "Kontrollsumma" : "Checksum"} ${result.hash}`].join("\n");
}

function rowOf(agreement: Agreement, line: ObjectiveResult, language: Language): readonly string[] {
  const objective = agreement.objectives.find(({ id }) => id === line.objective);
  const subject = line.group === null ? line.subject : `${line.subject}, ${line.group.property} ${line.group.value}`;
  const counts = line.cases.length === 0 ? "" : casesText(line, language);
  const money = line.remedies.map(({ amount, percent, tableSilent }) => (tableSilent ? (language === "sv" ? "tabellen tyst" : "table silent") : amount !== null ? moneyText(amount, language) : percent !== null ? `${numberText(percentText(percent), language)} %` : "")).join(" ");
  return [`${line.objective} ${textIn(objective?.title, language)}`, subject, figureText(line.value, line.unit, line.decimals, language), targetText(line.threshold, line.unit, language), words[language].verdict[line.verdict], money, counts];
}

function casesText({ cases }: ObjectiveResult, language: Language): string {
  const count = (verdict: string): number => cases.filter((found) => found.verdict === verdict).length;
  const { caseVerdict } = words[language];
  return [`${count("met")} ${caseVerdict.met}`, `${count("missed")} ${caseVerdict.missed}`, ...(count("not-finished") > 0 ? [`${count("not-finished")} ${caseVerdict["not-finished"]}`] : [])].join(", ");
}
