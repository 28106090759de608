/**
 * Two companies, their people and a preschool come to an agreement, each in a browser and a language of their own, through the
 * pages alone. What each step takes in clicks is counted, and held to what the story allows.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Hash, verifyBundle } from "@overens/core";
import { timeTables, withSignatures } from "@overens/tables";
import type { Browser as Chromium, Locator } from "playwright-core";
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
const provider = "Norrdrift AB";
const customer = "Tallholms kommun";

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

/** Clicks that lead up to a step and are no part of it. */
function forget(...people: readonly Person[]): void {
  for (const person of people) person.counted("");
}

test("0. The agreement we already have: taken in beside its file, with a true figure before anyone is invited", async () => {
  const { text } = erik;
  await erik.goes("/sign-in");
  await erik.signsIn();
  await erik.sees(text.signedInAs(erik.name));
  counted(erik, "0 signing in");
  await opensRoom(erik);
  await erik.opens(text.preparation);
  await erik.unfolds(text.preparing.isAdopted);
  const file = join(tmpdir(), "bilaga-3.txt");
  writeFileSync(file, "Tillgängligheten är minst 99,9 procent per månad.\n");
  await erik.page.getByLabel(text.preparing.file).setInputFiles(file);
  await erik.types(text.preparing.signedOn, "2025-03-01");
  await erik.types(text.preparing.signedBy, "Omar Ali\nJonas Berg");
  await erik.presses(text.preparing.adopt);
  await erik.sees(text.preparing.adoptionState["not-confirmed"] ?? "");
  await erik.goes(`/rooms/${roomAt(erik)}/statements/2026-10`);
  await erik.sees("Tillgänglighet");
  await erik.sees(/99,9\d/);
  await erik.photo("story-0");
  counted(erik, "0 the agreement we already have");
});

test("1. First contact: one opens a room and invites, the other comes in by the letter", async () => {
  await erik.goes("/");
  forget(erik);
  await opensRoom(erik);
  room = roomAt(erik);
  counted(erik, "1 opening the agreement", 3);
  await erik.opens(erik.text.people);
  await invites(erik, customer, sara, ["owner", "negotiator"]);
  counted(erik, "1 inviting the customer");
  await comesIn(sara);
  counted(sara, "1 coming in by the letter", 2);
  await invites(erik, provider, nadia, ["approver"]);
  await invites(erik, provider, jonas, ["signatory"]);
  await sara.opens(sara.text.people);
  await invites(sara, customer, omar, ["signatory"]);
  for (const person of [nadia, jonas, omar]) await comesIn(person);
  await sara.photo("story-1");
  forget(erik, sara, nadia, jonas, omar);
});

test("2. Background: each notes for its own side and shares item by item", async () => {
  await sara.goes(`/rooms/${room}/preparation`);
  await sara.types(sara.text.preparing.note, "Drop-off works between 6 and 9.");
  await sara.presses(sara.text.preparing.add);
  await sara.types(sara.text.preparing.note, "We would pay more for it. CANARY");
  await sara.presses(sara.text.preparing.add);
  await sara.sees("CANARY");
  forget(sara);
  await sara.presses(/^Share Drop-off works/);
  counted(sara, "2 sharing one item", 1);
  await erik.goes(`/rooms/${room}/preparation`);
  await erik.sees("Drop-off works between 6 and 9.");
  expect(await erik.page.content()).not.toContain("CANARY");
  await sara.photo("story-2");
});

test("3 and 4. How we work: one page of lines, one yes each", async () => {
  forget(erik, sara);
  await erik.presses(erik.text.preparing.yes);
  counted(erik, "3-4 how we work", 1);
  await sara.sees(sara.text.preparing.lead.proposed(sara.text.sideName.provider));
  await sara.presses(sara.text.preparing.yes);
  counted(sara, "3-4 how we work", 1);
  await erik.sees(erik.text.preparing.lead.closed);
  await erik.photo("story-3");
});

