/** Reads agreements and facts for the commands; what is wrong comes back whole, never half done. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import {
  type Checked,
  type Collector,
  checkAgreement,
  collector,
  type Fact,
  instant,
  notYetHappened,
  type PlacedAgreement,
  type Problem,
  parseAgreement,
  parseFactLine,
  textOfBytes,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { bytesOf, note, Unreadable } from "./terminal.ts";

export type ReadAgreement = PlacedAgreement & { readonly warnings: readonly Problem[] };

/** An agreement without errors, and what it leaves open. */
export async function readAgreement(file: string): Promise<Checked<ReadAgreement>> {
  const text = textOfBytes(await bytesOf(file));
  if (!text.ok) return text;
  const parsed = parseAgreement(text.value);
  if (!parsed.ok) return parsed;
  const { zones, holidays } = timeTables();
  const problems = checkAgreement(parsed.value, {
    zones: new Set(zones.names),
    countries: new Set(holidays.countries),
  });
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return { ok: false, problems };
  return { ok: true, value: { ...parsed.value, warnings: problems }, warnings: problems };
}

export type FileProblem = { readonly file: string; readonly problem: Problem };
/** The most problems that are kept of one reading; the rest are counted. */
const mostProblems = 100;

export type FactProblems = { readonly problems: readonly FileProblem[]; readonly more: number };

/** Facts of one or more files, or what is wrong with them. */
export async function readFacts(files: readonly string[]): Promise<{ readonly facts: Collector } | FactProblems> {
  const facts = collector();
  const told = await eachFact(files, facts.add);
  return told.problems.length > 0 ? told : { facts };
}

/** Every fact of one or more files, one JSON object a line; progress on stderr once it has taken a second. */
export async function eachFact(files: readonly string[], take: (fact: Fact) => void): Promise<FactProblems> {
  const problems: FileProblem[] = [];
  let more = 0;
  const now = instant(Date.now());
  let shown: number = now;
  let lines = 0;
  for (const file of files) {
    let line = 0;
    for await (const text of linesOf(file)) {
      line += 1;
      lines += 1;
      if ((lines & 16_383) === 0 && Date.now() - shown > 1000) {
        shown = Date.now();
        note(`${lines} …`);
      }
      const content = line === 1 && text.startsWith("\u{feff}") ? text.slice(1) : text;
      if (content.trim() === "") continue;
      const read = parseFactLine(content, line);
      const wrong = read.ok ? notYetHappened(read.value, { path: "", line, column: 1 }, now) : read.problems;
      if (read.ok && wrong.length === 0) take(read.value);
      else
        for (const problem of wrong) {
          if (problems.length < mostProblems) problems.push({ file, problem });
          else more += 1;
        }
    }
  }
  return { problems, more };
}

async function* linesOf(file: string): AsyncIterable<string> {
  const stream = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 });
  const failed = new Promise<never>((_, reject) =>
    stream.once("error", (error: Error) => reject(new Unreadable(file, "code" in error ? String(error.code) : ""))),
  );
  failed.catch(() => undefined);
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([lines.next(), failed]);
    if (next.done) {
      await Promise.race([failed, new Promise((resolve) => setImmediate(resolve))]);
      return;
    }
    yield next.value;
  }
}
