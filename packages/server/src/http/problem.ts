/** Refusals as RFC 9457 problems: the only place that makes a response of one. */

import type { ProblemResponse } from "@overens/api";
import type { Language } from "@overens/core";
import type { Refusal, RefusalCode } from "../refusal.ts";

const statuses: Readonly<Record<RefusalCode, number>> = { "not-found": 404, "document-wrong": 422, "facts-wrong": 422, "other-body": 422, "too-large": 413, "not-allowed": 403, "no-result": 422 };

const titles: Readonly<Record<Language, Readonly<Record<RefusalCode, string>>>> = {
  sv: {
    "not-found": "Det finns inget här som du kan se.",
    "document-wrong": "Avtalet kan inte tas emot som det är.",
    "facts-wrong": "Inget av det skickade togs emot: minst en rad är fel.",
    "other-body": "Samma nyckel har redan använts för ett annat innehåll.",
    "too-large": "Det skickade är för stort. Dela upp det i flera delar om högst 20 MB.",
    "not-allowed": "Det får du inte göra här.",
    "no-result": "Det går inte att räkna på det här.",
  },
  en: {
    "not-found": "There is nothing here that you can see.",
    "document-wrong": "The agreement cannot be taken as it is.",
    "facts-wrong": "Nothing of what was sent was taken: at least one line is wrong.",
    "other-body": "The same key was used before for other content.",
    "too-large": "What was sent is too large. Send it in parts of at most 20 MB.",
    "not-allowed": "You may not do that here.",
    "no-result": "This cannot be computed.",
  },
};

export function problemOf(refusal: Refusal, instance: string, language: Language): ProblemResponse {
  const title = titles[language][refusal.code];
  return { type: `https://overens.example/problems/${refusal.code}`, title, status: statuses[refusal.code], detail: refusal.details[0]?.message ?? title, instance, errors: [...refusal.details] };
}
