/**
 * Canonical form, meaning hashes and root. A point's meaning covers the point and the meanings of every point it refers to,
 * so whoever moves the calendar `office` reopens every objective that uses it, and nothing else.
 */
import type { Json } from "../basics/canonical-json.ts";
import { canonicalJson } from "../basics/canonical-json.ts";
import { type Hash, hashJson, hashParts, hmacText, utf8 } from "../basics/hash.ts";
import type { Agreement } from "./agreement.ts";

/** The members of the document that stand outside every point: version, title, zone, currency, language, documents. */
export const headId = "agreement";

export type AgreementPoint = {
  readonly id: string;
  readonly section: string;
  readonly path: readonly (string | number)[];
  readonly body: Json;
};
export type Meaning = { readonly id: string; readonly meaning: Hash };

/** Sections whose list entries, or which themselves, are points. */
const pointLists = [
  "definitions",
  "background",
  "ground-rules",
  "services",
  "volumes",
  "calendars",
  "clocks",
  "objectives",
  "continuity",
  "charges",
  "remedies",
  "liability",
  "responsibilities",
  "escalation",
  "disputes",
  "reviews",
] as const;
const pointSections = ["priorities", "reporting", "changes", "notices", "term"] as const;

/** How a section holds its points: many in a list, or itself the only one. Null for what is no section of points. */
export function pointsIn(section: string): "list" | "one" | null {
  if (section === "exclusions" || (pointLists as readonly string[]).includes(section)) return "list";
  return (pointSections as readonly string[]).includes(section) ? "one" : null;
}

/** Every point of the agreement in the order of the document; what stands outside them is the first, named `agreement`. */
export function pointsOf(agreement: Agreement): readonly AgreementPoint[] {
  const document = agreement as unknown as Readonly<Record<string, Json>>;
  const points: AgreementPoint[] = [];
  const head: Record<string, Json> = {};
  for (const [section, content] of Object.entries(document)) {
    if (content === undefined) continue;
    if ((pointLists as readonly string[]).includes(section) && Array.isArray(content)) {
      content.forEach((body, index) => points.push({ id: idOf(body), section, path: [section, index], body }));
    } else if (
      (pointSections as readonly string[]).includes(section) &&
      isObject(content) &&
      typeof content["id"] === "string"
    ) {
      points.push({ id: content["id"], section, path: [section], body: content });
    } else if (section === "measurement" && isObject(content)) {
      const { exclusions, ...rest } = content as { readonly exclusions?: readonly Json[] } & Readonly<
        Record<string, Json>
      >;
      head[section] = rest as Json;
      (exclusions ?? []).forEach((body, index) =>
        points.push({ id: idOf(body), section: "exclusions", path: [section, "exclusions", index], body }),
      );
    } else head[section] = content;
  }
  return [{ id: headId, section: "agreement", path: [], body: head }, ...points];
}

/** The points that a point refers to: every text in it that is the id of another point, outside its words. */
export function referencesOf(point: AgreementPoint, ids: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>();
  const walk = (value: Json | undefined, member: string): void => {
    if (typeof value === "string") {
      if (referring.has(member) && value !== point.id && ids.has(value)) found.add(value);
    } else if (Array.isArray(value)) for (const item of value) walk(item, member);
    else if (isObject(value)) for (const [key, item] of Object.entries(value)) walk(item, key);
  };
  walk(point.body, "");
  return [...found].sort();
}

/** The points that refer to one of this name. */
export function referringTo(agreement: Agreement, id: string): readonly string[] {
  const ids = new Set([id]);
  return pointsOf(agreement).flatMap((point) => (referencesOf(point, ids).length > 0 ? [point.id] : []));
}

/** Members whose text is the name of another point. */
const referring: ReadonlySet<string> = new Set([
  "because",
  "service",
  "calendar",
  "clock",
  "exclusions",
  "remedy",
  "base",
  "level",
]);

/** The meaning hash of every point, in order of id. @throws {RangeError} when references go in a circle; checks name it first */
export function meaningHashes(agreement: Agreement): readonly Meaning[] {
  const points = pointsOf(agreement);
  const byId = new Map(points.map((point) => [point.id, point]));
  const ids = new Set(byId.keys());
  const known = new Map<string, Hash>();
  const under = new Set<string>();
  const meaningOf = (id: string): Hash => {
    const before = known.get(id);
    if (before) return before;
    if (under.has(id)) throw new RangeError(`references of ${id} go in a circle`);
    under.add(id);
    const point = byId.get(id) as AgreementPoint;
    const meaning = hashJson({
      point: point.body,
      refers: referencesOf(point, ids).map((reference) => [reference, meaningOf(reference)]),
    });
    under.delete(id);
    known.set(id, meaning);
    return meaning;
  };
  return [...ids].sort().map((id) => ({ id, meaning: meaningOf(id) }));
}

/** The ids of a circle of references, or null when there is none. */
export function circleOfReferences(agreement: Agreement): readonly string[] | null {
  const points = pointsOf(agreement);
  const ids = new Set(points.map(({ id }) => id));
  const next = new Map(points.map((point) => [point.id, referencesOf(point, ids)]));
  const done = new Set<string>();
  const search = (id: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (done.has(id)) return null;
    for (const reference of next.get(id) ?? []) {
      const circle = search(reference, [...path, id]);
      if (circle) return circle;
    }
    done.add(id);
    return null;
  };
  for (const id of ids) {
    const circle = search(id, []);
    if (circle) return circle;
  }
  return null;
}

/**
 * The version's root: a Merkle root over its points in order of id. A leaf hides its point's name behind the room's secret, so
 * that who sees one point cannot guess its neighbours; a lone file uses 32 zero bytes.
 */
export function rootOf(agreement: Agreement, secret: Uint8Array = new Uint8Array(32)): Hash {
  const points = [...pointsOf(agreement)].sort((a, b) => (a.id < b.id ? -1 : 1));
  return merkleRoot(points.map(({ id, body }) => hashParts(0, hmacText(secret, id), utf8(canonicalJson(body)))));
}

/** RFC 6962's tree: a leaf stands alone where the count is odd. */
function merkleRoot(leaves: readonly Hash[]): Hash {
  if (leaves.length === 1) return leaves[0] as Hash;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return hashParts(1, merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split)));
}

function idOf(body: Json): string {
  return isObject(body) && typeof body["id"] === "string" ? body["id"] : "";
}

function isObject(value: unknown): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
