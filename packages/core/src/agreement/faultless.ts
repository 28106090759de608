/** Whether a document has an error, by the tables at hand. Server and verification ask the same, so that both answer the same. */
import type { Problem } from "../basics/problem.ts";
import type { TimeTables } from "../time/tables.ts";
import type { Agreement } from "./agreement.ts";
import { checkAgreement } from "./checks.ts";
import { type PlacedAgreement, parseAgreement } from "./parse.ts";

export function errorsIn(placed: PlacedAgreement, { zones, holidays }: TimeTables): readonly Problem[] {
  return checkAgreement(placed, { zones: new Set(zones.names), countries: new Set(holidays.countries) }).filter(
    ({ severity }) => severity === "error",
  );
}

/** Whether a draft has no error: it is checked as its own text would be. */
export function isFaultless(draft: Agreement, tables: TimeTables): boolean {
  const parsed = parseAgreement(JSON.stringify(draft));
  return parsed.ok && errorsIn(parsed.value, tables).length === 0;
}
