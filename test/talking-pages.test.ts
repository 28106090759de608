/** Talking about a point through the pages: people in browsers and languages of their own, and what each of them sees. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, reader } from "./browser.ts";
import { axe, faultsOnPage } from "./faults.ts";
import { minimalAgreement } from "./minimal.ts";
import { type Loose, Browser as Person } from "./people.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
let browser: Browser;
let room: string;
const people = new Map<string, Person>();
const agreement = minimalAgreement("Drift åt Tallholm");

async function joined(by: Person, side: string, name: string, roles: readonly string[]): Promise<Person> {
  const { body } = await by.get(`/rooms/${room}/people`);
  const party = body.parties.find((found: Loose) => found.side === side).key;
  const address = `${name.toLowerCase()}@${side}.se`;
  await by.post(`/rooms/${room}/people/acts`, { act: "invite", party, address, roles });
  const [, token = ""] = (await by.linkTo(address)).split("#");
  const person = await Person.signedIn(site, address, name);
  await person.post("/invitations/accept", { room, token });
  people.set(name, person);
  return person;
}

beforeAll(async () => {
  site = await openSite();
  browser = await openBrowser();
  const erik = await Person.signedIn(site, "erik@provider.se", "Erik");
  people.set("Erik", erik);
  room = (await erik.post("/rooms", { agreement, as: { side: "provider" } })).body.room;
  await joined(erik, "provider", "Nadia", ["approver"]);
  const sara = await joined(erik, "customer", "Sara", ["owner", "negotiator"]);
  for (const one of [erik, sara]) await one.post(`/rooms/${room}/preparation/acts`, { act: "skip-understanding" });
  await erik.post(`/rooms/${room}/negotiation`, {});
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

/** The negotiation as somebody sees it in their own browser, with the talk about the point open. */
async function seenBy(name: string, language: "sv" | "en", theme: "light" | "dark" = "light"): Promise<Page> {
  const context = await reader(browser, { language, theme, width: 1440 });
  const cookies = [...(people.get(name)?.cookies() ?? [])].map(([cookie, value]) => ({
    name: cookie,
    value,
    url: site.url,
  }));
  await context.addCookies(cookies);
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  await page.goto(`${site.url}/rooms/${room}/negotiation#point-up`);
  await page.locator("main h1:not([data-pending])").waitFor();
  return page;
}
const pointOf = (page: Page) => page.getByRole("article", { name: /p\. up/ });

test("what is sent to both is with the other side at once, without losing what they are writing", async () => {
  const [erik, sara] = [await seenBy("Erik", "sv"), await seenBy("Sara", "en")];
  const hers = pointOf(sara).getByLabel("Write to both sides");
  await hers.fill("I am still wri");
  await pointOf(erik).getByLabel("Skriv till båda sidor").fill("Räcker 99,9?\nVi tror det.");
  await pointOf(erik).getByRole("checkbox", { name: /Sara/ }).check();
  await pointOf(erik).getByRole("button", { name: "Skicka till båda sidor" }).click();
  await pointOf(sara).getByText("Räcker 99,9?").waitFor({ timeout: 5000 });
  await pointOf(sara).getByText("Mentions Sara.").waitFor();
  expect(await hers.inputValue()).toBe("I am still wri");
  expect(await pointOf(erik).getByLabel("Skriv till båda sidor").inputValue()).toBe("");
});

test("what is sent internally is with one's own at once and nowhere on the other side's page", async () => {
  const [erik, nadia, sara] = [await seenBy("Erik", "sv"), await seenBy("Nadia", "sv"), await seenBy("Sara", "en")];
  await pointOf(erik).getByRole("heading", { name: "Bara Norrdrift AB ser det här" }).waitFor();
  await pointOf(sara).getByRole("heading", { name: "Only Tallholms kommun sees this" }).waitFor();
  await pointOf(erik).getByLabel("Skriv internt").fill("Vi går ner till 99,5.");
  await pointOf(erik).getByRole("button", { name: "Skicka internt" }).click();
  await pointOf(nadia).locator(".lane").getByText("Vi går ner till 99,5.").waitFor({ timeout: 5000 });
  await sara.reload();
  await pointOf(sara).getByRole("heading", { name: "Only Tallholms kommun sees this" }).waitFor();
  expect(await sara.content()).not.toContain("99,5");
});

