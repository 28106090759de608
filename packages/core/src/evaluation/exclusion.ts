/** Which notices a rule grants: announced in time, of the right cause, within the budget of their month or year. */

import type { Instant } from "../basics/quantity.ts";
import type { Notice } from "../facts/fact.ts";
import { factName } from "../facts/parse.ts";
import type { Timeline } from "../facts/timeline.ts";
import { holds } from "../plan/condition.ts";
import type { PlannedExclusion, PlannedSubject } from "../plan/plan.ts";
import { addServiceTime } from "../time/calendar.ts";
import type { Interval } from "../time/interval.ts";
import { periodContaining } from "../time/period.ts";
import { addWorkingDays } from "../time/working-days.ts";

/** Time that an exclusion takes out, and the notice it rests on. */
export type Granted = Interval & { readonly exclusion: PlannedExclusion; readonly fact: string };

/** Granted time that touches the period, in order. What needs a claim counts once the other party has accepted it. */
export function grantedTime(
  exclusions: readonly PlannedExclusion[],
  subject: PlannedSubject,
  timeline: Timeline,
  period: Interval,
): readonly Granted[] {
  return exclusions
    .flatMap((exclusion) => {
      if (exclusion.cause === "property") return [];
      const around = exclusion.budget === null ? period : budgetSpan(exclusion, period);
      const ids = subject.id === subject.service ? [subject.id] : [subject.id, subject.service];
      const notices = ids
        .flatMap((id) => timeline.notices(id, around))
        .filter(
          (notice) =>
            notice.notice === exclusion.cause &&
            holds(exclusion.when, notice.properties ?? {}) &&
            inTime(exclusion, notice) &&
            isGranted(exclusion, notice),
        );
      return withinBudget(exclusion, notices).filter(({ start, end }) => start < period.end && end > period.start);
    })
    .sort((a, b) => a.start - b.start);
}

function inTime({ notice, calendar }: PlannedExclusion, { announced, from }: Notice): boolean {
  if (notice === null) return true;
  if (announced === undefined || announced < calendar.compiled.known.start) return announced !== undefined;
  const earliest =
    notice.kind === "time"
      ? addServiceTime(calendar.compiled, announced, notice.time)
      : addWorkingDays(calendar.compiled, announced, notice.days, notice.rule);
  return earliest <= from;
}

function isGranted({ granted }: PlannedExclusion, { properties }: Notice): boolean {
  return granted === "by-rule" || properties?.["accepted"] === "yes";
}

/** The months or years that the period touches: what was used before it in them counts against the budget. */
function budgetSpan({ budget, calendar }: PlannedExclusion, period: Interval): Interval {
  const rule = { kind: "months", months: budget?.per === "year" ? 12 : 1 } as const;
  const zone = calendar.compiled.rule.zone;
  return { start: periodContaining(rule, period.start, zone).start, end: period.end };
}

function withinBudget(exclusion: PlannedExclusion, notices: readonly Notice[]): readonly Granted[] {
  const { budget, calendar } = exclusion;
  const used = new Map<string, { time: number; windows: number }>();
  return [...notices]
    .sort((a, b) => a.from - b.from)
    .flatMap((notice): readonly Granted[] => {
      const whole: Granted = { start: notice.from, end: notice.until, exclusion, fact: factName(notice) };
      if (budget === null) return [whole];
      const { label } = periodContaining(
        { kind: "months", months: budget.per === "year" ? 12 : 1 },
        notice.from,
        calendar.compiled.rule.zone,
      );
      const account = used.get(label) ?? { time: 0, windows: 0 };
      used.set(label, account);
      account.windows += 1;
      if (budget.windows !== null && account.windows > budget.windows) return [];
      const left = budget.time === null ? Number.POSITIVE_INFINITY : Math.max(0, budget.time - account.time);
      account.time += whole.end - whole.start;
      const end = Math.min(whole.end, whole.start + left) as Instant;
      return end > whole.start ? [{ ...whole, end }] : [];
    });
}
