/** Every figure opens down to facts and points, and what is said to add up does. */
import { readdirSync, readFileSync } from "node:fs";
import {
  type Agreement,
  type Amount,
  collector,
  type Fact,
  factName,
  type Instant,
  type Milliseconds,
  parseAgreement,
  parseFactLine,
  parseInstant,
  periodOfLabel,
  pointsOf,
  type Ratio,
  type Reason,
  ratio,
  reasonLines,
  reasonsOf,
  resultOf,
  sum,
  timelineOf,
  toExact,
  type Zone,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import fc from "fast-check";
import { expect, test } from "vitest";

const tables = timeTables();
const utc = tables.zones.zone("UTC") as Zone;
const month = periodOfLabel("2024-04", utc) as NonNullable<ReturnType<typeof periodOfLabel>>;

const every = agreementOf(`
overens: "1"
title: Every indicator
currency: SEK
parties: [{ id: p, role: provider, name: P }, { id: c, role: customer, name: C }]
services: [{ id: web, name: Web, resources: [{ id: web-a }, { id: web-b }] }]
calendars: [{ id: office, hours: { mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: ["09:00-17:00"], fri: ["09:00-17:00"] } }]
clocks: [{ id: solution, title: Solution, start: opened, stop: resolved, paused-while: [customer] }]
measurement: { exclusions: [{ id: m, title: Maintenance, cause: maintenance, treatment: leaves-divisor }, { id: n, title: Minor, cause: property, when: { size: minor }, treatment: leaves-numerator }] }
remedies: [{ id: r, title: Credit, kind: percent-tiers, legal-kind: service-credit, tables: [{ tiers: [{ below: 99.9 %, at-least: 90 %, credit: 10 % }, { below: 90 %, credit: 25 % }] }] }]
objectives:
  - { id: time, title: Up, indicator: { kind: outage-time, minimum-length: 1 min }, target: { at-least: 99.9 % }, exclusions: [m, n], remedy: r }
  - { id: hours, title: Up in office hours, calendar: office, indicator: { kind: outage-time, down-when: all-members }, target: { at-least: 99.9 % }, exclusions: [m], remedy: r }
  - { id: slots, title: Slots, indicator: { kind: slots-down, slot: 5 min, no-traffic: left-out }, target: { at-least: 99.9 % }, exclusions: [m], remedy: r }
  - { id: pooled, title: Pooled, indicator: { kind: pooled-ratio }, target: { at-least: 99.9 % }, exclusions: [n] }
  - { id: mean, title: Mean, indicator: { kind: mean-of-slot-ratios, slot: 5 min, no-traffic: up }, target: { at-least: 99.9 % } }
  - { id: cases, title: Cases, indicator: { kind: elapsed-time, clock: solution, counted-in: opened }, target: { within: 4 h, at-least: 90 %, calendar: office } }
  - { id: count, title: Count, indicator: { kind: count, of: outages }, target: { at-most: "3" } }
  - { id: delivery, title: Delivery, indicator: { kind: on-time-delivery, counted-in: promised }, target: { at-least: 95 % } }
  - { id: told, title: Told, indicator: { kind: reported, unit: percent }, target: { at-least: 80 % } }
`);

const minute = 60_000;
const instantIn = fc.integer({ min: -3000, max: 46_000 }).map((minutes) => (month.start + minutes * minute) as Instant);
const base = { source: "s", subject: "web" } as const;
const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  fc
    .tuple(
      fc.nat(50),
      instantIn,
      fc.integer({ min: 1, max: 2000 }),
      fc.constantFrom("web", "web-a", "web-b"),
      fc.constantFrom("minor", "major"),
    )
    .map(
      ([id, from, size, subject, how]): Fact => ({
        ...base,
        kind: "outage",
        id: `o${id}`,
        subject,
        from,
        until: (from + size * minute) as Instant,
        properties: { size: how },
      }),
    ),
  fc.tuple(fc.nat(50), instantIn, fc.integer({ min: 1, max: 600 })).map(
    ([id, from, size]): Fact => ({
      ...base,
      kind: "notice",
      notice: "maintenance",
      id: `n${id}`,
      from,
      until: (from + size * minute) as Instant,
    }),
  ),
  fc.tuple(fc.nat(8000), fc.nat(100), fc.nat(100)).map(
    ([slot, total, good]): Fact => ({
      ...base,
      kind: "counter",
      slot: (month.start + slot * 5 * minute) as Instant,
      length: (5 * minute) as Milliseconds,
      total,
      good: Math.min(good, total),
    }),
  ),
  fc.tuple(fc.nat(50), instantIn, fc.integer({ min: -500, max: 3000 })).map(
    ([id, promised, late]): Fact => ({
      ...base,
      kind: "delivery",
      id: `d${id}`,
      promised,
      delivered: (promised + late * minute) as Instant,
    }),
  ),
  fc.constant<Fact>({
    ...base,
    kind: "charge",
    id: "fee",
    from: month.start,
    until: month.end,
    amount: "1000.00",
    currency: "SEK",
  }),
  fc.constant<Fact>({
    ...base,
    kind: "attestation",
    id: "told",
    objective: "told",
    from: month.start,
    until: month.end,
    value: "85",
  }),
);
const anyCase: fc.Arbitrary<readonly Fact[]> = fc
  .tuple(
    fc.nat(20),
    instantIn,
    fc.array(
      fc.tuple(fc.constantFrom("waiting", "resumed", "resolved", "reopened"), fc.integer({ min: 1, max: 3000 })),
      { maxLength: 5 },
    ),
  )
  .map(([id, opened, steps]) => {
    let at: number = opened;
    const ticket = `c${id}`;
    const events = steps.map(([event, after], index) => {
      at += after * minute;
      return {
        ...base,
        kind: "ticket",
        id: `${ticket}-${index}`,
        ticket,
        event,
        at: at as Instant,
        ...(event === "waiting" ? { reason: "customer" } : {}),
      } as Fact;
    });
    return [
      { ...base, kind: "ticket", id: `${ticket}-opened`, ticket, event: "opened", at: opened } as Fact,
      ...events,
    ];
  });
