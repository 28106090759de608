/** The document's schema: which members there are and which text each scalar may be. The JSON Schema for editors is printed from it. */
import * as z from "zod";
import type { Agreement } from "./agreement.ts";
import { patterns } from "./scalars.ts";

z.config({ jitless: true });

/** What the text of a scalar stands for. */
export type ScalarKind =
  | "name"
  | "share"
  | "duration"
  | "time-limit"
  | "money"
  | "date"
  | "day-of-year"
  | "time-of-day"
  | "hours"
  | "count"
  | "figure"
  | "period"
  | "zone"
  | "currency"
  | "country"
  | "checksum";
/** What a reference names an entry of. */
export type Referred =
  | "parties"
  | "parties-or-both"
  | "people"
  | "documents"
  | "background"
  | "services"
  | "levels"
  | "calendars"
  | "clocks"
  | "exclusions"
  | "charges"
  | "remedies";

/** `kind` is what a form asks with (forms.ts). */
const scalar = (pattern: RegExp, form: string, kind: ScalarKind) => z.string().regex(pattern).meta({ form, kind });
const idForm = "a name of letters, digits, full stops, hyphens and underscores";
const id = scalar(patterns.id, idForm, "name");
/** The name of an entry of a section. */
const to = (section: Referred) => z.string().regex(patterns.id).meta({ form: idForm, kind: "reference", to: section });
const plain = z.string().min(1).max(20_000);
const text = z
  .union([plain, z.strictObject({ sv: plain.optional(), en: plain.optional() })])
  .meta({ form: "text, or text by language: { sv: …, en: … }", kind: "words" });
const share = scalar(patterns.share, "99.9 %", "share");
const duration = scalar(patterns.duration, "30 s, 5 min, 4 h or 2 h 30 min", "duration");
const timeLimit = scalar(patterns.timeLimit, "4 h, 30 min, 2 days or 5 working-days", "time-limit");
const money = scalar(patterns.money, "10000.00 SEK", "money");
const date = scalar(patterns.date, "2026-10-31", "date");
const timeOfDay = scalar(patterns.timeOfDay, "09:00", "time-of-day");
const hours = scalar(patterns.hours, "09:00-17:00", "hours");
const count = scalar(patterns.count, "a whole number", "count");
const value = scalar(patterns.value, "99.9 %, 4 h or 12", "figure");
const yesNo = z.enum(["yes", "no"]).meta({ kind: "yes-no" });
const sha256 = scalar(patterns.sha256, "64 hexadecimal digits", "checksum");
const zone = scalar(patterns.zone, "Europe/Stockholm", "zone");
const oneOrMore = (section: Referred) =>
  z
    .union([to(section), z.array(to(section))])
    .meta({ form: "a name or a list of names", kind: "references", to: section });
const comparison = {
  "at-least": value.optional(),
  above: value.optional(),
  "at-most": value.optional(),
  below: value.optional(),
};
const matcher = z
  .union([plain, z.array(plain), z.strictObject({ ...comparison, stated: yesNo.optional(), not: plain.optional() })])
  .meta({ form: "a value, a list of values, or { at-least: 2 }" });
const condition = z.record(z.string(), matcher).meta({ kind: "condition" });
const properties = z.record(z.string(), plain);
const point = { id, because: z.array(to("background")).optional(), text: text.optional() };
const elsewhere = z.strictObject({ "stands-in": z.strictObject({ document: to("documents"), at: plain.optional() }) });
const orElsewhere = <T extends z.ZodType>(section: T) =>
  z.union([section, elsewhere]).meta({ form: "the section, or { stands-in: { document: … } }" }).optional();

const party = z.strictObject({
  id,
  role: z.enum(["provider", "customer", "third-party"]),
  name: plain,
  "registration-number": plain.optional(),
  people: z
    .array(
      z.strictObject({
        id,
        name: plain,
        function: text.optional(),
        email: plain.optional(),
        signatory: yesNo.optional(),
      }),
    )
    .optional(),
});

