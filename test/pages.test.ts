import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, type Reading, reader } from "./browser.ts";
import { axe, faultsOnPage } from "./faults.ts";
import { minimalAgreement } from "./minimal.ts";
import { prepareRoom } from "./prepared.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
let browser: Browser;
let safespring = "";
let incidents = "";

beforeAll(async () => {
  site = await openSite();
  browser = await openBrowser();
  const { rooms } = (await (await fetch(`${site.url}/api/rooms`)).json()) as {
    rooms: { room: string; period: string }[];
  };
  safespring = rooms.find(({ period }) => period === "2024-04")?.room ?? "";
  incidents = rooms.find(({ period }) => period === "2016-03")?.room ?? "";
  await fetch(`${site.url}/api/rooms/${incidents}/negotiation`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  await prepareRoom(site.url, safespring);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const swedish: Reading = { language: "sv", theme: "light", width: 1440 };

async function opened(path: string, reading: Reading = swedish): Promise<Page> {
  const page = await (await reader(browser, reading)).newPage();
  await page.goto(site.url + path);
  await page.locator("main h1:not([data-pending])").waitFor();
  return page;
}

test("the terminal, the database and the browser give one result hash", async () => {
  const facts = ["examples/safespring/agreement.yaml", "examples/safespring/facts.jsonl"];
  const terminal = JSON.parse(
    execFileSync(
      process.execPath,
      ["packages/cli/bin/overens.js", "evaluate", ...facts, "--period", "2024-04", "--json"],
      { encoding: "utf8" },
    ),
  ) as { hash: string };
  const stored = (await (await fetch(`${site.url}/api/rooms/${safespring}/statements/2024-04`)).json()) as {
    result: { hash: string };
  };
  const page = await opened(`/rooms/${safespring}/statements/2024-04`);
  await page.getByRole("button", { name: "Räkna om här" }).click();
  const told = page.getByRole("status").filter({ hasText: "Samma." });
  await told.waitFor();
  expect(stored.result.hash).toBe(terminal.hash);
  expect(await told.textContent()).toContain(terminal.hash);
});

test("after the facts have arrived, recomputing makes no request", async () => {
  const page = await opened(`/rooms/${incidents}/statements/2016-03`);
  const after: string[] = [];
  page.on(
    "response",
    (response) => response.url().endsWith("/facts") && page.on("request", (request) => after.push(request.url())),
  );
  await page.getByRole("button", { name: "Räkna om här" }).click();
  await page.getByRole("status").filter({ hasText: "Samma." }).waitFor({ timeout: 20_000 });
  expect(after.filter((url) => !url.includes("/assets/"))).toEqual([]);
});

test("one byte of the facts changed on the way shows as a difference, with its line", async () => {
  const page = await opened(`/rooms/${safespring}/statements/2024-04`);
  await page.route("**/facts", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace("T10:05:00Z", "T10:06:00Z") });
  });
  await page.getByRole("button", { name: "Räkna om här" }).click();
  const told = page.getByRole("status").filter({ hasText: "Avviker." });
  await told.waitFor();
  expect(await told.textContent()).toContain("availability-compute · compute");
});

test("one figure changed on its way from the server shows as a difference, with its line", async () => {
  const page = await opened(`/rooms/${safespring}/statements/2024-04`);
  await page.route("**/statements/*", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      body: (await answer.text()).replace('"amount":"1000.00"', '"amount":"100.00"'),
    });
  });
  await page.reload();
  await page.getByRole("button", { name: "Räkna om här" }).click();
  const told = page.getByRole("status").filter({ hasText: "Avviker." });
  await told.waitFor();
  expect(await told.textContent()).toContain("remedies");
});

test("provider and customer read the same words and figures", async () => {
  const texts = await Promise.all(
    (["provider", "customer"] as const).map(async (role) => {
      const context = await reader(browser, swedish);
      await context.addCookies([{ name: "see_as", value: role, url: site.url }]);
      const page = await context.newPage();
      await page.goto(`${site.url}/rooms/${safespring}/statements/2024-04`);
      await page.locator("main h1:not([data-pending])").waitFor();
      await page.waitForTimeout(1500); // the zone's rules come after the page, and the charts measure their width
      return page.locator("main").innerText();
    }),
  );
  expect(texts[0]).toBe(texts[1]);
});

