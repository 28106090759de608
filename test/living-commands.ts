/** What the people of a simulated room may try: at random, or as those do who want to come to an end. */
import {
  type AccessCommand,
  type ApprovableAct,
  bindingHash,
  bindingOf,
  type Command,
  canonicalJson,
  draftRoot,
  type Hash,
  hashText,
  type Json,
  meaningsOf,
  type PrivateCommand,
  type PrivateState,
  participant,
  partyOf,
  type Role,
  type RoomState,
  roles,
  type SignatureEvidence,
  type SigningCommand,
  standingPoints,
} from "@overens/core";
import { negotiationCommand, draft as smallDraft } from "./negotiating.ts";
import { preparationCommand } from "./preparing.ts";

export type Chance = (most: number) => number;
/** What is known beside the room's state: the clock, how far the play has come, and what each signs by. */
export type Setting = {
  readonly now: string;
  readonly today: string;
  readonly number: number;
  readonly frozen: Json;
  /** The texts that a file signed elsewhere may be transcribed to, with their results for a month. */
  readonly texts: readonly { readonly root: Hash; readonly document: Hash; readonly result: Hash }[];
  readonly evidence: (person: string, binding: Hash, level: "code" | "passkey") => SignatureEvidence;
};
export type Wish = { readonly person: string; readonly party: string } & (
  | { readonly command: Command }
  | { readonly inside: PrivateCommand }
  /** Gives the other side what an approver has said yes to. */
  | { readonly approval: string }
);

/** Everybody who may come, whose they are, and as what. */
export const staff: Readonly<Record<string, { readonly party: string; readonly roles: readonly Role[] }>> = {
  erik: { party: "p", roles: ["owner", "negotiator", "contributor"] },
  vera: { party: "p", roles: ["signatory"] },
  nadia: { party: "p", roles: ["approver", "contributor"] },
  sara: { party: "c", roles: ["owner", "negotiator"] },
  gun: { party: "c", roles: ["signatory"] },
  lina: { party: "c", roles: ["approver", "signatory"] },
  omar: { party: "c", roles: ["reader"] },
  maja: { party: "t", roles: ["owner", "signatory"] },
};
const everybody = Object.keys(staff);
export const linkOf = (id: string): Hash => hashText(`link ${id}`);
const addressOf = (person: string): string => `${person}@${staff[person]?.party ?? "x"}.se`;
const entering = (person: string) => ({ person, name: person, address: addressOf(person) });

/** A word that one side says among its own: it must never stand where others read. */
export const secretOf = (party: string): string => `secret-of-${party}`;

export function randomWish(
  chance: Chance,
  room: RoomState,
  lanes: Readonly<Record<string, PrivateState>>,
  at: Setting,
): Wish {
  const pick = <Item>(items: readonly Item[]): Item => items[chance(items.length)] as Item;
  const what = chance(13);
  // Mostly one who may: what is refused at the door says little.
  const person = chance(15) === 0 ? "stranger" : chance(3) > 0 ? pick(["erik", "sara"]) : pick(everybody);
  const own = staff[person]?.party ?? "p";
  const party = chance(15) === 0 ? pick(["p", "c", "t", "nobody"]) : own;
  const by = { person, party };
  const { negotiation } = room;
  switch (what) {
    case 0:
    case 1:
    case 2:
      if (negotiation === null) return { ...by, command: opening };
      if (chance(8) > 0) return { ...by, command: negotiationCommand(chance, negotiation, at.number) };
      return { ...by, command: { kind: "accept-points", points: shownPoints(room).slice(chance(3)) } };
    case 3:
    case 4:
      return { ...by, command: preparing(chance, room, at) };
    case 5:
    case 6:
      return aboutPeople(chance, room, by, at);
    case 7:
    case 8:
      return signing(chance, room, by, at);
    case 9:
      return { ...by, command: aboutFacts(chance, at) };
    case 10: {
      const { point, meaning } = pick([...shownPoints(room), { point: "nowhere", meaning: linkOf("none") }]);
      const [text, id] = [pick(["", "What of lunch?"]), pick([`m${at.number}`, "m1"])];
      return { ...by, command: { kind: "write-message", id, point, meaning, text, mentions: [pick(everybody)] } };
    }
    case 11: {
      const given = pick(lanes[party]?.approvals ?? []);
      if (given === undefined) return inside(chance, room, lanes[party], by, at);
      return { ...by, approval: chance(6) === 0 ? "none" : given.id };
    }
    default:
      return inside(chance, room, lanes[party], by, at);
  }
}