const documents = z.strictObject({
  prevails: z.enum(["words", "rule"]).optional(),
  list: z.array(z.strictObject({ id, title: text, sha256: sha256.optional(), date: date.optional() })).optional(),
  "signed-outside": z
    .strictObject({
      date,
      signers: z.array(plain),
      document: to("documents"),
      prevails: z.enum(["signed-file", "transcription"]),
    })
    .optional(),
});

const clause = z.strictObject({ ...point, title: text });

const service = z.strictObject({
  ...point,
  name: text,
  description: text.optional(),
  "not-included": z.array(text).optional(),
  "hand-over-point": text.optional(),
  sites: z.array(plain).optional(),
  properties: properties.optional(),
  resources: z.array(z.strictObject({ id, name: text.optional(), properties: properties.optional() })).optional(),
});

const priorities = z.strictObject({
  ...point,
  "set-by": to("parties").optional(),
  "changed-by": to("parties-or-both").optional(),
  levels: z.array(z.strictObject({ id, name: text, meaning: text.optional() })),
  matrix: z.array(z.strictObject({ impact: plain, urgency: plain, level: to("levels") })).optional(),
});

const week = z.strictObject({
  mon: z.array(hours).optional(),
  tue: z.array(hours).optional(),
  wed: z.array(hours).optional(),
  thu: z.array(hours).optional(),
  fri: z.array(hours).optional(),
  sat: z.array(hours).optional(),
  sun: z.array(hours).optional(),
});

const calendar = z.strictObject({
  ...point,
  title: text.optional(),
  zone: zone.optional(),
  blank: yesNo.optional(),
  hours: z
    .union([z.literal("always"), week])
    .meta({ form: "always, or hours by weekday" })
    .optional(),
  holidays: z
    .strictObject({
      country: scalar(patterns.country, "SE", "country").optional(),
      kinds: z.array(plain).optional(),
      dates: z.array(date).optional(),
      yearly: z.array(scalar(patterns.yearly, "12-24", "day-of-year")).optional(),
      ranges: z.array(z.strictObject({ first: date, last: date })).optional(),
    })
    .optional(),
  "on-holidays": z
    .union([z.literal("closed"), z.array(hours)])
    .meta({ form: "closed, or a list of hours" })
    .optional(),
  overrides: z.record(date, z.array(hours)).optional(),
  breaks: z.array(z.strictObject({ date, from: timeOfDay, to: timeOfDay })).optional(),
});

const caseEvent = z.enum(["opened", "answered", "updated", "resolved", "closed", "customer-wrote"]);
const clock = z.strictObject({
  ...point,
  title: text,
  start: z.union([caseEvent, z.array(caseEvent)]).meta({ form: "an event or a list of events" }),
  stop: z.union([caseEvent, z.array(caseEvent)]).meta({ form: "an event or a list of events" }),
  "paused-while": z.array(plain).optional(),
  "pause-limit": duration.optional(),
  "when-reopened": z.enum(["continue", "restart", "new-clock"]).optional(),
  "when-priority-changes": z.enum(["retroactive", "carry-over", "restart"]).optional(),
  "at-closing-time": z.enum(["closing", "next-opening"]).optional(),
  days: z.enum(["working-time", "same-time", "end-of-day"]).optional(),
  "day-length": duration.optional(),
  "move-start-to-working-day": yesNo.optional(),
});

const exclusion = z.strictObject({
  ...point,
  title: text,
  cause: z.enum(["maintenance", "force-majeure", "customer", "supplier", "property"]),
  when: condition.optional(),
  notice: timeLimit.optional(),
  calendar: to("calendars").optional(),
  budget: z
    .strictObject({ time: duration.optional(), windows: count.optional(), per: z.enum(["month", "year"]) })
    .optional(),
  treatment: z.enum(["leaves-divisor", "counts-as-up", "leaves-numerator"]),
  granted: z.enum(["by-rule", "by-claim"]).optional(),
});

const measurement = z.strictObject({
  sources: z
    .array(z.strictObject({ id, party: to("parties").optional(), measures: text, decides: yesNo.optional() }))
    .optional(),
  "no-data": z.enum(["unmeasured", "up", "down"]).optional(),
  "late-facts": timeLimit.optional(),
  "objection-window": timeLimit.optional(),
  retention: timeLimit.optional(),
  exclusions: z.array(exclusion).optional(),
});

