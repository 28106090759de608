/** Signing between two companies over HTTP: each on what was shown, with their own code, and what it leads to. */
import { verifyBundle } from "@overens/core";
import { timeTables } from "@overens/tables";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Browser, type Loose } from "./people.ts";
import { asked, lockedPair, type Pair, signedBy } from "./signing-together.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => site?.stop());

const opened = async ({ act, erik, room }: Pair, more: object = {}): Promise<Loose> => {
  const { body } = await erik.get(`/rooms/${room}/signing`);
  return act(erik, "/signing", { act: "open-signing", root: body.root, effective_from: "2026-11-01", ...more });
};

test("both sign what both see; then it is the text in force, and everybody has the journal's head in a letter", async () => {
  const pair = await lockedPair(site);
  const { room, erik, sara, vera, gun } = pair;
  const terms = (await opened(pair, { value: "1440000.00 SEK" })).terms;
  expect(terms).toMatchObject({ version: 1, value: "1440000.00 SEK", effective_from: "2026-11-01" });
  const [first, second] = [await asked(pair, erik, vera), await asked(pair, sara, gun)];
  expect(await vera.linkTo((await vera.get("/me")).body.person.address)).toContain(`/rooms/${room}/signing`);
  const one = await signedBy(pair, vera, first, "Vera Norr");
  expect(one.body).toMatchObject({ stage: "signing" });
  const both = await signedBy(pair, gun, second, "Gun Tall");
  expect(both.body).toMatchObject({ stage: "signed" });
  const seen = (await sara.get(`/rooms/${room}`)).body;
  expect(seen).toMatchObject({ root: terms.root, versions: [{ version: 1, root: terms.root }] });
  // Each is told the head to keep; with it an export verifies.
  const { body: letters } = await gun.get(`/mailbox?address=${(await gun.get("/me")).body.person.address}`);
  const letter = letters.letters.find((found: Loose) => found.kind === "signed").body;
  const [, head = ""] = letter.match(/\n([0-9a-f]{64})\n/g).map((line: string) => line.trim());
  const bundle = (await erik.get(`/rooms/${room}/export`)).body as string;
  const verified = verifyBundle(bundle.split("\n"), timeTables(), [head as never]);
  expect(verified).toMatchObject({ holds: true, findings: [] });
  // A statement is computed by what was signed, with the days that were frozen.
  await erik.post(`/rooms/${room}/facts`, {
    kind: "outage",
    id: "o1",
    subject: "web",
    from: "2026-11-02T00:00:00Z",
    until: "2026-11-02T02:00:00Z",
  });
  const issued = await erik.post(`/rooms/${room}/statements`, { period: "2026-11" });
  expect(issued.status, JSON.stringify(issued.body)).toBe(201);
  const again = (await sara.get(`/rooms/${room}/export`)).body as string;
  expect(verifyBundle(again.split("\n"), timeTables())).toMatchObject({ holds: true, statements: 1 });
  const pdf = await sara.get(`/rooms/${room}/agreement.pdf?language=en`);
  expect(pdf.status).toBe(200);
});

