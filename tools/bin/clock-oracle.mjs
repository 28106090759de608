/**
 * Elapsed and due times against an oracle that reads the pinned zone rules at each minute of five years and shares no code with
 * the compiled calendars: node tools/bin/clock-oracle.mjs [pairs] [months]. Starts and ends lie on random seconds. Prints the
 * seed and every kind of difference; there must be none.
 */
import { addServiceTime, compileCalendar, dayNumber, offsetAt, serviceTime, weekday } from "@overens/core";
import { timeTables } from "@overens/tables";

const pairs = Number(process.argv[2] ?? 1_000_000);
const months = Number(process.argv[3] ?? 10_000);
const seed = Number(process.env.SEED ?? 20260329);
const names = [
  "Europe/Stockholm",
  "America/New_York",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Asia/Kolkata",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Pacific/Chatham",
];
const day = 86_400_000;
const first = dayNumber({ year: 2024, month: 1, day: 1 });
const last = dayNumber({ year: 2028, month: 12, day: 31 });
const hours = (from, to) => ({ from: from * 60_000, to: to * 60_000 });
/** Two spans a day, a day round the clock, and weekend nights that meet every clock change; a holiday now and then. */
const weekly = [
  [hours(540, 1020)],
  [hours(480, 720), hours(780, 1080)],
  [hours(540, 1020)],
  [hours(0, 1440)],
  [hours(540, 1020)],
  [hours(0, 360)],
  [hours(0, 360), hours(1320, 1440)],
];
const holidays = new Set(Array.from({ length: 60 }, (_, index) => first + 17 + index * 29));

let state = seed >>> 0;
const chance = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 4294967296;
};

/** One byte a UTC minute, read from the rules, and the running sum of open minutes. */
function minuteByMinute(zone) {
  const start = (first - 1) * day;
  const count = ((last + 2 - (first - 1)) * day) / 60_000;
  const sums = new Int32Array(count + 1);
  const open = new Uint8Array(count);
  for (let minute = 0; minute < count; minute++) {
    const now = start + minute * 60_000;
    const wall = now + offsetAt(zone, now);
    const date = Math.floor(wall / day);
    const time = wall - date * day;
    open[minute] =
      !holidays.has(date) &&
      date >= first &&
      date <= last &&
      weekly[weekday(date)].some(({ from, to }) => time >= from && time < to)
        ? 1
        : 0;
    sums[minute + 1] = sums[minute] + open[minute];
  }
  const before = (at) => {
    const minute = Math.floor((at - start) / 60_000);
    return sums[minute] * 60_000 + (open[minute] ? at - start - minute * 60_000 : 0);
  };
  const due = (at, time) => {
    const wanted = before(at) + time;
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle + 1] * 60_000 < wanted) low = middle + 1;
      else high = middle;
    }
    return start + low * 60_000 + (wanted - sums[low] * 60_000);
  };
  return { before, due };
}

let wrong = 0;
const began = Date.now();
for (const name of names) {
  const zone = timeTables().zones.zone(name);
  const rule = {
    zone,
    weekly,
    holidays,
    yearlyHolidays: new Set(),
    onHolidays: [],
    overrides: new Map(),
    breaks: new Map(),
  };
  const calendar = compileCalendar(rule, first, last);
  const oracle = minuteByMinute(zone);
  const room = (last - first - 120) * 86_400;
  let differences = 0;
  const compare = (span) => {
    const start = (first + 2) * day + Math.floor(chance() * room) * 1000;
    const end = start + Math.floor(chance() * span) * 1000;
    const elapsed = serviceTime(calendar, { start, end });
    const time = 1000 + Math.floor(chance() * 72_000) * 1000;
    if (
      elapsed !== oracle.before(end) - oracle.before(start) ||
      addServiceTime(calendar, start, time) !== oracle.due(start, time)
    ) {
      differences += 1;
      if (differences <= 3)
        console.log(`${name}: ${new Date(start).toISOString()} ${new Date(end).toISOString()} + ${time} ms`);
    }
  };
  for (let pair = 0; pair < pairs / names.length; pair++) compare(3 * 86_400);
  for (let pair = 0; pair < months / names.length; pair++) compare(93 * 86_400);
  console.log(`${name}: ${differences} differences`);
  wrong += differences;
}
console.log(`seed ${seed}, ${pairs} pairs up to three days, ${months} up to three months, ${Date.now() - began} ms`);
console.log(`${pairs + months - wrong} passed, ${wrong} failed`);
process.exitCode = wrong === 0 ? 0 : 1;
