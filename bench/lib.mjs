/** What the benchmarks share: seeded data, timing, and the one form of a figure. */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const services = Number(process.env.SERVICES ?? 1000);
export const minutes = Number(process.env.MINUTES ?? 43_200);
/** 2026-06-01T00:00:00Z */
export const start = 1_780_272_000_000;
export const data = process.env.BENCH_DATA ?? fileURLToPath(new URL("./data", import.meta.url));
mkdirSync(data, { recursive: true });

/** A seeded generator of numbers from 0 to 1 (xorshift32). */
export function random(seed) {
  let state = Math.imul(seed, 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4294967296;
  };
}

/** A month of minute probes of one service: 1 up, 0 down. Some six outages of around eight minutes, and one probe in 5,000 lost. */
export function probesOf(service) {
  const next = random(service + 1);
  for (let skip = 0; skip < 8; skip++) next();
  const probes = new Uint8Array(minutes).fill(1);
  let minute = 0;
  for (;;) {
    minute += Math.ceil(-Math.log(1 - next()) * 7200);
    if (minute >= minutes) break;
    const spread = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    const length = Math.max(1, Math.round(8 * Math.exp(spread)));
    probes.fill(0, minute, Math.min(minutes, minute + length));
    minute += length;
  }
  for (let lost = 0; lost < minutes; lost++) if (next() < 0.0002) probes[lost] = 0;
  return probes;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median time of a few runs in milliseconds, after a warm-up. */
export async function timed(work, runs = 5, warm = 1) {
  for (let i = 0; i < warm; i++) await work();
  const times = [];
  for (let i = 0; i < runs; i++) {
    const began = process.hrtime.bigint();
    await work();
    times.push(Number(process.hrtime.bigint() - began) / 1e6);
  }
  return median(times);
}

/**
 * Prints one figure as a line of JSON. A ratio over 1 is always good: value against peer as `better` says.
 * A peer that is not installed is null: "not measured", never "met".
 */
export function figure({ name, value, unit, peer = null, peerValue = null, goal, better }) {
  const measured = goal.ratio === undefined || (peerValue !== null && Number.isFinite(peerValue));
  const ratio = peerValue === null ? null : better === "higher" ? value / peerValue : peerValue / value;
  const met = !measured
    ? null
    : goal.ratio !== undefined
      ? ratio >= goal.ratio
      : better === "higher"
        ? value >= goal.value
        : value <= goal.value;
  const text =
    goal.ratio !== undefined ? `>= ${goal.ratio} x` : `${better === "higher" ? ">=" : "<="} ${goal.value} ${unit}`;
  console.log(
    JSON.stringify({
      name,
      value: round(value),
      unit,
      peer,
      peerValue: peerValue === null ? null : round(peerValue),
      ratio: ratio === null ? null : round(ratio),
      goal: text,
      met,
    }),
  );
}

function round(value) {
  return Number(value.toPrecision(4));
}
