import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./site.ts";

let site: Site;
let rooms: readonly { readonly room: string }[];
beforeAll(async () => {
  site = await openSite();
  rooms = ((await (await fetch(`${site.url}/api/rooms`)).json()) as { rooms: { room: string }[] }).rooms;
});
afterAll(async () => site?.stop());

const outage = (id: string, from: string): string =>
  JSON.stringify({ kind: "outage", id, subject: "compute", from, until: "2024-05-02T00:00:00Z" });
const send = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${site.url}/api/rooms/${rooms[1]?.room}/facts`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson", ...headers },
    body,
  });

test("the same request twice is received once, with the same receipt", async () => {
  const first = (await (await send(outage("a", "2024-05-01T00:00:00Z"), { "idempotency-key": "k1" })).json()) as {
    sequence: number;
  };
  const second = (await (await send(outage("a", "2024-05-01T00:00:00Z"), { "idempotency-key": "k1" })).json()) as {
    sequence: number;
    known: boolean;
  };
  expect(second).toMatchObject({ sequence: first.sequence, known: true });
});

test("another body under the same key is refused", async () => {
  expect((await send(outage("b", "2024-05-01T10:00:00Z"), { "idempotency-key": "k1" })).status).toBe(422);
});

test("a broken line in the middle stores nothing and is named", async () => {
  const before = (await (await send(outage("c", "2024-05-01T11:00:00Z"))).json()) as { sequence: number };
  const refused = await send(
    `${outage("d", "2024-05-01T12:00:00Z")}\n{"kind":"outage",\n${outage("e", "2024-05-01T13:00:00Z")}`,
  );
  expect(refused.status).toBe(422);
  expect(((await refused.json()) as { errors: { place: string }[] }).errors[0]?.place).toBe("2");
  const after = (await (await send(outage("f", "2024-05-01T14:00:00Z"))).json()) as { sequence: number };
  expect(after.sequence).toBe(before.sequence + 1);
});

test("without a context there are no rows, and the app's role owns nothing and bypasses nothing", async () => {
  const tables = [
    "room",
    "journal",
    "folded_room",
    "subscription",
    "statement",
    "source",
    "batch",
    "shelf",
    "contested",
    "participation",
    "private_lane",
    "private_journal",
  ];
  await site.database.inContext({ party: "", rooms: [], sources: [] }, async (client) => {
    for (const table of tables)
      expect((await client.query(`select count(*)::int as n from ${table}`)).rows[0].n, table).toBe(0);
    const { rows } = await client.query("select rolsuper, rolbypassrls from pg_roles where rolname = current_user");
    expect(rows[0]).toEqual({ rolsuper: false, rolbypassrls: false });
    const owned = await client.query(
      "select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = current_user",
    );
    expect(owned.rows).toEqual([]);
  });
});

test("every table but the list of migrations has row security", async () => {
  await site.database.inContext({ party: "", rooms: [], sources: [] }, async (client) => {
    const { rows } = await client.query(
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not relrowsecurity",
    );
    expect(rows.map(({ relname }) => relname)).toEqual(["migration"]);
  });
});

test("logs cannot be changed by the app's role", async () => {
  for (const statement of [
    "update batch set body = ''",
    "delete from batch",
    "truncate batch",
    "update journal set kind = ''",
    "update private_journal set kind = ''",
    "delete from private_journal",
  ]) {
    await expect(
      site.database.inContext({ party: "", rooms: [], sources: [] }, (client) => client.query(statement)),
    ).rejects.toMatchObject({ code: "42501" });
  }
});

test("a room's context shows no other room, also with a pool of two and many at once", async () => {
  const directory = await site.database.directory();
  await Promise.all(
    Array.from({ length: 500 }, async (_, index) => {
      const entry = directory[index % directory.length];
      if (!entry) return;
      const party = index % 2 === 0 ? entry.provider : entry.customer;
      const rows = await site.database.inContext(
        { party, rooms: [entry.room_id], sources: [] },
        async (client) => (await client.query("select room_id from room union select room_id from subscription")).rows,
      );
      expect(new Set(rows.map(({ room_id }) => room_id))).toEqual(new Set([entry.room_id]));
    }),
  );
});

test("requests that wait together are answered each for itself: a source that is not there and a key used before hinder no neighbour", async () => {
  const organisation = `gather${Date.now()}`;
  for (const source of ["a", "b", "c"])
    await fetch(`${site.url}/api/sources`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ organisation, source }),
    });
  const fact = (id: string): string => outage(id, "2024-05-01T00:00:00Z");
  const to = async (source: string, id: string, key: string): Promise<[number, number]> => {
    const response = await fetch(`${site.url}/api/sources/${organisation}.${source}/facts`, {
      method: "POST",
      headers: { "content-type": "application/x-ndjson", "idempotency-key": key },
      body: fact(id),
    });
    return [response.status, ((await response.json()) as { sequence?: number }).sequence ?? 0];
  };
  await to("a", "first", "key");
  const answers = await Promise.all([
    to("a", "other", "key"),
    to("a", "first", "key"),
    to("nowhere", "x", "x"),
    ...Array.from({ length: 60 }, (_, index) => to(["a", "b", "c"][index % 3] as string, `n${index}`, `n${index}`)),
    to("b", "twice", "twice"),
    to("b", "twice", "twice"),
  ]);
  expect(answers.slice(0, 3)).toEqual([
    [422, 0],
    [202, 1],
    [404, 0],
  ]);
  const received = answers.slice(3, 63);
  expect(received.every(([status]) => status === 202)).toBe(true);
  for (const [place, more] of [
    [0, 1],
    [1, 0],
    [2, 0],
  ] as const) {
    const sequences = received.filter((_, index) => index % 3 === place).map(([, sequence]) => sequence);
    expect(new Set(sequences).size).toBe(20);
    expect(Math.max(...sequences)).toBeLessThanOrEqual(20 + more + (place === 1 ? 1 : 0));
  }
  expect(answers.at(-1)).toEqual(answers.at(-2));
});
