/** What a server has written of a room is what the room's rules give: its export is played again to the end. */
import { type Verified, verifyBundle } from "@overens/core";
import { timeTables, withSignatures } from "@overens/tables";
import { expect } from "vitest";
import type { Browser } from "./people.ts";

export async function playedAgain(browser: Browser, room: string): Promise<Verified> {
  const { status, body } = await browser.get(`/rooms/${room}/export`);
  expect(status).toBe(200);
  const verified = await withSignatures(verifyBundle((body as string).split("\n"), timeTables()));
  expect(verified.findings).toEqual([]);
  expect(verified.replayed).toBeGreaterThan(0);
  return verified;
}
