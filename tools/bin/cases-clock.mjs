/**
 * Runs clock cases: node tools/bin/cases-clock.mjs DIR. Every operation is computed by the core's calendar and clock; this file
 * only reads the cases and compares. An operation, key or rule that it does not know fails the case. Quirks and disagreements
 * are counted as skipped, by name.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as core from "@overens/core";
import { timeTables } from "@overens/tables";

const { zones } = timeTables();
const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const known = {
  case: [
    "id",
    "source",
    "calendar",
    "op",
    "in",
    "expected",
    "atClose",
    "dayRule",
    "note",
    "exactAlternative",
    "disagreement",
    "quirk",
    "anchored",
    "also",
  ],
  calendar: ["timeZone", "weekly", "holidays", "recurringHolidays", "holidayRanges", "breaks", "dateOverrides"],
};

/** The calendar of a case, compiled for the years it can need. */
function calendarOf(found) {
  requireKnown(found, known.calendar, "calendar");
  const day = (text) => core.dayNumber(core.parseDate(text));
  const hours = ([from, to]) => ({ from: core.parseTimeOfDay(from), to: core.parseTimeOfDay(to) });
  const ranges = (found.holidayRanges ?? []).flatMap(([first, last]) => days(day(first), day(last)));
  const breaks = new Map();
  for (const { date, from, to } of found.breaks ?? [])
    breaks.set(day(date), [...(breaks.get(day(date)) ?? []), hours([from, to])]);
  const rule = {
    zone: zones.zone(found.timeZone) ?? fail(`unknown zone ${found.timeZone}`),
    weekly: weekdays.map((name) => (found.weekly?.[name] ?? []).map(hours)),
    holidays: new Set([...(found.holidays ?? []).map(day), ...ranges]),
    yearlyHolidays: new Set(found.recurringHolidays ?? []),
    onHolidays: [],
    overrides: new Map(Object.entries(found.dateOverrides ?? {}).map(([date, list]) => [day(date), list.map(hours)])),
    breaks,
  };
  return core.compileCalendar(rule, day("1999-01-01"), day("2037-12-31"));
}

