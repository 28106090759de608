/** What a well-formed document still gets wrong or leaves open: names, dates, hours, steps; and every reading that was taken for it. */
import type { Problem } from "../basics/problem.ts";
import { nearest, type ProblemCode, type ProblemData, problem } from "../basics/problem-codes.ts";
import { compare, ratio } from "../basics/ratio.ts";
import { parseDate } from "../time/civil.ts";
import type {
  Agreement,
  CalendarEntry,
  Elsewhere,
  Indicator,
  Objective,
  Remedy,
  TargetRow,
  Term,
} from "./agreement.ts";
import { circleOfReferences, pointsOf } from "./canonical.ts";
import type { PlacedAgreement } from "./parse.ts";
import { parseShare, parseValue } from "./scalars.ts";

/** Names that the pinned tables know. */
export type KnownNames = { readonly zones: ReadonlySet<string>; readonly countries: ReadonlySet<string> };

type Path = readonly (string | number)[];
type Report = <Code extends ProblemCode>(code: Code, path: Path, data: ProblemData[Code]) => void;

/** Every error and warning, in the order of the document. */
export function checkAgreement({ agreement, placeOf }: PlacedAgreement, known: KnownNames): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (code, path, data) => problems.push(problem(code, placeOf(path), data));
  checkIds(agreement, report);
  checkNames(agreement, known, report);
  (agreement.calendars ?? []).forEach((entry, index) => checkCalendar(entry, ["calendars", index], report));
  agreement.objectives.forEach((objective, index) =>
    checkObjective(objective, ["objectives", index], agreement, report),
  );
  list(agreement.remedies).forEach((remedy, index) => checkRemedy(remedy, ["remedies", index], agreement, report));
  checkDates(agreement, [], report);
  checkTerm(here(agreement.term), report);
  checkSilence(agreement, report);
  return problems.sort((a, b) => (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0));
}

function checkIds(agreement: Agreement, report: Report): void {
  const seen = new Set<string>();
  for (const { id, path } of pointsOf(agreement)) {
    if (seen.has(id)) report("duplicate-id", [...path, "id"], { name: id });
    seen.add(id);
  }
  const circle = circleOfReferences(agreement);
  const first = circle === null ? undefined : pointsOf(agreement).find(({ id }) => id === circle[0]);
  if (circle && first) report("circle-of-references", first.path, { names: circle });
}

