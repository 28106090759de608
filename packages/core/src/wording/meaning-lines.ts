/**
 * What a change means, one line for each thing that differs, in the words of the field: "Tidsgräns: 4 h → 2 h". A change is
 * found by walking the point before and after side by side, so that no member can change unseen.
 */
import type { Condition } from "../agreement/agreement.ts";
import type { Json } from "../basics/canonical-json.ts";
import { differenceOfHours } from "./difference-of-hours.ts";
import type { Language } from "./format.ts";
import { itemName, memberName } from "./member-names.ts";
import { pairsOf, same } from "./pairs-of-entries.ts";
import { bounds, condition, type Speaker, sentence } from "./speaker.ts";
import { allowanceWords, feeRhythm, type Sides, timeLimitName, unsaid } from "./telling.ts";
import { hoursWords, isCondition, isMembers, isTextByLanguage, valueWords } from "./value-words.ts";

export type MeaningLine = {
  /** Where in the point it stands: members, and places in lists. */
  readonly path: readonly (string | number)[];
  /** What the thing is called. */
  readonly label: string;
  /** What it was and is; null where it was not or is no longer there. */
  readonly before: string | null;
  readonly after: string | null;
  /** The whole line. */
  readonly words: string;
};

type Place = {
  readonly path: readonly (string | number)[];
  /** Which entry of a list it is about: "prioritet 1". */
  readonly whom: readonly string[];
};

type Members = { readonly [member: string]: Json };

export function meaningLines(sides: Sides): readonly MeaningLine[] {
  return linesOf(sides.before.body, sides.after.body, { path: [], whom: [] }, sides);
}

function linesOf(
  before: Json | undefined,
  after: Json | undefined,
  place: Place,
  sides: Sides,
): readonly MeaningLine[] {
  if (same(before, after)) return [];
  const named = namedPath(place, sides);
  if (isTextByLanguage(before) || isTextByLanguage(after)) return textLines(before, after, place, sides);
  if (sides.section === "calendars" && place.path.at(-1) === "hours")
    return differenceOfHours(before, after, sides.after.speaks).map((found) =>
      lineOf([...place.path, ...found.path], place, found, sides),
    );
  const around = named.at(-2);
  if (around === "overrides" || place.path.at(-1) === "on-holidays") return [spansLine(before, after, place, sides)];
  if (isCondition(place.path)) return [valueLine(before, after, place, sides)];
  if (isMembers(before ?? after) && isMembers(after ?? before))
    return memberLines((before ?? {}) as Members, (after ?? {}) as Members, place, sides);
  if (isEntries(before) || isEntries(after)) return entryLines(listOf(before), listOf(after), place, sides);
  if (Array.isArray(before ?? []) && Array.isArray(after ?? []))
    return listLines(listOf(before), listOf(after), place, sides);
  return [valueLine(before, after, place, sides)];
}

const comparators = ["at-least", "above", "at-most", "below"] as const;

function memberLines(before: Members, after: Members, place: Place, sides: Sides): readonly MeaningLine[] {
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const compared = members.filter((member) => (comparators as readonly string[]).includes(member));
  const bound = compared.find((member) => !same(before[member], after[member]));
  return members.flatMap((member) => {
    if (compared.includes(member)) return member === bound ? [comparisonLine(before, after, member, place, sides)] : [];
    const whom = member === "stands-in" ? [...place.whom, placeName(place, sides)] : place.whom;
    return linesOf(before[member], after[member], { whom, path: [...place.path, member] }, sides);
  });
}

/** A bound is one thing, whichever of the four comparisons says it: "minst 99,9 % → mer än 99,9 %". */
function comparisonLine(before: Members, after: Members, member: string, place: Place, sides: Sides): MeaningLine {
  const read = (members: Members, speaks: Speaker): string | null => bounds(members as never, speaks) || null;
  const found = { before: read(before, sides.before.speaks), after: read(after, sides.after.speaks) };
  const label = placeName(place, sides);
  return lineOf(
    [...place.path, member],
    place,
    { label, ...found, note: allowanceWords(place.path, before, after, sides) },
    sides,
  );
}

function placeName(place: Place, sides: Sides): string {
  const { say, language } = sides.after.speaks;
  if (
    namedPath(place, sides)
      .filter((step) => typeof step === "string")
      .at(-1) === "tiers"
  )
    return say("utfall", "figure");
  return memberName(namedPath(place, sides), language) ?? "";
}

/** Lists of plain values: what came and what went; the same values in another order are told too. */
function listLines(
  before: readonly Json[],
  after: readonly Json[],
  place: Place,
  sides: Sides,
): readonly MeaningLine[] {
  const [old, next] = [new Set(before), new Set(after)];
  const gone = before.filter((item) => !next.has(item));
  const come = after.filter((item) => !old.has(item));
  if (gone.length + come.length === 0 || (gone.length > 0 && come.length > 0))
    return [valueLine(before, after, place, sides)];
  const [list, other] = gone.length > 0 ? [gone, undefined] : [undefined, come];
  const path = [...place.path, (gone.length > 0 ? before : after).findIndex((item) => item === (gone[0] ?? come[0]))];
  return [{ ...valueLine(list, other, place, sides), path }];
}

