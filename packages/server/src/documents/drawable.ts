/** Texts as a page can show them: what has no form, or would move other letters about, stands as its code point. */
import type { Json } from "@overens/core";

/** Control, format and private characters, unassigned ones and halves of pairs. Joiners may stand between letters, soft hyphens and line-break places anywhere. */
const formless =
  /(?<![\p{L}\p{M}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}])|(?![\u00ad\u200b\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** A longer run without a place to break is given some, since its line would leave the page. */
const longestRun = 32;

/** @param unseen characters that no font at hand can draw */
export function drawable(text: string, unseen: ReadonlySet<string>): string {
  return lines(text)
    .map((line) => broken(runs(line, unseen).map(shown).join("")))
    .join("\n");
}

/** The same of every text in a value. */
export function drawableJson(value: Json, unseen: ReadonlySet<string>): Json {
  if (typeof value === "string") return drawable(value, unseen);
  if (Array.isArray(value)) return value.map((item: Json) => drawableJson(item, unseen));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, drawableJson(item as Json, unseen)]));
}

/** The characters of a value's texts that stand as their code points: "U+1F600". */
export function codesIn(value: Json, unseen: ReadonlySet<string>): readonly string[] {
  if (typeof value === "string")
    return lines(value).flatMap((line) => runs(line, unseen).flatMap((run) => ("codes" in run ? run.codes : [])));
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((item) => codesIn(item as Json, unseen));
}

type Run = { readonly text: string } | { readonly codes: readonly string[] };

function lines(text: string): readonly string[] {
  return text.replace(/\r\n?/g, "\n").replaceAll("\t", " ").split("\n");
}

/** A line in turns of what is drawn and what is named. */
function runs(line: string, unseen: ReadonlySet<string>): readonly Run[] {
  const without = new Set([...line.matchAll(formless)].map(({ index }) => index));
  if (without.size === 0 && unseen.size === 0) return [{ text: line }];
  const found: ({ text: string } | { codes: string[] })[] = [];
  let at = 0;
  for (const character of line) {
    const last = found.at(-1);
    if (without.has(at) || unseen.has(character)) {
      if (last && "codes" in last) last.codes.push(code(character));
      else found.push({ codes: [code(character)] });
    } else if (last && "text" in last) last.text += character;
    else found.push({ text: character });
    at += character.length;
  }
  return found;
}

function shown(run: Run): string {
  return "text" in run ? run.text : `⟨${run.codes.join(" ")}⟩`;
}

function code(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/**
 * Long runs get places where a line may break (U+200B, which has no width). A checksum stays whole, so that it can be copied, and
 * fits; so does the name of a code point.
 */
function broken(line: string): string {
  return line.replace(new RegExp(`[^\\s\u200b]{${longestRun + 1},}`, "gu"), (run) =>
    /^[0-9a-f]{64}[.,;]?$/.test(run) ? run : withBreaks(run.match(codeNameOrCharacter) ?? []),
  );
}

const codeNameOrCharacter = /⟨?U\+[0-9A-F]{4,6}⟩?|./gsu;
/** About this many characters stand between two places to break. */
const breakEvery = 8;

function withBreaks(parts: readonly string[]): string {
  let text = "";
  let since = 0;
  for (const part of parts) {
    if (since > 0 && since + part.length > breakEvery) {
      text += "\u200b";
      since = 0;
    }
    text += part;
    since += part.length;
  }
  return text;
}
