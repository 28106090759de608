/** By keyboard alone, on paper, and when something is missing: the pages without a mouse, a screen or luck. */
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
  const { rooms } = (await (await fetch(`${site.url}/api/rooms`)).json()) as {
    rooms: { room: string; period: string }[];
  };
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
  await page.locator("main h1:not([data-pending])").waitFor();
  return page;
}

const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole("heading", { level: 1, name }).waitFor({ timeout: 5000 });

describe("by keyboard", () => {
  test("Ctrl K finds a case of 828 by the end of its number, and Enter opens it without a new document", async () => {
    const page = await opened(`/rooms/${incidents}`);
    await page.evaluate("window.sameDocument = true");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Sök punkt, ärende eller sida" }).fill("1408");
    await expect
      .poll(() => page.getByRole("dialog").getByRole("option").allTextContents())
      .toEqual(["INC0001408 ärende"]);
    await page.keyboard.press("Enter");
    await heading(page, "Ärende INC0001408");
    expect(await page.evaluate("window.sameDocument")).toBe(true);
    await page.waitForFunction("document.activeElement?.tagName === 'H1'");
    expect(await page.title()).toBe("Ärende INC0001408 · Servicedesk för verksamhetens IT · Överens");
  });

  test("å, ä and ö are found by those who cannot type them", async () => {
    const page = await opened(`/rooms/${incidents}`);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("atgardstid kritisk");
    await expect.poll(() => page.getByRole("dialog").getByRole("option").first().textContent()).toContain("Åtgärdstid");
  });

  test("Escape closes the search and gives the focus back", async () => {
    const page = await opened(`/rooms/${safespring}`);
    await page.getByRole("button", { name: /^Sök/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("combobox").fill("xyz");
    await page.getByText("Inget heter så.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(await page.evaluate("document.activeElement.className")).toBe("find");
  });

  test("g and a letter go to each page that the help lists", async () => {
    const page = await opened(`/rooms/${safespring}`);
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Tangenter" });
    await help.getByText("g h").waitFor();
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "hidden" });
    for (const [letter, name] of [
      ["s", "April 2024"],
      ["e", "Förväntningar"],
      ["c", "Ärenden"],
      ["f", "Fakta in"],
      ["n", "Förhandla"],
      ["h", "Molntjänster från Safespring"],
      ["a", "Avtal"],
    ] as const) {
      await page.keyboard.press("g");
      await page.keyboard.press(letter);
      await heading(page, name);
    }
  });

  test("j and k move between the points, Enter opens one, and back returns to where one was", async () => {
    const page = await opened(`/rooms/${incidents}`);
    for (const key of ["j", "j", "j", "j", "k"]) await page.keyboard.press(key);
    expect(
      await page.evaluate(
        "document.activeElement.closest('.waits') !== null || document.activeElement.closest('.points') !== null",
      ),
    ).toBe(true);
    const name = await page.evaluate("document.activeElement.textContent");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/points/**");
    await page.goBack();
    await page.getByText(String(name)).first().waitFor();
  });

  test("letters pressed alone can be switched off", async () => {
    const page = await opened(`/rooms/${safespring}`);
    await page.keyboard.press("?");
    await page.getByRole("checkbox", { name: "Ensamma tangenter gör något" }).uncheck();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("?");
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  test("nothing that has the focus is hidden under the top bar, and each stop shows it", async () => {
    const page = await opened(`/rooms/${safespring}/statements/2024-04`);
    for (let stop = 0; stop < 60; stop++) {
      await page.keyboard.press("Tab");
      const seen = await page.evaluate(`(() => {
        const element = document.activeElement;
        if (element === document.body) return "body";
        const { top, bottom } = element.getBoundingClientRect();
        const bar = document.querySelector(".top");
        const hidden = !bar.contains(element) && !element.matches(".skip") && (bottom <= bar.getBoundingClientRect().bottom || top >= innerHeight);
        return hidden ? "hidden: " + element.outerHTML.slice(0, 120) : getComputedStyle(element).outlineStyle === "none" ? "no outline: " + element.outerHTML.slice(0, 120) : "seen";
      })()`);
      expect(["seen", "body"]).toContain(seen);
    }
  });
});

describe("on paper", () => {
  for (const language of ["sv", "en"] as const)
    test(`the expectations of both parties take two A4 pages at most, in ${language}, whatever the look of the screen`, async () => {
      for (const room of [safespring, incidents]) {
        const page = await opened(`/rooms/${room}/expectations`, { language, theme: "dark", width: 360 });
        await page
          .getByText(language === "sv" ? /kan förvänta sig/ : /may expect/)
          .first()
          .waitFor();
        const pages = (await page.pdf({ format: "A4", preferCSSPageSize: true }))
          .toString("latin1")
          .match(/\/Type\s*\/Page\b/g);
        expect(pages?.length).toBeLessThanOrEqual(2);
      }
    });

  test("a statement prints with every line opened", async () => {
    const page = await opened(`/rooms/${safespring}/statements/2024-04`);
    await page.emulateMedia({ media: "print" });
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('details:not(.settings)')].filter((line) => line.lastElementChild.getBoundingClientRect().height === 0).length",
      ),
    ).toBe(0);
  });
});

describe("when something is missing", () => {
  test("an address that leads nowhere says so and leads on, in both languages", async () => {
    await heading(await opened("/no-such-page"), "Det finns inget här.");
    const page = await opened("/no-such-page", { ...swedish, language: "en" });
    await heading(page, "There is nothing here.");
    await page.getByRole("link", { name: "To the agreements" }).click();
    await heading(page, "Agreements");
  });

  test("a page that fails inside a room keeps the room round it, and pressing again is enough once it works", async () => {
    const page = await opened(`/rooms/${safespring}`);
    await page.route("**/disputed", (route) => route.abort());
    await page.getByRole("link", { name: /^Fakta in/ }).click();
    await heading(page, "Det här gick inte att hämta.");
    await page.getByRole("navigation", { name: "I avtalsrummet" }).waitFor();
    await page.unroute("**/disputed");
    await page.getByRole("button", { name: "Försök igen" }).click();
    await heading(page, "Fakta in");
  });

  test("while a room is fetched the page says what takes time", async () => {
    const page = await opened("/");
    await page.route("**/statements/2024-04", async (route) => {
      await new Promise((late) => setTimeout(late, 1500));
      await route.continue();
    });
    await page.getByRole("link", { name: "Molntjänster från Safespring" }).click();
    await page.getByText("Servern räknar fram perioden").waitFor({ timeout: 1400 });
    await heading(page, "Molntjänster från Safespring");
  });

  test("an agreement without facts or cases says what to do instead of showing empty lists", async () => {
    const agreement = JSON.stringify({
      overens: "1",
      title: "Nytt",
      zone: "UTC",
      parties: [
        { id: "p", role: "provider", name: "P" },
        { id: "c", role: "customer", name: "C" },
      ],
      services: [{ id: "web", name: "Web" }],
      objectives: [
        { id: "pool", title: "Svar", indicator: { kind: "pooled-ratio" }, target: { "at-least": "99.9 %" } },
      ],
    });
    const { room } = (await (
      await fetch(`${site.url}/api/rooms`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ agreement, facts: "", period: "2026-03" }),
      })
    ).json()) as { room: string };
    const page = await opened(`/rooms/${room}`);
    await page.getByText("Inget har mätts i perioden än.").waitFor();
    await page.getByRole("link", { name: "Skicka ett faktum" }).click();
    await heading(page, "Fakta in");
    await page.goto(`${site.url}/rooms/${room}/cases`);
    await page.getByText("Ingen punkt i det här avtalet räknar ärenden.").waitFor();
    await page.goto(`${site.url}/rooms/${room}/points/no-such-point`);
    await page.getByText("Ingen punkt som heter så avgörs i perioden.").waitFor();
  });
});
