/** Typst in a thread of its own, so that a long document holds nobody up. It reads the files it is handed, its template and its fonts, and nothing else of the machine. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parentPort } from "node:worker_threads";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";

/** A folder that no machine has: every file under it is one that was handed over. */
const workspace = "/överens-documents";
/** For how many documents a part that was laid out is kept for the next. */
const keptParts = 5;
const require = createRequire(import.meta.url);
const folderOf = (font) => dirname(require.resolve(`@expo-google-fonts/${font}/package.json`));
const fontPaths = [
  ...["400Regular", "500Medium", "600SemiBold"].map((weight) => join(folderOf("inter"), weight)),
  join(folderOf("source-serif-4"), "400Regular"),
];
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths }] });

parentPort.on("message", ({ template, files, standard, at }) => {
  const mainFileContent = readFileSync(new URL(`../src/documents/${template}`, import.meta.url), "utf8");
  parentPort.postMessage(typeset(mainFileContent, files, standard, at));
});

function typeset(mainFileContent, files, pdfStandard, creationTimestamp) {
  compiler.resetShadow();
  for (const { path, bytes } of files) compiler.mapShadow(`${workspace}${path}`, Buffer.from(bytes));
  try {
    const result = compiler.compile({ mainFileContent });
    if (!result.result) return { said: JSON.stringify(result.takeDiagnostics()?.shortDiagnostics) };
    return { bytes: new Uint8Array(compiler.pdf(result.result, { pdfStandard, creationTimestamp })) };
  } catch (error) {
    return { said: error instanceof Error ? error.message : String(error) };
  } finally {
    compiler.evictCache(keptParts);
  }
}
