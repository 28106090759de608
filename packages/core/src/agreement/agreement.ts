/**
 * The agreement: the text that the parties sign, one version of it. It is the document as typed, member for member:
 * every scalar stays the text that was read ("99.90 %", "5 min"), so that what is hashed and consented to is what was
 * written. Compiling a plan turns the text into quantities and resolves every name. The schema (schema.ts) says which
 * texts each scalar may be.
 */

/** A name that other entries refer to: letters, digits, full stop, hyphen and underscore. */
export type Id = string;
/** Words for people, in the agreement's language or in several by language code. */
export type Text = string | { readonly sv?: string | undefined; readonly en?: string | undefined };
/** "99.90 %" */
export type ShareText = string;
/** "30 s", "5 min", "4 h", "2 h 30 min": always the same length of time. */
export type DurationText = string;
/** A duration, or days whose meaning `days` names: "4 h", "2 days". */
export type TimeLimitText = string;
/** "10000.00 SEK" */
export type MoneyText = string;
/** "2026-10-31" */
export type DateText = string;
/** "09:00" */
export type WallTimeText = string;
/** A figure in the unit of its indicator: "99.9 %", "4 h", "12". */
export type ValueText = string;
/** "yes" or "no" */
export type YesNo = "yes" | "no";
/** 64 hexadecimal digits. */
export type HashText = string;

/** A comparison with the target: exactly one of the four; `at-least` and `at-most` are met on the threshold itself. */
export type Comparison = {
  readonly "at-least"?: ValueText | undefined;
  readonly above?: ValueText | undefined;
  readonly "at-most"?: ValueText | undefined;
  readonly below?: ValueText | undefined;
};

/** What must hold of a property: equal to a text, one of several, or a whole number in a range. An unstated property holds for nothing but `stated: no`. */
export type Matcher =
  | string
  | readonly string[]
  | (Comparison & { readonly stated?: YesNo | undefined; readonly not?: string | undefined });
/** Properties of a subject, an outage or a case that must all hold: `{ class: standard, hosts-affected: { at-least: 2 } }`. */
export type Condition = { readonly [property: string]: Matcher };

/** The smallest thing that parties answer, comment, complain about and amend. */
export type Point = {
  readonly id: Id;
  /** Which background items this point answers. */
  readonly because?: readonly Id[] | undefined;
  /** Words beside the rule. Whether they or the rule prevail is said under documents. */
  readonly text?: Text | undefined;
};

/** A section whose content stands in another contract document. */
export type Elsewhere = { readonly "stands-in": { readonly document: Id; readonly at?: string | undefined } };

export type Agreement = {
  /** Version of the language: "1". */
  readonly overens: "1";
  readonly title: Text;
  /** The language that binds where wordings differ. */
  readonly language?: "sv" | "en" | undefined;
  /** IANA zone of periods, dates and calendars that name none. Default UTC. */
  readonly zone?: string | undefined;
  /** ISO 4217 code of amounts that name none. */
  readonly currency?: string | undefined;
  readonly parties: readonly Party[];
  readonly documents?: Documents | undefined;
  readonly definitions?: readonly Definition[] | Elsewhere | undefined;
  readonly background?: readonly Background[] | Elsewhere | undefined;
  readonly "ground-rules"?: readonly Clause[] | Elsewhere | undefined;
  readonly services: readonly Service[];
  readonly volumes?: readonly VolumeEntry[] | Elsewhere | undefined;
  readonly priorities?: Priorities | Elsewhere | undefined;
  readonly calendars?: readonly CalendarEntry[] | undefined;
  readonly clocks?: readonly ClockEntry[] | undefined;
  readonly measurement?: Measurement | undefined;
  readonly objectives: readonly Objective[];
  readonly continuity?: readonly Continuity[] | Elsewhere | undefined;
  readonly charges?: readonly ChargeEntry[] | Elsewhere | undefined;
  readonly remedies?: readonly Remedy[] | Elsewhere | undefined;
  readonly liability?: readonly Clause[] | Elsewhere | undefined;
  readonly responsibilities?: readonly Responsibility[] | Elsewhere | undefined;
  readonly escalation?: readonly EscalationLadder[] | Elsewhere | undefined;
  readonly disputes?: readonly DisputeLevel[] | Elsewhere | undefined;
  readonly reporting?: Reporting | Elsewhere | undefined;
  readonly reviews?: readonly ReviewRule[] | Elsewhere | undefined;
  readonly changes?: Changes | Elsewhere | undefined;
  readonly notices?: Notices | Elsewhere | undefined;
  readonly term?: Term | Elsewhere | undefined;
};

