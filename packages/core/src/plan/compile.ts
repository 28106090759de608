/** Compiles an agreement for one period: names resolved, texts to quantities, calendars to instants. */
import type {
  Agreement,
  CalendarEntry,
  ClockEntry,
  Comparison,
  Elsewhere,
  Exclusion,
  Indicator,
  Objective,
  PercentTiers,
  Remedy,
  Service,
  TargetRow,
  Tier,
} from "../agreement/agreement.ts";
import { meaningHashes } from "../agreement/canonical.ts";
import { parseDuration, parseMoney, parseShare, parseTimeLimit, parseValue } from "../agreement/scalars.ts";
import { hashText } from "../basics/hash.ts";
import { bad, type Checked, good, type Problem } from "../basics/problem.ts";
import { problem } from "../basics/problem-codes.ts";
import { hour, type Instant, type Milliseconds } from "../basics/quantity.ts";
import { multiply, type Ratio, ratio } from "../basics/ratio.ts";
import { alwaysOpen, type CalendarRule, type CompiledCalendar, compileCalendar, type Hours } from "../time/calendar.ts";
import { civilDate, dayNumber, parseDate, parseTimeOfDay } from "../time/civil.ts";
import type { ClockLimit, ClockRule } from "../time/clock.ts";
import type { Period } from "../time/period.ts";
import type { TimeTables } from "../time/tables.ts";
import type { DayRule } from "../time/working-days.ts";
import { wallOfInstant, type Zone } from "../time/zone.ts";
import { comparators, compileCondition } from "./condition.ts";
import type {
  Plan,
  PlannedBase,
  PlannedCalendar,
  PlannedExclusion,
  PlannedIndicator,
  PlannedObjective,
  PlannedRemedy,
  PlannedRow,
  PlannedSubject,
  PlannedTier,
  Threshold,
  Unit,
} from "./plan.ts";

/** How far before and after the period calendars are compiled: cases opened long before it, and due times long after. */
const reach = 800;

/** The zone that the agreement's periods and dates are in; UTC where it names none. */
export function zoneOf(agreement: Agreement, tables: TimeTables): Zone | null {
  return tables.zones.zone(agreement.zone ?? "UTC");
}

/**
 * @param agreement without errors, as checks find them: a name that leads nowhere is a fault of the caller here
 * @param judgedAt calendars reach past it as well, so that open cases can be judged
 */
export function compile(agreement: Agreement, period: Period, tables: TimeTables, judgedAt: Instant): Checked<Plan> {
  const zone = zoneOf(agreement, tables);
  if (!zone) return bad([problem("unknown-zone", { path: "zone" }, { name: agreement.zone ?? "UTC" })]);
  const problems: Problem[] = [];
  const range = {
    first: wallOfInstant(zone, period.start).day - reach,
    last: wallOfInstant(zone, judgedAt > period.end ? judgedAt : period.end).day + reach,
  };
  const calendars = new Map<string, CompiledCalendar>();
  const always = compileCalendar(plainRule(zone), range.first, range.last);
  const calendarOf = (id: string | undefined): PlannedCalendar => {
    if (id === undefined) return { id: null, compiled: always };
    const known = calendars.get(id);
    if (known) return { id, compiled: known };
    const index = agreement.calendars?.findIndex((entry) => entry.id === id) ?? -1;
    const entry = agreement.calendars?.[index];
    if (!entry) throw new RangeError(`no calendar ${id}`);
    const rule = calendarRule(entry, zone, tables, range, `calendars[${index}]`, problems);
    const compiled = compileCalendar(rule, range.first, range.last);
    calendars.set(id, compiled);
    return { id, compiled };
  };
  const context: Context = { agreement, currency: agreement.currency ?? null, calendarOf };
  const objectives = agreement.objectives.flatMap((objective) =>
    objective.indicator ? [plannedObjective(objective, objective.indicator, context)] : [],
  );
  if (problems.length > 0) return bad(problems);
  return good({
    period,
    currency: context.currency,
    objectives,
    points: meaningHashes(agreement),
    tables: hashText(tables.version),
    noData: agreement.measurement?.["no-data"] ?? "unmeasured",
  });
}

type Context = {
  readonly agreement: Agreement;
  readonly currency: string | null;
  readonly calendarOf: (id: string | undefined) => PlannedCalendar;
};