const called = { called: plain.optional(), counts: condition.optional() };
const noTraffic = z.enum(["up", "down", "left-out"]).optional();
const indicator = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("outage-time"),
    ...called,
    "down-when": z.enum(["any-member", "all-members"]).optional(),
    "minimum-length": duration.optional(),
    "minimum-tested": z.enum(["before-exclusions", "after-exclusions"]).optional(),
  }),
  z.strictObject({
    kind: z.literal("slots-down"),
    ...called,
    slot: duration,
    "down-when-errors": z.strictObject({ above: share.optional(), "at-least": share.optional() }).optional(),
    "minimum-requests": count.optional(),
    "no-traffic": noTraffic,
  }),
  z.strictObject({ kind: z.literal("pooled-ratio"), ...called, "no-traffic": noTraffic }),
  z.strictObject({ kind: z.literal("mean-of-slot-ratios"), ...called, slot: duration, "no-traffic": noTraffic }),
  z.strictObject({
    kind: z.literal("elapsed-time"),
    ...called,
    clock: to("clocks"),
    "counted-in": z.enum(["opened", "due", "resolved", "closed"]),
  }),
  z.strictObject({
    kind: z.literal("on-time-delivery"),
    ...called,
    "counted-in": z.enum(["promised", "delivered"]),
    tolerance: duration.optional(),
  }),
  z.strictObject({ kind: z.literal("count"), ...called, of: z.enum(["outages", "cases", "deliveries", "notices"]) }),
  z.strictObject({
    kind: z.literal("reported"),
    ...called,
    unit: z.enum(["percent", "count", "seconds"]),
    "reported-by": to("parties").optional(),
  }),
]);

const targetRow = z.strictObject({
  when: condition.optional(),
  within: timeLimit.optional(),
  ...comparison,
  calendar: to("calendars").optional(),
  remedy: oneOrMore("remedies").optional(),
  warning: value.optional(),
});
const objective = z.strictObject({
  ...point,
  title: text,
  intent: text.optional(),
  service: oneOrMore("services").optional(),
  per: plain.optional(),
  when: condition.optional(),
  indicator: indicator.optional(),
  period: scalar(
    patterns.period,
    "calendar-month, quarter, year, billing-month from day 15, 30 days or term",
    "period",
  ).optional(),
  calendar: to("calendars").optional(),
  target: z
    .union([targetRow, z.array(targetRow)])
    .meta({ form: "a target such as { at-least: 99.9 % }, or a list of them" })
    .optional(),
  exclusions: z.array(to("exclusions")).optional(),
  remedy: oneOrMore("remedies").optional(),
  decimals: count.optional(),
});

const remedyHead = {
  ...point,
  title: text,
  "legal-kind": z.enum(["service-credit", "price-reduction", "contractual-penalty", "damages"]),
  "beside-damages": z.enum(["excludes", "deducted", "beside"]).optional(),
  claim: z
    .strictObject({
      automatic: yesNo.optional(),
      within: timeLimit.optional(),
      from: z.enum(["period-end", "incident", "statement"]).optional(),
      evidence: text.optional(),
    })
    .optional(),
};
const remedy = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("percent-tiers"),
    ...remedyHead,
    base: to("charges").optional(),
    tables: z.array(
      z.strictObject({ when: condition.optional(), tiers: z.array(z.strictObject({ ...comparison, credit: share })) }),
    ),
    cap: z.strictObject({ "share-of-base": share.optional(), amount: money.optional() }).optional(),
    "least-amount": money.optional(),
    rounding: z.enum(["half-up", "half-even", "up", "down"]).optional(),
  }),
  z.strictObject({ kind: z.literal("action"), ...remedyHead, action: text, by: timeLimit.optional() }),
]);

