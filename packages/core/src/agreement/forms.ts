/**
 * Forms: what can be filled in for each kind of point, read off the one schema, so that a page that edits an agreement can never
 * ask for less or more than the document holds. Fields are named by JSON Pointer (RFC 6901), as "/target/0/at-least".
 */
import type { Json } from "../basics/canonical-json.ts";
import { headId, pointsIn } from "./canonical.ts";
import { agreementSchema, type Referred, type ScalarKind } from "./schema.ts";

/** How a value is asked for. */
export type Input =
  /** Words for people, in one language or several; at most so many characters each. */
  | { readonly kind: "words"; readonly longest: number }
  /** Text as it is typed, on one line. */
  | { readonly kind: "line"; readonly longest: number }
  /** A figure, a time, a name: text of one form, which `pattern` accepts and `form` says in words. */
  | { readonly kind: ScalarKind; readonly pattern: string; readonly form: string }
  | { readonly kind: "yes-no" }
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  /** The name of an entry of another section, or several of them. */
  | { readonly kind: "reference"; readonly to: Referred; readonly several: boolean }
  /** Properties and what must hold of each. */
  | { readonly kind: "condition" }
  | { readonly kind: "members"; readonly members: readonly FormMember[] }
  /** Rows of one form, at least so many. */
  | { readonly kind: "rows"; readonly of: Input; readonly least: number }
  /** Entries that the parties name themselves: properties, or dates. */
  | { readonly kind: "named"; readonly of: Input }
  /** One of several forms: "always", or hours by weekday. */
  | { readonly kind: "either"; readonly of: readonly Input[] }
  /** Members that depend on the member `kind`. */
  | {
      readonly kind: "kinds";
      readonly of: readonly { readonly name: string; readonly members: readonly FormMember[] }[];
    };

export type FormMember = { readonly member: string; readonly required: boolean; readonly input: Input };

/** The form of one kind of point, by the section it stands in; null for what is no section. "agreement" is what stands outside every point. */
export function pointForm(section: string): Input | null {
  const known = forms.get(section);
  if (known) return known;
  const made = madeForm(section);
  if (made) forms.set(section, made);
  return made;
}

const forms = new Map<string, Input>();

/** Sections that points can be added to, in the order of the document. */
export const formSections: readonly string[] = Object.keys(agreementSchema.shape).flatMap((section) =>
  section === "measurement" ? ["exclusions"] : pointsIn(section) === null ? [] : [section],
);

function madeForm(section: string): Input | null {
  if (section === headId) return headForm();
  if (section === "exclusions") return rowOf(memberInput(sectionInput("measurement"), "exclusions"));
  const holds = pointsIn(section);
  if (holds === null) return null;
  const input = sectionInput(section);
  return holds === "list" ? rowOf(input) : input;
}

function headForm(): Input {
  const { members } = asMembers(inputOf(agreementSchema as unknown as Node));
  const outside = members.flatMap((found): readonly FormMember[] => {
    if (found.member !== "measurement") return pointsIn(found.member) === null ? [found] : [];
    const { members: rules } = asMembers(found.input);
    return [{ ...found, input: { kind: "members", members: rules.filter(({ member }) => member !== "exclusions") } }];
  });
  return { kind: "members", members: outside };
}

/** What a section holds where it stands in this document and not in another. */
function sectionInput(section: string): Input {
  const input = memberInput(inputOf(agreementSchema as unknown as Node), section);
  return input.kind === "either" ? (input.of[0] as Input) : input;
}

function memberInput(input: Input, member: string): Input {
  const found = asMembers(input).members.find((one) => one.member === member);
  if (!found) throw new RangeError(`no member ${member}`);
  return found.input;
}

function asMembers(input: Input): Extract<Input, { readonly kind: "members" }> {
  if (input.kind !== "members") throw new RangeError(`members were expected where the schema has ${input.kind}`);
  return input;
}

function rowOf(input: Input): Input {
  if (input.kind !== "rows") throw new RangeError(`rows were expected where the schema has ${input.kind}`);
  return input.of;
}

