/** What a month's result costs by the number of services, from 1 to 10,000, outages told as facts; and as a chart in docs/. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { collector, parseAgreement, periodOfLabel, resultOf, timelineOf } from "@overens/core";
import { timeTables } from "@overens/tables";
import { figure, minutes, probesOf, start, timed } from "./lib.mjs";
import { duckdb } from "./peers.mjs";

const tables = timeTables();
const period = periodOfLabel("2026-06", tables.zones.zone("UTC"));
const sizes = [1, 10, 100, 1000, 10_000];

function outages(service) {
  const probes = probesOf(service);
  const found = [];
  for (let minute = 0; minute < minutes; minute++) {
    if (probes[minute]) continue;
    const from = minute;
    while (minute < minutes && !probes[minute]) minute += 1;
    found.push({
      kind: "outage",
      source: "status",
      id: `${service}-${from}`,
      subject: `svc-${service}`,
      from: start + from * 60_000,
      until: start + minute * 60_000,
    });
  }
  return found;
}

const rows = [];
for (const services of sizes) {
  const document = {
    overens: "1",
    title: "Cost",
    parties: [{ id: "p", role: "provider", name: "P" }],
    services: Array.from({ length: services }, (_, service) => ({ id: `svc-${service}`, name: "S" })),
    objectives: [{ id: "up", title: "Up", indicator: { kind: "outage-time" }, target: { "at-least": "99.9 %" } }],
  };
  const agreement = parseAgreement(JSON.stringify(document)).value.agreement;
  const facts = collector();
  for (let service = 0; service < services; service++) for (const fact of outages(service)) facts.add(fact);
  const ours = await timed(
    () => resultOf(agreement, period, timelineOf(facts), tables, start + 40 * 86_400_000),
    services > 1000 ? 3 : 7,
    1,
  );
  global.gc?.();
  rows.push({
    services,
    ours,
    memory: process.memoryUsage().heapUsed / 2 ** 20,
    peer: services <= 1000 ? await peerAt(services) : null,
  });
  figure({
    name: `result-of-${services}-services`,
    value: ours,
    unit: "ms",
    peer: rows.at(-1).peer === null ? null : "DuckDB, samples, no reasons",
    peerValue: rows.at(-1).peer,
    goal: { value: Math.max(50, services * 2) },
    better: "lower",
  });
}
writeFileSync(fileURLToPath(new URL("../docs/cost-by-services.svg", import.meta.url)), chart(rows));

async function peerAt(services) {
  const duck = await duckdb(
    Array.from({ length: services }, (_, service) => probesOf(service)),
    services,
  );
  if (duck === null) return null;
  const time = await timed(duck.month, 5, 1);
  await duck.stop();
  return time;
}

/** Both axes in powers of ten. */
function chart(points) {
  const [width, height, left, bottom] = [640, 360, 60, 40];
  const x = (services) => left + (Math.log10(services) / 4) * (width - left - 20);
  const y = (time) => height - bottom - ((Math.log10(time) + 2) / 6) * (height - bottom - 20);
  const line = (values, colour) =>
    `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${values.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(" ")}"/>${values.map(([a, b]) => `<circle cx="${x(a).toFixed(1)}" cy="${y(b).toFixed(1)}" r="3" fill="${colour}"/>`).join("")}`;
  const text = (at, down, words, anchor = "middle") =>
    `<text x="${at.toFixed(1)}" y="${down.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
  const grid = [-2, -1, 0, 1, 2, 3, 4].map(
    (power) =>
      `<line x1="${left}" x2="${width - 20}" y1="${y(10 ** power).toFixed(1)}" y2="${y(10 ** power).toFixed(1)}" stroke="#ddd"/>${text(left - 6, y(10 ** power) + 4, `${10 ** power} ms`, "end")}`,
  );
  const marks = points.map(({ services }) => text(x(services), height - bottom + 16, services.toLocaleString("en")));
  const peers = points.filter(({ peer }) => peer !== null).map(({ services, peer }) => [services, peer]);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Time of a month's result by number of services"><rect width="100%" height="100%" fill="#fff"/>${grid.join("")}${marks.join("")}${text(width / 2, height - 6, "services")}${line(
    points.map(({ services, ours }) => [services, ours]),
    "#1c5d99",
  )}${peers.length > 1 ? line(peers, "#b3541e") : ""}${text(x(10_000), y(points.at(-1).ours) - 8, "result with reasons", "end")}${peers.length > 1 ? text(x(1000) + 8, y(peers.at(-1)[1]) + 16, "DuckDB, the sum alone", "start") : ""}</svg>\n`;
}
