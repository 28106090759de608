/** Two versions of an agreement side by side, point by point: what differs in words, and what it means. */
import type { Agreement, Id } from "../agreement/agreement.ts";
import { type AgreementPoint, headId, pointsOf, referencesOf } from "../agreement/canonical.ts";
import type { Language } from "./format.ts";
import { type MeaningLine, meaningLines } from "./meaning-lines.ts";
import { memberName } from "./member-names.ts";
import { same } from "./pairs-of-entries.ts";
import { redline, type WordSpan } from "./redline.ts";
import { wordsByPoint } from "./render.ts";
import type { RenderedPoint } from "./rendered.ts";
import { named, type Speaker, sentence, speaker } from "./speaker.ts";

export type PointDifference = {
  readonly id: Id;
  readonly section: string;
  /** The section and the point as a reader calls them; as they were when the point is removed. */
  readonly sectionTitle: string;
  readonly title: string;
  /** `follows`: the point's own text stands as it was, and something that it refers to changes. */
  readonly change: "added" | "removed" | "changed" | "follows";
  /** For `follows`: the changed points that it leads to, nearest first, at most twenty. */
  readonly through: readonly Id[];
  /** The point in whole sentences, a line each, with what is taken away and put in. */
  readonly words: readonly WordSpan[];
  /** What the difference means, in the words of the field. */
  readonly meaning: readonly MeaningLine[];
};

/** Every point that differs, in the order of the later version; removed points come where they stood. Nothing where nothing differs. */
export function differenceOf(before: Agreement, after: Agreement, language: Language): readonly PointDifference[] {
  const [old, next] = [version(before, language), version(after, language)];
  const keys = inOrder([...old.points.keys()], [...next.points.keys()]);
  const changed = keys.filter((key) => !same(old.points.get(key)?.body, next.points.get(key)?.body));
  const own = new Map(changed.map((key) => [key, ownDifference(key, old, next)]));
  const ids = new Set(changed.map((key) => (next.points.get(key) ?? old.points.get(key))?.id ?? ""));
  const led = leadingTo(ids, next, new Set([...old.points.values()].map(({ id }) => id)));
  return keys.flatMap((key) => {
    const found = own.get(key);
    if (found) return [found];
    const point = next.points.get(key) as AgreementPoint;
    const through = led.get(point.id);
    return through === undefined ? [] : [followingDifference(key, through, own, old, next)];
  });
}

type Version = {
  readonly speaks: Speaker;
  /** By id; a second point of one id has a key of its own, so that nothing is lost of a draft that is not checked yet. */
  readonly points: ReadonlyMap<string, AgreementPoint>;
  readonly words: ReadonlyMap<Id, RenderedPoint>;
};

/** A draft is compared with one proposal after another, and read once. */
const known = { sv: new WeakMap<Agreement, Version>(), en: new WeakMap<Agreement, Version>() };

function version(agreement: Agreement, language: Language): Version {
  const before = known[language].get(agreement);
  if (before) return before;
  const points = new Map<string, AgreementPoint>();
  for (const point of pointsOf(agreement)) {
    let key = point.id;
    while (points.has(key)) key = `${key} again`;
    points.set(key, point);
  }
  const made = { speaks: speaker(agreement, language), points, words: wordsByPoint(agreement, language) };
  known[language].set(agreement, made);
  return made;
}

/** The keys of the later version, and each that is gone after the one it stood behind. */
function inOrder(old: readonly string[], next: readonly string[]): readonly string[] {
  const kept = new Set(next);
  const behind = new Map<string, string[]>();
  let last = "";
  for (const key of old) {
    if (kept.has(key)) last = key;
    else if (behind.has(last)) behind.get(last)?.push(key);
    else behind.set(last, [key]);
  }
  return [...(behind.get("") ?? []), ...next.flatMap((key) => [key, ...(behind.get(key) ?? [])])];
}

function ownDifference(key: string, old: Version, next: Version): PointDifference {
  const [from, to] = [old.points.get(key), next.points.get(key)];
  const { id, section } = (to ?? from) as AgreementPoint;
  const head = {
    ...titles(id, section, to ? next : old),
    id,
    section,
    through: [],
    words: redline(textOf(from, old), textOf(to, next)),
  };
  if (from && to) {
    const sides = {
      section,
      before: { body: from.body, speaks: old.speaks },
      after: { body: to.body, speaks: next.speaks },
    };
    return { ...head, change: "changed", meaning: meaningLines(sides) };
  }
  return { ...head, change: to ? "added" : "removed", meaning: [wholePoint(head.title, from, to, old, next)] };
}