test("5 and 6. The draft is opened and tried on history, with whose facts it rests on", async () => {
  await erik.goes(`/rooms/${room}/negotiation`);
  forget(erik);
  await erik.presses(erik.text.openDraft);
  await article(erik, "up").waitFor();
  counted(erik, "5 opening the draft", 2);
  await erik.unfolds(erik.text.negotiating.tryIt);
  await erik.sees(erik.text.negotiating.asItStands);
  await erik.sees(/brutet i 1 av \d+ perioder/);
  counted(erik, "6 trying it on history", 1);
  await erik.photo("story-6");
});

test("7. Point by point: satisfied, not satisfied with a line why, and the rest together", async () => {
  await sara.goes(`/rooms/${room}/negotiation`);
  forget(sara);
  await sara.presses(sara.text.satisfaction["not-satisfied"] ?? "", article(sara, "up"));
  await article(sara, "up").getByLabel(sara.text.whyNot).fill("Mornings count most.");
  await sara.presses(sara.text.send, article(sara, "up"));
  await erik.sees("Mornings count most.");
  counted(sara, "7 not satisfied, with why", 2);
  await sara.presses(new RegExp(`^${sara.text.negotiating.takeRest(9).replace("9", "\\d+")}$`));
  await sara.page.getByRole("heading", { name: sara.text.negotiating.rest }).waitFor({ state: "detached" });
  counted(sara, "7 the rest together", 1);
  await erik.presses(new RegExp(`^${erik.text.negotiating.takeRest(9).replace("9", "\\d+")}$`));
  counted(erik, "7 the rest together", 1);
});

test("8. Counter-proposal: words, meaning and money in two lines; the other takes it", async () => {
  forget(erik, sara);
  await proposes(sara, "up", "99.9 %", "99.95 %", "The mornings.");
  counted(sara, "8 proposing");
  const his = article(erik, "up");
  await erik.sees(/99,9\s%.*99,95\s%/, his);
  await erik.sees(erik.text.negotiating.fee, his);
  await erik.sees(erik.text.negotiating.asProposed, his);
  await erik.photo("story-8");
});

test("10. Approval inside a side before its yes is given; the other side sees the yes and nothing of what came before", async () => {
  const his = article(erik, "up");
  const { talk } = erik.text;
  await erik.unfolds(talk.summary(0, 0), his);
  await erik.unfolds(talk.askForApproval, his);
  const accepting = talk.takeProposalOf(erik.text.sideName.customer);
  await his.getByLabel(talk.approvalOf).selectOption({ label: accepting });
  await his.getByLabel(talk.approver).selectOption({ label: nadia.name });
  await erik.presses(talk.ask, his);
  await nadia.goes(await nadia.linkIn("approval"));
  forget(nadia);
  await nadia.presses(nadia.text.talk.approve);
  counted(nadia, "10 approving", 1);
  await erik.sees(talk.approvalState.given?.(nadia.name) ?? "", his);
  await erik.photo("story-10");
  forget(erik);
  await erik.presses(talk.giveNow["accept-proposal"], his);
  await erik.sees(erik.text.pointState.agreed, his);
  counted(erik, "8 accepting", 1);
  await article(sara, "up").getByText(sara.text.pointState.agreed).waitFor();
  expect(await sara.page.content()).not.toContain(nadia.name);
  forget(erik, sara);
});

test("9. The customer's customer answers the point that concerns her, by a link", async () => {
  await sara.goes(`/rooms/${room}/people`);
  const words = sara.text.thirdParty;
  await sara.types(words.name, "Förskolan Granen");
  await sara.page.getByLabel(words.isWhat).selectOption({ label: words.kind["customers-customer"] });
  await sara.unfolds(words.points(0));
  await sara.page.getByRole("checkbox", { name: /\bup$/ }).check();
  await sara.presses(words.add);
  await sara.page.getByRole("heading", { name: "Förskolan Granen" }).waitFor();
  await invites(sara, "Förskolan Granen", maja, ["owner", "negotiator", "signatory"]);
  await maja.goes(await maja.linkIn("invitation"));
  await maja.signsIn();
  await maja.sees("Förskolesystemet");
  counted(maja, "9 coming in by the letter", 2);
  await maja.presses(maja.text.satisfaction["satisfied"] ?? "");
  await maja.sees(maja.text.guest.youSaid);
  counted(maja, "9 answering", 1);
  expect(await maja.page.content()).not.toMatch(/40[\s,.]?000|Driftavgift|Norrdrift.*@/);
  await maja.photo("story-9");
  forget(sara);
});

