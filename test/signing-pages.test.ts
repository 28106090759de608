/** The page where an agreement is signed, with a browser for each person: what each reads and does, and what the others then see. */

import { verifyBundle } from "@overens/core";
import { timeTables, withSignatures } from "@overens/tables";
import type { Browser as Chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { en } from "../packages/web/src/text/en.ts";
import { openBrowser } from "./browser.ts";
import { looked, pageOf } from "./looking.ts";
import { minimalAgreement } from "./minimal.ts";
import { Browser, type Loose } from "./people.ts";
import { asked, lockedPair, type Pair, signedBy } from "./signing-together.ts";
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

const mandate = async ({ act, person }: Pair, by: Browser, whom: Browser, more: object): Promise<void> =>
  act(by, "/people", { act: "give-mandate", person: await person(whom), from: "2026-01-01", ...more });

test("settled by one, asked by each side, signed by two with the code of a letter, each in their own browser", async () => {
  const pair = await lockedPair(site);
  const { room, erik, sara, vera, gun, act } = pair;
  await mandate(pair, erik, vera, { up_to: "2000000 SEK", basis: "Styrelsens beslut" });
  await mandate(pair, sara, gun, {});
  await act(sara, "/people", { act: "describe-party", name: "Tallholms kommun", public_body: true });
  const path = `/rooms/${room}/signing`;
  const his = await pageOf(site, browser, erik, path, { language: "sv", theme: "light", width: 1440 });
  await looked(his, "1-locked-sv-light-1440");
  await his.getByLabel("Vad det är värt").fill("1440000.00 SEK");
  await his.getByLabel("Gäller från").fill("2027-01-01");
  await his.getByRole("button", { name: "Bestäm vad som skrivs under" }).click();
  await his.getByRole("button", { name: "Be Vera Norr skriva under" }).click();
  await his.getByText("tillfrågad", { exact: false }).first().waitFor();
  await looked(his, "2-asked-sv-light-1440");
  const hers = await pageOf(site, browser, sara, path, { language: "en", theme: "dark", width: 360 });
  await hers.getByLabel("Body or delegate that decided").fill("Kommunstyrelsen");
  await hers.getByLabel("Register number").fill("KS 2026/412");
  await hers.getByLabel("Date of the decision").fill("2026-11-20");
  await hers.getByLabel("Appointed to sign").selectOption({ label: "Gun Tall" });
  await looked(hers, "3-decision-en-dark-360");
  await hers.getByRole("button", { name: "State the decision" }).click();
  await hers.getByRole("button", { name: "Ask Gun Tall to sign" }).click();
  await looked(hers, "4-asked-en-dark-360");
  for (const [who, name, reading, words] of [
    [
      vera,
      "Vera Norr",
      { language: "en", theme: "light", width: 360 },
      ["Send me a code", "Code, six digits", "Your name, as you sign it", "Sign for Norrdrift AB"],
    ],
    [
      gun,
      "Gun Tall",
      { language: "sv", theme: "dark", width: 1440 },
      [
        "Skicka en kod till mig",
        "Kod, sex siffror",
        "Ditt namn, som du skriver under med det",
        "Skriv under för Tallholms kommun",
      ],
    ],
  ] as const) {
    const page = await pageOf(site, browser, who, path, reading);
    await looked(page, `5-to-sign-${name.slice(0, 4)}-${reading.language}-${reading.theme}-${reading.width}`);
    await page.getByRole("button", { name: words[0] }).click();
    await page.getByLabel(words[1]).waitFor();
    const { address } = (await who.get("/me")).body.person;
    await page.getByLabel(words[1]).fill(await who.codeTo(address, "signing code"));
    await page.getByLabel(words[2]).fill(name);
    await looked(page, `6-code-${name.slice(0, 4)}-${reading.language}-${reading.theme}-${reading.width}`);
    await page.getByRole("button", { name: words[3] }).click();
    await page.getByRole("button", { name: words[3] }).waitFor({ state: "detached" });
  }
  // Both who asked see it without touching anything.
  await his.getByText("Alla har skrivit under. Avtalet gäller från och med 2027-01-01.").waitFor({ timeout: 5000 });
  await hers.getByText("Everybody has signed. The agreement holds from 2027-01-01.").waitFor({ timeout: 5000 });
  await looked(his, "7-signed-sv-light-1440");
  await looked(hers, "7-signed-en-dark-360");
}, 120_000);

test("declining asks why and for which points, and leads back", async () => {
  const pair = await lockedPair(site);
  const { room, erik, vera } = pair;
  await mandate(pair, erik, vera, {});
  const { root } = (await erik.get(`/rooms/${room}/signing`)).body;
  await pair.act(erik, "/signing", { act: "open-signing", root, effective_from: "2027-01-01" });
  const his = await pageOf(site, browser, erik, `/rooms/${room}/signing`, {
    language: "en",
    theme: "light",
    width: 1440,
  });
  await his.getByRole("button", { name: "Ask Vera Norr to sign" }).click();
  await his.getByText("asked", { exact: false }).first().waitFor();
  const page = await pageOf(site, browser, vera, `/rooms/${room}/signing`, {
    language: "en",
    theme: "dark",
    width: 1440,
  });
  await page.getByText("I do not sign").click();
  await page.getByLabel("Why?").fill("Lunch hours are missing.");
  await page.getByLabel("Which points it is about").fill("up");
  await looked(page, "8-decline-en-dark-1440");
  await page.getByRole("button", { name: "Decline to sign" }).click();
  await his
    .getByText("Vera Norr, Norrdrift AB, has declined to sign: Lunch hours are missing.")
    .waitFor({ timeout: 5000 });
  await looked(his, "9-returned-en-light-1440");
}, 60_000);

test("a third party reads, answers and signs on one page, from its letter, and the others see the answer at once", async () => {
  const erik = await Browser.signedIn(site, "erik.g@norrdrift.se", "Erik Lund");
  const { room } = (await erik.post("/rooms", { agreement: minimalAgreement("Drift"), as: { side: "provider" } })).body;
  const acts = async (path: string, wanted: object): Promise<Loose> =>
    (await erik.post(`/rooms/${room}${path}/acts`, wanted)).body;
  const { parties } = await acts("/people", {
    act: "add-third-party",
    name: "Förskolan Granen",
    third_kind: "customers-customer",
    points: ["up"],
  });
  const party = parties.find((found: Loose) => found.side === "third-party").key;
  await acts("/people", { act: "invite", party, address: "maja@granen.se", roles: ["owner", "negotiator"] });
  const sides = parties.filter((found: Loose) => found.side === "customer");
  await acts("/people", { act: "invite", party: sides[0].key, address: "sara.g@x.se", roles: ["owner", "negotiator"] });
  const [, token = ""] = (await erik.linkTo("sara.g@x.se")).split("#");
  const sara = await Browser.signedIn(site, "sara.g@x.se", "Sara");
  await sara.post("/invitations/accept", { room, token });
  await acts("/preparation", { act: "skip-understanding" });
  await sara.post(`/rooms/${room}/preparation/acts`, { act: "skip-understanding" });
  await erik.post(`/rooms/${room}/negotiation`, {});
  const link = new URL(await erik.linkTo("maja@granen.se"));
  const maja = await Browser.signedIn(site, "maja@granen.se", "Maja");
  const page = await pageOf(site, browser, maja, link.pathname + link.hash, {
    language: "en",
    theme: "light",
    width: 360,
  });
  await page.getByRole("button", { name: "Come in" }).click();
  await page.getByText("Your answer counts").waitFor();
  await looked(page, "10-guest-en-light-360");
  const his = await pageOf(site, browser, erik, `/rooms/${room}/negotiation`, {
    language: "sv",
    theme: "dark",
    width: 1440,
  });
  await page.getByRole("button", { name: "Not satisfied" }).click();
  await page.getByLabel("Why?").fill("Down when parents drop off.");
  await page.getByRole("button", { name: "Send" }).click();
  await his.getByText("Down when parents drop off.").waitFor({ timeout: 5000 });
  await page.getByText("You have answered: Not satisfied. Down when parents drop off.").waitFor();
}, 60_000);

test("a passkey signs the checksum on the page, and whoever has the room's file checks it without a server", async () => {
  const pair = await lockedPair(site);
  const { room, erik, sara, vera, gun } = pair;
  await mandate(pair, erik, vera, {});
  const { root } = (await erik.get(`/rooms/${room}/signing`)).body;
  await pair.act(erik, "/signing", { act: "open-signing", root, effective_from: "2027-01-01" });
  const signature = await asked(pair, erik, vera);
  const page = await pageOf(site, browser, vera, "/me", { language: "en", theme: "light", width: 1440 });
  await page.getByLabel(en.passkeys.call).fill("Work laptop");
  await page.getByRole("button", { name: en.passkeys.add }).click();
  await page.getByRole("listitem").getByText("Work laptop").first().waitFor();
  await page.goto(`${site.url}/rooms/${room}/signing`);
  await page.getByRole("button", { name: "Sign for Norrdrift AB with a passkey" }).waitFor();
  await looked(page, "11-passkey-en-light-1440");
  // What another key says, or this key says of something else, is no signature.
  const { binding } = (await vera.get(`/rooms/${room}/signing`)).body.signatures[0];
  const forged = {
    means: "passkey",
    credential: "AAAA",
    authenticator_data: "AAAA",
    client_data: "e30",
    signature: "AA",
  };
  const sent = await vera.post(`/rooms/${room}/signing/signatures`, { signature, binding, name: "Vera", by: forged });
  expect(sent.body.type).toMatch(/evidence-wrong$/);
  await page.getByRole("button", { name: "Sign for Norrdrift AB with a passkey" }).click();
  await page.getByText("has signed", { exact: true }).waitFor();
  expect((await signedBy(pair, gun, await asked(pair, sara, gun), "Gun Tall")).body.stage).toBe("signed");
  const bundle = ((await sara.get(`/rooms/${room}/export`)).body as string).split("\n");
  const verified = await withSignatures(verifyBundle(bundle, timeTables()));
  expect(verified).toMatchObject({ holds: true, findings: [], signatures: { passkeys: 1, codes: 1 } });
}, 60_000);
