/**
 * Holds migrations and statements to the rules that a distributed PostgreSQL demands, as far as a machine can: node
 * tools/bin/check-sql.mjs [ROOT]. A statement that reads across rooms on purpose says so in itself: slash-star across rooms star-slash.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(process.argv[2] ?? ".");
const migrations = join(root, "packages/server/src/database/migrations");
const problems = [];
const refuse = (where, because) => problems.push(`${where}: ${because}`);
/** Tables that belong to no log. */
const local = new Set(["migration"]);
/** Each table's key: the log it belongs to. */
const keys = new Map();

for (const file of readdirSync(migrations)
  .filter((name) => name.endsWith(".sql"))
  .sort())
  checkMigration(file, readFileSync(join(migrations, file), "utf8"));
let read = 0;
for (const file of readdirSync(join(root, "packages/server/src"), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".ts"))) {
  for (const statement of statementsIn(readFileSync(join(root, "packages/server/src", file), "utf8"))) {
    read += 1;
    checkStatement(file, statement);
  }
}
if (keys.size === 0 || read < keys.size)
  refuse("reader", `read ${keys.size} tables and ${read} statements: the reader does not read`);
for (const problem of problems) console.log(problem);
console.log(
  problems.length === 0
    ? `sql: ${keys.size} tables and ${read} statements in order`
    : `sql: ${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

/** Statements of a file, bodies of functions kept whole. */
function split(text) {
  const found = [];
  let rest = text.replace(/--[^\n]*/g, "");
  while (rest.trim() !== "") {
    const end = /\$\$[\s\S]*?\$\$|;/g;
    let match = end.exec(rest);
    while (match && match[0] !== ";") match = end.exec(rest);
    const at = match ? match.index : rest.length;
    found.push(rest.slice(0, at).replace(/\s+/g, " ").trim());
    rest = rest.slice(at + 1);
  }
  return found.filter((statement) => statement !== "");
}

function checkMigration(file, text) {
  const all = split(text);
  const secured = new Set();
  const policies = new Set();
  all.forEach((statement, index) => {
    const where = `${file}: ${statement.slice(0, 60)}`;
    if (/\bforce row level security\b/i.test(statement))
      refuse(where, "FORCE stops online moves of shards; ENABLE is enough");
    if (/\bset_config\s*\(/i.test(statement)) refuse(where, "set_config does not reach the shards; use SET LOCAL");
    if (/^create (constraint )?trigger\b/i.test(statement)) refuse(where, "triggers are refused on distributed tables");
    if (/^create rule\b/i.test(statement)) refuse(where, "rewrite rules forbid ON CONFLICT");
    if (/\binherits\b/i.test(statement)) refuse(where, "no inheritance from a distributed table");
    const enabled = /^alter table (\w+) enable row level security$/i.exec(statement);
    if (enabled) secured.add(enabled[1]);
    const policy = /^create policy \w+ on (\w+) (.*)$/i.exec(statement);
    if (policy) {
      policies.add(policy[1]);
      if (/\bselect\b/i.test(policy[2])) refuse(where, "a policy uses only the row's own columns and the context");
    }
    const table = /^create table (\w+) \((.*)\)$/i.exec(statement);
    if (table) checkTable(where, table[1], table[2], all.slice(index + 1));
    if (/^create (unique )?index/i.test(statement) && /unique/i.test(statement)) {
      const [, name, columns] = / on (\w+) \(([^)]*)\)/i.exec(statement) ?? [];
      if (
        !columns
          ?.split(",")
          .map((column) => column.trim())
          .includes(keys.get(name))
      )
        refuse(where, "a unique index contains the log's key");
    }
  });
  // Tables of the schema auth stay on one node and belong to a role of their own.
  for (const name of all.flatMap((statement) => /^create table (?!auth\.)(\w+)/i.exec(statement)?.[1] ?? [])) {
    if (!secured.has(name)) refuse(`${file}: ${name}`, "no row level security");
    if (!policies.has(name)) refuse(`${file}: ${name}`, "no policy");
  }
}

function checkTable(where, name, body, after) {
  const next = after.find((statement) => !new RegExp(`^alter table ${name} alter column`, "i").test(statement)) ?? "";
  const distributed = new RegExp(`^select overens_distribute\\('${name}', '(\\w+)'`, "i").exec(next);
  if (!distributed) return refuse(where, "overens_distribute stands directly after the table");
  const key = distributed[1];
  keys.set(name, key);
  if (!["room_id", "source_id", "person_id"].includes(key))
    refuse(where, "a table belongs to a room, a source or a person");
  const own = new RegExp(`\\b${key} \\w+ primary key`, "i").test(body);
  const primary = /primary key \(([^)]*)\)/i
    .exec(body)?.[1]
    .split(",")
    .map((column) => column.trim());
  if (!own && primary?.[0] !== key) refuse(where, `the primary key begins with ${key}`);
  for (const [, columns] of body.matchAll(/unique \(([^)]*)\)/gi))
    if (
      !columns
        .split(",")
        .map((column) => column.trim())
        .includes(key)
    )
      refuse(where, `a unique constraint contains ${key}`);
  if (/^(?!.*primary key \().*\w+ \w+ (?:not null )?unique/i.test(body.replace(/unique \([^)]*\)/gi, "")))
    refuse(where, `a unique constraint contains ${key}`);
  for (const [, column] of body.matchAll(/(\w+) \w+(?: not null)? references/gi))
    if (column !== key) refuse(where, `only ${key} refers to another table`);
}

/** Texts in the source that are SQL. */
function statementsIn(source) {
  return [...source.matchAll(/(["`])((?:select|insert into|update|delete from) [^"`]*)\1/g)].map(([, , text]) => text);
}

function checkStatement(file, statement) {
  const where = `${file}: ${statement.slice(0, 70)}`;
  const name = /(?:from|into|update) (\w+)/i.exec(statement)?.[1] ?? "";
  const key = keys.get(name);
  if (/\bset_config\s*\(/i.test(statement)) refuse(where, "set_config does not reach the shards");
  if (/^insert into \w+ \([^)]*\) select\b/i.test(statement))
    refuse(where, "INSERT … SELECT is pulled through the coordinator, which row security forbids; use VALUES");
  if (/values\s*\([^)]*\(\s*select/i.test(statement)) refuse(where, "no sub-select in VALUES");
  if (/^update .*\b(random|gen_random_uuid|clock_timestamp)\s*\(/i.test(statement))
    refuse(where, "no volatile function in UPDATE; compute it before");
  if (key === undefined || local.has(name) || statement.includes("/* across rooms */")) return;
  const named = /^insert/i.test(statement)
    ? new RegExp(`\\(${key}\\b`).test(statement)
    : new RegExp(`\\b${key} = (\\$1|any\\(\\$1\\))`).test(statement);
  if (!named) refuse(where, `a statement on ${name} names its ${key}`);
}
