/** Evaluation: the one place that sees both what was promised and what happened. It never reads the document. */
import { parseAmount } from "../basics/money.ts";
import type { Instant } from "../basics/quantity.ts";
import { divide, multiply, parseDecimal, type Ratio, ratio, subtract, zero } from "../basics/ratio.ts";
import type { Properties } from "../facts/fact.ts";
import { factName } from "../facts/parse.ts";
import type { Timeline } from "../facts/timeline.ts";
import { holds, reaches } from "../plan/condition.ts";
import type { Plan, PlannedObjective, PlannedRow, PlannedSubject, Threshold } from "../plan/plan.ts";
import { openWithin } from "../time/calendar.ts";
import { totalLength } from "../time/interval.ts";
import { casesOf, deliveriesOf } from "./cases.ts";
import { outageTime } from "./outage-time.ts";
import type { Attainment, CaseOutcome, Evidence, ObjectiveOutcome, Span } from "./outcome.ts";
import { slotShares } from "./slots.ts";

/** @param judgedAt the moment whose knowledge counts: open cases are judged by it, and time after it is yet to come */
export function evaluate(plan: Plan, timeline: Timeline, judgedAt: Instant): readonly ObjectiveOutcome[] {
  return plan.objectives.flatMap((objective) =>
    objective.subjects.flatMap((subject) => outcomesOf(plan, objective, subject, timeline, judgedAt)),
  );
}

type Measured = {
  readonly attainment: Attainment | null;
  readonly value: Ratio | null;
  readonly spans?: readonly Span[];
  readonly cases?: readonly CaseOutcome[];
  readonly evidence?: readonly Evidence[];
};

function outcomesOf(
  plan: Plan,
  objective: PlannedObjective,
  subject: PlannedSubject,
  timeline: Timeline,
  judgedAt: Instant,
): readonly ObjectiveOutcome[] {
  const configuration = timeline.configuration(subject.id, plan.period);
  const members = configuration?.members ?? subject.members.map(({ id }) => id);
  const properties: Properties = {
    ...subject.properties,
    ...configuration?.properties,
    "members-in-use": String(members.length),
  };
  const { indicator } = objective;
  const outcome = outcomeMaker(plan, objective, subject, properties, chargedFor(plan, subject, timeline));
  if (!holds(objective.appliesWhen, properties)) return [outcome(null, null, { attainment: null, value: null }, false)];
  if (indicator.kind === "elapsed-time")
    return byGroup(
      objective,
      properties,
      outcome,
      casesOf(objective, indicator, subject, properties, timeline, plan.period, judgedAt),
    );
  if (indicator.kind === "on-time-delivery")
    return byGroup(
      objective,
      properties,
      outcome,
      deliveriesOf(indicator, subject, properties, timeline, plan.period, judgedAt),
    );
  const row = rowFor(objective, properties);
  return [
    outcome(
      null,
      row,
      measure(plan, objective, subject, members, objective.rows[row ?? -1] ?? null, timeline, judgedAt),
      row !== null,
    ),
  ];
}

function measure(
  plan: Plan,
  objective: PlannedObjective,
  subject: PlannedSubject,
  members: readonly string[],
  row: PlannedRow | null,
  timeline: Timeline,
  judgedAt: Instant,
): Measured {
  const { indicator } = objective;
  if (row === null) return { attainment: null, value: null };
  switch (indicator.kind) {
    case "outage-time": {
      const { attainment, spans } = outageTime(
        plan,
        objective,
        indicator,
        subject,
        members,
        row.calendar,
        timeline,
        judgedAt,
      );
      return { attainment, value: percentOf(attainment), spans };
    }
    case "slots-down":
    case "pooled-ratio":
    case "mean-of-slot-ratios": {
      const { attainment, evidence } = slotShares(plan, objective, indicator, subject, row.calendar, timeline);
      return { attainment, value: percentOf(attainment), evidence };
    }
    case "count": {
      const evidence = eventsOf(plan, objective, indicator.of, subject, timeline);
      return { attainment: null, value: ratio(evidence.length), evidence };
    }
    case "reported": {
      const stated = timeline.attestations(subject.id, plan.period).filter((fact) => fact.objective === objective.id);
      const last = stated.at(-1);
      const value = last === undefined ? null : parseDecimal(last.value);
      return {
        attainment: null,
        value,
        evidence:
          last === undefined || value === null
            ? []
            : [
                {
                  start: last.from,
                  end: last.until,
                  good: value,
                  total: value,
                  point: null,
                  facts: [factName(last)],
                  state: "counted",
                },
              ],
      };
    }
    case "elapsed-time":
    case "on-time-delivery":
      return { attainment: null, value: null };
  }
}