test("a fact sent from a terminal is in the open page within two seconds", async () => {
  const added = (await (
    await fetch(`${site.url}/api/rooms`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        agreement: readFileSync("examples/safespring/agreement.yaml", "utf8"),
        facts: "",
        period: "2024-04",
      }),
    })
  ).json()) as { room: string };
  const page = await opened(`/rooms/${added.room}`);
  await page.waitForTimeout(500);
  const sent = await fetch(`${site.url}/api/rooms/${added.room}/facts`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: '{"kind":"outage","id":"o-1","subject":"backup","from":"2024-04-02T00:00:00Z","until":"2024-04-03T00:00:00Z"}',
  });
  expect(sent.status).toBe(202);
  await page.getByText("ej uppfyllt").first().waitFor({ timeout: 2000 });
});

test("a statement is issued after reading what that means; one figure changed in the database shows as a difference, with its line", async () => {
  const page = await opened(`/rooms/${safespring}/statements/2024-04`);
  await page.getByRole("button", { name: "Utfärda månadsutfallet" }).click();
  await page.getByText("aldrig ändras").waitFor();
  await page.getByRole("button", { name: "Utfärda det" }).click();
  await page.waitForURL("**/statements/2024-04/1");
  await page.getByText("som det utfärdades").waitFor();
  await page.getByRole("button", { name: "Räkna om här" }).click();
  await page.getByRole("status").filter({ hasText: "Samma." }).waitFor();
  await site.database.asOperator((client) =>
    client.query(
      `update statement set result = replace(result, '"amount":"1000.00"', '"amount":"100.00"') where room_id = $1`,
      [safespring],
    ),
  );
  await page.reload();
  await page.getByText("som det utfärdades").waitFor();
  await page.getByRole("button", { name: "Räkna om här" }).click();
  const told = page.getByRole("status").filter({ hasText: "Avviker." });
  await told.waitFor();
  expect(await told.textContent()).toContain("remedies");
  await page.goto(`${site.url}/rooms/${safespring}/statements/2024-04`);
  await page.getByText("Månadsutfall nr 1").first().waitFor();
  expect(await page.getByRole("button", { name: "Utfärda månadsutfallet" }).count()).toBe(0);
});

test("more than a page should read is recomputed from day blocks, and the page says so", async () => {
  const agreement = JSON.stringify({
    overens: "1",
    title: "Prov",
    zone: "UTC",
    parties: [
      { id: "p", role: "provider", name: "P" },
      { id: "c", role: "customer", name: "C" },
    ],
    services: [{ id: "web", name: "Web" }],
    objectives: [{ id: "up", title: "Uppe", indicator: { kind: "outage-time" }, target: { "at-least": "99.9 %" } }],
  });
  const { room } = (await (
    await fetch(`${site.url}/api/rooms`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ agreement, facts: "", period: "2026-03" }),
    })
  ).json()) as { room: string };
  const start = Date.parse("2026-03-02T00:00:00Z");
  for (let part = 0; part < 2; part++) {
    const lines = Array.from(
      { length: 120_000 },
      (_, index) =>
        `{"kind":"sample","source":"room","subject":"web","slot":"${new Date(start + (part * 120_000 + index) * 1000).toISOString()}","length_ms":1000,"state":"${index % 977 === 0 ? "down" : "up"}"}`,
    );
    const sent = await fetch(`${site.url}/api/rooms/${room}/facts`, {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body: lines.join("\n"),
    });
    expect(sent.status).toBe(202);
  }
  const page = await opened(`/rooms/${room}/statements/2026-03`);
  await page.getByRole("button", { name: "Räkna om här" }).click();
  const told = page.getByRole("status").filter({ hasText: "dygnsblock" });
  await told.waitFor({ timeout: 20_000 });
  expect(await told.textContent()).toContain("Samma.");
}, 60_000);

test("contradictions and corrections are shown with every version", async () => {
  const { room } = (await (
    await fetch(`${site.url}/api/rooms`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        agreement: readFileSync("examples/safespring/agreement.yaml", "utf8"),
        facts: "",
        period: "2024-04",
      }),
    })
  ).json()) as { room: string };
  for (const until of ["10:00", "11:00"])
    await fetch(`${site.url}/api/rooms/${room}/facts`, {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body: `{"kind":"outage","id":"o-1","subject":"backup","from":"2024-04-02T00:00:00Z","until":"2024-04-02T${until}:00Z"}`,
    });
  const page = await opened(`/rooms/${room}/sources`);
  await page.getByText("room/o-1").waitFor();
  expect(await page.getByText("2024-04-02T11:00:00Z").count()).toBeGreaterThan(0);
});

