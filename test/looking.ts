/** Pages of people who have signed in, and looking at them. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser as Chromium, Page } from "playwright-core";
import { expect } from "vitest";
import { type Reading, reader } from "./browser.ts";
import type { Browser } from "./people.ts";
import type { Site } from "./site.ts";

/** A page of somebody who has signed in elsewhere: their cookies, their language and screen. */
export async function pageOf(
  site: Site,
  browser: Chromium,
  person: Browser,
  path: string,
  reading: Reading,
  isUnlocked = true,
): Promise<Page> {
  const context = await reader(browser, reading);
  await context.addCookies([...person.cookies()].map(([name, value]) => ({ name, value, url: site.url })));
  const page = await context.newPage();
  await withAuthenticator(page, isUnlocked);
  await page.goto(site.url + path);
  await page.locator("main h1:not([data-pending])").waitFor();
  return page;
}

/** A passkey's authenticator in the computer: it makes and unlocks keys without anybody touching it, or never does. */
export async function withAuthenticator(page: Page, isUnlocked = true): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: isUnlocked,
      isUserVerified: isUnlocked,
      automaticPresenceSimulation: true,
    },
  });
}

/** Axe finds nothing, and nothing scrolls sideways; with OVERENS_SCREENSHOTS a picture is kept. */
export async function looked(page: Page, name: string): Promise<void> {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(axe);
  const found = await page.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))",
  );
  expect(found, name).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), `${name} sideways`).toBe(true);
  const folder = process.env["OVERENS_SCREENSHOTS"];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
