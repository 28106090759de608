/**
 * The clock of a case: a pure function of the agreement's rule, the case's events and a moment. Nothing is stored as a due
 * time; whoever has the events gets the same answer. Elapsed time is service time on instants; margins are exact and
 * negative when late; the spans of a run add up to the time from its start to its end.
 */
import { type Instant, type Milliseconds, milliseconds } from "../basics/quantity.ts";
import {
  addServiceTime,
  addServiceTimePausing,
  type CompiledCalendar,
  openWithin,
  serviceTime,
  serviceTimeLess,
} from "./calendar.ts";
import type { ClockEvent, ClockLimit, ClockRule, ClockRun, ClockTerms, Segment } from "./clock-rule.ts";
import { type Piece, piecesOf, type Stretch, stretchesOf } from "./clock-runs.ts";
import { type Interval, intersect } from "./interval.ts";
import { addWorkingDays } from "./working-days.ts";

export type * from "./clock-rule.ts";

/**
 * Every run of a clock on one case, oldest first: one for a clock that starts at the opening, one for each unanswered message
 * or each update for a clock that starts again.
 * @param events in order of time; what was recorded at the same moment in the order it happened
 * @param terms in order of time: the first holds from the opening, each later one from the change that brought it
 * @param until the moment of judgement; events after it are not seen
 * @throws {RangeError} without terms, and where a due time lies past the days that a calendar is compiled for
 */
export function runClock(
  rule: ClockRule,
  events: readonly ClockEvent[],
  terms: readonly ClockTerms[],
  until: Instant,
): readonly ClockRun[] {
  const seen = events.filter(({ at }) => at <= until);
  return stretchesOf(rule, seen).map((stretch) => judge(rule, stretch, terms, until));
}

/** The run that decides: the one with the least margin, a finished one before an open one where they are equal. */
export function slowest(runs: readonly ClockRun[]): ClockRun | null {
  return runs.reduce<ClockRun | null>(
    (worst, run) =>
      worst === null ||
      marginOf(run) < marginOf(worst) ||
      (marginOf(run) === marginOf(worst) && worst.stop === null && run.stop !== null)
        ? run
        : worst,
    null,
  );
}

function marginOf({ margin }: ClockRun): number {
  return margin ?? Number.POSITIVE_INFINITY;
}

function judge(rule: ClockRule, stretch: Stretch, terms: readonly ClockTerms[], until: Instant): ClockRun {
  const { start, stop, end, pieces, last } = spanOf(rule, stretch, terms, until);
  const stages = stagesOf(rule, terms, start, end);
  const { elapsed, due, margin } = timesOf(rule, stages, start, end, held(pieces));
  const paused = stop === null && last === "paused";
  const state =
    stretch.end?.kind === "cancelled" ? "cancelled" : stop !== null ? "stopped" : paused ? "paused" : "running";
  return {
    start,
    stop,
    state,
    due: paused ? null : due,
    elapsed,
    margin,
    late: due !== null && due < end,
    breachedAt: firstBreach(rule, stretch, terms, until),
    segments: segmentsOf(pieces, stages),
  };
}

function spanOf(
  rule: ClockRule,
  stretch: Stretch,
  terms: readonly ClockTerms[],
  until: Instant,
): Interval & { readonly stop: Instant | null; readonly pieces: readonly Piece[]; readonly last: Piece["state"] } {
  const start = stretch.start.at;
  const stop = stretch.end === null ? null : laterOf(stretch.end.at, start);
  const end = stop ?? laterOf(until, start);
  return { start, stop, end, ...piecesOf(rule, stretch, start, end, termsAt(terms, end).calendar) };
}

/**
 * Each change of terms is judged just before it comes, so that a due time which had already passed stays passed; then the end.
 * A run that this one replaced keeps its breach in the same way.
 */
function firstBreach(rule: ClockRule, stretch: Stretch, terms: readonly ClockTerms[], until: Instant): Instant | null {
  const replaced = stretch.replaced
    .map((earlier) => firstBreach(rule, earlier, terms, until))
    .find((at) => at !== null);
  if (replaced !== undefined) return replaced;
  const { start, end, pieces } = spanOf(rule, stretch, terms, until);
  const changes = terms.filter(({ from }) => from > start && from <= end).map(({ from }) => from);
  for (const moment of [...changes, end]) {
    const inForce = moment === end ? terms : terms.filter(({ from }, index) => index === 0 || from < moment);
    const { due } = timesOf(
      rule,
      stagesOf(rule, inForce, start, moment),
      start,
      moment,
      within(held(pieces), { start, end: moment }),
    );
    if (due !== null && due < moment) return due;
  }
  return null;
}

/** A part of a run under one set of terms. Time in a stage that does not count was wiped out by a restart. */
type Stage = Interval & { readonly terms: ClockTerms; readonly counts: boolean };

