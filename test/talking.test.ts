/** Talking about points over HTTP: what both see, what one side keeps to itself wherever the other looks, and approval before an act. */
import { longestMessage } from "@overens/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { minimalAgreement } from "./minimal.ts";
import { type Answer, Browser, type Loose } from "./people.ts";
import { playedAgain } from "./playing-again.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
let erik: Browser;
let nadia: Browser;
let sara: Browser;
let room: string;
const id = new Map<string, string>();
const canary = "canary-9c4: we would go down to 99,5";
const agreement = minimalAgreement("Drift åt Tallholm");

async function joined(by: Browser, side: string, address: string, name: string, roles: readonly string[]) {
  const { body } = await by.get(`/rooms/${room}/people`);
  const party = body.parties.find((found: Loose) => found.side === side).key;
  await by.post(`/rooms/${room}/people/acts`, { act: "invite", party, address, roles });
  const [, token = ""] = (await by.linkTo(address)).split("#");
  const browser = await Browser.signedIn(site, address, name);
  expect((await browser.post("/invitations/accept", { room, token })).status).toBe(200);
  id.set(name, (await browser.get("/me")).body.person.id);
  return browser;
}
const meaning = async (): Promise<string> =>
  (await erik.get(`/rooms/${room}/negotiation`)).body.points.find((point: Loose) => point.id === "up").meaning;
const write = async (by: Browser, text: string, mentions: readonly (string | undefined)[] = []): Promise<Answer> =>
  by.post(`/rooms/${room}/threads/messages`, { point: "up", meaning: await meaning(), text, mentions });
const writeInternally = async (by: Browser, text: string, mentions: readonly (string | undefined)[] = []) =>
  by.post(`/rooms/${room}/internal/messages`, {
    point: "up",
    meaning: await meaning(),
    internal_text: text,
    own_mentions: mentions,
  });
const lettersTo = async (address: string, kind: string): Promise<readonly Loose[]> =>
  (await erik.get(`/mailbox?address=${encodeURIComponent(address)}`)).body.letters.filter(
    (letter: Loose) => letter.kind === kind,
  );

beforeAll(async () => {
  site = await openSite();
  erik = await Browser.signedIn(site, "erik@norrdrift.se", "Erik Lund");
  room = (await erik.post("/rooms", { agreement, as: { side: "provider" } })).body.room;
  id.set("Erik", (await erik.get("/me")).body.person.id);
  nadia = await joined(erik, "provider", "nadia@norrdrift.se", "Nadia", ["approver"]);
  sara = await joined(erik, "customer", "sara@tallholm.se", "Sara", ["owner", "negotiator", "approver"]);
  await joined(sara, "customer", "lina@tallholm.se", "Lina", ["approver"]);
  for (const one of [erik, sara]) await one.post(`/rooms/${room}/preparation/acts`, { act: "skip-understanding" });
  expect((await erik.post(`/rooms/${room}/negotiation`, {})).status).toBe(201);
});
afterAll(async () => site?.stop());

test("what is written to both stands with its name, time and point, and whoever is mentioned gets one letter with the words on one line", async () => {
  const text = "Räcker 99,9?\nhttps://evil.example/log-in";
  const sent = await write(erik, text, [id.get("Sara"), id.get("Erik")]);
  expect(sent.status).toBe(201);
  const { body } = await sara.get(`/rooms/${room}/threads`);
  expect(body.readers.map(({ name }: Loose) => name).sort()).toEqual(["Erik Lund", "Lina", "Nadia", "Sara"]);
  expect(body.threads).toMatchObject([
    {
      point: "up",
      count: 1,
      messages: [{ number: 1, side: "provider", person: { name: "Erik Lund" }, text, earlier_words: false }],
    },
  ]);
  const [letter, ...more] = await lettersTo("sara@tallholm.se", "mention");
  expect(more).toEqual([]);
  expect(letter.subject).toBe("Erik Lund, Norrdrift AB nämner dig: Up (up)");
  expect(letter.body).toContain("> Räcker 99,9? https://evil.example/log-in\n");
  expect(letter.body).toContain(`/rooms/${room}/negotiation#point-up`);
  expect(await lettersTo("erik@norrdrift.se", "mention")).toEqual([]);
  const { body: journal } = await sara.get(`/rooms/${room}/journal`);
  expect(journal.entries.at(-1)).toMatchObject({ kind: "thread-message", shown: await meaning(), body: { text } });
});

