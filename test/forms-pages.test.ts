/** Writing a proposal in a browser: the form and the source are one text, faults are told beside the fields, and what is typed is not lost. */
import { readFileSync } from "node:fs";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, reader } from "./browser.ts";
import { looked } from "./looking.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
let browser: Browser;
let room: string;

const agreement = JSON.stringify({
  overens: "1",
  title: { sv: "Drift", en: "Hosting" },
  zone: "Europe/Stockholm",
  currency: "SEK",
  parties: [
    { id: "p", role: "provider", name: "Norrdrift AB" },
    { id: "c", role: "customer", name: "Tallholms kommun" },
  ],
  background: [
    {
      id: "b.1",
      party: "c",
      kind: "need",
      text: { sv: "Skolan skriver prov på webben.", en: "The school sits its tests online." },
    },
    { id: "b.2", party: "p", kind: "history", text: { sv: "Två avbrott förra året.", en: "Two outages last year." } },
  ],
  services: [
    { id: "web", name: { sv: "Webben", en: "The web" } },
    { id: "desk", name: { sv: "Stödet", en: "The desk" } },
  ],
  calendars: [{ id: "office", title: { sv: "Kontorstid", en: "Office hours" }, hours: { mon: ["08:00-17:00"] } }],
  objectives: [
    {
      id: "up",
      title: { sv: "Uppe", en: "Up" },
      service: "web",
      indicator: { kind: "outage-time" },
      period: "calendar-month",
      target: { "at-least": "99.9 %" },
    },
  ],
});

