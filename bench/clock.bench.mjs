/** Elapsed and due times of tickets on an office calendar with Swedish holidays, by the kernel that evaluation calls, beside dayjs-business-time. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { addServiceTime, compileCalendar, dayNumber, instantOfWall, serviceTimeLess } from "@overens/core";
import { timeTables } from "@overens/tables";
import { figure, random, timed } from "./lib.mjs";

const { zones, holidays } = timeTables();
const zone = zones.zone("Europe/Stockholm");
const day = (text) =>
  dayNumber({ year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), day: Number(text.slice(8)) });
const days = holidays
  .holidays("SE")
  .filter(({ kind }) => kind === "public" || kind === "bank")
  .map(({ date }) => date);
const hours = [{ from: 9 * 3_600_000, to: 17 * 3_600_000 }];
const rule = {
  zone,
  weekly: [hours, hours, hours, hours, hours, [], []],
  holidays: new Set(days.map(day)),
  yearlyHolidays: new Set(),
  onHolidays: [],
  overrides: new Map(),
  breaks: new Map(),
};
const compile = () => compileCalendar(rule, day("2023-12-01"), day("2029-03-31"));
const calendar = compile();

// Tickets opened from 2024 to 2028, exponential spans with a mean of three days, as in the peers' measurement.
const count = 1_000_000;
const next = random(42);
const first = instantOfWall(zone, day("2024-01-05") * 86_400_000);
const span = (5 * 365 - 100) * 86_400;
const opened = new Float64Array(count);
const ended = new Float64Array(count);
const limits = new Float64Array(count);
for (let index = 0; index < count; index++) {
  opened[index] = first + Math.floor(next() * span) * 1000;
  ended[index] = opened[index] + Math.floor(-Math.log(1 - next()) * 4320) * 60_000;
  limits[index] = [15, 30, 60, 120, 240, 480, 960, 2400][Math.floor(next() * 8)] * 60_000;
}
const none = [];
let sink = 0;
const elapsed =
  count /
  ((await timed(
    () => {
      for (let index = 0; index < count; index++) sink += serviceTimeLess(calendar, opened[index], ended[index], none);
    },
    7,
    2,
  )) /
    1000);
const due =
  count /
  ((await timed(
    () => {
      for (let index = 0; index < count; index++) sink += addServiceTime(calendar, opened[index], limits[index]);
    },
    7,
    2,
  )) /
    1000);
const peer = measurePeer();
figure({
  name: "clock-elapsed",
  value: elapsed,
  unit: "op/s",
  peer: "dayjs-business-time 1.0.4",
  peerValue: peer?.elapsed ?? null,
  goal: { ratio: 500 },
  better: "higher",
});
figure({
  name: "clock-due",
  value: due,
  unit: "op/s",
  peer: "dayjs-business-time 1.0.4",
  peerValue: peer?.due ?? null,
  goal: { ratio: 500 },
  better: "higher",
});

// A million open tickets after a changed calendar: compile, then elapsed and due of each.
const recompute = await timed(
  () => {
    const changed = compile();
    for (let index = 0; index < count; index++)
      sink +=
        serviceTimeLess(changed, opened[index], ended[index], none) +
        addServiceTime(changed, opened[index], limits[index]);
  },
  5,
  1,
);
figure({ name: "tickets-recompute", value: recompute, unit: "ms", goal: { value: 1000 }, better: "lower" });
if (!Number.isFinite(sink)) process.exitCode = 1;

/** The peer knows one calendar and the process's own zone, so it runs in a process with TZ set; its answers are compared with ours. */
function measurePeer() {
  if (!existsSync(fileURLToPath(new URL("./node_modules/dayjs-business-time", import.meta.url)))) return null;
  const sample = 3000;
  const rows = Array.from({ length: sample }, (_, index) => [opened[index], ended[index], limits[index]]);
  const script = `
    import { createRequire } from "node:module";
    const require = createRequire(${JSON.stringify(import.meta.url)});
    const dayjs = require("dayjs"); dayjs.extend(require("dayjs-business-time"));
    const input = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    const week = {}; ["sunday","monday","tuesday","wednesday","thursday","friday","saturday"].forEach((name, index) => { week[name] = index > 0 && index < 6 ? [{ start: "09:00:00", end: "17:00:00" }] : null; });
    dayjs.setBusinessTime(week); dayjs.setHolidays(input.days);
    const run = (work) => { for (const row of input.rows.slice(0, 20)) work(row); const began = process.hrtime.bigint(); const answers = input.rows.map(work); return [input.rows.length / (Number(process.hrtime.bigint() - began) / 1e9), answers]; };
    const [elapsed, minutes] = run(([from, to]) => dayjs(from).businessMinutesDiff(dayjs(to)));
    const [due] = run(([from, , limit]) => dayjs(from).addBusinessMinutes(limit / 60000).valueOf());
    process.stdout.write(JSON.stringify({ elapsed, due, minutes }));`;
  const answer = JSON.parse(
    execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      env: { ...process.env, TZ: "Europe/Stockholm" },
      input: JSON.stringify({ rows, days }),
      maxBuffer: 1 << 28,
      encoding: "utf8",
    }),
  );
  const wrong = answer.minutes.filter(
    (minutes, index) =>
      Math.abs(minutes - serviceTimeLess(calendar, rows[index][0], rows[index][1], none) / 60_000) > 1,
  ).length; // the peer cuts to whole minutes
  if (wrong > 0) process.stderr.write(`the peer and we differ on ${wrong} of ${sample}\n`);
  return answer;
}
