/** The understanding that stands on the page before anybody has changed it: sixteen lines in both languages, each said as plainly as it can be. */
import type { Text } from "../agreement/agreement.ts";
import { type ChoiceId, choices, type UnderstandingLine, type UnderstandingPart } from "../preparation/ground-rules.ts";
import type { Language } from "./format.ts";
import { textIn } from "./words.ts";

type Said = { readonly id: string; readonly part: UnderstandingPart; readonly text: Text };
type Chosen = { readonly id: ChoiceId; readonly part: UnderstandingPart };

const lines: readonly (Said | Chosen)[] = [
  {
    id: "purpose",
    part: "agreement",
    text: {
      sv: "Avtalet ska ge båda en gemensam bild av vad var och en kan vänta sig, och vara det ställe som vi vänder oss till när något inte har fungerat.",
      en: "The agreement is to give both of us one picture of what each may expect, and to be the place we turn to when something has not worked.",
    },
  },
  {
    id: "scope",
    part: "agreement",
    text: {
      sv: "Det gäller de tjänster som står i avtalet och inget annat. Det som inte ingår står där också.",
      en: "It covers the services that the agreement names and nothing else. What is not included stands there too.",
    },
  },
  {
    id: "not-for",
    part: "agreement",
    text: {
      sv: "Det är inte till för att tysta klagomål eller för att ha rätt. Att ett mål är uppfyllt är inget svar till den som inte är nöjd.",
      en: "It is not there to silence complaints or to be right. That a target is met is no answer to somebody who is not satisfied.",
    },
  },
  {
    id: "nothing-binds",
    part: "agreement",
    text: {
      sv: "Ingenting som sägs, föreslås eller godtas här binder någon innan avtalet är underskrivet av båda.",
      en: "Nothing that is said, proposed or accepted here binds anybody before both have signed the agreement.",
    },
  },
  { id: "may-propose", part: "negotiating" },
  { id: "reply-days", part: "negotiating" },
  { id: "turns", part: "negotiating" },
  { id: "language", part: "negotiating" },
  { id: "scale", part: "negotiating" },
  { id: "signature-level", part: "negotiating" },
  {
    id: "ladder",
    part: "working",
    text: {
      sv: "Det som inte blir löst tas upp en nivå i taget: först de som arbetar med tjänsten, sedan de avtalsansvariga, sist ledningen hos båda.",
      en: "What is not solved goes up one level at a time: first those who work with the service, then those responsible for the agreement, last the management of both.",
    },
  },
  {
    id: "meetings",
    part: "working",
    text: {
      sv: "Vi går igenom läget varje månad och avtalet varje kvartal. Underlaget finns fem arbetsdagar före mötet.",
      en: "We go through how things are each month, and the agreement each quarter. What the meeting rests on is there five working days before.",
    },
  },
  {
    id: "secrecy",
    part: "working",
    text: {
      sv: "Det som den ena markerar som hemligt håller den andra hemligt, så långt lagen tillåter. En offentlig part prövar alltid själv vad som kan lämnas ut.",
      en: "What one of us marks as secret the other keeps secret, as far as the law lets them. A public body always decides for itself what may be handed out.",
    },
  },
  {
    id: "telling-mistakes",
    part: "working",
    text: {
      sv: "Den som ser ett fel, eget eller den andras, säger det samma dag, i rummet, utan att leta efter skuld.",
      en: "Whoever sees a mistake, their own or the other's, says so the same day, in the room, without looking for blame.",
    },
  },
  {
    id: "speaks-to-users",
    part: "working",
    text: {
      sv: "Kunden talar med sina användare. Leverantören ger kunden det som behöver sägas, och säger inget till användarna på egen hand.",
      en: "The customer speaks to its users. The provider gives the customer what needs to be said, and tells the users nothing on its own.",
    },
  },
  {
    id: "august",
    part: "working",
    text: {
      sv: "Under semestertider har varje namngiven person en ersättare som står i rummet. Tiderna i avtalet gäller då också.",
      en: "In holiday times each person named has a deputy who stands in the room. The times in the agreement hold then too.",
    },
  },
];

/** The lines as they are proposed when nobody has changed them. */
export const standardUnderstanding: readonly UnderstandingLine[] = lines.map((line) =>
  "text" in line ? { ...line, value: null } : { ...line, text: null, value: choices[line.id][0] },
);

/** What a line says: its own words, or the words of what was chosen. */
export function lineText({ id, text, value }: UnderstandingLine, language: Language): string {
  if (text !== null) return textIn(text, language);
  return choiceText(id as ChoiceId, value ?? "", language);
}

/** A choice in words. */
export function choiceText(id: ChoiceId, value: string, language: Language): string {
  if (id === "reply-days") {
    const days = Number(value);
    if (language === "sv") return `Ett förslag besvaras inom ${days} ${days === 1 ? "arbetsdag" : "arbetsdagar"}.`;
    return `A proposal is answered within ${days} working ${days === 1 ? "day" : "days"}.`;
  }
  const said = choiceWords[id];
  return textIn(Object.hasOwn(said, value) ? said[value] : value, language);
}

const choiceWords: Readonly<Record<Exclude<ChoiceId, "reply-days">, Readonly<Record<string, Text>>>> = {
  "may-propose": {
    both: { sv: "Båda får föreslå ändringar.", en: "Both may propose changes." },
    provider: { sv: "Leverantören föreslår; kunden svarar.", en: "The provider proposes; the customer answers." },
    customer: { sv: "Kunden föreslår; leverantören svarar.", en: "The customer proposes; the provider answers." },
  },
  turns: {
    parallel: { sv: "Båda arbetar samtidigt, punkt för punkt.", en: "Both work at the same time, point by point." },
    turns: { sv: "Vi turas om: en i taget går igenom allt.", en: "We take turns: one at a time goes through it all." },
  },
  language: {
    both: {
      sv: "Vi skriver på svenska eller engelska, som var och en vill.",
      en: "We write in Swedish or English, as each likes.",
    },
    sv: { sv: "Vi skriver på svenska.", en: "We write in Swedish." },
    en: { sv: "Vi skriver på engelska.", en: "We write in English." },
  },
  scale: {
    three: {
      sv: "Vi svarar nöjd, kan leva med det eller inte nöjd; det sista med skäl.",
      en: "We answer satisfied, can live with it or not satisfied; the last with a reason.",
    },
    two: {
      sv: "Vi svarar nöjd eller inte nöjd; det sista med skäl.",
      en: "We answer satisfied or not satisfied; the last with a reason.",
    },
  },
  "signature-level": {
    code: {
      sv: "Det räcker att skriva under med en kod till e-postadressen och sitt namn.",
      en: "A code to the e-mail address and a typed name are enough to sign with.",
    },
    passkey: {
      sv: "Den som skriver under gör det med sin nyckel (passkey).",
      en: "Whoever signs does so with their passkey.",
    },
  },
};
