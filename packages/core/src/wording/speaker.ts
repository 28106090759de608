/** One language speaking of one agreement: its texts, names, figures and conditions, so that sentences are written once for each language side by side. */
import type { Agreement, Condition, Elsewhere, Id, Matcher, Text } from "../agreement/agreement.ts";
import { parseMoney } from "../agreement/scalars.ts";
import { type Language, listText, moneyText, numberText } from "./format.ts";
import { textIn } from "./words.ts";

export type Speaker = {
  readonly language: Language;
  readonly agreement: Agreement;
  /** The wording of the language that speaks. */
  readonly say: (sv: string, en: string) => string;
  readonly text: (text: Text | undefined) => string;
};

export function speaker(agreement: Agreement, language: Language): Speaker {
  return {
    agreement,
    language,
    say: (sv, en) => (language === "sv" ? sv : en),
    text: (text) => textIn(text, language),
  };
}

/** A sentence begins with a capital and ends with a stop. */
export function sentence(words: string): string {
  const whole = words.trim();
  if (whole === "") return "";
  return `${whole.charAt(0).toUpperCase()}${whole.slice(1)}${/[.!?:]$/.test(whole) ? "" : "."}`;
}

export function and(items: readonly string[], { language }: Speaker): string {
  return listText(items, language);
}

export function or(items: readonly string[], { say }: Speaker): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} ${say("eller", "or")} ${items.at(-1)}`;
}

/** A section's entries; none when it stands in another document. */
export function entries<Entry>(section: readonly Entry[] | Elsewhere | undefined): readonly Entry[] {
  return section === undefined || "stands-in" in section ? [] : section;
}

/** "Kontorstid (office)": what a reader calls a point, and the name it is cited by. */
export function named(id: Id, title: string): string {
  return title === "" || title === id ? id : `${title} (${id})`;
}

export function partyName(id: Id, { agreement, say }: Speaker): string {
  if (id === "both") return say("båda parter", "both parties");
  return named(id, agreement.parties.find((party) => party.id === id)?.name ?? "");
}

export function serviceName(id: Id, { agreement, text }: Speaker): string {
  return named(id, text(agreement.services.find((service) => service.id === id)?.name));
}

export function calendarName(id: Id, { agreement, text }: Speaker): string {
  return named(id, text(agreement.calendars?.find((calendar) => calendar.id === id)?.title));
}

export function remedyName(id: Id, { agreement, text }: Speaker): string {
  return named(id, text(entries(agreement.remedies).find((remedy) => remedy.id === id)?.title));
}

export function documentName(id: Id, { agreement, text }: Speaker): string {
  return named(id, text(agreement.documents?.list?.find((document) => document.id === id)?.title));
}

/** "99.90 %" as the language writes it, digits as agreed; lengths of time as they stand. */
export function figure(value: string, { language }: Speaker): string {
  const percent = /^(\d+(?:\.\d+)?) ?%$/.exec(value);
  if (percent) return language === "sv" ? `${numberText(percent[1] ?? "", language)}\u00a0%` : `${percent[1]}%`;
  return /^\d+(\.\d+)?$/.test(value) ? numberText(value, language) : value.replace(" ", "\u00a0");
}

export function money(amount: string, { language }: Speaker): string {
  const read = parseMoney(amount);
  return read === null ? amount : moneyText(read, language);
}

/** "5 arbetsdagar", "4 h" */
export function limit(time: string, { language }: Speaker): string {
  const days = /^(\d+) (working-)?days?$/.exec(time);
  if (!days) return time;
  const count = Number(days[1]);
  if (language === "sv")
    return `${count} ${days[2] ? (count === 1 ? "arbetsdag" : "arbetsdagar") : count === 1 ? "dag" : "dagar"}`;
  return `${count} ${days[2] ? "working " : ""}${count === 1 ? "day" : "days"}`;
}

const comparators = ["at-least", "above", "at-most", "below"] as const;
type Comparator = (typeof comparators)[number];
const comparatorWords = {
  sv: { "at-least": "minst", above: "mer än", "at-most": "högst", below: "mindre än" },
  en: { "at-least": "at least", above: "more than", "at-most": "at most", below: "less than" },
} as const;

export function comparator(name: Comparator, { language }: Speaker): string {
  return comparatorWords[language][name];
}

/** "minst 99,9 % och mindre än 99,95 %": every bound that is stated. */
export function bounds(comparison: { readonly [name in Comparator]?: string | undefined }, speaker: Speaker): string {
  return comparators
    .flatMap((name) =>
      comparison[name] === undefined ? [] : [`${comparator(name, speaker)} ${figure(comparison[name], speaker)}`],
    )
    .join(speaker.say(" och ", " and "));
}

/** Properties that agreements commonly ask for, in Swedish; others stand as they are named in the facts. */
const propertiesInSwedish: Readonly<Record<string, string>> = {
  category: "kategori",
  class: "klass",
  contract: "avtal",
  impact: "påverkan",
  plan: "plan",
  priority: "prioritet",
  region: "region",
  severity: "allvarlighetsgrad",
  site: "plats",
  support: "support",
  urgency: "brådska",
  "whole-site": "hela anläggningen",
  "hosts-affected": "antal drabbade värdar",
  "hosts-hit": "antal drabbade värdar",
  "members-in-use": "antal delar i bruk",
};

export function propertyName(name: string, { language }: Speaker): string {
  return (language === "sv" ? propertiesInSwedish[name] : undefined) ?? name.replaceAll("-", " ");
}

/** "prioritet 1 och antal drabbade värdar minst 2": whom something is for. */
export function condition(found: Condition, speaker: Speaker): string {
  return and(
    Object.entries(found).map(
      ([property, matcher]) => `${propertyName(property, speaker)} ${matched(matcher, speaker)}`,
    ),
    speaker,
  );
}

/** "prioritet är 1 och antal drabbade värdar är minst 2": what must hold. */
export function clause(found: Condition, speaker: Speaker): string {
  return and(
    Object.entries(found).map(
      ([property, matcher]) =>
        `${propertyName(property, speaker)} ${speaker.say("är", "is")} ${matched(matcher, speaker)}`,
    ),
    speaker,
  );
}

function matched(matcher: Matcher, speaker: Speaker): string {
  const { say } = speaker;
  if (matcher === "yes" || matcher === "no") return matcher === "yes" ? say("ja", "yes") : say("nej", "no");
  if (typeof matcher === "string") return matcher;
  if (Array.isArray(matcher)) return or(matcher as readonly string[], speaker);
  const { not, stated, ...comparison } = matcher as Exclude<Matcher, string | readonly string[]>;
  const parts = [
    bounds(comparison, speaker),
    not === undefined ? "" : say(`inte ${not}`, `not ${not}`),
    stated === undefined ? "" : stated === "yes" ? say("angivet", "stated") : say("inte angivet", "not stated"),
  ];
  return parts.filter((part) => part !== "").join(say(" och ", " and ")) || say("vad som helst", "anything");
}
