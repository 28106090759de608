/** Unions told apart by `kind`: which of them a thing is of. */

/** Whether a thing is of one of the kinds that a table names; the table has every kind of its union, or does not compile. */
export function isKindOf<Kind extends string, Thing extends { readonly kind: string }>(
  kinds: Readonly<Record<Kind, true>>,
  thing: Thing,
): thing is Extract<Thing, { readonly kind: Kind }> {
  return Object.hasOwn(kinds, thing.kind);
}
