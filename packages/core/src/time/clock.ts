/**
 * The clock of a case: a pure function of the agreement's rule, the case's events and a moment. Nothing is stored as a due
 * time; whoever has the events gets the same answer. Elapsed time is service time on instants; margins are exact and
 * negative when late; the spans of a run add up to the time from its start to its end.
 */
import { type Instant, type Milliseconds, milliseconds } from "../basics/quantity.ts";
import { addServiceTime, addServiceTimePausing, type BoundaryRule, type CompiledCalendar, openWithin, serviceTime, serviceTimeLess } from "./calendar.ts";
import type { Interval } from "./interval.ts";
import { addWorkingDays, type DayRule } from "./working-days.ts";

export type ClockEventKind = "opened" | "answered" | "updated" | "customer-wrote" | "waiting" | "resumed" | "priority-changed" | "resolved" | "reopened" | "closed" | "cancelled";

/** One event of a case, in order of time. `fact` names where it was recorded. */
export type ClockEvent = { readonly kind: ClockEventKind; readonly at: Instant; readonly fact: string; readonly reason?: string };

/** How a clock runs, whatever the case. */
export type ClockRule = {
  /** Starts at the first of these, and again after each stop when it is not the opening. */
  readonly starts: readonly ClockEventKind[];
  readonly stops: readonly ClockEventKind[];
  /** Waiting reasons that pause it. */
  readonly pausedWhile: ReadonlySet<string>;
  /** The longest that all pauses of a case may take together, in service time; null: no limit. */
  readonly pauseLimit: Milliseconds | null;
  readonly whenReopened: "continue" | "restart" | "new-clock";
  readonly whenTermsChange: "retroactive" | "carry-over" | "restart";
  readonly boundary: BoundaryRule;
};

export type ClockLimit = { readonly kind: "time"; readonly time: Milliseconds } | { readonly kind: "days"; readonly days: number; readonly rule: DayRule };
/** The calendar and limit that hold from a moment on: they change with a case's priority. */
export type ClockTerms = { readonly from: Instant; readonly calendar: CompiledCalendar; readonly limit: ClockLimit | null };

export type SegmentState = "running" | "paused" | "outside-hours" | "stopped";
/** A stretch of a run. `because` is the waiting reason of a pause; `fact` the event that began it. */
export type Segment = Interval & { readonly state: SegmentState; readonly because: string | null; readonly fact: string | null };

export type ClockRun = {
  readonly start: Instant;
  /** Null while it runs. */
  readonly stop: Instant | null;
  readonly state: "running" | "paused" | "stopped" | "cancelled";
  /** Null without a limit, and while paused: a due time that moves is none. */
  readonly due: Instant | null;
  readonly elapsed: Milliseconds;
  /** Service time left at the stop, or now; negative when late; null without a limit. */
  readonly margin: Milliseconds | null;
  /** The moment its due time passed without a stop. A later change adds a decision; it does not erase this. */
  readonly breachedAt: Instant | null;
  /** From start to stop, or to now. */
  readonly segments: readonly Segment[];
};

/**
 * Every run of a clock on one case, oldest first: one for a clock that starts at the opening, one for each unanswered message
 * or each update for a clock that starts again.
 * @param events in order of time; what was recorded at the same moment in the order it happened
 * @param terms the first holds from the opening; each later one from the change of priority that brought it
 * @param until the moment of judgement; events after it are not seen
 */
export function runClock(rule: ClockRule, events: readonly ClockEvent[], terms: readonly ClockTerms[], until: Instant): readonly ClockRun[] {
  const seen = events.filter(({ at }) => at <= until);
  return stretches(rule, seen).map((stretch) => judge(rule, stretch, terms, until));
}

/** The run that decides: the one with the least margin, a finished one before an open one where they are equal. */
export function slowest(runs: readonly ClockRun[]): ClockRun | null {
  return runs.reduce<ClockRun | null>((worst, run) => (worst === null || (run.margin ?? Number.POSITIVE_INFINITY) < (worst.margin ?? Number.POSITIVE_INFINITY) ? run : worst), null);
}

/** The events of one run, from the one that starts it to the one that ends it for good. */
type Stretch = { readonly start: ClockEvent; readonly events: readonly ClockEvent[]; readonly end: ClockEvent | null };