function days(first, last) {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

const boundaries = { close: "closing", nextOpen: "next-opening" };
const dayRules = {
  snapToOpen: { kind: "same-time", moveStartFirst: false, intoHours: true },
  keepTime: { kind: "same-time", moveStartFirst: false, intoHours: false },
  keepTimeMoveFirst: { kind: "same-time", moveStartFirst: true, intoHours: false },
  endOfWorkingDay: { kind: "end-of-day", moveStartFirst: false },
};

const at = (text) => core.parseInstant(text);
const text = (instant) => core.instantText(instant);
const span = ({ start, end }) => [text(start), text(end)];
const pauseList = (pauses) => (pauses ?? []).flatMap((pause) => pause.map(at));
const seconds = (count) => count * 1000;
/** Seconds as the cases write them. */
const toSeconds = (milliseconds) => milliseconds / 1000;

function addTime(calendar, { start, seconds: count, pauses }, sign, boundary) {
  const time = seconds(count);
  if (sign < 0) return core.subtractServiceTimePausing(calendar, at(start), time, pauseList(pauses));
  return core.addServiceTimePausing(calendar, at(start), time, pauseList(pauses), boundary);
}

function dayOfInput(calendar, input) {
  return input.date === undefined
    ? core.wallOfInstant(calendar.rule.zone, at(input.at)).day
    : core.dayNumber(core.parseDate(input.date));
}

function addDays(calendar, input, sign, rule, expected) {
  const result = core.addWorkingDays(calendar, at(input.start), sign * input.days, rule);
  return /^\d{4}-\d\d-\d\d$/.test(String(expected))
    ? core.dateText(core.civilDate(core.wallOfInstant(calendar.rule.zone, result).day))
    : text(result);
}

/** Time within the working day of the start: an instant, or that it does not fit. */
function addWithinDay(calendar, input, sign) {
  const result = core.addWithinDay(calendar, at(input.start), sign * seconds(input.seconds));
  return result === null ? { doesNotFitInDay: true } : text(result);
}

const operations = {
  workingTimeBetween: [
    ["start", "end", "pauses", "clampTo"],
    (calendar, input) => {
      const life = input.clampTo
        ? { start: at(input.clampTo[0]), end: at(input.clampTo[1]) }
        : { start: at(input.start), end: at(input.end) };
      const part = core.intersect({ start: at(input.start), end: at(input.end) }, life);
      return part === null
        ? 0
        : toSeconds(core.serviceTimeLess(calendar, part.start, part.end, pauseList(input.pauses)));
    },
  ],
  addWorkingTime: [
    ["start", "seconds", "pauses"],
    (calendar, input, settings) => text(addTime(calendar, input, 1, settings.boundary)),
  ],
  subtractWorkingTime: [
    ["start", "seconds", "pauses"],
    (calendar, input, settings) => text(addTime(calendar, input, -1, settings.boundary)),
  ],
  addWorkingDays: [
    ["start", "days"],
    (calendar, input, settings, expected) => addDays(calendar, input, 1, settings.dayRule, expected),
  ],
  subtractWorkingDays: [
    ["start", "days"],
    (calendar, input, settings, expected) => addDays(calendar, input, -1, settings.dayRule, expected),
  ],
  addWithinDay: [["start", "seconds"], (calendar, input) => addWithinDay(calendar, input, 1)],
  subtractWithinDay: [["start", "seconds"], (calendar, input) => addWithinDay(calendar, input, -1)],
  isWorkingTime: [["at"], (calendar, input) => core.isOpen(calendar, at(input.at))],
  isOnBreak: [["at"], (calendar, input) => core.isOnBreak(calendar, at(input.at))],
  isHoliday: [["at", "date"], (calendar, input) => core.isHoliday(calendar.rule, dayOfInput(calendar, input))],
  isWorkingDay: [["at", "date"], (calendar, input) => core.isWorkingDay(calendar, dayOfInput(calendar, input))],
  periodsAfter: [["at", "count"], (calendar, input) => core.openAfter(calendar, at(input.at), input.count).map(span)],
  periodsBefore: [["at", "count"], (calendar, input) => core.openBefore(calendar, at(input.at), input.count).map(span)],
  advanceToWorkingTime: [["at"], (calendar, input) => text(core.advanceToOpen(calendar, at(input.at)))],
  advanceToClosingTime: [["at"], (calendar, input) => text(core.advanceToClosing(calendar, at(input.at)))],
  nextOpening: [["at"], (calendar, input) => text(core.nextOpening(calendar, at(input.at)))],
  returnToWorkingTime: [["at"], (calendar, input) => text(core.returnToOpen(calendar, at(input.at)))],
  workingDaysBetween: [
    ["start", "end"],
    (calendar, input) => core.workingDaysBetween(calendar, at(input.start), at(input.end)),
  ],
  wallTimeToInstant: [
    ["date", "time"],
    (calendar, input) =>
      text(
        core.instantOfWall(
          calendar.rule.zone,
          core.dayNumber(core.parseDate(input.date)) * core.millisecondsADay + core.parseTimeOfDay(input.time),
        ),
      ),
  ],
  isBreached: [
    ["elapsedPercent"],
    (_, input) => {
      const elapsed = core.parseDecimal(String(input.elapsedPercent));
      const whole = core.ratio(100);
      return {
        whenRounded: core.compare(core.ratio(core.round(elapsed, "half-up")), whole) >= 0,
        whenExact: core.compare(elapsed, whole) >= 0,
      };
    },
  ],
  escalationState: [
    ["createdAt", "targetSeconds", "levels", "now"],
    (calendar, input, settings) => escalationState(calendar, input, settings),
  ],
  slaClock: [
    [
      "createdAt",
      "targetsSeconds",
      "targets",
      "targetsDays",
      "timeline",
      "now",
      "initialState",
      "heldSeconds",
      "escalation",
      "agreementAttachedAt",
    ],
    (calendar, input, settings) => slaClock(calendar, input, settings),
  ],
};

/**
 * What a source of cases does otherwise than the rest, as the README of the cases and its own tests say: which states hold the
 * clocks, whether the first response waits with them, and whether a resolved case is still running.
 */
const habits = {
  usual: { held: ["pending", "pausedAfterReply", "closed"], firstResponsePauses: true },
  frappe: { held: ["pending", "pausedAfterReply", "closed", "resolved"], firstResponsePauses: false },
};

function habitOf(found) {
  return Object.entries(habits).find(([name]) => String(found.source?.repo).includes(name))?.[1] ?? habits.usual;
}

const kinds = {
  customerContact: "customer-wrote",
  agentContact: "updated",
  firstResponse: "answered",
  closed: "closed",
};
/** A change of the rules, not of the case: it decides which terms hold. */
const changesOfTerms = ["targetsEdited", "agreementReplaced", "slaNoLongerMatches"];

/** A case's timeline in the words of the core's clock, in order of time. */
function eventsOf(input, held, start) {
  const events = [{ kind: "opened", at: start, fact: "created" }];
  if (held.includes(input.initialState))
    events.push({ kind: "waiting", at: start, fact: "created", reason: input.initialState });
  const timeline = (input.timeline ?? []).map((event, index) => ({
    ...event,
    moment: event.at === null ? start : at(event.at),
    fact: `timeline ${index}`,
  }));
  timeline.sort((a, b) => a.moment - b.moment);
  let solved = false;
  for (const event of timeline) {
    const { moment, fact } = event;
    if (event.type === "state") {
      if (event.to === "open" && solved) events.push({ kind: "reopened", at: moment, fact });
      events.push(
        held.includes(event.to)
          ? { kind: "waiting", at: moment, fact, reason: event.to }
          : { kind: "resumed", at: moment, fact },
      );
      if (event.to === "closed" || event.to === "resolved") events.push({ kind: event.to, at: moment, fact });
      solved = event.to === "closed" || event.to === "resolved";
    } else if (kinds[event.type]) {
      events.push({ kind: kinds[event.type], at: moment, fact });
      if (event.type === "closed") solved = true;
    } else if (!changesOfTerms.includes(event.type)) fail(`unknown event ${event.type}`);
  }
  return events;
}

/** Whoever closes a case with an earlier date does not take back the messages that were answered in between. */
function closedWhenRecorded(input) {
  let latest = input.createdAt;
  const timeline = (input.timeline ?? []).map((event) => {
    if (event.at !== null && event.at > latest) latest = event.at;
    return event.type === "closed" ? { ...event, at: latest } : event;
  });
  return { ...input, timeline };
}

/** The limit that a target says: a number of seconds, or days by a stated rule; null: no clock. */
function limitOf(target, heldSeconds, dayRule) {
  if (!target) return null;
  if (typeof target === "number") return { kind: "time", time: seconds(target + (heldSeconds ?? 0)) };
  if (Object.keys(target).join() === "days") return { kind: "days", days: target.days, rule: dayRule };
  return fail(`unknown target ${JSON.stringify(target)}`);
}

/** Targets that hold from a moment on; the last edit or replacement is the one that decides, as if it had held from the start. */
function targetsOf(input) {
  const inDays = Object.fromEntries(Object.entries(input.targetsDays ?? {}).map(([name, days]) => [name, { days }]));
  const first = {
    ...(input.targetsSeconds ?? input.targets ?? (input.targetsDays ? {} : fail("no targets"))),
    ...inDays,
  };
  let targets = first;
  for (const event of input.timeline ?? []) {
    if (event.type === "slaNoLongerMatches") targets = {};
    else if (changesOfTerms.includes(event.type)) targets = { ...targets, ...(event.targetsSeconds ?? event.targets) };
  }
  return targets;
}

/** Each clock of a case: how it starts and stops is the core's; which target it has is the case's. */
function slaClock(calendar, input, { boundary, dayRule, habit }) {
  const start = at(input.agreementAttachedAt ?? input.createdAt);
  const targets = targetsOf(input);
  const run = (starts, stops, target, held, { timed = input, heldSeconds } = {}) => {
    const limit = limitOf(target, heldSeconds, dayRule);
    if (limit === null) return { dueAt: null, elapsedSeconds: null, marginSeconds: null };
    const events = eventsOf(timed, habit.held, start);
    const last = events.at(-1).at;
    const until = input.now ? at(input.now) : last > start ? last : start;
    const rule = {
      starts,
      stops,
      pausedWhile: new Set(held),
      pauseLimit: null,
      whenReopened: "continue",
      whenTermsChange: "retroactive",
      boundary,
    };
    const runs = core.runClock(rule, events, [{ from: start, calendar, limit }], until);
    const open = runs.find(({ stop }) => stop === null) ?? null;
    const done = core.slowest(runs.filter(({ stop }) => stop !== null));
    return {
      dueAt: open?.due ? text(open.due) : null,
      elapsedSeconds: done ? toSeconds(done.elapsed) : null,
      marginSeconds: done ? toSeconds(done.margin) : null,
    };
  };
  const clocks = {
    firstResponse: run(["opened"], ["answered"], targets.firstResponse, habit.firstResponsePauses ? habit.held : []),
    takeOwnership: run(["opened"], ["answered"], targets.takeOwnership, []),
    update: run(["customer-wrote"], ["updated"], targets.update, habit.held, { timed: closedWhenRecorded(input) }),
    resolution: run(
      ["opened"],
      habit.held.includes("resolved") ? ["resolved", "closed"] : ["closed"],
      targets.resolution,
      habit.held,
      { heldSeconds: input.heldSeconds },
    ),
  };
  const due = Object.values(clocks)
    .map(({ dueAt }) => dueAt)
    .filter((dueAt) => dueAt !== null)
    .sort();
  const escalation =
    input.escalation && due[0]
      ? { escalationAt: text(core.escalationAt(calendar, at(due[0]), escalationOffset(input.escalation), boundary)) }
      : {};
  return { nextDueAt: due[0] ?? null, ...clocks, ...escalation };
}

function escalationOffset({ offsetSeconds, countedIn, offsetDays }) {
  if (countedIn === "workingTime") return { kind: "service-time", time: seconds(offsetSeconds) };
  if (countedIn === "workingDays") return { kind: "days", days: offsetDays };
  return fail(`unknown unit of escalation ${countedIn}`);
}

/** Levels that have fired by now and those that wait: each a moment before or after the due time, or a percentage of the way there. */
function escalationState(calendar, input, { boundary }) {
  const start = at(input.createdAt);
  const due = core.addServiceTime(calendar, start, seconds(input.targetSeconds), boundary);
  const levels = input.levels.map((level, index) => ({
    name: level.name ?? level.id ?? level.level ?? index + 1,
    at: levelAt(calendar, start, due, input.targetSeconds, level, boundary),
  }));
  const names = (chosen) => chosen.map(({ name }) => name);
  return {
    dueAt: text(due),
    fired: names(levels.filter((level) => level.at <= at(input.now))),
    pending: names(levels.filter((level) => level.at > at(input.now))),
  };
}

function levelAt(calendar, start, due, targetSeconds, level, boundary) {
  const percent = typeof level === "number" ? level : level.percent;
  if (percent === undefined)
    return core.escalationAt(calendar, due, escalationOffset({ countedIn: "workingTime", ...level }), boundary);
  return core.escalationAt(calendar, due, { kind: "percent", percent, start, limit: seconds(targetSeconds) }, boundary);
}

/** Everything that the source asserted is found in what was computed. Where the source cuts to whole minutes, the exact value of that minute is right. */
function covers(computed, expected, exact) {
  if (expected === null || typeof expected !== "object")
    return (
      Object.is(computed, expected) ||
      (exact !== undefined && computed === exact && String(expected).slice(0, 16) === String(exact).slice(0, 16))
    );
  if (Array.isArray(expected))
    return (
      Array.isArray(computed) &&
      computed.length === expected.length &&
      expected.every((item, index) => covers(computed[index], item, exact))
    );
  return (
    computed !== null &&
    typeof computed === "object" &&
    Object.keys(expected).every((key) => key in computed && covers(computed[key], expected[key], exact))
  );
}

function requireKnown(object, keys, where) {
  for (const key of Object.keys(object)) if (!keys.includes(key)) fail(`unknown key ${key} in ${where}`);
}

function fail(because) {
  throw new Error(because);
}

/** What the core gives for a case, before the expected value is looked at. */
export function compute(found) {
  requireKnown(found, known.case, "case");
  const [keys, operation] = operations[found.op] ?? fail(`unknown operation ${found.op}`);
  requireKnown(found.in, keys, `in of ${found.op}`);
  if (found.dayRule !== undefined && !dayRules[found.dayRule]) fail(`unknown day rule ${found.dayRule}`);
  if (found.atClose !== undefined && !boundaries[found.atClose]) fail(`unknown boundary ${found.atClose}`);
  const settings = {
    boundary: boundaries[found.atClose ?? "close"],
    dayRule: dayRules[found.dayRule ?? "keepTime"],
    habit: habitOf(found),
  };
  return operation(found.calendar === null ? null : calendarOf(found.calendar), found.in, settings, found.expected);
}

/** One case: passed, failed with both values, or skipped by name. */
export function runCase(found) {
  if (found.quirk !== undefined || found.disagreement !== undefined)
    return { outcome: "skipped", because: String(found.quirk ?? found.disagreement) };
  try {
    const computed = compute(found);
    return covers(computed, found.expected, found.exactAlternative)
      ? { outcome: "passed" }
      : {
          outcome: "failed",
          because: `expected ${JSON.stringify(found.expected)}, computed ${JSON.stringify(computed)}`,
        };
  } catch (problem) {
    return { outcome: "failed", because: problem.message };
  }
}

function main(folder) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()) {
    for (const found of JSON.parse(readFileSync(join(folder, file), "utf8"))) {
      const { outcome, because } = runCase(found);
      counts[outcome] += 1;
      if (outcome !== "passed") console.log(`${outcome}  ${found.id}  ${because}`);
    }
  }
  console.log(
    `${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ""}`,
  );
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.exitCode = main(process.argv[2] ?? "cases/clock");
