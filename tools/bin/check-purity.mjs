/** The core decides without clock, chance, network, disk or environment: node tools/bin/check-purity.mjs [ROOT]. It reads the code without its comments and texts. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const folder = join(resolve(process.argv[2] ?? "."), "packages/core/src");
const allowedMath = ["abs", "ceil", "floor", "max", "min", "round", "sign", "sqrt", "trunc", "imul", "clz32"];
const refused = [
  /\bIntl\b/,
  /\bDate\b(?!Text)/,
  /\btoLocale\w*/,
  /\blocaleCompare\b/,
  /\*\*/,
  /\bprocess\b/,
  /\bfetch\b/,
  /\bconsole\b/,
  /\bsetTimeout\b/,
  /\bparseFloat\b/,
  /\btoFixed\b/,
  /\bglobalThis\b/,
  /\bperformance\b/,
  /\bcrypto\b/,
];
const problems = [];
let files = 0;
for (const file of readdirSync(folder, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))) {
  files += 1;
  const code = readFileSync(join(folder, file), "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/\/\/.*$/gm, "")
    .replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""')
    .replace(/`(?:[^`\\]|\\.)*`/g, (text) => (text.match(/\$\{[^}]*\}/g) ?? []).join(" "));
  code.split("\n").forEach((line, index) => {
    for (const pattern of refused)
      if (pattern.test(line))
        problems.push(`packages/core/src/${file}:${index + 1}: ${pattern.exec(line)[0]} does not belong in the core`);
    for (const [, member] of line.matchAll(/\bMath\.(\w+)/g))
      if (!allowedMath.includes(member))
        problems.push(`packages/core/src/${file}:${index + 1}: Math.${member} may differ between engines`);
  });
}
for (const problem of problems) console.log(problem);
console.log(
  problems.length === 0 && files > 0
    ? `purity: ${files} files`
    : `purity: ${problems.length} problems in ${files} files`,
);
process.exitCode = problems.length === 0 && files > 0 ? 0 : 1;