test("the same message sent again after a lost answer stands once and calls once", async () => {
  const message = {
    id: "0b9f5a9e-6f2b-4c7b-9f6e-0d7f3a1c2b3d",
    point: "up",
    meaning: await meaning(),
    text: "Tack.",
    mentions: [id.get("Erik")],
  };
  const first = await sara.post(`/rooms/${room}/threads/messages`, message);
  const again = await sara.post(`/rooms/${room}/threads/messages`, message);
  expect([first.status, again.status, again.body.count]).toEqual([201, 201, first.body.count]);
  expect(await lettersTo("erik@norrdrift.se", "mention")).toHaveLength(1);
  expect((await erik.post(`/rooms/${room}/threads/messages`, { ...message, text: "Nej." })).status).toBe(422);
});

test("an internal message is nowhere where the other side looks: no address, file, letter, event or row", async () => {
  const heard = { erik: "", nadia: "", sara: "" };
  const closing = new AbortController();
  const listen = async (who: keyof typeof heard, by: Browser): Promise<void> => {
    const cookie = [...by.cookies()].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(`${site.url}/api/rooms/${room}/live`, { headers: { cookie }, signal: closing.signal });
    const read = async (): Promise<void> => {
      for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>)
        heard[who] += new TextDecoder().decode(part);
    };
    void read().catch(() => undefined);
  };
  await Promise.all([listen("erik", erik), listen("nadia", nadia), listen("sara", sara)]);
  const sent = await writeInternally(erik, canary, [id.get("Nadia")]);
  expect(sent.status).toBe(201);
  expect((await nadia.get(`/rooms/${room}/internal/threads`)).body.own_threads).toMatchObject([
    { point: "up", own_count: 1, own_messages: [{ internal_text: canary, own_person: { name: "Erik Lund" } }] },
  ]);
  await new Promise((done) => setTimeout(done, 400));
  closing.abort();
  expect(heard.nadia).toContain("data:");
  expect(heard.sara).not.toContain("data:");
  const { body: described } = await sara.get("/openapi.json");
  const paths = Object.entries(described.paths as Record<string, object>).flatMap(([path, methods]) =>
    "get" in methods && !path.endsWith("/live") ? [path] : [],
  );
  const addresses = paths.map((path) =>
    path
      .replace(/^\/api/, "")
      .replace("{room}", room)
      .replace("{point}", "up")
      .replace("{period}", "2026-10")
      .replace("{number}", "1"),
  );
  expect(addresses.filter((path) => path.includes(room)).length).toBeGreaterThan(12);
  for (const path of addresses) {
    const { body } = await sara.get(path);
    expect(JSON.stringify(body), path).not.toContain("canary-9c4");
  }
  const rows = (party: string): Promise<number> =>
    site.database.inContext({ person: id.get("Sara") ?? null, party, rooms: [room], sources: [] }, async (client) => {
      const text = "select body from private_journal where room_id = $1 and kind = 'internal-message'";
      return (await client.query(text, [room])).rows.length;
    });
  const { parties } = (await erik.get(`/rooms/${room}/people`)).body;
  const key = (side: string): string => parties.find((party: Loose) => party.side === side).key;
  expect([await rows(key("customer")), await rows(key("provider")), await rows("")]).toEqual([0, 1, 0]);
  const shared = await site.database.asOperator((client) =>
    client.query("select body from journal where room_id = $1 and body like '%canary-9c4%'", [room]),
  );
  expect(shared.rows).toEqual([]);
  const [letter] = await lettersTo("nadia@norrdrift.se", "mention");
  expect(letter.subject).toBe("Erik Lund, Norrdrift AB nämner dig internt: Up (up)");
  expect(letter.body).not.toContain("canary");
});

