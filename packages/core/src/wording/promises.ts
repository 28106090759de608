/** What an objective promises, in whole sentences: the same data as the rule, so the two cannot drift apart. */
import type { Agreement, Indicator, NoTraffic, Objective, TargetRow } from "../agreement/agreement.ts";
import type { Language } from "./format.ts";
import {
  and,
  calendarName,
  clause,
  comparator,
  condition,
  figure,
  limit,
  named,
  or,
  partyName,
  propertyName,
  remedyName,
  type Speaker,
  sentence,
  serviceName,
  speaker,
} from "./speaker.ts";

/** The sentences of one objective as a person meets them: the promise first, what it rests on, and the agreement's own words. */
export function promiseSentences(agreement: Agreement, objective: Objective, language: Language): readonly string[] {
  const speaks = speaker(agreement, language);
  if (!objective.indicator) return [intent(objective, speaks)];
  return [
    ...rowsOf(objective).map((row) => promise(objective, row, plainNames, speaks)),
    ...conditions(objective, plainNames, speaks),
    sentence(speaks.text(objective.text)),
  ].filter((found) => found !== "");
}

/** Everything that an objective says, member for member: the promise, how it is measured, what is left out, and what a miss entitles to. */
export function objectiveSentences(objective: Objective, speaks: Speaker): readonly string[] {
  const { say } = speaks;
  const sentences = [
    ...(objective.intent === undefined ? [] : [intent(objective, speaks)]),
    ...rowsOf(objective).flatMap((row) => [promise(objective, row, citableNames, speaks), ...ofRow(row, speaks)]),
  ];
  if (!objective.indicator) return sentences;
  const { per, decimals, remedy } = objective;
  return [
    ...sentences,
    ...measuring(objective.indicator, speaks),
    ...conditions(objective, citableNames, speaks),
    per === undefined
      ? ""
      : say(
          `Varje ${perWord(per, speaks)} får sitt eget resultat.`,
          `Each ${perWord(per, speaks)} has a result of its own.`,
        ),
    remedy === undefined
      ? ""
      : say(
          `Ett missat mål ger rätt till ${remedies(remedy, speaks)}.`,
          `A miss entitles to ${remedies(remedy, speaks)}.`,
        ),
    decimals === undefined
      ? ""
      : say(
          `Siffran skrivs med ${decimals} decimaler; den exakta jämförs med målet.`,
          `The figure is printed with ${decimals} decimals; the exact one is compared with the target.`,
        ),
  ].filter((found) => found !== "");
}

/** How names stand in a sentence: as words for reading, or with the id they are cited by. */
type Names = {
  readonly service: (id: string, speaks: Speaker) => string;
  readonly calendar: (id: string, speaks: Speaker) => string;
};
const citableNames: Names = { service: serviceName, calendar: calendarName };
const plainNames: Names = {
  service: (id, { agreement, text }) => text(agreement.services.find((service) => service.id === id)?.name) || id,
  calendar: (id, { agreement, text }) => text(agreement.calendars?.find((calendar) => calendar.id === id)?.title) || id,
};

function rowsOf({ target }: Objective): readonly TargetRow[] {
  return target === undefined ? [] : Array.isArray(target) ? (target as readonly TargetRow[]) : [target as TargetRow];
}

function intent(objective: Objective, { say, text }: Speaker): string {
  return `${say("Avsikt:", "Intent:")} ${sentence(text(objective.intent))}${objective.indicator ? "" : ` ${say("Den mäts inte än.", "It is not measured yet.")}`}`;
}

const comparators = ["at-least", "above", "at-most", "below"] as const;

