/** A command becomes entries of the journal, or is refused with the reason. Nothing else writes a room. */

import { partyOf } from "../access/access.ts";
import {
  type AccessCommand,
  type AccessRefusal,
  type Actor,
  accessCommands,
  decideAccess,
  permitted,
} from "../access/decide.ts";
import type { Right } from "../access/role.ts";
import type { Agreement } from "../agreement/agreement.ts";
import type { Hash } from "../basics/hash.ts";
import { isKindOf } from "../basics/kind.ts";
import { decideMessage, type ThreadCommand, type ThreadRefusal } from "../conversation/shared-thread.ts";
import { decideNegotiation, type NegotiationCommand, type NegotiationRefusal } from "../negotiation/decide.ts";
import {
  decideSigning,
  type SigningCommand,
  type SigningRefusal,
  type SigningRules,
  signingCommands,
  unasked,
} from "../negotiation/decide-signing.ts";
import { meaningsOf } from "../negotiation/negotiation.ts";
import {
  decidePreparation,
  draftWaits,
  type PreparationCommand,
  type PreparationRefusal,
  preparationCommands,
} from "../preparation/decide.ts";
import { notBefore, openPoints, rulesOf } from "../preparation/preparation.ts";
import { firstDayOf } from "../time/period.ts";
import type { JournalBody, Position } from "./journal.ts";
import { type RoomState, statementOf } from "./room.ts";

export type Command =
  | {
      readonly kind: "add-room";
      readonly room: string;
      readonly root: Hash;
      readonly document: Hash;
      readonly provider: string;
      readonly customer: string;
      readonly providerName: string;
      readonly customerName: string;
      readonly sources: readonly string[];
    }
  | {
      readonly kind: "subscribe";
      readonly source: string /** The organisation whose source it is. */;
      readonly owner: string;
      readonly parties: readonly string[];
    }
  | {
      readonly kind: "issue-statement";
      readonly period: string;
      /** Of the text that the result was computed by. */
      readonly root: Hash;
      readonly result: Hash;
      readonly judgedAt: string;
      readonly positions: readonly Position[];
      readonly program: string;
    }
  | AccessCommand
  | PreparationCommand
  | ThreadCommand
  | NegotiationCommand
  | SigningCommand;

/** Who commands, and what the core cannot look up itself. */
export type Commander = Actor & {
  /** Whether a draft has no error, by the tables that the caller holds. */
  readonly checked: (draft: Agreement) => boolean;
};

export type Decided =
  | { readonly entries: readonly JournalBody[] }
  | {
      readonly refused:
        | "room-exists"
        | "no-room"
        | "already-subscribed"
        | "name-taken"
        | "not-your-source"
        | "nothing-new"
        | AccessRefusal
        | PreparationRefusal
        | ThreadRefusal
        | NegotiationRefusal
        | SigningRefusal;
    };

/** What each command asks of whoever gives it; commands about people, preparation and signatures say so themselves. */
const rights: Readonly<
  Record<Exclude<Command, AccessCommand | PreparationCommand | ThreadCommand | SigningCommand>["kind"], Right | null>
> = {
  "add-room": null,
  subscribe: "issue",
  "issue-statement": "issue",
  "open-draft": "negotiate",
  "answer-point": "negotiate",
  "accept-points": "negotiate",
  "set-point-aside": "negotiate",
  propose: "negotiate",
  "propose-point": "negotiate",
  "propose-removal": "negotiate",
  "accept-proposal": "negotiate",
  "decline-proposal": "negotiate",
  "withdraw-proposal": "negotiate",
  lock: "negotiate",
  unlock: "negotiate",
  abandon: "negotiate",
};

/** Commands of the two sides alone, whatever role somebody has with a third party. */
const ofTheSides: ReadonlySet<Command["kind"]> = new Set(["subscribe", "issue-statement", "open-draft"]);

