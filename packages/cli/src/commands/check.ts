/** overens check FILE: everything that is wrong or left open, at once. */
import { problemText, rootOf } from "@overens/core";
import { readAgreement } from "../read.ts";
import { exit, languageOf, note, print, problemLines } from "../terminal.ts";

export async function check(
  file: string,
  options: { readonly json?: boolean; readonly language?: string },
): Promise<number> {
  const language = languageOf(options.language);
  const read = await readAgreement(file);
  const problems = read.ok ? read.warnings : read.problems;
  if (options.json) {
    print(
      JSON.stringify(
        {
          ok: read.ok,
          root: read.ok ? rootOf(read.value.agreement) : null,
          problems: problems.map((found) => ({
            code: found.code,
            severity: found.severity,
            ...found.at,
            ...problemText(found, language),
          })),
        },
        null,
        2,
      ),
    );
    return read.ok ? exit.done : exit.finding;
  }
  if (problems.length > 0) note(problemLines(file, problems, language));
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const open = problems.length - errors;
  if (!read.ok)
    note(
      language === "sv"
        ? `${errors} fel, ${open} att ta ställning till. Inget kan räknas förrän felen är rättade.`
        : `${errors} ${errors === 1 ? "error" : "errors"}, ${open} to decide on. Nothing can be computed before the errors are mended.`,
    );
  else
    print(
      language === "sv"
        ? `${file}: går att räkna på; ${open} att ta ställning till. Kontrollsumma ${rootOf(read.value.agreement).slice(0, 8)}.`
        : `${file}: can be computed; ${open} to decide on. Checksum ${rootOf(read.value.agreement).slice(0, 8)}.`,
    );
  return read.ok ? exit.done : exit.finding;
}
