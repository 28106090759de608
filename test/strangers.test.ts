/** What people try who have no right to: each gets a refusal that tells nothing, and nothing has changed. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { minimalAgreement } from "./minimal.ts";
import { Browser, type Loose } from "./people.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
let erik: Browser;
let organisation: string;
const outage = (id: string): string =>
  JSON.stringify({ kind: "outage", id, subject: "web", from: "2026-01-01T00:00:00Z", until: "2026-01-01T01:00:00Z" });
const partyOf = async (browser: Browser, room: string, side: string): Promise<string> =>
  (await browser.get(`/rooms/${room}/people`)).body.parties.find((party: Loose) => party.side === side).key;

beforeAll(async () => {
  site = await openSite({ secret: "s".repeat(40) });
  erik = await Browser.signedIn(site, "erik@norrdrift.se", "Erik Lund");
  organisation = (await erik.post("/organisations", { name: "Norrdrift AB" })).body.organisation;
  await erik.post("/sources", { organisation, source: "storage" });
});
afterAll(async () => site?.stop());

test("nobody opens a room in the name of an organisation that is not theirs, and so none of its facts are read", async () => {
  const mallory = await Browser.signedIn(site, "mallory@x.se");
  for (const browser of [new Browser(site), mallory]) {
    const { status, body } = await browser.post("/rooms", { agreement: minimalAgreement("Mine"), organisation });
    expect(status === 401 || status === 404, JSON.stringify(body)).toBe(true);
  }
  const own = await erik.post("/rooms", { agreement: minimalAgreement("Mine"), organisation });
  expect(own.status).toBe(201);
  expect((await erik.post(`/rooms/${own.body.room}/subscriptions`, { source: `${organisation}.storage` })).status).toBe(
    201,
  );
  // The same by a file: a bundle that names the organisation is taken in by its people alone.
  const bundle = await erik.get(`/rooms/${own.body.room}/export`);
  const taken = await fetch(`${site.url}/api/bundles`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: bundle.body as string,
  });
  expect(taken.status).toBe(401);
});

test("a room's own log takes facts through the room alone", async () => {
  const { body } = await erik.post("/rooms", { agreement: minimalAgreement("Private"), as: { side: "provider" } });
  const log = `${body.room.slice(0, 8)}.room`;
  for (const browser of [new Browser(site), erik]) {
    const { status } = await browser.post(`/sources/${log}/facts`, JSON.parse(outage("planted")));
    expect(status).toBe(404);
  }
  expect((await erik.post("/sources", { organisation: body.room.slice(0, 8), source: "x" })).status).toBe(403);
  expect((await erik.get(`/rooms/${body.room}/facts`)).body).toBe("");
});

test("a third party speaks through whoever brought it in", async () => {
  const { body } = await erik.post("/rooms", { agreement: minimalAgreement("Three"), as: { side: "provider" } });
  const people = `/rooms/${body.room}/people/acts`;
  await erik.post(people, { act: "add-third-party", name: "Fiberlänken", third_kind: "supplier", points: ["up"] });
  const customer = await partyOf(erik, body.room, "customer");
  await erik.post(people, { act: "invite", party: customer, address: "sara@tallholm.se", roles: ["owner"] });
  const [, token = ""] = (await erik.linkTo("sara@tallholm.se")).split("#");
  const sara = await Browser.signedIn(site, "sara@tallholm.se", "Sara");
  await sara.post("/invitations/accept", { room: body.room, token });
  const third = await partyOf(sara, body.room, "third-party");
  const invite = { act: "invite", party: third, address: "friend@x.se", roles: ["owner", "signatory"] };
  expect((await sara.post(people, invite)).status).toBe(403);
  expect((await erik.post(people, { ...invite, address: "fia@fiberlanken.se" })).status).toBe(200);
});

test("attempts are counted by where they come from, not by where they say they come from", async () => {
  const answers: number[] = [];
  for (let attempt = 0; attempt < 65; attempt++)
    answers.push(
      (
        await new Browser(site).post(
          "/auth/sign-in/email-otp",
          { email: `a${attempt}@x.se`, otp: "000000" },
          { "x-forwarded-for": `10.0.0.${attempt}`, "x-overens-client": `10.0.1.${attempt}` },
        )
      ).status,
    );
  expect(answers.at(-1)).toBe(429);
});

test("the operator's secret is not written down, and a slip in an address does not use the owner's link up", async () => {
  const link = await site.ownerLink();
  const { rows } = await site.database.accounts.query("select secret from installation");
  expect(rows).toHaveLength(1);
  expect(rows[0].secret).not.toBe("s".repeat(40));
  const [, token = ""] = (link ?? "").split("#");
  const first = new Browser(site);
  expect((await first.post("/owner", { token, address: "not an address" })).status).toBe(422);
  expect((await first.post("/owner", { token, address: "olle@norrdrift.se" })).status).toBe(200);
  expect(await site.ownerLink()).toBeNull();
});

test("where people come from other machines, samples are open and nothing else, and no letter is read by whoever comes", async () => {
  const shared = await openSite({
    origin: "https://overens.example",
    smtp: { url: "smtp://127.0.0.1:9", from: "a@b.se" },
  });
  try {
    const ask = (path: string, body?: object): Promise<Response> =>
      fetch(`${shared.url}/api${path}`, {
        ...(body
          ? { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } }
          : {}),
      });
    const { rooms } = (await (await ask("/rooms")).json()) as Loose;
    expect(rooms.length).toBeGreaterThan(0);
    expect(rooms.every((room: Loose) => room.sample)).toBe(true);
    expect((await ask("/rooms", { agreement: minimalAgreement("Open") })).status).toBe(401);
    expect((await ask("/sources", { organisation: "acme", source: "x" })).status).toBe(401);
    expect((await ask("/bundles", {})).status).toBe(401);
    expect((await ask("/mailbox")).status).toBe(404);
  } finally {
    await shared.stop();
  }
});
