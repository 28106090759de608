/** What careless, hostile and unlucky callers send, and what three organisations see of each other: a clear answer each time, nothing half stored. */
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite({ requestsPerMinute: 1_000_000 });
});
afterAll(async () => site?.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers are compared as they came
type Loose = any;
type Answer = { readonly status: number; readonly body: Loose; readonly text: string; readonly headers: Headers };

async function call(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(site.url + path, init);
  const text = await response.text();
  return {
    status: response.status,
    text,
    headers: response.headers,
    body:
      /json/.test(response.headers.get("content-type") ?? "") &&
      !/ndjson/.test(response.headers.get("content-type") ?? "")
        ? JSON.parse(text)
        : text,
  };
}

const post = (path: string, body: string, headers: Record<string, string> = {}): Promise<Answer> =>
  call(path, { method: "POST", headers: { "content-type": "application/x-ndjson", ...headers }, body });
const agreement = (title: string, organisation?: string): string =>
  JSON.stringify({
    agreement: JSON.stringify({
      overens: "1",
      title,
      zone: "UTC",
      parties: [
        { id: "p", role: "provider", name: `${title} P` },
        { id: "c", role: "customer", name: `${title} C` },
      ],
      services: [{ id: "web", name: "Web" }],
      objectives: [{ id: "up", title: "Up", indicator: { kind: "outage-time" }, target: { "at-least": "99.9 %" } }],
    }),
    ...(organisation === undefined ? {} : { organisation }),
  });
const newRoom = async (title: string, organisation?: string): Promise<string> =>
  (
    await call("/api/rooms", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: agreement(title, organisation),
    })
  ).body.room;
const outage = (id: string, more: object = {}): string =>
  JSON.stringify({
    kind: "outage",
    id,
    subject: "web",
    from: "2026-03-04T10:00:00Z",
    until: "2026-03-04T11:00:00Z",
    ...more,
  });

function refused(answer: Answer, status: number): Loose {
  expect(answer.status, answer.text.slice(0, 300)).toBe(status);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  for (const member of ["type", "title", "status", "detail", "instance", "errors"])
    expect(answer.body).toHaveProperty(member);
  expect(answer.body.status).toBe(status);
  return answer.body;
}

const stored = async (room: string): Promise<number> =>
  (await call(`/api/rooms/${room}/facts`)).text.split("\n").filter((line) => line !== "").length;

