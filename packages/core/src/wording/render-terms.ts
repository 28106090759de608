/** What is delivered and how it is counted: services, volumes, priorities, calendars, clocks, measurement. */
import type {
  CalendarEntry,
  CaseEvent,
  ClockEntry,
  Exclusion,
  Measurement,
  MeasurementSource,
  Priorities,
  Service,
  VolumeEntry,
  Weekday,
} from "../agreement/agreement.ts";
import { point, type RenderedPoint, type RenderedSection, section } from "./rendered.ts";
import {
  and,
  calendarName,
  clause,
  condition,
  limit,
  or,
  partyName,
  propertyName,
  type Speaker,
  sentence,
} from "./speaker.ts";

export function terms(speaks: Speaker): readonly RenderedSection[] {
  const { agreement, say } = speaks;
  return [
    { title: say("Tjänster", "Services"), points: agreement.services.map((service) => servicePoint(service, speaks)) },
    section(
      say("Volymer", "Volumes"),
      agreement.volumes,
      (found) => found.map((entry) => volumePoint(entry, speaks)),
      speaks,
    ),
    section(say("Prioriteter", "Priorities"), agreement.priorities, (found) => [priorityPoint(found, speaks)], speaks),
    {
      title: say("Kalendrar", "Calendars"),
      points: (agreement.calendars ?? []).map((calendar) => calendarPoint(calendar, speaks)),
    },
    { title: say("Klockor", "Clocks"), points: (agreement.clocks ?? []).map((clock) => clockPoint(clock, speaks)) },
    {
      title: say("Mätning", "Measurement"),
      points: agreement.measurement === undefined ? [] : measurementPoints(agreement.measurement, speaks),
    },
  ];
}

function servicePoint(service: Service, speaks: Speaker): RenderedPoint {
  const { say, text } = speaks;
  const without = (service["not-included"] ?? []).map(text);
  const handOver = service["hand-over-point"];
  return point(
    service,
    text(service.name),
    [
      sentence(text(service.description)),
      without.length === 0 ? "" : say(`Ingår inte: ${and(without, speaks)}.`, `Not included: ${and(without, speaks)}.`),
      handOver === undefined
        ? ""
        : say(
            `Ansvaret går över till kunden vid: ${text(handOver)}.`,
            `Responsibility passes to the customer at: ${text(handOver)}.`,
          ),
      service.sites === undefined
        ? ""
        : say(`Platser: ${and(service.sites, speaks)}.`, `Sites: ${and(service.sites, speaks)}.`),
      properties(service.properties, speaks),
    ],
    (service.resources ?? []).map((resource) =>
      sentence(
        `${say("Del", "Resource")} ${resource.id}${resource.name === undefined ? "" : `, ${text(resource.name)}`}${resource.properties === undefined ? "" : `, ${condition(resource.properties, speaks)}`}`,
      ),
    ),
    speaks,
  );
}

function properties(found: { readonly [property: string]: string } | undefined, speaks: Speaker): string {
  const entries = Object.entries(found ?? {});
  if (entries.length === 0) return "";
  return sentence(
    `${speaks.say("Egenskaper", "Properties")}: ${and(
      entries.map(([name, value]) => `${propertyName(name, speaks)} ${value}`),
      speaks,
    )}`,
  );
}

function volumePoint(volume: VolumeEntry, speaks: Speaker): RenderedPoint {
  const { say, text } = speaks;
  const over = volume["when-exceeded"];
  const follows =
    over === undefined
      ? ""
      : {
          "leave-out-excess": say("räknas inte det som överstiger.", "the excess is left out."),
          "relax-target": say("lättas målet.", "the target is relaxed."),
          "open-review": say("öppnas en översyn.", "a review is opened."),
        }[over];
  return point(
    volume,
    text(volume.title),
    [
      say(`Volymen räknas i ${volume.measure}.`, `The volume is counted in ${volume.measure}.`),
      volume.limit === undefined ? "" : say(`Gränsen är ${volume.limit}.`, `The limit is ${volume.limit}.`),
      follows === "" ? "" : `${say("Överskrids den", "Above it,")} ${follows}`,
    ],
    [],
    speaks,
  );
}

