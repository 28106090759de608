/** Refusals as RFC 9457 problems: the only place that makes a response of one. */

import type { ProblemResponse } from "@overens/api";
import type { Language } from "@overens/core";
import { Refusal, type RefusalCode } from "../refusal.ts";

const statuses: Readonly<Record<RefusalCode, number>> = {
  "not-found": 404,
  "document-wrong": 422,
  "facts-wrong": 422,
  "other-body": 422,
  "too-large": 413,
  "not-allowed": 403,
  "no-result": 422,
  "room-exists": 409,
  "no-room": 404,
  "already-subscribed": 409,
  "name-taken": 409,
  "not-your-source": 403,
  "nothing-new": 409,
  "bundle-wrong": 422,
  "bad-name": 422,
  busy: 503,
  full: 507,
  "bad-request": 400,
  "bad-value": 422,
  "wrong-kind": 415,
  "wrong-method": 405,
  "too-many": 429,
  "no-document": 503,
  "no-such-item": 404,
  "no-such-milestone": 404,
  "no-such-file": 404,
  "too-many-files": 409,
  "bad-date": 422,
  "bad-line": 422,
  "not-in-scale": 422,
  "already-said": 409,
  "nothing-adopted": 409,
  "goes-in-circle": 422,
  "waits-for-others": 409,
  "not-prepared": 409,
  "point-fixed": 409,
  "no-draft": 404,
  "draft-exists": 409,
  "not-a-party": 403,
  "not-from-here": 409,
  "not-yours": 403,
  "no-such-point": 404,
  "no-such-proposal": 404,
  "changed-meanwhile": 409,
  "reason-missing": 422,
  "nothing-changed": 422,
  "does-not-fit": 422,
  "points-not-agreed": 409,
  "proposals-open": 409,
  "link-used": 410,
  "code-wrong": 403,
  "sign-in-refused": 403,
  "sign-in-needed": 401,
  "evidence-wrong": 403,
  "person-needed": 403,
  "already-asked": 409,
  "level-too-low": 403,
  "name-missing": 422,
  "not-in-decision": 403,
  "decision-missing": 409,
  "too-early": 409,
  "no-such-signature": 404,
  "no-signing": 409,
  "value-unknown": 409,
  "mandate-too-small": 403,
  "mandate-not-in-time": 403,
  "mandate-revoked": 403,
  "mandate-not-yours": 403,
  "not-your-role": 403,
  "no-such-person": 404,
  "no-such-party": 404,
  "no-such-invitation": 404,
  "no-such-mandate": 404,
  "bad-address": 422,
  "already-here": 409,
  "invitation-used": 410,
  "invitation-revoked": 410,
  "invitation-expired": 410,
  "other-address": 403,
  "last-owner": 409,
  "dates-reversed": 422,
};

