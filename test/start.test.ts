/** The program behind npm start: who may run it, where, twice, and what is left when it is stopped or killed. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

const program = resolve("packages/server/bin/start.js");
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const folders: string[] = [];
const running = new Set<ChildProcess>();
let port = 4900 + (process.pid % 90);

afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folder(mode: number): string {
  const made = mkdtempSync(join(tmpdir(), "overens-start-"));
  chmodSync(made, mode);
  folders.push(made);
  return made;
}

type Started = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly data: string;
  readonly text: () => string;
};

/** Starts the program and waits for its address, or for its end. */
async function started(
  data: string,
  as: { readonly uid?: number; readonly gid?: number } = {},
  at = ++port,
): Promise<Started> {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, PORT: String(at), OVERENS_DATA: data, DATABASE_URL: undefined },
    stdio: ["ignore", "pipe", "pipe"],
    ...as,
  });
  running.add(child);
  child.on("exit", () => running.delete(child));
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (part: string) => (text += part));
  const url = `http://localhost:${at}`;
  await new Promise<void>((done, failed) => {
    child.stdout?.on("data", () => text.includes(url) && done());
    child.on("exit", () => done());
    setTimeout(() => failed(new Error(`no address: ${text}`)), 60_000).unref();
  });
  return { child, url, data, text: () => text };
}

const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((done) => child.on("exit", (code) => done(code)));
const rooms = async ({ url }: Started): Promise<number> =>
  ((await (await fetch(`${url}/api/rooms`)).json()) as { rooms: unknown[] }).rooms.length;
/** PostgreSQL servers of a data folder that still run. */
const servers = (data: string): readonly string[] =>
  execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes("postgres") && line.includes(data));

async function gone(data: string): Promise<void> {
  for (let tries = 0; tries < 50 && servers(data).length > 0; tries++)
    await new Promise((done) => setTimeout(done, 100));
  expect(servers(data)).toEqual([]);
}

test("a second start on the same data is refused with words; an interrupt stops everything; the data is there the next time", async () => {
  const data = join(folder(0o755), "data");
  const first = await started(data);
  expect(await rooms(first)).toBeGreaterThan(0);
  const second = await started(data);
  expect(await ended(second.child)).toBe(1);
  expect(second.text()).toMatch(/in use by process \d+\. Stop it first/);
  first.child.kill("SIGINT");
  expect(await ended(first.child)).toBe(0);
  await gone(data);
  const again = await started(data);
  expect(await rooms(again)).toBeGreaterThan(0);
  again.child.kill("SIGINT");
  await ended(again.child);
}, 120_000);

test("killed outright, it starts again at once, has lost nothing and leaves no orphan", async () => {
  const data = join(folder(0o755), "data");
  const first = await started(data);
  const { rooms: list } = (await (await fetch(`${first.url}/api/rooms`)).json()) as { rooms: { room: string }[] };
  const at = `/api/rooms/${list[0]?.room}/facts`;
  const sent = await fetch(first.url + at, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: '{"kind":"outage","id":"k","subject":"servicedesk","from":"2026-03-04T10:00:00Z","until":"2026-03-04T11:00:00Z"}',
  });
  expect(sent.status).toBe(202);
  first.child.kill("SIGKILL");
  await ended(first.child);
  const again = await started(data);
  expect(await (await fetch(again.url + at)).text()).toContain('"id":"k"');
  again.child.kill("SIGINT");
  await ended(again.child);
  await gone(data);
}, 120_000);

test("a port that is taken is told with what to do", async () => {
  const first = await started(join(folder(0o755), "data"));
  const second = await started(join(folder(0o755), "data"), {}, Number(new URL(first.url).port));
  expect(await ended(second.child)).toBe(1);
  expect(second.text()).toMatch(/taken/);
  first.child.kill("SIGINT");
  await ended(first.child);
}, 120_000);

test("a data folder of a newer version is refused with words", async () => {
  const data = join(folder(0o755), "data");
  const first = await started(data);
  first.child.kill("SIGINT");
  await ended(first.child);
  const version = join(data, "postgres/PG_VERSION");
  const text = readFileSync(version, "utf8");
  writeFileSync(version, "99\n");
  const refused = await started(data);
  expect(await ended(refused.child)).toBe(1);
  expect(refused.text()).toMatch(/99/);
  writeFileSync(version, text);
}, 120_000);

test.skipIf(!isRoot)(
  "as root in a folder that others cannot reach, it finds a place of its own and says where",
  async () => {
    const data = join(folder(0o700), "data");
    const first = await started(data);
    expect(await rooms(first)).toBeGreaterThan(0);
    const where = /Database: (\S+)/.exec(first.text())?.[1] ?? "";
    expect(existsSync(where)).toBe(true);
    first.child.kill("SIGINT");
    await ended(first.child);
    await gone(where);
    if (where !== data) folders.push(where);
  },
  120_000,
);

test.skipIf(!isRoot)(
  "as an ordinary user in a home that others cannot read",
  async () => {
    const home = folder(0o700);
    execFileSync("chown", [`${nobody}:${nobody}`, home]);
    const first = await started(join(home, "data"), { uid: nobody, gid: nobody });
    expect(first.child.exitCode, first.text()).toBeNull();
    expect(await rooms(first)).toBeGreaterThan(0);
    first.child.kill("SIGINT");
    expect(await ended(first.child)).toBe(0);
    await gone(home);
  },
  120_000,
);
