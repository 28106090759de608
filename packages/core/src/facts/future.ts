/** Facts of the future: what is told as having happened cannot lie after the moment at which it is told. */
import type { Place, Problem } from "../basics/problem.ts";
import { problem } from "../basics/problem-codes.ts";
import type { Instant } from "../basics/quantity.ts";
import { instantText } from "../time/zone.ts";
import type { Fact } from "./fact.ts";

/** How far a source's clock may be ahead, in milliseconds. */
export const clockTolerance = 300_000;

const none: readonly Problem[] = [];

/** The fact's times that lie after `now`, though they are told as past. What is announced, promised or agreed may lie ahead. */
export function notYetHappened(fact: Fact, at: Place, now: Instant): readonly Problem[] {
  if ("slot" in fact && fact.slot <= now) return none; // nearly every fact there is
  return happened(fact).flatMap(([member, time]) =>
    time !== undefined && time > now + clockTolerance
      ? [problem("fact-of-the-future", { ...at, path: member }, { found: instantText(time) })]
      : [],
  );
}

function happened(fact: Fact): readonly (readonly [string, Instant | undefined])[] {
  switch (fact.kind) {
    case "outage":
      return [
        ["from", fact.from],
        ["until", fact.until],
      ];
    case "sample":
    case "counter":
    case "quantity":
      return [["slot", fact.slot]];
    case "outage-began":
    case "outage-ended":
    case "ticket":
    case "score":
      return [["at", fact.at]];
    case "delivery":
      return [["delivered", fact.delivered]];
    case "notice":
      return [["announced", fact.announced]];
    case "charge":
    case "volume":
    case "configuration":
    case "attestation":
    case "withdrawal":
      return [];
  }
}
