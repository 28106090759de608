/** What is decided about the clock of a case, each decision as the people who meet it would tell it. */
import {
  addWorkingDays,
  type CalendarRule,
  type ClockEvent,
  type ClockEventKind,
  type ClockRule,
  type ClockTerms,
  compileCalendar,
  dayNumber,
  escalationAt,
  type Hours,
  type Instant,
  instantText,
  type Milliseconds,
  parseInstant,
  runClock,
  slowest,
  type Zone,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { expect, test } from "vitest";

const hour = 3_600_000;
const at = (text: string): Instant => parseInstant(`2026-${text}:00Z`) as Instant;
const calendar = (weekly: readonly (readonly Hours[])[]) => {
  const rule: CalendarRule = {
    zone: timeTables().zones.zone("UTC") as Zone,
    weekly,
    holidays: new Set(),
    yearlyHolidays: new Set(),
    onHolidays: [],
    overrides: new Map(),
    breaks: new Map(),
  };
  return compileCalendar(
    rule,
    dayNumber({ year: 2025, month: 1, day: 1 }),
    dayNumber({ year: 2027, month: 12, day: 31 }),
  );
};
const day = [{ from: 9 * hour, to: 17 * hour }];
const office = calendar([day, day, day, day, day, [], []]);
const always = calendar(Array.from({ length: 7 }, () => [{ from: 0, to: 24 * hour }]));

const solving: ClockRule = {
  starts: ["opened"],
  stops: ["resolved", "closed"],
  pausedWhile: new Set(["customer"]),
  pauseLimit: null,
  whenReopened: "continue",
  whenTermsChange: "retroactive",
  boundary: "closing",
};
const event = (kind: ClockEventKind, when: string, reason?: string): ClockEvent => ({
  kind,
  at: at(when),
  fact: `${kind} ${when}`,
  ...(reason === undefined ? {} : { reason }),
});
const within = (hours: number, from = "01-01T00:00", on = office): ClockTerms => ({
  from: at(from),
  calendar: on,
  limit: { kind: "time", time: (hours * hour) as Milliseconds },
});
const hours = (time: number | null | undefined): number | null =>
  time === null || time === undefined ? null : time / hour;
const due = (run: { readonly due: Instant | null } | undefined): string | null =>
  run?.due ? instantText(run.due) : null;

// 2026-03-02 is a Monday.

test("a budget that ends exactly at closing time is due then, or at the next opening where the agreement says so", () => {
  const opened = [event("opened", "03-02T09:00")];
  expect(due(runClock(solving, opened, [within(8)], at("03-02T12:00"))[0])).toBe("2026-03-02T17:00:00Z");
  expect(due(runClock({ ...solving, boundary: "next-opening" }, opened, [within(8)], at("03-02T12:00"))[0])).toBe(
    "2026-03-03T09:00:00Z",
  );
});

test("what was done at the due time is in time, a millisecond later is not, and the margin says by how much", () => {
  const done = (at: Instant) =>
    runClock(
      solving,
      [event("opened", "03-02T09:00"), { kind: "resolved", at, fact: "resolved" }],
      [within(2)],
      (at + hour) as Instant,
    )[0];
  expect(done(at("03-02T11:00"))).toMatchObject({ late: false, breachedAt: null, margin: 0 });
  expect(done((at("03-02T11:00") + 1) as Instant)).toMatchObject({
    late: true,
    breachedAt: at("03-02T11:00"),
    margin: -1,
  });
});

test("waiting for the customer pauses the clock, and no due time is shown while it moves", () => {
  const events = [event("opened", "03-02T09:00"), event("waiting", "03-02T10:00", "customer")];
  const paused = runClock(solving, events, [within(4)], at("03-02T15:00"))[0];
  expect(paused).toMatchObject({ state: "paused", due: null, elapsed: hour });
  const resumed = runClock(solving, [...events, event("resumed", "03-02T15:00")], [within(4)], at("03-02T16:00"))[0];
  expect(due(resumed)).toBe("2026-03-03T10:00:00Z");
  expect(resumed?.segments.map(({ state }) => state)).toEqual(["running", "paused", "running"]);
});

test("a clock that does not pause runs on while the case waits", () => {
  const events = [event("opened", "03-02T09:00"), event("waiting", "03-02T10:00", "customer")];
  expect(runClock({ ...solving, pausedWhile: new Set() }, events, [within(4)], at("03-02T15:00"))[0]).toMatchObject({
    state: "running",
    elapsed: 6 * hour,
    late: true,
  });
});

test("pauses count only until together they have taken their limit", () => {
  const events = [
    event("opened", "03-02T09:00"),
    event("waiting", "03-02T10:00", "customer"),
    event("resumed", "03-02T11:00"),
    event("waiting", "03-02T12:00", "customer"),
  ];
  const run = runClock(
    { ...solving, pauseLimit: (2 * hour) as Milliseconds },
    events,
    [within(20)],
    at("03-02T16:00"),
  )[0];
  expect(hours(run?.elapsed)).toBe(5);
  expect(run?.state).toBe("running");
});

test("a case that is opened again continues, begins anew, or gets a second clock, as agreed", () => {
  const events = [
    event("opened", "03-02T09:00"),
    event("resolved", "03-02T11:00"),
    event("reopened", "03-02T14:00"),
    event("resolved", "03-02T15:00"),
  ];
  const run = (whenReopened: ClockRule["whenReopened"]) =>
    runClock({ ...solving, whenReopened }, events, [within(8)], at("03-03T12:00")).map(({ elapsed }) => hours(elapsed));
  expect(run("continue")).toEqual([3]);
  expect(run("restart")).toEqual([1]);
  expect(run("new-clock")).toEqual([2, 1]);
});

test("a new priority judges from the start, keeps the time spent, or begins anew, as agreed", () => {
  const events = [
    event("opened", "03-02T09:00"),
    event("priority-changed", "03-02T12:00"),
    event("resolved", "03-02T14:00"),
  ];
  const terms = [within(8), within(2, "03-02T12:00", always)];
  const run = (whenTermsChange: ClockRule["whenTermsChange"]) =>
    runClock({ ...solving, whenTermsChange }, events, terms, at("03-03T12:00"))[0];
  expect(hours(run("retroactive")?.margin)).toBe(-3);
  expect(hours(run("carry-over")?.margin)).toBe(-3);
  expect(hours(run("restart")?.margin)).toBe(0);
  expect(run("restart")?.segments.map(({ state }) => state)).toEqual(["stopped", "running"]);
});

test("a breach stays recorded although a later change of priority forgives it", () => {
  const events = [
    event("opened", "03-02T09:00"),
    event("priority-changed", "03-02T15:00"),
    event("resolved", "03-02T16:00"),
  ];
  const run = runClock(solving, events, [within(2), within(40, "03-02T15:00")], at("03-03T12:00"))[0];
  expect(run).toMatchObject({ late: false, breachedAt: at("03-02T11:00") });
});

test("a breach stays recorded although the case began anew when it was opened again", () => {
  const events = [
    event("opened", "03-02T09:00"),
    event("resolved", "03-02T15:00"),
    event("reopened", "03-03T09:00"),
    event("resolved", "03-03T10:00"),
  ];
  expect(runClock({ ...solving, whenReopened: "restart" }, events, [within(2)], at("03-03T12:00"))[0]).toMatchObject({
    late: false,
    breachedAt: at("03-02T11:00"),
  });
});

test("the next response counts from the oldest unanswered message, and the slowest one decides", () => {
  const answering: ClockRule = { ...solving, starts: ["customer-wrote"], stops: ["updated"] };
  const events = [
    event("opened", "03-02T09:00"),
    event("customer-wrote", "03-02T09:00"),
    event("customer-wrote", "03-02T10:00"),
    event("updated", "03-02T12:00"),
    event("customer-wrote", "03-02T13:00"),
    event("updated", "03-02T13:30"),
  ];
  const runs = runClock(answering, events, [within(2)], at("03-02T16:00"));
  expect(runs.map(({ elapsed }) => hours(elapsed))).toEqual([3, 0.5]);
  expect(hours(slowest(runs)?.margin)).toBe(-1);
});

test("a solved case owes no further answer", () => {
  const answering: ClockRule = { ...solving, starts: ["customer-wrote"], stops: ["updated"] };
  const events = [
    event("opened", "03-02T09:00"),
    event("customer-wrote", "03-02T09:00"),
    event("resolved", "03-02T10:00"),
  ];
  expect(runClock(answering, events, [within(2)], at("03-06T16:00"))).toMatchObject([
    { state: "stopped", elapsed: hour, late: false },
  ]);
});

test("an update clock runs from each update to the next until the case is solved", () => {
  const updating: ClockRule = { ...solving, starts: ["opened", "updated"], stops: ["updated"] };
  const events = [
    event("opened", "03-02T09:00"),
    event("updated", "03-02T09:30"),
    event("updated", "03-02T11:00"),
    event("resolved", "03-02T11:20"),
  ];
  const runs = runClock(updating, events, [within(1)], at("03-02T16:00"));
  expect(runs.map(({ elapsed, late }) => [hours(elapsed), late])).toEqual([
    [0.5, false],
    [1.5, true],
    [1 / 3, false],
  ]);
});

test("a cause report is owed from the repair, and a repair that did not hold begins it anew", () => {
  const report: ClockRule = { ...solving, starts: ["resolved"], stops: ["closed"], whenReopened: "restart" };
  const terms: readonly ClockTerms[] = [
    {
      from: at("01-01T00:00"),
      calendar: office,
      limit: { kind: "days", days: 5, rule: { kind: "end-of-day", moveStartFirst: false } },
    },
  ];
  const events = [
    event("opened", "03-02T09:00"),
    event("resolved", "03-02T11:00"),
    event("reopened", "03-03T09:00"),
    event("resolved", "03-04T10:00"),
  ];
  const runs = runClock(report, events, terms, at("03-05T12:00"));
  expect(runs).toHaveLength(1);
  expect(due(runs[0])).toBe("2026-03-11T17:00:00Z");
});

test("an open case whose due time has passed is late", () => {
  expect(runClock(solving, [event("opened", "03-02T09:00")], [within(2)], at("03-02T12:00"))[0]).toMatchObject({
    state: "running",
    stop: null,
    late: true,
  });
});

test("a day is so many working hours, the same time on a later working day, or the end of that day", () => {
  const friday = at("03-06T15:00");
  const after = (rule: Parameters<typeof addWorkingDays>[3], start = friday) =>
    instantText(addWorkingDays(office, start, 2, rule));
  expect(after({ kind: "working-time", dayLength: (8 * hour) as Milliseconds })).toBe("2026-03-10T15:00:00Z");
  expect(after({ kind: "same-time", moveStartFirst: false, intoHours: false })).toBe("2026-03-10T15:00:00Z");
  expect(after({ kind: "end-of-day", moveStartFirst: false })).toBe("2026-03-10T17:00:00Z");
  const saturday = at("03-07T20:00");
  expect(after({ kind: "same-time", moveStartFirst: false, intoHours: false }, saturday)).toBe("2026-03-10T20:00:00Z");
  expect(after({ kind: "same-time", moveStartFirst: true, intoHours: false }, saturday)).toBe("2026-03-11T20:00:00Z");
  expect(after({ kind: "same-time", moveStartFirst: false, intoHours: true }, saturday)).toBe("2026-03-11T09:00:00Z");
});

test("a limit in days with a pause: first the days, then the working time that the case waited", () => {
  const terms: readonly ClockTerms[] = [
    {
      from: at("01-01T00:00"),
      calendar: office,
      limit: { kind: "days", days: 2, rule: { kind: "same-time", moveStartFirst: false, intoHours: false } },
    },
  ];
  const events = [
    event("opened", "03-02T15:00"),
    event("waiting", "03-03T09:00", "customer"),
    event("resumed", "03-03T12:00"),
  ];
  expect(due(runClock(solving, events, terms, at("03-03T13:00"))[0])).toBe("2026-03-05T10:00:00Z");
});

test("levels fire before and after the due time, in working time, working days or percent of the limit", () => {
  const dueAt = at("03-03T10:00");
  const level = (offset: Parameters<typeof escalationAt>[2]) =>
    instantText(escalationAt(office, dueAt, offset, "closing"));
  expect(level({ kind: "service-time", time: (-2 * hour) as Milliseconds })).toBe("2026-03-02T16:00:00Z");
  expect(level({ kind: "service-time", time: (8 * hour) as Milliseconds })).toBe("2026-03-04T10:00:00Z");
  expect(level({ kind: "days", days: 1 })).toBe("2026-03-04T10:00:00Z");
  expect(level({ kind: "percent", percent: 50, start: at("03-02T09:00"), limit: (9 * hour) as Milliseconds })).toBe(
    "2026-03-02T13:30:00Z",
  );
});

test("the running segments add up to the elapsed time, and all of them to the time from start to stop", () => {
  const events = [
    event("opened", "03-02T15:00"),
    event("waiting", "03-03T10:00", "customer"),
    event("resumed", "03-03T14:30"),
    event("resolved", "03-05T11:00"),
  ];
  const [run] = runClock(solving, events, [within(40)], at("03-09T12:00"));
  const length = (states: readonly string[]) =>
    (run?.segments ?? [])
      .filter(({ state }) => states.includes(state))
      .reduce((sum, { start, end }) => sum + end - start, 0);
  expect(length(["running"])).toBe(run?.elapsed);
  expect(length(["running", "paused", "outside-hours", "stopped"])).toBe(at("03-05T11:00") - at("03-02T15:00"));
});
