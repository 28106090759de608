/** Signing a room's agreement: what is signed, who is asked, and each signature on exactly what was shown. */
import { randomUUID } from "node:crypto";
import type { SigningActRequest, SigningResponse, SignRequest } from "@overens/api";
import {
  type Author,
  bindingHash,
  bindingOf,
  type Command,
  draftRoot,
  type Frozen,
  frozenJson,
  frozenTables,
  frozenThrough,
  type Hash,
  hashJson,
  hasSigned,
  instant,
  instantText,
  type Json,
  type Mandate,
  mandateLacks,
  notBefore,
  participant,
  partyOf,
  permitted,
  rulesOf,
  type Signature,
  type SignatureEvidence,
  type Signing,
  signers,
  tablesUsed,
  valueOf,
  worthTo,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import type { Accounts } from "../accounts/accounts.ts";
import type { Person } from "../accounts/person.ts";
import type { Database } from "../database/database.ts";
import { signatureAskedLetter, signedLetter } from "../mail/letters.ts";
import type { Mail } from "../mail/mail.ts";
import { Refusal } from "../refusal.ts";
import { todayIn } from "../rooms/agreements.ts";
import { commit } from "../rooms/commit.ts";
import type { Room, Rooms } from "../rooms/rooms.ts";
import type { Announcer } from "../sources/announce.ts";
import { codes as codesOf } from "./codes.ts";
import { passkeyEvidence } from "./passkey-evidence.ts";

export type Signings = ReturnType<typeof signings>;

export function signings(
  database: Database,
  rooms: Rooms,
  accounts: Pick<Accounts, "languageOf" | "signingKeysOf">,
  mail: Mail,
  announce: Pick<Announcer, "announce">,
) {
  const codes = codesOf(database.accounts, mail);
  const run = async (by: Author, room: string, command: Command, shown: Hash | null): Promise<void> => {
    await database.inContext({ person: by.person, party: by.party, rooms: [room], sources: [] }, (client) =>
      commit(client, room, command, by, shown),
    );
    announce.announce(room);
  };
  const read = async (by: Author, id: string): Promise<SigningResponse> => standing(await rooms.open(by.party, id), by);

  /** What is open for somebody to sign: the request, in their own name. */
  const waiting = async (person: Person, by: Author, id: string, signature: string, binding: string): Promise<Room> => {
    const room = await rooms.open(by.party, id);
    const found = room.state.signing?.signatures.find((asked) => asked.id === signature);
    if (!found || !room.state.signing) throw new Refusal("no-such-signature");
    if (found.person !== person.id) throw new Refusal("not-yours");
    if (hashOf(room, room.state.signing, found) !== binding) throw new Refusal("changed-meanwhile");
    return room;
  };

  /** Tells whoever is asked, or everybody once all have signed. A letter that cannot be sent stays in the mailbox and is tried again. */
  const tell = async (id: string, by: Author, command: Command, origin: string): Promise<void> => {
    const room = await rooms.open(by.party, id);
    const { access, signing } = room.state;
    if (command.kind === "ask-signature" || command.kind === "delegate-signature") {
      const whom = participant(access, command.kind === "ask-signature" ? command.person : command.to);
      if (whom === null) return;
      const language = await accounts.languageOf(whom.person);
      const asker = participant(access, by.person)?.name ?? "";
      const { subject, text } = signatureAskedLetter(language, asker, room.name, linkTo(origin, room, whom.party));
      await mail.send({ to: whom.address, language, kind: "signature", subject, text, once: `asked ${command.id}` });
    }
    if (command.kind !== "sign" || !signing?.isComplete) return;
    for (const { person, party, address, left } of access.people) {
      if (left) continue;
      const language = await accounts.languageOf(person);
      const { root, effective_from } = signing.terms;
      const { subject, text } = signedLetter(
        language,
        room.name,
        effective_from,
        root,
        room.head,
        linkTo(origin, room, party),
      );
      await mail.send({ to: address, language, kind: "signed", subject, text, once: `signed ${id} ${root} ${person}` });
    }
  };

  return {
    read,
    act: async (by: Author, id: string, request: SigningActRequest, origin: string): Promise<SigningResponse> => {
      const command = request.act === "open-signing" ? await opening(by, id, request) : commandOf(request);
      await run(by, id, command, request.act === "open-signing" ? (request.root as Hash) : null);
      await tell(id, by, command, origin);
      return read(by, id);
    },
    /** Sends the signer a code for what is on their screen. */
    sendCode: async (person: Person, by: Author, id: string, signature: string, binding: string): Promise<void> => {
      const room = await waiting(person, by, id, signature, binding);
      if (rulesOf(room.state.preparation).signatureLevel !== "code") throw new Refusal("level-too-low");
      // Whoever asks for the code has it open, and the others may know.
      const request = room.state.signing?.signatures.find(({ id: asked }) => asked === signature);
      if (request?.state === "requested") await run(by, id, { kind: "open-signature", signature }, binding as Hash);
      await codes.send(person, signature, binding as Hash, room.name);
    },
    sign: async (
      person: Person,
      by: Author,
      id: string,
      request: SignRequest,
      origin: string,
    ): Promise<SigningResponse> => {
      await waiting(person, by, id, request.signature, request.binding);
      const binding = request.binding as Hash;
      if (request.name.trim() === "") throw new Refusal("name-missing");
      const evidence = await evidenceOf(person, request, binding, origin);
      const { signature, name } = request;
      const command = { kind: "sign", signature, binding, name: name.trim(), evidence } as const;
      await run({ ...by, authentication: evidence.kind }, id, command, binding);
      await tell(id, by, command, origin);
      return read(by, id);
    },
  };

  async function evidenceOf(
    person: Person,
    { signature, by }: SignRequest,
    binding: Hash,
    origin: string,
  ): Promise<SignatureEvidence> {
    if (by.means === "passkey") return passkeyEvidence(await accounts.signingKeysOf(person), by, binding, origin);
    await codes.use(person, signature, binding, by.code);
    return { kind: "code", address: person.address, checked_at: instantText(instant(Date.now())) };
  }

  /** What is signed, fixed: the value by the charges where they say it, and the tables as they stand today. */
  async function opening(
    by: Author,
    id: string,
    { root, effective_from, value }: Extract<SigningActRequest, { act: "open-signing" }>,
  ): Promise<Command> {
    const { state } = await rooms.open(by.party, id);
    if (state.negotiation === null) throw new Refusal("no-draft");
    const { draft } = state.negotiation;
    const tables = timeTables();
    const frozen = frozenTables(tables, tablesUsed(draft), frozenThrough(tables, termOf(draft).until));
    return {
      kind: "open-signing",
      room: id,
      root: root as Hash,
      value: valueOf(draft) ?? value ?? null,
      effective_from,
      frozen: frozenJson(frozen),
    };
  }
}

/** Where somebody signs: a third party has a page of its own. */
function linkTo(origin: string, { room_id, state: { access } }: Room, party: string): string {
  const isThird = partyOf(access, party)?.side === "third-party";
  return isThird ? `${origin}/guest/${room_id}` : `${origin}/rooms/${room_id}/signing`;
}

function commandOf(request: Exclude<SigningActRequest, { act: "open-signing" }>): Command {
  switch (request.act) {
    case "state-decision": {
      const { act, body, paragraph = "", register_number, date, signer, deputy = null } = request;
      return { kind: act, body, paragraph, register_number, date, signer, deputy };
    }
    case "ask-signature":
      return { kind: request.act, id: randomUUID(), person: request.person, mandate: request.mandate };
    case "open-signature":
      return { kind: request.act, signature: request.signature };
    case "decline-signature":
      return {
        kind: request.act,
        signature: request.signature,
        points: request.points ?? [],
        reason: request.reason,
      };
    case "delegate-signature": {
      const { act, signature, to, mandate } = request;
      return { kind: act, signature, id: randomUUID(), to, mandate };
    }
    case "withdraw-signature":
      return { kind: request.act, signature: request.signature, reason: request.reason };
  }
}

/** A term's days, where it has them in the text. */
function termOf({ term }: Room["current"]["agreement"]): {
  readonly from: string | null;
  readonly until: string | null;
} {
  if (term === undefined || !("from" in term || "until" in term)) return { from: null, until: null };
  return { from: term.from ?? null, until: term.until ?? null };
}

function hashOf({ state: { access } }: Room, signing: Signing, signature: Signature): Hash {
  return bindingHash(bindingOf(signing, signature, partyOf(access, signature.party)?.points ?? []));
}

function standing(room: Room, by: Author): SigningResponse {
  const { access, negotiation, signing, preparation } = room.state;
  if (negotiation === null) throw new Refusal("no-draft");
  const today = todayIn(negotiation.draft.zone, new Date());
  // A third party sees what concerns its own signature: neither what the whole is worth nor who may bind the others.
  const isThird = partyOf(access, by.party)?.side === "third-party";
  const isSeen = (party: string): boolean => !isThird || party === by.party;
  const worth = isThird ? null : valueOf(negotiation.draft);
  const value = signing?.terms.value ?? valueOf(negotiation.draft);
  return {
    me: by.person,
    party: by.party,
    today,
    stage: negotiation.stage,
    head: room.head,
    root: draftRoot(negotiation),
    level: rulesOf(preparation).signatureLevel,
    not_before: notBefore(preparation),
    may_ask: permitted(access, by, "ask-signatures"),
    suggested: { value: worth, effective_from: termOf(negotiation.draft).from ?? today },
    stated_by: isThird ? null : (signing?.statedBy ?? null),
    terms: signing && termsJson(signing, isThird),
    parties: signers(access)
      .filter(({ key }) => isSeen(key))
      .map(({ key, side, name, publicBody, points }) => {
        const decision = signing?.decisions.find(({ party }) => party === key);
        return {
          key,
          side,
          name,
          public_body: publicBody,
          signed: signing !== null && hasSigned(signing, access.mandates, key),
          points: [...points],
          decision: decision ? withoutParty(decision) : null,
          people: access.people
            .filter(({ party, left }) => party === key && !left)
            .map(({ person, name: called }) => ({
              person,
              name: called,
              mandates: access.mandates
                .filter((mandate) => mandate.person === person && !mandate.revoked)
                .map((mandate) => ({
                  ...mandateJson(mandate),
                  lacks: mandateLacks(mandate, person, today, signing === null ? value : worthTo(access, key, signing)),
                })),
            })),
        };
      }),
    signatures: (signing?.signatures ?? [])
      .filter(({ party }) => isSeen(party))
      .map((signature) => ({
        id: signature.id,
        party: signature.party,
        person: signature.person,
        state: signature.state,
        mandate: signature.mandate,
        name: signature.name,
        means: signature.evidence?.kind ?? null,
        at: signature.signedAt,
        binding: hashOf(room, signing as Signing, signature),
      })),
    returned:
      signing?.returned && isSeen(signing.returned.party)
        ? { ...signing.returned, points: [...signing.returned.points] }
        : null,
  };
}

function termsJson(
  { terms: { version, root, value, effective_from, frozen } }: Signing,
  isThird: boolean,
): SigningResponse["terms"] {
  const { from, through, zones, holidays } = frozen as unknown as Frozen;
  return {
    version,
    root,
    value: isThird ? null : value,
    effective_from,
    frozen: {
      hash: hashJson(frozen as Json),
      from,
      through,
      zones: zones.map(({ name }) => name),
      holidays: holidays.map(({ country, days }) => ({ country, days: days.map(([date]) => date) })),
    },
  };
}

function withoutParty({ party: _, ...decision }: Signing["decisions"][number]) {
  return decision;
}

function mandateJson({ id, person, upTo, from, until, jointly, basis, givenBy }: Mandate) {
  return { id, up_to: upTo, from, until, jointly, basis, own_word: givenBy === person };
}
