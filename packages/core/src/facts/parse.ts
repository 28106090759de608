/**
 * Facts on the wire: one JSON object a line, snake_case members, RFC 3339 times with an offset. Reading is strict: what is
 * unknown is named, never dropped. Numbers and truth values among properties become text: 2 is "2", true is "yes".
 */
import { canonicalJson, type Json } from "../basics/canonical-json.ts";
import { type Hash, hashText } from "../basics/hash.ts";
import { bad, type Checked, good, type Place, type Problem } from "../basics/problem.ts";
import { nearest, problem } from "../basics/problem-codes.ts";
import type { Instant, Milliseconds } from "../basics/quantity.ts";
import { parseDecimal } from "../basics/ratio.ts";
import { instantText, parseInstant } from "../time/zone.ts";
import { countNames, doubledMember } from "./doubled.ts";
import type { Fact, Properties } from "./fact.ts";
import { instantOfSlot, longestSample, longestText, readSampleLine } from "./sample-line.ts";

/** The longest a line may be, in characters. */
export const longestLine = 65_536;

type Member =
  | "text"
  | "time"
  | "count"
  | "length"
  | "decimal"
  | "properties"
  | "list"
  | { readonly oneOf: readonly string[] };
type Form = { readonly needs: Readonly<Record<string, Member>>; readonly may: Readonly<Record<string, Member>> };

const told = { source: "text", id: "text", subject: "text" } as const;
const also = { properties: "properties", supersedes: "text" } as const;
const sampled = { source: "text", subject: "text", slot: "time", length_ms: "length" } as const;
const span = { from: "time", until: "time" } as const;

/** What each kind of fact is made of. */
const forms: Readonly<Record<Fact["kind"], Form>> = {
  outage: { needs: { ...told, ...span }, may: also },
  "outage-began": { needs: { ...told, at: "time" }, may: also },
  "outage-ended": { needs: { ...told, outage: "text", at: "time" }, may: also },
  sample: { needs: { ...sampled, state: { oneOf: ["up", "down", "unknown"] } }, may: { supersedes: "text" } },
  counter: { needs: { ...sampled, total: "count", good: "count" }, may: { supersedes: "text" } },
  quantity: { needs: { ...sampled, value: "decimal", unit: "text" }, may: { supersedes: "text" } },
  ticket: {
    needs: {
      ...told,
      ticket: "text",
      at: "time",
      event: {
        oneOf: [
          "opened",
          "answered",
          "updated",
          "customer-wrote",
          "waiting",
          "resumed",
          "priority-changed",
          "resolved",
          "reopened",
          "closed",
          "cancelled",
        ],
      },
    },
    may: { ...also, reason: "text" },
  },
  delivery: { needs: { ...told, promised: "time" }, may: { ...also, delivered: "time" } },
  notice: {
    needs: { ...told, ...span, notice: { oneOf: ["maintenance", "force-majeure", "customer", "supplier"] } },
    may: { ...also, announced: "time" },
  },
  charge: { needs: { ...told, ...span, amount: "decimal", currency: "text" }, may: { ...also, charge: "text" } },
  volume: { needs: { ...told, ...span, measure: "text", value: "decimal" }, may: also },
  score: { needs: { ...told, at: "time", value: "decimal", of: "text" }, may: also },
  configuration: { needs: { ...told, from: "time" }, may: { ...also, until: "time", members: "list" } },
  attestation: {
    needs: { ...told, ...span, objective: "text", value: "decimal" },
    may: { ...also, by: "text", evidence: "text" },
  },
  withdrawal: { needs: { source: "text", id: "text", supersedes: "text" }, may: {} },
};
export const factKinds = Object.keys(forms) as readonly Fact["kind"][];

/** Names that the wire has and the core says otherwise. */
const renamed: Readonly<Record<string, string>> = { length_ms: "length" };

/** Reads one line of a file of facts; `line` counts from 1. */
export function parseFactLine(text: string, line: number): Checked<Fact> {
  const plain = readSampleLine(text);
  if (plain) return good(plain);
  const at: Place = { path: "", line, column: 1 };
  if (text.length > longestLine) return bad([problem("line-too-long", at, { limit: longestLine })]);
  if (text.includes("\ufffd") || text.includes("\0"))
    return bad([
      problem("wrong-encoding", { ...at, column: text.search(/[\ufffd\0]/) + 1 }, { found: lostEncoding(text) }),
    ]);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return bad([problem("not-json", at, { found: text.length > 40 ? `${text.slice(0, 40)} …` : text })]); // engines say why in words of their own
  }
  const read = parseFact(value, at);
  if (read.ok) {
    const doubled = countNames(text) === Object.keys(value as object).length ? null : doubledMember(text);
    return doubled === null
      ? read
      : bad([
          problem(
            "duplicate-member",
            { ...at, path: doubled, column: text.lastIndexOf(`"${doubled}"`) + 1 },
            { member: doubled },
          ),
        ]);
  }
  return bad(
    read.problems.map((found) => ({
      ...found,
      at: { ...found.at, column: Math.max(text.indexOf(`"${found.at.path}"`), 0) + 1 },
    })),
  );
}