const anyFacts = fc
  .tuple(fc.array(anyFact, { maxLength: 25 }), fc.array(anyCase, { maxLength: 3 }))
  .map(([facts, cases]) => [...facts, ...cases.flat()]);

test("leaves are facts or points that exist; sums add up, spans to the period and amounts to the total; shares divide", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      holdsTogether(every, facts, "2024-04");
    }),
    { numRuns: 150 },
  );
}, 120_000); // no claim about time: a busy machine may take long

const stories = readdirSync("examples").filter((name) => ["incidents", "safespring"].includes(name));

test.each(stories)("every figure and clock of the story %s opens down to facts and points", (story) => {
  const agreement = agreementOf(readFileSync(`examples/${story}/agreement.yaml`, "utf8"));
  const facts = readFileSync(`examples/${story}/facts.jsonl`, "utf8")
    .split("\n")
    .flatMap((line, index) => {
      if (line.trim() === "") return [];
      const read = parseFactLine(line, index + 1);
      if (!read.ok) throw new Error(line);
      return [read.value];
    });
  for (const label of story === "incidents" ? ["2016-02", "2016-03"] : ["2024-04"])
    holdsTogether(agreement, facts, label);
});

function holdsTogether(agreement: Agreement, facts: readonly Fact[], label: string): void {
  const made = collector();
  for (const fact of facts) made.add(fact);
  const zone = tables.zones.zone(agreement.zone ?? "UTC") as Zone;
  const period = periodOfLabel(label, zone);
  if (period === null) throw new Error(label);
  const result = resultOf(agreement, period, timelineOf(made), tables, parseInstant("2027-01-01T00:00:00Z") as Instant);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const names = new Set(facts.map(factName));
  const points = new Set(pointsOf(agreement).map(({ id }) => id));
  const reasons = reasonsOf(result.value);
  expect(reasons).toHaveLength(result.value.objectives.length + result.value.totals.length);
  for (const reason of reasons) {
    check(reason, names, points);
    expect(reasonLines(reason, { agreement, zone, language: "sv", deepest: null }).length).toBeGreaterThan(0);
  }
  for (const whole of reasons.flatMap(stepsOf).filter(({ about }) => about.what === "period"))
    expect(whole.amount).toEqual({ kind: "time", time: period.end - period.start });
}

type Step = Exclude<Reason, { readonly kind: "fact" | "point" }>;

function stepsOf(reason: Reason): readonly Step[] {
  return reason.kind === "fact" || reason.kind === "point" ? [] : [reason, ...reason.parts.flatMap(stepsOf)];
}

function check(reason: Reason, names: ReadonlySet<string>, points: ReadonlySet<string>): void {
  if (reason.kind === "fact") expect(names).toContain(reason.fact);
  if (reason.kind === "point") expect(points).toContain(reason.point);
  if (reason.kind === "fact" || reason.kind === "point") return;
  expect(reason.parts.length).toBeGreaterThan(0);
  for (const part of reason.parts) check(part, names, points);
  const amounts = reason.parts.flatMap((part) =>
    part.kind === "fact" || part.kind === "point" || part.amount === null ? [] : [valueOf(part.amount)],
  );
  if (reason.kind === "sum" && reason.amount !== null)
    expect(toExact(sum(amounts))).toBe(toExact(valueOf(reason.amount)));
  if (reason.kind === "share" && reason.amount !== null) {
    const [good, all] = amounts as [Ratio, Ratio];
    const value = valueOf(reason.amount);
    expect(value.numerator * all.numerator * good.denominator).toBe(
      100n * good.numerator * all.denominator * value.denominator,
    );
  }
}

function valueOf(amount: Amount): Ratio {
  switch (amount.kind) {
    case "time":
      return ratio(amount.time);
    case "money":
      return ratio(amount.money.minor);
    case "number":
    case "figure":
      return amount.value;
  }
}

function agreementOf(text: string): Agreement {
  const parsed = parseAgreement(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value.agreement;
}
