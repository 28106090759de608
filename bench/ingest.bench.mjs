/**
 * Facts received and kept: batches of a hundred over HTTP, each checked, hashed, chained and committed (fsync) under row security
 * before its answer, beside fastify and COPY with the same guarantees, and with none. Each server at its own full load, in turns.
 * ROUNDS and SECONDS change how often and how long; ONLY=ours,guarded chooses among ours, guarded, bare and nothing; KEYED=no leaves
 * the peer's facts without a primary key.
 */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { httpServer, openDatabase } from "@overens/server";
import { factsABatch, logs, script } from "./ingest-load.mjs";
import { data, figure, median } from "./lib.mjs";

const rounds = Number(process.env.ROUNDS ?? 5);
const seconds = Number(process.env.SECONDS ?? 8);
const only = process.env.ONLY?.split(",");
/** The peer's facts have a primary key, as the first peer's have, unless told otherwise. */
const keyed = process.env.KEYED !== "no";
/** Connections are raised through these until throughput stops rising. */
const ladder = [4, 8, 16, 32, 64, 128];
const rising = 1.03;
const copy = await import("pg-copy-streams").catch(() => null);
const hasLoad = spawnSync("which", ["wrk"]).status === 0;
/** Loads are numbered, so that no two send the same key or minute. */
let run = 0;
const peerNames = {
  guarded: "fastify and COPY, same guarantees",
  bare: "fastify and COPY, nothing hashed, chained or secured",
  nothing: "fastify, JSON checked, nothing stored",
};
/** The database's processes, with what they have taken of a core. */
const processes = new Map();
let operator;
const goals = { "ingest-json": 2.5, "ingest-json-bare": 1 };

if (!hasLoad) notMeasured();
else await measured();

function notMeasured() {
  const nothing = { value: 0, unit: "facts/s", peer: "fastify and COPY", better: "higher" };
  for (const [name, ratio] of Object.entries(goals)) figure({ name, ...nothing, goal: { ratio } });
}