function checkNames(agreement: Agreement, known: KnownNames, report: Report): void {
  const ids = (entries: readonly { readonly id: string }[] | undefined): readonly string[] =>
    (entries ?? []).map(({ id }) => id);
  const must = (kind: string, name: string | undefined, names: readonly string[], path: Path): void => {
    if (name !== undefined && !names.includes(name)) report("unknown-name", path, { kind, name, known: names });
  };
  const [services, calendars, clocks, exclusions, remedies, charges, parties, documents] = [
    ids(agreement.services),
    ids(agreement.calendars),
    ids(agreement.clocks),
    ids(agreement.measurement?.exclusions),
    ids(list(agreement.remedies)),
    ids(list(agreement.charges)),
    ids(agreement.parties),
    ids(agreement.documents?.list),
  ];
  const background = ids(list(agreement.background));
  if (agreement.zone !== undefined && !known.zones.has(agreement.zone))
    report("unknown-zone", ["zone"], zoneLike(agreement.zone, known));
  for (const { body, path } of pointsOf(agreement)) {
    const because = (body as { readonly because?: readonly string[] } | null)?.because;
    because?.forEach((name, index) => must("background", name, background, [...path, "because", index]));
  }
  (agreement.calendars ?? []).forEach(({ zone, holidays }, index) => {
    if (zone !== undefined && !known.zones.has(zone))
      report("unknown-zone", ["calendars", index, "zone"], zoneLike(zone, known));
    if (holidays?.country !== undefined && !known.countries.has(holidays.country))
      report("unknown-country", ["calendars", index, "holidays", "country"], { name: holidays.country });
  });
  (agreement.measurement?.exclusions ?? []).forEach(({ calendar }, index) =>
    must("calendar", calendar, calendars, ["measurement", "exclusions", index, "calendar"]),
  );
  (agreement.measurement?.sources ?? []).forEach(({ party }, index) =>
    must("party", party, parties, ["measurement", "sources", index, "party"]),
  );
  agreement.objectives.forEach((objective, index) => {
    const path: Path = ["objectives", index];
    for (const name of asList(objective.service)) must("service", name, services, [...path, "service"]);
    for (const name of asList(objective.remedy)) must("remedy", name, remedies, [...path, "remedy"]);
    must("calendar", objective.calendar, calendars, [...path, "calendar"]);
    (objective.exclusions ?? []).forEach((name, at) =>
      must("exclusion", name, exclusions, [...path, "exclusions", at]),
    );
    if (objective.indicator?.kind === "reported")
      must("party", objective.indicator["reported-by"], parties, [...path, "indicator", "reported-by"]);
    if (objective.indicator?.kind === "elapsed-time")
      must("clock", objective.indicator.clock, clocks, [...path, "indicator", "clock"]);
    rowsOf(objective).forEach((row, at) => {
      const rowPath = Array.isArray(objective.target) ? [...path, "target", at] : [...path, "target"];
      must("calendar", row.calendar, calendars, [...rowPath, "calendar"]);
      for (const name of asList(row.remedy)) must("remedy", name, remedies, [...rowPath, "remedy"]);
    });
  });
  for (const section of ["continuity", "charges"] as const)
    list(agreement[section] as readonly { readonly service?: string }[] | undefined).forEach(({ service }, index) =>
      must("service", service, services, [section, index, "service"]),
    );
  list(agreement.background).forEach(({ party }, index) =>
    must("party", party, parties, ["background", index, "party"]),
  );
  list(agreement.remedies).forEach(
    (remedy, index) =>
      remedy.kind === "percent-tiers" && must("charge", remedy.base, charges, ["remedies", index, "base"]),
  );
  list(agreement.responsibilities).forEach(({ party }, index) =>
    must("party", party, parties, ["responsibilities", index, "party"]),
  );
  list(agreement.escalation).forEach(({ levels }, index) =>
    levels.forEach(({ party, person }, at) => {
      const people = agreement.parties.filter(({ id }) => id === party).flatMap((of) => ids(of.people));
      must("party", party, parties, ["escalation", index, "levels", at, "party"]);
      if (parties.includes(party)) must("person", person, people, ["escalation", index, "levels", at, "person"]);
    }),
  );
  const { priorities, reporting, notices, term } = {
    priorities: here(agreement.priorities),
    reporting: here(agreement.reporting),
    notices: here(agreement.notices),
    term: here(agreement.term),
  };
  must("party", priorities?.["set-by"], parties, ["priorities", "set-by"]);
  if (priorities?.["changed-by"] !== "both")
    must("party", priorities?.["changed-by"], parties, ["priorities", "changed-by"]);
  (priorities?.matrix ?? []).forEach(({ level }, index) =>
    must("level", level, ids(priorities?.levels), ["priorities", "matrix", index, "level"]),
  );
  (reporting?.recipients ?? []).forEach((name, index) =>
    must("party", name, parties, ["reporting", "recipients", index]),
  );
  (notices?.addresses ?? []).forEach(({ party }, index) =>
    must("party", party, parties, ["notices", "addresses", index, "party"]),
  );
  if (term?.["may-extend"] !== "both") must("party", term?.["may-extend"], parties, ["term", "may-extend"]);
  must("document", agreement.documents?.["signed-outside"]?.document, documents, [
    "documents",
    "signed-outside",
    "document",
  ]);
  for (const [section, content] of Object.entries(agreement)) {
    const elsewhere = (content as Partial<Elsewhere> | null)?.["stands-in"];
    if (elsewhere) must("document", elsewhere.document, documents, [section, "stands-in", "document"]);
  }
}

function zoneLike(name: string, { zones }: KnownNames): ProblemData["unknown-zone"] {
  const [city = ""] = [...zones].filter((zone) => zone.endsWith(`/${name}`));
  return { name, nearest: city || nearest(name, [...zones]) };
}

function checkCalendar(entry: CalendarEntry, path: Path, report: Report): void {
  const week = entry.hours === undefined || entry.hours === "always" ? {} : entry.hours;
  for (const [day, hours] of Object.entries(week)) checkHours(hours ?? [], [...path, "hours", day], report);
  for (const [date, hours] of Object.entries(entry.overrides ?? {}))
    checkHours(hours, [...path, "overrides", date], report);
  if (Array.isArray(entry["on-holidays"]))
    checkHours(entry["on-holidays"] as readonly string[], [...path, "on-holidays"], report);
  (entry.holidays?.ranges ?? []).forEach(({ first, last }, index) => {
    if (last < first) report("dates-reversed", [...path, "holidays", "ranges", index], { first, last });
  });
  (entry.breaks ?? []).forEach(({ from, to }, index) => {
    if (to <= from) report("hours-end-before-start", [...path, "breaks", index], { found: `${from}-${to}` });
  });
  const open =
    Object.values(week).some((hours) => (hours ?? []).length > 0) ||
    Object.values(entry.overrides ?? {}).some((hours) => hours.length > 0);
  if (entry.hours !== undefined && entry.hours !== "always" && !open)
    report("calendar-never-open", path, { name: entry.id });
  if (
    entry.hours !== undefined &&
    entry.hours !== "always" &&
    entry.holidays === undefined &&
    open &&
    entry.blank !== "yes"
  )
    report("silent-holidays", path, { name: entry.id });
}