/** What we read of the schema's own description of itself. */
type Node = {
  readonly def: {
    readonly type: string;
    readonly shape?: Readonly<Record<string, Node>>;
    readonly innerType?: Node;
    readonly element?: Node;
    readonly options?: readonly Node[];
    readonly discriminator?: string;
    readonly entries?: Readonly<Record<string, string>>;
    readonly values?: readonly string[];
    readonly valueType?: Node;
    readonly checks?: readonly { readonly _zod: { readonly def: Check } }[];
  };
  readonly meta: () => { readonly kind?: string; readonly form?: string; readonly to?: Referred } | undefined;
};

type Check = { readonly minimum?: number; readonly maximum?: number; readonly pattern?: RegExp };

function checksOf(node: Node | undefined): readonly Check[] {
  return (node?.def.checks ?? []).map(({ _zod }) => _zod.def);
}

function inputOf(node: Node): Input {
  const { kind, to } = node.meta() ?? {};
  if (kind === "words") return { kind, longest: longestOf(node.def.options?.[0]) };
  if (kind === "yes-no" || kind === "condition") return { kind };
  if (to !== undefined) return { kind: "reference", to, several: kind === "references" };
  switch (node.def.type) {
    case "optional":
      return inputOf(node.def.innerType as Node);
    case "string":
      return kind === undefined ? { kind: "line", longest: longestOf(node) } : scalarInput(node);
    case "enum":
      return { kind: "choice", choices: Object.values(node.def.entries ?? {}) };
    case "literal":
      return { kind: "choice", choices: node.def.values ?? [] };
    case "object":
      return { kind: "members", members: membersOf(node) };
    case "array":
      return rowsInput(node);
    case "record":
      return { kind: "named", of: inputOf(node.def.valueType as Node) };
    case "union":
      return node.def.discriminator === undefined
        ? { kind: "either", of: (node.def.options ?? []).map(inputOf) }
        : { kind: "kinds", of: (node.def.options ?? []).map((option) => kindOf(option)) };
    default:
      throw new RangeError(`no form for ${node.def.type}`);
  }
}

function rowsInput(node: Node): Input {
  const of = inputOf(node.def.element as Node);
  const least = checksOf(node).find(({ minimum }) => minimum !== undefined)?.minimum ?? 0;
  return of.kind === "reference" && least === 0 ? { ...of, several: true } : { kind: "rows", of, least };
}

function scalarInput(node: Node): Input {
  const { kind, form = "" } = node.meta() ?? {};
  const pattern = checksOf(node).find((check) => check.pattern !== undefined)?.pattern;
  return { kind: kind as ScalarKind, pattern: pattern?.source ?? "", form };
}

function membersOf(node: Node): readonly FormMember[] {
  return Object.entries(node.def.shape ?? {}).map(([member, inner]) => ({
    member,
    required: inner.def.type !== "optional",
    input: inputOf(inner),
  }));
}

function kindOf(option: Node): { readonly name: string; readonly members: readonly FormMember[] } {
  return { name: option.def.shape?.["kind"]?.def.values?.[0] ?? "", members: membersOf(option) };
}

function longestOf(node: Node | undefined): number {
  return checksOf(node).find(({ maximum }) => maximum !== undefined)?.maximum ?? 0;
}

/** What stands in each field, by its pointer. A list or a group that is there and holds nothing has the pointer of what would come next, "/sites/-". */
export type Fields = ReadonlyMap<string, string>;

export function fieldsOf(body: Json): Fields {
  const fields = new Map<string, string>();
  const walk = (value: Json, pointer: string): void => {
    if (typeof value !== "object" || value === null) fields.set(pointer, String(value));
    else {
      const inner = Object.entries(value).filter(([, item]) => item !== undefined);
      if (inner.length === 0) fields.set(`${pointer}/-`, "");
      for (const [step, item] of inner) walk(item as Json, `${pointer}/${escaped(step)}`);
    }
  };
  walk(body, "");
  return fields;
}

/**
 * The body that a filled form makes; fields that the form does not have, rows with nothing in them and texts left empty are not
 * part of it. Whether it can stand in the agreement is for `withPoint` to say.
 */
export function bodyOf(form: Input, fields: Fields): Json {
  return built(form, treeOf(fields)) ?? {};
}

/** Fields by their steps. */
type Tree = { text: string | null; readonly inner: Map<string, Tree> };

