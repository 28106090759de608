/** People sign in by what they read or hold; an installation gets its owner once; organisations keep their people. */
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Browser, type Loose } from "./people.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => site?.stop());

test("whoever reads an address signs in with the code that was sent there, and is asked what they are called", async () => {
  const sara = await Browser.signedIn(site, "sara@tallholm.se");
  expect((await sara.get("/me")).body.person).toMatchObject({
    address: "sara@tallholm.se",
    authentication: "e-mail code",
    named: false,
  });
  await sara.post("/me", { name: "Sara Ek", language: "sv" });
  expect((await sara.get("/me")).body.person).toMatchObject({ name: "Sara Ek", language: "sv", named: true });
  await sara.post("/auth/sign-out", {});
  expect((await sara.get("/me")).body.person).toBeNull();
});

test("a code works once, a wrong one never, and after five guesses not even the right one", async () => {
  const erik = new Browser(site);
  await erik.askCode("erik@norrdrift.se");
  const code = await erik.codeTo("erik@norrdrift.se");
  const wrong = code === "000000" ? "000001" : "000000";
  for (let guess = 0; guess < 5; guess++) expect((await erik.enter("erik@norrdrift.se", wrong)).status).toBe(403);
  expect((await erik.enter("erik@norrdrift.se", code)).status).toBe(403);
  const again = await Browser.signedIn(site, "erik@norrdrift.se");
  const used = await again.codeTo("erik@norrdrift.se");
  expect((await new Browser(site).enter("erik@norrdrift.se", used)).status).toBe(403);
});

test("a link signs in once, and an old session's cookie is worth nothing after signing out", async () => {
  const nadia = new Browser(site);
  await nadia.post("/auth/sign-in/magic-link", { email: "nadia@norrdrift.se", callbackURL: "/" });
  const link = await nadia.linkTo("nadia@norrdrift.se");
  expect((await nadia.follow(link)).status).toBe(302);
  expect((await nadia.get("/me")).body.person).toMatchObject({ authentication: "e-mail link" });
  const thief = new Browser(site);
  await thief.follow(link);
  expect((await thief.get("/me")).body.person).toBeNull();
  const kept = nadia.cookies();
  await nadia.post("/auth/sign-out", {});
  const fixed = new Browser(site, kept);
  expect((await fixed.get("/me")).body.person).toBeNull();
});

test("known and unknown addresses get the same answer", async () => {
  await Browser.signedIn(site, "known@x.se");
  const answers = await Promise.all(
    ["known@x.se", "unknown@x.se"].map((address) => new Browser(site).askCode(address)),
  );
  expect(answers[0]?.body).toEqual(answers[1]?.body);
  expect(answers[0]?.status).toBe(answers[1]?.status);
});

test("the installation's owner comes in by a link that works once, and a fresh start replaces it until then", async () => {
  const [, old = ""] = (await site.ownerLink())?.split("#") ?? [];
  const [, token = ""] = (await site.ownerLink())?.split("#") ?? [];
  const owner = new Browser(site);
  expect((await owner.post("/owner", { token: old, address: "owner@x.se" })).status).toBe(410);
  const { body } = await owner.post("/owner", { token, address: "owner@x.se" });
  await owner.follow(body.link);
  expect((await owner.get("/me")).body.person.address).toBe("owner@x.se");
  expect((await new Browser(site).post("/owner", { token, address: "thief@x.se" })).status).toBe(410);
  expect(await site.ownerLink()).toBeNull();
});

