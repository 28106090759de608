/**
 * The server as a client meets it: a month's statement of a room with every service, a correction in a source that forty rooms
 * read, and what facts take on disk. Database, hash, chain, row security and fsync as in operation.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { factHash, instantText, parseFact } from "@overens/core";
import { httpServer, openDatabase } from "@overens/server";
import { figure, median, minutes, probesOf, services, start, timed } from "./lib.mjs";
import { duckdb, metricsServer } from "./peers.mjs";

const folder = mkdtempSync(join(tmpdir(), "overens-bench-"));
chmodSync(folder, 0o755);
const database = await openDatabase({ url: undefined, folder: join(folder, "data") });
const app = await httpServer(database, { requestsPerMinute: 10_000_000 });
await app.listen({ host: "localhost", port: 0 });
const url = `http://localhost:${app.server.address().port}/api`;
const probes = Array.from({ length: services }, (_, service) => probesOf(service));
const subject = (service) => `svc-${String(service).padStart(4, "0")}`;

async function call(path, body, type = "application/json") {
  const response = await fetch(
    url + path,
    body === undefined
      ? {}
      : {
          method: "POST",
          headers: { "content-type": type },
          body: typeof body === "string" ? body : JSON.stringify(body),
        },
  );
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 500)}`);
  return text;
}

const agreement = (names) =>
  JSON.stringify({
    overens: "1",
    title: "Bench",
    zone: "UTC",
    parties: [
      { id: "p", role: "provider", name: "P" },
      { id: "c", role: "customer", name: "C" },
    ],
    services: names.map((id) => ({ id, name: id })),
    measurement: {
      "no-data": "unmeasured",
      exclusions: [{ id: "m", title: "Maintenance", cause: "maintenance", treatment: "leaves-divisor" }],
    },
    objectives: [
      {
        id: "up",
        title: "Up",
        indicator: { kind: "outage-time" },
        target: { "at-least": "99.9 %" },
        exclusions: ["m"],
      },
    ],
  });

/** The month's outages of every service, told as facts. */
function outageLines() {
  const lines = [];
  for (let service = 0; service < services; service++) {
    const of = probes[service];
    for (let minute = 0; minute < minutes; minute++) {
      if (of[minute]) continue;
      const from = minute;
      while (minute < minutes && !of[minute]) minute += 1;
      lines.push(
        JSON.stringify({
          kind: "outage",
          source: "status",
          id: `${service}-${from}`,
          subject: subject(service),
          from: instantText(start + from * 60_000),
          until: instantText(start + minute * 60_000),
        }),
      );
    }
  }
  return lines;
}

try {
  const parts = {
    "month-http": monthOverHttp,
    correction: corrections,
    "bytes-per-sample": bytesPerSample,
  };
  const only = process.env.ONLY?.split(",");
  for (const [name, part] of Object.entries(parts)) if (only === undefined || only.includes(name)) await part();
} finally {
  app.server.closeAllConnections();
  await app.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}

async function monthOverHttp() {
  const { room } = JSON.parse(
    await call("/rooms", {
      agreement: agreement(probes.map((_, service) => subject(service))),
      facts: outageLines().join("\n"),
    }),
  );
  const read = () => call(`/rooms/${room}/statements/2026-06?detail=figures`);
  const first = JSON.parse(await read());
  if (first.result.results.length !== services) throw new Error("a service is missing");
  const ours = await timed(read, 31, 5);
  const peers = [];
  const vm = await metricsServer("victoria-metrics", probes);
  if (vm) {
    peers.push(["VictoriaMetrics", await timed(vm.month, 5, 1)]);
    await vm.stop();
  }
  const duck = await duckdb(probes);
  if (duck) {
    peers.push(["DuckDB", await timed(duck.month, 5, 2)]);
    await duck.stop();
  }
  const [peer, peerValue] = peers.sort(([, a], [, b]) => a - b)[0] ?? [null, null];
  figure({ name: "month-http", value: ours, unit: "ms", peer, peerValue, goal: { ratio: 10 }, better: "lower" });
}

