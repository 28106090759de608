/** Indicators over slots of requests: slots down, pooled ratio, mean of slot ratios. The same counts can give opposite verdicts, so each is its own sum. */
import type { Instant, Milliseconds } from "../basics/quantity.ts";
import { one, type Ratio, ratio, subtract, sum, zero } from "../basics/ratio.ts";
import type { Slot, Timeline } from "../facts/timeline.ts";
import { reaches } from "../plan/condition.ts";
import type {
  NoTraffic,
  Plan,
  PlannedCalendar,
  PlannedIndicator,
  PlannedObjective,
  PlannedSubject,
} from "../plan/plan.ts";
import { isOpen } from "../time/calendar.ts";
import { type Granted, grantedTime } from "./exclusion.ts";
import type { Attainment, Evidence } from "./outcome.ts";

export type SlotIndicator = Extract<
  PlannedIndicator,
  { readonly kind: "slots-down" | "pooled-ratio" | "mean-of-slot-ratios" }
>;
export type SlotAccount = { readonly attainment: Attainment; readonly evidence: readonly Evidence[] };

/** One slot of the indicator's own length, its requests summed. */
type Counted = {
  readonly start: Instant;
  readonly end: Instant;
  readonly total: number;
  readonly good: number;
  readonly facts: readonly string[];
};
/** What a slot adds to the figure. */
type Share = { readonly good: Ratio; readonly total: Ratio; readonly state: Evidence["state"] };

export function slotShares(
  plan: Plan,
  objective: PlannedObjective,
  indicator: SlotIndicator,
  subject: PlannedSubject,
  calendar: PlannedCalendar,
  timeline: Timeline,
): SlotAccount {
  const granted = grantedTime(objective.exclusions, subject, timeline, plan.period);
  const slots = gather(
    timeline.slots(subject.id, plan.period),
    indicator.kind === "pooled-ratio" ? null : indicator.slot,
    plan.period.start,
  );
  const evidence = slots
    .filter(({ start }) => isOpen(calendar.compiled, start))
    .map((slot): Evidence => {
      const notice = granted.find(({ start, end }) => start <= slot.start && slot.end <= end) ?? null;
      const share = notice === null ? shareOf(slot, indicator) : shareUnder(notice, slot, indicator);
      return {
        start: slot.start,
        end: slot.end,
        ...share,
        point: notice?.exclusion.id ?? null,
        facts: notice === null ? slot.facts : [...slot.facts, notice.fact],
      };
    });
  const good = sum(evidence.map((slot) => slot.good));
  const total = sum(evidence.map((slot) => slot.total));
  return { attainment: { good, total }, evidence: runsOf(evidence) };
}

function shareOf(slot: Counted, indicator: SlotIndicator): Share {
  if (slot.total === 0) return withoutTraffic(indicator);
  switch (indicator.kind) {
    case "pooled-ratio":
      return { good: ratio(slot.good), total: ratio(slot.total), state: "counted" };
    case "mean-of-slot-ratios":
      return { good: ratio(slot.good, slot.total), total: one, state: "counted" };
    case "slots-down": {
      const errors = subtract(one, ratio(slot.good, slot.total));
      const down = slot.total >= indicator.minimumRequests && reaches(errors, indicator.downWhenErrors);
      return { good: down ? zero : one, total: one, state: "counted" };
    }
  }
}

/** A pooled ratio has nothing to pool there; a slot of its own counts as the agreement says. */
function withoutTraffic(indicator: SlotIndicator): Share {
  const rule: NoTraffic = indicator.kind === "pooled-ratio" ? "left-out" : indicator.noTraffic;
  if (rule === "left-out") return { good: zero, total: zero, state: "no-traffic" };
  return { good: rule === "up" ? one : zero, total: one, state: "no-traffic" };
}

function shareUnder({ exclusion }: Granted, slot: Counted, indicator: SlotIndicator): Share {
  if (exclusion.treatment === "leaves-divisor") return { good: zero, total: zero, state: "excluded" };
  const { total } = shareOf(slot, indicator);
  return { good: total, total, state: "forgiven" };
}

/** Sums the counters of each slot of the indicator's length; null keeps the slots as they were counted. */
function gather(slots: readonly Slot[], length: Milliseconds | null, from: Instant): readonly Counted[] {
  if (length === null)
    return slots.map(({ start, end, total, good, fact }) => ({ start, end, total, good, facts: [fact] }));
  const gathered: { start: Instant; end: Instant; total: number; good: number; facts: string[] }[] = [];
  for (const { start, total, good, fact } of slots) {
    const begin = (from + Math.floor((start - from) / length) * length) as Instant;
    const last = gathered.at(-1);
    if (last?.start === begin) {
      last.total += total;
      last.good += good;
      last.facts.push(fact);
    } else gathered.push({ start: begin, end: (begin + length) as Instant, total, good, facts: [fact] });
  }
  return gathered;
}

/** Neighbouring slots that were all good in the same way become one line; each bad one stands alone. */
function runsOf(evidence: readonly Evidence[]): readonly Evidence[] {
  const runs: Evidence[] = [];
  let facts: string[] = [];
  let good: Ratio[] = [];
  let total: Ratio[] = [];
  const isWhole = (slot: Evidence): boolean =>
    slot.state !== "counted" ||
    (slot.good.numerator === slot.total.numerator && slot.good.denominator === slot.total.denominator);
  const close = (): void => {
    const last = runs.at(-1);
    if (last && good.length > 0)
      runs[runs.length - 1] = {
        ...last,
        good: sum(good),
        total: sum(total),
        facts: facts.length > 2 ? [facts[0] as string, facts.at(-1) as string] : facts,
      };
  };
  for (const slot of evidence) {
    const last = runs.at(-1);
    if (
      last &&
      last.end === slot.start &&
      last.state === slot.state &&
      last.point === slot.point &&
      isWhole(last) &&
      isWhole(slot)
    )
      runs[runs.length - 1] = { ...last, end: slot.end };
    else {
      close();
      facts = [];
      good = [];
      total = [];
      runs.push(slot);
    }
    facts.push(...slot.facts);
    good.push(slot.good);
    total.push(slot.total);
  }
  close();
  return runs;
}
