import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, type Reading, reader } from "./browser.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
let browser: Browser;
let safespring = "";
let incidents = "";

beforeAll(async () => {
  site = await openSite();
  browser = await openBrowser();
  const { rooms } = (await (await fetch(`${site.url}/api/rooms`)).json()) as { rooms: { room: string; period: string }[] };
  safespring = rooms.find(({ period }) => period === "2024-04")?.room ?? "";
  incidents = rooms.find(({ period }) => period === "2016-03")?.room ?? "";
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const swedish: Reading = { language: "sv", theme: "light", width: 1440 };

async function opened(path: string, reading: Reading = swedish): Promise<Page> {
  const page = await (await reader(browser, reading)).newPage();
  await page.goto(site.url + path);
  await page.locator("main h1").waitFor();
  return page;
}

test("the terminal, the database and the browser give one result hash", async () => {
  const facts = ["examples/safespring/agreement.yaml", "examples/safespring/facts.jsonl"];
  const terminal = JSON.parse(execFileSync(process.execPath, ["packages/cli/bin/overens.js", "evaluate", ...facts, "--period", "2024-04", "--json"], { encoding: "utf8" })) as { hash: string };
  const stored = (await (await fetch(`${site.url}/api/rooms/${safespring}/statements/2024-04`)).json()) as { result: { hash: string } };
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
  page.on("response", (response) => response.url().endsWith("/facts") && page.on("request", (request) => after.push(request.url())));
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
    await route.fulfill({ response: answer, body: (await answer.text()).replace('"amount":"1000.00"', '"amount":"100.00"') });
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
      await page.locator("main h1").waitFor();
      await page.waitForTimeout(1500); // the zone's rules come after the page, and the charts measure their width
      return page.locator("main").innerText();
    }),
  );
  expect(texts[0]).toBe(texts[1]);
});

test("a fact sent from a terminal is in the open page within two seconds", async () => {
  const added = (await (await fetch(`${site.url}/api/rooms`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ agreement: readFileSync("examples/safespring/agreement.yaml", "utf8"), facts: "", period: "2024-04" }) })).json()) as { room: string };
  const page = await opened(`/rooms/${added.room}`);
  await page.waitForTimeout(500);
  const sent = await fetch(`${site.url}/api/rooms/${added.room}/facts`, { method: "POST", headers: { "content-type": "application/x-ndjson" }, body: '{"kind":"outage","id":"o-1","subject":"backup","from":"2024-04-02T00:00:00Z","until":"2024-04-03T00:00:00Z"}' });
  expect(sent.status).toBe(202);
  await page.getByText("ej uppfyllt").first().waitFor({ timeout: 2000 });
});

describe("accessibility", () => {
  const paths = (): readonly string[] => ["/", `/rooms/${safespring}`, `/rooms/${safespring}/statements/2024-04`, `/rooms/${safespring}/expectations`, `/rooms/${safespring}/sources`, `/rooms/${incidents}/cases/INC0000977`];
  for (const language of ["sv", "en"] as const)
    for (const theme of ["light", "dark"] as const)
      test(`axe finds nothing on any page in ${language}, ${theme}`, async () => {
        const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
        for (const path of paths()) {
          const page = await opened(path, { language, theme, width: 1440 });
          await page.evaluate(axe);
          const violations = await page.evaluate("axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).slice(0, 3).join(' ')))");
          expect(violations, path).toEqual([]);
          await page.context().close();
        }
      });
});
