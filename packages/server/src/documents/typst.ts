/** Documents by Typst: data in, PDF out. Texts come as data and are never read as markup; letters that no font has stand as their code points. */
import { Worker } from "node:worker_threads";
import type { Json } from "@overens/core";
import { Refusal } from "../refusal.ts";
import { codesIn, drawableJson } from "./drawable.ts";

/** One of the two that a file can claim; the writer puts one in a file. */
export type Standard = "a-3a" | "ua-1";
/** A file that the template reads under the given path. */
export type Handed = { readonly path: string; readonly bytes: Uint8Array };
type Made = { readonly bytes: Uint8Array } | { readonly said: string };

/** How long one document may take, in milliseconds. */
const patience = 60_000;

/**
 * Sets a document. The same input gives the same bytes.
 * @param data what the template shows, given the code points of the characters that no font draws
 * @param at seconds since 1970: the document's date
 * @throws {Refusal} no-document, when it takes beyond all measure
 * @throws {Error} when Typst refuses for another reason than a missing letter: the template is wrong then
 */
export async function typeset(
  template: string,
  data: (codes: readonly string[]) => Json,
  handed: readonly Handed[],
  standard: Standard,
  at: number,
): Promise<Uint8Array> {
  const unseen = new Set<string>();
  for (;;) {
    const codes = [...new Set(codesIn(data([]), unseen))].sort(byCode);
    const json = Buffer.from(JSON.stringify(drawableJson(data(codes), unseen)));
    const made = await asked({ template, files: [{ path: "/document.json", bytes: json }, ...handed], standard, at });
    if ("bytes" in made) return made.bytes;
    const before = unseen.size;
    for (const character of undrawnIn(made.said)) unseen.add(character);
    if (unseen.size === before) throw new Error(made.said);
  }
}

/** The characters that the writer names as having no form in any font at hand; of a cluster all that is beyond ASCII. */
function undrawnIn(said: string): readonly string[] {
  return [...said.matchAll(/the text `\\"(.*?)\\"` could not be displayed/gs)].flatMap(([, quoted = ""]) => {
    const text = quoted.replace(/\\+u\{([0-9a-f]+)\}/g, (_, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    );
    return [...text].filter((character) => character > "\u007f");
  });
}

function byCode(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

let worker: Worker | null = null;
/** One document after the other. */
let last: Promise<unknown> = Promise.resolve();

function asked(what: object): Promise<Made> {
  const next = last.then(() => answered(what));
  last = next.catch(() => undefined);
  return next;
}

function started(): Worker {
  const thread = new Worker(new URL("../../bin/typst-worker.js", import.meta.url));
  thread.on("error", () => {
    if (worker === thread) worker = null;
  });
  return thread;
}

function answered(what: object): Promise<Made> {
  worker ??= started();
  const thread = worker;
  thread.ref();
  return new Promise<Made>((resolve, reject) => {
    const ended = (error: unknown): void => {
      worker = null;
      void thread.terminate();
      reject(error);
    };
    const late = setTimeout(() => ended(new Refusal("no-document")), patience);
    const died = (error: Error): void => ended(error);
    thread.once("error", died);
    thread.once("message", (made: Made) => {
      thread.off("error", died);
      clearTimeout(late);
      thread.unref(); // an idle thread keeps no process alive
      resolve(made);
    });
    thread.postMessage(what);
  });
}
