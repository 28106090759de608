/** Pinned zone rules and suggested holidays, handed to the core as arguments. */
import type { TimeTables } from "@overens/core";
import { holidayTables } from "./holidays.ts";
import { zoneTables } from "./zones.ts";

let tables: TimeTables | null = null;

/** The tables of this release; unpacked when first used and then kept. */
export function timeTables(): TimeTables {
  if (tables) return tables;
  const zones = zoneTables();
  const holidays = holidayTables();
  tables = { zones, holidays, version: `iana ${zones.version}; ${holidays.version}` };
  return tables;
}
