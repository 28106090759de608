/**
 * Share of the period's counted time without outage. The period is cut into spans that add up to it: outside the calendar's
 * hours, excluded, without data, down, forgiven (bad time that a rule takes out of the numerator), up, and what is yet to come.
 */
import type { Instant } from "../basics/quantity.ts";
import type { OutageSpan, Timeline } from "../facts/timeline.ts";
import { holds } from "../plan/condition.ts";
import type { Plan, PlannedCalendar, PlannedIndicator, PlannedObjective, PlannedSubject } from "../plan/plan.ts";
import { openWithin } from "../time/calendar.ts";
import { type Interval, intersectAll, length, subtractAll, union } from "../time/interval.ts";
import { accountOf, attainmentIn } from "./account.ts";
import { type Granted, grantedTime } from "./exclusion.ts";
import type { Attainment, Span, SpanState } from "./outcome.ts";

export type OutageIndicator = Extract<PlannedIndicator, { readonly kind: "outage-time" }>;
export type TimeAccount = { readonly attainment: Attainment; readonly spans: readonly Span[] };

type Bad = Interval & { readonly facts: readonly string[]; readonly point: string | null };

export function outageTime(
  plan: Plan,
  objective: PlannedObjective,
  indicator: OutageIndicator,
  subject: PlannedSubject,
  members: readonly string[],
  calendar: PlannedCalendar,
  timeline: Timeline,
  judgedAt: Instant,
): TimeAccount {
  const period = plan.period;
  const seen: Interval = {
    start: period.start,
    end: judgedAt < period.end ? (Math.max(judgedAt, period.start) as Instant) : period.end,
  };
  const granted = grantedTime(objective.exclusions, subject, timeline, period);
  const found = badTime(plan, objective, indicator, subject, members, timeline, seen);
  const open = union(openWithin(calendar.compiled, period));
  const leaving = union([
    ...granted.filter(({ exclusion }) => exclusion.treatment === "leaves-divisor"),
    ...found.leaving,
  ]);
  const forgiving = union(granted.filter(({ exclusion }) => exclusion.treatment !== "leaves-divisor"));
  const tested =
    indicator.minimumTested === "before-exclusions"
      ? found.down.filter((part) => length(part) >= indicator.minimumLength)
      : subtractAll(subtractAll(found.down, leaving), forgiving).filter(
          (part) => length(part) >= indicator.minimumLength,
        );
  const counted = intersectAll(open, [seen]);
  const excluded = intersectAll(counted, leaving);
  const down = subtractAll(subtractAll(intersectAll(counted, tested), leaving), forgiving);
  const noData = subtractAll(subtractAll(intersectAll(counted, found.noData), leaving), union([...down, ...found.all]));
  const forgiven = subtractAll(subtractAll(intersectAll(counted, found.all), leaving), down);
  const layers: readonly (readonly [SpanState, readonly Interval[]])[] = [
    ["outside-hours", subtractAll([period], open)],
    ["not-yet", subtractAll(open, [seen])],
    ["excluded", excluded],
    ["no-data", noData],
    ["down", down],
    ["forgiven", forgiven],
  ];
  const taken = union(layers.flatMap(([, parts]) => parts));
  const parts = [...layers, ["up", subtractAll([period], taken)] as const]
    .flatMap(([state, parts]) => parts.map((part) => ({ state, part })))
    .sort((a, b) => a.part.start - b.part.start);
  const badIn = sweep(found.bad);
  const spans = parts.map(({ state, part }) => spanOf(state, part, calendar, granted, badIn(part)));
  return { attainment: attainmentIn(accountOf(spans), period), spans };
}

type Found = {
  /** What counts as down, joined, before the least length is asked for. */
  readonly down: readonly Interval[];
  /** Bad time of every kind, joined. */
  readonly all: readonly Interval[];
  /** Outages that a property takes out of the divisor. */
  readonly leaving: readonly Interval[];
  readonly noData: readonly Interval[];
  readonly bad: readonly Bad[];
};

