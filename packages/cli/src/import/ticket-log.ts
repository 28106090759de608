/**
 * A ticket system's audit log as facts. Each row says in which state a case was left by one update; a mapping (mapping.ts)
 * says which columns and states mean what. Rows are taken in the order of the file, since a log's own order is surer than
 * its clock; each event keeps the time of its row, except that nothing happens to a case before it was opened.
 */

import { readLocalTime } from "./local-time.ts";
import type { TicketLogMapping } from "./mapping.ts";

export type LogRow = Readonly<Record<string, string>>;
/** One ticket event in its wire form: a line of facts.jsonl. */
export type TicketEventLine = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** What the import did with every row: nothing is left out without being counted and named. */
export type ImportReport = {
  readonly rows: number;
  readonly cases: number;
  readonly events: number;
  /** Rows that change nothing the mapping names, such as a new assignment. */
  readonly withoutEvent: number;
  /** Cases with rows before their opening; these events are dated at the opening. */
  readonly movedToOpening: readonly string[];
  /** Cases whose rows are not in order of time; their order in the file is kept. */
  readonly outOfOrder: readonly string[];
  readonly refused: readonly RefusedRow[];
};
export type RefusedRow = {
  readonly line: number;
  readonly column: string;
  readonly found: string;
  readonly because: "missing-column" | "missing-value" | "unreadable-time" | "unknown-state";
};

type Row = { readonly line: number; readonly values: LogRow };
type Step = { readonly at: string; readonly state: string; readonly properties: Readonly<Record<string, string>> };

export function importTicketLog(
  rows: readonly LogRow[],
  mapping: TicketLogMapping,
): { readonly lines: readonly TicketEventLine[]; readonly report: ImportReport } {
  const lines: TicketEventLine[] = [];
  const movedToOpening: string[] = [];
  const outOfOrder: string[] = [];
  const refused: RefusedRow[] = [];
  const cases = byCase(rows, mapping, refused);
  let rowsWithEvent = 0;
  for (const [name, caseRows] of cases) {
    const read = readCase(caseRows, mapping, refused);
    if (read === null) continue;
    if (read.steps.some((step, index) => index > 0 && step.at < (read.steps[index - 1]?.at ?? "")))
      outOfOrder.push(name);
    if (read.steps.some((step) => step.at < read.openedAt)) movedToOpening.push(name);
    const events = eventsOf(read, mapping);
    rowsWithEvent += new Set(events.map((event) => event.step)).size;
    lines.push(...events.map((event, index) => line(name, index, event, mapping)));
  }
  const report = {
    rows: rows.length,
    cases: cases.size,
    events: lines.length,
    withoutEvent: rows.length - rowsWithEvent - refused.length,
    movedToOpening,
    outOfOrder,
    refused,
  };
  return { lines, report };
}

function byCase(
  rows: readonly LogRow[],
  mapping: TicketLogMapping,
  refused: RefusedRow[],
): ReadonlyMap<string, readonly Row[]> {
  const cases = new Map<string, Row[]>();
  rows.forEach((values, index) => {
    const row = { line: index + 2, values }; // line 1 holds the column names
    const name = valueOf(row, mapping.columns.case, mapping, refused);
    if (name === null) return;
    const known = cases.get(name);
    if (known) known.push(row);
    else cases.set(name, [row]);
  });
  return cases;
}

type ReadCase = { readonly openedAt: string; readonly steps: readonly Step[] };

/** The steps of one case, or null when its opening cannot be read; rows that cannot be read are refused one by one. */
function readCase(rows: readonly Row[], mapping: TicketLogMapping, refused: RefusedRow[]): ReadCase | null {
  const first = rows[0];
  const openedAt = first ? timeOf(first, mapping.columns["opened-at"], mapping, refused) : null;
  if (openedAt === null) return null;
  const steps: Step[] = [];
  for (const row of rows) {
    const at = timeOf(row, mapping.columns.at, mapping, refused);
    const state = valueOf(row, mapping.columns.state, mapping, refused);
    if (at === null || state === null) continue;
    if (mapping.states[state] === undefined)
      refused.push({ line: row.line, column: mapping.columns.state, found: state, because: "unknown-state" });
    else steps.push({ at, state, properties: propertiesOf(row, mapping) });
  }
  return { openedAt, steps };
}

