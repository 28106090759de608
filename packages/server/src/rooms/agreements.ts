/** Documents as the server reads them: with the tables at hand, and refused in words. */
import {
  type Agreement,
  checkAgreement,
  civilDate,
  dateText,
  instant,
  type Language,
  type PlacedAgreement,
  type Problem,
  parseAgreement,
  problemText,
  wallOfInstant,
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
  const problems = errorsOf(parsed.value);
  if (problems.length > 0) throw new Refusal("document-wrong", wordsOf(problems, language));
  return parsed.value.agreement;
}

function errorsOf(placed: PlacedAgreement): readonly Problem[] {
  const { zones, holidays } = timeTables();
  return checkAgreement(placed, { zones: new Set(zones.names), countries: new Set(holidays.countries) }).filter(
    ({ severity }) => severity === "error",
  );
}

export function wordsOf(problems: readonly Problem[], language: Language): Refusal["details"] {
  return problems.map((found) => ({
    place: [found.at.line, found.at.column, found.at.path]
      .filter((part) => part !== undefined && part !== "")
      .join(":"),
    ...problemText(found, language),
  }));
}

/** Whether a draft has no error: it is checked as its own text would be. */
export function holds(draft: Agreement): boolean {
  const parsed = parseAgreement(JSON.stringify(draft));
  return parsed.ok && errorsOf(parsed.value).length === 0;
}

/** The date at a moment in a zone; UTC where none is named. */
export function todayIn(zone: string | undefined, at: Date): string {
  const rules = timeTables().zones.zone(zone ?? "UTC");
  return rules === null
    ? at.toISOString().slice(0, 10)
    : dateText(civilDate(wallOfInstant(rules, instant(at.getTime())).day));
}
