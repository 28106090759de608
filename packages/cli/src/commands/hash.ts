/** overens hash FILE: an agreement's checksum, which everybody who signs sees; or the hash of each fact, which a correction names in supersedes. */
import { factHash, factName, rootOf, textOfBytes } from "@overens/core";
import { eachFact, readAgreement } from "../read.ts";
import { bytesOf, exit, languageOf, note, print, problemLines } from "../terminal.ts";

export async function hash(files: readonly string[], options: { readonly language?: string }): Promise<number> {
  const codes: number[] = [];
  for (const file of files) codes.push(await ((await isAgreement(file)) ? hashAgreement : hashFacts)(file, options));
  return Math.max(...codes);
}

/** Agreements are YAML, or one JSON object that names the version of its language; facts are lines. */
async function isAgreement(file: string): Promise<boolean> {
  if (/\.ya?ml$/i.test(file)) return true;
  if (!/\.json$/i.test(file)) return false;
  const text = textOfBytes(await bytesOf(file));
  try {
    return text.ok && "overens" in JSON.parse(text.value);
  } catch {
    return false;
  }
}

async function hashAgreement(file: string, options: { readonly language?: string }): Promise<number> {
  const read = await readAgreement(file);
  if (read.ok) print(rootOf(read.value.agreement));
  else note(problemLines(file, read.problems, languageOf(options.language)));
  return read.ok ? exit.done : exit.finding;
}

async function hashFacts(file: string, options: { readonly language?: string }): Promise<number> {
  const problems = await eachFact([file], (fact) => print(`${factHash(fact)}  ${factName(fact)}`));
  if (problems.problems.length === 0) return exit.done;
  const language = languageOf(options.language);
  note(problems.problems.map(({ file, problem }) => problemLines(file, [problem], language)).join("\n"));
  return exit.finding;
}
