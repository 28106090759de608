/** Conditions on properties, compiled: `{ class: standard, hosts-affected: { at-least: "2" } }`. */
import type { Condition, Matcher } from "../agreement/agreement.ts";
import { compare, parseDecimal, type Ratio } from "../basics/ratio.ts";
import type { Comparator, PropertyTest, Test, Threshold } from "./plan.ts";

export const comparators = ["at-least", "above", "at-most", "below"] as const satisfies readonly Comparator[];

export function compileCondition(condition: Condition | undefined): Test {
  return Object.entries(condition ?? {}).map(
    ([property, matcher]): PropertyTest => ({ property, accepts: compileMatcher(matcher) }),
  );
}

/** Whether every part of a condition holds; an empty one always does. */
export function holds(test: Test, properties: { readonly [property: string]: string }): boolean {
  return test.every(({ property, accepts }) => accepts(properties[property]));
}

/** Whether a figure is on the right side: on the threshold itself only at-least and at-most are. */
export function reaches(value: Ratio, { comparator, value: threshold }: Threshold): boolean {
  const side = compare(value, threshold);
  switch (comparator) {
    case "at-least":
      return side >= 0;
    case "above":
      return side > 0;
    case "at-most":
      return side <= 0;
    case "below":
      return side < 0;
  }
}

/** What is not stated matches only `stated: no`; what is no number is in no range. */
function compileMatcher(matcher: Matcher): PropertyTest["accepts"] {
  if (typeof matcher === "string") return (value) => value === matcher;
  if (isList(matcher)) return (value) => value !== undefined && matcher.includes(value);
  const bounds = comparators.flatMap((comparator): readonly Threshold[] => {
    const bound = matcher[comparator] === undefined ? null : parseDecimal(matcher[comparator]);
    return bound === null ? [] : [{ comparator, value: bound }];
  });
  return (value) => {
    if (matcher.stated !== undefined && (value !== undefined) !== (matcher.stated === "yes")) return false;
    if (value === undefined) return matcher.stated === "no";
    if (matcher.not !== undefined && value === matcher.not) return false;
    const number = bounds.length === 0 ? null : parseDecimal(value);
    return bounds.length === 0 || (number !== null && bounds.every((bound) => reaches(number, bound)));
  };
}

function isList(matcher: Matcher): matcher is readonly string[] {
  return Array.isArray(matcher);
}