test("a signature is one person's, on one text, with one code", async () => {
  const pair = await lockedPair(site);
  const { room, erik, sara, vera, gun } = pair;
  await opened(pair);
  const signature = await asked(pair, erik, vera);
  const { binding } = (await vera.get(`/rooms/${room}/signing`)).body.signatures[0];
  const ask = (browser: Browser, more: object = {}) =>
    browser.post(`/rooms/${room}/signing/code`, { signature, binding, ...more });
  expect((await ask(gun)).body.type).toMatch(/not-yours$/);
  expect((await ask(erik)).body.type).toMatch(/not-yours$/);
  expect((await ask(vera, { binding: "0".repeat(64) })).body.type).toMatch(/changed-meanwhile$/);
  expect((await ask(new Browser(site))).status).toBe(404);
  expect((await ask(vera)).status).toBe(200);
  const code = await vera.codeTo((await vera.get("/me")).body.person.address, "signing code");
  const give = (browser: Browser, by: string, name = "Vera Norr") =>
    browser.post(`/rooms/${room}/signing/signatures`, { signature, binding, name, by: { means: "code", code: by } });
  expect((await give(gun, code)).body.type).toMatch(/not-yours$/);
  expect((await give(vera, code, " ")).body.type).toMatch(/name-missing$/);
  for (let guess = 0; guess < 4; guess++) expect((await give(vera, "000000")).body.type).toMatch(/code-wrong$/);
  const answers = await Promise.all([give(vera, code), give(vera, code), give(vera, code)]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  // The text cannot be opened again behind a signature, and the other side cannot ask in a signer's name.
  const { root } = (await erik.get(`/rooms/${room}/signing`)).body;
  const late = await erik.post(`/rooms/${room}/signing/acts`, {
    act: "open-signing",
    root,
    effective_from: "2027-01-01",
  });
  expect(late.body.type).toMatch(/not-from-here$/);
  const mandate = (await sara.get(`/rooms/${room}/signing`)).body.parties[0].people
    .flatMap((found: Loose) => found.mandates)
    .at(0).id;
  const other = await sara.post(`/rooms/${room}/signing/acts`, {
    act: "ask-signature",
    person: await pair.person(vera),
    mandate,
  });
  expect(other.body.type).toMatch(/no-such-person$/);
});

test("only a signatory is asked; a day that does not exist or that has been settled is none; what one side states moves no limit of the other's", async () => {
  const pair = await lockedPair(site);
  const { room, erik, sara, gun, act, person } = pair;
  const { root } = (await erik.get(`/rooms/${room}/signing`)).body;
  const open = (effective_from: string, value: string | null = null) =>
    erik.post(`/rooms/${room}/signing/acts`, { act: "open-signing", root, effective_from, value });
  expect((await open("2026-99-99")).body.type).toMatch(/bad-date$/);
  expect((await erik.post(`/rooms/${room}/statements`, { period: "2026-10" })).status).toBe(201);
  expect((await open("2026-10-01")).body.type).toMatch(/already-issued$/);
  expect((await open("2026-11-01", "1.00 SEK")).status).toBe(200);
  const limited = { act: "give-mandate", person: await person(gun), from: "2026-01-01", up_to: "100 SEK" };
  const given = await act(sara, "/people", limited);
  const held = given.parties.flatMap((party: Loose) => party.people).find((found: Loose) => found.mandates.length > 0);
  const ask = { act: "ask-signature", person: limited.person, mandate: held.mandates[0].id };
  expect((await sara.post(`/rooms/${room}/signing/acts`, ask)).body.type).toMatch(/value-unknown$/);
  const own = await act(sara, "/people", { ...limited, person: await person(sara), up_to: null });
  const hers = own.parties.flatMap((party: Loose) => party.people).find((found: Loose) => found.name === "Sara Ek");
  const self = { act: "ask-signature", person: await person(sara), mandate: hers.mandates[0].id };
  expect((await sara.post(`/rooms/${room}/signing/acts`, self)).body.type).toMatch(/no-signatory$/);
});

test("guessing at a code ends: after five wrong ones the right one is no good", async () => {
  const pair = await lockedPair(site);
  await opened(pair);
  const signature = await asked(pair, pair.erik, pair.vera);
  const { binding } = (await pair.vera.get(`/rooms/${pair.room}/signing`)).body.signatures[0];
  await pair.vera.post(`/rooms/${pair.room}/signing/code`, { signature, binding });
  const code = await pair.vera.codeTo((await pair.vera.get("/me")).body.person.address, "signing code");
  const give = (by: string) =>
    pair.vera.post(`/rooms/${pair.room}/signing/signatures`, {
      signature,
      binding,
      name: "Vera",
      by: { means: "code", code: by },
    });
  for (let guess = 0; guess < 5; guess++) await give(code === "000000" ? "000001" : "000000");
  expect((await give(code)).body.type).toMatch(/code-wrong$/);
});

test("no leads back: the points named stand open again, and nothing said before is lost", async () => {
  const pair = await lockedPair(site);
  const { room, erik, sara, vera, gun, act } = pair;
  await opened(pair);
  const first = await asked(pair, erik, vera);
  const second = await asked(pair, sara, gun);
  expect((await signedBy(pair, vera, first, "Vera")).status).toBe(200);
  await act(gun, "/signing", {
    act: "decline-signature",
    signature: second,
    points: ["up"],
    reason: "Lunchtid saknas.",
  });
  const { body } = await erik.get(`/rooms/${room}/negotiation`);
  expect(body.stage).toBe("negotiating");
  const up = body.points.find((point: Loose) => point.id === "up");
  expect(up.state).not.toBe("agreed");
  expect(up.answers).toContainEqual(
    expect.objectContaining({ side: "customer", satisfaction: "not-satisfied", reason: "Lunchtid saknas." }),
  );
  const signing = (await erik.get(`/rooms/${room}/signing`)).body;
  expect(signing.returned).toMatchObject({ reason: "Lunchtid saknas.", points: ["up"] });
  expect(signing.signatures.map((found: Loose) => found.state)).toEqual(["void", "declined"]);
});

test("a public body signs by a decision, and passes it on only to the deputy that the decision names", async () => {
  const pair = await lockedPair(site);
  const { erik, sara, vera, gun, act, room, person } = pair;
  await act(sara, "/people", { act: "describe-party", name: "Tallholms kommun", public_body: true });
  await opened(pair);
  const who = await person(gun);
  const given = await act(sara, "/people", { act: "give-mandate", person: who, from: "2026-01-01" });
  const mandate = given.parties.flatMap((party: Loose) => party.people).find((found: Loose) => found.person === who)
    .mandates[0].id;
  const ask = { act: "ask-signature", person: who, mandate };
  expect((await sara.post(`/rooms/${room}/signing/acts`, ask)).body.type).toMatch(/decision-missing$/);
  const decision = { body: "Kommunstyrelsen", paragraph: "§ 112", register_number: "KS 2026/412", date: "2026-11-20" };
  await act(sara, "/signing", { act: "state-decision", ...decision, signer: who });
  const { signatures } = await act(sara, "/signing", ask);
  const heir = await person(sara);
  const roles = ["owner", "negotiator", "signatory"];
  await act(sara, "/people", { act: "set-roles", person: heir, roles });
  const passed = await act(sara, "/people", { act: "give-mandate", person: heir, from: "2026-01-01" });
  const own = passed.parties.flatMap((party: Loose) => party.people).find((found: Loose) => found.person === heir);
  const delegate = { act: "delegate-signature", signature: signatures[0].id, to: heir, mandate: own.mandates[0].id };
  expect((await gun.post(`/rooms/${room}/signing/acts`, delegate)).body.type).toMatch(/not-in-decision$/);
  expect((await signedBy(pair, gun, signatures[0].id, "Gun Tall")).status).toBe(200);
  expect((await signedBy(pair, vera, await asked(pair, erik, vera), "Vera")).body.stage).toBe("signed");
});
