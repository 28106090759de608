/** A command becomes entries of the journal, or is refused with the reason. Nothing else writes a room. */
import type { Agreement } from "../agreement/agreement.ts";
import type { Hash } from "../basics/hash.ts";
import { decideNegotiation, type NegotiationCommand, type NegotiationRefusal } from "../negotiation/decide.ts";
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
      readonly result: Hash;
      readonly judgedAt: string;
      readonly positions: readonly Position[];
      readonly program: string;
    }
  | NegotiationCommand;

/** Who commands, and what the core cannot look up itself. */
export type Commander = {
  readonly party: string /** Whether a draft has no error, by the tables that the caller holds. */;
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
        | NegotiationRefusal;
    };

export function decide(state: RoomState, command: Command, by: Commander): Decided {
  if (command.kind === "add-room")
    return state.root === null ? { entries: added(command) } : { refused: "room-exists" };
  if (state.root === null) return { refused: "no-room" };
  switch (command.kind) {
    case "subscribe":
      if (state.sources.includes(command.source)) return { refused: "already-subscribed" };
      if (!command.parties.includes(command.owner)) return { refused: "not-your-source" };
      if (state.sources.some((source) => sourceName(source) === sourceName(command.source)))
        return { refused: "name-taken" };
      return { entries: [{ kind: "source-subscribed", source: command.source }] };
    case "issue-statement": {
      const before = statementOf(state, command.period);
      if (before?.result === command.result) return { refused: "nothing-new" };
      const { period, result, judgedAt, positions, program } = command;
      return {
        entries: [
          {
            kind: "statement-issued",
            period,
            number: (before?.number ?? 0) + 1,
            result,
            judged_at: judgedAt,
            positions,
            program,
          },
        ],
      };
    }
    default: {
      const decided = decideNegotiation(state.negotiation, command, by.party, by.checked);
      return "refused" in decided ? decided : { entries: decided.acts };
    }
  }
}

function added({
  room,
  root,
  document,
  provider,
  customer,
  sources,
}: Extract<Command, { readonly kind: "add-room" }>): readonly JournalBody[] {
  return [
    { kind: "room-added", room, root, document, provider, customer },
    ...sources.map((source): JournalBody => ({ kind: "source-subscribed", source })),
  ];
}

/** The name by which facts know their source: what follows the owner in the log's name. */
export function sourceName(log: string): string {
  return log.slice(log.indexOf(".") + 1);
}