test("11. Lock: one button each", async () => {
  await sara.goes(`/rooms/${room}/negotiation`);
  await erik.presses(erik.text.lock);
  counted(erik, "11 locking", 1);
  await sara.sees(sara.text.hasLocked(sara.text.sideName.provider));
  await sara.presses(sara.text.lock);
  counted(sara, "11 locking", 1);
  await erik.sees(erik.text.lockedSentence);
  await sara.photo("story-11");
});

test("12. Sign: the decision behind a public signature, mandates, a passkey and a code; whoever is bound by a point signs it", async () => {
  await givesMandate(erik, jonas.name, "2000000.00 SEK");
  await sara.goes(`/rooms/${room}/people`);
  await sara.unfolds(sara.text.describeParty);
  await sara.page.getByLabel(sara.text.organisation.isPublic).check();
  await sara.presses(sara.text.save);
  await givesMandate(sara, omar.name);
  await erik.goes(`/rooms/${room}/signing`);
  forget(erik, sara);
  await erik.types(erik.text.signing.from, "2026-11-01");
  await erik.presses(erik.text.signing.settle);
  await erik.presses(erik.text.signing.ask(jonas.name));
  counted(erik, "12 settling and asking");
  await sara.goes(`/rooms/${room}/signing`);
  await sara.types(sara.text.signing.decisionBody, "Kommunstyrelsen");
  await sara.types(sara.text.signing.decisionParagraph, "§ 112");
  await sara.types(sara.text.signing.decisionRegister, "KS 2026/412");
  await sara.types(sara.text.signing.decisionDate, "2026-11-20");
  await sara.page.getByLabel(sara.text.signing.decisionSigner).selectOption({ label: omar.name });
  await sara.presses(sara.text.signing.stateDecision);
  await sara.presses(sara.text.signing.ask(omar.name));
  counted(sara, "12 the decision and asking");
  // Jonas has a passkey; Omar signs by code and name; Maja signs the point that binds her.
  await jonas.goes("/me");
  await jonas.types(jonas.text.passkeys.call, "Jobbdatorn");
  await jonas.presses(jonas.text.passkeys.add);
  await jonas.page.getByRole("listitem").getByText("Jobbdatorn").first().waitFor();
  forget(jonas, omar, maja);
  await jonas.goes(await jonas.linkIn("signature"));
  await jonas.presses(jonas.text.signing.signByPasskey(provider));
  await jonas.sees(jonas.text.signing.hasSigned);
  await jonas.photo("story-12-jonas");
  counted(jonas, "12 signing by passkey", 3);
  await omar.goes(await omar.linkIn("signature"));
  await signsByCode(omar, customer);
  counted(omar, "12 signing by code", 3);
  await omar.photo("story-12-omar");
  await maja.goes(`/guest/${room}`);
  await maja.presses(maja.text.guest.maySign("Förskolan Granen"));
  await signsByCode(maja, "Förskolan Granen");
  counted(maja, "12 signing the point that binds her", 3);
  await maja.photo("story-12-maja");
  expect(await maja.page.content()).not.toMatch(/960|40[\s,.]?000/);
});