function treeOf(fields: Fields): Tree {
  const root: Tree = { text: null, inner: new Map() };
  for (const [pointer, text] of fields) {
    let here = root;
    for (const step of pointer.split("/").slice(1).map(unescaped)) {
      const next = here.inner.get(step) ?? { text: null, inner: new Map<string, Tree>() };
      here.inner.set(step, next);
      here = next;
    }
    here.text = text;
  }
  return root;
}

/** Nothing where nothing was filled in. */
function built(input: Input, tree: Tree | undefined): Json | undefined {
  if (tree === undefined) return undefined;
  switch (input.kind) {
    case "members":
      return builtMembers(input.members, tree);
    case "kinds": {
      const kind = input.of.find(({ name }) => name === tree.inner.get("kind")?.text) ?? input.of[0];
      return builtMembers(kind?.members ?? [], tree);
    }
    case "rows":
      return builtRows(input.of, tree);
    case "named":
      return builtNamed(input.of, tree);
    case "condition":
      return builtNamed(matcher, tree);
    case "either":
      return built(fitting(input.of, tree), tree);
    case "words":
      return tree.inner.size > 0 ? builtMembers(languages, tree) : textIn(tree);
    case "reference":
      return input.several && tree.inner.size > 0 ? builtRows(line, tree) : textIn(tree);
    default:
      return textIn(tree);
  }
}

const line: Input = { kind: "line", longest: 20_000 };
const languages: readonly FormMember[] = ["sv", "en"].map((member) => ({ member, required: false, input: line }));
/** What a property must be: a value, one of several, or compared with one. */
export const matcher: Input = {
  kind: "either",
  of: [line, { kind: "rows", of: line, least: 0 }, { kind: "members", members: matcherMembers() }],
};

function matcherMembers(): readonly FormMember[] {
  return ["at-least", "above", "at-most", "below", "not", "stated"].map((member) => ({
    member,
    required: false,
    input: member === "stated" ? { kind: "yes-no" } : line,
  }));
}

/** The form whose shape the filled fields have: text, rows by number, or members by name. */
function fitting(inputs: readonly Input[], tree: Tree): Input {
  const steps = [...tree.inner.keys()];
  const shapes: readonly Shape[] =
    steps.length === 0 ? ["text"] : steps.every((step) => /^(\d+|-)$/.test(step)) ? ["rows", "members"] : ["members"];
  const found = shapes.flatMap((shape) => inputs.find((input) => shapeOf(input) === shape) ?? []);
  return found[0] ?? (inputs[0] as Input);
}

export type Shape = "text" | "rows" | "members";

/** What stands where a form is: text, rows by number, or members by name. */
export function shapeOf({ kind }: Input): Shape {
  if (kind === "rows") return "rows";
  return kind === "members" || kind === "named" || kind === "kinds" || kind === "condition" ? "members" : "text";
}

function textIn({ text }: Tree): string | undefined {
  return text === null || text === "" ? undefined : text;
}

function builtMembers(members: readonly FormMember[], tree: Tree): Json | undefined {
  return groupOf(
    members.flatMap(({ member, input }) => pairOf(member, built(input, tree.inner.get(member)))),
    tree,
  );
}

function builtNamed(of: Input, tree: Tree): Json | undefined {
  return groupOf(
    [...tree.inner].flatMap(([name, inner]) => pairOf(name, built(of, inner))),
    tree,
  );
}

function pairOf(name: string, value: Json | undefined): readonly (readonly [string, Json])[] {
  return value === undefined ? [] : [[name, value]];
}

/** An empty group stands only where it was said to be there. */
function groupOf(pairs: readonly (readonly [string, Json])[], tree: Tree): Json | undefined {
  return pairs.length > 0 || tree.inner.has("-") ? Object.fromEntries(pairs) : undefined;
}

function builtRows(of: Input, tree: Tree): Json | undefined {
  const rows = [...tree.inner]
    .filter(([step]) => /^\d+$/.test(step))
    .sort(([a], [b]) => Number(a) - Number(b))
    .flatMap(([, inner]) => {
      const row = built(of, inner);
      return row === undefined ? [] : [row];
    });
  return rows.length > 0 || tree.inner.has("-") ? (rows as readonly Json[]) : undefined;
}

function escaped(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}

function unescaped(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