function stretches(rule: ClockRule, events: readonly ClockEvent[]): readonly Stretch[] {
  const begun: { start: ClockEvent; events: ClockEvent[]; end: ClockEvent | null }[] = [];
  const opening = events.find(({ kind }) => kind === "opened");
  const startsOnce = rule.starts.includes("opened");
  let current = null as (typeof begun)[number] | null;
  const begin = (start: ClockEvent): void => {
    current = { start, events: [], end: null };
    begun.push(current);
  };
  if (startsOnce && opening) begin(opening);
  let stopped = false;
  let over = false;
  for (const event of events) {
    if (event === opening && startsOnce) continue;
    const stops = rule.stops.includes(event.kind);
    if (event.kind === "cancelled") over = true;
    if (event.kind === "reopened") {
      over = false;
      if (rule.whenReopened !== "continue" && current && stopped) {
        if (rule.whenReopened === "restart") begun.pop();
        begin(event);
        stopped = false;
        continue;
      }
    }
    if (!startsOnce && !over && (current === null || stopped) && rule.starts.includes(event.kind) && !stops) {
      begin(event);
      stopped = false;
      continue;
    }
    if (current) {
      current.events.push(event);
      if (stops || (!startsOnce && (event.kind === "resolved" || event.kind === "closed"))) {
        stopped = true;
        current.end = event;
      } else if (event.kind === "reopened" && reopens(rule) && current.end) {
        stopped = false;
        current.end = null;
      } else if (event.kind === "cancelled") current.end = event;
    }
    if (stops && !startsOnce && !over && rule.starts.includes(event.kind)) {
      begin(event); // an update clock: each update starts the next
      stopped = false;
    }
    if (!startsOnce && (event.kind === "resolved" || event.kind === "closed")) over = true;
  }
  return begun;
}

/** A stop that a reopening undoes: the case was solved or closed, not merely answered. */
function reopens(rule: ClockRule): boolean {
  return rule.stops.some((kind) => kind === "resolved" || kind === "closed");
}

function judge(rule: ClockRule, stretch: Stretch, terms: readonly ClockTerms[], until: Instant): ClockRun {
  const start = stretch.start.at;
  const stop = stretch.end === null ? null : laterOf(stretch.end.at, start);
  const end = stop ?? laterOf(until, start);
  const { pieces, last } = piecesOf(rule, stretch, start, end, termsAt(terms, end));
  const held = pieces.filter(({ state }) => state !== "running");
  const paused = stop === null && last === "paused";
  const times = timesOf(rule, terms, start, end, held);
  const state = stretch.end?.kind === "cancelled" ? "cancelled" : stop !== null ? "stopped" : paused ? "paused" : "running";
  const segments = pieces.flatMap((piece) => withinHours(piece, termsAt(terms, end).calendar));
  return { start, stop, state, due: paused ? null : times.due, elapsed: times.elapsed, margin: times.margin, breachedAt: times.due !== null && times.due < end ? times.due : null, segments };
}

type Times = { readonly elapsed: Milliseconds; readonly due: Instant | null; readonly margin: Milliseconds | null };

/** Elapsed, due and margin under the rule for a change of terms in the middle of a run. */
function timesOf(rule: ClockRule, terms: readonly ClockTerms[], start: Instant, end: Instant, held: readonly Interval[]): Times {
  const changes = terms.filter(({ from }) => from > start && from <= end);
  if (rule.whenTermsChange === "retroactive" || changes.length === 0) return timesUnder(rule, termsAt(terms, end), start, end, held, 0);
  if (rule.whenTermsChange === "restart") {
    const last = changes.at(-1) as ClockTerms;
    return timesUnder(rule, last, last.from, end, held, 0);
  }
  let spent = 0;
  let from = start;
  for (const change of changes) {
    spent += serviceTimeLess(termsAt(terms, from).calendar, from, change.from, pairs(held));
    from = change.from;
  }
  return timesUnder(rule, changes.at(-1) as ClockTerms, from, end, held, spent);
}

function timesUnder(rule: ClockRule, { calendar, limit }: ClockTerms, start: Instant, end: Instant, held: readonly Interval[], spent: number): Times {
  const pauses = pairs(held);
  const elapsed = milliseconds(spent + serviceTimeLess(calendar, start, end, pauses));
  if (limit === null) return { elapsed, due: null, margin: null };
  if (limit.kind === "time") {
    const left = limit.time - spent;
    const due = left > 0 ? addServiceTimePausing(calendar, start, milliseconds(left), pauses, rule.boundary) : start;
    return { elapsed, due, margin: milliseconds(limit.time - elapsed) };
  }
  const byDays = addWorkingDays(calendar, start, limit.days, limit.rule);
  const waited = held.reduce((sum, pause) => sum + serviceTime(calendar, pause), 0);
  const due = waited > 0 ? addServiceTime(calendar, byDays, milliseconds(waited), rule.boundary) : byDays;
  return { elapsed, due, margin: signedServiceTime(calendar, end, due) };
}

