import {
  addServiceTime,
  alwaysOpen,
  type CalendarRule,
  compileCalendar,
  dayNumber,
  type Hours,
  type Instant,
  instantOfWall,
  instantText,
  type Milliseconds,
  millisecondsADay,
  offsetAt,
  parseInstant,
  serviceTime,
  weekday,
  type Zone,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import fc from "fast-check";
import { expect, test } from "vitest";

const at = (text: string): Instant => parseInstant(text) as Instant;
const zoneOf = (name: string): Zone => timeTables().zones.zone(name) as Zone;
const hours = (from: number, to: number): Hours => ({ from: from * 3_600_000, to: to * 3_600_000 });
const calendar = (zone: string, weekly: readonly (readonly Hours[])[]) => {
  const rule: CalendarRule = {
    zone: zoneOf(zone),
    weekly,
    holidays: new Set(),
    yearlyHolidays: new Set(),
    onHolidays: [],
    overrides: new Map(),
    breaks: new Map(),
  };
  return compileCalendar(
    rule,
    dayNumber({ year: 2024, month: 1, day: 1 }),
    dayNumber({ year: 2028, month: 12, day: 31 }),
  );
};
const office = calendar("Europe/Stockholm", [
  [hours(9, 17)],
  [hours(9, 17)],
  [hours(9, 17)],
  [hours(9, 17)],
  [hours(9, 17)],
  [],
  [],
]);
const nights = [[], [], [], [], [], [hours(0, 6)], [hours(0, 6)]];

test("eight hours from Sunday end at Monday's closing, or at Tuesday's opening where the agreement says so", () => {
  const start = at("2025-05-18T11:18:00Z");
  expect(instantText(addServiceTime(office, start, (480 * 60_000) as Milliseconds, "closing"))).toBe(
    "2025-05-19T15:00:00Z",
  );
  expect(instantText(addServiceTime(office, start, (480 * 60_000) as Milliseconds, "next-opening"))).toBe(
    "2025-05-20T07:00:00Z",
  );
});

test("eight hours of weekend nights across New York's autumn change end an hour later than the wall would say", () => {
  expect(
    instantText(
      addServiceTime(calendar("America/New_York", nights), at("2027-11-04T20:23:00Z"), (480 * 60_000) as Milliseconds),
    ),
  ).toBe("2027-11-07T06:00:00Z");
});

test("eight hours of weekend nights across New York's spring change find the hour that exists", () => {
  expect(
    instantText(
      addServiceTime(
        calendar("America/New_York", nights),
        at("2025-03-06T20:18:00-05:00"),
        (480 * 60_000) as Milliseconds,
      ),
    ),
  ).toBe("2025-03-09T07:00:00Z");
});

test("eight hours of weekend nights across Stockholm's autumn change end in the first pass of the repeated hour", () => {
  expect(
    instantText(
      addServiceTime(
        calendar("Europe/Stockholm", nights),
        at("2026-10-19T22:38:00+02:00"),
        (480 * 60_000) as Milliseconds,
      ),
    ),
  ).toBe("2026-10-25T00:00:00Z");
});

test("office hours over a weekend are counted to the minute", () => {
  expect(serviceTime(office, { start: at("2024-10-12T23:21:00Z"), end: at("2024-10-15T07:25:00Z") })).toBe(
    505 * 60_000,
  );
});

/** Reads the zone's rules at each minute and knows nothing of compiled intervals. */
function countedByMinute(zone: Zone, weekly: readonly (readonly Hours[])[], start: number, end: number): number {
  let time = 0;
  for (let now = start; now < end; ) {
    const next = Math.min(end, (Math.floor(now / 60_000) + 1) * 60_000);
    const wall = now + offsetAt(zone, now);
    const day = Math.floor(wall / millisecondsADay);
    const open = (weekly[weekday(day)] ?? []).some(
      ({ from, to }) => wall - day * millisecondsADay >= from && wall - day * millisecondsADay < to,
    );
    if (open) time += next - now;
    now = next;
  }
  return time;
}

test.each([
  "Europe/Stockholm",
  "America/New_York",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Asia/Kathmandu",
  "America/St_Johns",
])("elapsed time in %s is what reading the rules each minute gives, from any second", (name) => {
  const weekly = [
    [hours(9, 17)],
    [hours(8, 12), hours(13, 18)],
    [hours(9, 17)],
    [hours(0, 24)],
    [hours(9, 17)],
    [hours(0, 6)],
    [hours(0, 6)],
  ];
  const compiled = calendar(name, weekly);
  const first = instantOfWall(zoneOf(name), dayNumber({ year: 2024, month: 6, day: 1 }) * millisecondsADay);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3 * 365 * 86_400 }),
      fc.integer({ min: 0, max: 3 * 86_400 }),
      (from, size) => {
        const start = first + from * 1000;
        const end = start + size * 1000;
        expect(serviceTime(compiled, { start: start as Instant, end: end as Instant })).toBe(
          countedByMinute(zoneOf(name), weekly, start, end),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test("a round-the-clock calendar has 23 hours on the day the clocks go forward and 25 when they go back", () => {
  const always = calendar("Europe/Stockholm", alwaysOpen);
  expect(serviceTime(always, { start: at("2026-03-28T23:00:00Z"), end: at("2026-03-29T22:00:00Z") })).toBe(
    23 * 3_600_000,
  );
  expect(serviceTime(always, { start: at("2026-10-24T22:00:00Z"), end: at("2026-10-25T23:00:00Z") })).toBe(
    25 * 3_600_000,
  );
});
