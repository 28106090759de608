/**
 * Runs published agreements: node tools/bin/cases-published.mjs [DIR]. Each DIR/<id>/ holds our agreement.yaml and the published
 * cases beside it. One translator turns any case's input into facts; the core does the rest; every field of `expected` is
 * compared once the result exists. A field that is not known here fails its case. Nothing here names an agreement or a case.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as core from "@overens/core";
import { timeTables } from "@overens/tables";

const tables = timeTables();
const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/([a-z])(\d)/, "$1-$2");
const source = "published";

/** A case's input as facts, blanks of the form, and the subject it speaks of. */
export function translate(input, agreement) {
  const unused = new Set(Object.keys(input));
  const take = (name) => {
    unused.delete(name);
    return input[name];
  };
  const period = take("period");
  const { from, to: until } = period ?? {};
  const properties = {};
  for (const name of ["serviceClass", "class", "level", "plan", "region"])
    if (name in input) properties[kebab(name)] = String(take(name));
  const subject =
    agreement.services.find(({ id }) => Object.values(properties).includes(id))?.id ?? agreement.services[0].id;
  const facts = [];
  let count = 0;
  const told = (kind, about, rest) =>
    facts.push({ kind, source, id: `${kind}-${String((count += 1)).padStart(5, "0")}`, subject: about, ...rest });
  const zones = take("zonesInUse");
  const start = from ?? earliest(input);
  told("configuration", subject, { from: start, properties, ...(zones ? { members: zones } : {}) });
  if ("charges" in input)
    told("charge", subject, { from, until, amount: take("charges"), currency: agreement.currency });
  for (const { from: begin, to: end, zone, ...rest } of take("outages") ?? [])
    told("outage", zone ?? subject, { from: begin, until: end, properties: propertiesOf(rest) });
  // The cases list windows that the terms grant, so notice of them was given in good time.
  for (const { from: begin, to: end, ...rest } of [
    ...(take("maintenance") ?? []),
    ...(take("scheduledDowntime") ?? []),
  ])
    told("notice", subject, {
      notice: "maintenance",
      announced: "2000-01-01T00:00:00Z",
      from: begin,
      until: end,
      properties: propertiesOf(rest),
    });
  if ("samples" in input) counters(take("samples"), take("sampleLength"), from, subject, facts);
  for (const ticket of take("tickets") ?? []) ticketEvents(ticket, subject, told);
  const calendar = take("calendar");
  const blanks = calendar
    ? Object.fromEntries(core.openBlanks(agreement).map((name) => [name, filledCalendar(calendar)]))
    : {};
  if (unused.size > 0) throw new Error(`the translator does not know ${[...unused].join(", ")} of the input`);
  return { facts, blanks, period, subject };
}

function propertiesOf(rest) {
  return Object.fromEntries(Object.entries(rest).map(([name, value]) => [kebab(name), value]));
}

/** Run-length samples: so many equal slots in order of time, each its total and its errors. */
function counters(runs, length, from, subject, facts) {
  const [, minutes] = /^PT(\d+)M$/.exec(length) ?? fail(`unknown length of a sample ${length}`);
  const slotLength = core.parseDuration(`${minutes} min`);
  let slot = core.parseInstant(from);
  for (const { n, total, errors, ...rest } of runs) {
    if (Object.keys(rest).length > 0) fail(`unknown members of a sample: ${Object.keys(rest).join(", ")}`);
    for (let index = 0; index < n; index++) {
      facts.push({
        kind: "counter",
        source,
        subject,
        slot: core.instantText(slot),
        length_ms: slotLength,
        total,
        good: total - errors,
      });
      slot = core.later(slot, slotLength);
    }
  }
}

function ticketEvents({ id, openedAt, respondedAt, resolvedAt, ...rest }, subject, told) {
  told("ticket", subject, { ticket: id, at: openedAt, event: "opened", properties: propertiesOf(rest) });
  if (respondedAt) told("ticket", subject, { ticket: id, at: respondedAt, event: "answered" });
  if (resolvedAt) told("ticket", subject, { ticket: id, at: resolvedAt, event: "resolved" });
}

function filledCalendar({ tz, open, close, holidays, ...rest }) {
  if (Object.keys(rest).length > 0) fail(`unknown members of a calendar: ${Object.keys(rest).join(", ")}`);
  const hours = [`${open}-${close}`];
  return {
    zone: tz,
    hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
    holidays: { dates: holidays ?? [] },
  };
}

/** The first moment that a case without a period names. */
function earliest(value) {
  const found = JSON.stringify(value).match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g) ?? fail("the input names no time");
  return found.sort()[0];
}