export type Party = {
  readonly id: Id;
  readonly role: "provider" | "customer" | "third-party";
  readonly name: string;
  readonly "registration-number"?: string | undefined;
  readonly people?: readonly Person[] | undefined;
};

export type Person = {
  readonly id: Id;
  readonly name: string;
  readonly function?: Text | undefined;
  readonly email?: string | undefined;
  /** May bind the party by signing. */
  readonly signatory?: YesNo | undefined;
};

export type Documents = {
  /** What decides where words and rule differ. Default rule. */
  readonly prevails?: "words" | "rule" | undefined;
  /** The contract documents in order of precedence, highest first. */
  readonly list?: readonly ContractDocument[] | undefined;
  readonly "signed-outside"?: SignedOutside | undefined;
};

export type ContractDocument = {
  readonly id: Id;
  readonly title: Text;
  readonly sha256?: HashText | undefined;
  readonly date?: DateText | undefined;
};

/** An agreement that was signed elsewhere is in force at once; the signed file is named by its hash. */
export type SignedOutside = {
  readonly date: DateText;
  readonly signers: readonly string[];
  readonly document: Id;
  /** Which prevails until the first amendment: the signed file or this transcription. */
  readonly prevails: "signed-file" | "transcription";
};

export type Definition = Point & { readonly term: Text; readonly meaning: Text };
export type Background = {
  readonly id: Id;
  readonly party?: Id | undefined;
  readonly kind?: "need" | "history" | "pain" | "must" | "wish" | undefined;
  readonly text: Text;
};
export type Clause = Point & { readonly title: Text };

export type Service = Point & {
  readonly name: Text;
  readonly description?: Text | undefined;
  readonly "not-included"?: readonly Text[] | undefined;
  /** Where responsibility passes from provider to customer. */
  readonly "hand-over-point"?: Text | undefined;
  readonly sites?: readonly string[] | undefined;
  /** Fixed properties (class, plan, region) that conditions may ask for. */
  readonly properties?: { readonly [property: string]: string } | undefined;
  /** Instances, circuits, zones: subjects of facts that belong to this service. */
  readonly resources?: readonly Resource[] | undefined;
};
export type Resource = {
  readonly id: Id;
  readonly name?: Text | undefined;
  readonly properties?: { readonly [property: string]: string } | undefined;
};

export type VolumeEntry = Point & {
  readonly title: Text;
  readonly measure: string;
  readonly limit?: string | undefined;
  /** What follows above the limit. */
  readonly "when-exceeded"?: "leave-out-excess" | "relax-target" | "open-review" | undefined;
};

export type Priorities = Point & {
  readonly "set-by"?: Id | undefined;
  readonly "changed-by"?: "both" | Id | undefined;
  readonly levels: readonly { readonly id: Id; readonly name: Text; readonly meaning?: Text | undefined }[];
  /** Impact × urgency, each row "high high: 1". */
  readonly matrix?: readonly { readonly impact: string; readonly urgency: string; readonly level: Id }[] | undefined;
};

