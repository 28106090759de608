/** Every problem the core can find, and what its sentence needs. A language without words for one of them does not compile. */
import type { Place, Problem } from "./problem.ts";

export type ProblemData = {
  // the text of a document
  "not-yaml": { readonly found: string };
  "wrong-encoding": { readonly found: string };
  "too-large": { readonly limit: number; readonly unit: "bytes" | "values" };
  "too-deep": { readonly limit: number };
  "alias-refused": Empty;
  "tag-refused": Empty;
  "duplicate-member": { readonly member: string };
  "empty-document": Empty;
  "unknown-member": { readonly member: string; readonly nearest: string };
  "missing-member": { readonly member: string };
  "wrong-form": { readonly found: string; readonly form: string; readonly mend?: string };
  "decimal-comma": { readonly found: string; readonly mend: string };
  "typographic-dash": { readonly found: string; readonly mend: string };
  "negative-figure": { readonly found: string; readonly mend: string };
  // names
  "unknown-name": { readonly kind: string; readonly name: string; readonly known: readonly string[] };
  "duplicate-id": { readonly name: string };
  "circle-of-references": { readonly names: readonly string[] };
  "unknown-zone": { readonly name: string; readonly nearest?: string };
  "unknown-country": { readonly name: string };
  // dates and hours
  "impossible-date": { readonly found: string };
  "hours-end-before-start": { readonly found: string };
  "hours-overlap": { readonly found: string };
  "calendar-never-open": { readonly name: string };
  "dates-reversed": { readonly first: string; readonly last: string };
  // rules
  "no-rule": { readonly name: string };
  "several-comparisons": { readonly found: string };
  "no-comparison": { readonly found: string };
  "wrong-unit": { readonly found: string; readonly unit: string };
  "share-above-whole": { readonly found: string };
  "limit-missing": { readonly name: string };
  "unreachable-tier": { readonly tier: number };
  "table-hole": { readonly from: string; readonly to: string };
  "blank-not-filled": { readonly name: string };
  "no-such-blank": { readonly name: string; readonly known: readonly string[] };
  "currency-missing": Empty;
  "holidays-not-known": { readonly country: string; readonly first: number; readonly last: number };
  "no-such-period": { readonly found: string };
  // what the text leaves open
  "silent-no-data": { readonly reading: string };
  "silent-zone": { readonly reading: string };
  "silent-minimum-tested": { readonly reading: string };
  "silent-no-traffic": { readonly reading: string };
  "silent-at-closing-time": { readonly reading: string };
  "silent-days": { readonly reading: string };
  "silent-rounding": { readonly reading: string };
  "silent-holidays": { readonly name: string };
  "silent-sections": { readonly sections: readonly string[] };
  "can-never-miss": { readonly found: string };
  // facts
  "not-json": { readonly found: string };
  "line-too-long": { readonly limit: number };
  "unknown-kind": { readonly found: string; readonly known: readonly string[] };
  "time-without-zone": { readonly found: string };
  "impossible-time": { readonly found: string };
  "fact-of-the-future": { readonly found: string };
  "ends-before-it-starts": { readonly from: string; readonly until: string };
  "not-a-count": { readonly member: string; readonly found: string };
  "good-exceeds-total": { readonly good: number; readonly total: number };
  conflict: { readonly identity: string; readonly hashes: readonly string[] };
};
type Empty = Readonly<Record<never, never>>;
export type ProblemCode = keyof ProblemData;

/** Problems that warn: the agreement can be computed, and the reading that was taken stands in the words. */
const warnings: ReadonlySet<string> = new Set([
  "hours-overlap",
  "calendar-never-open",
  "table-hole",
  "no-rule",
  "can-never-miss",
  "conflict",
  "silent-no-data",
  "silent-zone",
  "silent-minimum-tested",
  "silent-no-traffic",
  "silent-at-closing-time",
  "silent-days",
  "silent-rounding",
  "silent-holidays",
  "silent-sections",
]);

export function problem<Code extends ProblemCode>(code: Code, at: Place, data: ProblemData[Code]): Problem {
  return { code, severity: warnings.has(code) ? "warning" : "error", at, data: data as Problem["data"] };
}

/** The known word that is least different, when it is near enough to be meant, or that the word begins with; else "". */
export function nearest(word: string, known: readonly string[]): string {
  let best = "";
  let least = Math.min(Math.max(2, Math.floor(word.length / 3)), Math.floor(word.length / 2)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word, candidate, least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best || (known.find((candidate) => candidate.length > 2 && word.startsWith(candidate)) ?? "");
}

/** Levenshtein's distance, given up once it reaches the limit. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(
        (row[j] as number) + 1,
        (next[j - 1] as number) + 1,
        (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    row = next;
  }
  return row[b.length] as number;
}
