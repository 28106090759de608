/** Preparing through the pages: two people in browsers and languages of their own, in as few clicks as it can be done. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, reader } from "./browser.ts";
import { minimalAgreement } from "./minimal.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
let browser: Browser;
beforeAll(async () => {
  site = await openSite();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const agreement = minimalAgreement("Drift åt Tallholm");

async function openRoom(): Promise<string> {
  const answer = await fetch(`${site.url}/api/rooms`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ agreement, facts: "" }),
  });
  return ((await answer.json()) as { room: string }).room;
}
/** Erik reads Swedish and acts for the provider, Sara reads English and acts for the customer. */
async function both(room: string, place: string): Promise<{ readonly erik: Page; readonly sara: Page }> {
  const open = async (role: "provider" | "customer", language: "sv" | "en"): Promise<Page> => {
    const context = await reader(browser, { language, theme: "light", width: 1440 });
    await context.addCookies([{ name: "see_as", value: role, url: site.url }]);
    const page = await context.newPage();
    page.setDefaultTimeout(8000);
    await page.goto(`${site.url}/rooms/${room}/${place}`);
    await page.locator("main h1:not([data-pending])").waitFor();
    return page;
  };
  return { erik: await open("provider", "sv"), sara: await open("customer", "en") };
}

test("one click each closes how they work, and each sees the other's yes without reloading", async () => {
  const { erik, sara } = await both(await openRoom(), "preparation");
  await erik.getByRole("button", { name: "Ja, så arbetar vi" }).click();
  await erik.getByText("Nu väntar det på Tallholms kommun").waitFor();
  await sara.getByText("The provider has said yes to the lines below").waitFor({ timeout: 5000 });
  await sara.getByRole("button", { name: "Yes, this is how we work" }).click();
  await sara.getByText("Both have said yes to how you work.").waitFor();
  await erik.getByText("Båda har sagt ja till hur ni arbetar.").waitFor({ timeout: 5000 });
  await erik.getByRole("link", { name: "Gå vidare till texten" }).click();
  await erik.getByRole("button", { name: "Öppna ett utkast" }).waitFor();
});

test("a changed line stands marked beside what it said before, and its yes is to the whole", async () => {
  const { erik, sara } = await both(await openRoom(), "preparation");
  await sara.getByRole("button", { name: "Change lines" }).click();
  await sara.getByLabel("How we sign").selectOption({ label: "Whoever signs does so with their passkey." });
  await sara.getByLabel("Holiday times").fill("Karin answers in August.");
  await sara.getByRole("button", { name: "Propose these lines" }).click();
  const changed = erik.locator("[data-changed=true]");
  await changed.filter({ hasText: "Karin answers in August." }).waitFor({ timeout: 5000 });
  expect(await changed.count()).toBe(2);
  expect(await changed.locator("del").first().textContent()).toContain("kod till e-postadressen");
  await erik.getByRole("button", { name: "Ja, så arbetar vi" }).click();
  await erik.getByText("Båda har sagt ja till hur ni arbetar.").waitFor();
});

test("both may skip by saying so", async () => {
  const { erik, sara } = await both(await openRoom(), "preparation");
  await erik.getByRole("button", { name: "Hoppa över" }).click();
  await sara.getByText("The provider wants to skip this.").waitFor({ timeout: 5000 });
  await sara.getByRole("button", { name: "Skip this" }).click();
  await erik.getByText("Båda har hoppat över det här.").waitFor({ timeout: 5000 });
});

test("a note is its side's own until one click shares it", async () => {
  const { erik, sara } = await both(await openRoom(), "preparation");
  await sara.getByLabel("What is it about?").fill("The tills must work at lunch.");
  await sara.getByRole("button", { name: "Note it, for us alone" }).click();
  const lane = sara.locator(".lane");
  await lane.getByText("The tills must work at lunch.").first().waitFor();
  await erik.reload();
  await erik.getByRole("heading", { name: "Bakgrund" }).waitFor();
  expect(await erik.locator("main").textContent()).not.toContain("The tills");
  await lane.getByRole("button", { name: /^Share/ }).click();
  await erik.getByText("The tills must work at lunch.").first().waitFor({ timeout: 5000 });
  await erik.getByRole("heading", { name: "Behov som ingen punkt svarar på än" }).waitFor();
});