/** A point that comes or goes, by its title and what it says first. */
function wholePoint(
  title: string,
  from: AgreementPoint | undefined,
  to: AgreementPoint | undefined,
  old: Version,
  next: Version,
): MeaningLine {
  const { say } = next.speaks;
  const first = (point: AgreementPoint | undefined, { words }: Version): string | null =>
    point === undefined ? null : (words.get(point.id)?.sentences[0] ?? title);
  const [before, after] = [first(from, old), first(to, next)];
  const label = to ? say("ny punkt", "new point") : say("punkten tas bort", "point removed");
  return { path: [], label, before, after, words: sentence(`${label}: ${title}. ${after ?? before ?? ""}`) };
}

function followingDifference(
  key: string,
  through: readonly Id[],
  own: ReadonlyMap<string, PointDifference>,
  old: Version,
  next: Version,
): PointDifference {
  const { id, section } = next.points.get(key) as AgreementPoint;
  const meaning = through.flatMap((reference): readonly MeaningLine[] => {
    const found = own.get(reference);
    if (!found) return [];
    const lines = found.meaning.slice(0, linesQuoted);
    const rest = found.meaning.length > linesQuoted ? " …" : "";
    const label = named(reference, found.title);
    const words = `${label}: ${lines.map((line) => line.words).join(" ")}${rest}`;
    return [{ path: [], label, before: null, after: null, words: sentence(words) }];
  });
  const words = redline(textOf(old.points.get(key), old), textOf(next.points.get(key), next));
  return { ...titles(id, section, next), id, section, change: "follows", through, words, meaning };
}

const linesQuoted = 3;

function titles(
  id: Id,
  section: string,
  { speaks, words }: Version,
): { readonly sectionTitle: string; readonly title: string } {
  const whole = speaks.say("avtalet", "the agreement");
  const sectionTitle = sentenceStart(id === headId ? whole : (memberName([section], speaks.language) ?? section));
  return { sectionTitle, title: id === headId ? sectionTitle : (words.get(id)?.title ?? id) };
}

function sentenceStart(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(point: AgreementPoint | undefined, { words }: Version): string {
  const found = point === undefined ? undefined : words.get(point.id);
  if (!found) return "";
  return [found.title, ...found.sentences, ...(found.rows ?? [])].filter((line) => line !== "").join("\n");
}

const mostThrough = 20;

/** For each point that does not change itself: the changed points that its references lead to, nearest first. */
function leadingTo(
  changed: ReadonlySet<Id>,
  { points }: Version,
  before: ReadonlySet<Id>,
): ReadonlyMap<Id, readonly Id[]> {
  const ids = new Set([...before, ...[...points.values()].map(({ id }) => id)]);
  const next = new Map([...points.values()].map((point) => [point.id, referencesOf(point, ids)]));
  const back = new Map<Id, Id[]>();
  for (const [id, references] of next)
    for (const reference of references) {
      const known = back.get(reference);
      if (known) known.push(id);
      else back.set(reference, [id]);
    }
  const touched = reached([...changed], (id) => back.get(id) ?? []);
  const led = new Map<Id, readonly Id[]>();
  for (const id of touched) {
    if (changed.has(id)) continue;
    led.set(id, nearest(id, next, changed));
  }
  return led;
}

function reached(from: readonly Id[], steps: (id: Id) => readonly Id[]): ReadonlySet<Id> {
  const seen = new Set(from);
  const waiting = [...from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const step of steps(id)) {
      if (seen.has(step)) continue;
      seen.add(step);
      waiting.push(step);
    }
  }
  return seen;
}

function nearest(id: Id, next: ReadonlyMap<Id, readonly Id[]>, changed: ReadonlySet<Id>): readonly Id[] {
  const seen = new Set([id]);
  const found: Id[] = [];
  let ring: readonly Id[] = [id];
  while (ring.length > 0 && found.length < mostThrough) {
    const outer: Id[] = [];
    for (const reference of ring.flatMap((here) => next.get(here) ?? [])) {
      if (seen.has(reference)) continue;
      seen.add(reference);
      if (changed.has(reference)) found.push(reference);
      else outer.push(reference);
    }
    ring = outer;
  }
  return found.slice(0, mostThrough);
}