/** One outage corrected over and over in a source that forty rooms read: from the request to the end of a read that shows it. */
async function corrections() {
  await call("/sources", { organisation: "norrdrift", source: "storage" });
  const rooms = [];
  for (let index = 0; index < 40; index++) {
    const { room } = JSON.parse(await call("/rooms", { agreement: agreement(["disk"]), organisation: "norrdrift" }));
    await call(`/rooms/${room}/subscriptions`, { source: "norrdrift.storage" });
    rooms.push(room);
  }
  const past = Array.from({ length: 60 }, (_, index) =>
    JSON.stringify({
      kind: "outage",
      id: `past-${index}`,
      subject: "disk",
      from: instantText(start + index * 36_000_000 + 1_800_000),
      until: instantText(start + index * 36_000_000 + 1_830_000),
    }),
  );
  await call("/sources/norrdrift.storage/facts", past.join("\n"), "application/x-ndjson");
  const times = [];
  let before;
  for (let round = 0; round < 440; round++) {
    const fact = {
      kind: "outage",
      source: "storage",
      id: "the-outage",
      subject: "disk",
      from: instantText(start + 6 * 3_600_000),
      until: instantText(start + 7 * 3_600_000 + round * 1000),
      ...(before === undefined ? {} : { supersedes: before }),
    };
    const room = rooms[(round * 7) % rooms.length];
    const began = process.hrtime.bigint();
    await call("/sources/norrdrift.storage/facts", JSON.stringify(fact), "application/x-ndjson");
    const read = JSON.parse(await call(`/rooms/${room}/statements/2026-06`));
    const elapsed = Number(process.hrtime.bigint() - began) / 1e6;
    if (!JSON.stringify(read.result.results[0].spans).includes(fact.until))
      throw new Error("the read does not show the correction");
    before = factHash(parseFact(fact, { path: "" }).value);
    if (round >= 40) times.push(elapsed);
  }
  times.sort((a, b) => a - b);
  figure({ name: "correction", value: median(times), unit: "ms", goal: { value: 10 }, better: "lower" });
  figure({
    name: "correction-p99",
    value: times[Math.floor(times.length * 0.99)],
    unit: "ms",
    goal: { value: 50 },
    better: "lower",
  });
}

/** Three days of minute samples of every service, one request a minute, then folded; the tables with all that belongs to them. */
async function bytesPerSample() {
  await call("/sources", { organisation: "norrdrift", source: "probe" });
  const size = async (table) =>
    Number(
      (await database.asOperator((client) => client.query("select pg_total_relation_size($1) as size", [table])))
        .rows[0].size,
    );
  await database.asOperator((client) => client.query("vacuum full batch, shelf"));
  const [batches, shelves] = [await size("batch"), await size("shelf")];
  const sent = Math.min(minutes, 4320);
  for (let minute = 0; minute < sent; minute++) {
    const slot = instantText(start + minute * 60_000);
    const lines = probes.map(
      (of, service) =>
        `{"kind":"sample","subject":"${subject(service)}","slot":"${slot}","length_ms":60000,"state":"${of[minute] ? "up" : minute % 4999 === service ? "unknown" : "down"}"}`,
    );
    await call("/sources/norrdrift.probe/facts", lines.join("\n"), "application/x-ndjson");
  }
  const samples = sent * services;
  const { room } = JSON.parse(await call("/rooms", { agreement: agreement([subject(0)]), organisation: "norrdrift" }));
  await call(`/rooms/${room}/subscriptions`, { source: "norrdrift.probe" });
  await call(`/rooms/${room}/blocks`);
  const folded = await database.asOperator((client) =>
    client.query(
      "select sum(length(body))::int as bytes, count(*)::int as shelves from shelf where source_id = 'norrdrift.probe'",
    ),
  );
  await database.asOperator((client) => client.query("vacuum full batch, shelf"));
  figure({
    name: "bytes-per-sample",
    value: folded.rows[0].bytes / samples,
    unit: "bytes",
    goal: { value: 0.02 },
    better: "lower",
  });
  figure({
    name: "bytes-per-sample-shelf-table",
    value: ((await size("shelf")) - shelves) / samples,
    unit: "bytes",
    goal: { value: 0.02 },
    better: "lower",
  });
  figure({
    name: "bytes-per-sample-evidence",
    value: ((await size("batch")) - batches) / samples,
    unit: "bytes",
    goal: { value: 3 },
    better: "lower",
  });
}