test("what is meant for one address is not taken at the other", async () => {
  const [shared, internal] = [
    { point: "up", meaning: await meaning(), text: "To both", mentions: [] },
    { point: "up", meaning: await meaning(), internal_text: canary, own_mentions: [] },
  ];
  expect((await erik.post(`/rooms/${room}/threads/messages`, internal)).status).toBe(400);
  expect((await erik.post(`/rooms/${room}/internal/messages`, shared)).status).toBe(400);
});

test("each bad message is answered in words, and nothing of it stands", async () => {
  const count = async (): Promise<number> => (await erik.get(`/rooms/${room}/threads/up`)).body.count;
  const before = await count();
  const refusals: readonly (readonly [Answer, number, RegExp])[] = [
    [await write(erik, " "), 422, /message-empty$/],
    [await write(erik, "å".repeat(longestMessage + 1)), 422, /message-too-long$/],
    [await write(erik, "p".repeat(5_000_000)), 422, /message-too-long$/],
    [await write(erik, "Hej", ["nobody"]), 422, /no-such-reader$/],
    [await write(erik, "Hej", Array<string>(21).fill(id.get("Sara") ?? "")), 422, /too-many-mentions$/],
    [await writeInternally(erik, "Hej", [id.get("Sara")]), 422, /no-such-reader$/],
    [await write(erik, "Hej \ud800"), 422, /bad-value$/],
    [
      await erik.post(`/rooms/${room}/threads/messages`, { point: "no", meaning: await meaning(), text: "Hej" }),
      404,
      /no-such-point$/,
    ],
    [
      await erik.post(`/rooms/${room}/threads/messages`, { point: "up", meaning: "x", text: "Hej" }),
      400,
      /bad-request$/,
    ],
    [await write(new Browser(site), "Hej"), 404, /not-found$/],
  ];
  for (const [{ status, body }, expected, type] of refusals) {
    expect([status, body.type]).toEqual([expected, expect.stringMatching(type)]);
    expect(body.title.length).toBeGreaterThan(15);
  }
  expect(await count()).toBe(before);
  const hostile = "<script>alert(1)</script> \u202Egnirts 😀\n\n– rad två";
  expect((await write(erik, hostile)).body.messages.at(-1).text).toBe(hostile);
});

test("a long thread is read a page at a time, back to its first message", async () => {
  for (let number = 0; number < 35; number++) await writeInternally(sara, `rad ${number}`);
  const { body: newest } = await sara.get(`/rooms/${room}/internal/threads/up`);
  expect([newest.own_count, newest.own_messages.length]).toEqual([35, 30]);
  const { number } = newest.own_messages[0];
  const { body: earlier } = await sara.get(`/rooms/${room}/internal/threads/up?before=${number}`);
  expect(earlier.own_messages.map((message: Loose) => message.internal_text)).toEqual([
    "rad 0",
    "rad 1",
    "rad 2",
    "rad 3",
    "rad 4",
  ]);
  expect((await sara.get(`/rooms/${room}/threads/up?before=0`)).status).toBe(400);
});