beforeAll(async () => {
  site = await openSite();
  browser = await openBrowser();
  const headers = { "content-type": "application/json" };
  const asked = await fetch(`${site.url}/api/rooms`, {
    method: "POST",
    headers,
    body: JSON.stringify({ agreement, facts: "", period: "2024-04" }),
  });
  room = ((await asked.json()) as { room: string }).room;
  await fetch(`${site.url}/api/rooms/${room}/negotiation`, { method: "POST", headers, body: "{}" });
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

type Seen = { readonly page: Page; readonly point: Locator };

async function seenBy(
  role: "provider" | "customer",
  language: "sv" | "en",
  theme: "light" | "dark" = "light",
  width = 1440,
  name: string = "up",
): Promise<Seen> {
  const context = await reader(browser, { language, theme, width });
  await context.addCookies([{ name: "see_as", value: role, url: site.url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${site.url}/rooms/${room}/negotiation`);
  await page.locator("main h1:not([data-pending])").waitFor();
  return { page, point: page.getByRole("article", { name: new RegExp(`p\\. ${name}$`) }) };
}

async function draftOf(): Promise<
  Record<string, unknown> & { readonly objectives: readonly Record<string, unknown>[] }
> {
  const asked = await fetch(`${site.url}/api/rooms/${room}/negotiation`, { headers: { cookie: "see_as=provider" } });
  return ((await asked.json()) as { draft: never }).draft;
}

test("form and source are one text, whichever it is written in", async () => {
  const { point } = await seenBy("provider", "en");
  await point.getByRole("button", { name: "Propose a change" }).click();
  await point.getByLabel("At least").fill("99.7 %");
  await point.getByRole("group", { name: "Title" }).getByLabel("In English").fill("Uptime");
  await point.getByRole("radio", { name: "Source" }).check();
  const source = point.getByLabel("The point as you propose it");
  const written = JSON.parse(await source.inputValue()) as Record<string, unknown>;
  expect(written).toMatchObject({ title: { sv: "Uppe", en: "Uptime" }, target: { "at-least": "99.7 %" } });
  await source.fill(JSON.stringify({ ...written, period: "quarter" }));
  await point.getByRole("radio", { name: "Form" }).check();
  expect(await point.getByLabel("Period").inputValue()).toBe("quarter");
  await source.waitFor({ state: "detached" });
  await point.getByRole("radio", { name: "Source" }).check();
  await source.fill(JSON.stringify({ ...written, colour: "red" }));
  await point.getByText("The form has no place for a part of this.").waitFor();
  expect(await point.getByRole("radio", { name: "Form" }).isDisabled()).toBe(true);
  await point
    .getByText(/colour/)
    .last()
    .waitFor();
  await source.fill("{");
  await point.getByText("This cannot be read").waitFor();
  expect(await point.getByRole("button", { name: "Send the proposal" }).isDisabled()).toBe(true);
  await point.getByRole("button", { name: "Not now" }).click();
});

test("what is wrong is said beside its field while it is typed, and nothing can be sent until it is mended", async () => {
  const { page, point } = await seenBy("provider", "sv");
  await point.getByRole("button", { name: "Föreslå en ändring" }).click();
  const send = point.getByRole("button", { name: "Skicka förslaget" });
  expect(await send.isDisabled()).toBe(true);
  const least = point.getByLabel("Minst");
  await least.fill("nästan alltid");
  await point.getByText("1 fel kvar innan det kan skickas.").waitFor();
  expect(await least.getAttribute("aria-invalid")).toBe("true");
  const [, notes = ""] = ((await least.getAttribute("aria-describedby")) ?? "").split(" ");
  expect(await page.locator(`[id="${notes}"]`).textContent()).toMatch(/99,9 %|nästan alltid/);
  await least.fill("99.8 %");
  await least.and(page.locator('[aria-invalid="false"]')).waitFor();
  expect(await send.isEnabled()).toBe(true);
  await point.getByRole("button", { name: "Inte nu" }).click();
});

test("lists, references and what is because of what are chosen, not typed", async () => {
  const { point } = await seenBy("provider", "en");
  await point.getByRole("button", { name: "Propose a change" }).click();
  await point
    .getByRole("group", { name: "Because of" })
    .getByLabel(/The school sits its tests online/)
    .check();
  await point.getByLabel("More that can be said").last().selectOption({ label: "Hours that count" });
  await point.getByRole("button", { name: "Add", exact: true }).last().click();
  await point.getByLabel("Hours that count").selectOption({ label: "office · Office hours" });
  await point.getByLabel("Target: written as").selectOption({ label: "Several rows" });
  await point.getByRole("button", { name: "Add row of the target" }).click();
  await point.getByRole("button", { name: "Remove row of the target 2" }).click();
  await point.getByRole("textbox", { name: "Why", exact: true }).fill("The tests.");
  await point.getByRole("button", { name: "Send the proposal" }).click();
  await point.getByText("The provider proposes:").waitFor();
  const customer = await seenBy("customer", "en");
  await customer.point.getByRole("button", { name: "Accept" }).click();
  await customer.point.getByText("agreed", { exact: true }).waitFor();
  expect((await draftOf()).objectives[0]).toMatchObject({
    because: ["b.1"],
    calendar: "office",
    target: [{ "at-least": "99.9 %" }],
  });
});

test("what is typed survives the other side's acts, a lost connection and a page loaded anew, until it is given up", async () => {
  const { page, point } = await seenBy("provider", "en");
  await point.getByRole("button", { name: "Propose a change" }).click();
  await point.getByLabel("At least").fill("97 %");
  const other = await seenBy("customer", "en");
  await other.point.getByRole("button", { name: "Can live with it" }).click();
  await point.getByText("The customer: Can live with it").waitFor();
  expect(await point.getByLabel("At least").inputValue()).toBe("97 %");
  await page.context().setOffline(true);
  await point.getByRole("textbox", { name: "Why", exact: true }).fill("Costs.");
  await point.getByRole("button", { name: "Send the proposal" }).click();
  await page
    .getByRole("status")
    .filter({ hasText: /reach|answer/i })
    .first()
    .waitFor();
  expect(await point.getByLabel("At least").inputValue()).toBe("97 %");
  await page.context().setOffline(false);
  await page.reload();
  await point.getByLabel("At least").waitFor();
  expect(await point.getByLabel("At least").inputValue()).toBe("97 %");
  expect(await point.getByRole("textbox", { name: "Why", exact: true }).inputValue()).toBe("Costs.");
  await point.getByRole("button", { name: "Not now" }).click();
  await page.reload();
  await point.getByRole("button", { name: "Propose a change" }).waitFor();
});

test("a new point is written in the form of its section, and stands in the draft once the other side accepts it", async () => {
  const { page } = await seenBy("provider", "en");
  const services = page.getByRole("region", { name: "Services", exact: true });
  await services.getByRole("button", { name: /Propose a new point/ }).click();
  const form = services.getByRole("region", { name: "New point: services" });
  await form.getByText("One error is left before it can be sent.").waitFor();
  expect(await form.getByLabel("Reference").inputValue()).toBe("services.1");
  await form.getByLabel("Reference").fill("web");
  await form.getByRole("group", { name: "Name" }).getByLabel("In English").fill("The archive");
  await form.getByText('Two points have the id "web".').waitFor();
  await form.getByLabel("Reference").fill("archive");
  await page.reload();
  expect(await form.getByLabel("Reference").inputValue()).toBe("archive");
  await form.getByRole("textbox", { name: "Why", exact: true }).fill("It is used every day.");
  await form.getByRole("button", { name: "Send the proposal" }).click();
  await page.getByText("The provider proposes a new point:").waitFor();
  await form.waitFor({ state: "detached" });
  const other = await seenBy("customer", "sv", "light", 1440, "archive");
  await looked(other.page, "new-point-asked-sv-light-1440");
  await other.point.getByText("Leverantören föreslår en ny punkt:").waitFor();
  await other.point.getByRole("button", { name: "Ge ett motförslag" }).click();
  await other.point.getByRole("group", { name: "Namn" }).getByLabel("På svenska").fill("Arkivet");
  await other.point.getByRole("button", { name: "Skicka förslaget" }).click();
  const point = page.getByRole("article", { name: /p\. archive$/ });
  await point.getByText("The customer proposes a new point:").waitFor();
  await point.getByRole("button", { name: "Accept" }).click();
  await point.getByText("agreed", { exact: true }).waitFor();
  expect((await draftOf())["services"]).toMatchObject([
    {},
    {},
    { id: "archive", name: { sv: "Arkivet", en: "The archive" } },
  ]);
});

test("a point is taken away once the other side accepts it; while others refer to it they are named", async () => {
  const { page } = await seenBy("customer", "sv");
  const used = page.getByRole("article", { name: /p\. web$/ });
  await used.getByRole("button", { name: "Föreslå att den tas bort" }).click();
  await used.getByText("medan andra punkter hänvisar till den: up.").waitFor();
  expect(await used.locator(".editor .first").isDisabled()).toBe(true);
  const free = page.getByRole("article", { name: /p\. desk$/ });
  await free.getByRole("button", { name: "Föreslå att den tas bort" }).click();
  await free.getByRole("textbox", { name: "Varför", exact: true }).fill("Vi har ett eget.");
  await free.locator(".editor .first").click();
  await free.getByText("Kunden föreslår att punkten tas bort:").waitFor();
  const { point, page: his } = await seenBy("provider", "en", "dark", 360, "desk");
  await point.getByText("The customer proposes to remove the point:").waitFor();
  await looked(his, "removal-asked-en-dark-360");
  await point.getByRole("button", { name: "Accept" }).click();
  await point.waitFor({ state: "detached" });
  expect(((await draftOf())["services"] as readonly { id: string }[]).map(({ id }) => id)).toEqual(["web", "archive"]);
});

test("every point of an agreement with all that there is comes into its form without a fault, and goes out of it unchanged", async () => {
  const whole = readFileSync("examples/complete/agreement.yaml", "utf8");
  const headers = { "content-type": "application/json" };
  const ask = async (path: string, body: object): Promise<{ readonly room: string }> =>
    (
      await fetch(`${site.url}/api/rooms${path}`, { method: "POST", headers, body: JSON.stringify(body) })
    ).json() as never;
  const before = room;
  room = (await ask("", { agreement: whole, facts: "", period: "2027-01" })).room;
  await ask(`/${room}/negotiation`, {});
  const { page } = await seenBy("provider", "en");
  room = before;
  const buttons = page.getByRole("button", { name: "Propose a change" });
  const count = await buttons.count();
  for (let opened = 0; opened < count; opened++) await buttons.first().click();
  await page.getByText("Checking …").first().waitFor({ state: "detached" });
  const said = await page.locator(".editor > [role=status]").allTextContents();
  expect(said).toEqual(Array.from({ length: count }, () => "Nothing has been changed yet."));
  expect(count).toBeGreaterThan(30);
  expect(await page.locator(".editor .wrong").allTextContents()).toEqual([]);
  expect(await page.locator(".editor input[type=radio]:disabled").count()).toBe(0);
  await looked(page, "complete-forms");
});

for (const [language, theme, width] of [
  ["sv", "light", 1440],
  ["en", "dark", 1440],
  ["sv", "dark", 360],
  ["en", "light", 360],
] as const)
  test(`axe finds nothing on a form, in ${language}, ${theme}, ${width}`, async () => {
    const { page, point } = await seenBy("provider", language, theme, width);
    const propose = language === "sv" ? "Föreslå en ändring" : "Propose a change";
    await point.getByRole("button", { name: propose }).click();
    await point.getByLabel(language === "sv" ? "Minst" : "At least").fill("?");
    await point.locator(".wrong").first().waitFor();
    const calendar = page.getByRole("article", { name: /p\. office$/ });
    await calendar.getByRole("button", { name: propose }).click();
    await calendar.locator(".group").first().waitFor();
    const added = language === "sv" ? "Föreslå en ny punkt" : "Propose a new point";
    await page.getByRole("button", { name: added }).nth(3).click();
    await page.locator(".new-point .wrong").first().waitFor();
    await looked(page, `form-${language}-${theme}-${width}`);
  });
