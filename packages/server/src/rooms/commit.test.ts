/** A long room is kept folded: whoever starts the server anew reads that and the entries since, and it decides nothing. */
import { readFileSync } from "node:fs";
import { afterEntry, emptyRoom, type JournalBody, meaningsOf, type RoomState } from "@overens/core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openSite, type Site } from "../../../../test/site.ts";
import { seenAs } from "./rooms.ts";
import { journalAfter, roomById } from "./store.ts";

let site: Site;
let room: string;
let provider: string;

beforeAll(async () => {
  site = await openSite();
  const text = readFileSync("examples/safespring/agreement.yaml", "utf8");
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ agreement: text, facts: "" });
  const added = await fetch(`${site.url}/api/rooms`, { method: "POST", headers, body });
  room = ((await added.json()) as { room: string }).room;
  await fetch(`${site.url}/api/rooms/${room}/negotiation`, { method: "POST" });
  provider = (await site.database.directory()).find(({ room_id }) => room_id === room)?.provider ?? "";
});
afterAll(async () => site?.stop());

const inRoom = <T>(work: Parameters<typeof site.database.inContext<T>>[1]): Promise<T> =>
  site.database.inContext({ party: provider, rooms: [room], sources: [] }, work);

/** As a server that has just been started has it. */
async function freshly(): Promise<typeof import("./commit.ts")> {
  vi.resetModules();
  return import("./commit.ts");
}

async function stateOf({ stateAt }: Awaited<ReturnType<typeof freshly>>): Promise<RoomState> {
  return inRoom(async (client) => {
    const row = await roomById(client, room);
    return stateAt(client, room, { sequence: row?.last_sequence ?? 0, head: row?.head as never });
  });
}

async function said(times: number): Promise<void> {
  const { commit } = await freshly();
  await inRoom(async (client) => {
    for (let number = 0; number < times; number++) {
      const { negotiation } = (await commit(client, room, nextMessage(), seenAs(provider))).state;
      expect(negotiation).not.toBeNull();
    }
  });
}

let written = 0;
function nextMessage() {
  const [point = "", meaning = ""] = points[0] ?? [];
  written += 1;
  return {
    kind: "write-message",
    id: `m${written}`,
    point,
    meaning: meaning as never,
    text: "Hej.",
    mentions: [],
  } as const;
}
let points: readonly (readonly [string, string])[] = [];

test("what is kept and the entries since are what the journal says, and what is not the journal's is not read", async () => {
  points = [...meaningsOf((await stateOf(await freshly())).negotiation?.draft as never)];
  const kept = () =>
    inRoom(
      async (client) =>
        (await client.query("select sequence::int, state from folded_room where room_id = $1", [room])).rows[0],
    );
  expect(await kept()).toBeUndefined();
  await said(520);
  const first = await kept();
  expect(first.sequence).toBeGreaterThanOrEqual(500);
  await said(7);
  const bodies = await inRoom((client) => journalAfter(client, room, 0));
  const folded = bodies.map(({ body }) => JSON.parse(body ?? "") as JournalBody).reduce(afterEntry, emptyRoom);
  const plain = (state: RoomState): unknown => JSON.parse(JSON.stringify(state));
  expect(plain(await stateOf(await freshly()))).toEqual(plain(folded));
  // That it is read at all shows where it says something else; it is read only where it is the journal's, by the same rules.
  const change = (text: string, value: string) =>
    inRoom((client) => client.query(`update folded_room set ${text} = $2 where room_id = $1`, [room, value]));
  await change("state", JSON.stringify({ ...JSON.parse(first.state), sources: ["changed"] }));
  expect((await stateOf(await freshly())).sources).toEqual(["changed"]);
  await change("rules", "of another program");
  expect(plain(await stateOf(await freshly()))).toEqual(plain(folded));
  await said(520);
  await change("head", "0".repeat(64));
  expect((await stateOf(await freshly())).conversation.messages).toHaveLength(written);
});
