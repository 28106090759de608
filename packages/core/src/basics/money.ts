/** Money: whole minor units and a currency. A share of it is rounded once, where the agreement says, by a named rounding. */
import { multiply, parseDecimal, powerOfTen, type Ratio, type Rounding, ratio, round } from "./ratio.ts";

/** Minor units (öre, cents) of one currency; never a fraction of them. */
export type Money = { readonly minor: bigint; readonly currency: string };

/** Currencies whose minor unit is not a hundredth (ISO 4217). */
const digitsOf: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** How many decimals a currency is written with: 2 unless ISO 4217 says otherwise. */
export function minorDigits(currency: string): number {
  return digitsOf[currency] ?? 2;
}

export function nothing(currency: string): Money {
  return { minor: 0n, currency };
}

/** Reads "4000.00"; null when it is no decimal number or has more decimals than the currency. */
export function parseAmount(amount: string, currency: string): Money | null {
  const value = parseDecimal(amount);
  if (!value) return null;
  const minor = multiply(value, ratio(powerOfTen(minorDigits(currency))));
  return minor.denominator === 1n ? { minor: minor.numerator, currency } : null;
}

/** "4000.00": all decimals of the currency, the point as decimal mark, "-" before a negative amount. */
export function amountText({ minor, currency }: Money): string {
  const digits = minorDigits(currency);
  const size = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, "0");
  const text = digits === 0 ? size : `${size.slice(0, -digits)}.${size.slice(-digits)}`;
  return minor < 0n ? `-${text}` : text;
}

/** A share of an amount, rounded once to whole minor units. */
export function share(whole: Money, part: Ratio, rounding: Rounding): Money {
  return { minor: round(multiply(ratio(whole.minor), part), rounding), currency: whole.currency };
}

/** @throws {RangeError} when the currencies differ: no rate is ever assumed */
export function plus(a: Money, b: Money): Money {
  requireSameCurrency(a, b);
  return { minor: a.minor + b.minor, currency: a.currency };
}

/** The smaller of two amounts. @throws {RangeError} when the currencies differ */
export function lesser(a: Money, b: Money): Money {
  requireSameCurrency(a, b);
  return a.minor <= b.minor ? a : b;
}

function requireSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} cannot be added or compared`);
}