function promise(objective: Objective, row: TargetRow, names: Names, speaks: Speaker): string {
  const { say } = speaks;
  const whom =
    row.when === undefined ? "" : say(`För ${condition(row.when, speaks)}: `, `For ${condition(row.when, speaks)}: `);
  const services = servicesOf(objective, names, speaks);
  const hours = row.calendar ?? objective.calendar;
  const counted =
    hours === undefined
      ? say("dygnet runt", "round the clock")
      : say(`på ${lower(names.calendar(hours, speaks))}`, `in ${lower(names.calendar(hours, speaks))}`);
  const period = periodText(objective.period ?? "calendar-month", speaks.language);
  const bound = comparators.find((name) => row[name] !== undefined) ?? "at-least";
  const level = `${comparator(bound, speaks)} ${figure(row[bound] ?? "100 %", speaks)}`;
  const within =
    row.within === undefined ? "" : say(` inom ${limit(row.within, speaks)}`, ` within ${limit(row.within, speaks)}`);
  const asked = objective.service === undefined ? "" : say(` för ${services}`, ` for ${services}`);
  const words = ((): string => {
    switch (objective.indicator?.kind) {
      case "outage-time":
        return say(
          `${services} är uppe ${level} av ${period}, räknat ${counted}.`,
          `${services} is up ${level} of ${period}, counted ${counted}.`,
        );
      case "slots-down":
      case "pooled-ratio":
      case "mean-of-slot-ratios":
        return say(
          `${services} besvarar ${level} av anropen under ${period}, räknat ${counted}.`,
          `${services} answers ${level} of requests in ${period}, counted ${counted}.`,
        );
      case "elapsed-time":
        return say(
          `${level} av ärendena${asked} ${ends(objective, speaks)}${within}, räknat ${counted} över ${period}.`,
          `${level} of cases${asked} ${ends(objective, speaks)}${within}, counted ${counted} over ${period}.`,
        );
      case "on-time-delivery":
        return say(
          `${level} av leveranserna${asked} under ${period} kommer i utlovad tid${within}.`,
          `${level} of deliveries${asked} in ${period} arrive by the promised time${within}.`,
        );
      case "count":
        return say(`Antalet${asked} under ${period} är ${level}.`, `The number${asked} in ${period} is ${level}.`);
      case "reported":
      case undefined:
        return say(
          `Det rapporterade värdet${asked} för ${period} är ${level}.`,
          `The figure reported${asked} for ${period} is ${level}.`,
        );
    }
  })();
  return whom === "" ? sentence(words) : `${whom}${words}`;
}

function ofRow(row: TargetRow, speaks: Speaker): readonly string[] {
  const { say } = speaks;
  return [
    row.warning === undefined
      ? ""
      : say(`Varning ges vid ${figure(row.warning, speaks)}.`, `A warning is given at ${figure(row.warning, speaks)}.`),
    row.remedy === undefined
      ? ""
      : say(
          `Missas det gäller ${remedies(row.remedy, speaks)}.`,
          `If it is missed, ${remedies(row.remedy, speaks)} applies.`,
        ),
  ];
}

function ends({ indicator }: Objective, { agreement, say }: Speaker): string {
  const name = indicator?.kind === "elapsed-time" ? indicator.clock : "";
  const stop = agreement.clocks?.find(({ id }) => id === name)?.stop;
  switch (typeof stop === "string" ? stop : stop?.[0]) {
    case "answered":
      return say("får svar", "are answered");
    case "resolved":
      return say("löses", "are resolved");
    case "closed":
      return say("stängs", "are closed");
    default:
      return say("uppdateras", "are updated");
  }
}

/** What the promise rests on: for whom it holds, what counts as down, and what is left out. */
function conditions(objective: Objective, names: Names, speaks: Speaker): readonly string[] {
  const { say, agreement, text } = speaks;
  const { indicator } = objective;
  const excluded = (objective.exclusions ?? []).map((id) => {
    const title = lower(text(agreement.measurement?.exclusions?.find((found) => found.id === id)?.title));
    return names === citableNames ? named(id, title) : title || id;
  });
  return [
    objective.when === undefined
      ? ""
      : say(
          `Löftet gäller när ${clause(objective.when, speaks)}.`,
          `The promise holds when ${clause(objective.when, speaks)}.`,
        ),
    ...(indicator?.kind === "outage-time" ? down(indicator, speaks) : []),
    excluded.length === 0
      ? ""
      : say(`Undantaget är ${and(excluded, speaks)}.`, `Left out are ${and(excluded, speaks)}.`),
  ].filter((found) => found !== "");
}

