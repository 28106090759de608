/** Reads an agreement from YAML or JSON. Every problem comes at once, with its place; nothing is guessed and nothing is half read. */
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import { bad, type Checked, good, type Place, type Problem } from "../basics/problem.ts";
import { nearest, problem } from "../basics/problem-codes.ts";
import type { Agreement } from "./agreement.ts";
import { otherSpellings, type Spelling } from "./mend.ts";
import { readShape, type ShapeProblem } from "./schema.ts";

/** The most a document may be: bytes, levels and values. */
export const documentLimits = { bytes: 1_048_576, depth: 32, nodes: 100_000 } as const;

/** An agreement and where in its text each path stands. */
export type PlacedAgreement = {
  readonly agreement: Agreement;
  readonly placeOf: (path: readonly (string | number)[]) => Place;
};

/** Reads bytes as UTF-8 text; a byte order mark is dropped, other encodings and binary content are refused. */
export function textOfBytes(bytes: Uint8Array): Checked<string> {
  const start: Place = { path: "", line: 1, column: 1 };
  if (bytes.length > documentLimits.bytes)
    return bad([problem("too-large", start, { limit: documentLimits.bytes, unit: "bytes" })]);
  const encoding =
    bytes[0] === 0xfe || bytes[0] === 0xff || (bytes[0] === 0) !== (bytes[1] === 0)
      ? "UTF-16"
      : bytes.some(isControl)
        ? "binary"
        : null;
  if (encoding) return bad([problem("wrong-encoding", start, { found: encoding })]);
  const { text, wrongAt } = decodeUtf8(bytes);
  if (wrongAt !== null)
    return bad([
      problem("wrong-encoding", endOf(text), { found: `0x${(bytes[wrongAt] ?? 0).toString(16).toUpperCase()}` }),
    ]);
  return good(text.startsWith("\u{feff}") ? text.slice(1) : text);
}

/** Characters that text does not have: controls other than tab and the ends of lines and pages. */
function isControl(unit: number): boolean {
  return unit < 0x20 && (unit < 0x09 || unit > 0x0d);
}

/** The place just after a text. */
function endOf(text: string): Place {
  const lines = text.split("\n");
  return { path: "", line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

export function parseAgreement(text: string): Checked<PlacedAgreement> {
  const start: Place = { path: "", line: 1, column: 1 };
  if (text.length > documentLimits.bytes)
    return bad([problem("too-large", start, { limit: documentLimits.bytes, unit: "bytes" })]);
  if (text.includes("\0")) return bad([problem("wrong-encoding", start, { found: "binary" })]);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: "failsafe",
    lineCounter: lines,
    keepSourceTokens: false,
    uniqueKeys: false,
    prettyErrors: false,
    stringKeys: true,
  });
  const syntax = document.errors.map(({ code, message, pos }) =>
    problem("not-yaml", { path: "", ...lineAndColumn(lines, pos[0]) }, { found: syntaxCause(code, message) }),
  );
  const tabs = syntax.filter(({ data }) => data["found"] === "tab");
  if (syntax.length > 0) return bad(onePerLine(tabs.length > 0 ? tabs : syntax.slice(0, 1))); // what comes after the first place follows from it more often than not
  if (document.contents === null) return bad([problem("empty-document", start, {})]);
  const refused = refusedNodes(document.contents, lines);
  if (refused.length > 0) return bad(refused);
  const placeOf = (path: readonly (string | number)[]): Place => placeIn(document.contents, path, lines);
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  const read = readShape(value);
  if ("agreement" in read) return good({ agreement: read.agreement, placeOf });
  return bad(shapeProblems(read.problems, value, document.contents, placeOf));
}

/** A document with some of its texts replaced; its comments, its order and all else stay as they were written. */
export function withTexts(
  text: string,
  changes: readonly { readonly path: readonly (string | number)[]; readonly text: string }[],
): string {
  const document = parseDocument(text, { schema: "failsafe" });
  for (const change of changes) document.setIn(change.path, change.text);
  return document.toString({ lineWidth: 0 });
}