export type CalendarEntry = Point & {
  readonly title?: Text | undefined;
  readonly zone?: string | undefined;
  /** To be filled in by the order form before any figure can be computed. */
  readonly blank?: YesNo | undefined;
  /** Round the clock, or hours by weekday; a missing day is closed. */
  readonly hours?: "always" | { readonly [day in Weekday]?: readonly string[] | undefined } | undefined;
  readonly holidays?: CalendarHolidays | undefined;
  /** What a holiday means: closed, or open these hours. Default closed. */
  readonly "on-holidays"?: "closed" | readonly string[] | undefined;
  /** Hours that replace the weekday's on one date; an empty list closes it. */
  readonly overrides?: { readonly [date: string]: readonly string[] } | undefined;
  /** Hours taken out of one date. */
  readonly breaks?:
    | readonly { readonly date: DateText; readonly from: WallTimeText; readonly to: WallTimeText }[]
    | undefined;
};
export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
export type CalendarHolidays = {
  /** ISO 3166 country, or country-region, whose days the pinned table names; frozen as dates when the agreement is signed. */
  readonly country?: string | undefined;
  /** Which of the table's kinds of day count: public, bank, observance … Default public. Eves are often bank days: say so. */
  readonly kinds?: readonly string[] | undefined;
  readonly dates?: readonly DateText[] | undefined;
  /** "12-24": every year. */
  readonly yearly?: readonly string[] | undefined;
  /** First and last date, both inclusive. */
  readonly ranges?: readonly { readonly first: DateText; readonly last: DateText }[] | undefined;
};

/** How one clock runs on a case. */
export type ClockEntry = Point & {
  readonly title: Text;
  /** `opened`: once for the case. Others: again at the next one after each stop, so [opened, updated] with stop updated is an update clock. */
  readonly start: CaseEvent | readonly CaseEvent[];
  readonly stop: CaseEvent | readonly CaseEvent[];
  /** Waiting reasons that pause it. Default none. */
  readonly "paused-while"?: readonly string[] | undefined;
  readonly "pause-limit"?: DurationText | undefined;
  readonly "when-reopened"?: "continue" | "restart" | "new-clock" | undefined;
  /** What a changed priority does: judged from the start by the new target, time kept, or from zero. */
  readonly "when-priority-changes"?: "retroactive" | "carry-over" | "restart" | undefined;
  /** A deadline that falls exactly on closing time. Default closing. */
  readonly "at-closing-time"?: "closing" | "next-opening" | undefined;
  /** What "day" means in a limit. */
  readonly days?: "working-time" | "same-time" | "end-of-day" | undefined;
  /** Working time in a day, for days: working-time. */
  readonly "day-length"?: DurationText | undefined;
  /** A start on a day off first moves to the next working day. */
  readonly "move-start-to-working-day"?: YesNo | undefined;
};
export type CaseEvent = "opened" | "answered" | "updated" | "resolved" | "closed" | "customer-wrote";

export type Measurement = {
  readonly sources?: readonly MeasurementSource[] | undefined;
  /** What time without data is. Default unmeasured: it is neither up nor down and leaves the divisor. */
  readonly "no-data"?: "unmeasured" | "up" | "down" | undefined;
  readonly "late-facts"?: TimeLimitText | undefined;
  readonly "objection-window"?: TimeLimitText | undefined;
  /** How long facts are kept as received. */
  readonly retention?: TimeLimitText | undefined;
  readonly exclusions?: readonly Exclusion[] | undefined;
};
export type MeasurementSource = {
  readonly id: Id;
  readonly party?: Id | undefined;
  readonly measures: Text;
  readonly decides?: YesNo | undefined;
};

/** Time or facts that are left out, with the point that allows it. */
export type Exclusion = Point & {
  readonly title: Text;
  readonly cause: "maintenance" | "force-majeure" | "customer" | "supplier" | "property";
  /** Properties of the notice (or, for cause: property, of the outage) that must hold. */
  readonly when?: Condition | undefined;
  /** Least notice; working days are counted in `calendar`. */
  readonly notice?: TimeLimitText | undefined;
  readonly calendar?: Id | undefined;
  /** At most this much time, per month or year. */
  readonly budget?:
    | {
        readonly time?: DurationText | undefined;
        readonly windows?: string | undefined;
        readonly per: "month" | "year";
      }
    | undefined;
  /** leaves-divisor: the time is neither up nor down; counts-as-up: it is up; leaves-numerator: only what is bad in it is forgotten. */
  readonly treatment: "leaves-divisor" | "counts-as-up" | "leaves-numerator";
  /** By the rule itself, or only as a claim that the other party accepts. Default rule. */
  readonly granted?: "by-rule" | "by-claim" | undefined;
};

