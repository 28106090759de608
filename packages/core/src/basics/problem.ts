/** What is wrong with a document or a fact: a code, a place, and what the words need. The words stand in wording/. */

/** Where: a path in the document (objectives[2].calendar) and, when read from text, line and column from 1. */
export type Place = { readonly path: string; readonly line?: number; readonly column?: number };

/** One thing that is wrong or unclear. `data` fills the sentence of its code in every language. */
export type Problem = {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly at: Place;
  readonly data: Readonly<Record<string, string | number | readonly string[]>>;
};

/** The value, with what is unclear in it; or every problem at once, errors and warnings together. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function good<T>(value: T, warnings: readonly Problem[] = []): Checked<T> {
  return { ok: true, value, warnings };
}

export function bad<T>(problems: readonly Problem[]): Checked<T> {
  return { ok: false, problems };
}