const opening: Command = { kind: "open-draft", agreement: smallDraft, parties: ["p", "c"] };

function shownPoints({ negotiation }: RoomState): readonly { readonly point: string; readonly meaning: Hash }[] {
  return negotiation === null ? [] : [...meaningsOf(negotiation.draft)].map(([point, meaning]) => ({ point, meaning }));
}

/** A transcription is checked before it is sent: its root and its document belong to one text. */
function preparing(chance: Chance, room: RoomState, { texts }: Setting): Command {
  const command = preparationCommand(chance, room);
  if (command.kind !== "transcribe") return command;
  const { root, document } = texts[chance(texts.length)] as Setting["texts"][number];
  return { kind: "transcribe", root, document };
}

/** Those of somebody's own party, where there are any, and else anybody. */
function near({ access }: RoomState, party: string): readonly string[] {
  const own = access.people.filter((one) => one.party === party).map(({ person }) => person);
  return own.length > 0 ? own : everybody;
}

function aboutPeople(chance: Chance, room: RoomState, by: Omit<Wish, "command">, at: Setting): Wish {
  const pick = <Item>(items: readonly Item[]): Item => items[chance(items.length)] as Item;
  const { access } = room;
  const own = near(room, by.party);
  const [person, other] = [pick(everybody), pick([null, pick(everybody), ...own])];
  const mine = chance(4) === 0 ? person : pick(own);
  const some: readonly Role[] = chance(2) === 0 ? (staff[person]?.roles ?? []) : [pick(roles), pick(roles)];
  const id = String(at.number);
  const joins = (wish: AccessCommand, party = by.party): Wish => ({ person, party, command: wish });
  const does = (wish: AccessCommand): Wish => ({ ...by, command: wish }) as Wish;
  switch (chance(12)) {
    // Who enters says so themselves, for the organisation that they belong to.
    case 0:
      return joins({ kind: "enter-first", ...entering(person), roles: some }, staff[person]?.party);
    case 1:
      return joins({ kind: "enter-as-member", ...entering(person), roles: some }, staff[person]?.party);
    case 2:
      return does({ kind: "describe-party", name: pick(["", "Tallholm"]), publicBody: chance(3) === 0 });
    case 3: {
      const points = pick<readonly string[]>([["up"], ["count", "up"], []]);
      const thirdKind = pick(["supplier", "customers-customer", "measurer"] as const);
      return does({ kind: "add-third-party", party: pick(["t", "t", "p"]), name: pick(["", "T"]), thirdKind, points });
    }
    case 4:
    case 5: {
      const address = pick([addressOf(person), addressOf(person), addressOf(person).toUpperCase(), "nowhere"]);
      const party = pick([staff[person]?.party ?? "p", "p", "c", "nobody"]);
      return does({ kind: "invite", id, party, address, roles: some, token: linkOf(id), expiresAt: later(at.now, 14) });
    }
    case 6:
      return does({ kind: "revoke-invitation", invitation: pick(access.invitations)?.id ?? "none" });
    case 7: {
      const found = pick(access.invitations);
      const address = chance(4) === 0 ? addressOf(person) : (found?.address ?? addressOf(person));
      const token = chance(6) === 0 ? linkOf("none") : (found?.token ?? linkOf("none"));
      const command = { kind: "accept-invitation", token, person, name: person, address } as const;
      // The link alone says for whom: whoever holds it acts for that party.
      return joins(command, access.invitations.find((one) => one.token === token)?.party ?? by.party);
    }
    case 8:
      return does({ kind: "set-roles", person: mine, roles: some });
    case 9:
      return does(
        chance(2) === 0
          ? { kind: "leave", person: mine, successor: other }
          : { kind: "name-deputy", person: mine, deputy: other, awayUntil: pick([null, "2027-01-31"]) },
      );
    case 10:
      return does({ kind: "revoke-mandate", mandate: pick(access.mandates)?.id ?? "none" });
    default:
      return does(mandateFor(chance, mine, id));
  }
}

