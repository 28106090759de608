/** Computes a statement where the reader sits, from the facts as received or from day blocks, and finds the first line that differs. */
import {
  canonicalJson,
  collector,
  type DayBlock,
  type Facts,
  instant,
  type Json,
  parseAgreement,
  parseFactLine,
  parseInstant,
  periodOfLabel,
  restored,
  resultJson,
  resultOf,
  timelineOf,
  zoneOf,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import type { Statement } from "../api.ts";

/** Above this many bytes of facts a page reads day blocks instead; their hashes are checked, and stand in the head of each source's log. */
export const mostFacts = 20 * 1024 * 1024;

/** What a page computes from. */
export type Basis = { readonly kind: "facts" | "blocks"; readonly text: string };
export type Recomputed = {
  readonly kind: Basis["kind"];
  readonly same: boolean;
  readonly lines: number;
  readonly bytes: number;
  readonly milliseconds: number;
  readonly ours: string;
  readonly differs: { readonly line: string; readonly shown: string; readonly computed: string } | null;
};

type Figures = { readonly [member: string]: Json };

/** @param agreement the agreement's text @param basis one JSON object a line; no request is made here */
export function recompute(agreement: string, basis: Basis, statement: Statement): Recomputed {
  const began = performance.now();
  const parsed = parseAgreement(agreement);
  if (!parsed.ok) throw new Error("agreement");
  const tables = timeTables();
  const zone = zoneOf(parsed.value.agreement, tables);
  const period = zone === null ? null : periodOfLabel(statement.period, zone);
  if (!period) throw new Error("period");
  const lines = basis.text.split("\n").filter((line) => line !== "");
  const facts = basis.kind === "facts" ? collected(lines) : restored(lines.map((line) => JSON.parse(line) as DayBlock));
  const judgedAt = parseInstant(statement.judged_at);
  const result = resultOf(
    parsed.value.agreement,
    period,
    timelineOf(facts),
    tables,
    typeof judgedAt === "number" ? judgedAt : instant(0),
  );
  if (!result.ok) throw new Error(result.problems[0]?.code ?? "result");
  const differs = firstDifference(statement.result as unknown as Figures, resultJson(result.value));
  return {
    kind: basis.kind,
    same: differs === null,
    lines: lines.length,
    bytes: basis.text.length,
    milliseconds: performance.now() - began,
    ours: result.value.hash,
    differs,
  };
}

function collected(lines: readonly string[]): Facts {
  const facts = collector();
  lines.forEach((line, index) => {
    const read = parseFactLine(line, index + 1);
    if (read.ok) facts.add(read.value);
  });
  return facts;
}

/** The first objective whose line is not the same, else the part that is not: inputs, period, totals, checksum. */
function firstDifference(shown: Figures, computed: Figures): Recomputed["differs"] {
  const ours = computed["results"] as readonly Figures[];
  const theirs = (shown["results"] ?? []) as readonly Figures[];
  for (let index = 0; index < Math.max(ours.length, theirs.length); index++) {
    const name = `${ours[index]?.["objective"] ?? theirs[index]?.["objective"]} · ${ours[index]?.["subject"] ?? ""}`;
    const found = differenceIn(theirs[index] ?? {}, ours[index] ?? {}, (member) => `${name} · ${member}`);
    if (found) return found;
  }
  return differenceIn(shown, computed, (member) => member);
}

function differenceIn(shown: Figures, computed: Figures, named: (member: string) => string): Recomputed["differs"] {
  for (const member of new Set([...Object.keys(computed), ...Object.keys(shown)])) {
    const [theirs, ours] = [shown[member], computed[member]].map((value) =>
      value === undefined ? "–" : canonicalJson(value),
    );
    if (theirs !== ours) return { line: named(member), shown: cut(theirs), computed: cut(ours) };
  }
  return null;
}

function cut(text = ""): string {
  return text.length > 160 ? `${text.slice(0, 160)} …` : text;
}
