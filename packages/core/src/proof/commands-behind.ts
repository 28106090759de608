/** Which commands a run of the journal may have come from. Whether one did is for the room's own decision to say (replay.ts). */
import { type Access, type AccessAct, accessActs } from "../access/access.ts";
import type { AccessCommand } from "../access/decide.ts";
import { isKindOf } from "../basics/kind.ts";
import type { NegotiationAct } from "../negotiation/negotiation.ts";
import { type SigningAct, signingActs } from "../negotiation/signing.ts";
import { type MilestoneMove, milestoneMoves } from "../preparation/milestones.ts";
import { type PreparationAct, preparationActs } from "../preparation/preparation.ts";
import type { Command } from "../room/decide.ts";
import type { JournalBody } from "../room/journal.ts";
import type { RoomState } from "../room/room.ts";

type ActOf<Kind extends JournalBody["kind"]> = Extract<JournalBody, { readonly kind: Kind }>;
type RoomAct = Exclude<JournalBody, AccessAct | PreparationAct | SigningAct | NegotiationAct>;

/** @param bodies what was written together, the first to be explained first; later ones may belong to the same command */
export function commandsBehind(state: RoomState, bodies: readonly JournalBody[]): readonly Command[] {
  const [first, ...rest] = bodies;
  if (first === undefined) return [];
  if (isKindOf(accessActs, first)) return behindAccess(state.access, first, rest);
  if (isKindOf(preparationActs, first)) return behindPreparing(first, rest);
  if (isKindOf(signingActs, first)) return behindSigning(first, rest);
  return behindRoom(state, first as RoomAct | NegotiationAct, rest);
}

function behindRoom(
  state: RoomState,
  first: RoomAct | NegotiationAct,
  rest: readonly JournalBody[],
): readonly Command[] {
  switch (first.kind) {
    case "room-added": {
      const { room, root, document, provider, customer } = first;
      const named = { providerName: first.provider_name, customerName: first.customer_name };
      const other = rest.findIndex(({ kind }) => kind !== "source-subscribed");
      const sources = rest.slice(0, other < 0 ? rest.length : other).flatMap(sourceIn);
      return [{ kind: "add-room", room, root, document, provider, customer, ...named, sources }];
    }
    case "source-subscribed": {
      // Whose a source is stands in no journal: it is the word of whoever kept the journal that it was one side's.
      const [owner = ""] = state.access.parties.map(({ key }) => key);
      return [{ kind: "subscribe", source: first.source, owner, parties: [owner] }];
    }
    case "statement-issued": {
      const { period, root, result, judged_at: judgedAt, positions, program } = first;
      return [{ kind: "issue-statement", period, root, result, judgedAt, positions, program }];
    }
    case "thread-message": {
      const { id, point, meaning, text, mentions } = first;
      return [{ kind: "write-message", id, point, meaning, text, mentions }];
    }
    default:
      return behindNegotiating(state, first, rest);
  }
}

function sourceIn(body: JournalBody): readonly string[] {
  return body.kind === "source-subscribed" ? [body.source] : [];
}

function behindAccess(access: Access, first: AccessAct, rest: readonly JournalBody[]): readonly AccessCommand[] {
  switch (first.kind) {
    case "third-party-added": {
      const { party, name, third_kind: thirdKind, points } = first;
      return [{ kind: "add-third-party", party, name, thirdKind, points }];
    }
    case "party-described":
      return [{ kind: "describe-party", name: first.name, publicBody: first.public_body }];
    case "invitation-sent":
      return [inviting(first)];
    case "invitation-revoked": {
      const sent = rest.find((body) => body.kind === "invitation-sent");
      return [{ kind: "revoke-invitation", invitation: first.id }, ...(sent ? [inviting(sent)] : [])];
    }
    case "person-joined":
      return joining(access, first);
    case "roles-set":
      return [{ kind: "set-roles", person: first.person, roles: first.roles }];
    case "person-left":
      return [{ kind: "leave", person: first.person, successor: first.successor }];
    case "deputy-named":
      return [{ kind: "name-deputy", person: first.person, deputy: first.deputy, awayUntil: first.away_until }];
    case "mandate-given": {
      const { id, person, up_to: upTo, from, until, jointly, basis } = first;
      return [{ kind: "give-mandate", id, person, upTo, from, until, jointly, basis }];
    }
    case "mandate-revoked":
      return [{ kind: "revoke-mandate", mandate: first.id }];
  }
}

