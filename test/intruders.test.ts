/** What people try who are half inside: with a link that came too early, with a seat that they had once, from a page elsewhere. */
import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { minimalAgreement } from "./minimal.ts";
import { Browser, type Loose } from "./people.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => site?.stop());

const partyOf = async (browser: Browser, room: string, side: string): Promise<string> =>
  (await browser.get(`/rooms/${room}/people`)).body.parties.find((party: Loose) => party.side === side).key;
const person = async (browser: Browser): Promise<string> => (await browser.get("/me")).body.person.id;
const invited = async (by: Browser, room: string, side: string, address: string): Promise<string> => {
  const invite = {
    act: "invite",
    party: await partyOf(by, room, side),
    address,
    roles: ["owner", "negotiator", "signatory"],
  };
  expect((await by.post(`/rooms/${room}/people/acts`, invite)).status).toBe(200);
  return (await by.linkTo(address)).split("#")[1] ?? "";
};
const joins = async (by: Browser, room: string, side: string, address: string): Promise<Browser> => {
  const token = await invited(by, room, side, address);
  const browser = await Browser.signedIn(site, address, address);
  expect((await browser.post("/invitations/accept", { room, token })).status).toBe(200);
  return browser;
};
const opened = async (address: string, agreement = minimalAgreement("Drift")): Promise<[Browser, string]> => {
  const erik = await Browser.signedIn(site, address, "Erik Lund");
  const { body } = await erik.post("/rooms", { agreement, as: { side: "provider" } });
  return [erik, body.room];
};

test("a second link to the other side is worth nothing once somebody of it is there", async () => {
  const [erik, room] = await opened("erik@norrdrift.se");
  const token = await invited(erik, room, "customer", "mole@x.se");
  await joins(erik, room, "customer", "sara@tallholm.se");
  const mole = await Browser.signedIn(site, "mole@x.se", "Mole");
  expect((await mole.post("/invitations/accept", { room, token })).status).not.toBe(200);
  expect((await mole.get(`/rooms/${room}/internal/threads`)).status).toBe(404);
});

test("whoever has left a side and comes back as a third party sees what a third party sees", async () => {
  const [erik, room] = await opened("e2@norrdrift.se");
  const act = { act: "add-third-party", name: "Granen", third_kind: "measurer", points: ["up"] };
  await erik.post(`/rooms/${room}/people/acts`, act);
  const gone = await joins(erik, room, "provider", "gone@norrdrift.se");
  await gone.post(`/rooms/${room}/people/acts`, { act: "leave", person: await person(gone) });
  expect((await gone.get(`/rooms/${room}`)).status).toBe(404);
  await joins(erik, room, "third-party", "gone@norrdrift.se");
  expect((await gone.get(`/rooms/${room}/guest`)).status).toBe(200);
  for (const path of ["", "/journal", "/negotiation", "/export", "/facts", "/threads"])
    expect((await gone.get(`/rooms/${room}${path}`)).status, path).toBe(403);
});

test("whoever is no longer a member of an organisation is no longer in its rooms, unless invited to one", async () => {
  const erik = await Browser.signedIn(site, "e3@norrdrift.se", "Erik Lund");
  const { organisation } = (await erik.post("/organisations", { name: "Norrdrift AB" })).body;
  await erik.post(`/organisations/${organisation}/invitations`, { address: "ex@norrdrift.se", roles: ["owner"] });
  const token = (await erik.linkTo("ex@norrdrift.se")).split("#")[1];
  const ex = await Browser.signedIn(site, "ex@norrdrift.se", "Ex");
  await ex.post("/member-invitations/accept", { token });
  const as = { side: "provider", organisation };
  const { room } = (await erik.post("/rooms", { agreement: minimalAgreement("Drift"), as })).body;
  expect((await ex.get(`/rooms/${room}`)).status).toBe(200);
  const adviser = await joins(erik, room, "provider", "adviser@law.se");
  await erik.remove(`/organisations/${organisation}/members/${await person(ex)}`);
  expect((await ex.get(`/rooms/${room}`)).status).toBe(404);
  const out = { act: "leave", person: await person(erik) };
  expect((await ex.post(`/rooms/${room}/people/acts`, out)).status).toBe(404);
  for (const browser of [erik, adviser]) expect((await browser.get(`/rooms/${room}`)).status).toBe(200);
  const both = { agreement: minimalAgreement("Alone"), organisation, as: { side: "customer", organisation } };
  expect((await erik.post("/rooms", both)).status, "one organisation on both sides").toBe(403);
});