test("13. In force on the date: tasks of both, then the signed text rules, and its file holds without a server", async () => {
  await erik.sees(erik.text.signing.signed("2026-11-01"));
  await sara.goes(`/rooms/${room}/signing`);
  await sara.sees(sara.text.signing.signed("2026-11-01"));
  await erik.photo("story-13-erik");
  const { preparing } = erik.text;
  await erik.goes(`/rooms/${room}/plan`);
  forget(erik, sara);
  await erik.types(preparing.title, "Flytta över data");
  await erik.types(preparing.due, "2026-12-15");
  await erik.page.getByLabel(preparing.gate).check();
  await erik.presses(preparing.keep);
  await erik.sees("Flytta över data");
  counted(erik, "13 a task with a gate");
  await sara.goes(`/rooms/${room}/statements/2026-11`);
  await sara.sees("Availability");
  await sara.photo("story-13-sara");
  // Whoever has the file needs nobody: every move, hash and signature, with the head that came in the letter.
  const head = /^[0-9a-f]{64}$/gm.exec((await omar.letter("signed")).split("\n").reverse().join("\n"))?.[0] ?? "";
  await sara.goes(`/rooms/${room}/proof`);
  forget(sara);
  await sara.types(sara.text.proof.kept, head);
  await sara.presses(sara.text.proof.check);
  await sara.sees(/holds together/);
  await sara.sees(/Signatures by passkey, checked here: 1/);
  counted(sara, "13 checking it here", 1);
  await sara.photo("story-13-proof");
  const file = await (await sara.page.request.get(`${site.url}/api/rooms/${room}/export`)).text();
  const verified = await withSignatures(verifyBundle(file.split("\n"), timeTables(), [head as Hash]));
  expect(verified).toMatchObject({ holds: true, findings: [], signatures: { passkeys: 1, codes: 2 } });
  expect(file).not.toMatch(/CANARY|Godkänn internt/);
});

async function opensRoom(person: Person): Promise<void> {
  const { text } = person;
  await person.types(text.agreementText, agreement);
  await person.types(text.factsText, facts);
  await person.clicks(person.page.getByLabel(new RegExp(text.asProvider)));
  await person.presses(text.add);
  await person.page.getByRole("link", { name: text.people }).waitFor();
}

function roomAt(person: Person): string {
  return /rooms\/([0-9a-f-]{36})/.exec(person.page.url())?.[1] ?? "";
}

function article(person: Person, point: string): Locator {
  return person.page.locator(`article[aria-labelledby="point-${point}"]`);
}

type Role = "owner" | "negotiator" | "approver" | "signatory";
async function invites(by: Person, party: string, whom: Person, roles: readonly Role[]): Promise<void> {
  const form = by.page.locator("details").filter({ hasText: by.text.inviteTo(party) });
  await by.unfolds(by.text.inviteTo(party));
  await by.types(by.text.address, whom.address, form);
  for (const role of roles) await form.getByLabel(by.text.role[role] ?? role, { exact: true }).check();
  await by.presses(by.text.invite, form);
  await by.sees(whom.address);
}

async function comesIn(person: Person): Promise<void> {
  await person.goes(await person.linkIn("invitation"));
  await person.signsIn();
  await person.page.getByRole("link", { name: person.text.people }).waitFor();
}

/** Changes one field of a point's form, and sends that as a proposal. */
async function proposes(by: Person, point: string, from: string, to: string, because: string): Promise<void> {
  const hers = article(by, point);
  await by.presses(by.text.proposeChange, hers);
  await hers.locator(".editor input").first().waitFor();
  for (const field of await hers.locator(".editor input[type=text], .editor input:not([type])").all())
    if ((await field.inputValue()) === from) await field.fill(to);
  await by.types(by.text.proposalBecause, because, hers);
  await by.presses(by.text.sendProposal, hers);
  await hers.locator(".editor").waitFor({ state: "detached" });
}

async function givesMandate(by: Person, name: string, upTo = ""): Promise<void> {
  await by.goes(`/rooms/${room}/people`);
  await by.unfolds(by.text.giveMandate);
  await by.page.getByLabel(by.text.mandateFor, { exact: true }).selectOption({ label: name });
  if (upTo !== "") await by.types(by.text.upToAmount, upTo);
  await by.types(by.text.fromDate, "2026-01-01");
  await by.presses(by.text.give);
  await by.sees(new RegExp(by.text.maySign("").trim()));
}

async function signsByCode(person: Person, party: string): Promise<void> {
  const { signing, code } = person.text;
  await person.presses(signing.sendCode);
  await person.page.getByLabel(code).waitFor();
  await person.types(code, await person.codeIn("signing code"));
  await person.types(signing.typedName, person.name);
  await person.presses(signing.signFor(party));
  await person.button(signing.signFor(party)).waitFor({ state: "detached" });
}
