/** The runs of a clock on one case: which event starts each, which ends it, and where it pauses between. */
import { type Instant, type Milliseconds, milliseconds } from "../basics/quantity.ts";
import { addServiceTime, type CompiledCalendar, serviceTime } from "./calendar.ts";
import type { ClockEvent, ClockEventKind, ClockRule } from "./clock-rule.ts";
import type { Interval } from "./interval.ts";

/** The events of one run, from the one that starts it to the one that ends it. `replaced`: runs that a restart put it in the place of. */
export type Stretch = {
  readonly start: ClockEvent;
  readonly events: readonly ClockEvent[];
  readonly end: ClockEvent | null;
  readonly replaced: readonly Stretch[];
};
type OpenStretch = { start: ClockEvent; events: ClockEvent[]; end: ClockEvent | null; replaced: readonly Stretch[] };

export function stretchesOf(rule: ClockRule, events: readonly ClockEvent[]): readonly Stretch[] {
  return rule.starts.every((kind) => kind === "opened") ? wholeCase(rule, events) : repeating(rule, events);
}

function begin(start: ClockEvent, replaced: readonly Stretch[] = []): OpenStretch {
  return { start, events: [], end: null, replaced };
}

/** One run from the opening to the first stop; a reopening continues it, puts a new one in its place, or adds one. */
function wholeCase(rule: ClockRule, events: readonly ClockEvent[]): readonly Stretch[] {
  const opening = events.find(({ kind }) => kind === "opened");
  if (!opening) return [];
  let current = begin(opening);
  const before: Stretch[] = [];
  for (const event of events) {
    if (event === opening) continue;
    if (event.kind === "reopened" && current.end && rule.whenReopened !== "continue") {
      if (rule.whenReopened === "new-clock") before.push(current);
      current = begin(event, rule.whenReopened === "restart" ? [...current.replaced, current] : []);
      continue;
    }
    current.events.push(event);
    if (stopsAt(rule, event)) current.end ??= event;
    else if (event.kind === "reopened" && reopens(rule)) current.end = null;
  }
  return [...before, current];
}

const solved: readonly ClockEventKind[] = ["resolved", "closed"];

/** A run for each unanswered message, each update, or each repair. A solved case ends the first two: no answer or update is owed any more. */
function repeating(rule: ClockRule, events: readonly ClockEvent[]): readonly Stretch[] {
  const fromRepair = rule.starts.some((kind) => solved.includes(kind));
  const runs: OpenStretch[] = [];
  let current: OpenStretch | null = null;
  let replaced: readonly Stretch[] = [];
  let over = false;
  for (const event of events) {
    if (event.kind === "reopened") over = false;
    if (event.kind === "reopened" && fromRepair && current && rule.whenReopened !== "continue") {
      replaced = [...current.replaced, current]; // what it was counted from did not hold
      runs.pop();
      current = null;
      continue;
    }
    const caseEnds: boolean = event.kind === "cancelled" || (!fromRepair && solved.includes(event.kind));
    if (current) {
      current.events.push(event);
      if (caseEnds || rule.stops.includes(event.kind)) {
        current.end = event;
        current = null;
      }
    }
    if (caseEnds) over = true;
    if (!current && !over && rule.starts.includes(event.kind)) {
      current = begin(event, replaced);
      replaced = [];
      runs.push(current);
    }
  }
  return runs;
}

function stopsAt(rule: ClockRule, { kind }: ClockEvent): boolean {
  return kind === "cancelled" || rule.stops.includes(kind);
}

/** A stop that a reopening undoes: the case was solved or closed, not merely answered. */
function reopens(rule: ClockRule): boolean {
  return rule.stops.some((kind) => solved.includes(kind));
}

/** Part of a run in one state, whatever the hours. */
export type Piece = Interval & {
  readonly state: "running" | "paused" | "stopped";
  readonly because: string | null;
  readonly fact: string;
};
export type Pieces = {
  readonly pieces: readonly Piece[] /** The state that the run is left in. */;
  readonly last: Piece["state"];
};

/** The run cut where it pauses, resumes, stops and is opened again. */
export function piecesOf(
  rule: ClockRule,
  { start: began, events }: Stretch,
  start: Instant,
  end: Instant,
  calendar: CompiledCalendar,
): Pieces {
  const pieces: Piece[] = [];
  let state = "running" as Piece["state"];
  let because: string | null = null;
  let fact = began.fact;
  let from = start;
  const turn = (at: Instant, next: Piece["state"], reason: string | null, cause: string): void => {
    const capped = at < end ? at : end;
    const moment = capped > from ? capped : from;
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
      if (state !== "stopped")
        turn(event.at, pauses ? "paused" : "running", pauses ? (event.reason ?? null) : null, event.fact);
    } else if (event.kind === "resumed" && state === "paused") turn(event.at, "running", null, event.fact);
    else if (stopsAt(rule, event) && state !== "stopped") turn(event.at, "stopped", event.kind, event.fact);
    else if (event.kind === "reopened" && state === "stopped" && reopens(rule))
      turn(event.at, "running", null, event.fact);
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