export function decide(state: RoomState, command: Command, by: Commander): Decided {
  if (command.kind === "add-room")
    return state.root === null ? { entries: added(command) } : { refused: "room-exists" };
  if (state.root === null) return { refused: "no-room" };
  if (isKindOf(accessCommands, command)) {
    if (bindsAfterLock(state, command)) return { refused: "not-from-here" };
    const decided = decideAccess(state.access, command, by);
    return "refused" in decided ? decided : { entries: decided.acts };
  }
  if (isKindOf(preparationCommands, command)) {
    const { access, root, negotiation, statements } = state;
    const around = { access, root, hasDraft: negotiation !== null, hasStatements: statements.length > 0 };
    const decided = decidePreparation(state.preparation, around, command, by);
    return "refused" in decided ? decided : { entries: decided.acts };
  }
  if (command.kind === "write-message") {
    if (state.negotiation === null) return { refused: "no-draft" };
    const around = { access: state.access, points: meaningsOf(state.negotiation.draft) };
    const decided = decideMessage(state.conversation, around, command, by);
    return "refused" in decided ? decided : { entries: decided.acts };
  }
  if (isKindOf(signingCommands, command)) return decidedSigning(state, command, by);
  const right = rights[command.kind];
  if (right !== null && !permitted(state.access, by, right)) return { refused: "not-your-role" };
  if (ofTheSides.has(command.kind) && partyOf(state.access, by.party)?.side === "third-party")
    return { refused: "not-a-party" };
  switch (command.kind) {
    case "subscribe":
      if (state.sources.includes(command.source)) return { refused: "already-subscribed" };
      if (!command.parties.includes(command.owner)) return { refused: "not-your-source" };
      if (state.sources.some((source) => sourceName(source) === sourceName(command.source)))
        return { refused: "name-taken" };
      return { entries: [{ kind: "source-subscribed", source: command.source }] };
    case "issue-statement": {
      const before = statementOf(state, command.period);
      if (state.root !== command.root && !state.versions.some(({ root }) => root === command.root))
        return { refused: "changed-meanwhile" };
      if (before?.result === command.result) return { refused: "nothing-new" };
      const { period, root, result, judgedAt, positions, program } = command;
      return {
        entries: [
          {
            kind: "statement-issued",
            period,
            number: (before?.number ?? 0) + 1,
            root,
            result,
            judged_at: judgedAt,
            positions,
            program,
          },
        ],
      };
    }
    default: {
      const kept = againstPreparation(state, command, by.party);
      if (kept !== null) return { refused: kept };
      const decided = decideNegotiation(state.negotiation, command, by.party, by.checked, state.access.parties);
      if ("refused" in decided) return decided;
      return { entries: command.kind === "unlock" ? [...decided.acts, ...unasked(state.signing)] : decided.acts };
    }
  }
}

/** What both have locked binds nobody who has not said yes to it: a third party is bound before the lock, or once it is opened again. */
function bindsAfterLock({ negotiation }: RoomState, command: AccessCommand): boolean {
  const isClosed = negotiation !== null && negotiation.stage !== "negotiating";
  return command.kind === "add-third-party" && command.points.length > 0 && isClosed;
}

/** Why what was settled before the text stands against a command, or null. */
function againstPreparation(
  { preparation, access, negotiation }: RoomState,
  command: NegotiationCommand,
  party: string,
): PreparationRefusal | null {
  if (command.kind === "open-draft") return draftWaits(preparation, access);
  const rules = rulesOf(preparation);
  if (command.kind === "answer-point" && rules.scale === "two" && command.satisfaction === "can-live-with-it")
    return "not-in-scale";
  if (command.kind !== "propose" && command.kind !== "propose-point" && command.kind !== "propose-removal") return null;
  const open = openPoints(preparation);
  if (open !== null && (command.kind === "propose-point" || !open.includes(command.point))) return "point-fixed";
  const { mayPropose, turns } = rules;
  if (mayPropose !== "both" && partyOf(access, party)?.side !== mayPropose) return "not-yours";
  // One at a time: what the other side has proposed is answered, by a counter-proposal too, before one's own turn comes.
  const waits = negotiation?.proposals.some((sent) => sent.state === "sent" && sent.party !== party) ?? false;
  return turns === "turns" && waits && command.counters === null ? "not-your-turn" : null;
}

function decidedSigning(
  { negotiation, signing, access, preparation, statements }: RoomState,
  command: SigningCommand,
  by: Commander,
): Decided {
  if (negotiation === null) return { refused: "no-draft" };
  const rules: SigningRules = {
    notBefore: notBefore(preparation),
    level: rulesOf(preparation).signatureLevel,
    issuedFrom: statements.map(({ period }) => firstDayOf(period)),
  };
  const decided = decideSigning({ negotiation, signing, access, rules }, command, by);
  return "refused" in decided ? decided : { entries: decided.acts };
}

function added(command: Extract<Command, { readonly kind: "add-room" }>): readonly JournalBody[] {
  const { room, root, document, provider, customer, providerName, customerName, sources } = command;
  return [
    {
      kind: "room-added",
      room,
      root,
      document,
      provider,
      customer,
      provider_name: providerName,
      customer_name: customerName,
    },
    ...sources.map((source): JournalBody => ({ kind: "source-subscribed", source })),
  ];
}

/** The name by which facts know their source: what follows the owner in the log's name. */
export function sourceName(log: string): string {
  return log.slice(log.indexOf(".") + 1);
}
