/** What the shells hand the core: pinned zone rules, suggested holidays, and the arithmetic of signatures. */
import type { TimeTables } from "@overens/core";
import { holidayTables } from "./holidays.ts";
import { zoneTables } from "./zones.ts";

export { signatureHolds, withSignatures } from "./signatures.ts";

let tables: TimeTables | null = null;

/** The tables of this release; unpacked when first used and then kept. */
export function timeTables(): TimeTables {
  if (tables) return tables;
  const zones = zoneTables();
  const holidays = holidayTables();
  tables = { zones, holidays, version: `iana ${zones.version}; ${holidays.version}` };
  return tables;
}