/** An indicator with a target, a period and a calendar. One that has only an `intent` is a sentence, no rule yet. */
export type Objective = Point & {
  readonly title: Text;
  readonly intent?: Text | undefined;
  readonly service?: Id | readonly Id[] | undefined;
  /** The subject of each result: each service, each resource, or each value of a property of the cases; default service. */
  readonly per?: string | undefined;
  /** The promise holds only where the subject's configuration says so. */
  readonly when?: Condition | undefined;
  readonly indicator?: Indicator | undefined;
  readonly period?: PeriodText | undefined;
  /** The hours that count. Default round the clock. */
  readonly calendar?: Id | undefined;
  /** One target, or rows of which the first whose `when` holds decides. */
  readonly target?: TargetRow | readonly TargetRow[] | undefined;
  readonly exclusions?: readonly Id[] | undefined;
  readonly remedy?: Id | readonly Id[] | undefined;
  /** Decimals of the printed figure; the exact one is compared. Default 3. */
  readonly decimals?: string | undefined;
};

/** "calendar-month", "quarter", "year", "billing-month from day 15", "30 days", "term". */
export type PeriodText = string;

/** Whom the row is for, what it demands, and what differs for them: calendar and remedy. */
export type TargetRow = Comparison & {
  readonly when?: Condition | undefined;
  /** For cases and deliveries: the time each has. */
  readonly within?: TimeLimitText | undefined;
  readonly calendar?: Id | undefined;
  readonly remedy?: Id | readonly Id[] | undefined;
  /** Warn when the figure reaches this. */
  readonly warning?: ValueText | undefined;
};

export type Indicator =
  | OutageTime
  | SlotsDown
  | PooledRatio
  | MeanOfSlotRatios
  | ElapsedTime
  | OnTimeDelivery
  | CountOfEvents
  | ReportedValue;

type Called = {
  /** The name the figure has in the text. */
  readonly called?: string | undefined;
  /** Facts that count; the others are as if they had not happened. */
  readonly counts?: Condition | undefined;
};
/** Share of the period's counted time without outage. */
export type OutageTime = Called & {
  readonly kind: "outage-time";
  /** Down when any member (zone, resource in use) is down, or only when all are at once. */
  readonly "down-when"?: "any-member" | "all-members" | undefined;
  readonly "minimum-length"?: DurationText | undefined;
  /** Whether the least length is asked of the outage as it was, or of what exclusions leave. */
  readonly "minimum-tested"?: "before-exclusions" | "after-exclusions" | undefined;
};
/** Share of slots that were not down: a slot is down when its error ratio passes the threshold. */
export type SlotsDown = Called & {
  readonly kind: "slots-down";
  readonly slot: DurationText;
  /** Down when the share of failed requests is above this, or when all fail. */
  readonly "down-when-errors"?:
    | { readonly above?: ShareText | undefined; readonly "at-least"?: ShareText | undefined }
    | undefined;
  readonly "minimum-requests"?: string | undefined;
  readonly "no-traffic"?: NoTraffic | undefined;
};
/** Good requests among all requests of the period. */
export type PooledRatio = Called & { readonly kind: "pooled-ratio"; readonly "no-traffic"?: NoTraffic | undefined };
/** The mean of each slot's share of good requests: a quiet slot weighs as much as a busy one. */
export type MeanOfSlotRatios = Called & {
  readonly kind: "mean-of-slot-ratios";
  readonly slot: DurationText;
  readonly "no-traffic"?: NoTraffic | undefined;
};
/** What a slot without requests is. Default left-out. */
export type NoTraffic = "up" | "down" | "left-out";
/** Share of cases that a clock found within their limit. */
export type ElapsedTime = Called & {
  readonly kind: "elapsed-time";
  readonly clock: Id;
  /** The moment of a case that decides which period it belongs to. */
  readonly "counted-in": "opened" | "due" | "resolved" | "closed";
};
/** Share of deliveries made by the promised time. */
export type OnTimeDelivery = Called & {
  readonly kind: "on-time-delivery";
  readonly "counted-in": "promised" | "delivered";
  readonly tolerance?: DurationText | undefined;
};
/** How many facts of a kind happened. */
export type CountOfEvents = Called & {
  readonly kind: "count";
  readonly of: "outages" | "cases" | "deliveries" | "notices";
};
/** A figure that a party states, with evidence. */
export type ReportedValue = Called & {
  readonly kind: "reported";
  readonly unit: "percent" | "count" | "seconds";
  readonly "reported-by"?: Id | undefined;
};

