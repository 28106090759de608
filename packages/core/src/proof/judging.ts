/** By which text, which tables and which span of time a period is judged: the version that holds on its first day. */
import type { Agreement } from "../agreement/agreement.ts";
import { zoneOf } from "../plan/compile.ts";
import type { SignedVersion } from "../room/version.ts";
import { civilDate, dateText } from "../time/civil.ts";
import { type Frozen, tablesOf } from "../time/frozen.ts";
import { type Period, periodOfLabel } from "../time/period.ts";
import type { TimeTables } from "../time/tables.ts";
import { wallOfInstant } from "../time/zone.ts";

/** What a signed version adds to the text before it, as far as figures go. */
export type Judge = Pick<SignedVersion, "agreement" | "effectiveFrom" | "frozen">;

export type Judged<Version extends Judge> = {
  readonly agreement: Agreement;
  /** Null: the text that the room was added with. */
  readonly version: Version | null;
  /** Those that were frozen when the version was signed, else today's. */
  readonly tables: TimeTables;
  readonly period: Period;
};

/** @returns null when the label names no period, or the text names no known zone */
export function judgedBy<Version extends Judge>(
  first: Agreement,
  versions: readonly Version[],
  label: string,
  tables: TimeTables,
): Judged<Version> | null {
  const before = periodIn(first, label, tables);
  if (before === null) return null;
  const version = versions.findLast(({ effectiveFrom }) => effectiveFrom <= before.firstDay) ?? null;
  if (version === null) return { agreement: first, version, tables, period: before.period };
  const own = tablesOf(version.frozen as unknown as Frozen);
  const within = periodIn(version.agreement, label, own);
  return within === null ? null : { agreement: version.agreement, version, tables: own, period: within.period };
}

function periodIn(
  agreement: Agreement,
  label: string,
  tables: TimeTables,
): { readonly period: Period; readonly firstDay: string } | null {
  const zone = zoneOf(agreement, tables);
  const period = zone === null ? null : periodOfLabel(label, zone);
  if (zone === null || period === null) return null;
  return { period, firstDay: dateText(civilDate(wallOfInstant(zone, period.start).day)) };
}