function mandateFor(chance: Chance, person: string, id: string): AccessCommand {
  const pick = <Item>(items: readonly Item[]): Item => items[chance(items.length)] as Item;
  return {
    kind: "give-mandate",
    id: `m${id}`,
    person,
    upTo: pick([null, "500000.00 SEK", "499999.99 SEK", "500000.00 EUR"]),
    from: pick(["2026-01-01", "2026-12-15"]),
    until: pick([null, "2026-12-20", "2027-06-30", "2025-01-01"]),
    jointly: chance(3) === 0,
    basis: "",
  };
}

function aboutFacts(chance: Chance, { texts }: Setting): Command {
  const { root, result } = texts[chance(texts.length)] as Setting["texts"][number];
  if (chance(2) === 0) {
    const source = `${["p", "c", "other"][chance(3)]}.${["books", "status"][chance(2)]}`;
    return { kind: "subscribe", source, owner: source.slice(0, source.indexOf(".")), parties: ["p", "c"] };
  }
  return {
    kind: "issue-statement",
    period: "2026-10",
    root,
    result,
    judgedAt: "2026-11-26T08:00:00Z",
    positions: [],
    program: "overens",
  };
}

/** Whoever somebody waits for acts themselves, but for one time in six. */
function signing(chance: Chance, room: RoomState, by: Omit<Wish, "command">, at: Setting): Wish {
  const pick = <Item>(items: readonly Item[]): Item => items[chance(items.length)] as Item;
  const { access, negotiation, signing: stands } = room;
  const found = pick(stands?.signatures ?? []);
  const signature = found?.id ?? "none";
  const id = `s${at.number}`;
  const person = chance(4) === 0 ? pick(everybody) : pick(near(room, by.party));
  const mandate =
    (chance(4) === 0 ? pick(access.mandates) : access.mandates.find((one) => one.person === person))?.id ?? "none";
  const does = (command: SigningCommand): Wish => ({ ...by, command });
  const own = (command: SigningCommand): Wish =>
    found === undefined || chance(6) === 0 ? does(command) : { person: found.person, party: found.party, command };
  switch (chance(9)) {
    case 0: {
      const root = negotiation === null || chance(6) === 0 ? linkOf("none") : draftRoot(negotiation);
      const value = pick(["500000.00 SEK", "500000.01 SEK", null]);
      return does({ kind: "open-signing", room: "r", root, value, effective_from: "2027-01-01", frozen: at.frozen });
    }
    case 1:
      return does({
        kind: "state-decision",
        body: pick(["", "Kommunstyrelsen"]),
        paragraph: "§ 112",
        register_number: "KS 2026/311",
        date: pick(["2026-11-20", "2027-05-01"]),
        signer: person,
        deputy: pick([null, ...everybody]),
      });
    case 2:
    case 3:
      return does({ kind: "ask-signature", id, person, mandate });
    case 4:
      return own({ kind: "open-signature", signature });
    case 5: {
      const points = pick<readonly string[]>([[], ["up"], ["nowhere"]]);
      return own({ kind: "decline-signature", signature, points, reason: pick(["", "No."]) });
    }
    case 6:
      return own({ kind: "delegate-signature", signature, id, to: person, mandate });
    case 7:
      return own({ kind: "withdraw-signature", signature, reason: "No." });
    default: {
      const points = partyOf(access, found?.party ?? "")?.points ?? [];
      const right = stands && found ? bindingHash(bindingOf(stands, found, points)) : linkOf("none");
      const binding = chance(6) === 0 ? linkOf("none") : right;
      const evidence = at.evidence(found?.person ?? person, binding, pick(["code", "passkey"] as const));
      return own({ kind: "sign", signature, binding, name: pick(["", person, person]), evidence });
    }
  }
}

