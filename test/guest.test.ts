/** A third party: it sees the points that concern it and nothing else, its answer counts, and it signs these points alone. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { minimalAgreement } from "./minimal.ts";
import { Browser, type Loose } from "./people.ts";
import { playedAgain } from "./playing-again.ts";
import { signedBy } from "./signing-together.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
let room: string;
let erik: Browser;
let sara: Browser;
let maja: Browser;
const canary = "canary-5fd0 12345 kr";
const acts = async (browser: Browser, path: string, wanted: object): Promise<Loose> => {
  const { status, body } = await browser.post(`/rooms/${room}${path}/acts`, wanted);
  expect(status, `${JSON.stringify(wanted)} ${JSON.stringify(body)}`).toBe(200);
  return body;
};
const partyOf = async (side: string): Promise<string> =>
  (await erik.get(`/rooms/${room}/people`)).body.parties.find((party: Loose) => party.side === side).key;
const joins = async (by: Browser, side: string, address: string, name: string, roles: string[]): Promise<Browser> => {
  await acts(by, "/people", { act: "invite", party: await partyOf(side), address, roles });
  const [, token = ""] = (await by.linkTo(address)).split("#");
  const browser = await Browser.signedIn(site, address, name);
  expect((await browser.post("/invitations/accept", { room, token })).status).toBe(200);
  return browser;
};

beforeAll(async () => {
  site = await openSite();
  erik = await Browser.signedIn(site, "erik@norrdrift.se", "Erik Lund");
  const agreement = JSON.parse(minimalAgreement("Drift åt Tallholm"));
  agreement.objectives.push({
    id: "secret",
    title: canary,
    indicator: { kind: "count", of: "outages" },
    target: { "at-most": "3" },
  });
  agreement.charges = [{ id: "fee", title: "Fee", amount: "12345.00 SEK", per: "month" }];
  const made = await erik.post("/rooms", { agreement: JSON.stringify(agreement), as: { side: "provider" } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  room = made.body.room;
  sara = await joins(erik, "customer", "sara@tallholm.se", "Sara Ek", ["owner", "negotiator", "signatory"]);
  await acts(sara, "/people", {
    act: "add-third-party",
    name: "Förskolan Granen",
    third_kind: "customers-customer",
    points: ["up"],
  });
  maja = await joins(sara, "third-party", "maja@granen.se", "Maja", ["owner", "negotiator", "signatory"]);
  for (const browser of [erik, sara]) await acts(browser, "/preparation", { act: "skip-understanding" });
  await erik.post(`/rooms/${room}/negotiation`, {});
});
afterAll(async () => site?.stop());

test("it reads its own points in words; nothing else of the room is there for it", async () => {
  const { body } = await maja.get(`/rooms/${room}/guest`);
  expect(body).toMatchObject({ party: "Förskolan Granen", third_kind: "customers-customer", may_answer: true });
  expect(body.points.map((point: Loose) => point.id)).toEqual(["up"]);
  expect(body.points[0].sentences.join(" ")).toContain("99.9%");
  for (const path of [
    "",
    "/negotiation",
    "/journal",
    "/facts",
    "/export",
    "/preparation",
    "/agreement.pdf",
    "/statements",
  ])
    expect((await maja.get(`/rooms/${room}${path}`)).status, path).not.toBe(200);
  for (const path of ["/guest", "/people"])
    expect(JSON.stringify((await maja.get(`/rooms/${room}${path}`)).body), path).not.toContain("canary-5fd0");
  expect((await maja.get("/rooms")).body.rooms[0]).toMatchObject({ room, guest: true });
  expect((await erik.get(`/rooms/${room}/guest`)).status).toBe(403);
});

test("a point that binds it is not agreed without its yes; it answers no other point and does nothing else", async () => {
  const { body } = await erik.get(`/rooms/${room}/negotiation`);
  for (const browser of [erik, sara])
    await acts(browser, "/negotiation", {
      act: "accept-points",
      points: body.points.map(({ id, meaning }: Loose) => ({ point: id, meaning })),
    });
  const lock = () => erik.post(`/rooms/${room}/negotiation/acts`, { act: "lock", root: body.root });
  expect((await lock()).body.type).toMatch(/points-not-agreed$/);
  const [point] = (await maja.get(`/rooms/${room}/guest`)).body.points;
  const other = body.points.find((found: Loose) => found.id === "secret");
  const answer = (wanted: object) =>
    maja.post(`/rooms/${room}/guest/answers`, { satisfaction: "satisfied", ...wanted });
  expect((await answer({ point: "secret", meaning: other.meaning })).body.type).toMatch(/not-a-party$/);
  expect((await answer({ point: "up", meaning: "0".repeat(64) })).body.type).toMatch(/changed-meanwhile$/);
  expect((await maja.post(`/rooms/${room}/negotiation/acts`, { act: "lock", root: body.root })).status).toBe(403);
  const no = await answer({
    point: "up",
    meaning: point.meaning,
    satisfaction: "not-satisfied",
    reason: "Hämtningstid.",
  });
  expect(no.status).toBe(200);
  const seen = (await sara.get(`/rooms/${room}/negotiation`)).body.points.find((found: Loose) => found.id === "up");
  expect(seen).toMatchObject({
    state: "under-discussion",
    thirds: [{ name: "Förskolan Granen", satisfaction: "not-satisfied", reason: "Hämtningstid." }],
  });
  await answer({ point: "up", meaning: point.meaning });
  expect((await lock()).status).toBe(200);
  await acts(sara, "/negotiation", { act: "lock", root: body.root });
});

test("it signs the points that bind it, without being told what the whole is worth", async () => {
  const { root } = (await erik.get(`/rooms/${room}/signing`)).body;
  await acts(erik, "/signing", { act: "open-signing", root, effective_from: "2027-01-01", value: "148140 SEK" });
  const { body } = await maja.get(`/rooms/${room}/signing`);
  expect(body.terms.value).toBeNull();
  expect(body.parties).toHaveLength(1);
  const person = (await maja.get("/me")).body.person.id;
  const given = await acts(maja, "/people", { act: "give-mandate", person, from: "2026-01-01" });
  const mandate = given.parties.flatMap((party: Loose) => party.people).find((found: Loose) => found.person === person)
    .mandates[0].id;
  const asked = await acts(maja, "/signing", { act: "ask-signature", person, mandate });
  expect(await maja.linkTo("maja@granen.se")).toBe(`${site.url}/guest/${room}`);
  const pair = { room } as Parameters<typeof signedBy>[0];
  const signed = await signedBy(pair, maja, asked.signatures[0].id, "Maja");
  expect(signed.status, JSON.stringify(signed.body)).toBe(200);
  expect(signed.body.parties[0]).toMatchObject({ name: "Förskolan Granen", signed: true, points: ["up"] });
  expect(JSON.stringify(signed.body)).not.toMatch(/148140|12345/);
});

test("what a third party did plays again without a server", async () => {
  await playedAgain(erik, room);
});