/** The period of the case, or the calendar month that its first moment lies in. */
function periodOf({ period, facts }, zone) {
  if (period)
    return core.periodOfLabel(
      `${period.from}/${period.to}`,
      tables.zones.zone(period.tz) ?? fail(`unknown zone ${period.tz}`),
    );
  return core.periodContaining({ kind: "months", months: 1 }, core.parseInstant(facts[0].from), zone);
}

/** The result of a case, computed before anything that is expected is looked at. */
export function compute(agreement, input) {
  const translated = translate(input, agreement);
  const filled = value(core.fill(agreement, translated.blanks));
  const collected = core.collector();
  for (const fact of translated.facts) collected.add(value(core.parseFact(fact, { path: "" })));
  const judgedAt = core.parseInstant("2100-01-01T00:00:00Z");
  const period = periodOf(translated, core.zoneOf(filled, tables));
  const soon = core.later(period.end, core.parseDuration("720 h"));
  const result = value(
    core.resultOf(filled, period, core.timelineOf(collected), tables, soon < judgedAt ? soon : judgedAt),
  );
  return {
    result,
    lines: result.objectives.filter(({ subject }) => subject === translated.subject),
    currency: agreement.currency ?? null,
  };
}

/** Each field of `expected`: what the result says of it, in the same form. */
const fields = {
  indicators: ({ lines }, expected) =>
    expected.map(({ name, unit, value: shown }) => {
      const line = lines.find(({ called }) => called === name) ?? fail(`no figure is called ${name}`);
      return {
        name,
        value: core.toDecimal(line.value, shown.includes(".") ? shown.split(".")[1].length : 0),
        exact: core.toExact(line.value),
        unit: unit === line.unit ? unit : line.unit,
      };
    }),
  downtimeMinutes: ({ lines }) => {
    const spans = lines.flatMap(({ spans: found }) => found).filter(({ state }) => state === "down");
    return plain(core.ratio(core.totalLength(spans), core.parseDuration("1 min")));
  },
  breached: ({ lines }) => lines.some(({ verdict }) => verdict === "missed"),
  applies: ({ lines }) => lines.every(({ applies }) => applies),
  credit: ({ lines, currency }) => {
    const [remedy] = lines.flatMap(({ remedies }) => remedies);
    if (!remedy) return null;
    if (remedy.tableSilent) return { percent: null, amount: null, currency, tableCovers: false };
    return {
      percent: core.percentText(remedy.percent),
      amount: remedy.amount === null ? null : core.amountText(remedy.amount),
      currency: remedy.amount?.currency ?? currency,
    };
  },
  tickets: ({ lines }) =>
    lines
      .flatMap(({ cases }) => cases)
      .map((found) => ({
        ticket: found.case,
        dueAt: found.dueAt === null ? null : core.instantText(found.dueAt),
        met: found.verdict === "met",
      })),
};

/** A fraction as the cases write minutes: whole, or with the decimals it has. */
function plain(number) {
  return number.denominator === 1n ? String(number.numerator) : core.toDecimal(number, 6).replace(/0+$/, "");
}

export function runCase(agreement, { input, expected }) {
  try {
    const computed = compute(agreement, input);
    const differences = Object.keys(expected).flatMap((name) => {
      const field = fields[name];
      if (!field) return [`${name} is not known`];
      const ours = field(computed, expected[name]);
      return same(ours, expected[name])
        ? []
        : [`${name}: expected ${JSON.stringify(expected[name])}, computed ${JSON.stringify(ours)}`];
    });
    return differences;
  } catch (problem) {
    return [problem.message];
  }
}

function same(a, b) {
  return core.canonicalJson(a) === core.canonicalJson(b);
}

function value(checked) {
  if (checked.ok) return checked.value;
  throw new Error(
    checked.problems.map(({ code, at, data }) => `${code} at ${at.path}: ${JSON.stringify(data)}`).join("; "),
  );
}

function fail(because) {
  throw new Error(because);
}

export function main(folder) {
  let passed = 0;
  let failed = 0;
  for (const id of readdirSync(folder).sort()) {
    const file = join(folder, id, "agreement.yaml");
    if (!existsSync(file)) continue;
    const published = [
      `${id}.json`,
      ...(existsSync(join(folder, id, "cases"))
        ? readdirSync(join(folder, id, "cases"))
            .filter((name) => name.endsWith(".json"))
            .map((name) => join("cases", name))
        : []),
    ].filter((name) => existsSync(join(folder, id, name)));
    const { agreement } = value(core.parseAgreement(readFileSync(file, "utf8")));
    for (const found of published.flatMap((name) => JSON.parse(readFileSync(join(folder, id, name), "utf8")).cases)) {
      const differences = runCase(agreement, found);
      if (differences.length === 0) passed += 1;
      else {
        failed += 1;
        console.log(`failed  ${id} ${found.id}  ${differences.join("; ")}`);
      }
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.exitCode = main(process.argv[2] ?? "examples/published");
