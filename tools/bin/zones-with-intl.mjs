/**
 * Compares the pinned zone rules with those of this Node's Intl, from 2000 to 2037: at each change of the pinned rules, just
 * before it, and each month. Differences are listed, not judged: the pinned rules decide, and the runtime's may be older or newer.
 */
import { instantText, offsetAt } from "@overens/core";
import { timeTables } from "@overens/tables";

const { zones } = timeTables();
const from = Date.UTC(2000, 0, 1);
const until = Date.UTC(2038, 0, 1);
const hour = 3_600_000;

function intlOffset(formatter, at) {
  const parts = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return (
    Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour % 24, parts.minute, parts.second) -
    Math.floor(at / 1000) * 1000
  );
}

/** Every instant at which the pinned offset changes, to the second. */
function changes(zone) {
  const found = [];
  let before = offsetAt(zone, from);
  for (let at = from + 6 * hour; at < until; at += 6 * hour) {
    const here = offsetAt(zone, at);
    if (here === before) continue;
    let [low, high] = [at - 6 * hour, at];
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (offsetAt(zone, middle) === before) low = middle;
      else high = middle;
    }
    found.push(high);
    before = here;
  }
  return found;
}

let compared = 0;
let differing = 0;
for (const name of zones.names) {
  const zone = zones.zone(name);
  let formatter;
  try {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    console.log(`${name}: unknown to Intl`);
    differing += 1;
    continue;
  }
  const edges = changes(zone).flatMap((at) => [at - 1000, at]);
  const months = Array.from({ length: 38 * 12 }, (_, month) => Date.UTC(2000, month, 15, 12));
  const wrong = [...edges, ...months]
    .sort((a, b) => a - b)
    .filter((at) => offsetAt(zone, at) !== intlOffset(formatter, at));
  compared += edges.length + months.length;
  if (wrong.length === 0) continue;
  differing += 1;
  console.log(
    `${name}: ${wrong.length} instants differ, the first ${instantText(wrong[0])} (pinned ${offsetAt(zone, wrong[0]) / 60_000} min, Intl ${intlOffset(formatter, wrong[0]) / 60_000} min)`,
  );
}
console.log(
  `${zones.names.length} zones, ${compared} instants compared, ${differing} zones differ from Intl of Node ${process.versions.node} (tz ${process.versions.tz})`,
);
