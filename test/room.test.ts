/** A room over HTTP: shared sources, statements that stay as they were, what comes out in a file and what another server makes of it. */

import { type Verified, verifyBundle } from "@overens/core";
import { timeTables } from "@overens/tables";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./site.ts";

let site: Site;
let other: Site;
beforeAll(async () => {
  site = await openSite();
  other = await openSite();
});
afterAll(async () => Promise.all([site?.stop(), other?.stop()]));

// biome-ignore lint/suspicious/noExplicitAny: answers are compared as they came
type Loose = any;
type Answer = { readonly status: number; readonly body: Loose };
const agreementText = (
  name: string,
): string => `{"overens":"1","title":"${name}","zone":"UTC","currency":"SEK","parties":[{"id":"p","role":"provider","name":"Norrdrift"},{"id":"c","role":"customer","name":"${name}"}],
"services":[{"id":"disk","name":"Disk"}],"objectives":[{"id":"up","title":"Up","service":"disk","indicator":{"kind":"outage-time"},"target":{"at-least":"99.9 %"}}]}`;
const outage = (id: string, until: string, more: object = {}): string =>
  JSON.stringify({
    kind: "outage",
    source: "storage",
    id,
    subject: "disk",
    from: "2026-03-04T10:00:00Z",
    until,
    ...more,
  });

async function call(path: string, body?: unknown, at: Site = site): Promise<Answer> {
  const text = typeof body === "string";
  const init =
    body === undefined
      ? {}
      : {
          method: "POST",
          headers: { "content-type": text ? "application/x-ndjson" : "application/json" },
          body: text ? body : JSON.stringify(body),
        };
  const response = await fetch(`${at.url}/api${path}`, init);
  const answer = await response.text();
  return {
    status: response.status,
    body: response.headers.get("content-type")?.includes("ndjson") ? answer : JSON.parse(answer),
  };
}

async function newRoom(name: string, organisation?: string): Promise<string> {
  const { status, body } = await call("/rooms", {
    agreement: agreementText(name),
    ...(organisation === undefined ? {} : { organisation }),
  });
  expect(status).toBe(201);
  return body.room;
}

const lineOf = async (room: string): Promise<Loose> =>
  (await call(`/rooms/${room}/statements/2026-03`)).body.result.results[0];

test("one outage in an organisation's source reaches every room that reads it, one correction too, and no room shows another's name", async () => {
  const { body: source } = await call("/sources", { organisation: "norrdrift", source: "storage" });
  expect(source).toEqual({ source: "norrdrift.storage" });
  const names = ["Tallholm", "Sjöbo", "Åby"];
  const rooms = await Promise.all(names.map((name) => newRoom(name, "norrdrift")));
  for (const room of rooms)
    expect((await call(`/rooms/${room}/subscriptions`, { source: "norrdrift.storage" })).status).toBe(201);
  expect((await call("/sources/norrdrift.storage/facts", outage("o1", "2026-03-04T11:00:00Z"))).status).toBe(202);
  for (const room of rooms) expect((await lineOf(room)).verdict).toBe("missed");
  const first = JSON.parse((await call(`/rooms/${rooms[0]}/facts`)).body);
  expect(first).toMatchObject({ id: "o1" });
  const { factHash, parseFact } = await import("@overens/core");
  const read = parseFact(first, { path: "" });
  const hash = read.ok ? factHash(read.value) : "";
  expect(
    (await call("/sources/norrdrift.storage/facts", outage("o1", "2026-03-04T10:10:00Z", { supersedes: hash }))).status,
  ).toBe(202);
  for (const room of rooms) {
    expect((await lineOf(room)).verdict).toBe("met");
    const { body } = await call(`/rooms/${room}/disputed`);
    expect(body.corrections).toHaveLength(1);
    const everything = JSON.stringify([
      body,
      (await call(`/rooms/${room}/statements/2026-03`)).body,
      (await call(`/rooms/${room}/journal`)).body,
      (await call(`/rooms/${room}/export`)).body,
    ]);
    for (const name of names.filter((_, index) => rooms[index] !== room)) expect(everything).not.toContain(name);
  }
});

test("a room may not read a source of an organisation that is not its party, nor two sources of one name", async () => {
  const stranger = await newRoom("Främmande", "annan");
  expect((await call(`/rooms/${stranger}/subscriptions`, { source: "norrdrift.storage" })).status).toBe(403);
  expect((await call(`/rooms/${stranger}/subscriptions`, { source: "norrdrift.nothing" })).status).toBe(404);
  await call("/sources", { organisation: "annan", source: "storage" });
  await call("/sources", { organisation: "annan", source: "room" });
  expect((await call(`/rooms/${stranger}/subscriptions`, { source: "annan.storage" })).status).toBe(201);
  expect((await call(`/rooms/${stranger}/subscriptions`, { source: "annan.storage" })).status).toBe(409);
  expect((await call(`/rooms/${stranger}/subscriptions`, { source: "annan.room" })).status).toBe(409);
});

