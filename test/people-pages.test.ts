/** The pages about people: an organisation and its members, and who does what in a room, each as the person sees it. */
import type { Browser as Chromium, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type Reading } from "./browser.ts";
import { looked, pageOf } from "./looking.ts";
import { minimalAgreement } from "./minimal.ts";
import { Browser, type Loose } from "./people.ts";
import { lockedPair } from "./signing-together.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
let browser: Chromium;
beforeAll(async () => {
  site = await openSite();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const swedish: Reading = { language: "sv", theme: "light", width: 1440 };
const english: Reading = { language: "en", theme: "dark", width: 360 };
const pageFor = (person: Browser, path: string, reading: Reading): Promise<Page> =>
  pageOf(site, browser, person, path, reading);

test("an organisation is made, invites, keeps an owner and lets people go, all through its page", async () => {
  const karin = await Browser.signedIn(site, "karin@tallholm.se", "Karin Berg");
  const page = await pageFor(karin, "/me", swedish);
  await page.getByText("Lägg upp en organisation").click();
  await page.getByLabel("Vad den heter").fill("Tallholms kommun");
  await page.getByLabel("Organisationsnummer").fill("212000-0001");
  await page.getByLabel("Den är en offentlig part").check();
  await page.getByRole("button", { name: "Lägg upp den" }).click();
  await page.getByRole("heading", { name: "Tallholms kommun" }).waitFor();
  await page.getByText("212000-0001 · offentlig part").waitFor();
  const path = new URL(page.url()).pathname;

  const invited = async (): Promise<void> => {
    await page.getByLabel("E-postadress till den du bjuder in").fill("omar@tallholm.se");
    await page.getByRole("group", { name: "Får" }).last().getByLabel("skriva under, inom en fullmakt").check();
    await page.getByRole("button", { name: "Bjud in", exact: true }).click();
    await page.locator("b", { hasText: "omar@tallholm.se" }).waitFor();
  };
  await invited();
  await page.getByRole("button", { name: "Ta tillbaka omar@tallholm.se" }).click();
  await page.getByText("Ingen är inbjuden och på väg in.").waitFor();
  await invited();
  await page.getByText("Ändra Karin Berg").click();
  await page.getByLabel("Titel").fill("Enhetschef");
  await page.locator("li").getByLabel("sköta personer").uncheck();
  await looked(page, "organisation-changing-sv-light-1440");
  await page.locator("li").getByRole("button", { name: "Spara" }).click();
  await page.getByText("Någon måste vara ägare hos er.").waitFor();
  await page.getByRole("button", { name: "Lämna organisationen Tallholms kommun" }).click();
  await page.getByRole("button", { name: "Ja, lämna organisationen" }).click();
  await page.getByText("Någon måste vara ägare hos er.").waitFor();

  const [, token = ""] = (await karin.linkTo("omar@tallholm.se")).split("#");
  const omar = await Browser.signedIn(site, "omar@tallholm.se", "Omar Ali");
  expect((await omar.post("/member-invitations/accept", { token })).status).toBe(200);
  const his = await pageFor(omar, path, english);
  await his.getByText("owners change it.").waitFor();
  expect(await his.getByRole("button", { name: "Invite", exact: true }).count()).toBe(0);
  expect(await his.getByText("Change Karin Berg").count()).toBe(0);
  await his.getByText("Change Omar Ali").click();
  expect(await his.getByLabel("manage people").count()).toBe(0);
  await his.getByLabel("Last day away").fill("2027-08-01");
  await his.getByLabel("Who stands in").selectOption("Karin Berg");
  await looked(his, "organisation-away-en-dark-360");
  await his.getByRole("button", { name: "Save" }).click();
  await his.getByText("away to and including 2027-08-01, Karin Berg stands in").waitFor();

  await page.reload();
  await page.getByText("borta till och med 2027-08-01, Karin Berg är ersättare").waitFor();
  await page.getByLabel("Vad den heter").fill("Tallholms stad");
  await page.getByRole("region", { name: "Om organisationen" }).getByRole("button", { name: "Spara" }).click();
  await page.getByRole("heading", { name: "Tallholms stad" }).waitFor();
  await page.getByText("Ändra Omar Ali").click();
  await page.getByRole("button", { name: "Ta ut ur organisationen Omar Ali" }).click();
  await page.getByRole("button", { name: "Ja, ta ut ur organisationen" }).click();
  await page.locator("b", { hasText: "Omar Ali" }).waitFor({ state: "detached" });
  await his.reload();
  await his.getByRole("heading", { name: "There is nothing here that you can see." }).waitFor();
  await looked(his, "organisation-gone-en-dark-360");
}, 60_000);

test("in a room an owner sets roles, deputies and mandates and adds a third party; others change what is their own", async () => {
  const pair = await lockedPair(site);
  const { room, erik, sara, vera } = pair;
  const path = `/rooms/${room}/people`;
  const his = await pageFor(erik, path, swedish);
  await his.getByText("Ge fullmakt att skriva under").click();
  await his.getByLabel("För", { exact: true }).selectOption("Vera Norr");
  await his.getByLabel("Upp till").fill("500000.00 SEK");
  await his.getByLabel("Från", { exact: true }).fill("2026-01-01");
  await his.getByRole("button", { name: "Ge", exact: true }).click();
  await his.getByText("Får skriva under: ensam, upp till 500").waitFor();
  await his.getByText("Ändra Vera Norr").click();
  const line = his.locator("li", { has: his.locator("b", { hasText: "Vera Norr" }) });
  await line.getByLabel("förhandla").check();
  await line.getByRole("button", { name: "Spara vad personen får göra" }).click();
  await line.getByText("Får: förhandla, skriva under, inom en fullmakt").waitFor();
  await line.getByLabel("Sista dag borta").fill("2027-01-07");
  await line.getByLabel("Ersättare").selectOption("Erik Lund");
  await looked(his, "room-people-changing-sv-light-1440");
  await line.getByRole("button", { name: "Spara frånvaro och ersättare" }).click();
  await line.getByText("borta till och med 2027-01-07, Erik Lund är ersättare").waitFor();
  await line.getByRole("button", { name: "Återkalla Vera Norr" }).click();
  await line.getByRole("button", { name: "Ja, återkalla" }).click();
  await line.getByText("återkallad", { exact: true }).waitFor();

  // What is locked binds nobody new: the text is opened again first.
  await pair.act(erik, "/negotiation", { act: "unlock", reason: "Fiberlänken ska bindas." });
  await his.getByLabel("Vad parten heter").last().fill("Fiberlänken AB");
  await his.getByLabel("Vad parten är i avtalet").selectOption("supplier");
  await his.getByText("Punkter som binder parten: ingen vald").click();
  await his.getByRole("checkbox", { name: "Up up" }).check();
  await looked(his, "room-third-party-sv-light-1440");
  await his.getByRole("button", { name: "Lägg till en tredje part" }).click();
  await his.getByText("Tredje part: underleverantör till leverantören. Bunden av Up (up).").waitFor();
  await his.getByText("Bjud in någon att företräda Fiberlänken AB").waitFor();

  const hers = await pageFor(sara, path, english);
  await hers.getByText("Third party: supplier of the provider.").waitFor();
  await hers.getByText("Invite somebody to act for Tallholms kommun").waitFor();
  for (const absent of ["Invite somebody to act for Fiberlänken AB", "Change Vera Norr"])
    expect(await hers.getByText(absent).count(), absent).toBe(0);
  await hers.getByText("What the party is called").click();
  await hers.getByLabel("What it is called").fill("Tallholm");
  await hers.getByLabel("It is a public body").check();
  await hers.getByRole("button", { name: "Save", exact: true }).click();
  await hers.getByRole("heading", { name: "Tallholm public body" }).waitFor();
  await looked(hers, "room-people-en-dark-360");

  const veras = await pageFor(vera, path, { ...english, width: 1440 });
  await veras.getByText("Change Vera Norr").click();
  expect(await veras.getByRole("group", { name: "May" }).count()).toBe(0);
  await veras.getByLabel("Who takes over").selectOption("Erik Lund");
  await veras.getByRole("button", { name: "Leave the room" }).click();
  await looked(veras, "room-leaving-en-dark-1440");
  await veras.getByRole("button", { name: "Yes, leave the room" }).click();
  await veras.waitForURL(`${site.url}/`);
  expect((await vera.get(`/rooms/${room}`)).status).toBe(404);
  await line.getByText("har lämnat").waitFor({ timeout: 5000 });
  await his.getByText("Ändra Erik Lund").click();
  await his.getByRole("button", { name: "Lämna rummet" }).click();
  await his.getByRole("button", { name: "Ja, lämna rummet" }).click();
  await his.getByText("Någon måste vara ägare hos er.").waitFor();
  const left = (await erik.get(path)).body.parties
    .flatMap((party: Loose) => party.people)
    .find((found: Loose) => found.name === "Vera Norr");
  expect(left).toMatchObject({ left: true, deputy: await pair.person(erik) });
}, 90_000);

for (const language of ["sv", "en"] as const)
  for (const theme of ["light", "dark"] as const)
    test(`whoever has signed in reads their own pages in ${language}, ${theme}, wide and narrow: axe finds nothing and nothing goes past the edge`, async () => {
      const name = `sigrid.${language}.${theme}`;
      const sigrid = await Browser.signedIn(site, `${name}@norrdrift.se`, "Sigrid Öberg");
      const { organisation } = (await sigrid.post("/organisations", { name: "Norrdrift AB" })).body;
      await sigrid.post(`/organisations/${organisation}/invitations`, { address: `a@${name}.se`, roles: ["reader"] });
      await sigrid.post("/me/keys", { name: "night import" });
      const agreement = minimalAgreement("Drift åt Tallholm");
      const { room } = (await sigrid.post("/rooms", { agreement, as: { side: "provider", organisation } })).body;
      const { id: person } = (await sigrid.get("/me")).body.person;
      for (const act of [
        { act: "give-mandate", person, up_to: "500000.00 SEK", from: "2026-01-01", jointly: true, basis: "§ 12" },
        { act: "name-deputy", person, deputy: null, away_until: "2027-01-07" },
        { act: "add-third-party", name: "Fiberlänken AB", third_kind: "supplier", points: ["up"] },
      ])
        expect((await sigrid.post(`/rooms/${room}/people/acts`, act)).status, act.act).toBe(200);
      const page = await pageFor(sigrid, "/me", { language, theme, width: 1440 });
      for (const path of ["/me", `/organisations/${organisation}`, `/rooms/${room}/people`]) {
        await page.goto(site.url + path);
        await page.locator("main h1:not([data-pending])").waitFor();
        for (const folded of await page.locator("main summary").all()) await folded.click();
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 900 });
          await looked(page, `own${path.replaceAll("/", "-").slice(0, 7)}-${language}-${theme}-${width}`);
        }
      }
    }, 60_000);