test("a long message says how much is too much, and stays where it was written", async () => {
  const erik = await seenBy("Erik", "sv");
  const field = pointOf(erik).getByLabel("Skriv internt");
  await field.fill("å".repeat(4001));
  await pointOf(erik).getByText("1 tecken för mycket: högst 4 000.").waitFor();
  expect(await pointOf(erik).getByRole("button", { name: "Skicka internt" }).isDisabled()).toBe(true);
});

test("a side asks its approver first; her yes is one click, and giving the answer another", async () => {
  const [erik, nadia, sara] = [await seenBy("Erik", "sv"), await seenBy("Nadia", "sv"), await seenBy("Sara", "en")];
  const his = pointOf(erik).locator(".lane");
  await his.getByText("Be om godkännande först").click();
  await his.getByLabel("Av vad").selectOption({ label: "Svaret: Kan leva med det" });
  await his.getByLabel("Vem som tillfrågas").selectOption({ label: "Nadia" });
  await his.getByRole("button", { name: "Fråga" }).click();
  await pointOf(nadia).getByText("– väntar på ditt godkännande").waitFor({ timeout: 5000 });
  await pointOf(nadia).getByRole("button", { name: "Godkänn internt" }).click();
  await his.getByText("Nadia har godkänt.").waitFor({ timeout: 5000 });
  expect(await pointOf(sara).locator(".answers").textContent()).toContain("The provider: not answered yet");
  await his.getByRole("button", { name: "Ge svaret till den andra sidan" }).click();
  await pointOf(sara).getByText("The provider: Can live with it").waitFor({ timeout: 5000 });
});

test("an approver reads a proposal as it was written; her no says why, and the other side sees nothing of it", async () => {
  const [erik, nadia, sara] = [await seenBy("Erik", "en"), await seenBy("Nadia", "sv"), await seenBy("Sara", "en")];
  await pointOf(erik).getByRole("button", { name: "Propose a change" }).click();
  await pointOf(erik).getByLabel("At least").fill("99.7 %");
  await pointOf(erik).getByText("Ask for approval before sending").click();
  const editor = pointOf(erik).locator(".editor");
  await editor.getByLabel("Who is asked", { exact: true }).selectOption({ label: "Nadia" });
  await editor.getByRole("button", { name: "Ask", exact: true }).click();
  if (process.env["SCREENSHOTS"] !== undefined)
    await pointOf(erik).screenshot({ path: `${process.env["SCREENSHOTS"]}/editor.png` });
  const hers = pointOf(nadia).locator(".lane");
  await hers.getByText(/99,7/).waitFor({ timeout: 5000 });
  await hers.getByRole("button", { name: "Säg nej" }).click();
  await hers.getByLabel("Varför?").fill("För lågt.");
  await hers.getByRole("button", { name: "Säg nej med det skälet" }).click();
  await pointOf(erik)
    .locator(".lane")
    .getByText(/earlier question/)
    .click();
  await pointOf(erik).getByText("Nadia does not approve. För lågt.").waitFor();
  expect(await sara.content()).not.toContain("99.7");
});

for (const language of ["sv", "en"] as const)
  for (const theme of ["light", "dark"] as const)
    test(`axe finds nothing on a point with talk and questions, in ${language}, ${theme}, wide or narrow`, async () => {
      const { body } = await (people.get("Erik") as Person).get(`/rooms/${room}/negotiation`);
      const { meaning } = body.points.find(({ id }: Loose) => id === "up");
      const approver = (await (people.get("Erik") as Person).get(`/rooms/${room}/internal/approvals`)).body
        .approvers[0];
      await (people.get("Erik") as Person).post(`/rooms/${room}/internal/approvals/acts`, {
        act: "ask",
        approver: approver.person,
        of: { act: "answer-point", point: "up", meaning, satisfaction: "satisfied" },
        words: "Får vi?",
      });
      const faults: string[] = [];
      for (const name of ["Erik", "Nadia", "Sara"]) {
        const page = await seenBy(name, language, theme);
        for (const place of [".talk > summary", ".talk details > summary"])
          for (const summary of await page.locator(place).all())
            if ((await summary.locator("..").getAttribute("open")) === null) await summary.click();
        await pointOf(page).locator(".lane textarea").first().fill("Hej");
        await page.evaluate(axe);
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 900 });
          faults.push(
            ...((await page.evaluate(faultsOnPage)) as string[]).map((fault) => `${name} ${width}: ${fault}`),
          );
          const folder = process.env["SCREENSHOTS"];
          if (folder !== undefined)
            await pointOf(page).screenshot({ path: `${folder}/${name}-${language}-${theme}-${width}.png` });
        }
        await page.context().close();
      }
      expect(faults).toEqual([]);
    }, 60_000);
