import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

let copy = "";
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "overens-planted-"));
  cpSync("packages/core/src", join(copy, "packages/core/src"), { recursive: true });
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function planted(file: string, line: string, tool: string): { readonly status: number | null; readonly text: string } {
  const path = join(copy, "packages/core/src", file);
  const before = readFileSync(path, "utf8");
  writeFileSync(path, `${before}\n${line}\n`);
  const { status, stdout } = spawnSync(process.execPath, [tool, copy], { encoding: "utf8" });
  writeFileSync(path, before);
  return { status, text: stdout };
}

const importsTool = "tools/bin/check-imports.mjs";
const purityTool = "tools/bin/check-purity.mjs";

test("the code as it is stands in order", () => {
  expect(spawnSync(process.execPath, [importsTool, copy]).status).toBe(0);
  expect(spawnSync(process.execPath, [purityTool, copy]).status).toBe(0);
});

test.each([
  ["facts/fact.ts", 'import { compile } from "../plan/compile.ts"; export { compile };', "facts may not import plan"],
  [
    "facts/fact.ts",
    'import type { Agreement } from "../agreement/agreement.ts"; export type A = Agreement;',
    "facts may not import agreement",
  ],
  ["basics/ratio.ts", 'import { amountText } from "./money.ts"; export { amountText };', "a circle"],
  ["time/zone.ts", 'import { Unknown } from "../evaluation/outcome.ts"; export { Unknown };', "time is ground"],
  ["plan/plan.ts", 'import { z } from "zod"; export { z };', "only agreement/schema.ts may"],
  ["plan/plan.ts", 'import { readFileSync } from "node:fs"; export { readFileSync };', "the core may not"],
])("a forbidden import planted in %s is refused", (file, line, because) => {
  const { status, text } = planted(file, line, importsTool);
  expect(status).toBe(1);
  expect(text).toContain(because);
});

test.each([
  "export const now = Date.now();",
  "export const chance = Math.random();",
  "export const eight = 2 ** 3;",
  'export const order = "a".localeCompare("b");',
  "export const f = new Intl.NumberFormat();",
  "export const p = process.env;",
])("%s planted in the core is refused", (line) => {
  expect(planted("basics/money.ts", line, purityTool).status).toBe(1);
});

test("the migrations and statements as they are stand in order, and a planted breach of each rule is refused", () => {
  const folder = mkdtempSync(join(tmpdir(), "overens-sql-"));
  cpSync("packages/server/src", join(folder, "packages/server/src"), { recursive: true });
  const check = () => spawnSync(process.execPath, ["tools/bin/check-sql.mjs", folder], { encoding: "utf8" });
  expect(check().stdout).toMatch(/^sql: \d+ tables and \d+ statements in order/m);
  const migration = join(folder, "packages/server/src/database/migrations/999-planted.sql");
  const secured =
    "select overens_distribute('x', 'room_id', 'room'); alter table x enable row level security; create policy p on x using (room_id::text = current_setting('app.rooms'));";
  for (const [sql, because] of [
    [
      `create table x (room_id uuid, id int, primary key (room_id, id)); create table y (room_id uuid primary key);`,
      "directly after",
    ],
    [`create table x (room_id uuid, id int primary key); ${secured}`, "begins with room_id"],
    [
      `create table x (room_id uuid, id int, name text, primary key (room_id, id), unique (name)); ${secured}`,
      "unique constraint contains",
    ],
    [
      `create table x (room_id uuid, other uuid references room, primary key (room_id, other)); ${secured}`,
      "only room_id refers",
    ],
    [
      "create table x (room_id uuid primary key); select overens_distribute('x', 'room_id', 'room');",
      "no row level security",
    ],
    [`create table x (room_id uuid primary key); ${secured} alter table x force row level security;`, "FORCE"],
    ["create policy p on room using (room_id in (select room_id from subscription));", "own columns"],
    ["select set_config('app.party', 'x', true);", "SET LOCAL"],
    ["create trigger t after insert on room execute function f();", "triggers"],
    ["create unique index i on journal (head);", "unique index contains"],
  ] as const) {
    writeFileSync(migration, sql);
    const { status, stdout } = check();
    expect(status, sql).toBe(1);
    expect(stdout, sql).toContain(because);
  }
  rmSync(migration);
  for (const [sql, because] of [
    ["select head from room", "names its room_id"],
    ["insert into contested (source_id, identity, versions) select $1, 'a', 'b'", "VALUES"],
    ["update room set name = gen_random_uuid() where room_id = $1", "volatile"],
  ] as const) {
    writeFileSync(join(folder, "packages/server/src/planted.ts"), `export const sql = "${sql}";`);
    const { status, stdout } = check();
    expect(status, sql).toBe(1);
    expect(stdout, sql).toContain(because);
  }
  rmSync(folder, { recursive: true, force: true });
});