function eventsOf(
  plan: Plan,
  objective: PlannedObjective,
  of: "outages" | "cases" | "deliveries" | "notices",
  subject: PlannedSubject,
  timeline: Timeline,
): readonly Evidence[] {
  const counts = objective.indicator.kind === "count" ? objective.indicator.counts : [];
  const { start, end } = plan.period;
  const happened = (
    at: Instant,
    until: Instant,
    facts: readonly string[],
    properties: Properties,
  ): readonly Evidence[] =>
    at >= start && at < end && holds(counts, properties)
      ? [{ start: at, end: until, good: ratio(1), total: ratio(1), point: null, facts, state: "counted" }]
      : [];
  switch (of) {
    case "outages":
      return timeline
        .outages(subject.id, plan.period)
        .flatMap((outage) => happened(outage.start, outage.end ?? outage.start, outage.facts, outage.properties));
    case "notices":
      return timeline
        .notices(subject.id, plan.period)
        .flatMap((notice) => happened(notice.from, notice.until, [factName(notice)], notice.properties ?? {}));
    case "deliveries":
      return timeline
        .deliveries(subject.id, plan.period)
        .flatMap((delivery) =>
          happened(delivery.promised, delivery.promised, [factName(delivery)], delivery.properties ?? {}),
        );
    case "cases":
      return timeline.tickets(subject.id).flatMap((ticket) => {
        const opened = ticket.events.find(({ event }) => event === "opened");
        const found = opened ? happened(opened.at, opened.at, [opened.name], opened.properties ?? {}) : [];
        if (found.length > 0) timeline.counted(ticket);
        return found;
      });
  }
}

/** One outcome for all cases, or one for each value of the property that the objective splits by. */
function byGroup(
  objective: PlannedObjective,
  properties: Properties,
  outcome: OutcomeMaker,
  cases: readonly CaseOutcome[],
): readonly ObjectiveOutcome[] {
  const property = objective.groupBy;
  if (property === null)
    return [
      outcome(null, rowFor(objective, properties) ?? (objective.rows.length > 0 ? 0 : null), shareOfCases(cases), true),
    ];
  const values = [...new Set(cases.map((found) => found.properties[property] ?? ""))].sort();
  return values.map((value) => {
    const group = cases.filter((found) => (found.properties[property] ?? "") === value);
    const row = rowFor(objective, { ...properties, [property]: value });
    return outcome({ property, value }, row, shareOfCases(group), row !== null);
  });
}

function shareOfCases(cases: readonly CaseOutcome[]): Measured {
  const met = cases.filter(({ verdict }) => verdict === "met").length;
  const decided = met + cases.filter(({ verdict }) => verdict === "missed").length;
  const attainment = { good: ratio(met), total: ratio(decided) };
  return { attainment, value: percentOf(attainment), cases };
}

function rowFor(objective: PlannedObjective, properties: Properties): number | null {
  const index = objective.rows.findIndex(({ when }) => holds(when, properties));
  return index < 0 ? null : index;
}

/** Cases without a share of their own must all be within their limit. */
const everyCase: Threshold = { comparator: "at-least", value: ratio(100) };

type OutcomeMaker = (
  group: ObjectiveOutcome["group"],
  row: number | null,
  measured: Measured,
  applies: boolean,
) => ObjectiveOutcome;

