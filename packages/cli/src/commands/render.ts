/** overens render FILE: the whole agreement as readable text, in Swedish or English. */
import { renderAgreement, renderText } from "@overens/core";
import { readAgreement } from "../read.ts";
import { exit, languageOf, note, print, problemLines } from "../terminal.ts";

export async function render(
  file: string,
  options: { readonly json?: boolean; readonly language?: string },
): Promise<number> {
  const language = languageOf(options.language);
  const read = await readAgreement(file);
  if (!read.ok) {
    note(problemLines(file, read.problems, language));
    return exit.finding;
  }
  print(
    options.json
      ? JSON.stringify(renderAgreement(read.value.agreement, language), null, 2)
      : renderText(read.value.agreement, language).trimEnd(),
  );
  return exit.done;
}
