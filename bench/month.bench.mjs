/**
 * A month of minute probes of every service, and its burn-down: accounts of the objectives, beside what monitoring servers and a
 * column store take for the same question over the same samples. Ours counts exclusions and unknown slots; theirs does not.
 */
import {
  accountOf,
  attainmentIn,
  burnDown,
  compare,
  divide,
  hashText,
  parseAgreement,
  periodOfLabel,
  restored,
  resultOf,
  timelineOf,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { figure, minutes, probesOf, services, start, timed } from "./lib.mjs";
import { duckdb, metricsServer } from "./peers.mjs";

const day = 86_400_000;
const tables = timeTables();
const probes = Array.from({ length: services }, (_, service) => probesOf(service));
const subject = (service) => `svc-${String(service).padStart(4, "0")}`;
const period = periodOfLabel("2026-06", tables.zones.zone("UTC"));
const window = { start, end: start + minutes * 60_000 };

function blockOf(service, first, unknown) {
  const runs = [];
  for (let minute = first; minute < Math.min(minutes, first + 1440); minute++) {
    const state = unknown && minute % 4999 === service % 4999 ? "unknown" : probes[service][minute] ? "up" : "down";
    const last = runs.at(-1);
    if (last?.[1] === state) last[0] += 1;
    else runs.push([1, state]);
  }
  const body = JSON.stringify([{ length_ms: 60_000, phase: 0, runs }]);
  return {
    source: "probe",
    subject: subject(service),
    series: "sample",
    day: Math.floor(start / day) + first / 1440,
    body,
    hash: hashText(body),
  };
}

function factsWith(unknown, notices) {
  const blocks = [];
  for (let service = 0; service < services; service++)
    for (let first = 0; first < minutes; first += 1440) blocks.push(blockOf(service, first, unknown));
  const facts = restored(blocks);
  if (notices)
    for (let service = 0; service < services; service++)
      facts.add({
        kind: "notice",
        source: "notices",
        id: `n${service}`,
        subject: subject(service),
        notice: "maintenance",
        from: start + 3 * day + (service % 24) * 3_600_000,
        until: start + 3 * day + (service % 24) * 3_600_000 + 7_200_000,
      });
  return facts;
}

const agreement = parseAgreement(
  JSON.stringify({
    overens: "1",
    title: "Probes",
    parties: [{ id: "p", role: "provider", name: "P" }],
    services: Array.from({ length: services }, (_, service) => ({ id: subject(service), name: "S" })),
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
  }),
).value.agreement;

function computed(facts) {
  const result = resultOf(agreement, period, timelineOf(facts), tables, start + 40 * day);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

const accountsOf = (result) => result.objectives.map(({ spans }) => accountOf(spans));
const share = ({ good, total }) => {
  const part = divide(good, total);
  return Number(part.numerator) / Number(part.denominator);
};

const facts = factsWith(true, true);
const cold = await timed(() => computed(facts), 3, 1);
const accounts = accountsOf(computed(facts));
let missed = 0;
const target = { numerator: 999n, denominator: 1000n };
const month = await timed(
  () => {
    missed = 0;
    for (const account of accounts) {
      const { good, total } = attainmentIn(account, window);
      if (compare(divide(good, total), target) < 0) missed += 1;
    }
  },
  31,
  5,
);
const half = (minutes / 2) * 60_000;
const until = window.end - 60_000;
const burn = await timed(
  () =>
    accounts.reduce((points, account) => points + burnDown(account, half, until - half, until, 3_600_000).length, 0),
  5,
  1,
);

// The same question without what the peers cannot count must give their answer.
const plain = accountsOf(computed(factsWith(false, false))).reduce(
  (sum, account) => sum + share(attainmentIn(account, window)),
  0,
);
const agrees = (sum, who) => {
  if (Math.abs(sum - plain) > 0.001) throw new Error(`${who} gives ${sum}, ours ${plain}`);
};

const peers = {};
for (const kind of ["victoria-metrics", "prometheus"]) {
  const server = await metricsServer(kind, probes);
  if (!server) continue;
  agrees(await server.month(), kind);
  peers[kind] = {
    month: await timed(server.month, 5, 1),
    burnAll: process.env.BURN_ALL === "no" ? null : await timed(server.burnDownAll, 1, 0),
  };
  await server.stop();
}
const duck = await duckdb(probes);
if (duck) {
  agrees(await duck.month(), "DuckDB");
  peers.duckdb = { month: await timed(duck.month, 5, 2), burnAll: null };
  await duck.stop();
}
const [fastest, its] = [
  ["VictoriaMetrics", peers["victoria-metrics"]],
  ["DuckDB", peers.duckdb],
]
  .filter(([, found]) => found)
  .sort(([, a], [, b]) => a.month - b.month)[0] ?? [null, null];
figure({
  name: "month",
  value: month,
  unit: "ms",
  peer: fastest,
  peerValue: its?.month ?? null,
  goal: { ratio: 50 },
  better: "lower",
});
figure({
  name: "month-prometheus",
  value: month,
  unit: "ms",
  peer: "Prometheus",
  peerValue: peers.prometheus?.month ?? null,
  goal: { ratio: 1000 },
  better: "lower",
});
figure({
  name: "burn-down",
  value: burn,
  unit: "ms",
  peer: "VictoriaMetrics",
  peerValue: peers["victoria-metrics"]?.burnAll ?? null,
  goal: { ratio: 60 },
  better: "lower",
});
figure({
  name: "burn-down-prometheus",
  value: burn,
  unit: "ms",
  peer: "Prometheus",
  peerValue: peers.prometheus?.burnAll ?? null,
  goal: { ratio: 800 },
  better: "lower",
});
figure({
  name: "month-cold",
  value: cold,
  unit: "ms",
  peer: fastest,
  peerValue: its?.month ?? null,
  goal: { value: 60_000 },
  better: "lower",
});
if (missed === 0) process.exitCode = 1;
