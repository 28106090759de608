/** What an objective promises, in whole sentences: the same data as the rule, so the two cannot drift apart. */
import type { Agreement, Condition, Matcher, Objective, TargetRow } from "../agreement/agreement.ts";
import { type Language, listText, numberText } from "./format.ts";
import { textIn } from "./words.ts";

/** The sentences of one objective, the promise first and then what it rests on. */
export function promiseSentences(agreement: Agreement, objective: Objective, language: Language): readonly string[] {
  const words = textIn(objective.text, language);
  if (!objective.indicator) return [language === "sv" ? `Avsikt: ${textIn(objective.intent, language)} Den mäts inte än.` : `Intent: ${textIn(objective.intent, language)} It is not measured yet.`];
  const rows = objective.target === undefined ? [] : Array.isArray(objective.target) ? (objective.target as readonly TargetRow[]) : [objective.target as TargetRow];
  const promises = rows.map((row) => promise(agreement, objective, row, language));
  return [...promises, ...conditions(agreement, objective, language), ...(words === "" ? [] : [words])];
}

function promise(agreement: Agreement, objective: Objective, row: TargetRow, language: Language): string {
  const sv = language === "sv";
  const whom = row.when === undefined ? "" : sv ? `För ${conditionText(row.when, language)}: ` : `For ${conditionText(row.when, language)}: `;
  const services = serviceNames(agreement, objective, language);
  const within = row.within === undefined ? "" : limitText(row.within, language);
  const hours = row.calendar ?? objective.calendar;
  const calendar = hours === undefined ? (sv ? "dygnet runt" : "round the clock") : calendarName(agreement, hours, language);
  const period = periodText(objective.period ?? "calendar-month", language);
  const [comparator, value] = (["at-least", "above", "at-most", "below"] as const).map((name) => [name, row[name]] as const).find(([, text]) => text !== undefined) ?? ["at-least", "100 %"];
  const level = `${comparatorText(comparator, language)} ${figure(value ?? "", language)}`;
  const kind = objective.indicator?.kind;
  const sentence = ((): string => {
    switch (kind) {
      case "outage-time":
        return sv ? `${services} är uppe ${level} av ${period}, räknat ${calendar}.` : `${services} is up ${level} of ${period}, counted ${calendar}.`;
      case "slots-down":
      case "pooled-ratio":
      case "mean-of-slot-ratios":
        return sv ? `${services} besvarar ${level} av anropen under ${period}.` : `${services} answers ${level} of requests in ${period}.`;
      case "elapsed-time":
        return sv ? `${level} av ärendena ${stops(objective, agreement, language)} inom ${within}, räknat ${calendar}.` : `${level} of cases ${stops(objective, agreement, language)} within ${within}, counted ${calendar}.`;
      case "on-time-delivery":
        return sv ? `${level} av leveranserna under ${period} kommer i utlovad tid.` : `${level} of deliveries in ${period} arrive by the promised time.`;
      case "count":
        return sv ? `Antalet under ${period} är ${level}.` : `The number in ${period} is ${level}.`;
      case "reported":
      case undefined:
        return sv ? `Det rapporterade värdet för ${period} är ${level}.` : `The figure reported for ${period} is ${level}.`;
    }
  })();
  return `${whom}${whom === "" ? capital(sentence) : sentence}`;
}

function stops(objective: Objective, agreement: Agreement, language: Language): string {
  const name = objective.indicator?.kind === "elapsed-time" ? objective.indicator.clock : "";
  const stop = agreement.clocks?.find(({ id }) => id === name)?.stop;
  const first = typeof stop === "string" ? stop : stop?.[0];
  const ends = { sv: { answered: "får svar", resolved: "löses", closed: "stängs", other: "uppdateras" }, en: { answered: "are answered", resolved: "are resolved", closed: "are closed", other: "are updated" } }[language];
  return first === "answered" || first === "resolved" || first === "closed" ? ends[first] : ends.other;
}

