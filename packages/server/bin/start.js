#!/usr/bin/env node
/** npm start: builds what is missing or older than its sources, then runs the server. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const newest = (folder) => (existsSync(folder) ? readdirSync(folder, { recursive: true }).reduce((latest, file) => Math.max(latest, statSync(join(folder, String(file))).mtimeMs), 0) : 0);
const sources = Math.max(...["core", "tables", "api", "server", "web"].map((name) => newest(join(root, "packages", name, "src"))));
const built = [join(root, "packages/server/dist/main.js"), join(root, "packages/web/dist/index.html")];
if (built.some((file) => !existsSync(file) || statSync(file).mtimeMs < sources)) {
  process.stdout.write("Building …\n");
  const { status } = spawnSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) process.exit(1);
}
const { main } = await import("../dist/main.js");
await main();
