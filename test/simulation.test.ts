/** Rooms that live at random, a few of them here; npm run simulate plays as many as one likes. */
import { expect, test } from "vitest";
import { playLinks } from "./inviting.ts";
import { live } from "./living-room.ts";

const [count, seed] = [Number(process.env["ROOMS"] ?? 150), Number(process.env["SEED"] ?? 1)];

test("whatever people, parties and the clock do, the room keeps its rules, its secrets and its journal", () => {
  process.stdout.write(`rooms lived: ${count}, SEED=${seed}\n`);
  const stages = new Set<string>();
  for (let number = 0; number < count; number++)
    try {
      stages.add(live(seed + number, 120).stage);
    } catch (error) {
      throw new Error(`seed ${seed + number}: ${error instanceof Error ? error.message : error}`);
    }
  expect(stages).toContain("signed");
}, 600_000);

test("a link lets in one person, once, at its own address, until it is revoked or its time is over", () => {
  const found: Record<string, number> = {};
  for (let number = 0; number < 10 * count; number++)
    try {
      for (const [what, times] of Object.entries(playLinks(seed + number, 40)))
        found[what] = (found[what] ?? 0) + times;
    } catch (error) {
      throw new Error(`seed ${seed + number}: ${error instanceof Error ? error.message : error}`);
    }
  const uses = ["done", "invitation-used", "invitation-revoked", "invitation-expired", "other-address"];
  for (const use of uses) expect(found[`accept-invitation: ${use}`], use).toBeGreaterThan(0);
}, 600_000);
