/** Exact shares: a fraction of two integers until it is printed. No verdict and no money passes through floating point. */

/** A fraction in lowest terms; the denominator is positive. */
export type Ratio = { readonly numerator: bigint; readonly denominator: bigint };

/** How a figure is cut to the digits it is printed or paid in. Half-up moves a tie away from zero. */
export type Rounding = "half-up" | "half-even" | "up" | "down";

/** @throws {RangeError} when the denominator is zero: there is no share of nothing */
export function ratio(numerator: bigint | number, denominator: bigint | number = 1n): Ratio {
  const top = BigInt(numerator);
  const bottom = BigInt(denominator);
  if (bottom === 0n) throw new RangeError("a ratio has no zero denominator");
  const sign = bottom < 0n ? -1n : 1n;
  const divisor = greatestCommonDivisor(top, bottom) * sign;
  return { numerator: top / divisor, denominator: bottom / divisor };
}

export const zero: Ratio = { numerator: 0n, denominator: 1n };
export const one: Ratio = { numerator: 1n, denominator: 1n };

export function add(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function subtract(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
}

export function multiply(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** @throws {RangeError} when the divisor is zero */
export function divide(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** -1, 0 or 1 as a is below, equal to or above b; exact, by cross-multiplication. */
export function compare(a: Ratio, b: Ratio): -1 | 0 | 1 {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function lesserRatio(a: Ratio, b: Ratio): Ratio {
  return compare(a, b) <= 0 ? a : b;
}

/** The sum of many fractions; one reduction at the end keeps a month of slots cheap. */
export function sum(terms: Iterable<Ratio>): Ratio {
  const byDenominator = new Map<bigint, bigint>();
  for (const { numerator, denominator } of terms) {
    byDenominator.set(denominator, (byDenominator.get(denominator) ?? 0n) + numerator);
  }
  let total = zero;
  for (const [denominator, numerator] of byDenominator) total = add(total, ratio(numerator, denominator));
  return total;
}

const decimal = /^([-+\u2212]?)(\d{1,30})(?:\.(\d{1,30}))?$/;

/** A decimal number as people write it ("99.90", "-0.5", "−0.5"), or null when it is none. The decimal mark is the point. */
export function parseDecimal(text: string): Ratio | null {
  const found = decimal.exec(text);
  if (!found) return null;
  const [, sign = "", whole = "0", fraction = ""] = found;
  const magnitude = ratio(BigInt(whole + fraction), powerOfTen(fraction.length));
  return sign === "-" || sign === "\u2212" ? { ...magnitude, numerator: -magnitude.numerator } : magnitude;
}

/** The integer nearest to a fraction under the named rounding. */
export function round(value: Ratio, rounding: Rounding): bigint {
  const negative = value.numerator < 0n;
  const size = negative ? -value.numerator : value.numerator;
  const whole = size / value.denominator;
  const rest = size % value.denominator;
  const away = movesAway(whole, rest * 2n, value.denominator, rest, rounding);
  const rounded = away ? whole + 1n : whole;
  return negative ? -rounded : rounded;
}

/** A fraction with a fixed number of decimals and the point as decimal mark: "99.95370370". */
export function toDecimal(value: Ratio, digits: number, rounding: Rounding = "half-up"): string {
  const scaled = round(multiply(value, ratio(powerOfTen(digits))), rounding);
  const negative = scaled < 0n;
  const figures = (negative ? -scaled : scaled).toString().padStart(digits + 1, "0");
  const text = digits === 0 ? figures : `${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
  return negative ? `-${text}` : text;
}

/** The fraction itself, "n/d" in lowest terms, as results state it. */
export function toExact(value: Ratio): string {
  return `${value.numerator}/${value.denominator}`;
}

/** Reads "n/d" as written by toExact, or a decimal; null when it is neither. */
export function parseExact(text: string): Ratio | null {
  const found = /^(-?\d{1,400})\/(\d{1,400})$/.exec(text);
  if (!found) return parseDecimal(text);
  const [, top = "0", bottom = "1"] = found;
  return BigInt(bottom) === 0n ? null : ratio(BigInt(top), BigInt(bottom));
}

export function powerOfTen(exponent: number): bigint {
  return BigInt(`1${"0".repeat(exponent)}`);
}

function movesAway(whole: bigint, doubledRest: bigint, denominator: bigint, rest: bigint, rounding: Rounding): boolean {
  switch (rounding) {
    case "down":
      return false;
    case "up":
      return rest > 0n;
    case "half-up":
      return doubledRest >= denominator;
    case "half-even":
      return doubledRest > denominator || (doubledRest === denominator && whole % 2n === 1n);
  }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let larger = a < 0n ? -a : a;
  let smaller = b < 0n ? -b : b;
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
