import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** By which rules journals are folded: a checksum over the core as it is installed, so that no other program's fold is taken for this one's. */
export const foldRules: string = checksum(dirname(createRequire(import.meta.url).resolve("@overens/core")));

function checksum(folder: string): string {
  const files = readdirSync(folder, { recursive: true }).map(String);
  const digest = createHash("sha256");
  for (const file of files.filter((name) => name.endsWith(".js")).sort())
    digest.update(`${file}\n`).update(readFileSync(join(folder, file)));
  return digest.digest("hex");
}
