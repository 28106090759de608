/** Reads an agreement from YAML or JSON. Every problem comes at once, with its place; nothing is guessed and nothing is half read. */
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import { bad, type Checked, good, type Place, type Problem } from "../basics/problem.ts";
import { nearest, problem } from "../basics/problem-codes.ts";
import type { Agreement } from "./agreement.ts";
import { readShape, type ShapeProblem } from "./schema.ts";

/** The most a document may be: bytes, levels and values. */
export const documentLimits = { bytes: 1_048_576, depth: 32, nodes: 100_000 } as const;

/** An agreement and where in its text each path stands. */
export type PlacedAgreement = { readonly agreement: Agreement; readonly placeOf: (path: readonly (string | number)[]) => Place };

/** Reads bytes as UTF-8 text; a byte order mark is dropped, other encodings and binary content are refused. */
export function textOfBytes(bytes: Uint8Array): Checked<string> {
  const start: Place = { path: "", line: 1, column: 1 };
  if (bytes.length > documentLimits.bytes) return bad([problem("too-large", start, { limit: "1 MiB" })]);
  const text = decodeUtf8(bytes);
  if (text === null || text.includes("\0")) return bad([problem("wrong-encoding", start, { found: text === null ? "not UTF-8" : "binary" })]);
  return good(text.startsWith("\u{feff}") ? text.slice(1) : text);
}

export function parseAgreement(text: string): Checked<PlacedAgreement> {
  const start: Place = { path: "", line: 1, column: 1 };
  if (text.length > documentLimits.bytes) return bad([problem("too-large", start, { limit: "1 MiB" })]);
  if (text.includes("\0")) return bad([problem("wrong-encoding", start, { found: "binary" })]);
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: "failsafe", lineCounter: lines, keepSourceTokens: false, uniqueKeys: false, prettyErrors: false, stringKeys: true });
  const syntax = document.errors.map(({ message, pos }) => problem("not-yaml", { path: "", ...lineAndColumn(lines, pos[0]) }, { found: message }));
  if (syntax.length > 0) return bad(syntax);
  if (document.contents === null) return bad([problem("empty-document", start, {})]);
  const refused = refusedNodes(document.contents, lines);
  if (refused.length > 0) return bad(refused);
  const placeOf = (path: readonly (string | number)[]): Place => placeIn(document.contents, path, lines);
  const read = readShape(document.toJS({ maxAliasCount: 0 }));
  if ("agreement" in read) return good({ agreement: read.agreement, placeOf });
  return bad(read.problems.map((found) => shapeProblem(found, document.contents, placeOf)));
}

/** Aliases, tags, doubled members, and documents too deep or too many-valued to be an agreement. */
function refusedNodes(root: Node, lines: LineCounter): readonly Problem[] {
  const problems: Problem[] = [];
  let nodes = 0;
  const at = (node: { readonly range?: readonly number[] | null | undefined }, path: readonly unknown[]): Place => ({ path: pathText(keysOf(path)), ...lineAndColumn(lines, node.range?.[0] ?? 0) });
  visit(root as never, (_, node, path) => {
    nodes += 1;
    if (nodes > documentLimits.nodes) {
      problems.push(problem("too-large", at(root, []), { limit: `${documentLimits.nodes} values` }));
      return visit.BREAK;
    }
    if (path.filter((step) => isMap(step) || isSeq(step)).length >= documentLimits.depth) {
      problems.push(problem("too-deep", at(node as Node, path), { limit: documentLimits.depth }));
      return visit.BREAK;
    }
    if (isAlias(node) || (!isPair(node) && (node as { anchor?: string } | null)?.anchor)) problems.push(problem("alias-refused", at(node as Node, path), {}));
    else if ((isMap(node) || isSeq(node) || isScalar(node)) && node.tag !== undefined && !coreTags.has(node.tag)) problems.push(problem("tag-refused", at(node, path), {}));
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
  return problems;
}

const coreTags: ReadonlySet<string> = new Set(["tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"]);

function shapeProblem({ path, kind, member = "", known = [], form = "" }: ShapeProblem, root: unknown, placeOf: PlacedAgreement["placeOf"]): Problem {
  const at = placeOf(path);
  switch (kind) {
    case "unknown-member":
      return problem("unknown-member", at, { member, nearest: nearest(member, known) });
    case "missing-member":
      return problem("missing-member", placeOf(path.slice(0, -1)), { member });
    case "wrong-form": {
      const found = foundAt(root, path);
      if (/\d,\d/.test(found)) return problem("decimal-comma", at, { found, mend: found.replace(/(\d),(\d)/g, "$1.$2") });
      if (found.includes("\u2212")) return problem("typographic-minus", at, { found, mend: found.replaceAll("\u2212", "-") });
      return problem("wrong-form", at, { found, form });
    }
  }
}

function foundAt(root: unknown, path: readonly (string | number)[]): string {
  let here = root;
  for (const step of path) here = isMap(here) || isSeq(here) ? here.get(step, true) : undefined;
  return isScalar(here) ? String(here.value) : isSeq(here) ? "a list" : isMap(here) ? "members" : "";
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
  return path.reduce<string>((before, step) => (typeof step === "number" ? `${before}[${step}]` : before === "" ? step : `${before}.${step}`), "");
}

function keysOf(path: readonly unknown[]): readonly string[] {
  return path.flatMap((step) => (isPair(step) && isScalar(step.key) ? [String(step.key.value)] : []));
}

/** UTF-8 by hand, since the core has no TextDecoder: null for any byte that is not well-formed (RFC 3629). */
function decodeUtf8(bytes: Uint8Array): string | null {
  const parts: string[] = [];
  let units: number[] = [];
  for (let index = 0; index < bytes.length; ) {
    const first = bytes[index] as number;
    const length = first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
    if (length === 0 || index + length > bytes.length) return null;
    let point = length === 1 ? first : first & (0xff >> (length + 1));
    for (let next = 1; next < length; next++) {
      const byte = bytes[index + next] as number;
      if ((byte & 0xc0) !== 0x80) return null;
      point = (point << 6) | (byte & 0x3f);
    }
    if ((length === 3 && point < 0x800) || (length === 4 && (point < 0x10000 || point > 0x10ffff)) || (point >= 0xd800 && point <= 0xdfff)) return null;
    if (point > 0xffff) units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
    else units.push(point);
    if (units.length > 8000) {
      parts.push(String.fromCharCode(...units));
      units = [];
    }
    index += length;
  }
  parts.push(String.fromCharCode(...units));
  return parts.join("");
}
