/** People as the tests see them: each has cookies of their own and reads their own letters. */
import type { Site } from "./site.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are compared as they came
export type Loose = any;
export type Answer = { readonly status: number; readonly body: Loose };

export class Browser {
  readonly #site: Site;
  readonly #jar: Map<string, string>;

  constructor(site: Site, cookies: ReadonlyMap<string, string> = new Map()) {
    this.#site = site;
    this.#jar = new Map(cookies);
  }

  static async signedIn(site: Site, address: string, name?: string): Promise<Browser> {
    const browser = new Browser(site);
    await browser.askCode(address);
    const { status } = await browser.enter(address, await browser.codeTo(address));
    if (status !== 200) throw new Error(`${address} could not sign in: ${status}`);
    if (name !== undefined) await browser.post("/me", { name, language: "sv" });
    return browser;
  }

  cookies(): ReadonlyMap<string, string> {
    return new Map(this.#jar);
  }

  askCode(address: string): Promise<Answer> {
    return this.post("/auth/email-otp/send-verification-otp", { email: address, type: "sign-in" });
  }

  enter(address: string, code: string): Promise<Answer> {
    return this.post("/auth/sign-in/email-otp", { email: address, otp: code });
  }

  /** The newest code that was sent to an address. */
  async codeTo(address: string, kind = "code"): Promise<string> {
    return /\b\d{6}\b/.exec(await this.#newestTo(address, kind))?.[0] ?? "";
  }

  /** The link of the newest letter to an address. */
  async linkTo(address: string): Promise<string> {
    return /^https?:\/\/\S+$/m.exec(await this.#newestTo(address, ""))?.[0] ?? "";
  }

  async #newestTo(address: string, kind: string): Promise<string> {
    const { body } = await this.get(`/mailbox?address=${encodeURIComponent(address)}`);
    return body.letters.find((letter: Loose) => kind === "" || letter.kind === kind)?.body ?? "";
  }

  get(path: string): Promise<Answer> {
    return this.#call("GET", `/api${path}`);
  }

  post(path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#call("POST", `/api${path}`, body, headers);
  }

  put(path: string, body: object): Promise<Answer> {
    return this.#call("PUT", `/api${path}`, body);
  }

  remove(path: string): Promise<Answer> {
    return this.#call("DELETE", `/api${path}`);
  }

  /** Opens a link without following where it leads. */
  follow(link: string): Promise<Answer> {
    return this.#call("GET", link.replace(/^https?:\/\/[^/]+/, ""));
  }

  async #call(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const init: RequestInit = {
      method,
      redirect: "manual",
      headers: {
        ...(cookie === "" ? {} : { cookie }),
        ...(body ? { "content-type": "application/json" } : {}),
        origin: this.#site.url,
        ...headers,
      },
    };
    if (body) init.body = JSON.stringify(body);
    const response = await fetch(`${this.#site.url}${path}`, init);
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0/i.test(line)) this.#jar.delete(name);
      else this.#jar.set(name, value);
    }
    const text = await response.text();
    const isJson =
      response.headers.get("content-type")?.includes("json") &&
      !response.headers.get("content-type")?.includes("ndjson");
    return { status: response.status, body: isJson && text !== "" ? JSON.parse(text) : text };
  }
}