test("an approver says yes before the answer is given; the other side sees the answer and nothing before it", async () => {
  const at = `/rooms/${room}/internal/approvals`;
  const of = { act: "answer-point", point: "up", meaning: await meaning(), satisfaction: "can-live-with-it" };
  const ask = { act: "ask", approver: id.get("Nadia"), of, words: "canary-9c4: may we?" };
  expect((await erik.post(`${at}/acts`, { ...ask, approver: id.get("Erik") })).body.type).toMatch(/own-approval$/);
  expect((await erik.post(`${at}/acts`, { ...ask, approver: id.get("Sara") })).body.type).toMatch(/not-an-approver$/);
  expect((await nadia.post(`${at}/acts`, ask)).body.type).toMatch(/not-your-role$/);
  const stale = { ...ask, of: { ...of, meaning: "0".repeat(64) } };
  expect((await erik.post(`${at}/acts`, stale)).body.type).toMatch(/changed-meanwhile$/);
  const asked = await erik.post(`${at}/acts`, ask);
  expect(asked.body).toMatchObject({
    may_ask: true,
    approvers: [{ name: "Nadia" }],
    approvals: [{ point: "up", asker: { name: "Erik Lund" }, approver: { name: "Nadia" }, of, state: "asked" }],
  });
  const [{ id: approval, subject }] = asked.body.approvals;
  const [letter] = await lettersTo("nadia@norrdrift.se", "approval");
  expect(letter.subject).toBe("Erik Lund ber dig godkänna internt: Up (up)");
  expect(letter.body).not.toContain("canary");
  expect((await sara.get(at)).body.approvals).toEqual([]);
  expect((await sara.post(`${at}/acts`, { act: "give", approval, subject })).status).toBe(404);
  expect((await erik.post(`${at}/acts`, { act: "carry-out", approval })).body.type).toMatch(/not-from-here$/);
  expect((await erik.post(`${at}/acts`, { act: "give", approval, subject })).status).toBe(403);
  const given = await nadia.post(`${at}/acts`, { act: "give", approval, subject, words: "canary-9c4: yes" });
  expect(given.body.approvals).toMatchObject([{ state: "given", standing: "can-be-given" }]);
  expect(await lettersTo("erik@norrdrift.se", "approval")).toMatchObject([
    { subject: "Nadia har godkänt internt: Up (up)" },
  ]);
  const both = await Promise.all([1, 2].map(() => erik.post(`${at}/acts`, { act: "carry-out", approval })));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await erik.get(at)).body.approvals).toMatchObject([{ standing: "done" }]);
  const { body: seen } = await sara.get(`/rooms/${room}/negotiation`);
  expect(seen.points.find((point: Loose) => point.id === "up").answers).toMatchObject([
    { side: "provider", satisfaction: "can-live-with-it" },
  ]);
  for (const path of ["/negotiation", "/journal", "/export", "/threads", "/internal/threads", "/internal/approvals"])
    expect(JSON.stringify((await sara.get(`/rooms/${room}${path}`)).body), path).not.toContain("canary-9c4");
});

test("an approved proposal is what the other side gets; once it is taken, an approval of the old text is stale", async () => {
  const at = `/rooms/${room}/internal/approvals`;
  const { body: now } = await sara.get(`/rooms/${room}/negotiation`);
  const [objective] = now.draft.objectives;
  const replaces = await meaning();
  const propose = { act: "propose", point: "up", replaces, body: { ...objective, target: { "at-least": "99.95 %" } } };
  const yes = { act: "answer-point", point: "up", meaning: replaces, satisfaction: "satisfied" };
  for (const of of [propose, yes])
    expect((await sara.post(`${at}/acts`, { act: "ask", approver: id.get("Lina"), of })).status).toBe(200);
  const lina = await Browser.signedIn(site, "lina@tallholm.se");
  const { body } = await lina.get(at);
  for (const { id: approval, subject } of body.approvals)
    expect((await lina.post(`${at}/acts`, { act: "give", approval, subject })).status).toBe(200);
  const [first, second] = body.approvals;
  expect((await sara.post(`${at}/acts`, { act: "carry-out", approval: first.id })).status).toBe(200);
  const { body: seen } = await erik.get(`/rooms/${room}/negotiation`);
  const proposal = seen.proposals.find(({ state }: Loose) => state === "sent");
  expect(proposal.body).toEqual(propose.body);
  const accept = { act: "accept-proposal", proposal: proposal.id, meaning: proposal.meaning };
  expect((await erik.post(`/rooms/${room}/negotiation/acts`, accept)).status).toBe(200);
  expect((await sara.get(at)).body.approvals).toMatchObject([{ standing: "done" }, { standing: "point-changed" }]);
  const late = await sara.post(`${at}/acts`, { act: "carry-out", approval: second.id });
  expect([late.status, late.body.type]).toEqual([409, expect.stringMatching(/changed-meanwhile$/)]);
  const { body: thread } = await erik.get(`/rooms/${room}/threads/up`);
  expect(thread.messages[0].earlier_words).toBe(true);
});

test("all that was written to both and given once approved plays again without a server", async () => {
  await playedAgain(erik, room);
});
