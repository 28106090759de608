#!/usr/bin/env node
import { spawnSync } from "node:child_process";
/** Starts the command line; in a checkout that has not been built, builds it first. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const built = new URL("../dist/main.js", import.meta.url);
if (!existsSync(built)) {
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  process.stderr.write("Building …\n");
  const { status } = spawnSync("npm", ["run", "--silent", "build:libraries"], { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(1);
}
const { run } = await import(built.href);
process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 1));
process.exitCode = await run(process.argv.slice(2));