test("two people in their own browsers come to an understanding on a point, each seeing the other's act without reloading", async () => {
  const { room } = (await (
    await fetch(`${site.url}/api/rooms`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        agreement: readFileSync("examples/safespring/agreement.yaml", "utf8"),
        facts: "",
        period: "2024-04",
      }),
    })
  ).json()) as { room: string };
  const browserOf = async (role: "provider" | "customer", reading: Reading): Promise<Page> => {
    const context = await reader(browser, reading);
    await context.addCookies([{ name: "see_as", value: role, url: site.url }]);
    const page = await context.newPage();
    await page.goto(`${site.url}/rooms/${room}/negotiation`);
    await page.locator("main h1:not([data-pending])").waitFor();
    return page;
  };
  const erik = await browserOf("provider", swedish);
  await erik.getByRole("button", { name: "Öppna ett utkast" }).click();
  await erik.getByRole("article", { name: /availability-backup/ }).waitFor();
  const sara = await browserOf("customer", { ...swedish, language: "en" });
  const hers = sara.getByRole("article", { name: /availability-backup/ });
  await hers.getByRole("button", { name: "Propose a change" }).click();
  await hers.getByRole("radio", { name: "Source" }).check();
  const source = hers.getByRole("textbox", { name: "The point as you propose it" });
  await source.fill((await source.inputValue()).replace("99.90 %", "99.95 %").replace("99.9 %", "99.95 %"));
  await hers.getByRole("textbox", { name: "Why" }).fill("The tills.");
  await hers.getByRole("button", { name: "Send the proposal" }).click();
  const his = erik.getByRole("article", { name: /availability-backup/ });
  await his.getByText("Kunden föreslår:").waitFor({ timeout: 5000 });
  await his
    .getByRole("list", { name: "Vad det betyder" })
    .getByText(/99,90?\s%.*99,95\s%/)
    .waitFor();
  await his.getByText("Det finns inga fakta. Ingen vet om det här går att hålla.").waitFor();
  await his.getByText("Ingen: avgifterna blir som de är.").waitFor();
  await his.getByRole("button", { name: "Godta" }).click();
  await his.getByText("överenskommen").waitFor();
  await hers.getByText("agreed", { exact: true }).waitFor({ timeout: 5000 });
  const other = sara.getByRole("article", { name: /maintenance/ }).first();
  await other.getByRole("button", { name: "Not satisfied" }).click();
  await other.getByRole("textbox", { name: "Why?" }).fill("Too short a notice.");
  await other.getByRole("button", { name: "Send" }).click();
  await erik.getByText("Too short a notice.").waitFor({ timeout: 5000 });
});

