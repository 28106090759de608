/** What the drawings say, in both languages; the tables under them say the same. */
import type { Language } from "@overens/core";
import type { Line } from "../api.ts";

/** What a budget is made of. */
export type Kind = NonNullable<Line["budget"]>["of"];

type Words = {
  readonly budget: string;
  readonly axis: Readonly<Record<Kind, string>>;
  readonly unit: Readonly<Record<Kind, string>>;
  /** The unit of exactly one. */
  readonly one: Readonly<Record<Kind, string>>;
  readonly left: string;
  readonly over: string;
  readonly used: string;
  readonly of: (used: string, allowed: string) => string;
  readonly none: string;
  readonly key: readonly string[];
  readonly asTable: string;
  readonly when: string;
  readonly cause: string;
  readonly now: string;
  readonly excluded: string;
  readonly missing: string;
  readonly more: (count: number) => string;
  readonly below: (share: string) => string;
  readonly step: (share: string) => string;
  readonly keys: string;
  readonly calendar: string;
  readonly months: readonly string[];
  readonly usedOf: string;
  readonly outcome: string;
  readonly levels: readonly string[];
  readonly crossed: string;
  readonly dayKept: string;
  readonly notJudged: string;
  readonly outside: string;
  readonly beyond: string;
  readonly gettingMonths: string;
  readonly quiet: string;
  readonly running: string;
  readonly paused: string;
  readonly outsideHours: string;
  readonly stopped: string;
  readonly remaining: string;
  readonly due: string;
  readonly clock: string;
  readonly lateOf: (late: number, all: number) => string;
  readonly day: (date: string, used: string) => string;
  readonly month: string;
  readonly hoursClosed: string;
};

export const chartWords: Readonly<Record<Language, Words>> = {
  sv: {
    budget: "Felutrymmet genom perioden",
    axis: {
      time: "minuter kvar",
      requests: "anrop kvar",
      slots: "mätintervall kvar",
      cases: "ärenden kvar",
      deliveries: "leveranser kvar",
    },
    unit: { time: "min", requests: "anrop", slots: "intervall", cases: "ärenden", deliveries: "leveranser" },
    one: { time: "min", requests: "anrop", slots: "intervall", cases: "ärende", deliveries: "leverans" },
    left: "kvar",
    over: "över",
    used: "använt",
    of: (used, allowed) => `${used} använt av ${allowed}`,
    none: "Inget har använt något av det.",
    key: [
      "Grå linje: jämn förbrukning.",
      "Snedstreckat: undantagen tid, räknas inte.",
      "Grått fält: data saknas.",
      "Rött: målet är överskridet.",
    ],
    asTable: "Visa som tabell",
    when: "När",
    cause: "Vad",
    now: "nu",
    excluded: "undantagen tid",
    missing: "data saknas",
    more: (count) => `och ${count} till`,
    below: (share) => `under ${share}`,
    step: (share) => `${share} av avgiften`,
    keys: "Pil vänster och höger går mellan händelserna.",
    calendar: "Månad för månad, dag för dag",
    months: ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    usedOf: "använt av",
    outcome: "utfall",
    levels: [
      "under en tiondel av felutrymmet",
      "en tiondel till en fjärdedel",
      "en fjärdedel till hälften",
      "mer än hälften",
    ],
    crossed: "målet missat",
    dayKept: "inget använt",
    notJudged: "ej mätt",
    outside: "undantagen tid",
    beyond: "återstår",
    gettingMonths: "Hämtar tidigare månader …",
    quiet: "inget avbrott",
    running: "gick",
    paused: "pausad",
    outsideHours: "utanför tid",
    stopped: "stoppad",
    remaining: "kvar",
    due: "går ut",
    clock: "Klockan",
    lateOf: (late, all) => `${late} av ${all} för sent`,
    day: (date, used) => `${date}: ${used} använt`,
    month: "Månad",
    hoursClosed: "Stängda timmar och långa pauser är hoptryckta i bilden.",
  },
  en: {
    budget: "The error budget through the period",
    axis: {
      time: "minutes left",
      requests: "requests left",
      slots: "slots left",
      cases: "cases left",
      deliveries: "deliveries left",
    },
    unit: { time: "min", requests: "requests", slots: "slots", cases: "cases", deliveries: "deliveries" },
    one: { time: "min", requests: "request", slots: "slot", cases: "case", deliveries: "delivery" },
    left: "left",
    over: "over",
    used: "used",
    of: (used, allowed) => `${used} used of ${allowed}`,
    none: "Nothing has used any of it.",
    key: [
      "Grey line: even use.",
      "Hatched: excluded time, does not count.",
      "Grey field: data is missing.",
      "Red: the target is passed.",
    ],
    asTable: "Show as table",
    when: "When",
    cause: "What",
    now: "now",
    excluded: "excluded time",
    missing: "data missing",
    more: (count) => `and ${count} more`,
    below: (share) => `below ${share}`,
    step: (share) => `${share} of the fee`,
    keys: "Left and right arrow move between the events.",
    calendar: "Month by month, day by day",
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    usedOf: "used of",
    outcome: "outcome",
    levels: ["under a tenth of the budget", "a tenth to a quarter", "a quarter to a half", "more than half"],
    crossed: "target missed",
    dayKept: "none used",
    notJudged: "unmeasured",
    outside: "excluded time",
    beyond: "yet to come",
    gettingMonths: "Fetching earlier months …",
    quiet: "no outage",
    running: "ran",
    paused: "paused",
    outsideHours: "outside hours",
    stopped: "stopped",
    remaining: "left",
    due: "runs out",
    clock: "The clock",
    lateOf: (late, all) => `${late} of ${all} late`,
    day: (date, used) => `${date}: ${used} used`,
    month: "Month",
    hoursClosed: "Closed hours and long pauses are drawn short.",
  },
};
