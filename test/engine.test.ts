import { readFileSync } from "node:fs";
import {
  type Agreement,
  blocksHash,
  blocksOf,
  collector,
  type Fact,
  type Instant,
  type Milliseconds,
  meaningHashes,
  parseAgreement,
  parseFactLine,
  parseInstant,
  periodOfLabel,
  resultOf,
  timelineOf,
  timelineOfBlocks,
  totalLength,
  type Zone,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import fc from "fast-check";
import { expect, test } from "vitest";

const tables = timeTables();
const utc = tables.zones.zone("UTC") as Zone;
const judgedAt = parseInstant("2024-12-01T00:00:00Z") as Instant;
const april = periodOfLabel("2024-04", utc) ?? { start: 0 as Instant, end: 0 as Instant, label: "", zone: "" };

function agreementOf(text: string): Agreement {
  const parsed = parseAgreement(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value.agreement;
}

const web =
  agreementOf(`{"overens":"1","title":"Web","parties":[{"id":"p","role":"provider","name":"P"}],"services":[{"id":"web","name":"Web"}],
"measurement":{"exclusions":[{"id":"m","title":"Maintenance","cause":"maintenance","treatment":"leaves-divisor"}]},
"objectives":[{"id":"up","title":"Up","indicator":{"kind":"outage-time","minimum-length":"1 min"},"target":{"at-least":"99.9 %"},"exclusions":["m"]}]}`);

const anyOutage = fc
  .tuple(fc.nat(200), fc.integer({ min: -100_000, max: 2_700_000 }), fc.integer({ min: 1, max: 20_000 }), fc.boolean())
  .map(([id, from, size, planned]): Fact => {
    const span = {
      from: (april.start + from * 1000) as Instant,
      until: (april.start + (from + size) * 1000) as Instant,
    };
    return planned
      ? { kind: "notice", source: "s", id: `n${id}`, subject: "web", notice: "maintenance", ...span }
      : { kind: "outage", source: "s", id: `o${id}`, subject: "web", ...span };
  });
const anyFacts = fc.uniqueArray(anyOutage, { maxLength: 12, selector: (fact) => ("id" in fact ? fact.id : "") });

function collected(facts: readonly Fact[]) {
  const made = collector();
  for (const fact of facts) made.add(fact);
  return made;
}

function resultFor(facts: readonly Fact[]) {
  const result = resultOf(web, april, timelineOf(collected(facts)), tables, judgedAt);
  if (!result.ok) throw new Error("no result");
  return result.value;
}

test("the spans of a result are its period, to the millisecond, and each bad one names a fact or a point", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const [line] = resultFor(facts).objectives;
      const spans = line?.spans ?? [];
      expect(totalLength(spans)).toBe(april.end - april.start);
      spans.forEach((span, index) => expect(span.start).toBe(index === 0 ? april.start : spans[index - 1]?.end));
      for (const span of spans.filter(({ state }) => state === "down" || state === "forgiven" || state === "excluded"))
        expect(span.facts.length + (span.point === null ? 0 : 1)).toBeGreaterThan(0);
    }),
  );
});

test("neither the order of facts nor how often they come changes a result's hash", () => {
  fc.assert(
    fc.property(anyFacts, fc.infiniteStream(fc.nat()), (facts, chance) => {
      const shuffled = [...facts, ...facts]
        .map((fact) => [chance.next().value as number, fact] as const)
        .sort(([a], [b]) => a - b);
      expect(resultFor(shuffled.map(([, fact]) => fact)).hash).toBe(resultFor(facts).hash);
    }),
  );
});

test("more downtime never raises the figure", () => {
  fc.assert(
    fc.property(anyFacts, anyOutage, (facts, extra) => {
      if (extra.kind !== "outage" || facts.some((fact) => "id" in fact && fact.id === extra.id)) return;
      const [before, after] = [resultFor(facts), resultFor([...facts, extra])].map(
        ({ objectives }) => objectives[0]?.value,
      );
      if (!before || !after) return;
      expect(after.numerator * before.denominator <= before.numerator * after.denominator).toBe(true);
    }),
  );
});

test("stored blocks give the timeline that the facts gave", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const blocks = blocksOf(collected(facts));
      const again = resultOf(web, april, timelineOfBlocks(blocks), tables, judgedAt);
      expect(again.ok && again.value.hash).toBe(resultFor(facts).hash);
      expect(blocksHash([...blocks].reverse())).toBe(blocksHash(blocks));
    }),
  );
});

test("two contents of one identity are a conflict: neither counts, until one names the other", () => {
  const lines = readFileSync("examples/safespring/facts.jsonl", "utf8").trim().split("\n");
  const made = collector();
  for (const [index, line] of [
    ...lines,
    '{"kind":"outage","source":"status","id":"2024-04-02","subject":"compute","from":"2024-04-10T10:00:00Z","until":"2024-04-10T11:00:00Z"}',
  ].entries()) {
    const read = parseFactLine(line, index + 1);
    if (read.ok) made.add(read.value);
  }
  expect(made.conflicts()).toHaveLength(1);
  expect(made.told("compute", "outage").map(({ id }) => id)).not.toContain("2024-04-02");
});

test("a month of samples with a gap is unmeasured where it is silent, never up", () => {
  const samples = Array.from(
    { length: 100 },
    (_, minute): Fact => ({
      kind: "sample",
      source: "s",
      subject: "web",
      slot: (april.start + minute * 60_000) as Instant,
      length: 60_000 as Milliseconds,
      state: minute === 50 ? "down" : "up",
    }),
  );
  const [line] = resultFor(samples).objectives;
  expect(line?.value).toEqual({ numerator: 99n, denominator: 1n });
  expect(
    line?.spans.filter(({ state }) => state === "no-data").reduce((sum, { start, end }) => sum + end - start, 0),
  ).toBe(april.end - april.start - 100 * 60_000);
});

test("moving the office calendar changes exactly the objectives that use it", () => {
  const text = readFileSync("examples/incidents/agreement.yaml", "utf8");
  const [before, after] = [text, text.replaceAll("08:00-17:00", "08:00-16:00")].map(
    (version) => new Map(meaningHashes(agreementOf(version)).map(({ id, meaning }) => [id, meaning])),
  );
  const changed = [...(before ?? [])].filter(([id, meaning]) => after?.get(id) !== meaning).map(([id]) => id);
  expect(changed.sort()).toEqual(["2.1", "2.2", "2.3", "office"]);
});
