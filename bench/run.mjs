/**
 * Runs every benchmark, each in a process of its own, and prints one table, or with --json one array. Names as arguments
 * choose among them: npm run bench -- clock. Peers come from `npm install --prefix bench` and Debian's packages.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const asJson = process.argv.includes("--json");
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const scripts = readdirSync(folder)
  .filter((file) => file.endsWith(".bench.mjs"))
  .filter((file) => chosen.length === 0 || chosen.some((name) => file.startsWith(name)));

const figures = [];
let failed = 0;
for (const script of scripts) {
  if (!asJson) process.stderr.write(`${script} …\n`);
  const { lines, code } = await run(script);
  if (code !== 0) {
    failed += 1;
    process.stderr.write(`${script} stopped with ${code}\n`);
  }
  for (const line of lines) if (line.startsWith("{")) figures.push(JSON.parse(line));
}
console.log(asJson ? JSON.stringify(figures, null, 1) : table(figures));
process.exitCode = failed === 0 ? 0 : 1;

function run(script) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--max-old-space-size=4096", "--expose-gc", folder + script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part) => (text += part));
    child.on("close", (code) => resolve({ lines: text.split("\n"), code }));
  });
}

function table(rows) {
  const cells = [
    ["figure", "ours", "unit", "peer", "its", "ratio", "goal", ""],
    ...rows.map((row) => [
      row.name,
      row.value,
      row.unit,
      row.peer ?? "–",
      row.peerValue ?? "–",
      row.ratio ?? "–",
      row.goal,
      row.met === null ? "not measured" : row.met ? "met" : "NOT MET",
    ]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => String(row[column]).length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => String(cell).padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