function priorityPoint(priorities: Priorities, speaks: Speaker): RenderedPoint {
  const { say, text } = speaks;
  const { "set-by": setBy, "changed-by": changedBy } = priorities;
  const level = (id: string): string => text(priorities.levels.find((found) => found.id === id)?.name) || id;
  return point(
    priorities,
    say("Hur brådskande ett ärende är", "How urgent a case is"),
    [
      setBy === undefined
        ? ""
        : say(
            `Prioriteten sätts av ${partyName(setBy, speaks)}.`,
            `The priority is set by ${partyName(setBy, speaks)}.`,
          ),
      changedBy === undefined
        ? ""
        : say(`Den ändras av ${partyName(changedBy, speaks)}.`, `It is changed by ${partyName(changedBy, speaks)}.`),
    ],
    [
      ...priorities.levels.map(({ id, name, meaning }) =>
        sentence(`${say("Nivå", "Level")} ${id}: ${text(name)}${meaning === undefined ? "" : `, ${text(meaning)}`}`),
      ),
      ...(priorities.matrix ?? []).map(({ impact, urgency, level: id }) =>
        say(
          `Påverkan ${impact} och brådska ${urgency} ger nivå ${id}, ${level(id)}.`,
          `Impact ${impact} and urgency ${urgency} give level ${id}, ${level(id)}.`,
        ),
      ),
    ],
    speaks,
  );
}

const weekdays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const dayNames = {
  sv: ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
} as const;

function calendarPoint(calendar: CalendarEntry, speaks: Speaker): RenderedPoint {
  const { say, text, language } = speaks;
  const { hours, holidays, overrides, breaks } = calendar;
  const onHolidays = calendar["on-holidays"];
  const open = (spans: readonly string[]): string =>
    spans.length === 0 ? say("stängt", "closed") : and(spans, speaks);
  const week =
    hours === undefined || hours === "always"
      ? []
      : weekdays.map((day, index) => sentence(`${dayNames[language][index]}: ${open(hours[day] ?? [])}`));
  const kinds = holidays?.kinds === undefined ? "" : ` (${or(holidays.kinds, speaks)})`;
  return point(
    calendar,
    text(calendar.title),
    [
      calendar.zone === undefined
        ? ""
        : say(`Klockslag är i zonen ${calendar.zone}.`, `Times of day are in the zone ${calendar.zone}.`),
      calendar.blank === undefined
        ? ""
        : calendar.blank === "yes"
          ? say("Fylls i av beställningen.", "Filled in by the order form.")
          : say("Fylls inte i av beställningen.", "Not filled in by the order form."),
      hours === "always" ? say("Öppet dygnet runt.", "Open round the clock.") : "",
      holidays?.country === undefined
        ? ""
        : say(`Helgdagar är de i ${holidays.country}${kinds}.`, `Holidays are those of ${holidays.country}${kinds}.`),
      holidays?.dates === undefined
        ? ""
        : say(
            `Helgdagar är också ${and(holidays.dates, speaks)}.`,
            `Holidays are also ${and(holidays.dates, speaks)}.`,
          ),
      holidays?.yearly === undefined
        ? ""
        : say(
            `Varje år är också ${and(holidays.yearly, speaks)} helgdag.`,
            `Each year also ${and(holidays.yearly, speaks)} are holidays.`,
          ),
      ...(holidays?.ranges ?? []).map(({ first, last }) =>
        say(
          `Helgdagar är alla dagar från ${first} till och med ${last}.`,
          `Holidays are all days from ${first} to ${last}, both included.`,
        ),
      ),
      onHolidays === undefined
        ? ""
        : onHolidays === "closed"
          ? say("Helgdagar är stängda.", "Holidays are closed.")
          : say(`På helgdagar är det öppet ${open(onHolidays)}.`, `On holidays the hours are ${open(onHolidays)}.`),
    ],
    [
      ...week,
      ...Object.entries(overrides ?? {}).map(([date, spans]) => sentence(`${date}: ${open(spans)}`)),
      ...(breaks ?? []).map(({ date, from, to }) =>
        say(
          `Den ${date} är det uppehåll från ${from} till ${to}.`,
          `On ${date} there is a break from ${from} to ${to}.`,
        ),
      ),
    ],
    speaks,
  );
}