/** What the reader of YAML stumbled on, in one of the few words that the languages know. */
function syntaxCause(code: string, message: string): string {
  if (/quote/i.test(message)) return "open-quote";
  if (/Nested mappings/.test(message)) return "colon-in-text";
  if (/Implicit map keys|Implicit keys|KEY_OVER|MULTILINE_IMPLICIT/.test(`${message} ${code}`)) return "colon";
  if (/Missing , /.test(message)) return "comma";
  if (/must end with a [\]}]|Flow (map|sequence) in/i.test(message)) return "open-bracket";
  if (code === "TAB_AS_INDENT") return "tab";
  if (code === "BAD_INDENT") return "indentation";
  if (code === "MULTIPLE_DOCS") return "several-documents";
  if (code === "BAD_SCALAR_START") return "reserved-start";
  return "unexpected";
}

/** Aliases, tags, doubled members, and documents too deep or too many-valued to be an agreement. */
function refusedNodes(root: Node, lines: LineCounter): readonly Problem[] {
  const problems: Problem[] = [];
  let nodes = 0;
  const at = (node: { readonly range?: readonly number[] | null | undefined }, path: readonly unknown[]): Place => ({
    path: pathText(stepsTo(path, node)),
    ...lineAndColumn(lines, node.range?.[0] ?? 0),
  });
  visit(root as never, (_, node, path) => {
    nodes += 1;
    if (nodes > documentLimits.nodes) {
      problems.push(problem("too-large", at(root, []), { limit: documentLimits.nodes, unit: "values" }));
      return visit.BREAK;
    }
    if (path.filter((step) => isMap(step) || isSeq(step)).length >= documentLimits.depth) {
      problems.push(problem("too-deep", at(node as Node, path), { limit: documentLimits.depth }));
      return visit.BREAK;
    }
    if (isAlias(node) || (!isPair(node) && (node as { anchor?: string } | null)?.anchor))
      problems.push(problem("alias-refused", at(node as Node, path), {}));
    else if ((isMap(node) || isSeq(node) || isScalar(node)) && node.tag !== undefined && !coreTags.has(node.tag))
      problems.push(problem("tag-refused", at(node, path), {}));
    if (isMap(node)) {
      const seen = new Set<string>();
      for (const { key } of node.items) {
        const member = String(isScalar(key) ? key.value : key);
        if (seen.has(member)) problems.push(problem("duplicate-member", at(key as Node, [...path, node]), { member }));
        seen.add(member);
      }
    }
    return undefined;
  });
  return onePerLine(problems);
}

/** The first of each code on a line: what follows from it, or is mended with it, is not told again. */
function onePerLine(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(
    ({ code, at }, index) => problems.findIndex((other) => other.code === code && other.at.line === at.line) === index,
  );
}

const coreTags: ReadonlySet<string> = new Set([
  "tag:yaml.org,2002:str",
  "tag:yaml.org,2002:map",
  "tag:yaml.org,2002:seq",
]);

function shapeProblems(
  found: readonly ShapeProblem[],
  value: unknown,
  root: unknown,
  placeOf: PlacedAgreement["placeOf"],
): readonly Problem[] {
  const cut = found.flatMap((shape) => cutFigure(shape, root) ?? []);
  const unknown = found.filter(({ kind }) => kind === "unknown-member");
  const meant = new Set(
    unknown.map(({ path, member = "", known = [] }) => pathText([...path.slice(0, -1), nearest(member, known)])),
  );
  const taken = new Set(cut.flatMap(({ path, rest }) => [pathText(path), pathText([...path.slice(0, -1), rest])]));
  const spellings = acceptedSpellings(found, value, root);
  return [
    ...cut.map(({ path, text, mend }) => problem("decimal-comma", placeOf(path), { found: text, mend })),
    ...found
      .filter(
        ({ path, kind }) => !taken.has(pathText(path)) && !(kind === "missing-member" && meant.has(pathText(path))),
      ) // a misspelt member is one problem, not two
      .map((shape) => shapeProblem(shape, root, spellings, placeOf)),
  ];
}