export const agreementSchema = z.strictObject({
  overens: z.literal("1"),
  title: text,
  language: z.enum(["sv", "en"]).optional(),
  zone: zone.optional(),
  currency: scalar(patterns.currency, "SEK", "currency").optional(),
  parties: z.array(party).min(1),
  documents: documents.optional(),
  definitions: orElsewhere(z.array(z.strictObject({ ...point, term: text, meaning: text }))),
  background: orElsewhere(
    z.array(
      z.strictObject({
        id,
        party: to("parties").optional(),
        kind: z.enum(["need", "history", "pain", "must", "wish"]).optional(),
        text,
      }),
    ),
  ),
  "ground-rules": orElsewhere(z.array(clause)),
  services: z.array(service).min(1),
  volumes: orElsewhere(
    z.array(
      z.strictObject({
        ...point,
        title: text,
        measure: plain,
        limit: count.optional(),
        "when-exceeded": z.enum(["leave-out-excess", "relax-target", "open-review"]).optional(),
      }),
    ),
  ),
  priorities: orElsewhere(priorities),
  calendars: z.array(calendar).optional(),
  clocks: z.array(clock).optional(),
  measurement: measurement.optional(),
  objectives: z.array(objective).min(1),
  continuity: orElsewhere(
    z.array(
      z.strictObject({
        ...point,
        title: text,
        service: to("services").optional(),
        rto: duration.optional(),
        rpo: duration.optional(),
        "backup-every": duration.optional(),
        "restore-test": text.optional(),
      }),
    ),
  ),
  charges: orElsewhere(
    z.array(
      z.strictObject({
        ...point,
        title: text,
        service: to("services").optional(),
        amount: money.optional(),
        per: z.enum(["month", "quarter", "year"]).optional(),
        index: text.optional(),
      }),
    ),
  ),
  remedies: orElsewhere(z.array(remedy)),
  liability: orElsewhere(z.array(clause)),
  responsibilities: orElsewhere(
    z.array(z.strictObject({ ...point, party: to("parties"), title: text, measured: text.optional() })),
  ),
  escalation: orElsewhere(
    z.array(
      z.strictObject({
        ...point,
        title: text,
        for: z.enum(["incident", "complaint", "dispute", "late-reply"]),
        levels: z.array(z.strictObject({ party: to("parties"), person: to("people").optional(), after: timeLimit })),
      }),
    ),
  ),
  disputes: orElsewhere(z.array(z.strictObject({ ...point, title: text, days: count }))),
  reporting: orElsewhere(
    z.strictObject({ ...point, "issued-on-day": count.optional(), recipients: z.array(to("parties")).optional() }),
  ),
  reviews: orElsewhere(
    z.array(z.strictObject({ ...point, title: text, every: plain, agenda: z.array(text).optional() })),
  ),
  changes: orElsewhere(
    z.strictObject({
      ...point,
      "takes-effect": z.enum(["next-period", "at-once"]).optional(),
      notice: timeLimit.optional(),
    }),
  ),
  notices: orElsewhere(
    z.strictObject({
      ...point,
      addresses: z.array(z.strictObject({ party: to("parties"), address: plain })).optional(),
      "received-after": timeLimit.optional(),
    }),
  ),
  term: orElsewhere(
    z.strictObject({
      ...point,
      from: date.optional(),
      until: date.optional(),
      "run-in-until": date.optional(),
      "may-extend": to("parties-or-both").optional(),
      "notice-period": timeLimit.optional(),
      "exit-duties": z.array(text).optional(),
    }),
  ),
});

/** What is wrong with a value's shape, by path; nothing when it is an agreement's. */
export type ShapeProblem = {
  readonly path: readonly (string | number)[];
  readonly kind: "unknown-member" | "missing-member" | "wrong-form";
  readonly member?: string;
  readonly known?: readonly string[];
  readonly form?: string;
};

export function readShape(
  value: unknown,
): { readonly agreement: Agreement } | { readonly problems: readonly ShapeProblem[] } {
  const read = agreementSchema.safeParse(value, { reportInput: true });
  if (read.success) return { agreement: read.data satisfies Agreement };
  return { problems: read.error.issues.flatMap((issue) => shapeProblems(issue, [])) };
}

