/** Reading a month of minute probes as lines of JSON into facts in effect, beside a bare loop that reads and parses the same file. */

import { once } from "node:events";
import { createReadStream, createWriteStream, existsSync, statSync } from "node:fs";
import {
  collector,
  instantText,
  parseAgreement,
  parseFactLine,
  periodOfLabel,
  resultOf,
  timelineOf,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { data, figure, minutes, probesOf, services, start } from "./lib.mjs";

const file = `${data}/probes-${services}-${minutes}.jsonl`;
if (!existsSync(file)) await writeProbes();

async function writeProbes() {
  const out = createWriteStream(file, { highWaterMark: 1 << 22 });
  const probes = Array.from({ length: services }, (_, service) => probesOf(service));
  for (let minute = 0; minute < minutes; minute++) {
    const slot = instantText(start + minute * 60_000);
    const lines = probes.map(
      (probe, service) =>
        `{"kind":"sample","source":"probe","subject":"svc-${String(service).padStart(4, "0")}","slot":"${slot}","length_ms":60000,"state":"${probe[minute] ? "up" : "down"}"}\n`,
    );
    if (!out.write(lines.join(""))) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}

async function eachLine(work) {
  let rest = "";
  for await (const part of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    const text = rest + part;
    let from = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
      work(text.slice(from, end));
      from = end + 1;
    }
    rest = text.slice(from);
  }
}

const lines = services * minutes;
async function rate(work) {
  const began = process.hrtime.bigint();
  await eachLine(work);
  return lines / (Number(process.hrtime.bigint() - began) / 1e9);
}

let parsed = 0;
const bare = await rate((line) => {
  parsed += JSON.parse(line).length_ms;
});
const facts = collector();
const ours = await rate((line) => {
  const read = parseFactLine(line, 1);
  if (read.ok) facts.add(read.value);
});
figure({
  name: "evaluate-stream",
  value: ours,
  unit: "facts/s",
  peer: "bare read and JSON.parse",
  peerValue: bare,
  goal: { ratio: 0.6 },
  better: "higher",
});
const agreement = parseAgreement(
  JSON.stringify({
    overens: "1",
    title: "Probes",
    parties: [{ id: "p", role: "provider", name: "P" }],
    services: Array.from({ length: services }, (_, service) => ({
      id: `svc-${String(service).padStart(4, "0")}`,
      name: "S",
    })),
    objectives: [{ id: "up", title: "Up", indicator: { kind: "outage-time" }, target: { "at-least": "99.9 %" } }],
  }),
);
const tables = timeTables();
const began = process.hrtime.bigint();
const result = resultOf(
  agreement.value.agreement,
  periodOfLabel("2026-06", tables.zones.zone("UTC")),
  timelineOf(facts),
  tables,
  start + 40 * 86_400_000,
);
figure({
  name: "evaluate-month",
  value: Number(process.hrtime.bigint() - began) / 1e6,
  unit: "ms",
  goal: { value: 60_000 },
  better: "lower",
});
figure({
  name: "evaluate-stream-memory",
  value: process.resourceUsage().maxRSS / 1024,
  unit: "MB",
  goal: { value: 512 },
  better: "lower",
});
if (!result.ok || parsed === 0 || statSync(file).size === 0) process.exitCode = 1;