test("facts that contradict each other are both shown, and neither counts until settled", async () => {
  const room = await newRoom("Konflikt");
  await call(
    `/rooms/${room}/facts`,
    JSON.stringify({
      kind: "outage",
      id: "o",
      subject: "disk",
      from: "2026-03-04T10:00:00Z",
      until: "2026-03-04T11:00:00Z",
    }),
  );
  expect((await lineOf(room)).verdict).toBe("missed");
  await call(
    `/rooms/${room}/facts`,
    JSON.stringify({
      kind: "outage",
      id: "o",
      subject: "disk",
      from: "2026-03-04T10:00:00Z",
      until: "2026-03-04T12:00:00Z",
    }),
  );
  expect((await lineOf(room)).verdict).toBe("met");
  const { body } = await call(`/rooms/${room}/disputed`);
  expect(body.conflicts[0].facts.map(({ until }: { until: string }) => until)).toEqual([
    "2026-03-04T11:00:00Z",
    "2026-03-04T12:00:00Z",
  ]);
});

test("a statement stays as it was issued; a late fact makes another beside it; nothing new is refused", async () => {
  const room = await newRoom("Månad");
  await call(
    `/rooms/${room}/facts`,
    JSON.stringify({
      kind: "outage",
      id: "o",
      subject: "disk",
      from: "2026-03-04T10:00:00Z",
      until: "2026-03-04T10:10:00Z",
    }),
  );
  const first = await call(`/rooms/${room}/statements`, { period: "2026-03" });
  expect(first.status).toBe(201);
  expect((await call(`/rooms/${room}/statements`, { period: "2026-03" })).status).toBe(409);
  await call(
    `/rooms/${room}/facts`,
    JSON.stringify({
      kind: "outage",
      id: "late",
      subject: "disk",
      from: "2026-03-05T10:00:00Z",
      until: "2026-03-05T12:00:00Z",
    }),
  );
  const second = await call(`/rooms/${room}/statements`, { period: "2026-03" });
  expect(second.body.number).toBe(2);
  const reopened = await call(`/rooms/${room}/statements/2026-03/1`);
  expect(reopened.body.result).toEqual(first.body.result);
  expect(reopened.body.result.results[0].verdict).toBe("met");
  expect(second.body.result.results[0].verdict).toBe("missed");
  expect((await call(`/rooms/${room}/facts?period=2026-03&number=1`)).body.split("\n")).toHaveLength(1);
  expect((await call(`/rooms/${room}/facts`)).body.split("\n")).toHaveLength(2);
});

async function exported(name: string): Promise<{ readonly room: string; readonly lines: readonly string[] }> {
  const room = await newRoom(name);
  await call(
    `/rooms/${room}/facts`,
    JSON.stringify({
      kind: "outage",
      id: "o",
      subject: "disk",
      from: "2026-03-04T10:00:00Z",
      until: "2026-03-04T10:10:00Z",
    }),
  );
  await call(`/rooms/${room}/statements`, { period: "2026-03" });
  return { room, lines: (await call(`/rooms/${room}/export`)).body.trim().split("\n") };
}

const verify = (lines: readonly string[], heads: readonly string[] = []): Verified =>
  verifyBundle(lines, timeTables(), heads as never);
const codes = (lines: readonly string[]): readonly string[] => verify(lines).findings.map(({ code }) => code);

test("what comes out verifies without a server, and whatever is changed in it is found", async () => {
  const { lines } = await exported("Bevis");
  const whole = verify(lines);
  expect(whole).toMatchObject({ findings: [], holds: true, statements: 1, facts: 1 });
  const [head] = Object.values(whole.heads);
  expect(verify(lines, [head as string]).holds).toBe(true);
  expect(verify(lines, ["f".repeat(64)]).findings).toEqual([{ code: "head-not-found", where: "f".repeat(64) }]);
  const changed = (from: string, to: string) => {
    const others = lines.map((line) => line.replace(from, to));
    expect(others).not.toEqual(lines);
    return codes(others);
  };
  expect(changed("10:10:00Z", "10:20:00Z")).toContain("body-changed");
  expect(changed("99.9 %", "99.0 %")).toContain("agreement-changed");
  expect(changed('"value":"99.', '"value":"98.')).toContain("figure-differs");
  expect(changed('"number":1,"result":{', '"number":1,"result":{"more":1,')).toContain("figure-differs");
  expect(codes(lines.slice(0, -1))).toContain("cut-short");
  expect(codes([...lines.slice(0, 3), ...lines.slice(4)])).toContain("chain-broken");
  expect(codes(lines.map((line) => line.replace('"authentication":"see-as"', '"authentication":"passkey"')))).toContain(
    "chain-broken",
  );
  expect(codes([...lines.slice(0, -1), lines.at(-1)?.replace(/[0-9a-f]{64}/, "0".repeat(64)) ?? ""])).toContain(
    "cut-short",
  );
  expect(codes(["binary\u0000junk"])).toEqual(expect.arrayContaining(["not-a-bundle"]));
});

