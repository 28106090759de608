/** The form of what a journal's entries say. A file may come from anybody: what is of another form is nothing that a room has written. */
import { roles } from "../access/role.ts";
import type { JournalBody } from "../room/journal.ts";
import { parseInstant } from "../time/zone.ts";

type Check = (value: unknown) => boolean;
type Members = Readonly<Record<string, Check>>;
type FormOf<Body> = Body extends unknown ? Readonly<Record<Exclude<keyof Body, "kind">, Check>> : never;

/** Whether a value is the body of an entry: every member that its kind has, each of its form, and no other. */
export function isJournalBody(value: unknown): value is JournalBody {
  const kind = (value as { readonly kind?: unknown } | null)?.kind;
  if (typeof kind !== "string" || !Object.hasOwn(forms, kind)) return false;
  return object({ kind: text, ...forms[kind as JournalBody["kind"]] })(value);
}

const text: Check = (value) => typeof value === "string" && !/\p{Surrogate}/u.test(value);
const hash: Check = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const integer: Check = (value) => Number.isSafeInteger(value);
const yesOrNo: Check = (value) => typeof value === "boolean";
/** Written as a date; whether it is one is for the room to say where it matters. */
const date: Check = (value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
const time: Check = (value) => typeof value === "string" && typeof parseInstant(value) === "number";
/** An agreement or a part of one: its own reading says what it must be. */
const any: Check = () => true;
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const pair =
  (check: Check): Check =>
  (value) =>
    list(check)(value) && (value as readonly unknown[]).length === 2;
const object =
  (members: Members): Check =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).length === Object.keys(members).length &&
    Object.entries(members).every(
      ([name, check]) => Object.hasOwn(value, name) && check((value as Readonly<Record<string, unknown>>)[name]),
    );
const anyOf =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));

const satisfaction = oneOf("satisfied", "can-live-with-it", "not-satisfied");
const words = anyOf(text, object({ sv: text }), object({ en: text }), object({ sv: text, en: text }));
const rolesHeld = list(oneOf(...roles));
const position = object({ source: text, sequence: count, head: anyOf(hash, oneOf("")) });
const signedFile = object({ name: text, hash, size: count, date, signers: list(text) });
const way = anyOf(
  object({ kind: oneOf("new") }),
  object({ kind: oneOf("adopted"), file: signedFile }),
  object({ kind: oneOf("procured"), open_points: list(text), not_before: date }),
);
const line = object({
  id: text,
  part: oneOf("agreement", "negotiating", "working"),
  text: orNull(words),
  value: orNull(text),
});
const frozen = object({
  through: date,
  from: text,
  holidays: list(object({ country: text, days: list(pair(text)) })),
  zones: list(object({ name: text, changes: list(integer), offsets: list(integer), abbreviations: list(text) })),
});
const evidence = anyOf(
  object({ kind: oneOf("code"), address: text, checked_at: time }),
  object({
    kind: oneOf("passkey"),
    credential: text,
    public_key: text,
    algorithm: integer,
    authenticator_data: text,
    client_data: text,
    signature: text,
    origin: text,
  }),
);

const terms = { version: count, root: hash, effective_from: date };
const item = { id: text, item_kind: oneOf("need", "history", "pain", "must", "wish"), text, service: orNull(text) };
const milestoneState = oneOf("open", "accepted", "blocked", "done-claimed", "verified", "cancelled");

/** Every kind of body; one that is new does not compile without its form. */
const forms: { readonly [Kind in JournalBody["kind"]]: FormOf<Extract<JournalBody, { readonly kind: Kind }>> } = {
  "room-added": {
    room: text,
    root: hash,
    document: hash,
    provider: text,
    customer: text,
    provider_name: text,
    customer_name: text,
  },
  "source-subscribed": { source: text },
  "statement-issued": {
    period: text,
    number: count,
    root: hash,
    result: hash,
    judged_at: time,
    positions: list(position),
    program: text,
  },
  "third-party-added": {
    party: text,
    by: text,
    name: text,
    third_kind: oneOf("supplier", "customers-customer", "measurer", "mediator"),
    points: list(text),
  },
  "party-described": { party: text, name: text, public_body: yesOrNo },
  "invitation-sent": {
    id: text,
    party: text,
    address: text,
    roles: rolesHeld,
    token: hash,
    expires_at: time,
    sent_by: text,
    inviter: orNull(text),
  },
  "invitation-revoked": { id: text },
  "person-joined": { person: text, party: text, name: text, address: text, roles: rolesHeld, invitation: orNull(text) },
  "roles-set": { person: text, roles: rolesHeld },
  "person-left": { person: text, successor: orNull(text) },
  "deputy-named": { person: text, deputy: orNull(text), away_until: orNull(date) },
  "mandate-given": {
    id: text,
    party: text,
    person: text,
    up_to: orNull(text),
    from: date,
    until: orNull(date),
    jointly: yesOrNo,
    given_by: orNull(text),
    basis: text,
  },
  "mandate-revoked": { id: text },
  "way-chosen": { party: text, way },
  "transcription-changed": { party: text, root: hash, document: hash },
  "transcription-confirmed": { party: text, file: hash, root: hash },
  "background-shared": { party: text, ...item },
  "background-withdrawn": { party: text, id: text },
  "satisfaction-stated": { party: text, satisfaction, words: text, on: date },
  "understanding-proposed": { party: text, lines: list(line), hash },
  "understanding-agreed": { party: text, hash },
  "understanding-skipped": { party: text, both: yesOrNo },
  "milestone-set": {
    by: text,
    id: text,
    title: text,
    party: text,
    person: orNull(text),
    due: date,
    after: list(text),
    gate: yesOrNo,
    state: milestoneState,
  },
  "milestone-moved": { id: text, by: text, to: milestoneState, words: text },
  "milestone-cancel-asked": { id: text, by: text },
  "thread-message": {
    id: text,
    party: text,
    person: orNull(text),
    point: text,
    meaning: hash,
    text,
    mentions: list(text),
    at: time,
  },
  "draft-opened": { agreement: any, parties: pair(text) },
  "point-answered": { party: text, point: text, meaning: hash, satisfaction, reason: text },
  "point-set-aside": { party: text, point: text, until: text },
  "proposal-sent": {
    id: text,
    party: text,
    point: text,
    replaces: hash,
    body: any,
    meaning: hash,
    because: text,
  },
  "point-proposed": { id: text, party: text, section: text, point: text, body: any, meaning: hash, because: text },
  "removal-proposed": { id: text, party: text, point: text, replaces: hash, because: text },
  "proposal-moved": {
    id: text,
    party: text,
    to: oneOf("sent", "accepted", "countered", "declined", "withdrawn", "superseded", "lapsed"),
    answer: orNull(text),
  },
  "lock-asked": { party: text, root: hash },
  "stage-moved": { party: text, to: oneOf("negotiating", "locked", "signing", "signed", "abandoned"), reason: text },
  "signing-opened": { party: text, stated: yesOrNo, room: text, value: orNull(text), frozen, ...terms },
  "decision-stated": {
    party: text,
    body: text,
    paragraph: text,
    register_number: text,
    date,
    signer: text,
    deputy: orNull(text),
  },
  "signature-requested": { id: text, party: text, person: text, mandate: text, from: orNull(text) },
  "signature-moved": {
    id: text,
    to: oneOf("requested", "opened", "signed", "declined", "delegated", "withdrawn", "void"),
    reason: text,
    points: list(text),
  },
  signed: { id: text, at: time, name: text, binding: hash, evidence },
  "agreement-signed": terms,
};
