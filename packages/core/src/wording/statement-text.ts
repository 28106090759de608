/** A result as readable text (Markdown): the sentence, the table, and for each missed line why. Single cases stand in `explain` and on the pages. */
import type { Agreement } from "../agreement/agreement.ts";
import { reasonOf } from "../statement/reasons.ts";
import type { ObjectiveResult, Result } from "../statement/result.ts";
import { percentText } from "../statement/result-json.ts";
import type { Zone } from "../time/zone.ts";
import { type Language, listText, moneyText, numberText } from "./format.ts";
import { reasonLines } from "./reasons.ts";
import { propertyName, speaker } from "./speaker.ts";
import { figureText, targetText, textIn, words } from "./words.ts";

/** "2 of 6 targets met": how many were measured, kept and missed, and what there is to claim. */
export function resultSentence({ objectives, totals }: Result, language: Language): string {
  const missed = objectives.filter(({ verdict }) => verdict === "missed").length;
  const measured = objectives.filter(({ verdict }) => verdict !== "unmeasured").length;
  const owed = totals.filter(({ minor }) => minor !== 0n).map((money) => moneyText(money, language));
  if (language === "sv")
    return `${measured - missed} av ${measured} mål uppfyllda, ${missed} ej.${owed.length > 0 ? ` Att kräva: ${listText(owed, language)}.` : ""}`;
  return `${measured - missed} of ${measured} targets met, ${missed} missed.${owed.length > 0 ? ` To be claimed: ${listText(owed, language)}.` : ""}`;
}

/** One line of a result as cells: point and title, subject, figure, target, verdict, money, cases. */
export function resultCells(agreement: Agreement, line: ObjectiveResult, language: Language): readonly string[] {
  const title = textIn(agreement.objectives.find(({ id }) => id === line.objective)?.title, language);
  const subject =
    line.group === null
      ? line.subject
      : `${line.subject}, ${propertyName(line.group.property, speaker(agreement, language))} ${line.group.value}`;
  const silent = language === "sv" ? "tabellen tyst" : "table silent";
  const money = line.remedies
    .map(({ amount, percent, tableSilent }) =>
      tableSilent
        ? silent
        : amount !== null
          ? moneyText(amount, language)
          : percent !== null
            ? `${numberText(percentText(percent), language)} %`
            : "",
    )
    .join(" ");
  return [
    `${line.objective} ${title}`,
    subject,
    figureText(line.value, line.unit, line.decimals, language),
    targetText(line.threshold, line.unit, language),
    words[language].verdict[line.verdict],
    money,
    casesText(line, language),
  ];
}

function casesText({ cases }: ObjectiveResult, language: Language): string {
  const { caseVerdict } = words[language];
  const count = (verdict: keyof typeof caseVerdict): number =>
    cases.filter((found) => found.verdict === verdict).length;
  if (cases.length === 0) return "";
  return [
    `${count("met")} ${caseVerdict.met}`,
    `${count("missed")} ${caseVerdict.missed}`,
    ...(count("not-finished") > 0 ? [`${count("not-finished")} ${caseVerdict["not-finished"]}`] : []),
  ].join(", ");
}

export function statementText(agreement: Agreement, result: Result, zone: Zone, language: Language): string {
  const sv = language === "sv";
  const head = sv
    ? ["Punkt", "Gäller", "Mätt", "Mål", "Läge", "Att kräva", "Ärenden"]
    : ["Point", "Subject", "Measured", "Target", "State", "To claim", "Cases"];
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const missed = result.objectives
    .filter(({ verdict }) => verdict === "missed")
    .map((line) => {
      const lines = reasonLines(reasonOf(line), { agreement, zone, language, deepest: line.cases.length > 0 ? 3 : 4 });
      return lines.map(({ depth, text }) => `${"  ".repeat(depth)}- ${text}`).join("\n");
    });
  return `${[
    `# ${textIn(agreement.title, language)}, ${result.period.label}`,
    `${resultSentence(result, language)} ${sv ? "Tider i" : "Times in"} ${result.period.zone}.`,
    [
      row(head),
      row(head.map(() => "---")),
      ...result.objectives.map((line) => row(resultCells(agreement, line, language))),
    ].join("\n"),
    ...(missed.length === 0 ? [] : [`## ${sv ? "Varför det missades" : "Why it was missed"}`, ...missed]),
    `${sv ? "Kontrollsumma" : "Checksum"} \`${result.hash}\``,
  ].join("\n\n")}\n`;
}
