/** The chain of a log: each entry names the head before it and makes the next. */
import { type Entry, emptyHead, headAfter } from "./entry.ts";

/** Where a chain does not hold: the entry, and what of it is wrong. */
export type Break = { readonly sequence: number; readonly wrong: "sequence" | "previous" | "head" };

/** The first entry that does not follow from the ones before it, or null when the whole chain holds. */
export function firstBreak(entries: Iterable<Entry>): Break | null {
  let head = emptyHead;
  let expected = 1;
  for (const entry of entries) {
    if (entry.sequence !== expected) return { sequence: expected, wrong: "sequence" };
    if (entry.previous !== head) return { sequence: expected, wrong: "previous" };
    if (entry.head !== headAfter(head, entry)) return { sequence: expected, wrong: "head" };
    head = entry.head;
    expected += 1;
  }
  return null;
}