function conditions(agreement: Agreement, objective: Objective, language: Language): readonly string[] {
  const sv = language === "sv";
  const { indicator } = objective;
  const sentences: string[] = [];
  if (objective.when !== undefined) sentences.push(sv ? `Löftet gäller när ${conditionText(objective.when, language)}.` : `The promise holds when ${conditionText(objective.when, language)}.`);
  if (indicator?.kind === "outage-time") {
    if (indicator["down-when"] === "all-members") sentences.push(sv ? "Tiden räknas som nere bara när alla delar i bruk är nere samtidigt." : "Time is down only while all members in use are down at once.");
    if (indicator["minimum-length"] !== undefined)
      sentences.push(
        sv
          ? `Avbrott kortare än ${indicator["minimum-length"]} räknas inte; längden prövas ${indicator["minimum-tested"] === "after-exclusions" ? "efter" : "före"} att undantag räknats bort.`
          : `Outages shorter than ${indicator["minimum-length"]} do not count; the length is tested ${indicator["minimum-tested"] === "after-exclusions" ? "after" : "before"} exclusions are taken out.`,
      );
  }
  const exclusions = (objective.exclusions ?? []).map((id) => textIn(agreement.measurement?.exclusions?.find((found) => found.id === id)?.title, language).toLowerCase()).filter((title) => title !== "");
  if (exclusions.length > 0) sentences.push(sv ? `Undantaget är ${listText(exclusions, language)}.` : `Left out are ${listText(exclusions, language)}.`);
  return sentences;
}

export function conditionText(condition: Condition, language: Language): string {
  return listText(
    Object.entries(condition).map(([property, matcher]) => matcherText(property.replaceAll("-", " "), matcher, language)),
    language,
  );
}

function matcherText(property: string, matcher: Matcher, language: Language): string {
  const sv = language === "sv";
  if (typeof matcher === "string") return `${property} ${matcher}`;
  if (Array.isArray(matcher)) return `${property} ${(matcher as readonly string[]).join(sv ? " eller " : " or ")}`;
  const bounds = (["at-least", "above", "at-most", "below"] as const).flatMap((name) => {
    const value = (matcher as { readonly [member: string]: string | undefined })[name];
    return value === undefined ? [] : [`${comparatorText(name, language)} ${value}`];
  });
  const { not, stated } = matcher as { readonly not?: string; readonly stated?: string };
  return `${property} ${[...bounds, ...(not === undefined ? [] : [sv ? `inte ${not}` : `not ${not}`]), ...(stated === undefined ? [] : [stated === "yes" ? (sv ? "angivet" : "stated") : sv ? "inte angivet" : "not stated"])].join(sv ? " och " : " and ")}`;
}

function serviceNames({ services }: Agreement, objective: Objective, language: Language): string {
  const ids = objective.service === undefined ? services.map(({ id }) => id) : typeof objective.service === "string" ? [objective.service] : objective.service;
  const each = ids.length > 1 ? (language === "sv" ? "var för sig: " : "each of ") : "";
  return `${each}${listText(
    ids.map((id) => textIn(services.find((service) => service.id === id)?.name, language)),
    language,
  )}`;
}

function calendarName({ calendars }: Agreement, id: string, language: Language): string {
  const title = textIn(calendars?.find((calendar) => calendar.id === id)?.title, language) || id;
  return language === "sv" ? `på ${title.toLowerCase()}` : `in ${title.toLowerCase()}`;
}

function comparatorText(comparator: "at-least" | "above" | "at-most" | "below", language: Language): string {
  const table = { sv: { "at-least": "minst", above: "mer än", "at-most": "högst", below: "mindre än" }, en: { "at-least": "at least", above: "more than", "at-most": "at most", below: "less than" } };
  return table[language][comparator];
}

/** "99.90 %" as the language writes it, digits as agreed. */
function figure(text: string, language: Language): string {
  const percent = /^(\d+(?:\.\d+)?) ?%$/.exec(text);
  if (percent) return language === "sv" ? `${numberText(percent[1] ?? "", language)}\u00a0%` : `${percent[1]}%`;
  return text.replace(" ", "\u00a0");
}

function limitText(text: string, language: Language): string {
  const days = /^(\d+) (working-)?days?$/.exec(text);
  if (!days) return text;
  const count = Number(days[1]);
  if (language === "sv") return `${count} ${days[2] ? (count === 1 ? "arbetsdag" : "arbetsdagar") : count === 1 ? "dag" : "dagar"}`;
  return `${count} ${days[2] ? "working " : ""}${count === 1 ? "day" : "days"}`;
}

export function periodText(period: string, language: Language): string {
  const sv = language === "sv";
  const fixed = { "calendar-month": ["varje kalendermånad", "each calendar month"], quarter: ["varje kvartal", "each quarter"], year: ["varje år", "each year"], term: ["hela avtalstiden", "the whole term"] } as const;
  const known = fixed[period as keyof typeof fixed];
  if (known) return known[sv ? 0 : 1];
  const day = /day (\d+)$/.exec(period)?.[1];
  if (day) return sv ? `varje fakturamånad från den ${day}:e` : `each billing month from day ${day}`;
  return sv ? `varje ${period.replace("days", "dagar")}` : `each ${period}`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
