/** overens explain AGREEMENT FACTS… --period P [NAME]: why a figure or a case's clock is what it is, down to facts and points. */
import { type Agreement, type CaseOutcome, durationText, figureText, instantText, type Language, momentText, moneyText, numberText, type ObjectiveResult, percentText, type Result, targetText, textIn, toExact, words, type Zone, zoneOf } from "@overens/core";
import { timeTables } from "@overens/tables";
import { exit, languageOf, note, print } from "../terminal.ts";
import { type EvaluateOptions, evaluateFiles } from "./evaluate.ts";

export async function explain(file: string, factFiles: readonly string[], name: string | undefined, options: EvaluateOptions): Promise<number> {
  const language = languageOf(options.language);
  const evaluated = await evaluateFiles(file, factFiles, options, language);
  if (evaluated === null) return exit.finding;
  const { agreement, result } = evaluated;
  const zone = zoneOf(agreement, timeTables()) as Zone;
  const lines = result.objectives.filter(({ objective, subject }) => name === undefined || objective === name || subject === name);
  if (lines.length > 0) {
    print(lines.map((line) => objectiveReasons(agreement, result, line, zone, language)).join("\n\n"));
    return exit.done;
  }
  const cases = result.objectives.flatMap((line) => line.cases.filter((found) => found.case === name).map((found) => caseReasons(agreement, line, found, zone, language)));
  if (cases.length > 0) {
    print(cases.join("\n\n"));
    return exit.done;
  }
  const known = result.objectives.map(({ objective }) => objective);
  note(language === "sv" ? `Inget mål och inget ärende i ${result.period.label} heter "${name}". Mål: ${[...new Set(known)].join(", ")}.` : `No objective and no case of ${result.period.label} is named "${name}". Objectives: ${[...new Set(known)].join(", ")}.`);
  return exit.finding;
}

function objectiveReasons(agreement: Agreement, result: Result, line: ObjectiveResult, zone: Zone, language: Language): string {
  const sv = language === "sv";
  const title = textIn(agreement.objectives.find(({ id }) => id === line.objective)?.title, language);
  const subject = line.group === null ? line.subject : `${line.subject}, ${line.group.property} ${line.group.value}`;
  const head = `${line.objective} ${title} – ${subject}: ${figureText(line.value, line.unit, line.decimals, language)}, ${targetText(line.threshold, line.unit, language)}: ${words[language].verdict[line.verdict]}`;
  const exact = line.value === null ? [] : [`${sv ? "exakt" : "exactly"} ${toExact(line.value)} ${line.unit === "percent" ? "%" : ""}`.trimEnd()];
  const made = line.attainment === null ? [] : [`${sv ? "gott av allt" : "good of all"}: ${toExact(line.attainment.good)} ${sv ? "av" : "of"} ${toExact(line.attainment.total)}`];
  const spans = line.spans
    .filter(({ state }) => state !== "up")
    .map((span) => `${momentText(span.start, zone, language)} – ${momentText(span.end, zone, language)}  ${durationText(span.end - span.start)}  ${words[language].span[span.state]}${span.point === null ? "" : ` (p. ${span.point})`}${span.facts.length === 0 ? "" : `  ${span.facts.join(", ")}`}`);
  const sums = spanSums(line, language);
  const cases = line.cases.map((found) => `${found.case}  ${words[language].caseVerdict[found.verdict]}${found.run === null ? "" : `  ${durationText(found.run.elapsed)}`}${found.dueAt === null ? "" : `  ${sv ? "senast" : "due"} ${momentText(found.dueAt, zone, language)}`}`);
  const evidence = line.evidence.map(({ start, good, total, state, point, facts }) => `${instantText(start)}  ${toExact(good)} ${sv ? "av" : "of"} ${toExact(total)}  ${state}${point === null ? "" : ` (p. ${point})`}  ${facts.join(", ")}`);
  const remedies = line.remedies.map((remedy) =>
    remedy.tableSilent
      ? `p. ${remedy.point}: ${sv ? "tabellen är tyst" : "the table is silent"}`
      : `p. ${remedy.point}: ${remedy.percent === null ? "" : `${numberText(percentText(remedy.percent), language)} % `}${remedy.base === null ? "" : `${sv ? "av" : "of"} ${moneyText(remedy.base, language)} `}${remedy.amount === null ? "" : `= ${moneyText(remedy.amount, language)}`}`,
  );
  return [head, ...[...exact, ...made, ...sums, ...spans, ...cases, ...evidence, ...remedies].map((text) => `  ${text}`), `  ${sv ? "Kontrollsumma" : "Checksum"} ${result.hash.slice(0, 8)}`].join("\n");
}

/** The spans by state: they add up to the period. */
function spanSums(line: ObjectiveResult, language: Language): readonly string[] {
  if (line.spans.length === 0) return [];
  const sums = new Map<string, number>();
  for (const { start, end, state } of line.spans) sums.set(words[language].span[state], (sums.get(words[language].span[state]) ?? 0) + end - start);
  const total = [...sums.values()].reduce((sum, time) => sum + time, 0);
  return [`${[...sums].map(([state, time]) => `${state} ${durationText(time)}`).join(" + ")} = ${durationText(total)}`];
}

function caseReasons(agreement: Agreement, line: ObjectiveResult, found: CaseOutcome, zone: Zone, language: Language): string {
  const sv = language === "sv";
  const title = textIn(agreement.objectives.find(({ id }) => id === line.objective)?.title, language);
  const head = `${found.case} – ${line.objective} ${title}: ${words[language].caseVerdict[found.verdict]}`;
  const { run } = found;
  if (run === null) return head;
  const due = found.dueAt === null ? [] : [`${sv ? "senast" : "due"} ${momentText(found.dueAt, zone, language)}`];
  const margin = run.margin === null ? "" : `, ${sv ? "marginal" : "margin"} ${durationText(run.margin)}`;
  const segments = run.segments.map(({ start, end, state, because, fact }) => `${momentText(start, zone, language)} – ${momentText(end, zone, language)}  ${durationText(end - start).padStart(12)}  ${words[language].segment[state]}${because === null ? "" : `: ${because}`}${fact === null ? "" : `  ${fact}`}`);
  return [head, ...[`${sv ? "räknad tid" : "counted time"} ${durationText(run.elapsed)}${margin}`, ...due, ...segments].map((text) => `  ${text}`)].join("\n");
}
