import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAmount, share } from "./money.ts";
import { add, compare, parseDecimal, ratio, round, sum, toDecimal, toExact } from "./ratio.ts";

test("99.90 is not below 99.9", () => {
  expect(compare(parseDecimal("99.90") ?? ratio(0), parseDecimal("99.9") ?? ratio(1))).toBe(0);
});

test("a sum of ten tenths is one, where floating point is not", () => {
  expect(toExact(sum(Array.from({ length: 10 }, () => ratio(1, 10))))).toBe("1/1");
});

describe("rounding a half", () => {
  test.each([
    ["half-up", 3n, -3n],
    ["half-even", 2n, -2n],
    ["up", 3n, -3n],
    ["down", 2n, -2n],
  ] as const)("%s takes 2.5 to %s and -2.5 to %s", (rounding, positive, negative) => {
    expect(round(ratio(5, 2), rounding)).toBe(positive);
    expect(round(ratio(-5, 2), rounding)).toBe(negative);
  });
});

test("25 % of 1,234.56 is 308.64", () => {
  expect(share(parseAmount("1234.56", "USD") ?? { minor: 0n, currency: "USD" }, ratio(1, 4), "half-up").minor).toBe(
    30_864n,
  );
});

test("an amount has no more decimals than its currency", () => {
  expect(parseAmount("10.005", "SEK")).toBeNull();
  expect(parseAmount("10.5", "JPY")).toBeNull();
});

test("printing eight decimals rounds half up", () => {
  expect(toDecimal(ratio(10795, 108), 8)).toBe("99.95370370");
});

test("addition is exact in any order", () => {
  const anyRatio = fc
    .tuple(fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: 1n, max: 1000n }))
    .map(([top, bottom]) => ratio(top, bottom));
  fc.assert(
    fc.property(anyRatio, anyRatio, anyRatio, (a, b, c) => void expect(add(add(a, b), c)).toEqual(add(a, add(b, c)))),
  );
});