function clockPoint(clock: ClockEntry, speaks: Speaker): RenderedPoint {
  const { say, text } = speaks;
  const {
    "paused-while": paused,
    "pause-limit": most,
    "when-reopened": reopened,
    "when-priority-changes": changed,
    "at-closing-time": closing,
    days,
    "day-length": dayLength,
    "move-start-to-working-day": moves,
  } = clock;
  const events = (found: CaseEvent | readonly CaseEvent[]): string =>
    or(
      (typeof found === "string" ? [found] : found).map((event) => eventWords(event, speaks)),
      speaks,
    );
  const reopening = {
    continue: say("fortsätter klockan", "the clock continues"),
    restart: say("börjar klockan om", "the clock begins anew"),
    "new-clock": say("startar en ny klocka", "a new clock starts"),
  };
  const change = {
    retroactive: say("gäller det nya målet från början", "the new target holds from the start"),
    "carry-over": say("behålls den tid som gått", "the time spent is kept"),
    restart: say("börjar klockan om", "the clock begins anew"),
  };
  const dayWords = {
    "working-time": say("så mycket arbetstid", "so much working time"),
    "same-time": say("samma klockslag en senare arbetsdag", "the same time on a later working day"),
    "end-of-day": say("slutet av arbetsdagen", "the end of the working day"),
  };
  return point(
    clock,
    text(clock.title),
    [
      say(
        `Klockan startar när ${events(clock.start)} och stannar när ${events(clock.stop)}.`,
        `The clock starts when ${events(clock.start)} and stops when ${events(clock.stop)}.`,
      ),
      paused === undefined || paused.length === 0
        ? ""
        : say(
            `Den pausas medan ärendet väntar på ${or(paused, speaks)}.`,
            `It pauses while the case waits for ${or(paused, speaks)}.`,
          ),
      most === undefined
        ? ""
        : say(`Pauserna får tillsammans ta högst ${most}.`, `Pauses may take at most ${most} together.`),
      reopened === undefined
        ? ""
        : say(`Öppnas ärendet igen ${reopening[reopened]}.`, `When the case is opened again, ${reopening[reopened]}.`),
      changed === undefined
        ? ""
        : say(`Ändras prioriteten ${change[changed]}.`, `When the priority changes, ${change[changed]}.`),
      closing === undefined
        ? ""
        : closing === "closing"
          ? say("En tid som går ut vid stängning går ut då.", "A time that runs out at closing runs out then.")
          : say(
              "En tid som går ut vid stängning går ut när det öppnar igen.",
              "A time that runs out at closing runs out at the next opening.",
            ),
      days === undefined ? "" : say(`Med en dag menas ${dayWords[days]}.`, `A day means ${dayWords[days]}.`),
      dayLength === undefined ? "" : say(`En dag är ${dayLength} arbetstid.`, `A day is ${dayLength} of working time.`),
      moves === undefined
        ? ""
        : moves === "yes"
          ? say(
              "En start på en ledig dag flyttas först till nästa arbetsdag.",
              "A start on a day off first moves to the next working day.",
            )
          : say("En start på en ledig dag flyttas inte.", "A start on a day off does not move."),
    ],
    [],
    speaks,
  );
}

function eventWords(event: CaseEvent, { say }: Speaker): string {
  switch (event) {
    case "opened":
      return say("ärendet öppnas", "the case is opened");
    case "answered":
      return say("ärendet får svar", "the case is answered");
    case "updated":
      return say("ärendet uppdateras", "the case is updated");
    case "resolved":
      return say("ärendet löses", "the case is resolved");
    case "closed":
      return say("ärendet stängs", "the case is closed");
    case "customer-wrote":
      return say("kunden skriver", "the customer writes");
  }
}

