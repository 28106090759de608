/** Documents as the server reads them: with the tables at hand, and refused in words. */
import {
  type Agreement,
  dateIn,
  errorsIn,
  instant,
  isFaultless,
  type Language,
  type Problem,
  parseAgreement,
  problemText,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { Refusal } from "../refusal.ts";

/** Agreements by their text: a document is read once. */
const agreements = new Map<string, Agreement>();

export function agreementAs(text: string): Agreement {
  const known = agreements.get(text);
  if (known) return known;
  const agreement = agreementOf(text, "en");
  agreements.set(text, agreement);
  return agreement;
}

export function agreementOf(text: string, language: Language): Agreement {
  const parsed = parseAgreement(text);
  if (!parsed.ok) throw new Refusal("document-wrong", wordsOf(parsed.problems, language));
  const problems = errorsIn(parsed.value, timeTables());
  if (problems.length > 0) throw new Refusal("document-wrong", wordsOf(problems, language));
  return parsed.value.agreement;
}

export function wordsOf(problems: readonly Problem[], language: Language): Refusal["details"] {
  return problems.map((found) => ({
    place: [found.at.line, found.at.column, found.at.path]
      .filter((part) => part !== undefined && part !== "")
      .join(":"),
    ...problemText(found, language),
  }));
}

/** Whether a draft has no error, by the tables at hand. */
export function holds(draft: Agreement): boolean {
  return isFaultless(draft, timeTables());
}

/** The date at a moment in a zone; UTC where none is named. */
export function todayIn(zone: string | undefined, at: Date): string {
  return dateIn(timeTables(), zone, instant(at.getTime()));
}