const titles: Readonly<Record<Language, Readonly<Record<RefusalCode, string>>>> = {
  sv: {
    "not-found": "Det finns inget här som du kan se.",
    "document-wrong": "Avtalet kan inte tas emot som det är.",
    "facts-wrong": "Inget av det skickade togs emot: minst en rad är fel.",
    "other-body": "Samma nyckel har redan använts för ett annat innehåll.",
    "too-large": "Det skickade är för stort. Dela upp det i flera delar om högst 20 MB.",
    "not-allowed": "Det får du inte göra här.",
    "no-result": "Det går inte att räkna på det här.",
    "room-exists": "Rummet finns redan.",
    "no-room": "Det finns inget sådant rum.",
    "already-subscribed": "Rummet läser redan den källan.",
    "name-taken": "Rummet läser redan en källa med samma namn. Fakta från de två skulle blandas ihop.",
    "not-your-source": "Källan tillhör ingen av rummets parter.",
    "nothing-new": "Ingen siffra har ändrats sedan det senaste månadsutfallet för perioden. Det gäller.",
    "bundle-wrong": "Filen håller inte ihop och har inte lästs in.",
    "bad-name": "Namnet får ha bokstäver, siffror, bindestreck och understreck, högst 64 tecken.",
    "no-such-item": "Bakgrundspunkten finns inte hos er.",
    "no-such-milestone": "Milstolpen finns inte i planen.",
    "too-many-files": "Rummet har redan så många filer som det kan ha: 40.",
    "no-such-file": "Filen finns inte i rummet. Ladda upp den först.",
    "bad-date": "Datumet finns inte. Skriv det som 2027-01-31.",
    "bad-line":
      "Reglerna går inte att ta emot: en rad saknas, står två gånger, är tom eller har ett val som inte finns.",
    "not-in-scale": "Ni har kommit överens om en skala i två steg: nöjd eller inte nöjd.",
    "already-said": "Det har er sida redan sagt. Nu väntar det på den andra.",
    "nothing-adopted":
      "Rummets avtal är inte undertecknat på annat håll. Ladda upp filen och ange när och av vilka den skrevs under.",
    "goes-in-circle": "Milstolpen skulle komma före sig själv. Ta bort en av dem som den väntar på.",
    "waits-for-others": "Det som kommer före är inte klart än. Bekräfta eller stryk det först.",
    "not-prepared": "Kom först överens om hur ni arbetar, eller hoppa över det båda två, under Förberedelse.",
    "point-fixed":
      "Punkten ligger fast genom tilldelningen. Bara optioner, ändringsklausuler och det som skulle klargöras är öppet.",
    "no-draft": "Här förhandlas inget.",
    "draft-exists": "Här förhandlas redan ett utkast.",
    "not-a-party": "Bara avtalets parter kan göra det.",
    "not-from-here": "Det går inte i det läge som nu gäller.",
    "not-yours": "Det är den andra partens sak.",
    "no-such-point": "Punkten finns inte i utkastet.",
    "no-such-proposal": "Förslaget finns inte.",
    "changed-meanwhile": "Texten har ändrats sedan sidan visades. Läs den nya och svara på den.",
    "reason-missing": "Skriv varför, så att den andra parten kan göra något åt det.",
    "nothing-changed": "Förslaget säger detsamma som punkten.",
    "does-not-fit": "Punkten går inte att räkna på som den är föreslagen.",
    "points-not-agreed": "Alla punkter är inte överenskomna eller framskjutna.",
    "not-your-role": "Din roll i rummet räcker inte för det. Den som är ägare hos er kan ändra roller.",
    "no-such-person": "Personen finns inte hos er part i rummet.",
    "no-such-party": "Parten finns inte i rummet.",
    "no-such-invitation": "Inbjudan finns inte.",
    "no-such-mandate": "Fullmakten finns inte.",
    "bad-address": "E-postadressen har inte den form som en adress har.",
    "already-here": "Den personen eller parten finns redan i rummet.",
    "invitation-used": "Länken har redan använts. Logga in med adressen som den gick till.",
    "invitation-revoked": "Inbjudan har tagits tillbaka. Fråga den som bjöd in.",
    "invitation-expired": "Inbjudans tid har gått ut. Be den som bjöd in om en ny.",
    "other-address": "Inbjudan gäller en annan e-postadress än den du har loggat in med.",
    "last-owner": "Någon måste vara ägare hos er. Ge rollen till någon annan först.",
    "dates-reversed": "Slutdagen ligger före startdagen.",
    "mandate-not-yours": "Fullmakten är inte din.",
    "mandate-revoked": "Fullmakten är återkallad. Den som är ägare hos er kan ge en ny.",
    "mandate-not-in-time": "Fullmakten gäller inte i dag.",
    "mandate-too-small": "Avtalets värde är större än fullmakten täcker. Någon med större fullmakt får skriva under.",
    "value-unknown":
      "Fullmakten har en gräns, men avtalets värde är inte angivet i samma valuta. Ange värdet när underskriften öppnas.",
    "no-signing": "Det är inte bestämt vad som ska skrivas under. Öppna underskriften först.",
    "no-such-signature": "Underskriften finns inte.",
    "too-early": "Det är för tidigt: dagen har inte kommit än.",
    "decision-missing": "En offentlig part anger beslutet bakom underskriften först.",
    "not-in-decision": "Beslutet utser inte den personen, varken som undertecknare eller ersättare.",
    "name-missing": "Skriv ditt namn som du skriver under med det.",
    "level-too-low": "Ni har kommit överens om att skriva under med nyckel (passkey). En kod räcker inte.",
    "already-asked": "Personen är redan tillfrågad eller har redan skrivit under.",
    "person-needed": "Här krävs att någon har loggat in. I ett öppet rum binder ingenting någon.",
    "evidence-wrong": "Koden eller nyckeln stämmer inte. Inget har skrivits under; försök igen.",
    "sign-in-needed": "Du behöver logga in för det.",
    "sign-in-refused": "Inloggningen gick inte. Begär en ny kod eller länk och försök igen.",
    "code-wrong": "Koden stämmer inte eller är för gammal. Begär en ny.",
    "link-used": "Länken har använts eller är för gammal. Begär en ny.",
    "proposals-open": "Det finns förslag som inte har besvarats.",
    "bad-request": "Det skickade har inte den form som adressen tar emot.",
    "bad-value":
      "Ett värde går inte att spara: det har ett tecken som ingen text har, eller ett tal utanför det möjliga.",
    "wrong-kind":
      "Innehållet är av ett slag som inte tas emot här. Skriv det i content-type: application/json, eller application/x-ndjson för rader av fakta.",
    "wrong-method": "Adressen finns, men inte för den metoden. Huvudet allow säger vilka som går.",
    "too-many": "För många förfrågningar från samma adress. Vänta så länge som retry-after säger.",
    "no-document": "Dokumentet kunde inte göras. Avtalet är oförändrat; försök igen, eller läs det på sidan.",
    full: "Disken är full. Inget halvt har sparats; ge plats och försök igen med samma nyckel.",
    busy: "Databasen svarar inte just nu. Inget halvt har sparats; försök igen om en stund med samma nyckel.",
  },
  en: {
    "not-found": "There is nothing here that you can see.",
    "document-wrong": "The agreement cannot be taken as it is.",
    "facts-wrong": "Nothing of what was sent was taken: at least one line is wrong.",
    "other-body": "The same key was used before for other content.",
    "too-large": "What was sent is too large. Send it in parts of at most 20 MB.",
    "not-allowed": "You may not do that here.",
    "no-result": "This cannot be computed.",
    "room-exists": "The room is already here.",
    "no-room": "There is no such room.",
    "already-subscribed": "The room already reads that source.",
    "name-taken": "The room already reads a source of the same name. Facts of the two would be mixed up.",
    "not-your-source": "The source belongs to none of the room's parties.",
    "nothing-new": "No figure has changed since the last statement of the period. That one stands.",
    "bundle-wrong": "The file does not hold together and was not taken in.",
    "bad-name": "A name has letters, digits, hyphens and underscores, at most 64 of them.",
    "no-such-item": "There is no such background item on your side.",
    "no-such-milestone": "There is no such milestone in the plan.",
    "too-many-files": "The room already has as many files as it can hold: 40.",
    "no-such-file": "The file is not in the room. Upload it first.",
    "bad-date": "There is no such date. Write it as 2027-01-31.",
    "bad-line":
      "The rules cannot be taken: a line is missing, stands twice, is empty or has a choice that does not exist.",
    "not-in-scale": "You have both agreed on a scale of two steps: satisfied or not satisfied.",
    "already-said": "Your side has said that already. Now it waits for the other.",
    "nothing-adopted":
      "The room's agreement was not signed elsewhere. Upload the file and say when and by whom it was signed.",
    "goes-in-circle": "The milestone would come before itself. Remove one of those that it waits for.",
    "waits-for-others": "What comes before is not finished yet. Verify or cancel it first.",
    "not-prepared": "First agree on how you work, or both skip it, under Preparation.",
    "point-fixed": "The award has fixed the point. Only options, change clauses and what was to be clarified are open.",
    "no-draft": "Nothing is being negotiated here.",
    "draft-exists": "A draft is already being negotiated here.",
    "not-a-party": "Only the parties of the agreement can do that.",
    "not-from-here": "That cannot be done in the state it is in.",
    "not-yours": "That is for the other party to do.",
    "no-such-point": "There is no such point in the draft.",
    "no-such-proposal": "There is no such proposal.",
    "changed-meanwhile": "The text has changed since the page was shown. Read the new one and answer that.",
    "reason-missing": "Say why, so that the other party can do something about it.",
    "nothing-changed": "The proposal says what the point says.",
    "does-not-fit": "The point cannot be computed as proposed.",
    "points-not-agreed": "Not every point is agreed or set aside.",
    "not-your-role": "Your role in the room does not cover that. An owner on your side can change roles.",
    "no-such-person": "There is no such person of your party in the room.",
    "no-such-party": "There is no such party in the room.",
    "no-such-invitation": "There is no such invitation.",
    "no-such-mandate": "There is no such mandate.",
    "bad-address": "The e-mail address does not have the form of one.",
    "already-here": "That person or party is already in the room.",
    "invitation-used": "The link has been used. Sign in with the address that it was sent to.",
    "invitation-revoked": "The invitation was taken back. Ask whoever sent it.",
    "invitation-expired": "The time of the invitation is over. Ask whoever sent it for a new one.",
    "other-address": "The invitation is for another e-mail address than the one you have signed in with.",
    "last-owner": "Somebody has to be owner on your side. Give the role to somebody else first.",
    "dates-reversed": "The last day is before the first.",
    "mandate-not-yours": "The mandate is not yours.",
    "mandate-revoked": "The mandate has been revoked. An owner on your side can give a new one.",
    "mandate-not-in-time": "The mandate is not in force today.",
    "mandate-too-small": "The agreement is worth more than the mandate covers. Somebody with a larger one may sign.",
    "value-unknown":
      "The mandate has a limit, but the agreement's value is not stated in the same currency. State it when the signing is opened.",
    "no-signing": "It is not settled what is signed. Open the signing first.",
    "no-such-signature": "There is no such signature.",
    "too-early": "It is too early: the day has not come yet.",
    "decision-missing": "A public body states the decision behind its signature first.",
    "not-in-decision": "The decision names that person neither as signer nor as deputy.",
    "name-missing": "Type your name as you sign with it.",
    "level-too-low": "You have both agreed to sign with a passkey. A code is not enough.",
    "already-asked": "That person has been asked already, or has signed.",
    "person-needed": "Somebody has to be signed in for this. In an open room nothing binds anybody.",
    "evidence-wrong": "The code or the passkey does not hold. Nothing was signed; try again.",
    "sign-in-needed": "You need to sign in for that.",
    "sign-in-refused": "Signing in did not work. Ask for a new code or link and try again.",
    "code-wrong": "The code is wrong or too old. Ask for a new one.",
    "link-used": "The link has been used or is too old. Ask for a new one.",
    "proposals-open": "There are proposals that have not been answered.",
    "bad-request": "What was sent does not have the form that this address takes.",
    "bad-value": "A value cannot be kept: it has a character that no text has, or a number outside what is possible.",
    "wrong-kind":
      "The content is of a kind that is not taken here. Say it in content-type: application/json, or application/x-ndjson for lines of facts.",
    "wrong-method": "The address is here, but not for that method. The header allow says which ones are.",
    "too-many": "Too many requests from one address. Wait for as long as retry-after says.",
    "no-document": "The document could not be made. The agreement is unchanged; try again, or read it on the page.",
    full: "The disk is full. Nothing was half stored; make room and try again with the same key.",
    busy: "The database does not answer right now. Nothing was half stored; try again in a while with the same key.",
  },
};