function inviting(sent: ActOf<"invitation-sent">): AccessCommand {
  const { id, party, address, roles, token, expires_at: expiresAt } = sent;
  return { kind: "invite", id, party, address, roles, token, expiresAt };
}

/** By the link where the entry names an invitation; else as the first of all, or as a member of what the party is. */
function joining(access: Access, joined: ActOf<"person-joined">): readonly AccessCommand[] {
  const { person, name, address, roles, invitation } = joined;
  if (invitation === null)
    return [
      { kind: "enter-first", person, name, address, roles },
      { kind: "enter-as-member", person, name, address, roles },
    ];
  const found = access.invitations.find(({ id }) => id === invitation);
  return found ? [{ kind: "accept-invitation", token: found.token, person, name, address }] : [];
}

function behindPreparing(first: PreparationAct, rest: readonly JournalBody[]): readonly Command[] {
  switch (first.kind) {
    case "way-chosen":
      return [{ kind: "choose-way", way: first.way }];
    case "transcription-changed":
      return [{ kind: "transcribe", root: first.root, document: first.document }];
    case "transcription-confirmed":
      return [{ kind: "confirm-transcription", file: first.file, root: first.root }];
    case "background-shared": {
      const { id, item_kind, text, service } = first;
      return [{ kind: "share-background", id, item_kind, text, service }];
    }
    case "background-withdrawn":
      return [{ kind: "withdraw-background", id: first.id }];
    case "satisfaction-stated":
      return [{ kind: "state-satisfaction", satisfaction: first.satisfaction, words: first.words }];
    case "understanding-proposed":
      return [{ kind: "propose-understanding", lines: first.lines }];
    case "understanding-agreed":
      return [{ kind: "agree-understanding", hash: first.hash }];
    case "understanding-skipped":
      return [{ kind: "skip-understanding" }];
    case "milestone-set": {
      const { id, title, party, person, due, after, gate } = first;
      return [{ kind: "set-milestone", id, title, party, person, due, after, gate }];
    }
    case "milestone-moved":
      return movesTo(first.to).map((move) => ({ kind: "move-milestone", id: first.id, move, words: first.words }));
    case "milestone-cancel-asked": {
      const moved = rest.find((body) => body.kind === "milestone-moved" && body.id === first.id);
      const words = moved?.kind === "milestone-moved" ? moved.words : "";
      return [{ kind: "move-milestone", id: first.id, move: "cancel", words }];
    }
  }
}

function movesTo(state: string): readonly Exclude<MilestoneMove, "set">[] {
  const acts = milestoneMoves.moves.filter(({ to }) => to === state).map(({ act }) => act);
  return [...new Set(acts)].filter((act) => act !== "set");
}

function behindNegotiating(state: RoomState, first: NegotiationAct, rest: readonly JournalBody[]): readonly Command[] {
  switch (first.kind) {
    case "draft-opened":
      return [{ kind: "open-draft", agreement: first.agreement, parties: first.parties }];
    // One yes to many points is as many answers, and each of them could be given by itself.
    case "point-answered": {
      const { point, meaning, satisfaction, reason } = first;
      return [{ kind: "answer-point", point, meaning, satisfaction, reason }];
    }
    case "point-set-aside":
      return [{ kind: "set-point-aside", point: first.point, until: first.until }];
    case "proposal-sent":
    case "point-proposed":
    case "removal-proposed":
      return [proposing(first, null)];
    case "proposal-moved":
      return behindProposal(state, first, rest);
    case "lock-asked":
      return [{ kind: "lock", root: first.root }];
    case "stage-moved":
      return [
        { kind: "unlock", reason: first.reason },
        { kind: "abandon", reason: first.reason },
      ];
  }
}

