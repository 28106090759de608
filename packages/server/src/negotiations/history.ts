/** A draft, or a proposal beside it, tried on the facts at hand. */
import type { HistoryResponse } from "@overens/api";
import {
  type Agreement,
  amountText,
  compared,
  historyOf,
  instant,
  type Money,
  type Replay,
  replayed,
  withProposal,
  zoneOf,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { Refusal } from "../refusal.ts";
import { wordsOf } from "../rooms/agreements.ts";
import type { Rooms } from "../rooms/rooms.ts";

type Tried = HistoryResponse["before"];

/** @param proposal its id; null: the draft alone */
export async function history(
  rooms: Rooms,
  party: string,
  id: string,
  proposal: string | null,
): Promise<HistoryResponse> {
  const { room, facts } = await rooms.look(party, id);
  const { negotiation } = room.state;
  if (negotiation === null) throw new Refusal("no-draft");
  const { draft } = negotiation;
  const found = proposal === null ? null : negotiation.proposals.find((sent) => sent.id === proposal);
  if (found === undefined) throw new Refusal("no-such-proposal");
  const next = found === null ? null : withProposal(draft, found);
  if (found !== null && next === null) throw new Refusal("does-not-fit");
  const tables = timeTables();
  const zone = zoneOf(draft, tables);
  const now = instant(Date.now());
  const months = zone === null ? [] : historyOf(facts, zone, now);
  const tried =
    next === null ? replayed(draft, facts, tables, months, now) : compared(draft, next, facts, tables, months, now);
  if (!tried.ok) throw new Refusal("no-result", wordsOf(tried.problems, "en"));
  const before = "before" in tried.value ? tried.value.before : tried.value;
  const after = "before" in tried.value ? tried.value.after : null;
  return {
    from: months[0]?.label ?? null,
    until: months.at(-1)?.label ?? null,
    before: wholeOf(before),
    after: after && wholeOf(after),
    objectives: objectivesOf(draft, next, before, after),
    unknown: [...(after ?? before).unknown],
    fees:
      "fees" in tried.value
        ? tried.value.fees.map(({ per, before: old, after: asked }) => ({ per, before: text(old), after: text(asked) }))
        : [],
    rests_on: (after ?? before).restsOn.map((source) => ({ ...source })),
  };
}

function objectivesOf(
  draft: Agreement,
  next: Agreement | null,
  before: Replay,
  after: Replay | null,
): HistoryResponse["objectives"] {
  const ids = new Set([...draft.objectives, ...(next?.objectives ?? [])].map(({ id }) => id));
  const of = (replay: Replay | null, id: string): Tried | null => {
    const found = replay?.objectives.find(({ objective }) => objective === id);
    return found ? { missed: found.missed, known: found.known, remedies: found.remedies.map(text) } : null;
  };
  return [...ids].map((id) => ({ id, before: of(before, id), after: of(after, id) }));
}

function wholeOf({ missed, periods, remedies }: Replay): Tried {
  const known = periods.filter(({ lines }) => lines.some(({ verdict }) => verdict !== "unknown")).length;
  return { missed, known, remedies: remedies.map(text) };
}

function text(money: Money): string {
  return `${amountText(money)} ${money.currency}`;
}
