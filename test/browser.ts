/** The browser of the tests: it comes with npm, unpacked once; everything it would fetch for itself is switched off. */
import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContext, chromium as playwright } from "playwright-core";

export async function openBrowser(): Promise<Browser> {
  const args = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  return playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
}

export type Reading = { readonly language: "sv" | "en"; readonly theme: "light" | "dark"; readonly width: number };

export async function reader(browser: Browser, { language, theme, width }: Reading): Promise<BrowserContext> {
  return browser.newContext({
    locale: language === "sv" ? "sv-SE" : "en-GB",
    colorScheme: theme,
    viewport: { width, height: 900 },
    timezoneId: "America/New_York",
  });
}