/** What the text was before it was read as UTF-8: half of UTF-16's bytes are zero here, and a lost character stands for each byte of Latin-1 that is no letter of English. */
function lostEncoding(text: string): string {
  if (!text.includes("\0")) return "lost";
  return text.split("\0").length * 3 > text.length ? "UTF-16" : "binary";
}

/** Reads one fact from its JSON value. */
export function parseFact(value: unknown, at: Place): Checked<Fact> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return bad([problem("wrong-form", at, { found: kindOf(value), form: "a JSON object" })]);
  const wire = value as Readonly<Record<string, unknown>>;
  const fast = wire["kind"] === "sample" ? readSample(wire) : null;
  if (fast) return good(fast);
  const kind = wire["kind"];
  const form = typeof kind === "string" && Object.hasOwn(forms, kind) ? forms[kind as Fact["kind"]] : undefined;
  if (!form)
    return bad([problem("unknown-kind", { ...at, path: "kind" }, { found: String(kind ?? ""), known: factKinds })]);
  const problems: Problem[] = [];
  const fact: Record<string, unknown> = { kind };
  for (const [member, found] of Object.entries(wire)) {
    if (member === "kind") continue;
    const shape = form.needs[member] ?? form.may[member];
    if (shape === undefined)
      problems.push(
        problem(
          "unknown-member",
          { ...at, path: member },
          { member, nearest: nearest(member, [...Object.keys(form.needs), ...Object.keys(form.may)]) },
        ),
      );
    else fact[renamed[member] ?? member] = readMember(found, shape, { ...at, path: member }, problems);
  }
  const meant = new Set(problems.map(({ data }) => data["nearest"])); // a misspelt member is one problem, not two
  for (const member of Object.keys(form.needs))
    if (!Object.hasOwn(wire, member) && !meant.has(member)) problems.push(problem("missing-member", at, { member }));
  if (problems.length === 0) problems.push(...contradictions(fact as Fact, at));
  return problems.length > 0 ? bad(problems) : good(fact as Fact);
}

function readSample(wire: Readonly<Record<string, unknown>>): Fact | null {
  const { source, subject, slot, length_ms: length, state } = wire;
  let members = 0;
  for (const _ in wire) members += 1;
  if (
    members !== 6 ||
    typeof source !== "string" ||
    typeof subject !== "string" ||
    typeof slot !== "string" ||
    source === "" ||
    subject === "" ||
    source.length > longestText ||
    subject.length > longestText
  )
    return null;
  if (
    !(state === "up" || state === "down" || state === "unknown") ||
    !Number.isSafeInteger(length) ||
    (length as number) <= 0 ||
    (length as number) > longestSample
  )
    return null;
  const at = instantOfSlot(slot);
  return at === null ? null : { kind: "sample", source, subject, slot: at, length: length as Milliseconds, state };
}

function readMember(found: unknown, shape: Member, at: Place, problems: Problem[]): unknown {
  const wrong = (form: string, mend = ""): undefined => {
    problems.push(problem("wrong-form", at, { found: kindOf(found), form, mend }));
    return undefined;
  };
  if (typeof shape === "object") {
    if (typeof found === "string" && shape.oneOf.includes(found)) return found;
    problems.push(
      problem("wrong-form", at, {
        found: kindOf(found),
        form: `one of ${shape.oneOf.join(", ")}`,
        mend: nearest(kindOf(found), shape.oneOf),
      }),
    );
    return undefined;
  }
  switch (shape) {
    case "text":
      return typeof found === "string" && found !== "" && found.length <= longestText && !/\p{Surrogate}/u.test(found)
        ? found
        : wrong("text", typeof found === "number" ? `"${found}"` : "");
    case "time":
      return readTime(found, at, problems);
    case "count":
      if (Number.isSafeInteger(found) && (found as number) >= 0) return found;
      problems.push(
        problem("not-a-count", at, {
          member: at.path,
          found: typeof found === "string" ? `"${found}"` : kindOf(found),
        }),
      );
      return undefined;
    case "length":
      return Number.isSafeInteger(found) && (found as number) > 0 && (found as number) <= longestSample
        ? found
        : wrong("milliseconds, more than 0 and at most 31 days");
    case "decimal":
      return readDecimal(found, at, problems);
    case "list":
      return Array.isArray(found) && found.every((item) => typeof item === "string" && item !== "")
        ? found
        : wrong("a list of names");
    case "properties":
      return readProperties(found) ?? wrong("an object of texts");
  }
}