/** Makes the outcomes of one objective and subject: what they share is said once. */
function outcomeMaker(
  plan: Plan,
  objective: PlannedObjective,
  subject: PlannedSubject,
  properties: Properties,
  charged: ObjectiveOutcome["charged"],
): OutcomeMaker {
  return (group, row, measured, applies) => ({
    ...judged(plan, objective, row, measured, applies),
    objective: objective.id,
    subject: subject.id,
    group,
    charged,
    properties: {
      ...properties,
      service: subject.service,
      ...(group === null ? {} : { [group.property]: group.value }),
    },
  });
}

type Judged = Omit<ObjectiveOutcome, "objective" | "subject" | "group" | "properties" | "charged">;

function judged(
  plan: Plan,
  objective: PlannedObjective,
  row: number | null,
  measured: Measured,
  applies: boolean,
): Judged {
  const planned = row === null ? null : (objective.rows[row] ?? null);
  const ofCases = objective.indicator.kind === "elapsed-time" || objective.indicator.kind === "on-time-delivery";
  const threshold = planned === null ? null : (planned.threshold ?? (ofCases ? everyCase : null));
  const { value } = measured;
  const verdict =
    !applies || value === null || threshold === null ? "unmeasured" : reaches(value, threshold) ? "met" : "missed";
  return {
    applies,
    unit: objective.unit,
    decimals: objective.decimals,
    called: objective.called,
    kind: objective.indicator.kind,
    value,
    attainment: measured.attainment,
    row,
    threshold,
    verdict,
    margin: value === null || threshold === null ? null : marginOf(value, threshold),
    budget: budgetOf(plan, objective, planned, threshold, measured),
    spans: measured.spans ?? [],
    cases: measured.cases ?? [],
    evidence: measured.evidence ?? [],
  };
}

/** Charges that begin in the period. */
function chargedFor({ period }: Plan, { id }: PlannedSubject, timeline: Timeline): ObjectiveOutcome["charged"] {
  return timeline
    .charges(id, period)
    .filter(({ from }) => from >= period.start && from < period.end)
    .flatMap((found) => {
      const money = parseAmount(found.amount, found.currency);
      return money === null ? [] : [{ charge: found.charge ?? "", amount: money, fact: factName(found) }];
    });
}

function marginOf(value: Ratio, { comparator, value: threshold }: Threshold): Ratio {
  return comparator === "at-least" || comparator === "above" ? subtract(value, threshold) : subtract(threshold, value);
}

/** How much may be bad under a least share, of all that counts in the period, and how much was. */
function budgetOf(
  plan: Plan,
  objective: PlannedObjective,
  row: PlannedRow | null,
  threshold: Threshold | null,
  { attainment, spans }: Measured,
): ObjectiveOutcome["budget"] {
  if (
    !attainment ||
    !threshold ||
    !row ||
    objective.unit !== "percent" ||
    threshold.comparator === "at-most" ||
    threshold.comparator === "below"
  )
    return null;
  const bad = subtract(ratio(100), threshold.value);
  const whole = spans
    ? ratio(
        totalLength(openWithin(row.calendar.compiled, plan.period)) -
          totalLength(spans.filter(({ state }) => state === "excluded" || state === "no-data")),
      )
    : attainment.total;
  return {
    of: budgetUnit(objective),
    allowed: divide(multiply(whole, bad), ratio(100)),
    used: subtract(attainment.total, attainment.good),
  };
}

function budgetUnit({ indicator }: PlannedObjective): "time" | "requests" | "slots" | "cases" | "deliveries" {
  switch (indicator.kind) {
    case "outage-time":
      return "time";
    case "pooled-ratio":
      return "requests";
    case "on-time-delivery":
      return "deliveries";
    case "elapsed-time":
      return "cases";
    case "slots-down":
    case "mean-of-slot-ratios":
    case "count":
    case "reported":
      return "slots";
  }
}

function percentOf({ good, total }: Attainment): Ratio | null {
  return total.numerator === zero.numerator ? null : multiply(divide(good, total), ratio(100));
}