/** JSON Schema 2020-12, for editors. Where an editor's YAML reads a number or a truth value, it is allowed beside the text. */
export function jsonSchema(): object {
  return z.toJSONSchema(agreementSchema, {
    override: ({ zodSchema, jsonSchema: printed }) => {
      const form = z.globalRegistry.get(zodSchema)?.["form"];
      if (typeof form === "string") printed.description = form;
      for (const ours of ["form", "kind", "to"]) delete printed[ours];
      if (zodSchema === count || zodSchema === value) printed.type = ["string", "number"] as never;
    },
  });
}

type Issue = z.core.$ZodIssue;

/** Zod's issue in our three kinds; inside a union the branch that came furthest speaks. */
function shapeProblems(issue: Issue, before: readonly PropertyKey[]): readonly ShapeProblem[] {
  const path = [...before, ...issue.path].map((step) => (typeof step === "symbol" ? String(step) : step));
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((member) => ({
        path: [...path, member],
        kind: "unknown-member",
        member,
        known: membersAt(path),
      }));
    case "invalid_union": {
      if (issue.input === undefined && path.length > 0)
        return [{ path, kind: "missing-member", member: String(path.at(-1)) }];
      if (issue.discriminator !== undefined) return [kindProblem(path)];
      const branches = issue.errors.filter((errors) => errors.some(({ path: inner }) => inner.length > 0));
      const nearest = branches.length === 0 ? null : branches.reduce((a, b) => (b.length < a.length ? b : a));
      if (nearest) return nearest.flatMap((inner) => shapeProblems(inner, path));
      return [{ path, kind: "wrong-form", form: formAt(path) }];
    }
    case "invalid_type":
      return issue.input === undefined
        ? [{ path, kind: "missing-member", member: String(path.at(-1)) }]
        : [{ path, kind: "wrong-form", form: formAt(path) || expectedName(issue.expected) }];
    case "invalid_value":
      return issue.input === undefined && path.length > 0
        ? [{ path, kind: "missing-member", member: String(path.at(-1)) }]
        : [
            {
              path,
              kind: "wrong-form",
              form: `one of ${issue.values.map(String).join(", ")}`,
              known: issue.values.map(String),
            },
          ];
    default:
      return [{ path, kind: "wrong-form", form: formAt(path) }];
  }
}

/** The kinds that the entry at `path` without its last step may be. */
function kindProblem(path: readonly (string | number)[]): ShapeProblem {
  const options = schemasAt(path.slice(0, -1)).flatMap((schema) =>
    schema instanceof z.ZodDiscriminatedUnion ? [...(schema._zod.propValues["kind"] ?? [])].map(String) : [],
  );
  return { path, kind: "wrong-form", form: `one of ${options.join(", ")}`, known: options };
}

function expectedName(expected: string): string {
  return expected === "array"
    ? "a list"
    : expected === "object" || expected === "record"
      ? "members, one a line"
      : "text";
}

/** Follows a path into the schema, through options, lists and unions. */
function schemasAt(path: readonly (string | number)[]): readonly z.ZodType[] {
  let here: readonly z.ZodType[] = unfold(agreementSchema);
  for (const step of path) {
    here = here.flatMap((schema) => {
      if (schema instanceof z.ZodObject)
        return step in schema.shape ? unfold(schema.shape[step as string] as z.ZodType) : [];
      if (schema instanceof z.ZodArray) return unfold(schema.element as z.ZodType);
      if (schema instanceof z.ZodRecord) return unfold(schema.valueType as z.ZodType);
      return [];
    });
  }
  return here;
}

function unfold(schema: z.ZodType): readonly z.ZodType[] {
  if (schema instanceof z.ZodOptional) return unfold(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodUnion) return [schema, ...schema.options.flatMap((option) => unfold(option as z.ZodType))];
  return [schema];
}

function membersAt(path: readonly (string | number)[]): readonly string[] {
  return [
    ...new Set(schemasAt(path).flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []))),
  ];
}

function formAt(path: readonly (string | number)[]): string {
  for (const schema of schemasAt(path)) {
    const form = z.globalRegistry.get(schema)?.["form"];
    if (typeof form === "string") return form;
  }
  return "";
}
