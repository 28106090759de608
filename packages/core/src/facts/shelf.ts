/**
 * Shelves: the day blocks of one source and series on one day, all subjects together, as they are stored. A thousand services'
 * blocks of a day are much alike, so that together they take little room; the shelf's hash names every block on it.
 */
import { canonicalJson, type Json } from "../basics/canonical-json.ts";
import { type Hash, hashText } from "../basics/hash.ts";
import { blocksHash, type DayBlock, type Series } from "./block.ts";

/** `body` is JSON text: a list of subject and block body, in order of subject. `hash` is that of the blocks (see blocksHash). */
export type Shelf = {
  readonly source: string;
  readonly series: Series;
  readonly day: number;
  readonly body: string;
  readonly hash: Hash;
};

export function shelvesOf(blocks: readonly DayBlock[]): readonly Shelf[] {
  const places = new Map<string, DayBlock[]>();
  for (const block of blocks) {
    const key = `${block.source}\n${block.series}\n${block.day}`;
    const place = places.get(key);
    if (place) place.push(block);
    else places.set(key, [block]);
  }
  return [...places.values()].flatMap((place) => {
    const [first] = place;
    if (!first) return [];
    const sorted = [...place].sort((a, b) => (a.subject < b.subject ? -1 : 1));
    const body = `[${sorted.map((block) => `[${JSON.stringify(block.subject)},${block.body}]`).join(",")}]`;
    return [{ source: first.source, series: first.series, day: first.day, body, hash: blocksHash(place) }];
  });
}

/** @throws {RangeError} when the blocks are not those that the shelf's hash names */
export function blocksOfShelf({ source, series, day, body, hash }: Shelf): readonly DayBlock[] {
  const blocks = (JSON.parse(body) as readonly (readonly [string, Json])[]).map(([subject, content]): DayBlock => {
    const text = canonicalJson(content);
    return { source, subject, series, day, body: text, hash: hashText(text) };
  });
  if (blocksHash(blocks) !== hash)
    throw new RangeError(`the blocks of ${source}, ${series}, day ${day} are not those that were stored`);
  return blocks;
}