describe("bad input", () => {
  let room = "";
  beforeAll(async () => {
    room = await newRoom("Dåligt");
    await post(`/api/rooms/${room}/facts`, outage("first"));
  });

  test("a body of a gigabyte is refused at the limit, and what was not read is not stored", async () => {
    const before = process.memoryUsage().rss;
    const status = await new Promise<number>((resolve, reject) => {
      const url = new URL(`${site.url}/api/rooms/${room}/facts`);
      const sent = request(
        {
          host: url.hostname,
          port: url.port,
          path: url.pathname,
          method: "POST",
          headers: { "content-type": "application/x-ndjson", "content-length": String(2 ** 30) },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
          sent.destroy();
        },
      );
      sent.on("error", (error: NodeJS.ErrnoException) =>
        error.code === "ECONNRESET" || error.code === "EPIPE" ? resolve(413) : reject(error),
      );
      const part = Buffer.alloc(1 << 20, 120);
      const more = (): void => {
        while (!sent.destroyed && sent.write(part)) if (sent.writableEnded) return;
        if (!sent.destroyed) sent.once("drain", more);
      };
      more();
    });
    expect(status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 2 ** 20);
    expect(await stored(room)).toBe(1);
  });

  test("a body without a stated length is refused once it passes the limit", async () => {
    const line = `${outage("x".repeat(40))}\n`;
    refused(await post(`/api/rooms/${room}/facts`, line.repeat(Math.ceil((21 * 2 ** 20) / line.length))), 413);
    expect(await stored(room)).toBe(1);
  });

  test.each([
    ["broken JSON in the middle", `${outage("a")}\n{"kind":"outage",\n${outage("b")}`, "2"],
    ["a time without zone", outage("a", { until: "2026-03-04T11:00:00" }), "1: until"],
    ["a fact of the future", outage("a", { until: "2099-03-04T11:00:00Z" }), "1: until"],
    ["another source's name", outage("a", { source: "elsewhere" }), "1: source"],
    ["an unknown kind", '{"kind":"miracle","id":"a","subject":"web"}', "1: kind"],
    ["binary junk", "\u0000\u0001\u0002\ufffd", "1"],
    ["an end before its start", outage("a", { until: "2026-03-04T09:00:00Z" }), "1: until"],
  ])("%s is refused whole, with its line, in both languages", async (_, body, place) => {
    const [english, swedish] = await Promise.all(
      ["en", "sv"].map((language) => post(`/api/rooms/${room}/facts`, body, { "accept-language": language })),
    );
    expect(refused(english as Answer, 422).errors[0].place).toBe(place);
    expect(refused(swedish as Answer, 422).errors[0].message).not.toBe((english as Answer).body.errors[0].message);
    expect(await stored(room)).toBe(1);
  });

  test("unknown rooms, sources, periods and addresses are told as such", async () => {
    for (const path of [
      "/api/rooms/00000000-0000-4000-8000-000000000000",
      "/api/rooms/not-a-uuid",
      "/api/nothing",
      `/api/rooms/${room}/statements/2026-03/7`,
      "/api/rooms/%2e%2e%2f",
    ])
      refused(await call(path), 404);
    refused(await post("/api/sources/norrdrift.nowhere/facts", outage("a")), 404);
    refused(await post(`/api/sources/nowhere/facts?room=${room}`, outage("a")), 404);
    refused(await call(`/api/rooms/${room}/statements/2026-13`), 422);
    refused(await call(`/api/rooms/${room}/statements/${"9".repeat(3000)}`), 404);
  });

  test("a source's name with a slash, a newline, a quotation mark or nothing in it is refused", async () => {
    for (const source of ["a/b", "a\nb", 'a"b', "", "a.b", "å"])
      refused(
        await call("/api/sources", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ organisation: "o", source }),
        }),
        400,
      );
  });

  test("a wrong or missing kind of content is refused", async () => {
    refused(
      await call(`/api/rooms/${room}/facts`, { method: "POST", headers: { "content-type": "image/png" }, body: "x" }),
      415,
    );
    refused(
      await call("/api/rooms", { method: "POST", headers: { "content-type": "application/json" }, body: "{" }),
      400,
    );
    refused(
      await call("/api/rooms", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: '{"agreement":"overens: 2"}',
      }),
      422,
    );
  });

  test("a page of another site may not write", async () => {
    refused(await post(`/api/rooms/${room}/facts`, outage("z"), { "sec-fetch-site": "cross-site" }), 403);
  });

  test("no file outside the pages is served", async () => {
    for (const path of [
      "/../package.json",
      "/%2e%2e/%2e%2e/package.json",
      "/assets/../../../../etc/passwd",
      "/..%5c..%5cpackage.json",
    ]) {
      const { text } = await call(path);
      expect(text).not.toMatch(/"workspaces"|root:x:/);
    }
  });

  test("the same key twice at once is one entry with one receipt; with another body it is refused", async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post(`/api/rooms/${room}/facts`, outage("twin"), { "idempotency-key": "twin" })),
    );
    expect(new Set(answers.map(({ body }) => body.sequence)).size).toBe(1);
    expect(answers.filter(({ body }) => !body.known)).toHaveLength(1);
    refused(await post(`/api/rooms/${room}/facts`, outage("other"), { "idempotency-key": "twin" }), 422);
  });

  test("two browsers at once: every receipt has its own place, and nothing is lost", async () => {
    const before = await stored(room);
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => post(`/api/rooms/${room}/facts`, outage(`both-${index}`))),
    );
    expect(new Set(answers.map(({ body }) => body.sequence)).size).toBe(60);
    expect(await stored(room)).toBe(before + 60);
  });

  test("a database that goes away in the middle: 503 with words, then all is as before, and the same key is counted once", async () => {
    const before = await stored(room);
    const cut = site.database.asOperator((client) =>
      client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend' and datname = current_database()",
      ),
    );
    const during = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        post(`/api/rooms/${room}/facts`, outage(`cut-${index}`), { "idempotency-key": `cut-${index}` }),
      ),
    );
    await cut.catch(() => undefined);
    for (const answer of during.filter(({ status }) => status !== 202)) {
      refused(answer, 503);
      expect(answer.headers.get("retry-after")).not.toBeNull();
    }
    for (let index = 0; index < 20; index++) {
      const again = await post(`/api/rooms/${room}/facts`, outage(`cut-${index}`), {
        "idempotency-key": `cut-${index}`,
      });
      expect([202, 503]).toContain(again.status);
      if (again.status === 503) index -= 1;
    }
    expect(await stored(room)).toBe(before + 20);
  });

  test("a full disk is told as such, and nothing is half stored", async () => {
    const before = await stored(room);
    await site.database.asOperator((client) =>
      client.query(
        "create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'no space left on device' using errcode = '53100'; end $$; create trigger full_disk before insert on batch for each row execute function full_disk()",
      ),
    );
    refused(await post(`/api/rooms/${room}/facts`, outage("full")), 507);
    await site.database.asOperator((client) =>
      client.query("drop trigger full_disk on batch; drop function full_disk()"),
    );
    expect((await post(`/api/rooms/${room}/facts`, outage("full"))).status).toBe(202);
    expect(await stored(room)).toBe(before + 1);
  });

  test("every route is described, with its problems", async () => {
    const { body } = await call("/api/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    for (const path of [
      "/api/rooms",
      "/api/rooms/{room}",
      "/api/rooms/{room}/facts",
      "/api/rooms/{room}/blocks",
      "/api/rooms/{room}/disputed",
      "/api/rooms/{room}/statements",
      "/api/rooms/{room}/statements/{period}",
      "/api/rooms/{room}/statements/{period}/{number}",
      "/api/rooms/{room}/journal",
      "/api/rooms/{room}/subscriptions",
      "/api/rooms/{room}/export",
      "/api/rooms/{room}/agreement.pdf",
      "/api/seal.pem",
      "/api/bundles",
      "/api/sources",
      "/api/sources/{source}/facts",
    ])
      expect(Object.keys(body.paths), path).toContain(path);
    for (const [path, methods] of Object.entries(body.paths as Record<string, Record<string, Loose>>))
      for (const [method, operation] of Object.entries(methods))
        if (path !== "/api/healthz") expect(Object.keys(operation.responses), `${method} ${path}`).toContain("default");
  });
});

