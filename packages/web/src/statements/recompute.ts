/** Computes a statement where the reader sits, from the facts as received or from day blocks, and finds the first line that differs. */
import {
  type Agreement,
  canonicalJson,
  collector,
  type DayBlock,
  type Facts,
  instant,
  type Json,
  judgedBy,
  parseAgreement,
  parseFactLine,
  parseInstant,
  restored,
  resultJson,
  resultOf,
  timelineOf,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import type { Room, Statement } from "../api.ts";

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

/** @param room its text and what has been signed since @param basis one JSON object a line; no request is made here */
export function recompute(
  { agreement, versions }: Pick<Room, "agreement" | "versions">,
  basis: Basis,
  statement: Statement,
): Recomputed {
  const began = performance.now();
  const parsed = parseAgreement(agreement);
  if (!parsed.ok) throw new Error("agreement");
  // A statement that was issued before a version was signed is judged by what held when it was issued.
  const { agreement: root } = (statement.result as unknown as { readonly inputs: { readonly agreement: string } })
    .inputs;
  const signed = versions
    .filter((version) => version.root === root)
    .map((version) => ({
      agreement: version.agreement as unknown as Agreement,
      effectiveFrom: version.effective_from,
      frozen: version.frozen as Json,
    }));
  const judged = judgedBy(parsed.value.agreement, signed, statement.period, timeTables());
  if (judged === null) throw new Error("period");
  const lines = basis.text.split("\n").filter((line) => line !== "");
  const facts = basis.kind === "facts" ? collected(lines) : restored(lines.map((line) => JSON.parse(line) as DayBlock));
  const judgedAt = parseInstant(statement.judged_at);
  const result = resultOf(
    judged.agreement,
    judged.period,
    timelineOf(facts),
    judged.tables,
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
