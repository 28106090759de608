/** Beginning an agreement in a browser: from a template in three clicks, from a text of one's own, and as a copy of one that is there. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type Reading, reader } from "./browser.ts";
import { looked, pageOf } from "./looking.ts";
import { minimalAgreement } from "./minimal.ts";
import { Browser as Person } from "./people.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
let browser: Browser;
let erik: Person;

beforeAll(async () => {
  site = await openSite();
  browser = await openBrowser();
  erik = await Person.signedIn(site, "erik@provider.se", "Erik");
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const english: Reading = { language: "en", theme: "light", width: 1440 };

async function roomOf(page: Page): Promise<{ readonly document: Record<string, never>; readonly open: boolean }> {
  await page.waitForURL(/\/rooms\/[0-9a-f-]+$/);
  const { body } = await erik.get(`/rooms/${page.url().split("/").at(-1)}`);
  return body;
}

test("the server tells of five templates, the shortest first, each with a title in both languages", async () => {
  const { body } = await erik.get("/templates");
  expect(body.templates.map(({ name }: { name: string }) => name)).toHaveLength(5);
  expect(body.templates[0].name).toBe("minimal");
  expect(body.templates.every(({ title }: { title: { sv: string; en: string } }) => title.sv !== title.en)).toBe(true);
});

test("three clicks from the start page to a room of one's own from a template, with its parties named", async () => {
  const page = await pageOf(site, browser, erik, "/", { ...english, language: "sv" });
  await page.evaluate(
    "window.clicks = 0; addEventListener('click', (event) => { if (event.isTrusted) window.clicks += 1; }, true)",
  );
  await page.getByRole("link", { name: "Nytt avtal" }).click();
  await page.getByText("Servicedesk med svars- och åtgärdstider").click();
  await page.getByLabel("Leverantör", { exact: true }).fill("Norrdrift AB");
  await page.getByText("Återstår att ge namn: kund.").waitFor();
  expect(await page.getByRole("button", { name: "Öppna rummet" }).isDisabled()).toBe(true);
  await page.getByLabel("Kund", { exact: true }).fill("Tallholms kommun: skolan");
  await page.getByRole("button", { name: "Öppna rummet" }).click();
  const { document, open } = await roomOf(page);
  expect(await page.evaluate("window.clicks")).toBeLessThanOrEqual(4); // a click on words of a label is told of twice
  expect(open).toBe(false);
  expect(document["parties"]).toMatchObject([{ name: "Norrdrift AB" }, { name: "Tallholms kommun: skolan" }]);
  expect(document["title"]).toEqual({
    sv: "Servicedesk med svars- och åtgärdstider",
    en: "Service desk with response and solution times",
  });
});

test("a text of one's own is checked where it is pasted, and opened once it holds", async () => {
  const page = await pageOf(site, browser, erik, "/new", english);
  await page.getByText("An agreement I have").click();
  const text = page.getByLabel("Text; a file may be dropped here");
  await text.fill(minimalAgreement("Hosting").replace('"outage-time"', '"outage-tim"'));
  await page
    .getByRole("list", { name: "What is wrong with the text" })
    .getByText(/indicator/)
    .first()
    .waitFor();
  expect(await page.getByRole("button", { name: "Open the room" }).isDisabled()).toBe(true);
  await page
    .getByLabel("File", { exact: true })
    .setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from(minimalAgreement("Hosting")) });
  await page.getByLabel("Title of the agreement").fill("Hosting of the web");
  expect(await page.getByLabel("Customer", { exact: true }).inputValue()).toBe("Tallholms kommun");
  await page.getByRole("button", { name: "Open the room" }).click();
  const { document } = await roomOf(page);
  expect(document).toMatchObject({ title: "Hosting of the web", objectives: [{ id: "up" }] });
});

test("a copy has the points of what it was copied from, and names of its own", async () => {
  const { body } = await erik.post("/rooms", {
    agreement: minimalAgreement("First of them", "98.7 %"),
    as: { side: "customer" },
  });
  const page = await pageOf(site, browser, erik, "/new", english);
  await page.getByText("A copy of an agreement that is here").click();
  await page.getByLabel("Which").selectOption(body.room);
  await page.getByText("The room is opened for your side").waitFor();
  await page.getByLabel("Title of the agreement").fill("Second of them");
  await page.getByLabel("Customer", { exact: true }).fill("Granby kommun");
  await page.getByLabel("I open it for the customer: Erik").check();
  await page.getByRole("button", { name: "Open the room" }).click();
  await page.waitForURL((address) => !address.pathname.endsWith("/new"));
  const { document } = await roomOf(page);
  expect(document).toMatchObject({
    title: "Second of them",
    parties: [{ name: "Norrdrift AB" }, { name: "Granby kommun" }],
    objectives: [{ target: { "at-least": "98.7 %" } }],
  });
});

test("whoever has not signed in opens a room that is anybody's on this machine, by keyboard alone", async () => {
  const page = await (await reader(browser, english)).newPage();
  await page.goto(`${site.url}/new`);
  await page.getByText("You have not signed in").waitFor();
  await page.getByRole("radio", { name: /^Blank/ }).focus();
  await page.keyboard.press("ArrowDown");
  await page.getByLabel("Provider", { exact: true }).focus();
  await page.keyboard.type("A");
  await page.keyboard.press("Tab");
  await page.keyboard.type("B");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/rooms\/[0-9a-f-]+$/);
  await page.locator("main h1:not([data-pending])").waitFor();
});

for (const [language, theme, width] of [
  ["sv", "light", 1440],
  ["en", "dark", 1440],
  ["sv", "dark", 360],
  ["en", "light", 360],
] as const)
  test(`axe finds nothing where an agreement is begun, in ${language}, ${theme}, ${width}`, async () => {
    const page = await pageOf(site, browser, erik, "/new", { language, theme, width });
    await looked(page, `new-${language}-${theme}-${width}`);
    await page.getByText(language === "sv" ? "Ett avtal jag har" : "An agreement I have").click();
    await page.locator("#own-text").fill("overens: 2");
    await page.locator(".wrong").first().waitFor();
    await looked(page, `new-own-${language}-${theme}-${width}`);
  });
