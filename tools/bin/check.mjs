/** npm run check: types, lint and format, import table, the core's purity, dead code. Each says its own; the first to fail does not hide the rest. */
import { spawnSync } from "node:child_process";

const steps = [
  ["types", "tsc", ["-b"]],
  ["lint and format", "biome", ["ci", "--colors=off", "--diagnostic-level=error", "."]],
  ["import table", process.execPath, ["tools/bin/check-imports.mjs"]],
  ["purity", process.execPath, ["tools/bin/check-purity.mjs"]],
  ["sql", process.execPath, ["tools/bin/check-sql.mjs"]],
  ["dead code", "knip", []],
];
let failed = 0;
for (const [name, command, args] of steps) {
  const { status } = spawnSync(command, args, {
    stdio: "inherit",
    env: { ...process.env, PATH: `node_modules/.bin:${process.env.PATH}` },
  });
  if (status !== 0) failed += 1;
  console.log(`${status === 0 ? "ok    " : "FAILED"}  ${name}`);
}
process.exitCode = failed === 0 ? 0 : 1;
