/** Which entry of a list was which: an entry that moved or was reworded is told as itself, not as one that went and one that came. */
import type { Json } from "../basics/canonical-json.ts";
import { isMembers, isTextByLanguage } from "./value-words.ts";

type Members = { readonly [member: string]: Json };

/** Places in the earlier and the later list; null where an entry is only in the other. */
export type Pair = { readonly from: number | null; readonly to: number | null };

/** Entries of one id belong together, then those of one condition; the rest in order. */
export function pairsOf(before: readonly Json[], after: readonly Json[]): readonly Pair[] {
  const keyOf = (item: Json): string | null =>
    isMembers(item) && !isTextByLanguage(item)
      ? typeof item["id"] === "string"
        ? `id ${item["id"]}`
        : item["when"] === undefined
          ? null
          : `when ${JSON.stringify(item["when"])}`
      : null;
  const places = new Map<string, number[]>();
  const waiting: number[] = [];
  before.forEach((item, index) => {
    const key = keyOf(item);
    if (key === null) waiting.push(index);
    else if (places.has(key)) places.get(key)?.push(index);
    else places.set(key, [index]);
  });
  const found = after.map((item) => {
    const key = keyOf(item);
    return key === null ? null : (places.get(key)?.shift() ?? null);
  });
  const left = [...waiting, ...[...places.values()].flat()].sort((a, b) => a - b);
  const alike = (to: number): boolean => {
    const key = keyOf(after[to] as Json);
    return key === null || key.startsWith("when");
  };
  const open = after.flatMap((_, to) => (found[to] === null && alike(to) ? [to] : []));
  const rows = left.filter((from) => !(keyOf(before[from] as Json) ?? "").startsWith("id"));
  const together = alignedRows(
    rows.map((from) => before[from] as Json),
    open.map((to) => after[to] as Json),
  );
  for (const [from, to] of together) found[open[to] as number] = rows[from] as number;
  const taken = new Set(found);
  return [
    ...after.map((_, to) => ({ from: found[to] ?? null, to })),
    ...left.filter((from) => !taken.has(from)).map((from) => ({ from, to: null })),
  ];
}

/** Rows without a name: equal ones at the beginning and the end belong together, and those between them in order. */
function alignedRows(before: readonly Json[], after: readonly Json[]): readonly (readonly [number, number])[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && same(before[start], after[start])) start += 1;
  let end = 0;
  while (end < shorter - start && same(before[before.length - 1 - end], after[after.length - 1 - end])) end += 1;
  const pairs: (readonly [number, number])[] = [];
  for (let index = 0; index < shorter - end; index++) pairs.push([index, index]);
  for (let index = end; index > 0; index--) pairs.push([before.length - index, after.length - index]);
  return pairs;
}

/** Whether two values of the document say the same; members that are not stated do not count. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [one, other] = [a as Members, b as Members];
  const keys = Object.keys(one).filter((key) => one[key] !== undefined);
  return (
    keys.length === Object.keys(other).filter((key) => other[key] !== undefined).length &&
    keys.every((key) => same(one[key], other[key]))
  );
}