/** The subject's bad time; with members, the time in which all in use were bad at once. */
function badTime(
  plan: Plan,
  objective: PlannedObjective,
  indicator: OutageIndicator,
  subject: PlannedSubject,
  members: readonly string[],
  timeline: Timeline,
  seen: Interval,
): Found {
  const own = badOf(plan, objective, indicator, subject.id, timeline, seen);
  if (members.length === 0) return own;
  const each = members.map((member) => badOf(plan, objective, indicator, member, timeline, seen));
  const join = (pick: (found: Found) => readonly Interval[]): readonly Interval[] => {
    const lists = each.map(pick);
    return indicator.allMembers ? lists.reduce((a, b) => intersectAll(a, b)) : union(lists.flat());
  };
  return {
    down: union([...own.down, ...join(({ down }) => down)]),
    all: union([...own.all, ...join(({ all }) => all)]),
    leaving: union([...own.leaving, ...join(({ leaving }) => leaving)]),
    noData: union([...own.noData, ...join(({ noData }) => noData)]),
    bad: [...own.bad, ...each.flatMap(({ bad }) => bad)],
  };
}

function badOf(
  plan: Plan,
  objective: PlannedObjective,
  indicator: OutageIndicator,
  subject: string,
  timeline: Timeline,
  seen: Interval,
): Found {
  const forgivenBy = objective.exclusions.filter(({ cause }) => cause === "property");
  const told = timeline.outages(subject, seen).map((outage) => ({
    outage,
    exclusion: forgivenBy.find(({ when }) => holds(when, outage.properties)) ?? null,
    counts: holds(indicator.counts, outage.properties),
  }));
  const states = timeline.states(subject, seen);
  const sampledDown = states.filter(({ state }) => state === "down");
  const measured = timeline.hasSamples(subject);
  const known = union(states.filter(({ state }) => state !== "unknown"));
  const missing = measured ? subtractAll([seen], known) : [];
  const counted = told
    .filter(({ exclusion, counts }) => exclusion === null && counts)
    .map(({ outage }) => within(outage, seen));
  return {
    down: union([...counted, ...sampledDown, ...(plan.noData === "down" ? missing : [])]),
    all: union([...told.map(({ outage }) => within(outage, seen)), ...sampledDown]),
    leaving: union(
      told
        .filter(({ exclusion }) => exclusion?.treatment === "leaves-divisor")
        .map(({ outage }) => within(outage, seen)),
    ),
    noData: plan.noData === "unmeasured" ? missing : [],
    bad: [
      ...told.map(
        ({ outage, exclusion, counts }): Bad => ({
          ...within(outage, seen),
          facts: outage.facts,
          point: exclusion?.id ?? (counts ? null : objective.id),
        }),
      ),
      ...sampledDown.map(({ start, end, facts }): Bad => ({ start, end, facts, point: null })),
    ],
  };
}

/** An outage as it was, also outside the period, so that its length is its own; one that runs ends at what is seen. */
function within({ start, end }: OutageSpan, seen: Interval): Interval {
  return { start, end: end ?? seen.end };
}

/** What of a list each of some intervals touches, asked in order of time: each is looked at a few times, however many there are. */
function sweep<Item extends Interval>(items: readonly Item[]): (part: Interval) => readonly Item[] {
  const sorted = [...items].sort((a, b) => a.start - b.start);
  let next = 0;
  let near: readonly Item[] = [];
  return ({ start, end }) => {
    const come: Item[] = [];
    for (let item = sorted[next]; item !== undefined && item.start < end; item = sorted[next]) {
      come.push(item);
      next += 1;
    }
    near = [...near, ...come].filter((item) => item.end > start);
    return near;
  };
}

function spanOf(
  state: SpanState,
  { start, end }: Interval,
  calendar: PlannedCalendar,
  granted: readonly Granted[],
  outages: readonly Bad[],
): Span {
  const touches = (part: Interval): boolean => part.start < end && part.end > start;
  if (state === "outside-hours") return { start, end, state, point: calendar.id, facts: [] };
  if (state === "up" || state === "no-data" || state === "not-yet")
    return { start, end, state, point: null, facts: [] };
  const notices = state === "down" ? [] : granted.filter(touches);
  return {
    start,
    end,
    state,
    point: notices[0]?.exclusion.id ?? outages.find(({ point }) => point !== null)?.point ?? null,
    facts: [...new Set([...notices.map(({ fact }) => fact), ...outages.flatMap(({ facts }) => facts)])],
  };
}
