/** overens explain AGREEMENT FACTS… --period P [--point NAME]: why a figure or a case's clock is what it is, down to facts and points. */
import {
  caseReason,
  type Reason,
  reasonJson,
  reasonLines,
  reasonOf,
  reasonsOf,
  type Zone,
  zoneOf,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { exit, languageOf, note, print } from "../terminal.ts";
import { type EvaluateOptions, evaluateFiles } from "./evaluate.ts";

export async function explain(
  file: string,
  factFiles: readonly string[],
  name: string | undefined,
  options: EvaluateOptions,
): Promise<number> {
  const language = languageOf(options.language);
  const evaluated = await evaluateFiles(file, factFiles, options, language);
  if (evaluated === null) return exit.finding;
  const { agreement, result } = evaluated;
  const zone = zoneOf(agreement, timeTables()) as Zone;
  const named =
    name === undefined
      ? reasonsOf(result)
      : result.objectives.filter(({ objective, subject }) => objective === name || subject === name).map(reasonOf);
  const reasons: readonly Reason[] =
    named.length > 0
      ? named
      : result.objectives.flatMap((line) =>
          line.cases.filter((found) => found.case === name).map((found) => caseReason(found, line.objective)),
        );
  if (reasons.length === 0) {
    const known = [...new Set(result.objectives.map(({ objective }) => objective))].join(", ");
    note(
      language === "sv"
        ? `Inget mål och inget ärende i ${result.period.label} heter "${name}". Mål: ${known}.`
        : `No objective and no case of ${result.period.label} is named "${name}". Objectives: ${known}.`,
    );
    return exit.finding;
  }
  if (options.json)
    print(
      JSON.stringify({ period: result.period.label, hash: result.hash, reasons: reasons.map(reasonJson) }, null, 2),
    );
  else {
    const lines = reasons.map((reason) =>
      reasonLines(reason, { agreement, zone, language, deepest: name === undefined ? 4 : null }).map(
        ({ depth, text }) => `${"  ".repeat(depth)}${text}`,
      ),
    );
    print(
      [
        ...lines.map((each) => each.join("\n")),
        `${language === "sv" ? "Kontrollsumma" : "Checksum"} ${result.hash}`,
      ].join("\n\n"),
    );
  }
  return exit.done;
}
