import fc from "fast-check";
import { expect, test } from "vitest";
import type { Instant } from "../basics/quantity.ts";
import { cut, type Interval, intersect, intersectAll, length, subtractAll, totalLength, union } from "./interval.ts";

const at = (hour: number): Instant => (hour * 3_600_000) as Instant;
const between = (from: number, to: number): Interval => ({ start: at(from), end: at(to) });
const anyInterval = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 50 }))
  .map(([from, size]) => between(from, from + size));
const anyList = fc.array(anyInterval, { maxLength: 8 });

test("leaves the hours before and after a maintenance window", () => {
  expect(cut(between(9, 17), between(12, 13))).toEqual([between(9, 12), between(13, 17)]);
});

test("loses no time and invents none", () => {
  fc.assert(
    fc.property(anyInterval, anyInterval, (whole, hole) => {
      const shared = intersect(whole, hole);
      const pieces = shared ? [...cut(whole, hole), shared] : cut(whole, hole);
      expect(pieces.reduce((sum, piece) => sum + length(piece), 0)).toBe(length(whole));
    }),
  );
});

test("what two lists share and what only the first has make up the first", () => {
  fc.assert(
    fc.property(anyList, anyList, (a, b) => {
      const [first, second] = [union(a), union(b)];
      expect(totalLength(intersectAll(first, second)) + totalLength(subtractAll(first, second))).toBe(
        totalLength(first),
      );
    }),
  );
});