test("10,000 requests of three organisations, interleaved on a pool of two connections, show no foreign byte", async () => {
  const count = Number(process.env["INTERLEAVED"] ?? 10_000);
  const organisations = await Promise.all(
    ["kanariefågel-alfa", "kanariefågel-beta", "kanariefågel-gamma"].map(async (canary, index) => {
      const room = await newRoom(canary, `org${index}`);
      await call("/api/sources", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ organisation: `org${index}`, source: "own" }),
      });
      await call(`/api/rooms/${room}/subscriptions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ source: `org${index}.own` }),
      });
      await post(`/api/sources/org${index}.own/facts`, outage("o1", { properties: { note: canary } }));
      await call(`/api/rooms/${room}/statements`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: '{"period":"2026-03"}',
      });
      return { canary, room, index };
    }),
  );
  let state = 20_261_124;
  const chance = (most: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const paths = [
    "",
    "/facts",
    "/statements",
    "/statements/2026-03",
    "/statements/2026-03/1",
    "/journal",
    "/disputed",
    "/statements/2026-03?detail=figures",
  ];
  const jobs = Array.from({ length: count }, (_, number) => ({
    who: organisations[chance(3)] as (typeof organisations)[number],
    path: paths[chance(paths.length)] as string,
    role: chance(2) === 0 ? "provider" : "customer",
    writes: chance(40) === 0,
    number,
  }));
  let next = 0;
  let foreign = 0;
  let wrong = 0;
  const worker = async (): Promise<void> => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
      const { who, path, role, writes, number } = job;
      const answer = writes
        ? await post(
            `/api/sources/org${who.index}.own/facts`,
            outage(`n${number}`, { properties: { note: who.canary } }),
          )
        : await call(`/api/rooms/${who.room}${path}`, { headers: { "x-see-as": role } });
      if (answer.status >= 400) wrong += 1;
      for (const other of organisations)
        if (other !== who && (answer.text.includes(other.canary) || answer.text.includes(other.room))) foreign += 1;
    }
  };
  await Promise.all(Array.from({ length: 20 }, worker));
  expect({ foreign, wrong }).toEqual({ foreign: 0, wrong: 0 });
}, 240_000);
