/**
 * The line that nearly every fact is: a sample as the documentation writes it, its members in order, without space, nothing escaped.
 * It is read by its shape, at a tenth of what reading JSON costs. A line of any other shape is read as JSON, and so is one of this
 * shape whose values are wrong, to say why: this never refuses.
 */
import type { Instant, Milliseconds } from "../basics/quantity.ts";
import { parseInstant } from "../time/zone.ts";
import type { Fact } from "./fact.ts";

/** The longest that a text and a sample may be: in characters, and in milliseconds (31 days). */
export const longestText = 4096;
export const longestSample = 31 * 86_400_000;

/** Text that means itself in JSON: no quotation mark, nothing escaped, no control sign, no character lost on the way. */
const plain = String.raw`[^"\\\u0000-\u001f\ufffd]+`;
/** The source first, as lines are kept, or after the kind, as they are written; or left to the address that the line is sent to. */
const shape = new RegExp(
  `\\{(?:"source":"(${plain})",)?"kind":"sample",(?:"source":"(${plain})",)?"subject":"(${plain})","slot":"(${plain})","length_ms":([1-9]\\d{0,9}),"state":"(up|down|unknown)"\\}(?:\\n|$)`,
  "y",
);

/** The sample that a line says, or null: then it is to be read as JSON. */
export function readSampleLine(line: string): Fact | null {
  shape.lastIndex = 0;
  const found = shape.exec(line);
  if (found === null || shape.lastIndex !== line.length) return null;
  const [, first, second, subject = "", slot = "", digits, state] = found;
  const source = first ?? second;
  const length = Number(digits);
  const at = instantOfSlot(slot);
  if (source === undefined || (first !== undefined && second !== undefined) || at === null) return null;
  if (source.length > longestText || subject.length > longestText || length > longestSample) return null;
  return {
    kind: "sample",
    source,
    subject,
    slot: at,
    length: length as Milliseconds,
    state: state as "up" | "down" | "unknown",
  };
}

export type SampleLines = {
  readonly count: number;
  /** Whether every line names its source, or none does. */
  readonly areNamed: boolean;
};

/**
 * Counts the lines of a text in which every line is a sample of one source, of a slot that has begun.
 * @returns null when any line is anything else; reading each by itself then tells what it is
 */
export function countSampleLines(text: string, source: string, now: Instant): SampleLines | null {
  let count = 0;
  let named = 0;
  for (let from = 0; from < text.length; from = shape.lastIndex) {
    shape.lastIndex = from;
    const found = shape.exec(text);
    if (found === null || found[0].length > longestText) return null;
    const [, first, second, , slot = "", digits] = found;
    const at = instantOfSlot(slot);
    if (at === null || at > now || Number(digits) > longestSample) return null;
    if (first !== undefined || second !== undefined) {
      if ((first !== undefined && second !== undefined) || (first ?? second) !== source) return null;
      named += 1;
    }
    count += 1;
  }
  return count > 0 && (named === 0 || named === count) ? { count, areNamed: named > 0 } : null;
}

/** Slots come in order, so most times were just read: the last is remembered. */
let lastSlot = "";
let lastInstant = 0 as Instant;

/** A time on the wire, or null when it is none. */
export function instantOfSlot(slot: string): Instant | null {
  if (slot === lastSlot) return lastInstant;
  const at = parseInstant(slot);
  if (typeof at !== "number") return null;
  lastSlot = slot;
  lastInstant = at;
  return at;
}
