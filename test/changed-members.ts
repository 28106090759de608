/** The complete example changed one member at a time: each place where a value stands, and another value that may stand there. */
import { readFileSync } from "node:fs";
import { type Agreement, jsonSchema, type PlacedAgreement, parseAgreement } from "@overens/core";

export type Value = string | readonly Value[] | { readonly [member: string]: Value };
export type Path = readonly (string | number)[];
export type Schema = {
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly const?: string;
  readonly enum?: readonly string[];
};

const parsed = parseAgreement(readFileSync("examples/complete/agreement.yaml", "utf8"));
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
export const placed: PlacedAgreement = parsed.value;
export const complete = placed.agreement as unknown as Value;

/** Every place of the complete example where a text stands. What tells the kinds of a union apart is left out: another kind has other members. */
export const places: readonly Path[] = placesOf(complete, []).filter(
  (path) => !(path.at(-1) === "kind" && path.length > 2),
);

/** The complete example with another value in one place. */
export function changedAt(path: Path): Agreement {
  return changeAt(complete, path) as unknown as Agreement;
}

/** Every place whose member, entry or whole section may be left out. */
export const optionalPlaces: readonly Path[] = optionalIn(complete, [], [jsonSchema() as Schema]);

/** The complete example without one member or entry. */
export function withoutMember(path: Path): Agreement {
  return without(complete, path) as unknown as Agreement;
}

function optionalIn(value: Value, path: Path, schemas: readonly Schema[]): readonly Path[] {
  if (typeof value !== "object") return [];
  const here = schemas.flatMap(unfold);
  const list = Array.isArray(value);
  const members: readonly (readonly [string | number, Value])[] = list
    ? value.map((item: Value, index) => [index, item] as const)
    : Object.entries(value);
  const needed = (step: string | number): boolean =>
    list
      ? here.some(({ items, minItems = 0 }) => items && minItems >= value.length)
      : here.some(({ properties, required }) => properties?.[step] && required?.includes(String(step)));
  return members.flatMap(([step, inner]) => [
    ...(needed(step) ? [] : [[...path, step]]),
    ...optionalIn(inner, [...path, step], innerSchemas(here, step)),
  ]);
}

function without(value: Value, [step, ...rest]: Path): Value {
  if (Array.isArray(value))
    return rest.length === 0
      ? value.filter((_, index) => index !== step)
      : value.map((item: Value, index) => (index === step ? without(item, rest) : item));
  const members = value as { readonly [member: string]: Value };
  if (rest.length > 0) return { ...members, [step as string]: without(members[step as string] as Value, rest) };
  return Object.fromEntries(Object.entries(members).filter(([member]) => member !== step));
}

function placesOf(value: Value, path: Path): readonly Path[] {
  if (isWords(value)) return [path];
  if (Array.isArray(value)) return value.flatMap((item: Value, index) => placesOf(item, [...path, index]));
  if (typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([member, item]) => placesOf(item, [...path, member]));
}

/** Text in one or several languages is one member. */
export function isWords(value: Value): boolean {
  return (
    typeof value === "object" &&
    !Array.isArray(value) &&
    Object.keys(value).length > 0 &&
    Object.keys(value).every((member) => member === "sv" || member === "en")
  );
}

/** Another value that the schema lets stand in the same place. */
function changeAt(value: Value, path: Path, schema: readonly Schema[] = [jsonSchema() as Schema]): Value {
  const [step, ...rest] = path;
  if (step === undefined) return otherThan(value, schema);
  const inner = innerSchemas(schema.flatMap(unfold), step);
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? changeAt(item, rest, inner) : item));
  return {
    ...(value as { readonly [member: string]: Value }),
    [step as string]: changeAt((value as { readonly [member: string]: Value })[step as string] as Value, rest, inner),
  };
}

function innerSchemas(schemas: readonly Schema[], step: string | number): readonly Schema[] {
  return schemas.flatMap((found) =>
    typeof step === "number"
      ? found.items
        ? [found.items]
        : []
      : found.properties?.[step]
        ? [found.properties[step]]
        : typeof found.additionalProperties === "object"
          ? [found.additionalProperties]
          : [],
  );
}

function unfold(schema: Schema): readonly Schema[] {
  return [schema, ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(unfold)];
}

function otherThan(value: Value, schemas: readonly Schema[]): Value {
  if (isWords(value)) return { sv: "Något helt annat", en: "Something else entirely" };
  if (typeof value !== "string") throw new Error("a leaf is text");
  const choices = schemas.flatMap(unfold).flatMap((schema) => schema.enum ?? []);
  const other = choices.find((choice) => choice !== value);
  if (choices.includes(value) && other !== undefined) return other;
  const branches = schemas.flatMap(unfold);
  if (branches.some((schema) => schema.const === value))
    return branches.some((schema) => schema.items)
      ? ["09:00-10:00"]
      : branches.some((schema) => schema.properties)
        ? { mon: ["09:00-10:00"] }
        : "2";
  return /\d/.test(value) ? value.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10)) : `${value}x`;
}
