/** Two companies with people, a locked agreement between them, and mandates: where a signing begins. */
import { expect } from "vitest";
import { minimalAgreement } from "./minimal.ts";
import { Browser, type Loose } from "./people.ts";
import type { Site } from "./site.ts";

export type Pair = {
  readonly room: string;
  readonly erik: Browser;
  readonly sara: Browser;
  /** Signs for the provider, Gun for the customer; Olle may not sign alone. */
  readonly vera: Browser;
  readonly gun: Browser;
  readonly person: (browser: Browser) => Promise<string>;
  readonly act: (browser: Browser, path: string, act: object) => Promise<Loose>;
};

/** Everybody joins by a link, both skip the preparation, answer every point and lock. */
export async function lockedPair(site: Site, agreement = minimalAgreement("Drift åt Tallholm")): Promise<Pair> {
  const tag = Math.random().toString(36).slice(2, 8);
  const erik = await Browser.signedIn(site, `erik.${tag}@norrdrift.se`, "Erik Lund");
  const opened = await erik.post("/rooms", { agreement, as: { side: "provider" } });
  const room: string = opened.body.room;
  const act = async (browser: Browser, path: string, wanted: object): Promise<Loose> => {
    const { status, body } = await browser.post(`/rooms/${room}${path}/acts`, wanted);
    expect(status, `${JSON.stringify(wanted)} ${JSON.stringify(body)}`).toBe(200);
    return body;
  };
  const partyOf = async (side: string): Promise<string> =>
    (await erik.get(`/rooms/${room}/people`)).body.parties.find((party: Loose) => party.side === side).key;
  const joins = async (by: Browser, side: string, address: string, name: string, roles: readonly string[]) => {
    await act(by, "/people", { act: "invite", party: await partyOf(side), address, roles });
    const [, token = ""] = (await by.linkTo(address)).split("#");
    const browser = await Browser.signedIn(site, address, name);
    expect((await browser.post("/invitations/accept", { room, token })).status).toBe(200);
    return browser;
  };
  const sara = await joins(erik, "customer", `sara.${tag}@tallholm.se`, "Sara Ek", ["owner", "negotiator"]);
  const vera = await joins(erik, "provider", `vera.${tag}@norrdrift.se`, "Vera Norr", ["signatory"]);
  const gun = await joins(sara, "customer", `gun.${tag}@tallholm.se`, "Gun Tall", ["signatory"]);
  for (const browser of [erik, sara]) await act(browser, "/preparation", { act: "skip-understanding" });
  const { body } = await erik.post(`/rooms/${room}/negotiation`, {});
  for (const browser of [erik, sara])
    for (const { id: point, meaning } of body.points)
      await act(browser, "/negotiation", { act: "answer-point", point, meaning, satisfaction: "satisfied" });
  for (const browser of [erik, sara]) await act(browser, "/negotiation", { act: "lock", root: body.root });
  const person = async (browser: Browser): Promise<string> => (await browser.get("/me")).body.person.id;
  return { room, erik, sara, vera, gun, person, act };
}

/** A mandate for somebody of one's own side, and a request to sign on it. */
export async function asked({ act, person }: Pair, by: Browser, whom: Browser, mandate: object = {}): Promise<string> {
  const who = await person(whom);
  const given = await act(by, "/people", { act: "give-mandate", person: who, from: "2026-01-01", ...mandate });
  const held = given.parties.flatMap((party: Loose) => party.people).find((found: Loose) => found.person === who);
  const body = await act(by, "/signing", { act: "ask-signature", person: who, mandate: held.mandates.at(-1).id });
  return body.signatures.findLast((found: Loose) => found.person === who).id;
}

/** The whole of one signature by code: what is on the screen, the code in the letter, the name. */
export async function signedBy({ room }: Pair, signer: Browser, signature: string, name: string): Promise<Loose> {
  const { body } = await signer.get(`/rooms/${room}/signing`);
  const { binding } = body.signatures.find((found: Loose) => found.id === signature);
  expect((await signer.post(`/rooms/${room}/signing/code`, { signature, binding })).status).toBe(200);
  const { address } = (await signer.get("/me")).body.person;
  const code = await signer.codeTo(address, "signing code");
  return signer.post(`/rooms/${room}/signing/signatures`, { signature, binding, name, by: { means: "code", code } });
}