/** A decimal number as text; one with a decimal comma or a typographic minus is told how it is written here. */
function readDecimal(found: unknown, at: Place, problems: Problem[]): string | undefined {
  const text = typeof found === "number" ? String(found) : kindOf(found);
  if (typeof found === "string" && parseDecimal(found) !== null && !found.includes("\u2212")) return found;
  const mend = text
    .replace(/[\s\u00a0\u202f](?=\d{3})/g, "")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(",", ".");
  const mended = typeof found === "string" && parseDecimal(mend) !== null;
  if (mended && text.includes(",")) problems.push(problem("decimal-comma", at, { found: text, mend: `"${mend}"` }));
  else if (mended && /[\u2010-\u2015\u2212]/.test(text))
    problems.push(problem("typographic-dash", at, { found: text, mend: `"${mend}"` }));
  else
    problems.push(
      problem("wrong-form", at, {
        found: text,
        form: 'a decimal number as text: "4000.00"',
        mend: parseDecimal(mend) === null ? "" : `"${mend}"`,
      }),
    );
  return undefined;
}

function readTime(found: unknown, at: Place, problems: Problem[]): Instant | undefined {
  const read = typeof found === "string" ? parseInstant(found) : "no-time";
  if (typeof read === "number") return read;
  problems.push(problem(read === "no-zone" ? "time-without-zone" : "impossible-time", at, { found: kindOf(found) }));
  return undefined;
}

function readProperties(found: unknown): Properties | null {
  if (typeof found !== "object" || found === null || Array.isArray(found)) return null;
  const properties: Record<string, string> = {};
  for (const [property, value] of Object.entries(found)) {
    if (typeof value === "string") properties[property] = value;
    else if (typeof value === "boolean") properties[property] = value ? "yes" : "no";
    else if (Number.isSafeInteger(value)) properties[property] = String(value);
    else return null;
  }
  return properties;
}

function contradictions(fact: Fact, at: Place): readonly Problem[] {
  if ("from" in fact && fact.until !== undefined && fact.until < fact.from)
    return [
      problem(
        "ends-before-it-starts",
        { ...at, path: "until" },
        { from: instantText(fact.from), until: instantText(fact.until) },
      ),
    ];
  if (fact.kind === "counter" && fact.good > fact.total)
    return [problem("good-exceeds-total", { ...at, path: "good" }, { good: fact.good, total: fact.total })];
  return [];
}

/** The fact in its one wire form: what is hashed, stored in blocks and sent on. */
export function factJson(fact: Fact): { readonly [member: string]: Json } {
  const wire: Record<string, Json> = {};
  for (const [member, value] of Object.entries(fact)) {
    if (value === undefined) continue;
    if (member === "length") wire["length_ms"] = value as number;
    else
      wire[member] = times.has(member) && typeof value === "number" ? instantText(value as Instant) : (value as Json);
  }
  return wire;
}

const times: ReadonlySet<string> = new Set(["at", "from", "until", "slot", "promised", "delivered", "announced"]);

/** Facts do not change, so each is written in canonical form once. */
const canonical = new WeakMap<Fact, string>();

export function canonicalFact(fact: Fact): string {
  const known = canonical.get(fact);
  if (known !== undefined) return known;
  const text = canonicalJson(factJson(fact));
  canonical.set(fact, text);
  return text;
}

export function factHash(fact: Fact): Hash {
  return hashText(canonicalFact(fact));
}

/** How reasons name a fact: source and id, or source, subject and slot. */
export function factName(fact: Fact): string {
  return "id" in fact ? `${fact.source}/${fact.id}` : `${fact.source}/${fact.subject}@${instantText(fact.slot)}`;
}

function kindOf(value: unknown): string {
  return typeof value === "string"
    ? value
    : Array.isArray(value)
      ? "a list"
      : typeof value === "object" && value !== null
        ? "an object"
        : String(value);
}
