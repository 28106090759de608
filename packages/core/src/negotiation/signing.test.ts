/** Who may sign, on what, and what a signature leads to: two companies, a public body, a third party, and people who may not. */
import { beforeEach, expect, test } from "vitest";
import type { AccessAct } from "../access/access.ts";
import { nobody } from "../access/access.ts";
import type { Json } from "../basics/canonical-json.ts";
import type { Hash } from "../basics/hash.ts";
import { type Command, decide } from "../room/decide.ts";
import type { JournalBody } from "../room/journal.ts";
import { afterEntry, emptyRoom, type RoomState } from "../room/room.ts";
import { draftRoot, meaningsOf } from "./negotiation.ts";
import { bindingHash } from "./signature.ts";
import { bindingOf } from "./signing.ts";

const draft: Json = {
  overens: "1",
  title: "Drift",
  zone: "Europe/Stockholm",
  parties: [
    { id: "p", role: "provider", name: "Norrdrift AB" },
    { id: "c", role: "customer", name: "Tallholms kommun" },
  ],
  services: [{ id: "web", name: "Web" }],
  objectives: [{ id: "up", title: "Up", indicator: { kind: "outage-time" }, target: { "at-least": "99.9 %" } }],
};
const zero = "0".repeat(64) as Hash;
let room: RoomState;
let today = "2026-11-26";

const take = (body: JournalBody): void => {
  room = afterEntry(room, body);
};
function act(person: string, command: Command): string | null {
  const party = room.access.people.find((found) => found.person === person)?.party ?? "";
  const decided = decide(room, command, { party, person, now: `${today}T12:00:00Z`, today, checked: () => true });
  if ("refused" in decided) return decided.refused;
  for (const entry of decided.entries) take(entry);
  return null;
}
const joins = (person: string, party: string, roles: Extract<AccessAct, { kind: "person-joined" }>["roles"]): void =>
  take({ kind: "person-joined", person, party, name: person, address: `${person}@x.se`, roles, invitation: null });
const mandate = (person: string, more: object = {}): string | null =>
  act(room.access.people.find((found) => found.person === person)?.party === "p" ? "erik" : "sara", {
    kind: "give-mandate",
    id: `m-${person}`,
    person,
    upTo: null,
    from: "2026-01-01",
    until: null,
    jointly: false,
    basis: "",
    ...more,
  });
const open = (more: object = {}): string | null =>
  act("erik", {
    kind: "open-signing",
    room: "r",
    root: draftRoot(room.negotiation as never),
    value: "500000.00 SEK",
    effective_from: "2027-01-01",
    frozen: {},
    ...more,
  });
const ask = (by: string, person: string): string | null =>
  act(by, { kind: "ask-signature", id: `s-${person}`, person, mandate: `m-${person}` });
function sign(person: string, by = person, binding?: Hash): string | null {
  const signing = room.signing as NonNullable<RoomState["signing"]>;
  const found = signing.signatures.findLast((signature) => signature.person === person);
  const points = room.access.parties.find(({ key }) => key === found?.party)?.points ?? [];
  return act(by, {
    kind: "sign",
    signature: found?.id ?? "none",
    binding: binding ?? (found ? bindingHash(bindingOf(signing, found, points)) : zero),
    name: person,
    evidence: { kind: "code", address: `${person}@x.se`, checked_at: `${today}T12:00:00Z` },
  });
}

beforeEach(() => {
  today = "2026-11-26";
  room = { ...emptyRoom, root: zero };
  take({
    kind: "room-added",
    room: "r",
    root: zero,
    document: zero,
    provider: "p",
    customer: "c",
    provider_name: "Norrdrift AB",
    customer_name: "Tallholms kommun",
  });
  for (const [person, party] of [
    ["erik", "p"],
    ["jonas", "p"],
    ["nora", "p"],
    ["sara", "c"],
    ["omar", "c"],
  ] as const)
    joins(person, party, person === "erik" || person === "sara" ? ["owner", "negotiator"] : ["signatory"]);
  for (const person of ["erik", "sara"]) expect(act(person, { kind: "skip-understanding" })).toBeNull();
  expect(act("erik", { kind: "open-draft", agreement: draft, parties: ["p", "c"] })).toBeNull();
  for (const [point, meaning] of meaningsOf((room.negotiation as never as { draft: never }).draft))
    for (const person of ["erik", "sara"])
      expect(act(person, { kind: "answer-point", point, meaning, satisfaction: "satisfied", reason: "" })).toBeNull();
  for (const person of ["erik", "sara"])
    expect(act(person, { kind: "lock", root: draftRoot(room.negotiation as never) })).toBeNull();
});

