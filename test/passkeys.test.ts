/** Passkeys from end to end: made, used and removed in a real browser with an authenticator of its own, and checked by who would check a signature. */
import { createHash, createPublicKey, verify } from "node:crypto";
import { type Hash, type PasskeyEvidence, passkeyClaim } from "@overens/core";
import { signatureHolds } from "@overens/tables";
import type { Browser as Chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accounts } from "../packages/server/src/accounts/accounts.ts";
import { mail } from "../packages/server/src/mail/mail.ts";
import { openBrowser, type Reading } from "./browser.ts";
import { looked, pageOf } from "./looking.ts";
import { Browser, type Loose } from "./people.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
let browser: Chromium;
beforeAll(async () => {
  site = await openSite();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const swedish: Reading = { language: "sv", theme: "light", width: 1440 };
const english: Reading = { language: "en", theme: "dark", width: 360 };
const titleOf = (answer: Loose): string => `${answer.title}`;

/** What a page's authenticator says to a challenge, with every key that it has. */
const assertion = `(async () => {
  const publicKey = { challenge: new Uint8Array(32).fill(7), userVerification: "required" };
  const { id, response } = (await navigator.credentials.get({ publicKey })).toJSON();
  return { id, ...response };
})()`;

test("a passkey is made, signs in without a code, signs what its person's key holds for, is renamed and removed", async () => {
  const sara = await Browser.signedIn(site, "sara@tallholm.se", "Sara Ek");
  const page = await pageOf(site, browser, sara, "/me", swedish);
  await page.getByText("Du har ingen passkey här än.").waitFor();
  await looked(page, "me-empty-sv-light-1440");
  await page.getByLabel("Vad du kallar den").fill("Jobbdatorn");
  await page.getByRole("button", { name: "Lägg till en passkey" }).click();
  await page.locator("b", { hasText: "Jobbdatorn" }).waitFor();
  await page.getByLabel("Vad du kallar den").fill("Samma dator igen");
  await page.getByRole("button", { name: "Lägg till en passkey" }).click();
  await page.getByText("Det finns redan en passkey för dig på den enheten.").waitFor();
  await looked(page, "me-twice-sv-light-1440");

  await page.getByRole("button", { name: "Logga ut här" }).click();
  await page.getByRole("heading", { name: "Logga in" }).waitFor();
  expect((await sara.get("/me")).body.person).toBeNull();
  await looked(page, "sign-in-sv-light-1440");
  await page.getByRole("button", { name: "Logga in med en passkey" }).click();
  await page.getByText("Inloggad som Sara Ek").waitFor();
  const me = (await page.evaluate("fetch('/api/me').then((answer) => answer.json())")) as Loose;
  expect(me.person).toMatchObject({ address: "sara@tallholm.se", authentication: "passkey" });

  const known = await accounts(site.database.accounts, mail(site.database.accounts, null), {
    origin: site.url,
    secret: null,
  });
  const [key, ...more] = await known.signingKeysOf(me.person);
  expect(more).toEqual([]);
  const said = (await page.evaluate(assertion)) as Loose;
  expect(key).toMatchObject({ credential: said.id, transports: ["internal"] });
  const bytes = (text = ""): Buffer => Buffer.from(text, "base64url");
  const signed = Buffer.concat([
    bytes(said.authenticatorData),
    createHash("sha256").update(bytes(said.clientDataJSON)).digest(),
  ]);
  const spki = createPublicKey({ key: bytes(key?.publicKey), format: "der", type: "spki" });
  const digest = key?.algorithm === -8 ? null : "sha256"; // EdDSA has its own
  expect(verify(digest, signed, spki, bytes(said.signature))).toBe(true);
  expect(verify(digest, Buffer.concat([signed, Buffer.from([0])]), spki, bytes(said.signature))).toBe(false);

  // As evidence in a journal it holds too, for what was asked and nothing else.
  const evidence: PasskeyEvidence = {
    kind: "passkey",
    credential: said.id,
    public_key: key?.publicKey ?? "",
    algorithm: key?.algorithm ?? 0,
    authenticator_data: said.authenticatorData,
    client_data: said.clientDataJSON,
    signature: said.signature,
    origin: site.url,
  };
  const read = passkeyClaim(evidence, "07".repeat(32) as Hash);
  expect("claim" in read && (await signatureHolds(read.claim))).toBe(true);
  expect(passkeyClaim(evidence, "08".repeat(32) as Hash)).toEqual({ wrong: "other-binding" });

  await page.goto(`${site.url}/me`);
  await page.getByRole("button", { name: "Byt namn Jobbdatorn" }).click();
  await page.locator("li").getByLabel("Vad du kallar den").fill("Datorn hemma");
  await page.locator("li").getByRole("button", { name: "Spara" }).click();
  await page.getByRole("button", { name: "Ta bort Datorn hemma" }).press("Enter");
  await page.getByText("Det som är underskrivet med den står kvar.").waitFor();
  await looked(page, "me-removing-sv-light-1440");
  await page.keyboard.press("Enter");
  await page.getByText("Du har ingen passkey här än.").waitFor();
  expect(await known.signingKeysOf(me.person)).toEqual([]);
  await page.getByRole("button", { name: "Logga ut överallt" }).click();
  await page.getByRole("button", { name: "Logga in med en passkey" }).click();
  await page.getByText("Den nyckeln (passkey) finns inte här").waitFor();
  await looked(page, "sign-in-unknown-sv-light-1440");
}, 60_000);

test("name, language and keys for programs; signing out everywhere ends the sessions of other browsers and leaves the keys", async () => {
  const erik = await Browser.signedIn(site, "erik@norrdrift.se", "Erik");
  const elsewhere = await Browser.signedIn(site, "erik@norrdrift.se");
  const page = await pageOf(site, browser, erik, "/me", english);
  await page.getByLabel("Name", { exact: true }).fill("Erik Lund");
  await page.getByLabel("Language of letters").selectOption("English");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  expect((await elsewhere.get("/me")).body.person).toMatchObject({ name: "Erik Lund", language: "en" });
  await page.getByLabel("What the key is for").fill("night import");
  await page.getByRole("button", { name: "Make a key" }).click();
  const key = await page.getByLabel("The key, shown this once only").inputValue();
  await looked(page, "me-key-en-dark-360");
  const withKey = async (): Promise<Loose> =>
    (await (await fetch(`${site.url}/api/me`, { headers: { authorization: `Bearer ${key}` } })).json()) as Loose;
  expect((await withKey()).person).toMatchObject({ name: "Erik Lund", authentication: "key" });
  await page.getByRole("button", { name: "I have kept it" }).click();
  await page.reload();
  await page.getByText("last used").waitFor();
  expect(await page.content()).not.toContain(key);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect((await elsewhere.get("/me")).body.person).toBeNull();
  expect((await withKey()).person).not.toBeNull();
  await page.goto(`${site.url}/me`);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});

test("a passkey that nobody unlocked is not taken, and a day after signing in one signs in again before adding one", async () => {
  const vera = await Browser.signedIn(site, "vera@norrdrift.se", "Vera Norr");
  const page = await pageOf(site, browser, vera, "/me", { ...english, theme: "light", width: 1440 }, false);
  const add = async (): Promise<void> => {
    await page.getByLabel("What you call it").fill("key");
    await page.getByRole("button", { name: "Add a passkey" }).click();
  };
  // The browser itself refuses while the server asks for it to be unlocked; a changed page could leave that out.
  await page.route("**/generate-register-options", async (route) => {
    const response = await route.fetch();
    const text = (await response.text()).replace('"userVerification":"required"', '"userVerification":"discouraged"');
    await route.fulfill({ response, body: text.replace('"residentKey":"required"', '"residentKey":"preferred"') });
  });
  await add();
  await page.getByText("The passkey could not be checked.").waitFor();
  expect((await vera.get("/me/keys")).body.passkeys).toEqual([]);
  await page.unroute("**/generate-register-options");
  await site.database.accounts.query(
    `update session set "createdAt" = "createdAt" - interval '25 hours' where "userId" = $1`,
    [(await vera.get("/me")).body.person.id],
  );
  await add();
  await page.getByText("It is more than a day since you signed in.").waitFor();
  await looked(page, "me-again-en-light-1440");
});

test("only one's own passkeys and keys can be removed, and nobody who is not signed in sees any", async () => {
  const owner = await Browser.signedIn(site, "owner@x.se");
  const other = await Browser.signedIn(site, "other@x.se");
  const page = await pageOf(site, browser, owner, "/me", swedish);
  await page.getByLabel("Vad du kallar den").fill("min");
  await page.getByRole("button", { name: "Lägg till en passkey" }).click();
  await page.locator("b", { hasText: "min" }).waitFor();
  await owner.post("/me/keys", { name: "program" });
  const { body: own } = await owner.get("/me/keys");
  expect((await other.post("/auth/passkey/delete-passkey", { id: own.passkeys[0].id })).status).toBeGreaterThan(400);
  expect((await other.remove(`/me/keys/${own.keys[0].key_id}`)).status).toBe(404);
  expect((await owner.get("/me/keys")).body).toEqual(own);
  const stranger = new Browser(site);
  expect((await stranger.get("/me/keys")).status).toBe(401);
  const refused = await stranger.get("/auth/passkey/generate-register-options");
  expect([refused.status, titleOf(refused.body)]).toEqual([401, "You need to sign in for that."]);
});
