/** A room that people sign in to: one side opens it, the other comes in by a link, and nobody else sees that it is there. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { minimalAgreement } from "./minimal.ts";
import { Browser, type Loose } from "./people.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
let erik: Browser;
let sara: Browser;
let organisation: string;
let room: string;
const agreement = minimalAgreement("Drift åt Tallholm");
const keyOf = async (side: string): Promise<string> =>
  (await erik.get(`/rooms/${room}/people`)).body.parties.find((party: Loose) => party.side === side).key;

beforeAll(async () => {
  site = await openSite();
  erik = await Browser.signedIn(site, "erik@norrdrift.se", "Erik Lund");
  organisation = (await erik.post("/organisations", { name: "Norrdrift AB" })).body.organisation;
  const opened = await erik.post("/rooms", { agreement, as: { side: "provider", organisation } });
  expect(opened.status).toBe(201);
  room = opened.body.room;
});
afterAll(async () => site?.stop());

test("whoever opens a room is in it, and to everybody else it does not exist", async () => {
  expect((await erik.get("/rooms")).body.rooms[0]).toMatchObject({ room, open: false });
  const nobody = new Browser(site);
  const stranger = await Browser.signedIn(site, "stranger@x.se");
  for (const other of [nobody, stranger])
    for (const path of ["", "/people", "/journal", "/facts", "/export", "/negotiation", "/agreement.pdf"])
      expect((await other.get(`/rooms/${room}${path}`)).status, path).toBe(404);
  for (const other of [nobody, stranger]) expect(JSON.stringify((await other.get("/rooms")).body)).not.toContain(room);
  expect((await stranger.post("/rooms", { agreement, as: { side: "provider", organisation } })).status).toBe(404);
  expect((await nobody.post("/rooms", { agreement, as: { side: "provider" } })).status).toBe(401);
});

test("the other side reads what a link is about before signing in, and comes in with the address that it was sent to", async () => {
  const party = await keyOf("customer");
  const invite = { act: "invite", party, address: "Sara@Tallholm.se", roles: ["owner", "negotiator"] };
  expect((await erik.post(`/rooms/${room}/people/acts`, { ...invite, address: "not an address" })).status).toBe(422);
  expect((await erik.post(`/rooms/${room}/people/acts`, invite)).status).toBe(200);
  const [, token = ""] = (await erik.linkTo("sara@tallholm.se")).split("#");
  const { body } = await new Browser(site).post("/invitations/look", { room, token });
  expect(body).toMatchObject({
    agreement: "Drift åt Tallholm",
    party: "Tallholms kommun",
    inviter: "Erik Lund",
    from: "Norrdrift AB",
    state: "sent",
  });
  const thief = await Browser.signedIn(site, "thief@x.se");
  expect((await thief.post("/invitations/accept", { room, token })).status).toBe(403);
  sara = await Browser.signedIn(site, "sara@tallholm.se", "Sara Ek");
  expect((await sara.post("/invitations/accept", { room, token })).body).toEqual({ room, side: "customer" });
  expect((await sara.post("/invitations/accept", { room, token })).status).toBe(410);
  expect((await sara.get(`/rooms/${room}`)).body.see_as).toBe("customer");
  const journal = JSON.stringify((await sara.get(`/rooms/${room}/journal`)).body);
  expect(journal).not.toContain(token);
});

test("a link that was taken back or never was is answered in words", async () => {
  const own = (await erik.get(`/rooms/${room}/people`)).body.party;
  await erik.post(`/rooms/${room}/people/acts`, {
    act: "invite",
    party: own,
    address: "nadia@norrdrift.se",
    roles: ["contributor"],
  });
  const [, token = ""] = (await erik.linkTo("nadia@norrdrift.se")).split("#");
  const waiting = (await erik.get(`/rooms/${room}/people`)).body.parties[0].invitations.find(
    ({ state }: Loose) => state === "sent",
  );
  await erik.post(`/rooms/${room}/people/acts`, { act: "revoke-invitation", invitation: waiting.id });
  const nadia = await Browser.signedIn(site, "nadia@norrdrift.se");
  expect((await nadia.post("/invitations/accept", { room, token })).status).toBe(410);
  expect((await nadia.post("/invitations/accept", { room, token: "x".repeat(43) })).status).toBe(404);
  expect((await nadia.post("/invitations/accept", { room: "no room", token })).status).toBe(404);
});

test("each act is in the journal with person, party, roles and the way they signed in", async () => {
  expect((await erik.post(`/rooms/${room}/negotiation`, {})).body.type).toMatch(/not-prepared$/);
  for (const one of [erik, sara]) await one.post(`/rooms/${room}/preparation/acts`, { act: "skip-understanding" });
  expect((await erik.post(`/rooms/${room}/negotiation`, {})).status).toBe(201);
  const { body: now } = await sara.get(`/rooms/${room}/negotiation`);
  const up = now.points.find(({ id }: Loose) => id === "up");
  await sara.post(`/rooms/${room}/negotiation/acts`, {
    act: "answer-point",
    point: "up",
    meaning: up.meaning,
    satisfaction: "satisfied",
  });
  const { body } = await erik.get(`/rooms/${room}/journal`);
  const last = body.entries.at(-1);
  const { body: me } = await sara.get("/me");
  expect(last).toMatchObject({
    kind: "point-answered",
    shown: up.meaning,
    author: { person: me.person.id, authority: "owner negotiator", authentication: "e-mail code" },
  });
});

test("a member of the organisation takes part with the roles that they have there, and a reader changes nothing", async () => {
  await erik.post(`/organisations/${organisation}/invitations`, { address: "jonas@norrdrift.se", roles: ["reader"] });
  const [, token = ""] = (await erik.linkTo("jonas@norrdrift.se")).split("#");
  const jonas = await Browser.signedIn(site, "jonas@norrdrift.se", "Jonas Berg");
  expect((await jonas.get(`/rooms/${room}`)).status).toBe(404);
  await jonas.post("/member-invitations/accept", { token });
  expect((await jonas.get(`/rooms/${room}`)).status).toBe(200);
  const fact = { kind: "outage", id: "o", subject: "web", from: "2026-10-01T00:00:00Z", until: "2026-10-01T01:00:00Z" };
  expect((await jonas.post(`/rooms/${room}/facts`, fact)).status).toBe(403);
  expect((await erik.post(`/rooms/${room}/facts`, fact)).status).toBe(202);
  expect((await jonas.post(`/rooms/${room}/negotiation/acts`, { act: "abandon", reason: "No." })).status).toBe(403);
});

test("whoever leaves sees the room no more, and one owner always stays", async () => {
  const { body: me } = await erik.get("/me");
  expect((await erik.post(`/rooms/${room}/people/acts`, { act: "leave", person: me.person.id })).status).toBe(409);
  const { body } = await erik.get(`/rooms/${room}/people`);
  const jonas = body.parties[0].people.find(({ name }: Loose) => name === "Jonas Berg");
  expect(
    (await erik.post(`/rooms/${room}/people/acts`, { act: "leave", person: jonas.person, successor: me.person.id }))
      .status,
  ).toBe(200);
  const again = await Browser.signedIn(site, "jonas@norrdrift.se");
  expect((await again.get(`/rooms/${room}`)).status).toBe(404);
});

test("a mandate is given by an owner of the same side, with limits that make sense", async () => {
  const { body: me } = await sara.get("/me");
  const give = {
    act: "give-mandate",
    person: me.person.id,
    up_to: "2000000.00 SEK",
    from: "2026-01-01",
    until: "2025-12-31",
  };
  expect((await sara.post(`/rooms/${room}/people/acts`, give)).status).toBe(422);
  expect((await erik.post(`/rooms/${room}/people/acts`, { ...give, until: "2026-12-31" })).status).toBe(404);
  expect((await sara.post(`/rooms/${room}/people/acts`, { ...give, until: "2026-12-31" })).status).toBe(200);
});