test("an organisation keeps an owner, and only whoever proves the invited address becomes a member", async () => {
  const karin = await Browser.signedIn(site, "karin@tallholm.se");
  const { body: made } = await karin.post("/organisations", {
    name: "Tallholms kommun",
    registration_number: "212000-0001",
    public_body: true,
  });
  const at = `/organisations/${made.organisation}`;
  const { body: me } = await karin.get("/me");
  expect(me.organisations).toEqual([expect.objectContaining({ name: "Tallholms kommun", public_body: true })]);
  expect((await karin.put(`${at}/members/${me.person.id}`, { roles: ["reader"] })).status).toBe(409);
  expect((await karin.post(`${at}/invitations`, { address: "omar@tallholm.se", roles: ["signatory"] })).status).toBe(
    201,
  );
  const [, token = ""] = (await karin.linkTo("omar@tallholm.se")).split("#");
  const stranger = await Browser.signedIn(site, "stranger@x.se");
  expect((await stranger.post("/member-invitations/accept", { token })).status).toBe(403);
  expect((await stranger.get(at)).status).toBe(404);
  const omar = await Browser.signedIn(site, "omar@tallholm.se");
  expect((await omar.post("/member-invitations/look", { token })).body).toMatchObject({
    organisation: "Tallholms kommun",
    state: "sent",
  });
  expect((await omar.post("/member-invitations/accept", { token })).status).toBe(200);
  expect((await omar.post("/member-invitations/accept", { token })).status).toBe(410);
  const { body: now } = await omar.get(at);
  expect(now.members.map(({ address, roles }: Loose) => [address, roles])).toEqual([
    ["karin@tallholm.se", ["owner", "negotiator", "approver", "contributor"]],
    ["omar@tallholm.se", ["signatory"]],
  ]);
  expect((await omar.post(`${at}/invitations`, { address: "more@x.se", roles: ["owner"] })).status).toBe(403);
});

test("a key stands for the person who made it, until it is taken away", async () => {
  const erik = await Browser.signedIn(site, "erik2@norrdrift.se");
  const { body } = await erik.post("/me/keys", { name: "laptop" });
  const withKey = (): Promise<Response> =>
    fetch(`${site.url}/api/me`, { headers: { authorization: `Bearer ${body.key}` } });
  expect(((await (await withKey()).json()) as Loose).person).toMatchObject({
    address: "erik2@norrdrift.se",
    authentication: "key",
  });
  const { body: list } = await erik.get("/me/keys");
  expect((await erik.remove(`/me/keys/${list.keys[0].key_id}`)).status).toBe(200);
  expect(((await (await withKey()).json()) as Loose).person).toBeNull();
});

test("the role that serves rooms cannot read accounts, and the role that serves accounts cannot read rooms", async () => {
  await expect(
    site.database.inContext({ party: "", rooms: [], sources: [] }, (client) =>
      client.query('select * from auth."user"'),
    ),
  ).rejects.toMatchObject({ code: "42501" });
  await expect(site.database.accounts.query("select * from public.room")).rejects.toMatchObject({ code: "42501" });
});

test("a page of another site changes nothing here", async () => {
  const erik = await Browser.signedIn(site, "erik3@norrdrift.se");
  const crossed = await erik.post("/me", { name: "Mallory", language: "sv" }, { "sec-fetch-site": "cross-site" });
  expect(crossed.status).toBe(403);
});

test("where a post is set up letters go by it, and nothing put into an address or a name reaches a header", async () => {
  const received: string[] = [];
  const post = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _, done) => {
      let text = "";
      stream.setEncoding("utf8").on("data", (part) => (text += part));
      stream.on("end", () => {
        received.push(text);
        done();
      });
    },
  });
  await new Promise<void>((ready) => post.listen(0, "127.0.0.1", () => ready()));
  const { port } = post.server.address() as { readonly port: number };
  const posted = await openSite({ smtp: { url: `smtp://127.0.0.1:${port}`, from: "overens@norrdrift.se" } });
  try {
    const erik = new Browser(posted);
    expect((await erik.askCode("erik@norrdrift.se")).status).toBe(200);
    expect((await erik.askCode("erik@norrdrift.se\r\nbcc: thief@x.se")).status).toBeGreaterThanOrEqual(400);
    await expect.poll(() => received.length).toBe(1);
    expect(received[0]).toMatch(/^To: .*erik@norrdrift\.se/m);
    expect(received[0]).toMatch(/\d{6}/);
    expect((await erik.get("/mailbox")).status).toBe(404);
  } finally {
    await posted.stop();
    await new Promise<void>((closed) => post.close(closed));
  }
});