/** What the database, and the way to it, say when it is away, going away, starting or too busy. */
const away = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "25006",
  "40001",
  "40P01",
  "53200",
  "53300",
  "57014",
  "57P01",
  "57P02",
  "57P03",
]);

/** What is told about an error that is nobody's mistake here, or null: then the program is wrong. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (!(error instanceof Error)) return null;
  const { code = "", statusCode = 500, validation, validationContext = "" } = error as Told;
  if (code === "53100" || code === "ENOSPC") return new Refusal("full");
  if (
    away.has(code) ||
    /^08...$/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      error.message,
    )
  )
    return new Refusal("busy");
  // Class 22: a value that no column can hold. And a half character, which has no canonical form.
  if (/^22...$/.test(code) || (error instanceof RangeError && error.message.includes("lone surrogate")))
    return new Refusal("bad-value");
  if (validation)
    return new Refusal(
      "bad-request",
      validation.map(({ instancePath = "", message = "" }) => ({
        place: `${validationContext}${instancePath}`,
        message,
        hint: "/api/openapi.json",
      })),
    );
  if (statusCode === 413) return new Refusal("too-large");
  if (statusCode === 415) return new Refusal("wrong-kind");
  if (statusCode === 429) return new Refusal("too-many");
  if (statusCode === 403 || statusCode === 404) return new Refusal("not-found");
  return statusCode < 500 ? new Refusal("bad-request", [{ place: "", message: error.message, hint: "" }]) : null;
}

/** What errors of the framework and the database carry. */
type Told = Error & {
  readonly code?: string;
  readonly statusCode?: number;
  readonly validation?: readonly { readonly instancePath?: string; readonly message?: string }[];
  readonly validationContext?: string;
};

export function problemOf(refusal: Refusal, instance: string, language: Language): ProblemResponse {
  const title = titles[language][refusal.code];
  return {
    type: `https://overens.example/problems/${refusal.code}`,
    title,
    status: statuses[refusal.code],
    detail: refusal.details[0]?.message ?? title,
    instance,
    errors: [...refusal.details],
  };
}