function shapeProblem(
  { path, kind, member = "", known = [], form = "" }: ShapeProblem,
  root: unknown,
  spellings: ReadonlyMap<string, Spelling>,
  placeOf: PlacedAgreement["placeOf"],
): Problem {
  const at = placeOf(path);
  switch (kind) {
    case "unknown-member":
      return problem("unknown-member", at, { member, nearest: nearest(member, known) });
    case "missing-member":
      return problem("missing-member", placeOf(path.slice(0, -1)), { member });
    case "wrong-form": {
      const found = foundAt(root, path);
      const spelling = spellings.get(pathText(path));
      if (spelling === undefined || spelling.code === "wrong-form")
        return problem("wrong-form", at, { found, form, mend: spelling?.mend ?? nearest(found, known) });
      return problem(spelling.code, at, { found, mend: spelling.mend });
    }
  }
}

/** In { at-least: 99,9 % } the comma ends the value, and what was meant as its decimals becomes a member of its own. */
function cutFigure(
  { path, kind, member = "" }: ShapeProblem,
  root: unknown,
):
  | readonly {
      readonly path: readonly (string | number)[];
      readonly rest: string;
      readonly text: string;
      readonly mend: string;
    }[]
  | null {
  if (kind !== "unknown-member" || !/^\d/.test(member)) return null;
  const around = nodeAt(root, path.slice(0, -1));
  if (!isMap(around)) return null;
  const index = around.items.findIndex(({ key }) => isScalar(key) && key.value === member);
  const [before, rest] = [around.items[index - 1], around.items[index]];
  if (
    !before ||
    !isScalar(before.key) ||
    !isScalar(before.value) ||
    (rest?.value !== null && !(isScalar(rest?.value) && rest.value.value === "")) ||
    !/\d$/.test(String(before.value.value))
  )
    return null;
  const text = `${before.value.value},${member}`;
  return [
    {
      path: [...path.slice(0, -1), String(before.key.value)],
      rest: member,
      text,
      mend: otherSpellings(text)[0]?.mend ?? "",
    },
  ];
}

/** For each text of a wrong form, the first other spelling of it that the schema takes in its place. */
function acceptedSpellings(
  problems: readonly ShapeProblem[],
  value: unknown,
  root: unknown,
): ReadonlyMap<string, Spelling> {
  const accepted = new Map<string, Spelling>();
  let waiting = problems.flatMap(({ path, kind }) =>
    kind === "wrong-form" ? [{ path, spellings: otherSpellings(foundAt(root, path)) }] : [],
  );
  for (let turn = 0; waiting.some(({ spellings }) => turn < spellings.length); turn++) {
    const tried = waiting.flatMap(({ path, spellings }) =>
      spellings.slice(turn, turn + 1).map(({ mend }) => ({ path, mend })),
    );
    const read = readShape(tried.reduce((document, { path, mend }) => replaced(document, path, mend), value));
    const wrong = new Set("agreement" in read ? [] : read.problems.map(({ path }) => pathText(path)));
    waiting = waiting.filter(({ path, spellings }) => {
      const spelling = spellings[turn];
      if (!spelling || wrong.has(pathText(path))) return true;
      accepted.set(pathText(path), spelling);
      return false;
    });
  }
  return accepted;
}

/** A copy of a document's value with one text of it replaced. */
function replaced(value: unknown, [step, ...rest]: readonly (string | number)[], text: string): unknown {
  if (step === undefined) return text;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaced(item, rest, text) : item));
  return {
    ...(value as Record<string, unknown>),
    [step]: replaced((value as Record<string, unknown>)[step], rest, text),
  };
}