test("a third party learns by no mandate what the whole is worth, and says no to its own points alone", async () => {
  const agreement = JSON.parse(minimalAgreement("Drift"));
  agreement.objectives.push({ ...agreement.objectives[0], id: "secret", title: "Secret" });
  const [erik, room] = await opened("e4@norrdrift.se", JSON.stringify(agreement));
  const acts = async (browser: Browser, path: string, wanted: object): Promise<Loose> => {
    const { status, body } = await browser.post(`/rooms/${room}${path}/acts`, wanted);
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  };
  const sara = await joins(erik, room, "customer", "s4@tallholm.se");
  await acts(sara, "/people", { act: "add-third-party", name: "Granen", third_kind: "supplier", points: ["up"] });
  const maja = await joins(sara, room, "third-party", "m4@granen.se");
  for (const browser of [erik, sara]) await acts(browser, "/preparation", { act: "skip-understanding" });
  const { points, root } = (await erik.post(`/rooms/${room}/negotiation`, {})).body;
  for (const browser of [erik, sara])
    for (const { id: point, meaning } of points)
      await acts(browser, "/negotiation", { act: "answer-point", point, meaning, satisfaction: "satisfied" });
  const { meaning } = (await maja.get(`/rooms/${room}/guest`)).body.points[0];
  await maja.post(`/rooms/${room}/guest/answers`, { point: "up", meaning, satisfaction: "satisfied" });
  for (const browser of [erik, sara]) await acts(browser, "/negotiation", { act: "lock", root });
  await acts(erik, "/signing", { act: "open-signing", root, effective_from: "2026-12-01", value: "500000.00 SEK" });
  const me = await person(maja);
  const give = { act: "give-mandate", person: me, from: "2026-01-01" };
  for (const limit of [{ up_to: "499999.99 SEK" }, { up_to: "500000.00 SEK" }, {}])
    await acts(maja, "/people", { ...give, ...limit });
  const { parties } = (await maja.get(`/rooms/${room}/signing`)).body;
  const mandates: Loose[] = parties[0].people[0].mandates;
  expect(mandates.map(({ lacks }) => lacks)).toEqual(["value-unknown", "value-unknown", null]);
  const ask = { act: "ask-signature", person: me, mandate: mandates[2].id };
  const { signatures } = await acts(maja, "/signing", ask);
  const decline = { act: "decline-signature", signature: signatures[0].id, reason: "No" };
  const path = `/rooms/${room}/signing/acts`;
  for (const point of ["secret", "nowhere"])
    expect((await maja.post(path, { ...decline, points: [point] })).status, point).toBe(404);
  expect((await maja.post(path, { ...decline, points: ["up"] })).status).toBe(200);
});

test("another's name that leads to this machine is answered nothing, and another's page changes nothing", async () => {
  const { port } = new URL(site.url);
  const asked = (path: string, headers: Record<string, string>, method = "GET"): Promise<number | undefined> =>
    new Promise((resolve) => {
      const sent = request({ host: "localhost", port, path, method, headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.end(method === "POST" ? JSON.stringify({ agreement: minimalAgreement("Planted") }) : undefined);
    });
  for (const path of ["/api/rooms", "/api/mailbox"]) {
    expect(await asked(path, { host: "rebound.example" }), path).toBe(403);
    expect(await asked(path, { host: `127.0.0.1:${port}` }), path).toBe(200);
  }
  const json = { "content-type": "application/json" };
  for (const origin of ["https://x.example", "null", "http://localhost:1"])
    expect(await asked("/api/rooms", { ...json, origin }, "POST"), origin).toBe(403);
  expect(await asked("/api/rooms", { ...json, origin: site.url }, "POST")).toBe(201);
});

test("a name has its measure by every way", async () => {
  const long = await Browser.signedIn(site, "long@x.se", "Short");
  await long.post("/auth/update-user", { name: "x".repeat(5000) });
  expect((await long.get("/me")).body.person.name).toBe("Short");
});

test("a sample on a shared server is read by whoever comes and written by nobody: no letter leaves from it", async () => {
  const smtp = { url: "smtp://127.0.0.1:9", from: "a@b.se" };
  const shared = await openSite({ origin: "https://overens.example", smtp });
  try {
    const ask = (path: string, body?: object): Promise<Response> =>
      fetch(`${shared.url}/api${path}`, {
        ...(body
          ? { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } }
          : {}),
      });
    const { rooms } = (await (await ask("/rooms")).json()) as Loose;
    const room = `/rooms/${rooms[0].room}`;
    const { parties } = (await (await ask(`${room}/people`)).json()) as Loose;
    const invite = { act: "invite", party: parties[0].key, address: "anybody@x.se", roles: ["owner"] };
    expect((await ask(`${room}/people/acts`, invite)).status).toBe(403);
    expect((await ask(`${room}/statements`, { period: rooms[0].period })).status).toBe(403);
    expect((await ask(room)).status).toBe(200);
  } finally {
    await shared.stop();
  }
});
