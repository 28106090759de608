/** Filling in a form: adding to the fields, and taking from them, one row, member or form at a time. Nothing here knows of a page. */
import { type Fields, type Input, shapeOf } from "./forms.ts";

/** The pointer of one step further in. */
export function inside(pointer: string, step: string | number): string {
  return `${pointer}/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The steps of a pointer; rows of a list are numbers. */
export function stepsTo(pointer: string): readonly (string | number)[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => (/^(0|[1-9]\d*)$/.test(step) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~")));
}

/** Whether anything stands at a pointer or beneath it, though it be empty. */
export function isThere(fields: Fields, pointer: string): boolean {
  for (const key of fields.keys()) if (isWithin(key, pointer)) return true;
  return false;
}

/** The names or numbers that stand directly beneath a pointer, in the order they were filled in. */
export function namesWithin(fields: Fields, pointer: string): readonly string[] {
  const names = new Set<string>();
  for (const key of fields.keys()) {
    if (!key.startsWith(`${pointer}/`)) continue;
    const step = key.slice(pointer.length + 1).split("/", 1)[0] as string;
    if (step !== "-") names.add(step.replaceAll("~1", "/").replaceAll("~0", "~"));
  }
  return [...names];
}

/** The rows that stand beneath a pointer, by number. */
export function rowsWithin(fields: Fields, pointer: string): readonly number[] {
  return namesWithin(fields, pointer)
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

/** One field with another text. */
export function withField(fields: Fields, pointer: string, text: string): Fields {
  return new Map(fields).set(pointer, text);
}

/** Without what stands at a pointer and beneath it. */
export function withoutField(fields: Fields, pointer: string): Fields {
  return new Map([...fields].filter(([key]) => !isWithin(key, pointer)));
}

/** With an empty form at a pointer, in the place of what stood there. */
export function withBlank(fields: Fields, pointer: string, input: Input): Fields {
  return new Map([...withoutField(fields, pointer), ...blankOf(input, pointer)]);
}

/** With an empty row last in a list, with the same fields as the row before it. */
export function withRow(fields: Fields, pointer: string, of: Input): Fields {
  const last = rowsWithin(fields, pointer).at(-1);
  const next = inside(pointer, (last ?? -1) + 1);
  const cleared = withoutField(fields, `${pointer}/-`);
  if (last === undefined) return withBlank(cleared, next, of);
  const before = inside(pointer, last);
  const alike = [...fields.keys()].filter((key) => isWithin(key, before) && !key.endsWith("/-"));
  return alike.length === 0
    ? withBlank(cleared, next, of)
    : new Map([...cleared, ...alike.map((key): readonly [string, string] => [next + key.slice(before.length), ""])]);
}

/** Without one row of a list; the later ones move up. */
export function withoutRow(fields: Fields, pointer: string, row: number): Fields {
  const moved = [...withoutField(fields, inside(pointer, row))].map(([key, text]): readonly [string, string] => {
    const at = key.startsWith(`${pointer}/`) ? stepsTo(key.slice(pointer.length))[0] : undefined;
    if (typeof at !== "number" || at < row) return [key, text];
    return [inside(pointer, at - 1) + key.slice(inside(pointer, at).length), text];
  });
  return new Map(moved);
}

/** The form of an either that what is filled in has; null where nothing is. */
export function formThere(of: readonly Input[], fields: Fields, pointer: string): Input | null {
  if (!isThere(fields, pointer)) return null;
  const text = fields.get(pointer);
  const names = namesWithin(fields, pointer);
  const rows = fields.has(`${pointer}/-`) || (names.length > 0 && names.every((name) => /^\d+$/.test(name)));
  const shapes =
    text !== undefined
      ? ["text"]
      : rows && names.length > 0
        ? ["rows", "members"]
        : rows
          ? ["members", "rows"]
          : ["members"];
  return shapes.flatMap((shape) => of.find((input) => shapeOf(input) === shape) ?? [])[0] ?? null;
}

/** The same in another of its forms: what can stay stays, one as the first of many, or of many the first. */
export function withForm(fields: Fields, pointer: string, from: Input | null, to: Input): Fields {
  const first = inside(pointer, 0);
  if (from !== null && to.kind === "rows" && shapeOf(from) === shapeOf(to.of)) return moved(fields, pointer, first);
  if (from?.kind === "rows" && shapeOf(from.of) === shapeOf(to) && isThere(fields, first))
    return moved(fields, first, pointer);
  return withBlank(fields, pointer, to);
}

/** What stands at one pointer stands at another, and nothing else there. */
function moved(fields: Fields, from: string, to: string): Fields {
  const taken = [...fields].filter(([key]) => isWithin(key, from));
  const outer = from.length < to.length ? from : to;
  return new Map([
    ...withoutField(fields, outer),
    ...taken.map(([key, text]): readonly [string, string] => [to + key.slice(from.length), text]),
  ]);
}

/** The first field of a form, empty: enough for the form to be there. */
export function blankOf(input: Input, pointer: string): Fields {
  switch (input.kind) {
    case "members": {
      const first =
        input.members.find(({ required }) => required) ??
        input.members.find(({ input: inner }) => inner.kind !== "condition" && inner.kind !== "named") ??
        input.members[0];
      return first === undefined ? new Map() : blankOf(first.input, inside(pointer, first.member));
    }
    case "kinds":
      return new Map([[inside(pointer, "kind"), input.of[0]?.name ?? ""]]);
    case "rows":
      return blankOf(input.of, inside(pointer, 0));
    case "either":
      return blankOf(input.of[0] as Input, pointer);
    case "named":
    case "condition":
      return new Map([[`${pointer}/-`, ""]]);
    case "words":
      return new Map([[inside(pointer, "sv"), ""]]);
    case "choice":
      return new Map([[pointer, input.choices.length === 1 ? (input.choices[0] as string) : ""]]);
    default:
      return new Map([[pointer, ""]]);
  }
}

function isWithin(key: string, pointer: string): boolean {
  return key === pointer || key.startsWith(`${pointer}/`);
}
