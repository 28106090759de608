/**
 * A bundle: a room with its journal, the sources it reads and its statements in one file of JSON lines, to be kept, moved and
 * verified without a server. The first line is the head, the last says how many lines there are.
 */
import { type Hash, hasher, hexBytes } from "../basics/hash.ts";
import { contentHash, type Entry } from "../log/entry.ts";

export type BundleHead = {
  readonly part: "bundle";
  readonly overens: "1";
  readonly room: string;
  readonly exported_at: string;
  readonly program: string;
};
export type BundledAgreement = { readonly part: "agreement"; readonly text: string };
/** `log` is "journal" or the source's log. A body that was erased is null. */
export type BundledEntry = Entry & {
  readonly part: "entry";
  readonly log: string;
  readonly salt: string | null;
  readonly body: string | null;
};
/** A statement as it was issued: the result as printed. */
export type BundledStatement = {
  readonly part: "statement";
  readonly period: string;
  readonly number: number;
  readonly result: unknown;
};
/** `digest`: SHA-256 of all lines before, each with its line feed: damage on the way shows, whatever it hit. */
export type BundleEnd = { readonly part: "end"; readonly lines: number; readonly digest: Hash };
export type BundlePart = BundleHead | BundledAgreement | BundledEntry | BundledStatement | BundleEnd;

export const journalLog = "journal";

/** Whether a body is the one that the entry was made of; null when it was erased. */
export function bodyHolds({ body, salt, content }: BundledEntry): boolean | null {
  return body === null ? null : contentHash(body, salt === null ? null : hexBytes(salt)) === (content satisfies Hash);
}

/** The lines of a bundle: its parts, and the end that counts and digests them. */
export function bundleLines(parts: readonly Exclude<BundlePart, BundleEnd>[]): readonly string[] {
  const lines = parts.map((part) => JSON.stringify(part));
  const digest = hasher();
  for (const line of lines) digest.update(`${line}\n`);
  const end: BundleEnd = { part: "end", lines: lines.length + 1, digest: digest.digest() };
  return [...lines, JSON.stringify(end)];
}

/** A line of a bundle, or null for what is none: whoever changes a line may have changed its form too. */
export function parsePart(line: string): BundlePart | null {
  try {
    const value = JSON.parse(line) as { readonly [member: string]: unknown } | null;
    if (typeof value !== "object" || value === null) return null;
    const form = forms[value["part"] as BundlePart["part"]];
    const members = Object.keys(form ?? {});
    return form &&
      members.length === Object.keys(value).length - 1 &&
      members.every((member) => form[member]?.(value[member]))
      ? (value as BundlePart)
      : null;
  } catch {
    return null;
  }
}

type Check = (value: unknown) => boolean;
const text: Check = (value) => typeof value === "string" && !/\p{Surrogate}/u.test(value);
const textOrNull: Check = (value) => value === null || text(value);
const hash: Check = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) > 0;
const author: Check = (value) =>
  value === null ||
  (typeof value === "object" &&
    Object.keys(value as object)
      .sort()
      .join() === "authentication,authority,party,person" &&
    Object.values(value as object).every(textOrNull));

const forms: Readonly<Record<BundlePart["part"], Readonly<Record<string, Check>>>> = {
  bundle: { overens: (value) => value === "1", room: text, exported_at: text, program: text },
  agreement: { text },
  entry: {
    log: text,
    sequence: count,
    at: text,
    kind: text,
    author,
    shown: (value) => value === null || hash(value),
    content: hash,
    previous: hash,
    head: hash,
    salt: (value) => value === null || (typeof value === "string" && /^([0-9a-f]{2})*$/.test(value)),
    body: textOrNull,
  },
  statement: { period: text, number: count, result: (value) => typeof value === "object" && value !== null },
  end: { lines: count, digest: hash },
};