function plannedObjective(objective: Objective, indicator: Indicator, context: Context): PlannedObjective {
  const per = objective.per ?? "service";
  const services = servicesOf(objective, context.agreement);
  const unit = unitOf(indicator);
  const clock =
    indicator.kind === "elapsed-time"
      ? list(context.agreement.clocks).find(({ id }) => id === indicator.clock)
      : undefined;
  const rows = Array.isArray(objective.target)
    ? (objective.target as readonly TargetRow[])
    : objective.target
      ? [objective.target as TargetRow]
      : [];
  const exclusions = (objective.exclusions ?? []).map((id) =>
    plannedExclusion(found(context.agreement.measurement?.exclusions ?? [], id), context),
  );
  return {
    id: objective.id,
    subjects: per === "resource" ? services.flatMap(resourceSubjects) : services.map(serviceSubject),
    groupBy: per === "service" || per === "resource" ? null : per,
    appliesWhen: compileCondition(objective.when),
    indicator: plannedIndicator(indicator, clock),
    called: indicator.called ?? null,
    unit,
    decimals: Number(objective.decimals ?? "3"),
    rows: rows.map((row) => plannedRow(row, objective, unit, clock, context)),
    exclusions,
  };
}

function servicesOf(objective: Objective, { services }: Agreement): readonly Service[] {
  return objective.service === undefined ? services : names(objective.service).map((id) => found(services, id));
}

function serviceSubject({ id, properties, resources }: Service): PlannedSubject {
  return {
    id,
    service: id,
    properties: properties ?? {},
    members: (resources ?? []).map((resource) => ({ id: resource.id, properties: resource.properties ?? {} })),
  };
}

function resourceSubjects(service: Service): readonly PlannedSubject[] {
  return (service.resources ?? []).map(({ id, properties }) => ({
    id,
    service: service.id,
    properties: { ...service.properties, ...properties },
    members: [],
  }));
}

export function unitOf(indicator: Indicator): Unit {
  if (indicator.kind === "count") return "count";
  return indicator.kind === "reported" ? indicator.unit : "percent";
}

function plannedIndicator(indicator: Indicator, clock: ClockEntry | undefined): PlannedIndicator {
  const counts = compileCondition(indicator.counts);
  switch (indicator.kind) {
    case "outage-time":
      return {
        kind: "outage-time",
        counts,
        allMembers: indicator["down-when"] === "all-members",
        minimumLength: duration(indicator["minimum-length"]),
        minimumTested: indicator["minimum-tested"] ?? "before-exclusions",
      };
    case "slots-down": {
      const errors = indicator["down-when-errors"] ?? { "at-least": "100 %" };
      const downWhenErrors: Threshold =
        errors.above === undefined
          ? { comparator: "at-least", value: share(errors["at-least"] ?? "100 %") }
          : { comparator: "above", value: share(errors.above) };
      return {
        kind: "slots-down",
        counts,
        slot: duration(indicator.slot),
        downWhenErrors,
        minimumRequests: Number(indicator["minimum-requests"] ?? "0"),
        noTraffic: indicator["no-traffic"] ?? "left-out",
      };
    }
    case "pooled-ratio":
      return { kind: "pooled-ratio", counts, noTraffic: indicator["no-traffic"] ?? "left-out" };
    case "mean-of-slot-ratios":
      return {
        kind: "mean-of-slot-ratios",
        counts,
        slot: duration(indicator.slot),
        noTraffic: indicator["no-traffic"] ?? "left-out",
      };
    case "elapsed-time":
      if (!clock) throw new RangeError(`no clock ${indicator.clock}`);
      return {
        kind: "elapsed-time",
        counts,
        countedIn: indicator["counted-in"],
        clock: clock.id,
        rule: clockRule(clock),
      };
    case "on-time-delivery":
      return {
        kind: "on-time-delivery",
        counts,
        countedIn: indicator["counted-in"],
        tolerance: duration(indicator.tolerance),
      };
    case "count":
      return { kind: "count", counts, of: indicator.of };
    case "reported":
      return { kind: "reported", unit: indicator.unit };
  }
}

function clockRule(clock: ClockEntry): ClockRule {
  return {
    starts: typeof clock.start === "string" ? [clock.start] : [...clock.start],
    stops: typeof clock.stop === "string" ? [clock.stop] : [...clock.stop],
    pausedWhile: new Set(clock["paused-while"] ?? []),
    pauseLimit: clock["pause-limit"] === undefined ? null : duration(clock["pause-limit"]),
    whenReopened: clock["when-reopened"] ?? "continue",
    whenTermsChange: clock["when-priority-changes"] ?? "retroactive",
    boundary: clock["at-closing-time"] ?? "closing",
  };
}