test("one opens a room and invites, the other comes in from the letter; each in a language of their own, all through the pages", async () => {
  const signIn = async (page: Page, address: string, name: string, words: "sv" | "en"): Promise<void> => {
    const say = (sv: string, en: string): string => (words === "sv" ? sv : en);
    if (await page.getByLabel(say("E-postadress", "E-mail address")).isEditable())
      await page.getByLabel(say("E-postadress", "E-mail address")).fill(address);
    await page.getByRole("button", { name: say("Skicka en kod", "Send a code") }).click();
    await page.getByLabel(say("Kod, sex siffror", "Code, six digits")).waitFor();
    const letters = (await (await fetch(`${site.url}/api/mailbox?address=${encodeURIComponent(address)}`)).json()) as {
      letters: { kind: string; body: string }[];
    };
    const code = /\d{6}/.exec(letters.letters.find(({ kind }) => kind === "code")?.body ?? "")?.[0] ?? "";
    await page.getByLabel(say("Kod, sex siffror", "Code, six digits")).fill(code);
    await page.getByRole("button", { name: say("Logga in", "Sign in"), exact: true }).click();
    await page.getByLabel(say("Namn", "Name"), { exact: true }).fill(name);
    await page.getByRole("button", { name: say("Gå vidare", "Go on") }).click();
  };
  const erik = await opened("/sign-in", { language: "en", theme: "light", width: 1440 });
  await signIn(erik, "erik@pages.se", "Erik Lund", "en");
  await erik.getByText("Signed in as Erik Lund").waitFor();
  await erik.getByLabel("Agreement", { exact: true }).fill(minimalAgreement("Drift åt Tallholm"));
  await erik.getByLabel("I open it for the provider: Erik Lund").check();
  await erik.getByRole("button", { name: "Add", exact: true }).click();
  await erik.getByRole("link", { name: "People" }).click();
  await erik.getByText("Invite somebody to act for Tallholms kommun").click();
  await erik.getByLabel("E-mail address").last().fill("sara@pages.se");
  for (const may of ["manage people", "negotiate"]) await erik.getByLabel(may).last().check();
  await erik.getByRole("button", { name: "Invite", exact: true }).last().click();
  await erik.getByText("Invited: sara@pages.se").waitFor();
  const sara = await opened("/mailbox");
  const [letter] = await Promise.all([
    sara.context().waitForEvent("page"),
    sara.getByRole("link", { name: "Öppna länken" }).first().click(),
  ]);
  await letter.getByRole("heading", { name: "Du är inbjuden till: Drift åt Tallholm" }).waitFor();
  await signIn(letter, "sara@pages.se", "Sara Ek", "sv");
  await letter.getByRole("link", { name: "Personer" }).click();
  await letter.locator("b", { hasText: "Sara Ek" }).waitFor();
  await erik.locator("b", { hasText: "Sara Ek" }).waitFor({ timeout: 5000 });
}, 60_000);

test("a key pressed the moment after the search is closed is heard", async () => {
  const page = await opened("/");
  for (let round = 0; round < 40; round++)
    for (const key of ["Control+k", "?"]) {
      await page.keyboard.press(key);
      await page.getByRole("dialog").waitFor({ timeout: 3000 });
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    }
}, 120_000);

describe("accessibility", () => {
  const paths = async (): Promise<readonly string[]> => {
    const { result } = (await (await fetch(`${site.url}/api/rooms/${safespring}/statements/2024-04`)).json()) as {
      result: { results: { objective: string; subject: string }[] };
    };
    const points = result.results
      .slice(0, 1)
      .map(({ objective, subject }) => `/rooms/${safespring}/points/${objective}~${subject}`);
    const inRooms = [
      "",
      "/statements/2024-04",
      "/expectations",
      "/cases",
      "/sources",
      "/people",
      "/proof",
      "/preparation",
      "/plan",
      "/adoption",
      "/cases/no-such-case",
    ].map((page) => `/rooms/${safespring}${page}`);
    const ofCases = ["/cases", "/cases/INC0000977", "/negotiation", "/preparation", "/plan", "/adoption"].map(
      (page) => `/rooms/${incidents}${page}`,
    );
    const signing = ["/sign-in", "/welcome", "/owner", "/mailbox", "/join", `/invitation/${safespring}`];
    return ["/", ...inRooms, ...points, ...ofCases, ...signing, "/ui", "/no-such-page", "/rooms/no-such-room"];
  };
  for (const language of ["sv", "en"] as const)
    for (const theme of ["light", "dark"] as const)
      test(`axe finds nothing on any page in ${language}, ${theme}, wide or narrow; none scrolls sideways, and what scrolls or is drawn has a name`, async () => {
        const page = await (await reader(browser, { language, theme, width: 1440 })).newPage();
        const faults: string[] = [];
        const look = async (where: string): Promise<void> =>
          void faults.push(...((await page.evaluate(faultsOnPage)) as string[]).map((fault) => `${where}: ${fault}`));
        for (const path of await paths()) {
          await page.setViewportSize({ width: 1440, height: 900 });
          await page.goto(site.url + path);
          await page.locator("main h1:not([data-pending])").waitFor();
          await page.evaluate(axe);
          for (const width of [1440, 360]) {
            await page.setViewportSize({ width, height: 900 });
            await look(`${path} at ${width}`);
          }
        }
        for (const key of ["Control+k", "?"]) {
          await page.keyboard.press(key);
          await page.getByRole("dialog").waitFor();
          await look(`${key} at 360`);
          await page.keyboard.press("Escape");
          await page.getByRole("dialog").waitFor({ state: "hidden" });
        }
        await page.context().close();
        expect(faults).toEqual([]);
      }, 120_000);
});