test("an erased body is told and is no forgery", async () => {
  const { lines } = await exported("Radering");
  const { bundleLines } = await import("@overens/core");
  const without = lines
    .slice(0, -1)
    .map((line) =>
      line.includes('"kind":"source-subscribed"')
        ? JSON.stringify({ ...(JSON.parse(line) as object), body: null, salt: null })
        : line,
    );
  const erased = bundleLines(without.map((line) => JSON.parse(line) as never));
  expect(verify(erased)).toMatchObject({ holds: true, findings: [{ code: "body-erased" }, { code: "not-judged" }] });
});

test("another server takes the file in with the same heads and the same results, once", async () => {
  const { room, lines } = await exported("Flytt");
  const text = `${lines.join("\n")}\n`;
  expect((await call("/bundles", text, other)).status).toBe(201);
  expect((await call("/bundles", text, other)).status).toBe(409);
  const [here, there] = await Promise.all([
    call(`/rooms/${room}/statements/2026-03`),
    call(`/rooms/${room}/statements/2026-03`, undefined, other),
  ]);
  expect(there.body.result.hash).toBe(here.body.result.hash);
  expect(there.body.positions).toEqual(here.body.positions);
  const again = (await call(`/rooms/${room}/export`, undefined, other)).body.trim().split("\n");
  expect(again.slice(1, -1)).toEqual(lines.slice(1, -1));
  expect(
    (
      await call(
        "/bundles",
        text.replace("10:10:00Z", "10:11:00Z").replaceAll(room, "00000000-0000-4000-8000-000000000000"),
        other,
      )
    ).status,
  ).toBe(422);
});

test("folded blocks give what the facts gave, corrections and conflicts too, to a process that starts anew", async () => {
  const room = await newRoom("Vikning");
  const send = (fact: object) => call(`/rooms/${room}/facts`, JSON.stringify(fact));
  const sample = (minute: number, state: string, more: object = {}) => ({
    kind: "sample",
    subject: "disk",
    slot: `2026-03-04T10:${String(minute).padStart(2, "0")}:00Z`,
    length_ms: 60_000,
    state,
    ...more,
  });
  const lines = Array.from({ length: 60 }, (_, minute) =>
    JSON.stringify(sample(minute, minute % 7 === 0 ? "down" : "up")),
  );
  const sent = await call(`/rooms/${room}/facts`, lines.join("\n"));
  expect(sent.status, JSON.stringify(sent.body)).toBe(202);
  await send(sample(5, "down"));
  await send({ kind: "outage", id: "a", subject: "disk", from: "2026-03-06T10:00:00Z", until: "2026-03-06T12:00:00Z" });
  await send({ kind: "outage", id: "a", subject: "disk", from: "2026-03-06T10:00:00Z", until: "2026-03-06T13:00:00Z" });
  const before = await call(`/rooms/${room}/statements/2026-03`);
  expect(before.body.conflicts).toBe(2);
  const blocks = (await call(`/rooms/${room}/blocks`)).body.split("\n");
  expect(blocks.length).toBeGreaterThan(0);
  const { httpServer } = await import("@overens/server");
  const fresh = await httpServer(site.database);
  const after = await fresh.inject({ url: `/api/rooms/${room}/statements/2026-03` });
  await fresh.close();
  const read = after.json() as Loose;
  expect(read.result.hash).toBe(before.body.result.hash);
  expect(read.conflicts).toBe(2);
});

test("a figure changed in the database is found by whoever recomputes, with its line", async () => {
  const { room } = await exported("Ändrad");
  await site.database.asOperator((client) =>
    client.query(
      'update statement set result = replace(result, \'"value":"99.\', \'"value":"98.\') where room_id = $1',
      [room],
    ),
  );
  const lines = (await call(`/rooms/${room}/export`)).body.trim().split("\n");
  expect(verify(lines).findings).toEqual([{ code: "figure-differs", where: "2026-03 no. 1, up disk" }]);
});

test("a journal is read a page at a time", async () => {
  const room = await newRoom("Sidor");
  const first = await call(`/rooms/${room}/journal?limit=1`);
  expect(first.body.entries.map(({ kind }: { kind: string }) => kind)).toEqual(["room-added"]);
  const rest = await call(`/rooms/${room}/journal?limit=10&after=${first.body.next}`);
  expect(rest.body).toMatchObject({
    entries: [{ kind: "source-subscribed", previous: first.body.entries[0].head }],
    next: null,
  });
});

