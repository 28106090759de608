/** Canonical JSON (RFC 8785) of the values the core hashes: no floats, so numbers are safe integers or text. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * One text for one value: keys in order of their UTF-16 code units, no white space, members that are undefined left out.
 * @throws {RangeError} for a number that is not a safe integer, or a string with a lone surrogate
 */
export function canonicalJson(value: Json): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return integer(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = value as { readonly [key: string]: Json | undefined };
  const keys = Object.keys(members)
    .filter((key) => members[key] !== undefined)
    .sort();
  return `{${keys.map((key) => `${quoted(key)}:${canonicalJson(members[key] as Json)}`).join(",")}}`;
}

/** Printable ASCII but the quotation mark and the backslash: stands for itself. */
const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function quoted(text: string): string {
  if (plain.test(text)) return `"${text}"`;
  if (/\p{Surrogate}/u.test(text)) throw new RangeError("a lone surrogate has no canonical form");
  return JSON.stringify(text);
}

function integer(value: number): string {
  if (!Number.isSafeInteger(value))
    throw new RangeError("only safe integers have a canonical form here; write other numbers as text");
  return Object.is(value, -0) ? "0" : String(value);
}