type CaseEvent = {
  readonly event: string;
  readonly at: string;
  readonly step: Step;
  readonly reason?: string;
  readonly properties?: Readonly<Record<string, string>>;
};

function eventsOf({ openedAt, steps }: ReadCase, mapping: TicketLogMapping): readonly CaseEvent[] {
  const opening = steps[0] ?? { at: openedAt, state: "", properties: {} };
  const events: CaseEvent[] = [{ event: "opened", at: openedAt, step: opening, properties: opening.properties }];
  let answered = false;
  let before: Step | null = null;
  for (const step of steps) {
    const at = step.at < openedAt ? openedAt : step.at;
    const meaning = mapping.states[step.state];
    if (!answered && meaning?.is !== "new") {
      events.push({ event: "answered", at, step });
      answered = true;
    }
    if (before && differs(before.properties, step.properties))
      events.push({ event: "priority-changed", at, step, properties: step.properties });
    if (before?.state !== step.state) events.push(...changeOfState(before, step, at, mapping));
    before = step;
  }
  return events;
}

/** What a new state means, seen from the old one: waiting, back at work, solved, opened again, closed. */
function changeOfState(before: Step | null, step: Step, at: string, mapping: TicketLogMapping): readonly CaseEvent[] {
  const from = before ? mapping.states[before.state]?.is : "new";
  const to = mapping.states[step.state];
  switch (to?.is) {
    case "waiting":
      return [
        ...(from === "resolved" || from === "closed" ? [{ event: "reopened", at, step }] : []),
        { event: "waiting", at, step, reason: to.reason ?? step.state },
      ];
    case "resolved":
    case "closed":
      return from === to.is ? [] : [{ event: to.is, at, step }];
    case "new":
    case "working":
      if (from === "waiting") return [{ event: "resumed", at, step }];
      return from === "resolved" || from === "closed" ? [{ event: "reopened", at, step }] : [];
    case undefined:
      return [];
  }
}

function line(
  name: string,
  index: number,
  { event, at, reason, properties }: CaseEvent,
  mapping: TicketLogMapping,
): TicketEventLine {
  return {
    kind: "ticket",
    source: mapping.source,
    id: `${name}-${String(index + 1).padStart(3, "0")}`,
    subject: mapping.subject,
    ticket: name,
    at,
    event,
    ...(reason === undefined ? {} : { reason }),
    ...(properties === undefined ? {} : { properties }),
  };
}

function propertiesOf(row: Row, mapping: TicketLogMapping): Readonly<Record<string, string>> {
  const properties: Record<string, string> = {};
  for (const [property, { column, values }] of Object.entries(mapping.properties)) {
    const found = row.values[column];
    if (found !== undefined && found !== mapping.missing) properties[property] = values?.[found] ?? found;
  }
  return properties;
}

function differs(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  return Object.keys({ ...a, ...b }).some((property) => a[property] !== b[property]);
}

function timeOf(row: Row, column: string, mapping: TicketLogMapping, refused: RefusedRow[]): string | null {
  const found = valueOf(row, column, mapping, refused);
  if (found === null) return null;
  const instant = readLocalTime(found, mapping["time-format"], mapping.zone);
  if (instant === null) refused.push({ line: row.line, column, found, because: "unreadable-time" });
  return instant;
}

function valueOf(row: Row, column: string, mapping: TicketLogMapping, refused: RefusedRow[]): string | null {
  const found = row.values[column];
  if (found !== undefined && found !== "" && found !== mapping.missing) return found;
  refused.push({
    line: row.line,
    column,
    found: found ?? "",
    because: found === undefined ? "missing-column" : "missing-value",
  });
  return null;
}