function checkHours(hours: readonly string[], path: Path, report: Report): void {
  const sorted = [...hours].sort();
  hours.forEach((text, index) => {
    const [from = "", to = ""] = text.split("-");
    if (to <= from) report("hours-end-before-start", [...path, index], { found: text });
  });
  sorted.forEach((text, index) => {
    const before = sorted[index - 1];
    if (before !== undefined && text.slice(0, 5) < before.slice(6))
      report("hours-overlap", [...path, hours.indexOf(text)], { found: `${before}, ${text}` });
  });
}

function checkObjective(objective: Objective, path: Path, agreement: Agreement, report: Report): void {
  const { indicator } = objective;
  if (!indicator) {
    report("no-rule", path, { name: objective.id });
    return;
  }
  const unit = unitOf(indicator);
  const ofCases = indicator.kind === "elapsed-time" || indicator.kind === "on-time-delivery";
  const rows = rowsOf(objective);
  if (rows.length === 0 && !ofCases) report("no-comparison", path, { found: objective.id });
  rows.forEach((row, index) => {
    const rowPath = Array.isArray(objective.target) ? [...path, "target", index] : [...path, "target"];
    checkComparison(row, unit, rowPath, ofCases, report);
    if (indicator.kind === "elapsed-time" && row.within === undefined)
      report("limit-missing", rowPath, { name: objective.id });
  });
  if (
    indicator.kind === "outage-time" &&
    indicator["minimum-length"] !== undefined &&
    indicator["minimum-tested"] === undefined &&
    (objective.exclusions ?? []).length > 0
  )
    report("silent-minimum-tested", [...path, "indicator"], { reading: "before-exclusions" });
  if (
    (indicator.kind === "slots-down" || indicator.kind === "mean-of-slot-ratios") &&
    indicator["no-traffic"] === undefined
  )
    report("silent-no-traffic", [...path, "indicator"], { reading: "left-out" });
  if (indicator.kind === "elapsed-time") {
    const index = (agreement.clocks ?? []).findIndex(({ id }) => id === indicator.clock);
    const clock = agreement.clocks?.[index];
    if (
      clock &&
      clock["at-closing-time"] === undefined &&
      rows.some((row) => row.calendar !== undefined || objective.calendar !== undefined)
    )
      report("silent-at-closing-time", ["clocks", index], { reading: "closing" });
    if (clock && clock.days === undefined && rows.some(({ within }) => within?.includes("day")))
      report("silent-days", ["clocks", index], { reading: "working-time" });
  }
}

const comparisons = ["at-least", "above", "at-most", "below"] as const;

function checkComparison(row: TargetRow, unit: Unit, path: Path, optional: boolean, report: Report): void {
  const stated = comparisons.filter((name) => row[name] !== undefined);
  if (stated.length > 1) report("several-comparisons", path, { found: stated.join(", ") });
  if (stated.length === 0 && !optional) report("no-comparison", path, { found: "" });
  for (const name of stated) {
    const text = row[name] ?? "";
    const value = parseValue(text, unit);
    if (value === null) report("wrong-unit", [...path, name], { found: text, unit });
    else if (unit === "percent" && compare(value, ratio(100)) > 0)
      report("share-above-whole", [...path, name], { found: text });
    else if (unit === "percent" && value.numerator === 0n && name === "at-least")
      report("can-never-miss", [...path, name], { found: text });
  }
}

function checkRemedy(remedy: Remedy, path: Path, agreement: Agreement, report: Report): void {
  if (remedy.kind !== "percent-tiers") return;
  if (remedy.rounding === undefined) report("silent-rounding", path, { reading: "half-up" });
  if (agreement.currency === undefined) report("currency-missing", path, {});
  const unit = unitOfRemedy(remedy, agreement);
  const isAtMost: AtMost = (a, b) => {
    const [left, right] = [parseValue(a, unit), parseValue(b, unit)];
    return left !== null && right !== null && compare(left, right) <= 0;
  };
  remedy.tables.forEach(({ tiers }, table) => {
    const misread = tiers.flatMap((tier, index) =>
      comparisons.flatMap((name) =>
        tier[name] !== undefined && parseValue(tier[name], unit) === null
          ? [{ found: tier[name], at: ["tiers", index, name] }]
          : [],
      ),
    );
    for (const { found, at } of misread) report("wrong-unit", [...path, "tables", table, ...at], { found, unit });
    tiers.forEach((tier, index) => {
      const at: Path = [...path, "tables", table, "tiers", index];
      if ((parseShare(tier.credit)?.numerator ?? 0n) > (parseShare(tier.credit)?.denominator ?? 1n) * 10n)
        report("share-above-whole", [...at, "credit"], { found: tier.credit });
      const below = tier.below ?? tier["at-most"];
      const before = tiers[index - 1];
      const reached =
        before === undefined || before["at-least"] !== undefined || before.above !== undefined
          ? undefined
          : (before.below ?? before["at-most"]);
      if (
        below !== undefined &&
        reached !== undefined &&
        tier["at-least"] === undefined &&
        tier.above === undefined &&
        isAtMost(below, reached)
      )
        report("unreachable-tier", at, { tier: index + 1 });
    });
    for (const hole of misread.length > 0 ? [] : holesOf(tiers, isAtMost))
      report("table-hole", [...path, "tables", table], hole);
  });
}

