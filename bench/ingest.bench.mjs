/**
 * Facts received and kept: batches of a hundred over HTTP, each checked, hashed, chained and committed (fsync) under row security
 * before its answer, beside fastify and COPY with the same guarantees, and with none. Each server at its own full load, in turns.
 * ROUNDS and SECONDS change how often and how long; ONLY=ours leaves the peers out, as for a profile.
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
const onlyOurs = process.env.ONLY === "ours";
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
    if (copy && !onlyOurs) servers.push(...(await peers(database)));
    for (const server of servers) server.full = await fullLoad(server);
    const rates = await inTurns(servers);
    report(rates);
    await latency(servers.filter(({ kind }) => kind !== "bare").slice(0, 2), rates);
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
    { name: "guarded", kind: "guarded", ...(await guardedPeer(database, copy.from, { keyed: true })) },
    { name: "bare", kind: "bare", ...(await barePeer(database, copy.from)) },
    { name: "nothing", kind: "guarded", ...(await nothingStored()) },
  ];
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
  const rates = new Map(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const line = [];
    for (const server of servers) {
      const { rate, load: share } = await load(server, server.full, seconds);
      rates.get(server.name).push(rate);
      line.push(`${server.name} ${Math.round(rate)} (load ${Math.round(share * 100)} % of a core)`);
    }
    process.stderr.write(`round ${round + 1}, batches/s: ${line.join(", ")}\n`);
  }
  return rates;
}

function report(rates) {
  const facts = (name) => median(rates.get(name)) * factsABatch;
  const beside = (name, peer, of, goal) => {
    const measuredPeer = rates.has(peer);
    const ratios = measuredPeer ? rates.get(of).map((rate, round) => rate / rates.get(peer)[round]) : [];
    if (measuredPeer) process.stderr.write(`${name}, ratio a round: ${ratios.map((r) => r.toFixed(2)).join(", ")}\n`);
    figure({
      name,
      value: facts(of),
      unit: "facts/s",
      peer: measuredPeer ? peerNames[peer] : null,
      peerValue: measuredPeer ? facts(peer) : null,
      goal: { ratio: goal },
      better: "higher",
    });
  };
  beside("ingest-json", "guarded", "ours", goals["ingest-json"]);
  beside("ingest-json-bare", "bare", "ours", goals["ingest-json-bare"]);
  if (rates.has("nothing")) beside("ingest-json-of-nothing-stored", "nothing", "ours", 0.2);
}

/** At half of our full load, offered at its rate whatever the answers do. */
async function latency(servers, rates) {
  const half = median(rates.get("ours")) / 2;
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

/** As many requests as the connections carry, by wrk: batches a second, and the share of a core that the load itself takes. */
async function load(server, connections, lasting) {
  await server.empty();
  run += 1;
  const file = `${data}/ingest-${server.name}.lua`;
  writeFileSync(file, script(server.kind, run));
  const { text, cpu } = await finished(
    spawn("wrk", ["-t1", `-c${connections}`, `-d${lasting}s`, "-s", file, `http://localhost:${server.port}`]),
  );
  if (/Non-2xx|Socket errors/.test(text)) throw new Error(`${server.name}: ${text}`);
  const answered = Number(/(\d+) requests in/.exec(text)?.[1]);
  await server.check?.(answered);
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1]), load: cpu / lasting };
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