function measurementPoints(measurement: Measurement, speaks: Speaker): readonly RenderedPoint[] {
  const { say } = speaks;
  const {
    "no-data": noData,
    "late-facts": late,
    "objection-window": objection,
    retention,
    sources,
    exclusions,
  } = measurement;
  const missing = {
    unmeasured: say("räknas inte alls", "is not counted at all"),
    up: say("räknas som uppe", "counts as up"),
    down: say("räknas som nere", "counts as down"),
  };
  const rules = [
    noData === undefined ? "" : say(`Tid utan data ${missing[noData]}.`, `Time without data ${missing[noData]}.`),
    late === undefined
      ? ""
      : say(
          `Uppgifter får komma in sent i ${limit(late, speaks)} efter perioden.`,
          `Facts may arrive late for ${limit(late, speaks)} after the period.`,
        ),
    objection === undefined
      ? ""
      : say(
          `Invändning kan göras i ${limit(objection, speaks)}.`,
          `Objections may be made for ${limit(objection, speaks)}.`,
        ),
    retention === undefined
      ? ""
      : say(
          `Uppgifter sparas som de kom in i ${limit(retention, speaks)}.`,
          `Facts are kept as received for ${limit(retention, speaks)}.`,
        ),
  ].filter((found) => found !== "");
  const title = say("Hur det mäts", "How it is measured");
  const measured =
    rules.length + (sources?.length ?? 0) === 0
      ? []
      : [{ id: null, title, sentences: rules, rows: (sources ?? []).map((source) => sourceRow(source, speaks)) }];
  return [...measured, ...(exclusions ?? []).map((exclusion) => exclusionPoint(exclusion, speaks))];
}

function sourceRow({ id, party, measures, decides }: MeasurementSource, speaks: Speaker): string {
  const { say, text } = speaks;
  const by = party === undefined ? "" : say(` hos ${partyName(party, speaks)}`, ` at ${partyName(party, speaks)}`);
  const rank =
    decides === undefined
      ? ""
      : decides === "yes"
        ? say(", och avgör", ", and decides")
        : say(", och avgör inte", ", and does not decide");
  return say(
    `Källan ${id}${by} mäter ${text(measures)}${rank}.`,
    `The source ${id}${by} measures ${text(measures)}${rank}.`,
  );
}

function exclusionPoint(exclusion: Exclusion, speaks: Speaker): RenderedPoint {
  const { say, text } = speaks;
  const { when, notice, calendar, budget, granted } = exclusion;
  const cause = {
    maintenance: say("underhåll", "maintenance"),
    "force-majeure": say("force majeure", "force majeure"),
    customer: say("kundens eget förhållande", "the customer's own doing"),
    supplier: say("en underleverantör", "a supplier"),
    property: say("avbrottets egenskaper", "a property of the outage"),
  }[exclusion.cause];
  const treatment = {
    "leaves-divisor": say("Tiden räknas varken som uppe eller nere.", "The time is neither up nor down."),
    "counts-as-up": say("Tiden räknas som uppe.", "The time counts as up."),
    "leaves-numerator": say(
      "Felen räknas inte, men tiden står kvar i nämnaren.",
      "What is bad in it is not counted, but the time stays in the divisor.",
    ),
  }[exclusion.treatment];
  const most = [
    budget?.time ?? "",
    budget?.windows === undefined ? "" : say(`${budget.windows} fönster`, `${budget.windows} windows`),
  ].filter((part) => part !== "");
  const per = budget?.per === "year" ? say("år", "year") : say("månad", "month");
  return point(
    exclusion,
    text(exclusion.title),
    [
      say(`Orsaken är ${cause}.`, `The cause is ${cause}.`),
      treatment,
      when === undefined
        ? ""
        : say(`Det gäller när ${clause(when, speaks)}.`, `It holds when ${clause(when, speaks)}.`),
      notice === undefined
        ? ""
        : say(
            `Det ska meddelas minst ${limit(notice, speaks)} i förväg.`,
            `Notice is given at least ${limit(notice, speaks)} before.`,
          ),
      calendar === undefined
        ? ""
        : say(
            `Dagar räknas i kalendern ${calendarName(calendar, speaks)}.`,
            `Days are counted in the calendar ${calendarName(calendar, speaks)}.`,
          ),
      budget === undefined
        ? ""
        : say(`Högst ${and(most, speaks)} per ${per}.`, `At most ${and(most, speaks)} a ${per}.`),
      granted === undefined
        ? ""
        : granted === "by-rule"
          ? say("Det gäller av sig självt.", "It holds by itself.")
          : say(
              "Det gäller när den andra parten har godtagit ett anspråk.",
              "It holds once the other party has accepted a claim.",
            ),
    ],
    [],
    speaks,
  );
}
