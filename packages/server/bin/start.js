#!/usr/bin/env node
/** npm start: builds what is missing or older than its sources, then runs the server. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const newest = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .filter((file) => !String(file).includes(".test."))
        .reduce((latest, file) => Math.max(latest, statSync(join(folder, String(file))).mtimeMs), 0)
    : 0;
const libraries = ["core", "tables", "api", "server"].map((name) => join(root, "packages", name));
const changed = (folder) => newest(join(folder, "src"));
/** An unchanged output keeps its time, so the compiler's own record counts too. */
const compiled = (folder) =>
  Math.max(
    newest(join(folder, "dist")),
    existsSync(join(folder, "tsconfig.tsbuildinfo")) ? statSync(join(folder, "tsconfig.tsbuildinfo")).mtimeMs : 0,
  );
const web = join(root, "packages/web");
const pages = join(web, "dist/index.html");
const isStale =
  !existsSync(join(root, "packages/server/dist/main.js")) ||
  libraries.some((folder) => compiled(folder) < changed(folder)) ||
  !existsSync(pages) ||
  statSync(pages).mtimeMs < Math.max(...[...libraries.slice(0, 3), web].map(changed));
if (isStale) {
  process.stdout.write("Building …\n");
  const { status } = spawnSync("npm", ["run", "--silent", "build"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) process.exit(1);
}
const { main } = await import("../dist/main.js");
await main();