type Piece = Interval & { readonly state: "running" | "paused" | "stopped"; readonly because: string | null; readonly fact: string };

/** The run cut where it pauses, resumes, stops and is opened again, and the state it is left in. */
function piecesOf(rule: ClockRule, { start: began, events }: Stretch, start: Instant, end: Instant, { calendar }: ClockTerms): { readonly pieces: readonly Piece[]; readonly last: Piece["state"] } {
  const pieces: Piece[] = [];
  let state = "running" as Piece["state"];
  let because: string | null = null;
  let fact = began.fact;
  let from = start;
  const turn = (at: Instant, next: Piece["state"], reason: string | null, cause: string): void => {
    const moment = laterOf(at < end ? at : end, from);
    if (moment > from) pieces.push({ start: from, end: moment, state, because, fact });
    from = moment;
    state = next;
    because = reason;
    fact = cause;
  };
  for (const event of events) {
    if (event.at > end) break;
    if (event.kind === "waiting") {
      const pauses = rule.pausedWhile.has(event.reason ?? "");
      if (state !== "stopped") turn(event.at, pauses ? "paused" : "running", pauses ? (event.reason ?? null) : null, event.fact);
    } else if (event.kind === "resumed" && state === "paused") turn(event.at, "running", null, event.fact);
    else if (rule.stops.includes(event.kind) && state !== "stopped") turn(event.at, "stopped", event.kind, event.fact);
    else if (event.kind === "reopened" && state === "stopped" && reopens(rule)) turn(event.at, "running", null, event.fact);
  }
  turn(end, state, because, fact);
  if (rule.pauseLimit === null) return { pieces, last: state };
  const limited = limitPauses(pieces, rule.pauseLimit, calendar);
  return { pieces: limited, last: limited.at(-1)?.state === "running" && state === "paused" ? "running" : state };
}

/** Pauses count only until together they have taken the limit; from then on the clock runs although the case waits. */
function limitPauses(pieces: readonly Piece[], limit: Milliseconds, calendar: CompiledCalendar): readonly Piece[] {
  let left: number = limit;
  return pieces.flatMap((piece): readonly Piece[] => {
    if (piece.state !== "paused") return [piece];
    const time = serviceTime(calendar, piece);
    if (time <= left) {
      left -= time;
      return [piece];
    }
    const runsFrom = left === 0 ? piece.start : addServiceTime(calendar, piece.start, milliseconds(left));
    left = 0;
    const running: Piece = { ...piece, start: runsFrom, state: "running" };
    return runsFrom > piece.start ? [{ ...piece, end: runsFrom }, running] : [running];
  });
}

function withinHours(piece: Piece, calendar: CompiledCalendar): readonly Segment[] {
  if (piece.state !== "running") return [piece];
  const segments: Segment[] = [];
  let from = piece.start;
  for (const open of openWithin(calendar, piece)) {
    if (open.start > from) segments.push({ start: from, end: open.start, state: "outside-hours", because: null, fact: null });
    const last = segments.at(-1);
    if (last?.state === "running" && last.end === open.start) segments[segments.length - 1] = { ...last, end: open.end };
    else segments.push({ ...open, state: "running", because: piece.because, fact: piece.fact });
    from = open.end;
  }
  if (from < piece.end) segments.push({ start: from, end: piece.end, state: "outside-hours", because: null, fact: null });
  return segments;
}

/** The terms in force at a moment: the last that began no later, else the first. */
function termsAt(terms: readonly ClockTerms[], at: Instant): ClockTerms {
  const found = terms.findLast(({ from }) => from <= at) ?? terms[0];
  if (!found) throw new RangeError("a clock needs terms");
  return found;
}

function signedServiceTime(calendar: CompiledCalendar, from: Instant, to: Instant): Milliseconds {
  return from <= to ? serviceTime(calendar, { start: from, end: to }) : milliseconds(-serviceTime(calendar, { start: to, end: from }));
}

function pairs(intervals: readonly Interval[]): readonly number[] {
  return intervals.flatMap(({ start, end }) => [start, end]);
}

function laterOf(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
