/**
 * Two companies, their people and a preschool come to an agreement, each in a browser and a language of their own, through the
 * pages alone. What each step takes in clicks is counted, and held to what the story allows.
 */
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import type { Browser as Chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../test/browser.ts";
import { openSite, type Site } from "../test/site.ts";
import { Person, type Step } from "./person.ts";

let site: Site;
let browser: Chromium;
let erik: Person;
let sara: Person;
let nadia: Person;
let jonas: Person;
let omar: Person;
let maja: Person;
let room = "";
const steps: Step[] = [];
const agreement = readFileSync("story/agreement.yaml", "utf8");
const facts = ["2026-09-14T09:00:00Z 2026-09-14T10:10:00Z", "2026-10-06T06:30:00Z 2026-10-06T07:05:00Z"]
  .map((span, number) => {
    const [from, until] = span.split(" ");
    return JSON.stringify({ kind: "outage", id: `o${number}`, source: "monitor", subject: "system", from, until });
  })
  .join("\n");

beforeAll(async () => {
  site = await openSite();
  browser = await openBrowser();
  const person = (name: string, address: string, language: "sv" | "en") => new Person(site, name, address, language);
  erik = await person("Erik Lund", "erik@norrdrift.se", "sv").atDesk(browser);
  nadia = await person("Nadia Haddad", "nadia@norrdrift.se", "sv").atDesk(browser, { theme: "dark" });
  jonas = await person("Jonas Berg", "jonas@norrdrift.se", "sv").atDesk(browser);
  sara = await person("Sara Ek", "sara@tallholm.se", "en").atDesk(browser, { width: 1440 });
  omar = await person("Omar Ali", "omar@tallholm.se", "en").atDesk(browser, { theme: "dark" });
  maja = await person("Maja Gran", "maja@granen.se", "sv").atDesk(browser, { width: 360 });
});
afterAll(async () => {
  const lines = steps.map(({ step, who, clicks, limit }) => `${step} | ${who} | ${clicks} | ${limit ?? ""}`);
  process.stdout.write(`\nstep | who | clicks | at most\n${lines.join("\n")}\n`);
  await browser?.close();
  await site?.stop();
});

function counted(person: Person, step: string, limit: number | null = null): void {
  const found = person.counted(step, limit);
  steps.push(found);
  if (limit !== null) expect(found.clicks, `${step}, ${person.name}`).toBeLessThanOrEqual(limit);
}

test("0. The agreement we already have: taken in beside its file, with a true figure before anyone is invited", async () => {
  await erik.goes("/sign-in");
  await erik.signsIn();
  await erik.sees("Inloggad som Erik Lund");
  counted(erik, "0 signing in");
  await erik.types("Avtal", agreement);
  await erik.types(/Fakta/, facts);
  await erik.page.getByLabel(/för leverantören/).check();
  await erik.presses("Lägg till");
  await erik.page.getByRole("link", { name: "Förberedelse" }).waitFor();
  await erik.opens("Förberedelse");
  await erik.unfolds("Det är redan underskrivet");
  const file = join(tmpdir(), "bilaga-3.txt");
  writeFileSync(file, "Tillgängligheten är minst 99,9 procent per månad.\n");
  await erik.page.getByLabel(/underskrivna filen/).setInputFiles(file);
  await erik.types(/Underskrivet den/, "2025-03-01");
  await erik.types(/Underskrivet av/, "Omar Ali\nJonas Berg");
  await erik.presses(/Ta in/);
  await erik.sees(/I kraft, underskrivet utanför|Underskrivet utanför/);
  await erik.goes(`${new URL(erik.page.url()).pathname.replace(/preparation.*/, "")}statements/2026-10`);
  await erik.sees("Tillgänglighet");
  await erik.photo("story-0-erik");
  counted(erik, "0 the agreement we already have");
});

test("1. First contact: one opens a room and invites, the other comes in by the letter", async () => {
  await erik.goes("/");
  erik.counted("");
  await erik.types("Avtal", agreement);
  await erik.types(/Fakta/, facts);
  await erik.page.getByLabel(/för leverantören/).check();
  await erik.presses("Lägg till");
  await erik.page.getByRole("link", { name: "Personer" }).waitFor();
  room = /rooms\/([0-9a-f-]+)/.exec(erik.page.url())?.[1] ?? "";
  expect(room).not.toBe("");
  counted(erik, "1 opening the room", 3);
  await invites(erik, "Tallholms kommun", sara, ["hantera personer", "förhandla"]);
  counted(erik, "1 inviting the customer");
  await comesIn(sara);
  counted(sara, "1 coming in by the letter");
  await invites(erik, "Norrdrift AB", nadia, ["godkänna hos oss"]);
  await invites(erik, "Norrdrift AB", jonas, ["skriva under, inom en fullmakt"]);
  await sara.goes(`/rooms/${room}/people`);
  await invites(sara, "Tallholms kommun", omar, ["sign, within a mandate"]);
  for (const person of [nadia, jonas, omar]) await comesIn(person);
  for (const person of [erik, sara]) person.counted("");
});

async function invites(by: Person, party: string, whom: Person, roles: readonly string[]): Promise<void> {
  await by.goes(`/rooms/${room}/people`);
  const form = by.page.locator("details").filter({ hasText: by.say(`Bjud in någon att företräda ${party}`, `Invite somebody to act for ${party}`) });
  await by.unfolds(by.say(`Bjud in någon att företräda ${party}`, `Invite somebody to act for ${party}`));
  await by.types(by.say("E-postadress", "E-mail address"), whom.address, form);
  for (const role of roles) await form.getByLabel(role, { exact: true }).check();
  await by.presses(by.say("Bjud in", "Invite"), form);
  await by.sees(whom.address);
}

async function comesIn(person: Person): Promise<void> {
  await person.goes(await person.linkIn("invitation"));
  await person.signsIn();
  await person.page.getByRole("link", { name: person.say("Personer", "People") }).waitFor();
}
