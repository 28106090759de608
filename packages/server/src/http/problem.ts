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
    "proposals-open": "Det finns förslag som inte har besvarats.",
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
    "proposals-open": "There are proposals that have not been answered.",
    full: "The disk is full. Nothing was half stored; make room and try again with the same key.",
    busy: "The database does not answer right now. Nothing was half stored; try again in a while with the same key.",
  },
};

/** What the database says when it is away, going away or starting; and when it has no room. */
const away = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "57P01", "57P02", "57P03", "08000", "08003", "08006"]);

/** A refusal behind an error that is nobody's mistake, or null. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (!(error instanceof Error)) return null;
  const code = "code" in error ? String(error.code) : "";
  if (code === "53100" || code === "ENOSPC") return new Refusal("full");
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new Refusal("too-large");
  return away.has(code) || /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(error.message) ? new Refusal("busy") : null;
}

export function problemOf(refusal: Refusal, instance: string, language: Language): ProblemResponse {
  const title = titles[language][refusal.code];
  return { type: `https://overens.example/problems/${refusal.code}`, title, status: statuses[refusal.code], detail: refusal.details[0]?.message ?? title, instance, errors: [...refusal.details] };
}