/** Lists of entries: those of one id, or of one condition, are compared with each other; the rest in order. */
function entryLines(
  before: readonly Json[],
  after: readonly Json[],
  place: Place,
  sides: Sides,
): readonly MeaningLine[] {
  const pairs = pairsOf(before, after);
  const lines = pairs.flatMap(({ from, to }) => {
    const index = to ?? from ?? 0;
    const old = from === null ? undefined : before[from];
    const next = to === null ? undefined : after[to];
    const inside = {
      path: [...place.path, index],
      whom: [...place.whom, ...entryName(next ?? old, index, place, sides)],
    };
    if (old !== undefined && next !== undefined) return linesOf(old, next, inside, sides);
    return [wholeEntry(old, next, inside, place, sides)];
  });
  const kept = pairs.flatMap(({ from, to }) => (from === null || to === null ? [] : [{ from, to }]));
  const moved = kept.some(({ from }, index) => from < (kept[index - 1]?.from ?? -1));
  return moved ? [...lines, orderLine(before, after, place, sides)] : lines;
}

function entryName(entry: Json | undefined, index: number, place: Place, sides: Sides): readonly string[] {
  const { speaks } = sides.after;
  if (!isMembers(entry) || isTextByLanguage(entry)) return [];
  if (isMembers(entry["when"])) return [condition(entry["when"] as Condition, speaks)];
  const one = itemName(namedPath(place, sides), speaks.language);
  if (typeof entry["id"] === "string") return [`${one} ${entry["id"]}`];
  return place.path.at(-1) === "target" && Array.isArray(entry) ? [] : [`${one} ${index + 1}`];
}

/** An entry that comes or goes, with all that it says. */
function wholeEntry(
  before: Json | undefined,
  after: Json | undefined,
  inside: Place,
  place: Place,
  sides: Sides,
): MeaningLine {
  const read = (value: Json | undefined, speaks: Speaker): string | null =>
    value === undefined ? null : wholeWords(value, namedPath(place, sides), speaks);
  const entry = inside.whom.length > place.whom.length;
  const label = entry ? (inside.whom.at(-1) ?? "") : placeName(place, sides);
  const found = { label, before: read(before, sides.before.speaks), after: read(after, sides.after.speaks) };
  const line = lineOf(inside.path, place, found, sides);
  if (!entry) return line;
  const { say } = sides.after.speaks;
  const change = found.before === null ? say("tillkommer", "added") : say("tas bort", "removed");
  const says = found.before ?? found.after ?? "";
  return { ...line, words: sentence(`${inside.whom.join(", ")} ${change}${says === "" ? "" : `: ${says}`}`) };
}

/** All that an entry says, member by member. */
function wholeWords(value: Json, path: readonly (string | number)[], speaks: Speaker): string {
  if (!isMembers(value) || isTextByLanguage(value)) return quoted(valueWords(value, path, speaks), true);
  const bound = bounds(value as never, speaks);
  const rest = Object.entries(value)
    .filter(
      ([member, inner]) =>
        inner !== undefined && !(comparators as readonly string[]).includes(member) && member !== "id",
    )
    .map(([member, inner]) =>
      isMembers(inner) && !isTextByLanguage(inner) && !isCondition([member])
        ? wholeWords(inner, [...path, member], speaks)
        : `${memberName([...path, member], speaks.language) ?? member} ${
            Array.isArray(inner) && inner.some((item) => isMembers(item))
              ? inner.map((item) => wholeWords(item, [...path, member], speaks)).join("; ")
              : valueWords(inner, [...path, member], speaks)
          }`,
    );
  return [bound, ...rest].filter((part) => part !== "").join(", ");
}

function orderLine(before: readonly Json[], after: readonly Json[], place: Place, sides: Sides): MeaningLine {
  const { say } = sides.after.speaks;
  const ids = (list: readonly Json[]): string =>
    list.map((item, index) => (isMembers(item) ? String(item["id"] ?? index + 1) : String(item))).join(", ");
  const label = `${placeName(place, sides)}, ${say("ordning", "order")}`;
  return lineOf(place.path, place, { label, before: ids(before), after: ids(after) }, sides);
}

/** Words of the parties in the language that speaks, or in the other where only they differ; a translation that comes or goes is told by itself. */
function textLines(
  before: Json | undefined,
  after: Json | undefined,
  place: Place,
  sides: Sides,
): readonly MeaningLine[] {
  const { speaks } = sides.after;
  const read = (value: Json | undefined, language: Language): string | null =>
    isTextByLanguage(value) ? (value[language] ?? null) : value === undefined ? null : String(value);
  const languages: readonly Language[] = speaks.language === "sv" ? ["sv", "en"] : ["en", "sv"];
  const found = languages
    .map((language) => ({ language, old: read(before, language), next: read(after, language) }))
    .filter(({ old, next }) => old !== next);
  if (found.length === 0) {
    const words = excerpts(read(after, speaks.language), null)[0];
    return [lineOf(place.path, place, { label: placeName(place, sides), before: words, after: words }, sides)];
  }
  const translated =
    before !== undefined && after !== undefined && found.some(({ old, next }) => old === null || next === null);
  return (translated ? found : found.slice(0, 1)).map(({ language, old, next }) => {
    const [from, to] = excerpts(old, next);
    const label = `${placeName(place, sides)}${language === speaks.language && !translated ? "" : ` ${inLanguage(language, speaks)}`}`;
    return lineOf(place.path, place, { label, before: from, after: to }, sides);
  });
}

