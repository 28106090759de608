/** Prometheus, VictoriaMetrics and DuckDB with the same month of probes, started and loaded by the benchmark itself. Null where one is not installed. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { data, minutes, services, start } from "./lib.mjs";

const name = (service) => `svc-${String(service).padStart(4, "0")}`;
const installed = (command) => spawnSync("which", [command]).status === 0;
const days = Math.round(minutes / 1440);
const lastMinute = start / 1000 + minutes * 60 - 60;

/** @returns queries over the month, each giving the sum of the services' availabilities; or null */
export async function metricsServer(kind, probes) {
  const command = kind === "prometheus" ? "prometheus" : "victoria-metrics";
  if (!installed(command)) return null;
  const port = kind === "prometheus" ? 19_190 : 18_528;
  const folder = `${data}/${kind}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${data}/prometheus.yml`, "global: { scrape_interval: 1h }\n");
  const options =
    kind === "prometheus"
      ? [
          `--config.file=${data}/prometheus.yml`,
          `--storage.tsdb.path=${folder}`,
          "--storage.tsdb.retention.time=100y",
          `--web.listen-address=127.0.0.1:${port}`,
          "--web.enable-remote-write-receiver",
          "--query.max-samples=500000000",
          "--query.timeout=10m",
        ]
      : [
          `-storageDataPath=${folder}`,
          "-retentionPeriod=100y",
          `-httpListenAddr=127.0.0.1:${port}`,
          "-search.maxSamplesPerQuery=5000000000",
          "-search.maxQueryDuration=10m",
          "-search.maxStalenessInterval=1m",
        ];
  const server = spawn(command, options, { stdio: "ignore" });
  const get = async (path) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    if (!response.ok) throw new Error(`${kind}: ${response.status} ${await response.text()}`);
    return response;
  };
  await ready(() => get(kind === "prometheus" ? "/-/ready" : "/metrics"));
  await remoteWrite(port, probes);
  if (kind !== "prometheus") await get("/internal/force_flush");
  const fresh = kind === "prometheus" ? "" : "&nocache=1";
  const query = async (text) =>
    (await (await get(`/api/v1/query?query=${encodeURIComponent(text)}&time=${lastMinute}${fresh}`)).json()).data
      .result;
  const range = async (text, from) =>
    (
      await (
        await get(
          `/api/v1/query_range?query=${encodeURIComponent(text)}&start=${from}&end=${lastMinute}&step=3600${fresh}`,
        )
      ).json()
    ).data.result;
  return {
    month: async () =>
      (await query(`avg_over_time(up[${days}d])`)).reduce((sum, { value }) => sum + Number(value[1]), 0),
    burnDown: async (service) =>
      (await range(`avg_over_time(up{service="${name(service)}"}[${days / 2}d])`, lastMinute - (days / 2) * 86_400))[0]
        .values.length,
    burnDownAll: async () => (await range(`avg_over_time(up[${days / 2}d])`, lastMinute - (days / 2) * 86_400)).length,
    stop: async () => {
      server.kill("SIGTERM");
      await once(server, "exit");
    },
  };
}

export async function duckdb(probes, count = services) {
  const library = await import("@duckdb/node-api").catch(() => null);
  if (!library) return null;
  const file = `${data}/probe-${count}-${minutes}.csv`;
  if (!existsSync(file)) await writeCsv(file, probes, count);
  const connection = await (await library.DuckDBInstance.create(":memory:", { threads: "2" })).connect();
  await connection.run(
    `create table probe as select make_timestamp(ts * 1000000) as ts, service, up = 1 as up from read_csv('${file}', header = false, columns = {'ts': 'BIGINT', 'service': 'INTEGER', 'up': 'TINYINT'})`,
  );
  const rows = async (sql) => (await connection.run(sql)).getRows();
  return {
    month: async () =>
      (
        await rows(
          "select service, avg(up::int) from probe where ts >= '2026-06-01' and ts < '2026-07-01' group by service",
        )
      ).reduce((sum, row) => sum + Number(row[1]), 0),
    stop: async () => connection.closeSync?.(),
  };
}

async function writeCsv(file, probes, count) {
  const out = createWriteStream(file, { highWaterMark: 1 << 22 });
  for (let minute = 0; minute < minutes; minute++) {
    const at = start / 1000 + minute * 60;
    let text = "";
    for (let service = 0; service < count; service++) text += `${at},${service},${probes[service][minute]}\n`;
    if (!out.write(text)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}

async function ready(attempt) {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Prometheus remote write: ten samples a series a request, in order of time. */
async function remoteWrite(port, probes) {
  const perRequest = 10;
  const heads = probes.map((_, service) =>
    label("__name__", "up", label("job", "probe", label("service", name(service)))),
  );
  const buffer = Buffer.alloc(64 << 20);
  const agent = new http.Agent({ keepAlive: true });
  let pending = Promise.resolve();
  for (let minute = 0; minute < minutes; minute += perRequest) {
    let at = 0;
    for (let service = 0; service < probes.length; service++) {
      const samples = [];
      for (let next = minute; next < Math.min(minutes, minute + perRequest); next++)
        samples.push(sample(probes[service][next], start + next * 60_000));
      const body = Buffer.concat([heads[service], ...samples]);
      buffer[at++] = 0x0a;
      at = varint(buffer, at, body.length);
      at += body.copy(buffer, at);
    }
    const packed = snappy(buffer.subarray(0, at));
    await pending;
    pending = post(agent, port, packed);
  }
  await pending;
}

function label(key, value, after = Buffer.alloc(0)) {
  const inner = Buffer.concat([
    Buffer.from([0x0a, key.length]),
    Buffer.from(key),
    Buffer.from([0x12, value.length]),
    Buffer.from(value),
  ]);
  return Buffer.concat([Buffer.from([0x0a, inner.length]), inner, after]);
}

function sample(value, time) {
  const bytes = Buffer.alloc(24);
  bytes[0] = 0x12;
  bytes[2] = 0x09;
  bytes.writeDoubleLE(value, 3);
  bytes[11] = 0x10;
  const end = varint(bytes, 12, time);
  bytes[1] = end - 2;
  return bytes.subarray(0, end);
}

function varint(buffer, at, value) {
  let left = value;
  let next = at;
  while (left > 127) {
    buffer[next++] = (left % 128) | 128;
    left = Math.floor(left / 128);
  }
  buffer[next++] = left;
  return next;
}

/** Snappy's block form with literals alone: what is sent is larger, what is stored is the same. */
function snappy(bytes) {
  const head = Buffer.alloc(10);
  const parts = [head.subarray(0, varint(head, 0, bytes.length))];
  for (let from = 0; from < bytes.length; from += 65_536) {
    const part = bytes.subarray(from, from + 65_536);
    parts.push(Buffer.from([61 << 2, (part.length - 1) & 255, (part.length - 1) >> 8]), part);
  }
  return Buffer.concat(parts);
}

function post(agent, port, body) {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/x-protobuf",
      "content-encoding": "snappy",
      "x-prometheus-remote-write-version": "0.1.0",
      "content-length": body.length,
    };
    const request = http.request(
      { host: "127.0.0.1", port, path: "/api/v1/write", method: "POST", agent, headers },
      (response) => {
        response.resume();
        response.on("end", () =>
          response.statusCode < 300 ? resolve() : reject(new Error(`remote write: ${response.statusCode}`)),
        );
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}
