/**
 * A bundle: a room with its journal, the sources it reads and its statements in one file of JSON lines, to be kept, moved and
 * verified without a server. The first line is the head, the last says how many lines there are.
 */
import { type Hash, hexBytes } from "../basics/hash.ts";
import { contentHash, type Entry } from "../log/entry.ts";

export type BundleHead = { readonly part: "bundle"; readonly overens: "1"; readonly room: string; readonly exported_at: string; readonly program: string };
export type BundledAgreement = { readonly part: "agreement"; readonly text: string };
/** `log` is "journal" or the source's log. A body that was erased is null. */
export type BundledEntry = Entry & { readonly part: "entry"; readonly log: string; readonly salt: string | null; readonly body: string | null };
/** A statement as it was issued: the result as printed. */
export type BundledStatement = { readonly part: "statement"; readonly period: string; readonly number: number; readonly result: unknown };
export type BundleEnd = { readonly part: "end"; readonly lines: number };
export type BundlePart = BundleHead | BundledAgreement | BundledEntry | BundledStatement | BundleEnd;

export const journalLog = "journal";

/** Whether a body is the one that the entry was made of; null when it was erased. */
export function bodyHolds({ body, salt, content }: BundledEntry): boolean | null {
  return body === null ? null : contentHash(body, salt === null ? null : hexBytes(salt)) === (content satisfies Hash);
}

/** A line of a bundle, or null for what is none. */
export function parsePart(line: string): BundlePart | null {
  try {
    const value = JSON.parse(line) as { readonly part?: unknown } | null;
    if (typeof value !== "object" || value === null) return null;
    const members = required[value.part as BundlePart["part"]];
    return members?.every((member) => member in value) ? (value as BundlePart) : null;
  } catch {
    return null;
  }
}

const required: Readonly<Record<BundlePart["part"], readonly string[]>> = {
  bundle: ["overens", "room", "exported_at", "program"],
  agreement: ["text"],
  entry: ["log", "sequence", "at", "kind", "author", "shown", "content", "previous", "head", "salt", "body"],
  statement: ["period", "number", "result"],
  end: ["lines"],
};