test("a signed file is taken in, the text beside it mended and confirmed by both", async () => {
  const room = await openRoom();
  const { erik, sara } = await both(room, "preparation");
  await erik.getByText("Det är redan undertecknat, på annat håll").click();
  const file = { name: "bilaga.txt", mimeType: "text/plain", buffer: Buffer.from("Minst 99,5 procent. <b>x</b>") };
  await erik.getByLabel("Den undertecknade filen, högst 20 MB").setInputFiles(file);
  await erik.getByLabel("Undertecknat den").fill("2025-03-01");
  await erik.getByLabel("Undertecknat av, ett namn per rad").fill("Omar Ali\nJonas Berg");
  await erik.getByRole("button", { name: "Ta in det" }).click();
  await erik.getByRole("link", { name: "Jämför text och fil" }).click();
  await erik.getByText("Minst 99,5 procent. <b>x</b>").waitFor();
  await erik.getByRole("button", { name: "Rätta texten" }).click();
  const source = erik.getByLabel("Avtalet som det är skrivet, i YAML eller JSON.");
  await source.fill("title: [");
  await erik.getByRole("button", { name: "Behåll den här texten" }).click();
  await erik.getByRole("status").filter({ hasText: "Avtalet kan inte tas emot" }).waitFor();
  await source.fill(agreement.replace("99.9 %", "99.5 %"));
  await erik.getByRole("button", { name: "Behåll den här texten" }).click();
  await erik.getByRole("region", { name: "Texten här" }).getByText(/99,5/).waitFor();
  await erik.getByRole("button", { name: "Texten säger vad filen säger" }).click();
  await erik.getByText("Bekräftat av Leverantören.").waitFor();
  await sara.goto(`${site.url}/rooms/${room}/adoption`);
  await sara.getByRole("button", { name: "The text says what the file says" }).click();
  await sara.getByText("Both have confirmed that the text here says what the file says.").waitFor();
  const download = sara.waitForEvent("download");
  await sara.getByRole("link", { name: "Download the file" }).click();
  expect((await download).suggestedFilename()).toBe("bilaga.txt");
});

test("the plan is drawn, said in words and moved by whose it is", async () => {
  const { erik, sara } = await both(await openRoom(), "plan");
  await erik.getByLabel("Vad som ska göras").fill("Flytta över data");
  await erik.getByLabel("Klart", { exact: true }).fill("2020-01-31");
  await erik.getByLabel("En grind: avtalet börjar inte före den").check();
  await erik.getByRole("button", { name: "Lägg till" }).click();
  const task = erik.getByRole("article", { name: "Flytta över data" });
  await task.getByText(/dagar sen/).waitFor();
  await erik.getByRole("group", { name: /Vägen till starten/ }).press("ArrowRight");
  await erik
    .getByText(/2020-01-31: Flytta över data, Leverantören, på väg/)
    .first()
    .waitFor();
  await task.getByRole("button", { name: /Det är klart/ }).click();
  await task.getByLabel("Vad är gjort?").fill("Flyttat och jämfört.");
  await task.getByRole("button", { name: "Säg det" }).click();
  const hers = sara.getByRole("article", { name: "Flytta över data" });
  await hers.getByText("Flyttat och jämfört.").waitFor({ timeout: 5000 });
  await hers.getByRole("button", { name: /^Verify/ }).click();
  await sara.getByText("Ready to start: all 1 gates are passed.").waitFor();
  await erik.getByText("Klart att börja").waitFor({ timeout: 5000 });
});
