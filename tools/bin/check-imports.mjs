/**
 * Holds the code to the import table: node tools/bin/check-imports.mjs [ROOT]. Imports are read by TypeScript's own reader, so
 * type-only imports count; circles are refused. It fails when it read fewer modules than there are source files, since a reader
 * that reads nothing would find nothing.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { flow, ground, outside, packages } from "../import-table.mjs";

const root = resolve(process.argv[2] ?? ".");
const files = Object.keys(packages).flatMap((name) => sourcesIn(`packages/${name}/src`));
const imports = new Map(
  files.map((file) => [
    file,
    ts.preProcessFile(readFileSync(join(root, file), "utf8"), true, true).importedFiles.map(({ fileName }) => fileName),
  ]),
);
const problems = [...imports].flatMap(([file, names]) => names.flatMap((name) => refusals(file, name)));
problems.push(...circles());
const read = [...imports.values()].filter((names) => Array.isArray(names)).length;
const edges = [...imports.values()].flat().length;
if (files.length === 0 || read < files.length || edges < files.length / 2)
  problems.push(`read ${read} modules with ${edges} imports of ${files.length} source files: the reader does not read`);
for (const problem of problems) console.log(problem);
console.log(
  problems.length === 0
    ? `imports: ${read} modules, ${edges} imports in order`
    : `imports: ${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

function sourcesIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .map((file) => `${folder}/${file}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.endsWith(".d.ts"));
}

function target(file, name) {
  return name.startsWith(".") ? join(dirname(file), name).replaceAll("\\", "/") : null;
}

function refusals(file, name) {
  const [, here, inside] = /^packages\/([^/]+)\/src\/(.*)$/.exec(file);
  const because = name.startsWith(".")
    ? insideRefusal(here, inside, target(file, name))
    : outsideRefusal(here, inside, name);
  return because === null ? [] : [`${file} imports ${name}: ${because}`];
}

function insideRefusal(here, inside, path) {
  if (!path.startsWith(`packages/${here}/src/`))
    return path.includes("/node_modules/") || path.endsWith(".json") ? null : "reaching into another package's files";
  if (here !== "core") return null;
  const [a, b] = [inside, path.slice("packages/core/src/".length)].map((file) =>
    file.includes("/") ? file.slice(0, file.indexOf("/")) : "",
  );
  if (a === "" || a === b) return null;
  if (b === "") return "the core's folders do not import what stands above them";
  if (ground.includes(b))
    return ground.includes(a) && ground.indexOf(a) < ground.indexOf(b) ? `${a} stands below ${b}` : null;
  if (ground.includes(a)) return `${a} is ground and imports nothing above it`;
  return (flow[a] ?? []).includes(b) ? null : `${a} may not import ${b}`;
}

function outsideRefusal(here, inside, name) {
  const ours = /^@overens\/([^/]+)(\/.*)?$/.exec(name);
  if (ours)
    return ours[2]
      ? "a package exports only its index"
      : packages[here].includes(ours[1])
        ? null
        : `${here} may not import ${ours[1]}`;
  if (here !== "core") return null;
  const library = Object.keys(outside).find((known) => name === known || name.startsWith(`${known}/`));
  if (!library) return "the core may not";
  return outside[library] === inside ? null : `only ${outside[library]} may`;
}

function circles() {
  const done = new Set();
  const found = [];
  const visit = (file, path) => {
    if (path.includes(file)) {
      found.push(`a circle: ${[...path.slice(path.indexOf(file)), file].join(" → ")}`);
      return;
    }
    if (done.has(file)) return;
    for (const name of imports.get(file) ?? []) {
      const next = target(file, name);
      if (next !== null && imports.has(next)) visit(next, [...path, file]);
    }
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}
