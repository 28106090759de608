/** Which facts bear on an objective: without any, nobody knows whether it was kept, and no figure may say otherwise. */
import type { Agreement, Id, Objective } from "../agreement/agreement.ts";
import type { Instant } from "../basics/quantity.ts";
import type { Facts, ToldFact } from "../facts/collect.ts";
import { millisecondsADay } from "../time/civil.ts";
import type { Interval } from "../time/interval.ts";

/** The time that facts of one kind about one subject reach over, and the sources they come from. */
export type Bearing = { readonly sources: readonly string[]; readonly reach: Interval };

/**
 * What is known of an objective about a subject, from its first fact of the kind to its last; null when there is none. A month
 * between two outages has no fact of its own and is known all the same; one before the first or after the last is not.
 */
export function bearingOn(agreement: Agreement, objective: Objective, subject: Id, facts: Facts): Bearing | null {
  const { indicator } = objective;
  if (indicator === undefined) return null;
  const subjects = [subject, ...membersOf(agreement, subject)];
  switch (indicator.kind) {
    case "outage-time":
      return bearingOf(facts, subjects, ["outage", "outage-began", "outage-ended"], "sample");
    case "slots-down":
    case "pooled-ratio":
    case "mean-of-slot-ratios":
      return bearingOf(facts, subjects, [], "counter");
    case "elapsed-time":
      return bearingOf(facts, [subject], ["ticket"], null);
    case "on-time-delivery":
      return bearingOf(facts, [subject], ["delivery"], null);
    case "count":
      return bearingOf(facts, subjects, countedKinds[indicator.of], null);
    case "reported":
      return bearingOf(facts, [subject], ["attestation"], null, objective.id);
  }
}

const countedKinds = {
  outages: ["outage", "outage-began", "outage-ended"],
  cases: ["ticket"],
  deliveries: ["delivery"],
  notices: ["notice"],
} as const;

function membersOf({ services }: Agreement, subject: Id): readonly Id[] {
  return (services.find(({ id }) => id === subject)?.resources ?? []).map(({ id }) => id);
}

function bearingOf(
  facts: Facts,
  subjects: readonly Id[],
  kinds: readonly ToldFact["kind"][],
  sampled: "sample" | "counter" | null,
  objective?: Id,
): Bearing | null {
  const sources = new Set<string>();
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  const reachOver = (source: string, from: number, until: number): void => {
    sources.add(source);
    start = Math.min(start, from);
    end = Math.max(end, until);
  };
  for (const subject of subjects) {
    for (const kind of kinds)
      for (const fact of facts.told(subject, kind)) {
        if (fact.kind === "attestation" && fact.objective !== objective) continue;
        const [from, until] = timesOf(fact);
        reachOver(fact.source, from, until);
      }
    for (const series of sampled === null ? [] : facts.series(subject, sampled))
      for (const day of series.days.keys())
        reachOver(series.source, day * millisecondsADay, (day + 1) * millisecondsADay);
  }
  if (sources.size === 0) return null;
  return { sources: [...sources].sort(), reach: { start: start as Instant, end: (end + 1) as Instant } };
}

function timesOf(fact: ToldFact): readonly [number, number] {
  if (fact.kind === "delivery") return [fact.promised, Math.max(fact.promised, fact.delivered ?? fact.promised)];
  if ("from" in fact) return [fact.from, fact.until ?? fact.from];
  return [fact.at, fact.at];
}

/** The last moment that any fact speaks of; null where there are no facts. */
export function lastTold(facts: Facts): Instant | null {
  let last = Number.NEGATIVE_INFINITY;
  for (const fact of facts.allTold()) last = Math.max(last, timesOf(fact)[1]);
  for (const { days } of facts.allSeries())
    for (const day of days.keys()) last = Math.max(last, (day + 1) * millisecondsADay - 1);
  return Number.isFinite(last) ? (last as Instant) : null;
}
