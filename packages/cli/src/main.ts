/** The command line: overens. Results on stdout, words for people on stderr. */
import { Command, CommanderError } from "commander";
import { exit, languageOf, note, Unreadable, unreadableText } from "./terminal.ts";

const examples = `
Examples:
  overens check agreement.yaml
  overens evaluate agreement.yaml facts.jsonl --period 2026-10
  overens explain agreement.yaml facts.jsonl --period 2026-10 4.1
  overens render agreement.yaml --language sv > agreement.md
  overens start
  overens room add agreement.yaml facts.jsonl
  overens export ROOM -o room.overens && overens verify room.overens
  overens import incidents log.csv --map mapping.yaml > facts.jsonl

Exit codes: 0 done (a missed target is a result), 1 a finding, 2 usage, 3 not allowed, 4 not reachable.`;

/** Runs one command and gives its exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  let code: number = exit.done;
  const program = new Command("overens")
    .description("The service level agreement that both sides run on.")
    .showHelpAfterError("(overens --help shows how)")
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText("after", examples);
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
    .option("--markdown", "print the statement as Markdown, with the reasons of each miss")
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
  program
    .command("hash")
    .argument(
      "<files...>",
      "agreements (.yaml, .json), or files of facts, one JSON object a line, - for standard input",
    )
    .option(...language)
    .description(
      "print an agreement's checksum, which every signer sees, or the hash of each fact, which corrections name",
    )
    .action(async (files, options) => {
      code = await (await import("./commands/hash.ts")).hash(files, options);
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
  const server = ["--server <url>", "the server to speak to (default: OVERENS_URL, or http://localhost:4747)"] as const;
  importing
    .command("bundle")
    .argument("<file>", "file of overens export, - for standard input")
    .option(...server)
    .option("--json", "print JSON")
    .option(...language)
    .description("a room from another server, with its journal, facts and statements")
    .action(async (file, options) => {
      code = await (await import("./commands/room.ts")).importBundle(file, options);
    });
  const room = program.command("room").description("rooms of a running server");
  room
    .command("add")
    .argument("<agreement>", "agreement in YAML or JSON")
    .argument("[facts...]", "files of facts, one JSON object a line")
    .option("--period <label>", "the period that the room opens with")
    .option("--organisation <name>", "the provider as an organisation that several rooms share")
    .option("--subscribe <source...>", "sources of that organisation to read, such as norrdrift.storage")
    .option(...server)
    .option("--json", "print JSON")
    .option(...language)
    .description("add a room with an agreement and facts of your own")
    .action(async (agreement, facts, options) => {
      code = await (await import("./commands/room.ts")).addRoom(agreement, facts, options);
    });
  room
    .command("list")
    .option(...server)
    .option("--json", "print JSON")
    .option(...language)
    .description("the rooms there are")
    .action(async (options) => {
      code = await (await import("./commands/room.ts")).listRooms(options);
    });
  program
    .command("export")
    .argument("<room>", "the room's id, as room list shows it")
    .option("-o, --output <file>", "where to write (default: standard output)")
    .option(...server)
    .option(...language)
    .description("write a room with its journal, facts and statements to one file")
    .action(async (id, options) => {
      code = await (await import("./commands/room.ts")).exportBundle(id, options);
    });
  program
    .command("verify")
    .argument("<file>", "file of overens export, - for standard input")
    .option("--head <hash...>", "heads you kept from before; each must still be there")
    .option("--json", "print JSON")
    .option(...language)
    .description("check such a file without any server: chains, bodies, and every statement computed again")
    .action(async (file, options) => {
      code = await (await import("./commands/verify.ts")).verify(file, options);
    });
  program
    .command("start")
    .option("--port <number>", "port on this machine (default: 4747)")
    .option("--data <folder>", "data folder (default: .overens)")
    .description("run the server with its database")
    .action(async (options) => {
      code = await (await import("./commands/start.ts")).start(options);
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