/** Stretches between two steps that neither covers. */
function holesOf(
  tiers: readonly { readonly below?: string | undefined; readonly "at-least"?: string | undefined }[],
  isAtMost: AtMost,
): readonly { readonly from: string; readonly to: string }[] {
  const steps = tiers.flatMap(({ below, "at-least": from }) =>
    below === undefined ? [] : [{ from: from ?? null, below }],
  );
  return steps.flatMap(({ from }) => {
    if (
      from === null ||
      steps.some(
        (other) =>
          other.below !== undefined &&
          isAtMost(from, other.below) &&
          (other.from === null || !isAtMost(from, other.from)),
      )
    )
      return [];
    const next = steps
      .map(({ below }) => below)
      .filter((below) => isAtMost(below, from))
      .sort((a, b) => (isAtMost(a, b) ? 1 : -1))[0];
    return [{ from: next ?? "0 %", to: from }];
  });
}

type Unit = "percent" | "count" | "seconds";
type AtMost = (a: string, b: string) => boolean;

function unitOf(indicator: Indicator): Unit {
  return indicator.kind === "count" ? "count" : indicator.kind === "reported" ? indicator.unit : "percent";
}

/** The unit of the figures that a remedy's steps are for: that of the objectives that name it. */
function unitOfRemedy({ id }: Remedy, agreement: Agreement): Unit {
  const user = agreement.objectives.find((objective) =>
    [objective.remedy, ...rowsOf(objective).map(({ remedy }) => remedy)].flatMap(asList).includes(id),
  );
  return user?.indicator ? unitOf(user.indicator) : "percent";
}

/** Dates of the right form that no calendar has. */
function checkDates(value: unknown, path: Path, report: Report): void {
  if (typeof value === "string") {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value) && parseDate(value) === null)
      report("impossible-date", path, { found: value });
    if (path.at(-2) === "yearly" && parseDate(`2024-${value}`) === null)
      report("impossible-date", path, { found: value });
  } else if (Array.isArray(value)) value.forEach((item, index) => checkDates(item, [...path, index], report));
  else if (typeof value === "object" && value !== null) {
    for (const [member, item] of Object.entries(value)) {
      if (path.at(-1) === "overrides" && parseDate(member) === null)
        report("impossible-date", [...path, member], { found: member });
      checkDates(item, [...path, member], report);
    }
  }
}

function checkTerm(term: Term | undefined, report: Report): void {
  const { from, until, "run-in-until": runIn } = term ?? {};
  if (from !== undefined && until !== undefined && until < from)
    report("dates-reversed", ["term", "until"], { first: from, last: until });
  if (from !== undefined && runIn !== undefined && runIn < from)
    report("dates-reversed", ["term", "run-in-until"], { first: from, last: runIn });
}

/** Sections that most agreements have and this one does not. */
const expected = [
  "documents",
  "measurement",
  "charges",
  "remedies",
  "responsibilities",
  "escalation",
  "disputes",
  "reporting",
  "reviews",
  "changes",
  "notices",
  "term",
] as const;

function checkSilence(agreement: Agreement, report: Report): void {
  if (agreement.zone === undefined) report("silent-zone", [], { reading: "UTC" });
  if (agreement.measurement?.["no-data"] === undefined)
    report("silent-no-data", ["measurement"], { reading: "unmeasured" });
  const silent = expected.filter((section) => agreement[section] === undefined);
  if (silent.length > 0) report("silent-sections", [], { sections: silent });
}

function rowsOf({ target }: Objective): readonly TargetRow[] {
  return target === undefined ? [] : Array.isArray(target) ? (target as readonly TargetRow[]) : [target as TargetRow];
}

function asList(names: string | readonly string[] | undefined): readonly string[] {
  return names === undefined ? [] : typeof names === "string" ? [names] : names;
}

/** A section that stands here and not in another document. */
function here<Section extends object>(section: Section | Elsewhere | undefined): Section | undefined {
  return section === undefined || "stands-in" in section ? undefined : (section as Section);
}

function list<Entry>(section: readonly Entry[] | Elsewhere | undefined): readonly Entry[] {
  return Array.isArray(section) ? (section as readonly Entry[]) : [];
}