test("both sides sign the same text, the first signature freezes it and the last one completes it", () => {
  expect([mandate("jonas"), mandate("omar"), open(), ask("erik", "jonas"), ask("sara", "omar")]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(sign("jonas")).toBeNull();
  expect(room.negotiation?.stage).toBe("signing");
  expect(act("sara", { kind: "unlock", reason: "No." })).toBe("not-from-here");
  expect(sign("omar")).toBeNull();
  expect(room.negotiation?.stage).toBe("signed");
  expect(room.signing?.isComplete).toBe(true);
});

test("nobody signs for another, nor asks in the other side's name", () => {
  expect([mandate("jonas"), mandate("omar"), open(), ask("sara", "omar")]).toEqual([null, null, null, null]);
  expect(sign("omar", "jonas")).toBe("not-yours");
  expect(ask("sara", "jonas")).toBe("no-such-person");
  expect(sign("omar", "omar", zero)).toBe("changed-meanwhile");
});

test("a mandate holds on its last day and not after it, up to its amount and not an öre more, and never once revoked", () => {
  expect([mandate("jonas", { until: "2026-11-26", upTo: "500000.00 SEK" }), open(), ask("erik", "jonas")]).toEqual([
    null,
    null,
    null,
  ]);
  today = "2026-11-27";
  expect(sign("jonas")).toBe("mandate-not-in-time");
  today = "2026-11-26";
  expect(open({ value: "500000.01 SEK" })).toBeNull();
  expect(ask("erik", "jonas")).toBe("mandate-too-small");
  expect(open({ value: null })).toBeNull();
  expect(ask("erik", "jonas")).toBe("value-unknown");
  expect(open()).toBeNull();
  expect(ask("erik", "jonas")).toBeNull();
  expect(act("erik", { kind: "revoke-mandate", mandate: "m-jonas" })).toBeNull();
  expect(sign("jonas")).toBe("mandate-revoked");
});

test("two jointly: one signature of two leaves the party unsigned", () => {
  mandate("jonas", { jointly: true });
  mandate("nora", { jointly: true });
  mandate("omar");
  expect([open(), ask("erik", "jonas"), ask("erik", "nora"), ask("sara", "omar")]).toEqual([null, null, null, null]);
  expect([sign("omar"), sign("jonas")]).toEqual([null, null]);
  expect(room.negotiation?.stage).toBe("signing");
  expect(sign("nora")).toBeNull();
  expect(room.negotiation?.stage).toBe("signed");
});

test("a public body states its decision first; its signer passes the signature on only to the deputy that the decision names", () => {
  joins("lina", "c", ["signatory"]);
  expect(act("sara", { kind: "describe-party", name: "Tallholms kommun", publicBody: true })).toBeNull();
  expect([mandate("omar"), mandate("lina"), open()]).toEqual([null, null, null]);
  expect(ask("sara", "omar")).toBe("decision-missing");
  const decision = {
    kind: "state-decision",
    body: "Kommunstyrelsen",
    paragraph: "§ 112",
    register_number: "KS 2026/311",
    date: "2026-11-20",
    signer: "omar",
    deputy: null,
  } as const;
  expect(act("sara", decision)).toBeNull();
  expect(ask("sara", "lina")).toBe("not-in-decision");
  expect(ask("sara", "omar")).toBeNull();
  const pass = { kind: "delegate-signature", signature: "s-omar", id: "s2", to: "lina", mandate: "m-lina" } as const;
  expect(act("omar", pass)).toBe("not-in-decision");
  expect(act("sara", { ...decision, deputy: "lina" })).toBeNull();
  expect(act("omar", pass)).toBeNull();
  expect(room.signing?.signatures.map(({ person, state, from }) => [person, state, from])).toEqual([
    ["omar", "delegated", null],
    ["lina", "requested", "s-omar"],
  ]);
});

test("declining leads back to the negotiation with points and reason; what was signed is void and kept", () => {
  mandate("jonas");
  mandate("omar");
  expect([open(), ask("erik", "jonas"), ask("sara", "omar"), sign("jonas")]).toEqual([null, null, null, null]);
  const no = { kind: "decline-signature", signature: "s-omar", points: ["up"], reason: "" } as const;
  expect(act("omar", no)).toBe("reason-missing");
  expect(act("omar", { ...no, reason: "The target is not what we agreed." })).toBeNull();
  expect(room.negotiation?.stage).toBe("negotiating");
  expect(room.signing?.signatures.map(({ state }) => state)).toEqual(["void", "declined"]);
});

test("a third party that a point binds must sign, and signs that point", () => {
  const third = { kind: "add-third-party", party: "t", name: "Förskolan", thirdKind: "customers-customer" } as const;
  expect(act("sara", { ...third, points: ["up"] })).toBe("not-from-here"); // it has not said yes to what is locked
  expect(act("sara", { kind: "unlock", reason: "The preschool too." })).toBeNull();
  expect(act("sara", { ...third, points: ["up"] })).toBeNull();
  joins("maja", "t", ["owner", "signatory"]);
  const root = draftRoot(room.negotiation as never);
  expect(act("erik", { kind: "lock", root })).toBe("points-not-agreed");
  const meaning = meaningsOf((room.negotiation as never as { draft: never }).draft).get("up") as Hash;
  const yes = { kind: "answer-point", point: "up", meaning, satisfaction: "satisfied", reason: "" } as const;
  expect(act("maja", yes)).toBeNull();
  for (const person of ["erik", "sara"]) expect(act(person, { kind: "lock", root })).toBeNull();
  mandate("jonas");
  mandate("omar");
  expect(
    act("maja", {
      kind: "give-mandate",
      id: "m-maja",
      person: "maja",
      upTo: null,
      from: "2026-01-01",
      until: null,
      jointly: false,
      basis: "",
    }),
  ).toBeNull();
  expect([open(), ask("erik", "jonas"), ask("sara", "omar")]).toEqual([null, null, null]);
  expect([sign("jonas"), sign("omar")]).toEqual([null, null]);
  expect(room.negotiation?.stage).toBe("signing");
  expect(act("maja", { kind: "ask-signature", id: "s-maja", person: "maja", mandate: "m-maja" })).toBeNull();
  expect(sign("maja")).toBeNull();
  expect(room.negotiation?.stage).toBe("signed");
});

test("in a room where nobody has signed in, nothing is signed", () => {
  room = { ...room, access: { ...nobody, parties: room.access.parties } };
  const decided = decide(
    room,
    {
      kind: "open-signing",
      room: "r",
      root: draftRoot(room.negotiation as never),
      value: null,
      effective_from: "2027-01-01",
      frozen: {},
    },
    { party: "p", person: null, now: "2026-11-26T12:00:00Z", today, checked: () => true },
  );
  expect(decided).toEqual({ refused: "person-needed" });
});

test("whoever has left the room signs nothing in it, nor says no, nor passes it on", () => {
  expect([mandate("jonas"), mandate("nora"), open(), ask("erik", "jonas")]).toEqual([null, null, null, null]);
  expect(act("erik", { kind: "leave", person: "jonas", successor: "nora" })).toBeNull();
  const no = { kind: "decline-signature", signature: "s-jonas", points: [], reason: "No." } as const;
  const pass = { kind: "delegate-signature", signature: "s-jonas", id: "s2", to: "nora", mandate: "m-nora" } as const;
  for (const refusal of [sign("jonas"), act("jonas", no), act("jonas", pass)]) expect(refusal).toBe("not-your-role");
});

test("a third party opens no signing: what the agreement is worth and when it begins is said by the two sides", () => {
  const third = { party: "t", name: "Förskolan", thirdKind: "customers-customer", points: [] } as const;
  expect(act("sara", { kind: "unlock", reason: "One more." })).toBeNull();
  expect(act("sara", { kind: "add-third-party", ...third })).toBeNull();
  joins("maja", "t", ["owner", "signatory"]);
  for (const person of ["erik", "sara"])
    expect(act(person, { kind: "lock", root: draftRoot(room.negotiation as never) })).toBeNull();
  const terms = { room: "r", value: null, effective_from: "2027-01-01", frozen: {} };
  const root = draftRoot(room.negotiation as never);
  expect(act("maja", { kind: "open-signing", root, ...terms })).toBe("not-a-party");
});