type Sent = ActOf<"proposal-sent"> | ActOf<"point-proposed"> | ActOf<"removal-proposed">;

function proposing(sent: Sent, counters: string | null): Command {
  const { id, because } = sent;
  switch (sent.kind) {
    case "proposal-sent":
      return { kind: "propose", id, point: sent.point, replaces: sent.replaces, body: sent.body, because, counters };
    case "point-proposed":
      return { kind: "propose-point", id, section: sent.section, body: sent.body, because, counters };
    case "removal-proposed":
      return { kind: "propose-removal", id, point: sent.point, replaces: sent.replaces, because, counters };
  }
}

function isSent(body: JournalBody): body is Sent {
  return body.kind === "proposal-sent" || body.kind === "point-proposed" || body.kind === "removal-proposed";
}

/** A proposal is moved by an answer to it, or by a newer one, which stands after those that it takes the place of. */
function behindProposal(
  { negotiation }: RoomState,
  first: ActOf<"proposal-moved">,
  rest: readonly JournalBody[],
): readonly Command[] {
  const { id } = first;
  switch (first.to) {
    case "accepted": {
      const meaning = negotiation?.proposals.find((proposal) => proposal.id === id)?.meaning;
      return meaning === undefined ? [] : [{ kind: "accept-proposal", proposal: id, meaning }];
    }
    case "declined":
      return [{ kind: "decline-proposal", proposal: id, reason: first.answer ?? "" }];
    case "withdrawn":
      return [{ kind: "withdraw-proposal", proposal: id }];
    case "superseded":
    case "countered": {
      const sent = rest.find(isSent);
      const countered = [first, ...rest].find((body) => body.kind === "proposal-moved" && body.to === "countered");
      return sent ? [proposing(sent, countered?.kind === "proposal-moved" ? countered.id : null)] : [];
    }
    // Neither begins anything: what is sent is a proposal of its own, and one lapses because another was accepted.
    case "sent":
    case "lapsed":
      return [];
  }
}

function behindSigning(first: SigningAct, rest: readonly JournalBody[]): readonly Command[] {
  switch (first.kind) {
    case "signing-opened":
      return [opening(first)];
    case "decision-stated": {
      const { body, paragraph, register_number, date, signer, deputy } = first;
      return [{ kind: "state-decision", body, paragraph, register_number, date, signer, deputy }];
    }
    case "signature-requested":
      return [{ kind: "ask-signature", id: first.id, person: first.person, mandate: first.mandate }];
    case "signature-moved":
      return behindSignature(first, rest);
    case "signed": {
      const { id: signature, binding, name, evidence } = first;
      return [{ kind: "sign", signature, binding, name, evidence }];
    }
    case "agreement-signed":
      return []; // the last signature says it
  }
}

function opening({ room, root, value, effective_from, frozen }: ActOf<"signing-opened">): Command {
  return { kind: "open-signing", room, root, value, effective_from, frozen };
}

function behindSignature(first: ActOf<"signature-moved">, rest: readonly JournalBody[]): readonly Command[] {
  const { id: signature, points, reason } = first;
  switch (first.to) {
    case "opened":
      return [{ kind: "open-signature", signature }];
    case "declined":
      return [{ kind: "decline-signature", signature, points, reason }];
    case "withdrawn":
      return [{ kind: "withdraw-signature", signature, reason }];
    case "delegated": {
      const heir = rest.find((body) => body.kind === "signature-requested");
      return heir
        ? [{ kind: "delegate-signature", signature, id: heir.id, to: heir.person, mandate: heir.mandate }]
        : [];
    }
    // Requests of an earlier round end where the signing is opened anew; by an unlocking or a no they stand after it.
    case "void": {
      const opened = rest.find((body) => body.kind === "signing-opened");
      return opened ? [opening(opened)] : [];
    }
    case "requested":
    case "signed":
      return [];
  }
}
