/** overens import incidents FILE --map MAPPING: a ticket log as facts on stdout; what was kept, changed and left out on stderr. */

import { textOfBytes } from "@overens/core";
import { parse } from "csv-parse/sync";
import { readMapping } from "../import/mapping.ts";
import { type ImportReport, importTicketLog, type LogRow } from "../import/ticket-log.ts";
import { bytesOf, exit, languageOf, note, print, problemLines } from "../terminal.ts";

export async function importIncidents(
  file: string,
  options: { readonly map: string; readonly language?: string },
): Promise<number> {
  const language = languageOf(options.language);
  const mappingText = textOfBytes(await bytesOf(options.map));
  if (!mappingText.ok) return told(problemLines(options.map, mappingText.problems, language));
  const read = readMapping(mappingText.value);
  if ("problems" in read)
    return told(
      read.problems
        .map(
          ({ path, line, cause }) =>
            `${[options.map, line].filter((part) => part !== null).join(":")}: ${path === "" ? "" : `${path}: `}${cause}`,
        )
        .join("\n"),
    );
  let rows: readonly LogRow[];
  try {
    rows = parse(new TextDecoder("utf-8", { fatal: true }).decode(await bytesOf(file)), {
      columns: true,
      skip_empty_lines: true,
      bom: true,
    }) as readonly LogRow[];
  } catch (error) {
    if (error instanceof Error && "file" in error) throw error;
    return told(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { lines, report } = importTicketLog(rows, read.mapping);
  for (const line of lines) print(JSON.stringify(line));
  note(reportText(report, language));
  return report.refused.length === 0 ? exit.done : exit.finding;
}

function told(text: string): number {
  note(text);
  return exit.finding;
}

function reportText(report: ImportReport, language: "sv" | "en"): string {
  const sv = language === "sv";
  const named = (names: readonly string[]): string =>
    names.length === 0 ? "" : ` (${names.slice(0, 6).join(", ")}${names.length > 6 ? ", …" : ""})`;
  return [
    sv
      ? `${report.rows} rader om ${report.cases} ärenden gav ${report.events} händelser.`
      : `${report.rows} rows of ${report.cases} cases gave ${report.events} events.`,
    sv
      ? `${report.withoutEvent} rader ändrar inget som mappningen namnger och gav ingen händelse.`
      : `${report.withoutEvent} rows change nothing that the mapping names and gave no event.`,
    sv
      ? `${report.movedToOpening.length} ärenden har rader före öppnandet; de händelserna dateras till öppnandet${named(report.movedToOpening)}.`
      : `${report.movedToOpening.length} cases have rows before their opening; those events are dated at the opening${named(report.movedToOpening)}.`,
    sv
      ? `${report.outOfOrder.length} ärenden har rader i annan ordning än tiden; filens ordning gäller${named(report.outOfOrder)}.`
      : `${report.outOfOrder.length} cases have rows out of time order; the file's order stands${named(report.outOfOrder)}.`,
    ...report.refused
      .slice(0, 20)
      .map(({ line, column, found, because }) =>
        sv
          ? `rad ${line}: ${column} "${found}": ${refusalsSv[because]}; raden är inte med.`
          : `line ${line}: ${column} "${found}": ${refusalsEn[because]}; the row is left out.`,
      ),
    ...(report.refused.length > 20 ? [`… ${report.refused.length - 20}`] : []),
  ].join("\n");
}

const refusalsSv = {
  "missing-column": "kolumnen finns inte i filen, se columns i mappningen",
  "missing-value": "värdet saknas",
  "unreadable-time": "tiden har inte formatet time-format",
  "unknown-state": "tillståndet saknas under states i mappningen",
} as const;
const refusalsEn = {
  "missing-column": "the file has no such column, see columns in the mapping",
  "missing-value": "the value is missing",
  "unreadable-time": "the time does not have the form of time-format",
  "unknown-state": "the state is missing under states in the mapping",
} as const;
