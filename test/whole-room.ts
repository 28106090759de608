/** A room played in the core alone, with an entry of every kind, written as a server writes it; and what a forger makes of it. */
import {
  type AccessAct,
  type Agreement,
  type Author,
  afterEntry,
  type BundledEntry,
  type BundlePart,
  bindingHash,
  bindingOf,
  bundleLines,
  type Command,
  canonicalJson,
  collector,
  contentHash,
  dateIn,
  decide,
  draftRoot,
  emptyHead,
  emptyRoom,
  type Frozen,
  frozenJson,
  frozenTables,
  type Hash,
  hashText,
  headAfter,
  isFaultless,
  type JournalBody,
  type Json,
  judgedBy,
  meaningsOf,
  type Negotiation,
  parseAgreement,
  parseFactLine,
  parseInstant,
  pointsOf,
  type RoomState,
  resultJson,
  resultOf,
  rootOf,
  type SignatureEvidence,
  type Signing,
  standardUnderstanding,
  tablesUsed,
  timelineOf,
  understandingHash,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { minimalAgreement } from "./minimal.ts";
import { chanceFrom, negotiationCommand, draft as smallDraft } from "./negotiating.ts";
import { preparationCommand } from "./preparing.ts";

/** What is sealed of an entry, before its place in the chain. */
export type Said = {
  readonly at: string;
  readonly author: Author;
  readonly shown: Hash | null;
  readonly body: JournalBody;
};

const file = hashText("the file that was signed elsewhere");
const text = minimalAgreement("Drift åt Tallholm");
const draft = JSON.parse(text) as { readonly [member: string]: Json };
const program = "överens 0.1.0";
const source = "r.room";

export type Played = {
  readonly state: () => RoomState;
  readonly said: Said[];
  /** Gives a command as somebody; throws where it is refused. */
  readonly act: (person: string, command: Command, shown?: Hash | null) => void;
  readonly sign: (person: string, evidence: (binding: Hash) => SignatureEvidence) => void;
};

/** The entries of an open room that two sides have prepared and negotiated in at random, refusals left out. */
export function playedAtRandom(seed: number, length: number): readonly Said[] {
  const chance = chanceFrom(seed);
  const said: Said[] = [];
  let state = emptyRoom;
  let minute = 0;
  const take = (party: string, command: Command): void => {
    // Often at the same time as the one before: what was written together is not always one command.
    minute += chance(3) === 0 ? 1 : 0;
    const at = `2026-11-26T08:${String(minute % 60).padStart(2, "0")}:00Z`;
    const checked = (found: Agreement): boolean => isFaultless(found, timeTables());
    const decided = decide(state, command, { party, person: null, now: at, today: "2026-11-26", checked });
    if ("refused" in decided) return;
    const author = { party, person: null, authority: null, authentication: "see-as" };
    for (const body of decided.entries) said.push({ at, author, shown: null, body });
    state = decided.entries.reduce(afterEntry, state);
  };
  const root = hashText(text);
  const named = { provider: "p", customer: "c", providerName: "P", customerName: "C", sources: [source] };
  take("p", { kind: "add-room", room: "r", root, document: root, ...named });
  for (let number = 0; number < length; number++) {
    const party = chance(2) === 0 ? "p" : "c";
    if (chance(2) === 0) take(party, preparationCommand(chance, state));
    else if (state.negotiation === null)
      take(party, { kind: "open-draft", agreement: smallDraft, parties: ["p", "c"] });
    else take(party, negotiationCommand(chance, state.negotiation, number));
  }
  return said;
}

/** A room with nothing in it yet, at a time that goes on by a minute with every command. */
export function begun(): Played {
  let state = emptyRoom;
  let minute = 0;
  const said: Said[] = [];
  const partyOf = (person: string): string => people[person] ?? "";
  const act = (person: string, command: Command, shown: Hash | null = null): void => {
    const at = new Date(Date.UTC(2026, 10, 26, 8, minute++)).toISOString().replace(".000Z", "Z");
    const instant = parseInstant(at) as never;
    const decided = decide(state, command, {
      party: partyOf(person),
      person,
      now: at,
      today: dateIn(timeTables(), state.negotiation?.draft.zone, instant),
      checked: (found) => isFaultless(found, timeTables()),
    });
    if ("refused" in decided) throw new Error(`${person} ${command.kind}: ${decided.refused}`);
    const author = { party: partyOf(person), person, authority: "owner", authentication: "code" };
    for (const body of decided.entries) said.push({ at, author, shown, body });
    state = decided.entries.reduce(afterEntry, state);
  };
  const sign: Played["sign"] = (person, evidence) => {
    const signing = state.signing as Signing;
    const found = signing.signatures.findLast((signature) => signature.person === person && signature.state !== "void");
    if (!found) throw new Error(`${person} is not asked`);
    const points = state.access.parties.find(({ key }) => key === found.party)?.points ?? [];
    const binding = bindingHash(bindingOf(signing, found, points));
    act(person, { kind: "sign", signature: found.id, binding, name: person, evidence: evidence(binding) }, binding);
  };
  return { state: () => state, said, act, sign };
}

/** Whom each belongs to: two companies, and a preschool that one point binds. */
const people: Readonly<Record<string, string>> = {
  erik: "p",
  vera: "p",
  ivar: "p",
  sara: "c",
  gun: "c",
  lina: "c",
  maja: "t",
};

const byCode = (person: string) => (): SignatureEvidence => ({
  kind: "code",
  address: `${person}@x.se`,
  checked_at: "2026-11-26T12:00:00Z",
});

/** @param byPasskey how whoever signs by passkey does it, over the binding */
export function wholeRoom(byPasskey: (binding: Hash) => SignatureEvidence = byCode("vera")): Played {
  const room = begun();
  peopled(room);
  prepared(room);
  negotiated(room);
  signedByAll(room, byPasskey);
  return room;
}

function peopled({ act }: Played): void {
  const other = hashText("another text") as Hash;
  const named = { provider: "p", customer: "c", providerName: "Norrdrift AB", customerName: "Tallholm" };
  act("erik", { kind: "add-room", room: "r", root: other, document: other, ...named, sources: [source, "r.books"] });
  const entering = (person: string) => ({ person, name: person, address: `${person}@x.se` });
  const link = (id: string): Hash => hashText(`link ${id}`);
  const invite = (by: string, id: string, who: string, roles: Extract<AccessAct, { kind: "roles-set" }>["roles"]) =>
    act(by, {
      kind: "invite",
      id,
      party: people[who] ?? "",
      address: `${who}@x.se`,
      roles,
      token: link(id),
      expiresAt: "2026-12-10T08:00:00Z",
    });
  const accept = (who: string, id: string) =>
    act(who, { kind: "accept-invitation", token: link(id), ...entering(who) });
  act("erik", { kind: "enter-first", ...entering("erik"), roles: ["owner", "negotiator", "contributor"] });
  invite("erik", "i1", "sara", ["owner", "negotiator"]);
  invite("erik", "i2", "sara", ["owner", "negotiator", "contributor"]);
  accept("sara", "i2");
  invite("sara", "i3", "gun", ["signatory"]);
  act("sara", { kind: "revoke-invitation", invitation: "i3" });
  invite("sara", "i4", "gun", ["reader"]);
  accept("gun", "i4");
  act("sara", { kind: "set-roles", person: "gun", roles: ["signatory"] });
  act("ivar", { kind: "enter-as-member", ...entering("ivar"), roles: ["signatory"] });
  act("vera", { kind: "enter-as-member", ...entering("vera"), roles: ["signatory"] });
  act("lina", { kind: "enter-as-member", ...entering("lina"), roles: ["signatory"] });
  act("sara", { kind: "describe-party", name: "Tallholms kommun", publicBody: true });
  const third = { kind: "add-third-party", party: "t", name: "Förskolan", thirdKind: "customers-customer" } as const;
  act("sara", { ...third, points: ["up"] });
  invite("sara", "i5", "maja", ["owner", "signatory"]);
  accept("maja", "i5");
  act("vera", { kind: "name-deputy", person: "vera", deputy: "ivar", awayUntil: "2026-12-24" });
  act("vera", { kind: "name-deputy", person: "vera", deputy: null, awayUntil: null });
  act("erik", { kind: "leave", person: "ivar", successor: "vera" });
  act("erik", { kind: "subscribe", source: "norrdrift.storage", owner: "p", parties: ["p", "c"] });
  const mandate = { upTo: null, from: "2026-01-01", until: null, jointly: false, basis: "Firmateckning" };
  for (const [by, person] of [
    ["erik", "vera"],
    ["sara", "gun"],
    ["sara", "lina"],
    ["maja", "maja"],
  ] as const)
    act(by, { kind: "give-mandate", id: `m-${person}`, person, ...mandate });
  act("erik", { kind: "give-mandate", id: "m-more", person: "vera", ...mandate });
  act("erik", { kind: "revoke-mandate", mandate: "m-more" });
}

function prepared({ act }: Played): void {
  const parsed = parseAgreement(text);
  if (!parsed.ok) throw new Error("the agreement cannot be read");
  const root = rootOf(parsed.value.agreement);
  const signed = { name: "bilaga.pdf", hash: file, size: 10, date: "2025-03-01", signers: ["Omar Ali"] };
  act("erik", { kind: "choose-way", way: { kind: "adopted", file: signed } });
  act("erik", { kind: "transcribe", root, document: hashText(text) });
  act("sara", { kind: "confirm-transcription", file, root });
  act("sara", { kind: "choose-way", way: { kind: "new" } });
  const need = { id: "tills", item_kind: "need", text: "Kassorna ska fungera.", service: null } as const;
  act("sara", { kind: "share-background", ...need });
  act("erik", { kind: "share-background", ...need, id: "history", item_kind: "history" });
  act("erik", { kind: "withdraw-background", id: "history" });
  act("sara", { kind: "state-satisfaction", satisfaction: "not-satisfied", words: "Det tar för lång tid." });
  act("sara", { kind: "skip-understanding" });
  act("erik", { kind: "propose-understanding", lines: standardUnderstanding });
  act("sara", { kind: "agree-understanding", hash: understandingHash(standardUnderstanding) });
  const task = { title: "Flytta data", person: null, due: "2026-12-20", after: [], gate: true };
  act("sara", { kind: "set-milestone", id: "one", party: "p", ...task });
  act("sara", { kind: "set-milestone", id: "two", party: "p", ...task, after: ["one"] });
  const move = (
    person: string,
    id: string,
    made: "accept" | "block" | "resume" | "claim-done" | "send-back" | "verify" | "cancel",
    words = "",
  ) => act(person, { kind: "move-milestone", id, move: made, words });
  move("erik", "one", "accept");
  move("erik", "one", "block", "Diskarna är sena.");
  move("erik", "one", "resume");
  move("erik", "one", "claim-done", "Flyttat.");
  move("sara", "one", "send-back", "En katalog saknas.");
  move("erik", "one", "claim-done", "Nu är allt flyttat.");
  move("sara", "one", "verify");
  move("erik", "two", "cancel", "Behövs inte.");
  move("sara", "two", "cancel", "Behövs inte.");
}

function negotiated(room: Played): void {
  const { act, state } = room;
  const negotiation = (): Negotiation => state().negotiation as Negotiation;
  const meaning = (point: string): Hash => meaningsOf(negotiation().draft).get(point) as Hash;
  act("erik", { kind: "open-draft", agreement: draft, parties: ["p", "c"] });
  const up = (target: string): Json => ({
    ...(pointsOf(negotiation().draft).find(({ id }) => id === "up")?.body as object),
    target: { "at-least": target },
  });
  const propose = (person: string, id: string, point: string, body: Json, counters: string | null = null) =>
    act(
      person,
      { kind: "propose", id, point, replaces: meaning(point), body, because: "Därför.", counters },
      meaning(point),
    );
  const accept = (person: string, id: string) => {
    const shown = negotiation().proposals.find((proposal) => proposal.id === id)?.meaning as Hash;
    act(person, { kind: "accept-proposal", proposal: id, meaning: shown }, shown);
  };
  act("sara", {
    kind: "answer-point",
    point: "up",
    meaning: meaning("up"),
    satisfaction: "not-satisfied",
    reason: "För lågt.",
  });
  const message = { kind: "write-message", point: "up", meaning: meaning("up") } as const;
  act("sara", { ...message, id: "t1", text: "Vad händer på lunchen?", mentions: ["erik"] });
  act("sara", { kind: "set-point-aside", point: "web", until: "2027-01-31" });
  propose("sara", "q1", "up", up("99.95 %"));
  propose("sara", "q2", "up", up("99.99 %"));
  propose("erik", "q3", "up", up("99.93 %"), "q2");
  propose("sara", "q4", "up", up("99.94 %"));
  act("erik", { kind: "decline-proposal", proposal: "q4", reason: "Det går inte." });
  propose("sara", "q5", "up", up("99.92 %"));
  accept("sara", "q3");
  propose("erik", "q6", "web", { id: "web", name: "Webb" });
  act("erik", { kind: "withdraw-proposal", proposal: "q6" });
  const extra: Json = { id: "extra", name: "Extra" };
  act("sara", {
    kind: "propose-point",
    id: "q7",
    section: "services",
    body: extra,
    because: "Därför.",
    counters: null,
  });
  const lesser: Json = { id: "extra", name: "Mindre" };
  act("erik", { kind: "propose-point", id: "q8", section: "services", body: lesser, because: "", counters: "q7" });
  accept("sara", "q8");
  const gone = {
    kind: "propose-removal",
    point: "extra",
    replaces: meaning("extra"),
    because: "",
    counters: null,
  } as const;
  act("erik", { ...gone, id: "q9" }, gone.replaces);
  accept("sara", "q9");
  lockedByBoth(room);
  act("sara", { kind: "unlock", reason: "En sak till." });
  lockedByBoth(room);
}

/** Both say yes to every point as it is, the preschool to the one that binds it, and both lock. */
function lockedByBoth({ act, state }: Played): void {
  const { draft: now } = state().negotiation as Negotiation;
  for (const person of ["erik", "sara"])
    for (const [point, meaning] of meaningsOf(now))
      act(person, { kind: "answer-point", point, meaning, satisfaction: "satisfied", reason: "" }, meaning);
  const up = meaningsOf(now).get("up") as Hash;
  act("maja", { kind: "answer-point", point: "up", meaning: up, satisfaction: "can-live-with-it", reason: "" }, up);
  for (const person of ["erik", "sara"]) act(person, { kind: "lock", root: rootOf(now) }, rootOf(now));
}

function signedByAll(room: Played, byPasskey: (binding: Hash) => SignatureEvidence): void {
  const { act, sign, state } = room;
  const open = (): void => {
    const negotiation = state().negotiation as Negotiation;
    const frozen = frozenJson(shortened(frozenTables(timeTables(), tablesUsed(negotiation.draft), "2027-12-31")));
    const root = draftRoot(negotiation);
    const terms = { room: "r", root, value: "500000.00 SEK", effective_from: "2026-11-01", frozen };
    act("erik", { kind: "open-signing", ...terms }, root);
  };
  const ask = (by: string, id: string, person: string) =>
    act(by, { kind: "ask-signature", id, person, mandate: `m-${person}` });
  const decision = { body: "Kommunstyrelsen", paragraph: "§ 112", register_number: "KS 2026/412", date: "2026-11-20" };
  open();
  ask("erik", "s1", "vera");
  open(); // what was asked for is void
  act("sara", { kind: "state-decision", ...decision, signer: "gun", deputy: "lina" });
  ask("erik", "s2", "vera");
  ask("sara", "s3", "gun");
  act("gun", { kind: "open-signature", signature: "s3" });
  sign("vera", byCode("vera"));
  act("gun", { kind: "decline-signature", signature: "s3", points: ["up"], reason: "Lunchtid saknas." });
  lockedByBoth(room);
  open();
  ask("erik", "s4", "vera");
  ask("sara", "s5", "gun");
  act("gun", { kind: "delegate-signature", signature: "s5", id: "s6", to: "lina", mandate: "m-lina" });
  sign("vera", byCode("vera"));
  act("vera", { kind: "withdraw-signature", signature: "s4", reason: "Fel knapp." });
  ask("erik", "s7", "vera");
  ask("maja", "s8", "maja");
  sign("vera", byPasskey);
  sign("maja", byCode("maja"));
  sign("lina", byCode("lina"));
}

/** Without the clock changes of the years before: they say nothing about the months that are judged here. */
function shortened({ zones, ...frozen }: Frozen): Frozen {
  return {
    ...frozen,
    zones: zones.map((zone) => {
      const past = zone.changes.findIndex((at) => at > Date.UTC(2026, 0, 1));
      const since = <Item>(items: readonly Item[]): readonly Item[] => items.slice(past);
      const { changes, offsets, abbreviations } = zone;
      return { name: zone.name, changes: since(changes), offsets: since(offsets), abbreviations: since(abbreviations) };
    }),
  };
}

/** The entries of a journal as somebody who can compute hashes writes them. */
export function sealed(said: readonly Said[]): readonly BundledEntry[] {
  let head = emptyHead;
  return said.map(({ at, author, shown, body }, index) => {
    const written = canonicalJson(body as unknown as Json);
    const salt = index.toString(16).padStart(32, "0");
    const content = contentHash(
      written,
      Uint8Array.from(salt.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)),
    );
    const envelope = { at, kind: body.kind, author, shown, content };
    const previous = head;
    head = headAfter(previous, envelope);
    return { part: "entry", log: "journal", sequence: index + 1, ...envelope, previous, head, salt, body: written };
  });
}