function down(indicator: Extract<Indicator, { readonly kind: "outage-time" }>, { say }: Speaker): readonly string[] {
  const shortest = indicator["minimum-length"];
  const tested = indicator["minimum-tested"] === "after-exclusions" ? say("efter", "after") : say("före", "before");
  return [
    indicator["down-when"] === "all-members"
      ? say(
          "Tiden räknas som nere bara när alla delar i bruk är nere samtidigt.",
          "Time is down only while all members in use are down at once.",
        )
      : "",
    shortest === undefined
      ? ""
      : say(
          `Avbrott kortare än ${shortest} räknas inte; längden prövas ${tested} att undantag räknats bort.`,
          `Outages shorter than ${shortest} do not count; the length is tested ${tested} exclusions are taken out.`,
        ),
  ];
}

/** How the figure is made. */
function measuring(indicator: Indicator, speaks: Speaker): readonly string[] {
  const { say } = speaks;
  const called =
    indicator.called === undefined
      ? ""
      : say(`Siffran kallas "${indicator.called}".`, `The figure is called "${indicator.called}".`);
  const counts =
    indicator.counts === undefined
      ? ""
      : say(
          `Bara det räknas där ${clause(indicator.counts, speaks)}.`,
          `Only that counts where ${clause(indicator.counts, speaks)}.`,
        );
  return [called, counts, ...ofKind(indicator, speaks)];
}

function ofKind(indicator: Indicator, speaks: Speaker): readonly string[] {
  const { say } = speaks;
  switch (indicator.kind) {
    case "outage-time":
      return [
        say("Siffran är andelen räknad tid utan avbrott.", "The figure is the share of counted time without outage."),
      ];
    case "slots-down": {
      const errors = indicator["down-when-errors"];
      const passed =
        errors?.above !== undefined
          ? say(`mer än ${figure(errors.above, speaks)}`, `more than ${figure(errors.above, speaks)}`)
          : say(
              `minst ${figure(errors?.["at-least"] ?? "100 %", speaks)}`,
              `at least ${figure(errors?.["at-least"] ?? "100 %", speaks)}`,
            );
      const least = indicator["minimum-requests"];
      return [
        say(
          `Tiden delas i intervall om ${indicator.slot}; ett intervall är nere när ${passed} av anropen misslyckas.`,
          `Time is cut into slots of ${indicator.slot}; a slot is down when ${passed} of its requests fail.`,
        ),
        least === undefined
          ? ""
          : say(
              `Ett intervall med färre än ${least} anrop räknas inte som nere.`,
              `A slot with fewer than ${least} requests does not count as down.`,
            ),
        quiet(indicator["no-traffic"], speaks),
      ];
    }
    case "pooled-ratio":
      return [
        say(
          "Siffran är lyckade anrop av alla anrop i perioden.",
          "The figure is good requests of all requests in the period.",
        ),
        quiet(indicator["no-traffic"], speaks),
      ];
    case "mean-of-slot-ratios":
      return [
        say(
          `Siffran är medelvärdet av andelen lyckade anrop i varje intervall om ${indicator.slot}.`,
          `The figure is the mean of the shares of good requests in each slot of ${indicator.slot}.`,
        ),
        quiet(indicator["no-traffic"], speaks),
      ];
    case "elapsed-time": {
      const title = speaks.text(speaks.agreement.clocks?.find(({ id }) => id === indicator.clock)?.title);
      const moment = {
        opened: say("öppnas", "is opened"),
        due: say("ska vara klart", "is due"),
        resolved: say("löses", "is resolved"),
        closed: say("stängs", "is closed"),
      }[indicator["counted-in"]];
      return [
        say(
          `Tiden mäts med klockan ${named(indicator.clock, title)}, och ett ärende hör till den period då det ${moment}.`,
          `The time is measured on the clock ${named(indicator.clock, title)}, and a case belongs to the period in which it ${moment}.`,
        ),
      ];
    }
    case "on-time-delivery": {
      const moment =
        indicator["counted-in"] === "promised" ? say("var utlovad", "was promised") : say("gjordes", "was made");
      const { tolerance } = indicator;
      return [
        say(
          `En leverans hör till den period då den ${moment}.`,
          `A delivery belongs to the period in which it ${moment}.`,
        ),
        tolerance === undefined
          ? ""
          : say(
              `Den är i tid till och med ${tolerance} efter den utlovade tiden.`,
              `It is on time up to ${tolerance} after the promised time.`,
            ),
      ];
    }
    case "count": {
      const of = {
        outages: say("avbrott", "outages"),
        cases: say("ärenden", "cases"),
        deliveries: say("leveranser", "deliveries"),
        notices: say("meddelanden", "notices"),
      }[indicator.of];
      return [say(`Siffran är antalet ${of}.`, `The figure is the number of ${of}.`)];
    }
    case "reported": {
      const unit = {
        percent: say("procent", "percent"),
        count: say("antal", "a count"),
        seconds: say("sekunder", "seconds"),
      }[indicator.unit];
      const by = indicator["reported-by"];
      return [
        say(
          `Siffran anges i ${unit} med underlag${by === undefined ? "" : ` av ${partyName(by, speaks)}`}.`,
          `The figure is stated in ${unit} with evidence${by === undefined ? "" : ` by ${partyName(by, speaks)}`}.`,
        ),
      ];
    }
  }
}

