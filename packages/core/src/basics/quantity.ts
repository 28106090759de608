/** Moments and lengths of time, told apart by brand so that neither is taken for the other, or for a count. */

/** Whole milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted. */
export type Instant = number & { readonly brand: "Instant" };
/** A length of time in whole milliseconds. */
export type Milliseconds = number & { readonly brand: "Milliseconds" };

export const second = 1_000 as Milliseconds;
export const minute = 60_000 as Milliseconds;
export const hour = 3_600_000 as Milliseconds;
/** 24 hours: a length, not a calendar day. */
export const twentyFourHours = 86_400_000 as Milliseconds;

/** @throws {RangeError} unless the number is a safe integer */
export function instant(value: number): Instant {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole millisecond`);
  return value as Instant;
}

/** @throws {RangeError} unless the number is a safe integer */
export function milliseconds(value: number): Milliseconds {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number of milliseconds`);
  return value as Milliseconds;
}

export function later(moment: Instant, length: number): Instant {
  return instant(moment + length);
}

export function between(from: Instant, to: Instant): Milliseconds {
  return milliseconds(to - from);
}
