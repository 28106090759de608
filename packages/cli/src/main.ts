/** The command line: overens. Results on stdout, words for people on stderr. */
import { Command, CommanderError } from "commander";
import { exit, languageOf, note, Unreadable, unreadableText } from "./terminal.ts";

const examples = `
Examples:
  overens check agreement.yaml
  overens evaluate agreement.yaml facts.jsonl --period 2026-10
  overens explain agreement.yaml facts.jsonl --period 2026-10 4.1
  overens render agreement.yaml --language sv > agreement.md
  overens import incidents log.csv --map mapping.yaml > facts.jsonl

Exit codes: 0 done (a missed target is a result), 1 a finding, 2 usage, 3 not allowed, 4 not reachable.`;

/** Runs one command and gives its exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  let code: number = exit.done;
  const program = new Command("overens").description("The service level agreement that both sides run on.").showHelpAfterError("(overens --help shows how)").showSuggestionAfterError().exitOverride().addHelpText("after", examples);
  const language = ["--language <sv|en>", "language of the words: sv or en (default: the terminal's)"] as const;
  program
    .command("check")
    .argument("<file>", "agreement in YAML or JSON, - for standard input")
    .description("say everything that is wrong or left open, at once")
    .option("--json", "print JSON")
    .option(...language)
    .action(async (file, options) => {
      code = await (await import("./commands/check.ts")).check(file, options);
    });
  program
    .command("evaluate")
    .argument("<agreement>", "agreement in YAML or JSON")
    .argument("<facts...>", "files of facts, one JSON object a line")
    .requiredOption("--period <label>", "2026-10, 2026-Q4, 2026 or 2026-10-15/2026-11-15")
    .option("--as-of <time>", "judge by what is known at this time (default: now)")
    .option("--json", "print JSON")
    .option("--fail-on-miss", "exit with 1 when a target is missed")
    .option(...language)
    .description("compute the result of a period")
    .action(async (agreement, facts, options) => {
      code = await (await import("./commands/evaluate.ts")).evaluate(agreement, facts, options);
    });
  program
    .command("explain")
    .argument("<agreement>")
    .argument("<facts>", "file of facts")
    .argument("[name]", "an objective, a service or a case; all when left out")
    .requiredOption("--period <label>", "as for evaluate")
    .option("--as-of <time>", "judge by what is known at this time (default: now)")
    .option("--json", "print the tree of reasons as JSON")
    .option(...language)
    .description("say why a figure or a clock is what it is")
    .action(async (agreement, facts, name, options) => {
      code = await (await import("./commands/explain.ts")).explain(agreement, [facts], name, options);
    });
  program
    .command("render")
    .argument("<file>", "agreement in YAML or JSON, - for standard input")
    .option("--json", "print the sections and points as JSON")
    .option(...language)
    .description("print the whole agreement as readable text (Markdown)")
    .action(async (file, options) => {
      code = await (await import("./commands/render.ts")).render(file, options);
    });
  const importing = program.command("import").description("turn other formats into facts");
  importing
    .command("incidents")
    .argument("<file>", "ticket log in CSV")
    .requiredOption("--map <mapping>", "mapping file, see examples/incidents/mapping.yaml")
    .option(...language)
    .description("a ticket system's audit log")
    .action(async (file, options) => {
      code = await (await import("./commands/import-incidents.ts")).importIncidents(file, options);
    });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage;
    if (error instanceof Unreadable) {
      note(unreadableText(error, languageOf(undefined)));
      return exit.finding;
    }
    throw error;
  }
}
