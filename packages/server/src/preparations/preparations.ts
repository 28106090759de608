/** What comes before a room's text: every act of it, and where it stands for the one who asks. */
import { randomBytes } from "node:crypto";
import type { PreparationActRequest, PreparationResponse } from "@overens/api";
import {
  type Author,
  adoptionState,
  type BackgroundItem,
  type Command,
  confirmationsOf,
  daysOverdue,
  type Hash,
  hashText,
  isPrepared,
  type Language,
  type PrivateCommand,
  type PrivateState,
  readiness,
  rootOf,
  type SharedItem,
  standardUnderstanding,
  textIn,
  type Understanding,
  type UnderstandingLine,
  understandingState,
  unmatched,
} from "@overens/core";
import type pg from "pg";
import type { Database } from "../database/database.ts";
import { Refusal } from "../refusal.ts";
import { agreementOf, todayIn } from "../rooms/agreements.ts";
import { commit, commitPrivately, laneOf } from "../rooms/commit.ts";
import type { Room, Rooms } from "../rooms/rooms.ts";
import * as roomStore from "../rooms/store.ts";
import type { Announcer } from "../sources/announce.ts";
import type { Evidence } from "./evidence.ts";

type Side = "provider" | "customer";
type Private = Extract<PreparationActRequest, { act: "note-background" | "remove-background" }>;
type Shared = Exclude<PreparationActRequest, Private>;

export type Preparations = ReturnType<typeof preparations>;

