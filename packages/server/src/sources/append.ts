/** Appends facts to a source: all of a batch or none, one commit before the receipt, the same request once however often it is sent. */
import { createHash, hash as digest } from "node:crypto";
import {
  countSampleLines,
  type Fact,
  type Hash,
  instant,
  instantText,
  type Language,
  notYetHappened,
  parseFactLine,
  problemText,
  sealedText,
  sourceName,
} from "@overens/core";
import { Refusal } from "../refusal.ts";
import type { Appender } from "./gather.ts";

export type Receipt = {
  readonly source: string;
  readonly sequence: number;
  readonly head: string;
  readonly hash: string;
  readonly facts: number;
  readonly known: boolean;
};
/** A line as received, and the fact it says. */
export type FactLine = { readonly text: string; readonly fact: Fact };
/** A body of facts as it will be kept: every line names its source. */
export type Received = { readonly body: string; readonly count: number };
/** The most lines whose mistakes are told; the rest are counted by whoever mends these. */
const mostDetails = 100;

/**
 * A body of facts for one source. What probes send, line upon line of plain samples, is read as a whole; anything else, and whatever
 * is wrong, line by line.
 */
export function factsFor(body: string, source: string, language: Language): Received {
  const whole = body.endsWith("\n") ? body.slice(0, -1) : body;
  const samples = countSampleLines(whole, source, instant(Date.now()));
  if (samples !== null) {
    const named = samples.areNamed ? whole : wholeWithSource(whole, source);
    return { body: named, count: samples.count };
  }
  return joined(factLines(body, source, language));
}

export function joined(lines: readonly FactLine[]): Received {
  return { body: lines.map(({ text }) => text).join("\n"), count: lines.length };
}

/**
 * Reads the lines of a body; any wrong line refuses the whole, with every line named.
 * @param source the name that a line may leave out; one that names another is refused. Null: each line names its own
 */
export function factLines(body: string, source: string | null, language: Language): readonly FactLine[] {
  const now = instant(Date.now());
  const details: { place: string; message: string; hint: string }[] = [];
  const lines: FactLine[] = [];
  const texts = (body.charCodeAt(0) === 0xfeff ? body.slice(1) : body).split("\n");
  texts.forEach((received, index) => {
    const trimmed = received.trim();
    if (trimmed === "") return;
    const { text, read } = lineOf(trimmed, source, index + 1);
    const wrong = read.ok ? notYetHappened(read.value, { path: "" }, now) : read.problems;
    if (!read.ok || wrong.length > 0)
      for (const found of wrong)
        details.push({
          place: `${index + 1}${found.at.path === "" ? "" : `: ${found.at.path}`}`,
          ...problemText(found, language),
        });
    else if (source !== null && read.value.source !== source)
      details.push({
        place: `${index + 1}: source`,
        message:
          language === "sv"
            ? `Raden anger källan "${read.value.source}".`
            : `The line names the source "${read.value.source}".`,
        hint: language === "sv" ? `Skriv "${source}" eller utelämna den.` : `Write "${source}" or leave it out.`,
      });
    else lines.push({ text, fact: read.value });
  });
  if (details.length > 0) throw new Refusal("facts-wrong", details.slice(0, mostDetails));
  return lines;
}

/** A fact sent to a source need not repeat its name. Where the word stands elsewhere in the line, both readings are tried. */
function lineOf(
  trimmed: string,
  source: string | null,
  line: number,
): { readonly text: string; readonly read: ReturnType<typeof parseFactLine> } {
  const named = source === null ? trimmed : withSource(trimmed, source);
  if (named === trimmed || !trimmed.includes('"source"')) return { text: named, read: parseFactLine(named, line) };
  const asIs = parseFactLine(trimmed, line);
  const completed = asIs.ok ? asIs : parseFactLine(named, line);
  return !asIs.ok && completed.ok ? { text: named, read: completed } : { text: trimmed, read: asIs };
}

function withSource(text: string, source: string): string {
  return text.startsWith('{"')
    ? `{"source":"${source}",${text.slice(1)}`
    : text.startsWith("{") && /\S/.test(text.slice(1, -1))
      ? `{"source":"${source}",${text.slice(1)}`
      : text;
}

/** What `withSource` makes of each line, of lines that all begin with a member. */
function wholeWithSource(text: string, source: string): string {
  return `{"source":"${source}",${text.slice(1).replaceAll("\n{", `\n{"source":"${source}",`)}`;
}

export async function appendFacts(
  append: Appender,
  source: string,
  { body, count }: Received,
  requestKey: string | null,
): Promise<Receipt> {
  const content = sha256(body);
  const at = new Date();
  const envelope = { at: instantText(instant(at.getTime())), kind: "facts", author: null, shown: null, content };
  // A sender's key stands under a word of its own, so that it is neither another body's hash nor a fold's.
  const key = requestKey === null ? content : `key ${requestKey}`;
  const entry = { at, kind: "facts", facts: count, body, content, seal: sha256(sealedText(envelope)), key };
  const row = await append(source, entry);
  if (row === "other-body") throw new Refusal("other-body");
  if (!row) throw new Refusal("not-found");
  return {
    source: sourceName(source),
    sequence: row.sequence,
    head: row.head,
    hash: content,
    facts: count,
    known: row.known,
  };
}

function sha256(text: string): Hash {
  return (
    typeof digest === "function" ? digest("sha256", text) : createHash("sha256").update(text).digest("hex")
  ) as Hash;
}
