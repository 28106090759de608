/** overens verify FILE: whether a bundle holds together, with nobody's server involved. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { type Hash, verifiedText, verifyBundle } from "@overens/core";
import { timeTables, withSignatures } from "@overens/tables";
import { exit, languageOf, note, print, Unreadable } from "../terminal.ts";

export async function verify(
  file: string,
  options: { readonly head?: readonly string[]; readonly json?: boolean; readonly language?: string },
): Promise<number> {
  const language = languageOf(options.language);
  const heads = options.head ?? [];
  if (heads.some((head) => !/^[0-9a-f]{64}$/.test(head))) {
    note(language === "sv" ? "--head är 64 hexadecimala siffror." : "--head is 64 hexadecimal digits.");
    return exit.usage;
  }
  const verified = await withSignatures(verifyBundle(await linesOf(file), timeTables(), heads as readonly Hash[]));
  const { claims: _, ...told } = verified;
  print(options.json ? JSON.stringify(told, null, 2) : verifiedText(file, verified, language));
  return verified.holds ? exit.done : exit.finding;
}

async function linesOf(file: string): Promise<readonly string[]> {
  const stream = file === "-" ? process.stdin : createReadStream(file, { encoding: "utf8" });
  const failed = new Promise<never>((_, reject) =>
    stream.once("error", (error: NodeJS.ErrnoException) => reject(new Unreadable(file, error.code ?? ""))),
  );
  const lines: string[] = [];
  const read = async (): Promise<void> => {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) lines.push(line);
  };
  await Promise.race([read(), failed]);
  return lines;
}
