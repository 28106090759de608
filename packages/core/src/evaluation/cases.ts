/** Cases on a clock, and deliveries against a promised time: each is met, missed or not finished, and the share of those decided is the figure. */
import { type Instant, later, milliseconds } from "../basics/quantity.ts";
import type { Delivery, Properties } from "../facts/fact.ts";
import { factName } from "../facts/parse.ts";
import type { Ticket, Timeline } from "../facts/timeline.ts";
import { holds } from "../plan/condition.ts";
import type { PlannedIndicator, PlannedObjective, PlannedRow, PlannedSubject } from "../plan/plan.ts";
import { type ClockEvent, type ClockRun, type ClockTerms, runClock, slowest } from "../time/clock.ts";
import type { Interval } from "../time/interval.ts";
import type { CaseOutcome } from "./outcome.ts";

export type ElapsedIndicator = Extract<PlannedIndicator, { readonly kind: "elapsed-time" }>;
export type DeliveryIndicator = Extract<PlannedIndicator, { readonly kind: "on-time-delivery" }>;

/** The cases of a subject that belong to the period, each with its clock. */
export function casesOf(
  objective: PlannedObjective,
  indicator: ElapsedIndicator,
  subject: PlannedSubject,
  properties: Properties,
  timeline: Timeline,
  period: Interval,
  judgedAt: Instant,
): readonly CaseOutcome[] {
  return timeline.tickets(subject.id).flatMap((ticket): readonly CaseOutcome[] => {
    const opened = ticket.events.find(({ event }) => event === "opened");
    if (!opened || opened.at > judgedAt) return [];
    const inPeriod = (moment: Instant | null): boolean =>
      moment !== null && moment >= period.start && moment < period.end;
    // Where the moment does not hang on the clock, cases of other periods need no clock at all.
    if (indicator.countedIn !== "due" && !inPeriod(momentOf(indicator, ticket, opened.at, null, judgedAt))) return [];
    const states = statesOf(ticket, properties, judgedAt);
    const final = states.at(-1)?.properties ?? properties;
    if (!holds(indicator.counts, final)) return [];
    const outcome = judge(objective, indicator, ticket, opened.at, states, judgedAt);
    if (outcome === null) return [];
    if (!inPeriod(momentOf(indicator, ticket, opened.at, outcome.run, judgedAt))) return [];
    timeline.counted(ticket);
    return [{ ...outcome, properties: final }];
  });
}

type CaseState = { readonly from: Instant; readonly properties: Properties };

/** The properties of a case from each event that changed them. */
function statesOf(ticket: Ticket, start: Properties, judgedAt: Instant): readonly CaseState[] {
  const states: CaseState[] = [];
  let properties = start;
  for (const event of ticket.events) {
    if (event.at > judgedAt) break;
    if (event.properties === undefined && states.length > 0) continue;
    properties = { ...properties, ...event.properties };
    const last = states.at(-1);
    if (last?.from === event.at) states[states.length - 1] = { from: event.at, properties };
    else states.push({ from: event.at, properties });
  }
  return states;
}

/** Null for a case that no row of the target is for. */
function judge(
  objective: PlannedObjective,
  indicator: ElapsedIndicator,
  ticket: Ticket,
  openedAt: Instant,
  states: readonly CaseState[],
  judgedAt: Instant,
): Omit<CaseOutcome, "properties"> | null {
  const facts = ticket.events.filter(({ at }) => at <= judgedAt).map(({ name }) => name);
  const rows = states.map(({ from, properties }) => ({
    from: from < openedAt ? openedAt : from,
    row: objective.rows.findIndex(({ when }) => holds(when, properties)),
  }));
  const current = rows.at(-1)?.row ?? -1;
  const decided = objective.rows[current];
  if (!decided?.within) return null;
  const runs = runClock(indicator.rule, ticket.events.map(clockEvent), termsOf(rows, objective.rows), judgedAt);
  const run = slowest(runs.filter(({ state }) => state !== "cancelled"));
  const isLate = runs.some(({ late, state }) => late && state !== "cancelled");
  const verdict = isLate ? "missed" : run === null || run.stop === null ? "not-finished" : "met";
  return {
    case: ticket.name,
    verdict,
    row: current,
    limit: decided.within.kind === "time" ? decided.within.time : null,
    dueAt: run?.due ?? null,
    run,
    facts,
  };
}

function termsOf(
  changes: readonly { readonly from: Instant; readonly row: number }[],
  rows: readonly PlannedRow[],
): readonly ClockTerms[] {
  const terms: ClockTerms[] = [];
  let before = -1;
  for (const { from, row } of changes) {
    const planned = rows[row];
    if (!planned || row === before) continue;
    terms.push({ from, calendar: planned.calendar.compiled, limit: planned.within });
    before = row;
  }
  return terms;
}

function clockEvent({ event, at, name, reason }: Ticket["events"][number]): ClockEvent {
  return { kind: event, at, fact: name, ...(reason === undefined ? {} : { reason }) };
}

/** The moment that decides which period a case belongs to; null when it has none yet. */
function momentOf(
  { countedIn }: ElapsedIndicator,
  ticket: Ticket,
  openedAt: Instant,
  run: ClockRun | null,
  judgedAt: Instant,
): Instant | null {
  switch (countedIn) {
    case "opened":
      return openedAt;
    case "due":
      return run?.due ?? null;
    case "resolved":
    case "closed":
      return ticket.events.findLast(({ event, at }) => event === countedIn && at <= judgedAt)?.at ?? null;
  }
}

/** Deliveries of the period: on time, late (also when still missing past the promise), or not yet due. */
export function deliveriesOf(
  indicator: DeliveryIndicator,
  subject: PlannedSubject,
  properties: Properties,
  timeline: Timeline,
  period: Interval,
  judgedAt: Instant,
): readonly CaseOutcome[] {
  return timeline.deliveries(subject.id, period).flatMap((delivery): readonly CaseOutcome[] => {
    const stated = { ...properties, ...delivery.properties };
    const moment = indicator.countedIn === "promised" ? delivery.promised : delivery.delivered;
    if (moment === undefined || moment < period.start || moment >= period.end || !holds(indicator.counts, stated))
      return [];
    const due = later(delivery.promised, indicator.tolerance);
    return [
      {
        case: delivery.id,
        verdict: deliveryVerdict(delivery, due, judgedAt),
        row: 0,
        limit: milliseconds(indicator.tolerance),
        dueAt: due,
        run: null,
        facts: [factName(delivery)],
        properties: stated,
      },
    ];
  });
}

function deliveryVerdict({ delivered }: Delivery, due: Instant, judgedAt: Instant): CaseOutcome["verdict"] {
  if (delivered !== undefined && delivered <= judgedAt) return delivered <= due ? "met" : "missed";
  return judgedAt > due ? "missed" : "not-finished";
}