function plannedRow(
  row: TargetRow,
  objective: Objective,
  unit: Unit,
  clock: ClockEntry | undefined,
  context: Context,
): PlannedRow {
  const [threshold = null] = thresholds(row, unit);
  const remedies = row.remedy ?? objective.remedy;
  return {
    when: compileCondition(row.when),
    threshold,
    warning: row.warning === undefined ? null : parseValue(row.warning, unit),
    within: row.within === undefined ? null : limit(row.within, clock),
    calendar: context.calendarOf(row.calendar ?? objective.calendar),
    remedies:
      remedies === undefined
        ? []
        : names(remedies).map((id) => plannedRemedy(found(list(context.agreement.remedies), id), unit, context)),
  };
}

function thresholds(comparison: Comparison, unit: Unit): readonly Threshold[] {
  return comparators.flatMap((comparator) => {
    const text = comparison[comparator];
    const value = text === undefined ? null : parseValue(text, unit);
    return value === null ? [] : [{ comparator, value }];
  });
}

function limit(text: string, clock: ClockEntry | undefined): ClockLimit {
  const parsed = parseTimeLimit(text);
  if (!parsed) throw new RangeError(`${text} is no limit`);
  return parsed.kind === "time" ? parsed : { kind: "days", days: parsed.days, rule: dayRule(clock) };
}

function dayRule(clock: ClockEntry | undefined): DayRule {
  const moveStartFirst = clock?.["move-start-to-working-day"] === "yes";
  switch (clock?.days) {
    case "same-time":
      return { kind: "same-time", moveStartFirst, intoHours: false };
    case "end-of-day":
      return { kind: "end-of-day", moveStartFirst };
    case "working-time":
    case undefined:
      return {
        kind: "working-time",
        dayLength: clock?.["day-length"] === undefined ? ((8 * hour) as Milliseconds) : duration(clock["day-length"]),
      };
  }
}

function plannedExclusion(exclusion: Exclusion, context: Context): PlannedExclusion {
  const notice = exclusion.notice === undefined ? null : parseTimeLimit(exclusion.notice);
  const budget = exclusion.budget;
  return {
    id: exclusion.id,
    cause: exclusion.cause,
    when: compileCondition(exclusion.when),
    notice:
      notice === null || notice.kind === "time"
        ? notice
        : { kind: "days", days: notice.days, rule: { kind: "same-time", moveStartFirst: false, intoHours: false } },
    calendar: context.calendarOf(exclusion.calendar),
    budget:
      budget === undefined
        ? null
        : {
            time: budget.time === undefined ? null : duration(budget.time),
            windows: budget.windows === undefined ? null : Number(budget.windows),
            per: budget.per,
          },
    treatment: exclusion.treatment,
    granted: exclusion.granted ?? "by-rule",
  };
}

function plannedRemedy(remedy: Remedy, unit: Unit, context: Context): PlannedRemedy {
  if (remedy.kind === "action") return { kind: "action", id: remedy.id, legalKind: remedy["legal-kind"] };
  return {
    kind: "percent-tiers",
    id: remedy.id,
    legalKind: remedy["legal-kind"],
    base: plannedBase(remedy, context),
    tables: remedy.tables.map(({ when, tiers }) => ({
      when: compileCondition(when),
      tiers: tiers.map((tier) => plannedTier(tier, unit)),
    })),
    capShare: remedy.cap?.["share-of-base"] === undefined ? null : share(remedy.cap["share-of-base"]),
    capAmount: remedy.cap?.amount === undefined ? null : parseMoney(remedy.cap.amount),
    leastAmount: remedy["least-amount"] === undefined ? null : parseMoney(remedy["least-amount"]),
    rounding: remedy.rounding ?? "half-up",
  };
}

/** A fee named in the agreement stands for the whole period; one that is not is what was charged. */
function plannedBase(remedy: PercentTiers, { agreement }: Context): PlannedBase {
  if (remedy.base === undefined) return { charge: null, fixed: null };
  const charge = found(list(agreement.charges), remedy.base);
  return { charge: charge.id, fixed: charge.amount === undefined ? null : parseMoney(charge.amount) };
}

function plannedTier(tier: Tier, unit: Unit): PlannedTier {
  return { bounds: thresholds(tier, unit), credit: share(tier.credit) };
}