export function preparations(
  database: Database,
  rooms: Rooms,
  evidence: Evidence,
  announce: Pick<Announcer, "announce">,
) {
  const inRoom = <T>(by: Author, room: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
    database.inContext({ person: by.person, party: by.party, rooms: [room], sources: [] }, work);

  const read = async (by: Author, id: string): Promise<PreparationResponse> => {
    const room = await rooms.open(by.party, id);
    const lane = await inRoom(by, id, (client) => laneOf(client, id, by.party));
    return standing(room, lane, by.party);
  };

  const actShared = async (by: Author, id: string, request: Shared, language: Language): Promise<void> => {
    if (request.act === "transcribe") await transcribe(by, id, request.agreement, language);
    else {
      const command = await commandOf(by, id, request);
      await inRoom(by, id, (client) => commit(client, id, command, by, shownIn(request)));
    }
    announce.announce(id);
  };

  /** Another text beside the adopted file: what is computed from now on, and what both are asked to confirm. */
  const transcribe = async (by: Author, id: string, text: string, language: Language): Promise<void> => {
    const agreement = agreementOf(text, language);
    const root = rootOf(agreement);
    const name = textIn(agreement.title, language);
    await inRoom(by, id, async (client) => {
      await commit(client, id, { kind: "transcribe", root, document: hashText(text) }, by);
      await roomStore.updateText(client, id, { agreement: text, root, name });
    });
  };

  const commandOf = async (
    by: Author,
    id: string,
    request: Exclude<Shared, { act: "transcribe" }>,
  ): Promise<Command> => {
    switch (request.act) {
      case "choose-way":
        return { kind: request.act, way: await wayOf(by, id, request.way) };
      case "confirm-transcription":
        return { kind: request.act, file: request.file as Hash, root: request.root as Hash };
      case "share-background": {
        const lane = await inRoom(by, id, (client) => laneOf(client, id, by.party));
        const item = lane.background.find((found) => found.id === request.id);
        if (item === undefined) throw new Refusal("no-such-item");
        return { kind: request.act, ...item };
      }
      case "withdraw-background":
        return { kind: request.act, id: request.id };
      case "state-satisfaction":
        return { kind: request.act, satisfaction: request.satisfaction, words: request.words ?? "" };
      case "propose-understanding":
        return { kind: request.act, lines: request.lines as readonly UnderstandingLine[] };
      case "agree-understanding":
        return { kind: request.act, hash: request.hash as Hash };
      case "skip-understanding":
        return { kind: request.act };
      case "set-milestone": {
        const { id: known = freshId("m"), title, side, person = null, due, after = [], gate = false } = request;
        const room = await rooms.open(by.party, id);
        return { kind: request.act, id: known, title, party: room[side], person, due, after, gate };
      }
      case "move-milestone":
        return { kind: request.act, id: request.id, move: request.move, words: request.words ?? "" };
    }
  };

  const wayOf = async (by: Author, id: string, way: Extract<Shared, { act: "choose-way" }>["way"]) => {
    if (way.kind !== "adopted") return way;
    const { name, size, hash } = await evidence.named(by.party, id, way.file as Hash);
    return { kind: way.kind, file: { name, hash, size, date: way.date, signers: way.signers } };
  };

  return {
    read,
    act: async (
      by: Author,
      id: string,
      request: PreparationActRequest,
      language: Language,
    ): Promise<PreparationResponse> => {
      if (request.act === "note-background" || request.act === "remove-background")
        await inRoom(by, id, (client) => commitPrivately(client, id, privateOf(request), by));
      else await actShared(by, id, request, language);
      return read(by, id);
    },
  };
}

function privateOf(request: Private): PrivateCommand {
  if (request.act === "remove-background") return { kind: request.act, id: request.id };
  const { id = freshId("b"), item_kind, text, service = null } = request;
  return { kind: request.act, id, item_kind, text, service };
}

/** The hash of what was on the screen, where an act answers one. */
function shownIn(request: Shared): Hash | null {
  if (request.act === "agree-understanding") return request.hash as Hash;
  return request.act === "confirm-transcription" ? (request.root as Hash) : null;
}

/** A name that a point may have too. */
function freshId(letter: string): string {
  return `${letter}-${randomBytes(5).toString("hex")}`;
}

function standing(room: Room, lane: PrivateState, party: string): PreparationResponse {
  const { preparation, access, negotiation } = room.state;
  const sideOf = (who: string): Side => (who === room.provider ? "provider" : "customer");
  const today = todayIn(room.current.agreement.zone, new Date());
  const version = (found: Understanding | null): PreparationResponse["understanding"]["agreed"] =>
    found && {
      lines: found.lines.map(lineJson),
      hash: found.hash,
      proposed_by: sideOf(found.proposed_by),
      yes: found.yes.map(sideOf),
    };
  const { needs, points } = unmatched(negotiation?.draft ?? room.current.agreement, preparation.background);
  const ready = readiness(preparation.milestones);
  return {
    side: sideOf(party),
    today,
    root: room.root,
    way: wayJson(room, sideOf),
    understanding: {
      state: understandingState(preparation),
      standard: standardUnderstanding.map(lineJson),
      agreed: version(preparation.agreed),
      proposed: version(preparation.proposed),
      earlier: preparation.superseded.length,
      skipping: preparation.skipping.map(sideOf),
    },
    may_begin: isPrepared(preparation),
    own: lane.background.map((item) => ({ ...item, shared: sharedAs(item, preparation.background) })),
    shared: preparation.background.map(({ party: whose, ...item }) => ({ ...item, side: sideOf(whose) })),
    needs_without_point: [...needs],
    points_without_need: [...points],
    satisfactions: preparation.satisfactions.map(({ party: whose, ...said }) => ({ ...said, side: sideOf(whose) })),
    people: access.people
      .filter((found) => !found.left && (found.party === room.provider || found.party === room.customer))
      .map(({ person, name, party: whose }) => ({ person, name, side: sideOf(whose) })),
    milestones: preparation.milestones.map(({ party: whose, cancelling, after, ...milestone }) => ({
      ...milestone,
      after: [...after],
      side: sideOf(whose),
      days_overdue: daysOverdue(milestone, today),
      cancelling: cancelling.map(sideOf),
    })),
    readiness: { gates: ready.gates, passed: ready.passed, is_ready: ready.isReady },
  };
}

function wayJson(room: Room, sideOf: (who: string) => Side): PreparationResponse["way"] {
  const { preparation, signing } = room.state;
  const { way, confirmations } = preparation;
  if (way.kind === "procured") return { ...way, open_points: [...way.open_points] };
  if (way.kind === "new") return way;
  const root = room.state.root;
  const sides = [room.provider, room.customer];
  const state = adoptionState(way, confirmations, root, sides, signing?.isComplete ?? false) ?? "not-confirmed";
  return {
    kind: way.kind,
    file: { ...way.file, signers: [...way.file.signers] },
    state,
    confirmed_by: confirmationsOf(way.file, confirmations, root).map(({ party }) => sideOf(party)),
    prevails: state === "amended" ? "text" : "file",
  };
}

function lineJson({
  id,
  part,
  text,
  value,
}: UnderstandingLine): PreparationResponse["understanding"]["standard"][number] {
  return { id, part, text, value };
}

function sharedAs(item: BackgroundItem, shared: readonly SharedItem[]): "no" | "yes" | "in-other-words" {
  const found = shared.find(({ id, withdrawn }) => id === item.id && !withdrawn);
  if (found === undefined) return "no";
  const isSame = found.text === item.text && found.item_kind === item.item_kind && found.service === item.service;
  return isSame ? "yes" : "in-other-words";
}