function inside(
  chance: Chance,
  room: RoomState,
  lane: PrivateState | undefined,
  by: Omit<Wish, "command">,
  { number }: Setting,
): Wish {
  const pick = <Item>(items: readonly Item[]): Item => items[chance(items.length)] as Item;
  const shown = pick([...shownPoints(room), { point: "nowhere", meaning: linkOf("none") }]);
  const [text, id] = [pick(["", secretOf(by.party)]), String(number)];
  const waiting = pick(lane?.approvals ?? []);
  const approval = waiting?.id ?? "none";
  const does = (wish: PrivateCommand): Wish => ({ ...by, inside: wish });
  const own = (wish: PrivateCommand): Wish =>
    chance(6) === 0 ? does(wish) : { person: waiting?.approver ?? by.person, party: by.party, inside: wish };
  switch (chance(8)) {
    case 0:
      return does({ kind: "write-internally", id, ...shown, internalText: text, ownMentions: [pick(everybody)] });
    case 1:
    case 2:
      return does({
        kind: "ask-approval",
        id,
        approver: pick(["nadia", "lina", pick(everybody)]),
        act: approvable(chance, room, shown, id),
        words: text,
      });
    case 3:
    case 4:
      return own({ kind: "give-approval", approval, subject: waiting?.subject ?? shown.meaning, words: text });
    case 5:
      return chance(2) === 0
        ? own({ kind: "refuse-approval", approval, reason: text })
        : does({ kind: "withdraw-approval", approval });
    case 6:
      return does({ kind: "note-background", id: pick(["one", "two"]), item_kind: "need", text, service: null });
    default:
      return does({ kind: "remove-background", id: pick(["one", "two"]) });
  }
}

function approvable(
  chance: Chance,
  { negotiation }: RoomState,
  shown: { readonly point: string; readonly meaning: Hash },
  id: string,
): ApprovableAct {
  if (negotiation !== null && chance(3) === 0) {
    const act = negotiationCommand(chance, negotiation, Number(id));
    if (act.kind === "propose" || act.kind === "accept-proposal") return act;
  }
  return { kind: "answer-point", ...shown, satisfaction: "satisfied", reason: "" };
}

/** The next thing that somebody does who wants the agreement signed; null where nobody can, or all is done. */
export function usefulWish(chance: Chance, room: RoomState, at: Setting): Wish | null {
  const { access, preparation, negotiation } = room;
  const pick = <Item>(items: readonly Item[]): Item => items[chance(items.length)] as Item;
  const as = (person: string, command: Command): Wish => ({ person, party: staff[person]?.party ?? "", command });
  if (access.people.length === 0)
    return as("erik", { kind: "enter-first", ...entering("erik"), roles: staff["erik"]?.roles ?? [] });
  for (const [owner, wanted] of [
    ["erik", "sara"],
    [partyOf(access, "t")?.broughtBy === "c" ? "sara" : "erik", "maja"],
  ] as const) {
    const party = staff[wanted]?.party ?? "";
    if (!partyOf(access, party) || participant(access, wanted)) continue;
    const sent = access.invitations.find(
      ({ address, state, expiresAt }) => address === addressOf(wanted) && state === "sent" && expiresAt > at.now,
    );
    const { roles: held = [] } = staff[wanted] ?? {};
    const [id, token] = [`i${at.number}`, linkOf(`i${at.number}`)];
    return sent
      ? {
          person: wanted,
          party: sent.party,
          command: { kind: "accept-invitation", token: sent.token, ...entering(wanted) },
        }
      : as(owner, {
          kind: "invite",
          id,
          party,
          address: addressOf(wanted),
          roles: held,
          token,
          expiresAt: later(at.now, 14),
        });
  }
  const away = everybody.filter((person) => staff[person]?.party !== "t" && !participant(access, person));
  if (away.length > 0 && chance(3) > 0) {
    const person = pick(away);
    return as(person, { kind: "enter-as-member", ...entering(person), roles: staff[person]?.roles ?? [] });
  }
  const holds = (party: string, ...wanted: readonly Role[]): string | null =>
    access.people.find((one) => one.party === party && !one.left && one.roles.some((role) => wanted.includes(role)))
      ?.person ?? null;
  const heads = (["p", "c"] as const).map((party) => [party, holds(party, "owner", "negotiator")] as const);
  const first = (command: (party: string) => Command | null): Wish | null => {
    for (const [party, person] of heads) {
      const wish = command(party);
      if (wish !== null && person !== null) return { person, party, command: wish };
    }
    return null;
  };
  if (negotiation === null) {
    if (preparation.proposed !== null && chance(2) === 0) {
      const { hash, yes } = preparation.proposed;
      return first((party) => (yes.includes(party) ? null : { kind: "agree-understanding", hash }));
    }
    if (preparation.agreed === null && !preparation.isSkipped)
      return first((party) => (preparation.skipping.includes(party) ? null : { kind: "skip-understanding" }));
    return first(() => opening);
  }
  if (negotiation.stage === "negotiating") {
    const open = negotiation.proposals.find(({ state }) => state === "sent");
    if (open) return first((party) => (party === open.party ? { kind: "withdraw-proposal", proposal: open.id } : null));
    const unsaid = standingPoints(negotiation, access.parties).filter(({ state }) => state !== "agreed");
    for (const { id: point, meaning } of unsaid) {
      const said = (party: string): boolean =>
        negotiation.answers.some(
          (one) => one.party === party && one.meaning === meaning && one.satisfaction !== "not-satisfied",
        );
      const yes = { kind: "answer-point", point, meaning, satisfaction: "satisfied", reason: "" } as const;
      const wish = first((party) => (said(party) ? null : yes));
      if (wish !== null) return wish;
      const third = holds("t", "owner", "negotiator");
      if (third !== null && !said("t")) return { person: third, party: "t", command: yes };
    }
    return first((party) =>
      negotiation.locking.includes(party) ? null : { kind: "lock", root: draftRoot(negotiation) },
    );
  }
  return usefulSigning(chance, room, at, holds);
}