export type Continuity = Point & {
  readonly title: Text;
  readonly service?: Id | undefined;
  readonly rto?: DurationText | undefined;
  readonly rpo?: DurationText | undefined;
  readonly "backup-every"?: DurationText | undefined;
  readonly "restore-test"?: Text | undefined;
};

export type ChargeEntry = Point & {
  readonly title: Text;
  readonly service?: Id | undefined;
  readonly amount?: MoneyText | undefined;
  readonly per?: "month" | "quarter" | "year" | undefined;
  readonly index?: Text | undefined;
};

/** What a miss entitles to. Further kinds of remedy join this union. */
export type Remedy = PercentTiers | NonMoneyRemedy;
type RemedyHead = Point & {
  readonly title: Text;
  /** Vite, prisavdrag, skadestånd and credit differ in law. */
  readonly "legal-kind": "service-credit" | "price-reduction" | "contractual-penalty" | "damages";
  readonly "beside-damages"?: "excludes" | "deducted" | "beside" | undefined;
  readonly claim?: RemedyClaim | undefined;
};
export type PercentTiers = RemedyHead & {
  readonly kind: "percent-tiers";
  /** The fee whose share is credited. Default: what was charged for the subject in the period. */
  readonly base?: Id | undefined;
  /** The first row whose condition holds; each has its own steps. */
  readonly tables: readonly { readonly when?: Condition | undefined; readonly tiers: readonly Tier[] }[];
  /** At most this share of the period's base. */
  readonly cap?:
    | { readonly "share-of-base"?: ShareText | undefined; readonly amount?: MoneyText | undefined }
    | undefined;
  readonly "least-amount"?: MoneyText | undefined;
  readonly rounding?: "half-up" | "half-even" | "up" | "down" | undefined;
};
/** A step of the table: bounds that must all hold, and the credit. The first step that fits decides. */
export type Tier = Comparison & { readonly credit: ShareText };
export type NonMoneyRemedy = RemedyHead & {
  readonly kind: "action";
  readonly action: Text;
  readonly by?: TimeLimitText | undefined;
};
export type RemedyClaim = {
  readonly automatic?: YesNo | undefined;
  readonly within?: TimeLimitText | undefined;
  readonly from?: "period-end" | "incident" | "statement" | undefined;
  readonly evidence?: Text | undefined;
};

export type Responsibility = Point & { readonly party: Id; readonly title: Text; readonly measured?: Text | undefined };
export type EscalationLadder = Point & {
  readonly title: Text;
  readonly for: "incident" | "complaint" | "dispute" | "late-reply";
  readonly levels: readonly { readonly party: Id; readonly person?: Id | undefined; readonly after: TimeLimitText }[];
};
export type DisputeLevel = Point & { readonly title: Text; readonly days: string };
export type Reporting = Point & {
  readonly "issued-on-day"?: string | undefined;
  readonly recipients?: readonly Id[] | undefined;
};
export type ReviewRule = Point & {
  readonly title: Text;
  readonly every: string;
  readonly agenda?: readonly Text[] | undefined;
};
export type Changes = Point & {
  readonly "takes-effect"?: "next-period" | "at-once" | undefined;
  readonly notice?: TimeLimitText | undefined;
};
export type Notices = Point & {
  readonly addresses?: readonly { readonly party: Id; readonly address: string }[] | undefined;
  readonly "received-after"?: TimeLimitText | undefined;
};
export type Term = Point & {
  readonly from?: DateText | undefined;
  readonly until?: DateText | undefined;
  readonly "run-in-until"?: DateText | undefined;
  readonly "may-extend"?: Id | "both" | undefined;
  readonly "notice-period"?: TimeLimitText | undefined;
  readonly "exit-duties"?: readonly Text[] | undefined;
};