async function measured() {
  const folder = mkdtempSync(join(tmpdir(), "overens-bench-"));
  chmodSync(folder, 0o755);
  const database = await openDatabase({ url: undefined, folder: join(folder, "data") });
  operator = database.asOperator;
  const app = await httpServer(database, { requestsPerMinute: 10_000_000 });
  await app.listen({ host: "localhost", port: 0 });
  const servers = [];
  try {
    const ours = { name: "ours", kind: "ours", port: app.server.address().port, empty: async () => undefined };
    for (let log = 0; log < logs; log++) {
      const payload = { organisation: "ingest", source: `s${log}` };
      const { statusCode } = await app.inject({ method: "POST", url: "/api/sources", payload });
      if (statusCode !== 201) throw new Error(`source: ${statusCode}`);
    }
    servers.push(ours);
    if (copy && only?.join() !== "ours") servers.push(...(await peers(database)));
    for (const server of servers) server.full = await fullLoad(server);
    const measures = await inTurns(servers);
    report(measures);
    await latency(servers.filter(({ kind }) => kind !== "bare").slice(0, 2), measures);
    for (const server of servers) await server.stop?.();
  } finally {
    app.server.closeAllConnections();
    await app.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function peers(database) {
  const { barePeer, guardedPeer, nothingStored } = await import("./ingest-peers.mjs");
  return [
    { name: "guarded", kind: "guarded", ...(await guardedPeer(database, copy.from, { keyed })) },
    { name: "bare", kind: "bare", ...(await barePeer(database, copy.from)) },
    { name: "nothing", kind: "guarded", ...(await nothingStored()) },
  ].filter(({ name }) => only?.includes(name) ?? true);
}

/** The number of connections after which more of them gain nothing: twice in a row, since one measurement may be disturbed. */
async function fullLoad(server) {
  let best = { connections: 0, rate: 0 };
  let idle = 0;
  for (const connections of ladder) {
    const { rate } = await load(server, connections, 4);
    process.stderr.write(`${server.name}, ${connections} connections: ${Math.round(rate)} batches/s\n`);
    idle = rate < best.rate * rising ? idle + 1 : 0;
    if (rate > best.rate) best = { connections, rate };
    if (idle === 2) break;
  }
  return best.connections;
}

/** Every server in each round, so that whatever else the machine does meets them all. */
async function inTurns(servers) {
  const measures = new Map(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const line = [];
    for (const server of servers) {
      const measure = await load(server, server.full, seconds);
      measures.get(server.name).push(measure);
      const parts = [Math.round(measure.rate), `${(measure.cost * 1000).toFixed(2)} ms of a core each`];
      line.push(`${server.name} ${parts.join(", ")}, load ${Math.round(measure.load * 100)} %`);
    }
    process.stderr.write(`round ${round + 1}, batches/s: ${line.join("; ")}\n`);
  }
  return measures;
}

function report(measures) {
  const of = (name, read) => measures.get(name)?.map(read) ?? [];
  const rate = (measure) => measure.rate * factsABatch;
  const cost = (measure) => measure.cost * 1000;
  const beside = (name, peer, read, unit, better, ratio) => {
    const [ours, its] = [of("ours", read), of(peer, read)];
    if (its.length > 0) {
      const each = ours.map((value, round) => (better === "higher" ? value / its[round] : its[round] / value));
      process.stderr.write(`${name}, ratio a round: ${each.map((found) => found.toFixed(2)).join(", ")}\n`);
    }
    const peerOrNone = its.length > 0 ? { peer: peerNames[peer], peerValue: median(its) } : {};
    figure({ name, value: median(ours), unit, ...peerOrNone, goal: { ratio }, better });
  };
  beside("ingest-json", "guarded", rate, "facts/s", "higher", goals["ingest-json"]);
  beside("ingest-json-core", "guarded", cost, "ms of a core a batch", "lower", goals["ingest-json"]);
  beside("ingest-json-bare", "bare", rate, "facts/s", "higher", goals["ingest-json-bare"]);
  beside("ingest-json-bare-core", "bare", cost, "ms of a core a batch", "lower", goals["ingest-json-bare"]);
  beside("ingest-json-unstored", "nothing", rate, "facts/s", "higher", 0.2);
}

/** At half of our full load, offered at its rate whatever the answers do. */
async function latency(servers, measures) {
  const half = median(measures.get("ours").map(({ rate }) => rate)) / 2;
  for (const server of servers) {
    const runs = [];
    for (let round = 0; round < 3; round++) {
      await server.empty();
      runs.push(await openLoop(server, half));
      process.stderr.write(`${server.name}, open loop: ${JSON.stringify(runs.at(-1))}\n`);
    }
    if (server.name !== "ours") continue;
    if (runs.some(({ refused, unanswered }) => refused + unanswered > 0)) throw new Error(JSON.stringify(runs));
    for (const [name, member, limit] of [
      ["ingest-json-p50", "p50", 10],
      ["ingest-json-p99", "p99", 20],
    ])
      figure({
        name,
        value: median(runs.map((run) => run[member])),
        unit: "ms",
        goal: { value: limit },
        better: "lower",
      });
  }
}

/** As many requests as the connections carry, by wrk: batches a second, and the seconds of a core that a batch and the load take. */
async function load(server, connections, lasting) {
  await server.empty();
  run += 1;
  const file = `${data}/ingest-${server.name}.lua`;
  writeFileSync(file, script(server.kind, run));
  const own = process.cpuUsage();
  const database = await databaseSeconds();
  const values = ["-t1", `-c${connections}`, `-d${lasting}s`, "--timeout", "60s", "-s", file];
  const { text, cpu } = await finished(spawn("wrk", [...values, `http://localhost:${server.port}`]));
  const { user, system } = process.cpuUsage(own);
  const taken = (user + system) / 1e6 + (await databaseSeconds()) - database;
  if (/Non-2xx|Socket errors/.test(text)) throw new Error(`${server.name}: ${text}`);
  const answered = Number(/(\d+) requests in/.exec(text)?.[1]);
  await server.check?.(answered);
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1]), load: cpu / lasting, cost: taken / answered };
}

async function openLoop(server, rate) {
  run += 1;
  const file = fileURLToPath(new URL("./open-loop.mjs", import.meta.url));
  const values = [server.port, rate, seconds, server.kind, run].map(String);
  const { text } = await finished(spawn(process.execPath, [file, ...values], { stdio: ["ignore", "pipe", "inherit"] }));
  return JSON.parse(text);
}

/** What a child says, and the seconds of a core that it took (by what the system tells of children that have ended). */
async function finished(child) {
  const before = childSeconds();
  let text = "";
  child.stdout.on("data", (part) => (text += part));
  await new Promise((resolve) => child.on("close", resolve));
  return { text, cpu: childSeconds() - before };
}

function childSeconds() {
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ").at(-1).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** The seconds of a core that the database's processes have taken, those of before among them. */
async function databaseSeconds() {
  const { rows } = await operator((client) => client.query("select pid from pg_stat_activity"));
  for (const { pid } of rows) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
      processes.set(pid, (Number(fields[11]) + Number(fields[12])) / 100);
    } catch {} // it has just ended
  }
  return [...processes.values()].reduce((sum, seconds) => sum + seconds, 0);
}
