/** overens hash FACTS: the hash of each fact, which a correction names in supersedes. */
import { factHash, factName } from "@overens/core";
import { eachFact } from "../read.ts";
import { exit, languageOf, note, print, problemLines } from "../terminal.ts";

export async function hashFacts(files: readonly string[], options: { readonly language?: string }): Promise<number> {
  const problems = await eachFact(files, (fact) => print(`${factHash(fact)}  ${factName(fact)}`));
  if (problems.problems.length === 0) return exit.done;
  const language = languageOf(options.language);
  note(problems.problems.map(({ file, problem }) => problemLines(file, [problem], language)).join("\n"));
  return exit.finding;
}
