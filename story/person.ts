/** A person of the story: a browser of their own, a language, a post-box, and a count of what they click. */
import type { Browser as Chromium, Locator, Page } from "playwright-core";
import { en, type Texts } from "../packages/web/src/text/en.ts";
import { sv } from "../packages/web/src/text/sv.ts";
import { type Reading, reader } from "../test/browser.ts";
import { withAuthenticator } from "../test/looking.ts";
import type { Site } from "../test/site.ts";

export type Step = {
  readonly step: string;
  readonly who: string;
  readonly clicks: number;
  readonly limit: number | null;
};

export class Person {
  readonly name: string;
  readonly address: string;
  readonly language: "sv" | "en";
  readonly #site: Site;
  #page: Page | null = null;
  #clicks = 0;

  constructor(site: Site, name: string, address: string, language: "sv" | "en") {
    this.#site = site;
    this.name = name;
    this.address = address;
    this.language = language;
  }

  async atDesk(browser: Chromium, more: Partial<Reading> = {}): Promise<this> {
    const context = await reader(browser, { language: this.language, theme: "light", width: 1280, ...more });
    this.#page = await context.newPage();
    await withAuthenticator(this.#page);
    return this;
  }

  get page(): Page {
    if (this.#page === null) throw new Error(`${this.name} has no browser`);
    return this.#page;
  }

  /** The words on this person's pages. */
  get text(): Texts {
    return this.language === "sv" ? sv : en;
  }

  /** A link followed from elsewhere: a letter, a bookmark. It is no click of the page. */
  async goes(path: string): Promise<void> {
    await this.page.goto(path.startsWith("http") ? path : this.#site.url + path);
    await this.page.locator("main h1:not([data-pending])").waitFor();
  }

  async clicks(what: Locator): Promise<void> {
    this.#clicks += 1;
    await what.click();
  }

  button(name: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole("button", typeof name === "string" ? { name, exact: true } : { name });
  }

  async presses(name: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    await this.clicks(this.button(name, within).first());
  }

  async opens(name: string | RegExp): Promise<void> {
    await this.clicks(this.page.getByRole("link", typeof name === "string" ? { name, exact: true } : { name }).first());
    await this.page.locator("main h1:not([data-pending])").waitFor();
  }

  async unfolds(summary: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    const found = within.locator("summary").filter({ hasText: summary }).first();
    if (await found.evaluate((element) => (element.parentElement as HTMLDetailsElement).open)) return;
    await this.clicks(found);
  }

  async types(label: string | RegExp, words: string, within: Page | Locator = this.page): Promise<void> {
    await within
      .getByLabel(label, typeof label === "string" ? { exact: true } : {})
      .first()
      .fill(words);
  }

  async sees(words: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    await within.getByText(words).first().waitFor({ timeout: 15_000 });
  }

  /** How many clicks since the last time, for a step. */
  counted(step: string, limit: number | null = null): Step {
    const clicks = this.#clicks;
    this.#clicks = 0;
    return { step, who: this.name, clicks, limit };
  }

  /** The newest letter of a kind in one's post-box, once it has come. */
  async letter(kind: string): Promise<string> {
    const url = `${this.#site.url}/api/mailbox?address=${encodeURIComponent(this.address)}`;
    for (let look = 0; look < 50; look++) {
      const { letters } = (await (await fetch(url)).json()) as { letters: { kind: string; body: string }[] };
      const found = letters.find((letter) => letter.kind === kind);
      if (found) return found.body;
      await new Promise((later) => setTimeout(later, 200));
    }
    throw new Error(`${this.name} has no letter of the kind ${kind}`);
  }

  async codeIn(kind: string): Promise<string> {
    return /\b\d{6}\b/.exec(await this.letter(kind))?.[0] ?? "";
  }

  async linkIn(kind: string): Promise<string> {
    return /^https?:\/\/\S+$/m.exec(await this.letter(kind))?.[0] ?? "";
  }

  /** From the sign-in form, wherever it stands, to a named person. */
  async signsIn(): Promise<void> {
    const { text } = this;
    const address = this.page.getByLabel(text.address, { exact: true });
    if (await address.isEditable()) await address.fill(this.address);
    await this.presses(text.sendCode);
    await this.page.getByLabel(text.code).waitFor();
    await this.types(text.code, await this.codeIn("code"));
    const together = this.page.getByLabel(text.nameIfNew);
    if (await together.isVisible()) {
      await together.fill(this.name);
      return this.presses(text.signIn);
    }
    await this.presses(text.signIn);
    await this.page.getByLabel(text.yourName, { exact: true }).waitFor();
    await this.types(text.yourName, this.name);
    await this.presses(text.goOn);
  }

  async photo(name: string): Promise<void> {
    const folder = process.env["OVERENS_SCREENSHOTS"];
    if (folder !== undefined) await this.page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }
}