const outage =
  '{"kind":"outage","source":"room","id":"o1","subject":"web","from":"2026-11-02T00:00:00Z","until":"2026-11-02T02:00:00Z"}';
const received = ((): BundledEntry => {
  const envelope = {
    at: "2026-11-26T07:00:00Z",
    kind: "facts",
    author: null,
    shown: null,
    content: contentHash(outage, null),
  };
  const head = headAfter(emptyHead, envelope);
  return { part: "entry", log: source, sequence: 1, ...envelope, previous: emptyHead, head, salt: null, body: outage };
})();

/** Issues the statement of November by what was signed, or by the text of the room where nothing has been. */
export function issued({ act, state }: Played, person = "erik"): Json {
  const parsed = parseAgreement(text);
  const judgedAt = "2026-12-01T08:00:00Z";
  if (!parsed.ok) throw new Error("the agreement cannot be read");
  const { versions } = state();
  const judged = judgedBy(parsed.value.agreement, versions, "2026-11", timeTables());
  const facts = collector();
  const fact = parseFactLine(outage, 1);
  if (!judged || !fact.ok) throw new Error("nothing to judge");
  facts.add(fact.value);
  const result = resultOf(
    judged.agreement,
    judged.period,
    timelineOf(facts),
    judged.tables,
    parseInstant(judgedAt) as never,
  );
  if (!result.ok) throw new Error("no result");
  const root = judged.version?.root ?? (state().root as Hash);
  const positions = [{ source, sequence: 1, head: received.head }];
  act(person, {
    kind: "issue-statement",
    period: "2026-11",
    root,
    result: result.value.hash,
    judgedAt,
    positions,
    program,
  });
  return resultJson(result.value);
}

/** The lines of the bundle. @param results each statement as printed, oldest first @param agreement the room's text */
export function bundled(said: readonly Said[], results: readonly Json[], agreement = text): readonly string[] {
  const parts: Exclude<BundlePart, { readonly part: "end" }>[] = [
    { part: "bundle", overens: "1", room: "r", exported_at: "2026-12-01T09:00:00Z", program },
    { part: "agreement", text: agreement },
    ...sealed(said),
    received,
    ...results.map((result, index) => ({ part: "statement", period: "2026-11", number: index + 1, result }) as const),
  ];
  return bundleLines(parts);
}
