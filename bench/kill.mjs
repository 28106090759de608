/**
 * Kills the server or its database at random while facts are appended, then starts it again and looks: node bench/kill.mjs [rounds].
 * Every acknowledged receipt must be found with its head, each fact once, and every start must succeed. Seeded, bounded, on loopback.
 */
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { random } from "./lib.mjs";

const rounds = Number(process.argv[2] ?? 50);
const next = random(Number(process.env.SEED ?? 7));
const folder = mkdtempSync(join(tmpdir(), "overens-kill-"));
chmodSync(folder, 0o755); // the database may run as another user
const data = join(folder, "data");
const port = 4790;
const url = `http://localhost:${port}`;
const main = new URL("../packages/server/dist/main.js", import.meta.url).href;

async function start() {
  const child = spawn(process.execPath, ["-e", `import(${JSON.stringify(main)}).then(({ main }) => main())`], {
    env: { ...process.env, OVERENS_DATA: data, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (part) => (said += part));
  for (let waited = 0; waited < 600; waited++) {
    if (said.includes(url)) return child;
    if (child.exitCode !== null) throw new Error(`the server did not start: ${said}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("the server did not become ready");
}

const room = async () => (await (await fetch(`${url}/api/rooms`)).json()).rooms[1].room;
const acknowledged = new Map();
let sent = 0;
let slowest = 0;
let child = await start();
const id = await room();
for (let round = 0; round < rounds; round++) {
  let alive = true;
  const append = async () => {
    while (alive) {
      const name = `k-${(sent += 1)}`;
      const fact = {
        kind: "outage",
        id: name,
        subject: "compute",
        from: "2025-01-01T00:00:00Z",
        until: "2025-01-01T00:05:00Z",
      };
      try {
        const answer = await fetch(`${url}/api/rooms/${id}/facts`, {
          method: "POST",
          headers: { "content-type": "application/x-ndjson" },
          body: JSON.stringify(fact),
          signal: AbortSignal.timeout(5000),
        });
        if (answer.status === 202) acknowledged.set(name, (await answer.json()).sequence);
        else if (answer.status === 429) await new Promise((done) => setTimeout(done, 50));
      } catch {
        alive = false;
      }
    }
  };
  const senders = Array.from({ length: 4 }, append);
  await new Promise((done) => setTimeout(done, 100 + next() * 400));
  if (next() < 0.5) child.kill("SIGKILL");
  else process.kill(Number(readFileSync(join(data, "postgres/postmaster.pid"), "utf8").split("\n")[0]), "SIGKILL");
  alive = false;
  await Promise.all(senders);
  child.kill("SIGKILL");
  const began = Date.now();
  child = await start();
  slowest = Math.max(slowest, Date.now() - began);
}
const lines = (await (await fetch(`${url}/api/rooms/${id}/facts`)).text())
  .split("\n")
  .map((line) => JSON.parse(line))
  .filter(({ id: name }) => name.startsWith("k-"));
const names = lines.map(({ id: name }) => name);
const lost = [...acknowledged.keys()].filter((name) => !names.includes(name));
const doubled = names.length - new Set(names).size;
const sequences = new Set(acknowledged.values());
child.kill("SIGTERM");
await new Promise((done) => child.once("exit", done));
rmSync(folder, { recursive: true, force: true });
console.log(
  `${rounds} rounds, ${acknowledged.size} receipts, ${lost.length} lost, ${doubled} doubled, ${acknowledged.size - sequences.size} positions given twice, slowest start ${slowest} ms`,
);
process.exitCode = lost.length + doubled + (acknowledged.size - sequences.size) === 0 ? 0 : 1;
