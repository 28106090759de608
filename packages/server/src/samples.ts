/** The sample rooms: each folder of examples/ with an agreement, facts and a room.json is loaded on first start. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Database } from "./database/database.ts";
import { rooms } from "./rooms/rooms.ts";

export async function loadSamples(database: Database, said: (text: string) => void): Promise<void> {
  const folder = new URL("../../../examples/", import.meta.url);
  if (!existsSync(fileURLToPath(folder)) || (await database.directory()).some(({ sample }) => sample)) return;
  for (const name of readdirSync(folder)) {
    const file = (part: string): URL => new URL(`${name}/${part}`, folder);
    if (!existsSync(file("room.json"))) continue;
    const { period } = JSON.parse(readFileSync(file("room.json"), "utf8")) as { period: string };
    const room = await rooms(database).add(
      readFileSync(file("agreement.yaml"), "utf8"),
      readFileSync(file("facts.jsonl"), "utf8"),
      { period, sample: true, language: "sv" },
    );
    said(`Sample room: ${room.name}`);
  }
}