function inLanguage(language: Language, { say }: Speaker): string {
  return language === "sv" ? say("på svenska", "in Swedish") : say("på engelska", "in English");
}

const longestQuoted = 90;

/** Two texts from a little before where they part, quoted. */
function excerpts(before: string | null, after: string | null): readonly [string | null, string | null] {
  let apart = 0;
  if (before !== null && after !== null) while (apart < before.length && before[apart] === after[apart]) apart += 1;
  const start =
    (before?.length ?? 0) <= longestQuoted && (after?.length ?? 0) <= longestQuoted ? 0 : Math.max(0, apart - 20);
  const cut = (text: string | null): string | null => {
    if (text === null) return null;
    const end = Math.max(start + longestQuoted, apart + 30);
    const shown = text.slice(start, end).replace(/^\p{Surrogate}|\p{Surrogate}$/gu, ""); // half of a character at a cut
    return `"${start > 0 ? "…" : ""}${shown}${text.length > end ? "…" : ""}"`;
  };
  return [cut(before), cut(after)];
}

/** Hours of a date, or of holidays. */
function spansLine(before: Json | undefined, after: Json | undefined, place: Place, sides: Sides): MeaningLine {
  const read = (value: Json | undefined, speaks: Speaker): string | null =>
    value === undefined
      ? null
      : Array.isArray(value)
        ? hoursWords(value.map(String), speaks)
        : valueWords(value, place.path, speaks);
  return lineOf(
    place.path,
    place,
    {
      label: placeName(place, sides),
      before: read(before, sides.before.speaks),
      after: read(after, sides.after.speaks),
    },
    sides,
  );
}

function valueLine(before: Json | undefined, after: Json | undefined, place: Place, sides: Sides): MeaningLine {
  const path = namedPath(place, sides);
  const read = (value: Json | undefined, speaks: Speaker): string | null =>
    value === undefined
      ? unsaid(place.path, sides, speaks)
      : quoted(valueWords(value, path, speaks), isWords(place.path));
  const label = timeLimitName(place.path, sides) ?? placeName(place, sides);
  const [from, to] = [read(before, sides.before.speaks), read(after, sides.after.speaks)];
  if (typeof before === "string" && typeof after === "string" && isWords(place.path)) {
    const [old, next] = excerpts(before, after);
    return lineOf(place.path, place, { label, before: old, after: next }, sides);
  }
  if (from === to && before === undefined)
    return lineOf(place.path, place, { label, before: null, after: to, note: stated(sides) }, sides);
  if (from === to && after === undefined)
    return lineOf(place.path, place, { label, before: from, after: null, note: stated(sides) }, sides);
  return lineOf(place.path, place, { label, before: from, after: to, note: feeRhythm(place.path, sides) }, sides);
}

/** What is written out, or left out, where it holds anyway. */
function stated({ after: { speaks } }: Sides): string {
  return speaks.say(" (gäller också utan att det står)", " (holds without being stated too)");
}

const wordsOfParties: ReadonlySet<string> = new Set([
  "action",
  "agenda",
  "description",
  "evidence",
  "exit-duties",
  "function",
  "hand-over-point",
  "index",
  "intent",
  "meaning",
  "measured",
  "measures",
  "name",
  "not-included",
  "restore-test",
  "term",
  "text",
  "title",
]);

function isWords(path: readonly (string | number)[]): boolean {
  return wordsOfParties.has(String(path.filter((step) => typeof step === "string").at(-1)));
}

function quoted(words: string, are: boolean): string {
  return are ? `"${words}"` : words;
}

type Found = {
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly note?: string;
};

function lineOf(
  path: readonly (string | number)[],
  { whom }: Place,
  { label, before, after, note = "" }: Found,
  { after: { speaks } }: Sides,
): MeaningLine {
  const about = [...whom, label].filter((part) => part !== "").join(", ");
  const change =
    before === null
      ? speaks.say(`${after} tillkommer`, `${after} added`)
      : after === null
        ? speaks.say(`${before} tas bort`, `${before} removed`)
        : before === after
          ? `${after} ${speaks.say("(skrivs på annat sätt, betyder detsamma)", "(written otherwise, means the same)")}`
          : `${before} → ${after}`;
  return { path, label, before, after, words: sentence(`${about}: ${change}${note}`).replace(/([.!?]")\.$/, "$1") };
}

/** The path with the point's section, as members are named by. */
function namedPath(place: Place, sides: Sides): readonly (string | number)[] {
  return [sides.section, ...place.path];
}

function isEntries(value: Json | undefined): boolean {
  return Array.isArray(value) && value.some((item) => isMembers(item as Json));
}

function listOf(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