function usefulSigning(
  chance: Chance,
  { access, negotiation, signing: stands, preparation }: RoomState,
  at: Setting,
  holds: (party: string, ...wanted: readonly Role[]) => string | null,
): Wish | null {
  if (negotiation === null || (negotiation.stage !== "locked" && negotiation.stage !== "signing")) return null;
  const head = holds("p", "owner", "negotiator");
  const root = draftRoot(negotiation);
  if (negotiation.stage === "locked" && stands?.terms.root !== root)
    return head === null
      ? null
      : {
          person: head,
          party: "p",
          command: {
            kind: "open-signing",
            room: "r",
            root,
            value: "500000.00 SEK",
            effective_from: "2027-01-01",
            frozen: at.frozen,
          },
        };
  if (stands === null) return null;
  const level = canonicalJson(preparation.agreed as unknown as Json).includes('"value":"passkey"') ? "passkey" : "code";
  for (const party of access.parties) {
    if (party.side === "third-party" && party.points.length === 0) continue;
    const asks = holds(party.key, "owner");
    const mine = stands.signatures.filter((one) => one.party === party.key);
    const given = mine.filter(({ state }) => state === "signed").map(({ person }) => person);
    const signer = access.people.find(
      (one) => one.party === party.key && !one.left && one.roles.includes("signatory") && !given.includes(one.person),
    )?.person;
    if (asks === null || signer === undefined) continue;
    const by = (person: string, command: Command): Wish => ({ person, party: party.key, command });
    if (given.length > 0 && chance(3) > 0) continue;
    const pending = mine.find(({ state }) => state === "requested" || state === "opened");
    if (pending && chance(3) > 0) continue; // they think about it
    if (pending) {
      const binding = bindingHash(bindingOf(stands, pending, party.points));
      const evidence = at.evidence(pending.person, binding, level);
      return by(pending.person, { kind: "sign", signature: pending.id, binding, name: pending.person, evidence });
    }
    const decision = stands.decisions.find((one) => one.party === party.key);
    if (party.publicBody && decision?.signer !== signer) {
      const said = { body: "Styrelsen", paragraph: "§ 1", register_number: "1", date: "2026-11-20", deputy: null };
      return by(asks, { kind: "state-decision", ...said, signer });
    }
    const mandate = access.mandates.find(
      (one) => one.person === signer && !one.revoked && one.until === null && one.upTo === null && one.from <= at.today,
    );
    if (!mandate) {
      const plain = { upTo: null, from: "2026-01-01", until: null, basis: "" };
      return by(asks, {
        kind: "give-mandate",
        id: `m${at.number}`,
        person: signer,
        ...plain,
        jointly: chance(6) === 0,
      });
    }
    return by(asks, { kind: "ask-signature", id: `s${at.number}`, person: signer, mandate: mandate.id });
  }
  return null;
}

function later(now: string, days: number): string {
  return new Date(Date.parse(now) + days * 86_400_000).toISOString().replace(".000Z", "Z");
}
