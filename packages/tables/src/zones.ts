/** The zone rules of moment-timezone's pinned data (IANA), unpacked once: 597 zones with every change to the year 2499. */
import type { Zone, ZoneTables } from "@overens/core";
import packed from "moment-timezone/data/packed/latest.json" with { type: "json" };

/** Zones are unpacked when they are first asked for; a zone that is a link shares the rules of its target. */
export function zoneTables(): ZoneTables {
  const lines = new Map(packed.zones.map((line) => [line.slice(0, line.indexOf("|")), line]));
  const targets = new Map(
    packed.links.map((link) => [link.slice(link.indexOf("|") + 1), link.slice(0, link.indexOf("|"))]),
  );
  const unpacked = new Map<string, Zone>();
  const zone = (name: string): Zone | null => {
    const known = unpacked.get(name);
    if (known) return known;
    const line = lines.get(targets.get(name) ?? name);
    if (line === undefined) return null;
    const fresh = unpack(name, line);
    unpacked.set(name, fresh);
    return fresh;
  };
  return { version: packed.version, names: [...lines.keys(), ...targets.keys()].sort(), zone };
}

/** "name|abbreviations|offsets|indices|untils": offsets are minutes west, untils minutes since the one before, both in base 60. */
function unpack(name: string, line: string): Zone {
  const [, abbreviations = "", offsets = "", indices = "", untils = ""] = line.split("|");
  const names = abbreviations.split(" ");
  const west = offsets.split(" ").map(fromBase60);
  const order = [...indices].map(fromBase60);
  const changes = new Float64Array(order.length - 1);
  let at = 0;
  untils
    .split(" ")
    .slice(0, order.length - 1)
    .forEach((step, index) => {
      at = Math.round(at + fromBase60(step) * 60_000);
      changes[index] = at;
    });
  return {
    name,
    changes,
    offsets: Int32Array.from(order, (index) => Math.round((west[index] ?? 0) * -60_000)),
    abbreviations: order.map((index) => names[index] ?? ""),
  };
}

/** Digits 0–9, a–z, A–X; a point parts whole minutes from sixtieths. */
function fromBase60(text: string): number {
  const negative = text.startsWith("-");
  const [whole = "", fraction = ""] = (negative ? text.slice(1) : text).split(".");
  let value = 0;
  for (const digit of whole) value = value * 60 + digitOf(digit);
  [...fraction].forEach((digit, place) => {
    value += digitOf(digit) / (place === 0 ? 60 : 3600);
  });
  return negative ? -value : value;
}

function digitOf(character: string): number {
  const code = character.charCodeAt(0);
  return code > 96 ? code - 87 : code > 64 ? code - 29 : code - 48;
}
