import { type Instant, instantOfWall, instantText, offsetAt, parseInstant } from "@overens/core";
import { expect, test } from "vitest";
import { timeTables } from "./index.ts";

const { zones, holidays } = timeTables();
const zone = (name: string) => {
  const found = zones.zone(name);
  if (!found) throw new Error(name);
  return found;
};
const wall = (text: string) => parseInstant(`${text}Z`) as Instant;

test("knows 597 zones and follows links", () => {
  expect(zones.names).toHaveLength(597);
  expect(offsetAt(zone("Europe/Stockholm"), wall("2026-07-01T00:00:00"))).toBe(7_200_000);
});

test("moves a wall time that the spring change leaves out later by the gap", () => {
  expect(instantText(instantOfWall(zone("Europe/Stockholm"), wall("2026-03-29T02:30:00")))).toBe(
    "2026-03-29T01:30:00Z",
  );
  expect(instantText(instantOfWall(zone("Australia/Lord_Howe"), wall("2026-10-04T02:15:00")))).toBe(
    "2026-10-03T15:45:00Z",
  );
});

test("takes the first of a wall time that the autumn change repeats", () => {
  expect(instantText(instantOfWall(zone("Europe/Stockholm"), wall("2026-10-25T02:30:00")))).toBe(
    "2026-10-25T00:30:00Z",
  );
});

test("suggests Sweden's days off, eves as bank days", () => {
  const days = holidays.holidays("SE")?.filter(({ date }) => date.startsWith("2026")) ?? [];
  expect(days.find(({ date }) => date === "2026-06-19")).toMatchObject({ kind: "bank" });
  expect(days.find(({ date }) => date === "2026-06-20")).toMatchObject({ kind: "public" });
});