function stagesOf(rule: ClockRule, terms: readonly ClockTerms[], start: Instant, end: Instant): readonly Stage[] {
  const changes = terms.filter(({ from }) => from > start && from <= end);
  if (rule.whenTermsChange === "retroactive" || changes.length === 0)
    return [{ start, end, terms: termsAt(terms, end), counts: true }];
  const begun = [
    { from: start, terms: termsAt(terms, start) },
    ...changes.map((change) => ({ from: change.from, terms: change })),
  ];
  return begun.map((stage, index) => ({
    start: stage.from,
    end: begun[index + 1]?.from ?? end,
    terms: stage.terms,
    counts: rule.whenTermsChange === "carry-over" || index === begun.length - 1,
  }));
}

type Times = { readonly elapsed: Milliseconds; readonly due: Instant | null; readonly margin: Milliseconds | null };

function timesOf(
  rule: ClockRule,
  stages: readonly Stage[],
  start: Instant,
  end: Instant,
  pauses: readonly Interval[],
): Times {
  const last = stages.at(-1) as Stage;
  const cuts = pairs(pauses);
  const spent = stages
    .slice(0, -1)
    .reduce(
      (sum, stage) => sum + (stage.counts ? serviceTimeLess(stage.terms.calendar, stage.start, stage.end, cuts) : 0),
      0,
    );
  const elapsed = milliseconds(spent + serviceTimeLess(last.terms.calendar, last.start, end, cuts));
  const { calendar } = last.terms;
  const limit = last.terms.limit === null ? null : inTime(last.terms.limit);
  if (limit === null) return { elapsed, due: null, margin: null };
  if (limit.kind === "time") {
    const left = limit.time - spent;
    const due =
      spent > 0 && left <= 0
        ? last.start
        : addServiceTimePausing(calendar, last.start, milliseconds(left), cuts, rule.boundary);
    return { elapsed, due, margin: milliseconds(limit.time - elapsed) };
  }
  const from = rule.whenTermsChange === "restart" ? last.start : start; // days are counted from the start: a part of a day cannot be carried over
  const due = pauses.reduce(
    (due, pause) => afterPause(rule, calendar, from, due, pause),
    addWorkingDays(calendar, from, limit.days, limit.rule),
  );
  return { elapsed, due, margin: signedServiceTime(calendar, end, due) };
}

/** Days of working time are a length of time like any other. */
function inTime(limit: ClockLimit): ClockLimit {
  return limit.kind === "days" && limit.rule.kind === "working-time"
    ? { kind: "time", time: milliseconds(limit.days * limit.rule.dayLength) }
    : limit;
}

/** Counted in days: first the days, then the service time of each pause that began before the due time. */
function afterPause(
  rule: ClockRule,
  calendar: CompiledCalendar,
  from: Instant,
  due: Instant,
  pause: Interval,
): Instant {
  const waited =
    pause.start < due ? serviceTime(calendar, { start: laterOf(pause.start, from), end: pause.end }) : milliseconds(0);
  return waited > 0 ? addServiceTime(calendar, due, waited, rule.boundary) : due;
}

function segmentsOf(pieces: readonly Piece[], stages: readonly Stage[]): readonly Segment[] {
  return stages.flatMap((stage) =>
    pieces.flatMap((piece): readonly Segment[] => {
      const part = intersect(piece, stage);
      if (part === null) return [];
      return stage.counts
        ? withinHours({ ...piece, ...part }, stage.terms.calendar)
        : [{ ...part, state: "stopped", because: "priority-changed", fact: piece.fact }];
    }),
  );
}

function withinHours(piece: Piece, calendar: CompiledCalendar): readonly Segment[] {
  if (piece.state !== "running") return [piece];
  const segments: Segment[] = [];
  let from = piece.start;
  for (const open of openWithin(calendar, piece)) {
    if (open.start > from)
      segments.push({ start: from, end: open.start, state: "outside-hours", because: null, fact: null });
    const last = segments.at(-1);
    if (last?.state === "running" && last.end === open.start)
      segments[segments.length - 1] = { ...last, end: open.end };
    else segments.push({ ...open, state: "running", because: piece.because, fact: piece.fact });
    from = open.end;
  }
  if (from < piece.end)
    segments.push({ start: from, end: piece.end, state: "outside-hours", because: null, fact: null });
  return segments;
}

/** The terms in force at a moment: the last that began no later, else the first. */
function termsAt(terms: readonly ClockTerms[], at: Instant): ClockTerms {
  const found = terms.findLast(({ from }) => from <= at) ?? terms[0];
  if (!found) throw new RangeError("a clock needs terms");
  return found;
}

function signedServiceTime(calendar: CompiledCalendar, from: Instant, to: Instant): Milliseconds {
  return from <= to
    ? serviceTime(calendar, { start: from, end: to })
    : milliseconds(-serviceTime(calendar, { start: to, end: from }));
}

function held(pieces: readonly Piece[]): readonly Interval[] {
  return pieces.filter(({ state }) => state !== "running");
}

function within(intervals: readonly Interval[], whole: Interval): readonly Interval[] {
  return intervals.map((part) => intersect(part, whole)).filter((part) => part !== null);
}

function pairs(intervals: readonly Interval[]): readonly number[] {
  return intervals.flatMap(({ start, end }) => [start, end]);
}

function laterOf(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