function quiet(rule: NoTraffic | undefined, { say }: Speaker): string {
  switch (rule ?? "left-out") {
    case "up":
      return say("Tid utan anrop räknas som uppe.", "Time without requests counts as up.");
    case "down":
      return say("Tid utan anrop räknas som nere.", "Time without requests counts as down.");
    case "left-out":
      return say("Tid utan anrop räknas inte.", "Time without requests is left out.");
  }
}

function servicesOf({ service }: Objective, names: Names, speaks: Speaker): string {
  const ids =
    service === undefined
      ? speaks.agreement.services.map(({ id }) => id)
      : typeof service === "string"
        ? [service]
        : service;
  const each = ids.length > 1 ? speaks.say("var för sig: ", "each of ") : "";
  return `${each}${and(
    ids.map((id) => names.service(id, speaks)),
    speaks,
  )}`;
}

function remedies(ids: string | readonly string[], speaks: Speaker): string {
  return or(
    (typeof ids === "string" ? [ids] : ids).map((id) => remedyName(id, speaks)),
    speaks,
  );
}

function perWord(per: string, speaks: Speaker): string {
  if (per === "service") return speaks.say("tjänst", "service");
  if (per === "resource") return speaks.say("del", "resource");
  return propertyName(per, speaks);
}

export function periodText(period: string, language: Language): string {
  const sv = language === "sv";
  const fixed = {
    "calendar-month": ["varje kalendermånad", "each calendar month"],
    quarter: ["varje kvartal", "each quarter"],
    year: ["varje år", "each year"],
    term: ["hela avtalstiden", "the whole term"],
  } as const;
  const known = fixed[period as keyof typeof fixed];
  if (known) return known[sv ? 0 : 1];
  const day = /day (\d+)$/.exec(period)?.[1];
  if (day) return sv ? `varje fakturamånad från dag ${day}` : `each billing month from day ${day}`;
  return sv ? `varje ${period.replace("days", "dagar")}` : `each ${period}`;
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
