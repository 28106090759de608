/** What every command shares: the language, where things are printed, and the exit codes. */
import { readFile } from "node:fs/promises";
import type { Language, Problem } from "@overens/core";
import { problemText } from "@overens/core";

/** done, a finding in what was given, wrong usage, not allowed, not reachable. */
export const exit = { done: 0, finding: 1, usage: 2, notAllowed: 3, notReachable: 4 } as const;

/** Swedish when asked for, or when the terminal is Swedish. */
export function languageOf(asked: string | undefined): Language {
  if (asked === "sv" || asked === "en") return asked;
  return (process.env["LC_ALL"] || process.env["LC_MESSAGES"] || process.env["LANG"] || "").startsWith("sv")
    ? "sv"
    : "en";
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Colour only in a terminal that has not asked to be without. */
export function emphasis(text: string): string {
  return process.stderr.isTTY && !process.env["NO_COLOR"] ? `\u001b[1m${text}\u001b[22m` : text;
}

/** "agreement.yaml:10:13: error: …", and what to do below it. */
export function problemLines(file: string, problems: readonly Problem[], language: Language): string {
  const severity = language === "sv" ? { error: "fel", warning: "obs" } : { error: "error", warning: "warning" };
  return problems
    .map((found) => {
      const { message, hint } = problemText(found, language);
      const place = [file, found.at.line, found.at.column].filter((part) => part !== undefined).join(":");
      return `${emphasis(`${place}:`)} ${severity[found.severity]}: ${message}\n    ${found.at.path === "" ? "" : `${found.at.path}: `}${hint}`;
    })
    .join("\n");
}

/** A file's bytes, or standard input for "-". @throws Unreadable with words for the person */
export async function bytesOf(file: string): Promise<Uint8Array> {
  if (file === "-") {
    const parts: Buffer[] = [];
    for await (const part of process.stdin) parts.push(part as Buffer);
    return Buffer.concat(parts);
  }
  try {
    return await readFile(file);
  } catch (error) {
    throw new Unreadable(file, error instanceof Error && "code" in error ? String(error.code) : "");
  }
}

/** A file that cannot be read, and why. */
export class Unreadable extends Error {
  readonly file: string;
  readonly code: string;
  constructor(file: string, code: string) {
    super(`${file}: ${code}`);
    this.file = file;
    this.code = code;
  }
}

export function unreadableText({ file, code }: Unreadable, language: Language): string {
  const missing = code === "ENOENT";
  if (language === "sv") return `${file}: ${missing ? "filen finns inte" : `filen kan inte läsas (${code})`}.`;
  return `${file}: ${missing ? "there is no such file" : `the file cannot be read (${code})`}.`;
}