/** A calendar's entry as a rule. Holidays of a country come from the table that was handed in. */
function calendarRule(
  entry: CalendarEntry,
  home: Zone,
  tables: TimeTables,
  range: { readonly first: number; readonly last: number },
  path: string,
  problems: Problem[],
): CalendarRule {
  if (entry.blank === "yes") problems.push(problem("blank-not-filled", { path }, { name: entry.id }));
  const zone = entry.zone === undefined ? home : tables.zones.zone(entry.zone);
  if (!zone) {
    problems.push(problem("unknown-zone", { path: `${path}.zone` }, { name: entry.zone ?? "" }));
    return plainRule(home);
  }
  const week = entry.hours;
  const onHolidays = entry["on-holidays"];
  return {
    zone,
    weekly:
      week === undefined || week === "always"
        ? alwaysOpen
        : (["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const).map((day) => (week[day] ?? []).map(parseHours)),
    holidays: holidaysOf(entry, tables, range, path, problems),
    yearlyHolidays: new Set(entry.holidays?.yearly ?? []),
    onHolidays: onHolidays === undefined || onHolidays === "closed" ? [] : onHolidays.map(parseHours),
    overrides: new Map(
      Object.entries(entry.overrides ?? {}).map(([date, hours]) => [day(date), hours.map(parseHours)]),
    ),
    breaks: breaksOf(entry),
  };
}

function holidaysOf(
  entry: CalendarEntry,
  tables: TimeTables,
  range: { readonly first: number; readonly last: number },
  path: string,
  problems: Problem[],
): ReadonlySet<number> {
  const { country, kinds = ["public"], dates = [], ranges = [] } = entry.holidays ?? {};
  const days = new Set(dates.map(day));
  for (const { first, last } of ranges) for (let date = day(first); date <= day(last); date++) days.add(date);
  if (country === undefined) return days;
  const known = tables.holidays.holidays(country);
  const { first, last } = tables.holidays.years;
  if (!known) problems.push(problem("unknown-country", { path: `${path}.holidays.country` }, { name: country }));
  else if (civilDate(range.first).year < first || civilDate(range.last).year > last)
    problems.push(problem("holidays-not-known", { path: `${path}.holidays.country` }, { country, first, last }));
  for (const holiday of known ?? []) if (kinds.includes(holiday.kind)) days.add(day(holiday.date));
  return days;
}

function breaksOf(entry: CalendarEntry): ReadonlyMap<number, readonly Hours[]> {
  const breaks = new Map<number, Hours[]>();
  for (const { date, from, to } of entry.breaks ?? [])
    breaks.set(day(date), [
      ...(breaks.get(day(date)) ?? []),
      { from: parseTimeOfDay(from) ?? 0, to: parseTimeOfDay(to) ?? 0 },
    ]);
  return breaks;
}

function plainRule(zone: Zone): CalendarRule {
  return {
    zone,
    weekly: alwaysOpen,
    holidays: new Set(),
    yearlyHolidays: new Set(),
    onHolidays: [],
    overrides: new Map(),
    breaks: new Map(),
  };
}

function parseHours(text: string): Hours {
  const [from = "", to = ""] = text.split("-");
  return { from: parseTimeOfDay(from) ?? 0, to: parseTimeOfDay(to) ?? 0 };
}

function day(text: string): number {
  const date = parseDate(text);
  if (!date) throw new RangeError(`${text} is no date`);
  return dayNumber(date);
}

function duration(text: string | undefined): Milliseconds {
  return text === undefined ? (0 as Milliseconds) : (parseDuration(text) ?? (0 as Milliseconds));
}

function share(text: string): Ratio {
  return parseShare(text) ?? ratio(0);
}

/** A share of one as a figure in percent. */
export function asPercent(value: Ratio): Ratio {
  return multiply(value, ratio(100));
}

/** A section's entries; none when it stands in another document. */
export function list<Entry>(section: readonly Entry[] | Elsewhere | undefined): readonly Entry[] {
  return section === undefined || !Array.isArray(section) ? [] : section;
}

export function names(text: string | readonly string[]): readonly string[] {
  return typeof text === "string" ? [text] : text;
}

function found<Entry extends { readonly id: string }>(entries: readonly Entry[], id: string): Entry {
  const entry = entries.find((candidate) => candidate.id === id);
  if (!entry) throw new RangeError(`no entry ${id}`);
  return entry;
}
