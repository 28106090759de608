/** Each story's statement is the text that its agreement and facts give: documentation, demonstration and golden test in one. */
import { readFileSync } from "node:fs";
import {
  type Agreement,
  collector,
  type Instant,
  parseAgreement,
  parseFactLine,
  parseInstant,
  periodOfLabel,
  resultOf,
  statementText,
  timelineOf,
  type Zone,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { expect, test } from "vitest";

const tables = timeTables();
const cases = [
  ["safespring", "2024-04", "sv", "statement.md"],
  ["safespring", "2024-04", "en", "statement.en.md"],
  ["incidents", "2016-02", "sv", "statement-2016-02.md"],
  ["incidents", "2016-03", "sv", "statement.md"],
  ["incidents", "2016-03", "en", "statement.en.md"],
] as const;

test.each(cases)("%s in %s, %s", async (story, label, language, file) => {
  const folder = `examples/${story}`;
  const parsed = parseAgreement(readFileSync(`${folder}/agreement.yaml`, "utf8"));
  if (!parsed.ok) throw new Error(story);
  const agreement: Agreement = parsed.value.agreement;
  const facts = collector();
  for (const [index, line] of readFileSync(`${folder}/facts.jsonl`, "utf8").split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = parseFactLine(line, index + 1);
    if (!read.ok) throw new Error(line);
    facts.add(read.value);
  }
  const zone = tables.zones.zone(agreement.zone ?? "UTC") as Zone;
  const period = periodOfLabel(label, zone);
  if (period === null) throw new Error(label);
  const result = resultOf(
    agreement,
    period,
    timelineOf(facts),
    tables,
    parseInstant("2026-11-01T00:00:00Z") as Instant,
  );
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  await expect(statementText(agreement, result.value, zone, language)).toMatchFileSnapshot(`../${folder}/${file}`);
});