test("two sides negotiate over HTTP, see the same, and every act is in a journal that verifies", async () => {
  const room = await newRoom("Förhandling");
  const as = async (side: "provider" | "customer", path = "", body?: object): Promise<Answer> => {
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const response = await fetch(`${site.url}/api/rooms/${room}/negotiation${path}`, {
      ...init,
      headers: {
        "x-see-as": side,
        "accept-language": "sv",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
    });
    return { status: response.status, body: await response.json() };
  };
  expect((await as("provider")).status).toBe(404);
  expect((await as("provider", "", {})).status).toBe(201);
  expect((await as("customer", "", {})).status).toBe(409);
  const seen = (await as("customer")).body;
  const up = seen.points.find(({ id }: { id: string }) => id === "up");
  const objective = seen.draft.objectives[0];
  const proposed = (
    await as("customer", "/acts", {
      act: "propose",
      point: "up",
      replaces: up.meaning,
      body: { ...objective, target: { "at-least": "99.95 %" } },
      because: "Kassorna.",
    })
  ).body;
  const [proposal] = proposed.proposals;
  expect(
    (await as("customer", "/acts", { act: "accept-proposal", proposal: proposal.id, meaning: proposal.meaning })).body
      .title,
  ).toContain("den andra partens");
  expect(
    (await as("provider", "/acts", { act: "accept-proposal", proposal: proposal.id, meaning: up.meaning })).status,
  ).toBe(409);
  const accepted = (
    await as("provider", "/acts", { act: "accept-proposal", proposal: proposal.id, meaning: proposal.meaning })
  ).body;
  expect(accepted.draft.objectives[0].target).toEqual({ "at-least": "99.95 %" });
  expect(
    (
      await as("customer", "/acts", {
        act: "answer-point",
        point: "up",
        meaning: up.meaning,
        satisfaction: "satisfied",
      })
    ).status,
  ).toBe(409);
  const bad = await as("customer", "/acts", {
    act: "propose",
    point: "up",
    replaces: accepted.points.find(({ id }: { id: string }) => id === "up").meaning,
    body: { ...objective, target: { "at-least": "101 %" } },
  });
  expect(bad.status).toBe(422);
  for (const point of accepted.points)
    for (const side of ["provider", "customer"] as const)
      expect(
        (
          await as(side, "/acts", {
            act: "answer-point",
            point: point.id,
            meaning: point.meaning,
            satisfaction: "can-live-with-it",
          })
        ).status,
      ).toBe(200);
  expect((await as("provider", "/acts", { act: "lock", root: accepted.root })).body.locking).toEqual(["provider"]);
  const [mine, theirs] = [
    (await as("customer", "/acts", { act: "lock", root: accepted.root })).body,
    (await as("provider")).body,
  ];
  expect(mine).toMatchObject({ stage: "locked" });
  expect({ ...mine, side: "" }).toEqual({ ...theirs, side: "" });
  expect(verify((await call(`/rooms/${room}/export`)).body.trim().split("\n"))).toMatchObject({
    holds: true,
    findings: [],
  });
});

test("a hundred acts at once on one room: each is in the journal once, and the chain has no fork", async () => {
  const room = await newRoom("Samtidigt");
  await fetch(`${site.url}/api/rooms/${room}/negotiation`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const { body } = await call(`/rooms/${room}/negotiation`);
  const acts = Array.from({ length: 100 }, (_, index) => {
    const point = body.points[index % body.points.length];
    return fetch(`${site.url}/api/rooms/${room}/negotiation/acts`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-see-as": index % 2 === 0 ? "provider" : "customer" },
      body: JSON.stringify({
        act: "answer-point",
        point: point.id,
        meaning: point.meaning,
        satisfaction: "not-satisfied",
        reason: `nr ${index}`,
      }),
    });
  });
  expect((await Promise.all(acts)).every(({ status }) => status === 200)).toBe(true);
  const lines = (await call(`/rooms/${room}/export`)).body.trim().split("\n");
  const reasons = lines.flatMap((line: string) => /nr \d+/.exec(line)?.[0] ?? []);
  expect(new Set(reasons).size).toBe(100);
  expect(reasons).toHaveLength(100);
  expect(verify(lines).holds).toBe(true);
});

test("whatever single character of a bundle is changed, verifying finds it and does not fall over", async () => {
  const { lines } = await exported("Tecken");
  const text = lines.join("\n");
  const count = Number(process.env["FLIPS"] ?? 300);
  const unseen = Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) / count) * text.length)).filter(
    (at) => {
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      return verify(changed.split("\n")).holds;
    },
  );
  expect(unseen).toEqual([]);
}, 600_000);
