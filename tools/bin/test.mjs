/** npm test: builds, sees to what they need of the system, runs every test once and ends with "N passed, N failed". */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const path = { ...process.env, PATH: `node_modules/.bin:${process.env.PATH}` };
run("npm", ["run", "--silent", "build"]) || process.exit(1);
systemParts();
const report = join(tmpdir(), `overens-tests-${process.pid}.json`);
const green = run("vitest", [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile=${report}`,
  ...process.argv.slice(2),
]);
const {
  numPassedTests = 0,
  numFailedTests = 0,
  numTotalTestSuites = 0,
  numFailedTestSuites = 0,
} = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : {};
rmSync(report, { force: true });
const failed = Math.max(numFailedTests, green ? 0 : 1, numFailedTests === 0 ? numFailedTestSuites : 0);
if (numTotalTestSuites === 0) console.log("No test was run.");
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exitCode = green && failed === 0 && numPassedTests > 0 ? 0 : 1;

function run(command, args) {
  return spawnSync(command, args, { stdio: "inherit", env: path }).status === 0;
}

/** What the tests need of the system: a library of the browser that comes with npm, and two programs that read sealed files without ours. */
function systemParts() {
  const libraries = spawnSync("ldconfig", ["-p"], { encoding: "utf8" }).stdout ?? "";
  const has = (program) => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
  const missing = [
    ...(libraries.includes("libnss3.so") ? [] : ["libnss3"]),
    ...(has("openssl") ? [] : ["openssl"]),
    ...(has("pdfsig") ? [] : ["poppler-utils"]),
  ].join(" ");
  if (missing === "") return;
  if (
    process.getuid?.() === 0 &&
    run("sh", ["-c", `apt-get update -qq && apt-get install -y -qq --no-install-recommends ${missing}`])
  )
    return;
  console.log(`Tests need packages of the system: apt-get install ${missing}`);
}
