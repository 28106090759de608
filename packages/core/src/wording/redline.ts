/** What changed in words: the words that are kept, taken away and put in, in the order of the text. */

/** A run of text; removed words stand before the added ones that replace them. Kept and removed make the old text, kept and added the new. */
export type WordSpan = { readonly kind: "kept" | "removed" | "added"; readonly text: string };

/** Past this many words that differ, what lies between the common beginning and end counts as replaced: time stays bounded for any text. */
const mostDifferences = 600;

export function redline(before: string, after: string): readonly WordSpan[] {
  if (before === after) return before === "" ? [] : [{ kind: "kept", text: before }];
  const old = wordsOf(before);
  const next = wordsOf(after);
  const shorter = Math.min(old.length, next.length);
  let start = 0;
  while (start < shorter && old[start] === next[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === next[next.length - 1 - end]) end += 1;
  const middle = middleOf(old.slice(start, old.length - end), next.slice(start, next.length - end));
  return joined([
    { kind: "kept", text: old.slice(0, start).join("") },
    ...middle,
    { kind: "kept", text: old.slice(old.length - end).join("") },
  ]);
}

/** A word and the space before it, so that what is put in brings its own space. A number is one word with its decimals, a time with its minutes. */
function wordsOf(text: string): readonly string[] {
  return text.match(/\s*[\p{L}\p{N}]+(?:[.,:]\p{N}+)*|\s*[^\s\p{L}\p{N}]|\s+/gu) ?? [];
}

/** The shortest way from one list of words to another (Myers 1986), or all of it replaced when that way is too long. */
function middleOf(old: readonly string[], next: readonly string[]): readonly WordSpan[] {
  const furthest: Int32Array[] = [];
  const size = Math.min(mostDifferences, old.length + next.length);
  const reach = new Int32Array(2 * size + 3);
  for (let steps = 0; steps <= size; steps++) {
    furthest.push(reach.slice());
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      let x = stepsDown(reach, size, diagonal, steps)
        ? at(reach, size, diagonal + 1)
        : at(reach, size, diagonal - 1) + 1;
      let y = x - diagonal;
      while (x < old.length && y < next.length && old[x] === next[y]) {
        x += 1;
        y += 1;
      }
      reach[diagonal + size + 1] = x;
      if (x >= old.length && y >= next.length) return traced(old, next, furthest, size, steps);
    }
  }
  return [
    { kind: "removed", text: old.join("") },
    { kind: "added", text: next.join("") },
  ];
}

function at(reach: Int32Array, size: number, diagonal: number): number {
  return reach[diagonal + size + 1] ?? 0;
}

/** Whether the furthest path comes to a diagonal by a word put in rather than one taken away. */
function stepsDown(reach: Int32Array, size: number, diagonal: number, steps: number): boolean {
  return diagonal === -steps || (diagonal !== steps && at(reach, size, diagonal - 1) < at(reach, size, diagonal + 1));
}

/** The way found, from its end back to its beginning. */
function traced(
  old: readonly string[],
  next: readonly string[],
  furthest: readonly Int32Array[],
  size: number,
  last: number,
): readonly WordSpan[] {
  const backwards: WordSpan[] = [];
  let x = old.length;
  let y = next.length;
  const keepTo = (start: number): void => {
    while (x > start) {
      x -= 1;
      y -= 1;
      backwards.push({ kind: "kept", text: old[x] ?? "" });
    }
  };
  for (let steps = last; steps > 0; steps--) {
    const reach = furthest[steps] as Int32Array;
    const down = stepsDown(reach, size, x - y, steps);
    const from = x - y + (down ? 1 : -1);
    const came = at(reach, size, from);
    keepTo(down ? came : came + 1);
    backwards.push(down ? { kind: "added", text: next[y - 1] ?? "" } : { kind: "removed", text: old[x - 1] ?? "" });
    x = came;
    y = came - from;
  }
  keepTo(0);
  return backwards.reverse();
}

/** Neighbours of one kind as one span, and between two kept ones all that was removed before all that was added. */
function joined(spans: readonly WordSpan[]): readonly WordSpan[] {
  const made: WordSpan[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  let kept: string[] = [];
  const settleChanges = (): void => {
    if (removed.length > 0) made.push({ kind: "removed", text: removed.join("") });
    if (added.length > 0) made.push({ kind: "added", text: added.join("") });
    removed = [];
    added = [];
  };
  const settleKept = (): void => {
    if (kept.length > 0) made.push({ kind: "kept", text: kept.join("") });
    kept = [];
  };
  for (const { kind, text } of spans) {
    if (text === "") continue;
    if (kind === "kept") {
      settleChanges();
      kept.push(text);
    } else {
      settleKept();
      (kind === "removed" ? removed : added).push(text);
    }
  }
  settleChanges();
  settleKept();
  return made;
}