test("a reader that reads nothing does not pass", () => {
  expect(spawnSync(process.execPath, [importsTool, mkdtempSync(join(tmpdir(), "overens-empty-"))]).status).toBe(1);
});

test("the published agreements give their published figures, and any changed figure fails", () => {
  expect(execFileSync(process.execPath, ["tools/bin/cases-published.mjs"], { encoding: "utf8" })).toContain(
    "23 passed, 0 failed",
  );
  const folder = mkdtempSync(join(tmpdir(), "overens-cases-"));
  cpSync("examples/published", folder, { recursive: true });
  const file = join(folder, "safespring-2026/safespring-2026.json");
  const text = readFileSync(file, "utf8");
  for (const [from, to] of [
    ['"43195/432"', '"43194/432"'],
    ['"downtimeMinutes": "20"', '"downtimeMinutes": "21"'],
    ['"amount": "1000.00"', '"amount": "1000.01"'],
    ['"breached": true', '"breached": false'],
    ['"99.98842593"', '"99.98842592"'],
  ] as const) {
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
    expect(spawnSync(process.execPath, ["tools/bin/cases-published.mjs", folder]).status, to).toBe(1);
  }
  rmSync(folder, { recursive: true, force: true });
});

test("the clock runner fails a case whose expected value is changed, and one with an unknown operation or key", () => {
  const folder = mkdtempSync(join(tmpdir(), "overens-clock-"));
  const office = { timeZone: "UTC", weekly: { mon: [["09:00", "17:00"]] } };
  const good = {
    id: "a",
    source: {},
    calendar: office,
    op: "workingTimeBetween",
    in: { start: "2024-05-06T08:00:00Z", end: "2024-05-06T10:00:00Z" },
    expected: 3600,
  };
  const run = (found: object): number | null => {
    writeFileSync(join(folder, "cases.json"), JSON.stringify([found]));
    return spawnSync(process.execPath, ["tools/bin/cases-clock.mjs", folder]).status;
  };
  expect(run(good)).toBe(0);
  expect(run({ ...good, expected: 3601 })).toBe(1);
  expect(run({ ...good, op: "somethingElse" })).toBe(1);
  expect(run({ ...good, in: { ...good.in, unheardOf: 1 } })).toBe(1);
  rmSync(folder, { recursive: true, force: true });
});

test("the terminal says everything that is wrong at once, with its place, in the language asked for", () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["packages/cli/bin/overens.js", "check", "-", "--language", "sv"],
    {
      input:
        'overens: "1"\ntitle: x\nparties: [{ id: a, role: provider, nmae: A }]\nservices: [{ id: s, name: S }]\nobjectives: [{ id: o, title: t, indicator: { kind: outage-time }, target: { at-least: "99,9 %" } }]\n',
      encoding: "utf8",
    },
  );
  expect(status).toBe(1);
  expect(stderr).toContain('Menade du "name"?');
  expect(stderr).toContain("Skriv 99.9 %.");
  expect(stderr).toMatch(/-:3:\d+: fel/);
});
