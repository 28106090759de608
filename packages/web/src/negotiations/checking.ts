/** The draft as it would be, checked where it is written, by the same checks and tables as the server's. */
import { checkAgreement, type Json, type Language, type Problem, parseAgreement, problemText } from "@overens/core";
import { timeTables } from "@overens/tables";

export type Found = { readonly path: string; readonly severity: Problem["severity"]; readonly words: string };

/** Everything that is wrong with a document or left open in it, by the path where it stands. */
export function problemsIn(document: Json, language: Language): readonly Found[] {
  const { zones, holidays } = timeTables();
  const read = parseAgreement(JSON.stringify(document));
  const problems = read.ok
    ? checkAgreement(read.value, { zones: new Set(zones.names), countries: new Set(holidays.countries) })
    : read.problems;
  return problems.map((found) => {
    const { message, hint } = problemText(found, language);
    return { path: found.at.path, severity: found.severity, words: `${message} ${hint}`.trim() };
  });
}