function nodeAt(root: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((here, step) => (isMap(here) || isSeq(here) ? here.get(step, true) : undefined), root);
}

function foundAt(root: unknown, path: readonly (string | number)[]): string {
  const here = nodeAt(root, path);
  return isScalar(here)
    ? String(here.value)
    : isSeq(here)
      ? here.items.length === 0
        ? "[]"
        : "a list"
      : isMap(here)
        ? "members"
        : "";
}

/** The place of a path's value, or of the nearest thing around it that the text has. */
function placeIn(root: unknown, path: readonly (string | number)[], lines: LineCounter): Place {
  let here = root;
  let offset = offsetOf(root);
  for (const step of path) {
    if (isMap(here)) {
      const pair = here.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) break;
      offset = offsetOf(pair.value) ?? offsetOf(pair.key) ?? offset;
      here = pair.value;
    } else if (isSeq(here)) {
      here = here.items[Number(step)];
      offset = offsetOf(here) ?? offset;
    } else break;
  }
  return { path: pathText(path), ...lineAndColumn(lines, offset ?? 0) };
}

function offsetOf(node: unknown): number | undefined {
  return (node as { range?: readonly number[] | null } | null | undefined)?.range?.[0];
}

function lineAndColumn(lines: LineCounter, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** objectives[2].calendar */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (before, step) => (typeof step === "number" ? `${before}[${step}]` : before === "" ? step : `${before}.${step}`),
    "",
  );
}

/** The path of a node from its ancestors, as the visitor has them: names of members, and places in lists. */
function stepsTo(ancestors: readonly unknown[], node: unknown): readonly (string | number)[] {
  return ancestors.flatMap((ancestor, index): readonly (string | number)[] => {
    if (isPair(ancestor) && isScalar(ancestor.key)) return [String(ancestor.key.value)];
    return isSeq(ancestor) ? [ancestor.items.indexOf(ancestors[index + 1] ?? node)] : [];
  });
}

/** UTF-8 by hand, since the core has no TextDecoder: the text up to the first byte that is not well-formed (RFC 3629), and where that byte is. */
function decodeUtf8(bytes: Uint8Array): { readonly text: string; readonly wrongAt: number | null } {
  const parts: string[] = [];
  let units: number[] = [];
  let index = 0;
  while (index < bytes.length) {
    const { point, length } = pointAt(bytes, index);
    if (length === 0) break;
    if (point > 0xffff) units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
    else units.push(point);
    if (units.length > 8000) {
      parts.push(String.fromCharCode(...units));
      units = [];
    }
    index += length;
  }
  parts.push(String.fromCharCode(...units));
  return { text: parts.join(""), wrongAt: index < bytes.length ? index : null };
}

/** The code point that starts at a byte and how many bytes it takes; none when they are not well-formed. */
function pointAt(bytes: Uint8Array, index: number): { readonly point: number; readonly length: number } {
  const none = { point: 0, length: 0 };
  const first = bytes[index] as number;
  const length =
    first < 0x80
      ? 1
      : first >= 0xc2 && first < 0xe0
        ? 2
        : first >= 0xe0 && first < 0xf0
          ? 3
          : first >= 0xf0 && first < 0xf5
            ? 4
            : 0;
  if (length === 0 || index + length > bytes.length) return none;
  let point = length === 1 ? first : first & (0xff >> (length + 1));
  for (let next = 1; next < length; next++) {
    const byte = bytes[index + next] as number;
    if ((byte & 0xc0) !== 0x80) return none;
    point = (point << 6) | (byte & 0x3f);
  }
  const wrong =
    (length === 3 && point < 0x800) ||
    (length === 4 && (point < 0x10000 || point > 0x10ffff)) ||
    (point >= 0xd800 && point <= 0xdfff);
  return wrong ? none : { point, length };
}
