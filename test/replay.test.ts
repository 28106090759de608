/** A text tried on history: the same figures as statements would have, whose facts they rest on, and nothing where nobody knows. */
import { readFileSync } from "node:fs";
import {
  type Agreement,
  type Collector,
  collector,
  compared,
  type Instant,
  monthsBefore,
  parseAgreement,
  parseFactLine,
  parseInstant,
  type Replay,
  replayed,
  resultOf,
  timelineOf,
  type Zone,
  zoneOf,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { expect, test } from "vitest";

const tables = timeTables();
const incidents = agreementOf(readFileSync("examples/incidents/agreement.yaml", "utf8"));
const zone = zoneOf(incidents, tables) as Zone;
const judgedAt = moment("2017-01-10T00:00:00Z");
const year = monthsBefore(judgedAt, 12, zone);
const desk = factsOf(readFileSync("examples/incidents/facts.jsonl", "utf8").trim().split("\n"));

test("the last twelve months before a day in January are those of the year before", () => {
  expect(year.map(({ label }) => label)).toEqual(
    Array.from({ length: 12 }, (_, index) => `2016-${String(index + 1).padStart(2, "0")}`),
  );
});

test("each month says what its statement would have said, to the krona", () => {
  const replay = tried(incidents, desk);
  expect(replay.periods.map(({ period }) => period.label)).toEqual(year.map(({ label }) => label));
  for (const { period, lines } of replay.periods) {
    const result = resultOf(incidents, period, timelineOf(desk), tables, judgedAt);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(
      lines.map(({ objective, group, verdict, figure, remedies }) => ({ objective, group, verdict, figure, remedies })),
    ).toEqual(
      result.value.objectives.map(({ objective, group, verdict, value, remedies }) => ({
        objective,
        group,
        verdict,
        figure: value,
        remedies,
      })),
    );
  }
  expect(replay.restsOn).toEqual([{ source: "servicedesk", party: "norrdrift", decides: true }]);
  expect(replay.unknown).toEqual([]);
  expect(replay.missed).toBeGreaterThan(0);
  expect(replay.objectives.find(({ objective }) => objective === "2.3")?.remedies).toEqual(replay.remedies);
});

test("a stricter text and the one it would replace, side by side on the same facts; the fee asked for is told apart", () => {
  const source = readFileSync("examples/incidents/agreement.yaml", "utf8");
  const stricter = agreementOf(
    source.replaceAll("within: 27 h", "within: 9 h").replace("84000.00 SEK", "91000.00 SEK"),
  );
  const both = compared(incidents, stricter, desk, tables, year, judgedAt);
  if (!both.ok) throw new Error(JSON.stringify(both.problems));
  const { before, after, fees } = both.value;
  expect(before).toEqual(tried(incidents, desk));
  expect(after.remedies[0]?.minor).toBeGreaterThan(before.remedies[0]?.minor ?? 0n);
  expect(fees).toEqual([
    { per: "month", before: { minor: 8_400_000n, currency: "SEK" }, after: { minor: 9_100_000n, currency: "SEK" } },
  ]);
  const same = compared(incidents, incidents, desk, tables, year, judgedAt);
  expect(same.ok && same.value.fees).toEqual([]);
});

const availability = (period: string): Agreement =>
  agreementOf(`
overens: "1"
title: Drift
zone: Europe/Stockholm
currency: SEK
parties: [{ id: p, role: provider, name: P }, { id: c, role: customer, name: C }]
services: [{ id: web, name: Webb, resources: [{ id: node, name: Nod }] }, { id: other, name: Annat }]
measurement: { sources: [{ id: probe, party: c, measures: mätning, decides: "no" }], no-data: unmeasured }
charges: [{ id: fee, title: Avgift, amount: 1000.00 SEK, per: month }]
remedies: [{ id: r, title: Vite, kind: percent-tiers, legal-kind: contractual-penalty, base: fee, rounding: half-up, tables: [{ tiers: [{ below: 99.9 %, credit: 10 % }] }] }]
objectives:
  - { id: up, title: Uppe, service: web, indicator: { kind: outage-time }, period: ${period}, target: { at-least: 99.9 % }, remedy: r }
  - { id: other.up, title: Annat uppe, service: other, indicator: { kind: outage-time }, target: { at-least: 99.9 % }, remedy: r }
  - { id: on-time, title: Leverans, service: web, indicator: { kind: on-time-delivery, counted-in: promised }, target: { at-least: 95 % } }
  - { id: someday, title: Nöjda, intent: De som ringer ska bli nöjda. }
`);

const outages = factsOf(
  ["2016-03-05", "2016-06-05"].map(
    (day, index) =>
      `{"kind":"outage","source":"probe","id":"o${index}","subject":"web","from":"${day}T10:00:00Z","until":"${day}T12:00:00Z"}`,
  ),
);

test("without facts nobody knows: no verdict, no figure, no money", () => {
  const replay = tried(availability("calendar-month"), collector());
  expect(replay.unknown).toEqual(["up", "other.up", "on-time", "someday"]);
  expect(replay.remedies).toEqual([]);
  expect(replay.restsOn).toEqual([]);
  expect(replay.missed).toBe(0);
  for (const line of replay.periods.flatMap(({ lines }) => lines))
    expect(line).toMatchObject({ verdict: "unknown", figure: null, remedies: [] });
});

test("what is known reaches from the first outage to the last; the months around it are unknown, not perfect", () => {
  const replay = tried(availability("calendar-month"), outages);
  const verdicts = replay.periods.map(({ lines }) => lines.find(({ objective }) => objective === "up")?.verdict);
  expect(verdicts).toEqual([
    ...["unknown", "unknown"],
    ...["missed", "met", "met", "missed"],
    ...["unknown", "unknown", "unknown", "unknown", "unknown", "unknown"],
  ]);
  expect(replay.unknown).toEqual(["other.up", "on-time", "someday"]);
  expect(replay.objectives[0]).toEqual({
    objective: "up",
    known: 4,
    missed: 2,
    remedies: [{ minor: 20_000n, currency: "SEK" }],
  });
  expect(replay.restsOn).toEqual([{ source: "probe", party: "c", decides: false }]);
});

test("an objective is judged over periods of its own: quarters within the history, and the term as the whole of it", () => {
  const labels = (period: string): readonly string[] =>
    tried(availability(period), outages)
      .periods.filter(({ lines }) => lines.some(({ objective }) => objective === "up"))
      .map(({ period: { label } }) => label);
  expect(labels("quarter")).toEqual(["2016-Q1", "2016-Q2", "2016-Q3", "2016-Q4"]);
  expect(labels("year")).toEqual(["2016"]);
  expect(labels("term")).toEqual(["2016-01–2016-12"]);
  expect(labels("billing-month from day 15")).toHaveLength(11);
  expect(labels("30 days")).toHaveLength(12);
});

test("no history at all gives nothing, and a zone that nobody knows is a problem", () => {
  const none = replayed(incidents, desk, tables, [], judgedAt);
  expect(none.ok && none.value.periods).toEqual([]);
  const lost = replayed({ ...incidents, zone: "Nowhere/Here" }, desk, tables, year, judgedAt);
  expect(lost.ok ? [] : lost.problems.map(({ code }) => code)).toEqual(["unknown-zone"]);
});

function tried(agreement: Agreement, facts: Collector): Replay {
  const replay = replayed(agreement, facts, tables, year, judgedAt);
  if (!replay.ok) throw new Error(JSON.stringify(replay.problems));
  return replay.value;
}

function agreementOf(text: string): Agreement {
  const read = parseAgreement(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value.agreement;
}

function factsOf(lines: readonly string[]): Collector {
  const made = collector();
  lines.forEach((line, index) => {
    const read = parseFactLine(line, index + 1);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    made.add(read.value);
  });
  return made;
}

function moment(text: string): Instant {
  return parseInstant(text) as Instant;
}
