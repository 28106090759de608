/** Negotiating a room's agreement: opening the draft, acting on it, and where it stands. */
import { randomUUID } from "node:crypto";
import type { NegotiationActRequest, NegotiationResponse } from "@overens/api";
import {
  type Agreement,
  type Author,
  type Command,
  draftRoot,
  type Hash,
  type Json,
  meaningsOf,
  type Negotiation,
  rulesOf,
  standingPoints,
  withBackground,
} from "@overens/core";
import type { Database } from "../database/database.ts";
import { Refusal } from "../refusal.ts";
import { type Committed, commit, remember } from "../rooms/commit.ts";
import type { Room, Rooms } from "../rooms/rooms.ts";
import type { Announcer } from "../sources/announce.ts";

type Side = "provider" | "customer";

export type Negotiations = ReturnType<typeof negotiations>;

export function negotiations(database: Database, rooms: Rooms, announce: Pick<Announcer, "announce">) {
  const run = async (by: Author, room: string, command: Command, shown: Hash | null): Promise<Committed> => {
    const context = { person: by.person, party: by.party, rooms: [room], sources: [] };
    const committed = await database.inContext(context, (client) => commit(client, room, command, by, shown));
    remember(room, committed);
    announce.announce(room);
    return committed;
  };

  const read = async (party: string, id: string): Promise<NegotiationResponse> => {
    const room = await rooms.open(party, id);
    if (room.state.negotiation === null) throw new Refusal("no-draft");
    return standing(room, room.state.negotiation, party);
  };

  return {
    read,
    /** Makes a draft of the agreement as the room has it; the text in force stays what it is. */
    open: async (by: Author, id: string): Promise<NegotiationResponse> => {
      const { party } = by;
      const room = await rooms.open(party, id);
      await run(
        by,
        id,
        { kind: "open-draft", agreement: withNeeds(room) as unknown as Json, parties: [room.provider, room.customer] },
        null,
      );
      return read(party, id);
    },
    act: async (by: Author, id: string, request: NegotiationActRequest): Promise<NegotiationResponse> => {
      const { command, shown } = commandOf(request);
      const committed = await run(by, id, command, shown);
      if (committed.state.negotiation === null) throw new Refusal("no-draft");
      return standing(committed, committed.state.negotiation, by.party);
    },
  };
}

/** The agreement with what both have shared of their background, so that its points can say because of what. */
function withNeeds({ current: { agreement }, state, provider }: Room): Agreement {
  return withBackground(agreement, state.preparation.background, (party) => {
    const side = party === provider ? "provider" : "customer";
    return agreement.parties.find(({ role }) => role === side)?.id;
  });
}

/** The request as a command, and the hash of what was on the screen. */
export function commandOf(request: NegotiationActRequest): { readonly command: Command; readonly shown: Hash | null } {
  switch (request.act) {
    case "answer-point":
      return {
        command: {
          kind: request.act,
          point: request.point,
          meaning: request.meaning as Hash,
          satisfaction: request.satisfaction,
          reason: request.reason ?? "",
        },
        shown: request.meaning as Hash,
      };
    case "accept-points":
      return {
        command: {
          kind: request.act,
          points: request.points.map(({ point, meaning }) => ({ point, meaning: meaning as Hash })),
        },
        shown: null,
      };
    case "set-point-aside":
      return { command: { kind: request.act, point: request.point, until: request.until }, shown: null };
    case "propose":
      return {
        command: {
          kind: request.act,
          id: randomUUID(),
          point: request.point,
          replaces: request.replaces as Hash,
          body: request.body as Json,
          because: request.because ?? "",
          counters: request.counters ?? null,
        },
        shown: request.replaces as Hash,
      };
    case "propose-point":
      return {
        command: {
          kind: request.act,
          id: randomUUID(),
          section: request.section,
          body: request.body as Json,
          because: request.because ?? "",
          counters: request.counters ?? null,
        },
        shown: null,
      };
    case "propose-removal":
      return {
        command: {
          kind: request.act,
          id: randomUUID(),
          point: request.point,
          replaces: request.replaces as Hash,
          because: request.because ?? "",
          counters: request.counters ?? null,
        },
        shown: request.replaces as Hash,
      };
    case "accept-proposal":
      return {
        command: { kind: request.act, proposal: request.proposal, meaning: request.meaning as Hash },
        shown: request.meaning as Hash,
      };
    case "decline-proposal":
      return { command: { kind: request.act, proposal: request.proposal, reason: request.reason }, shown: null };
    case "withdraw-proposal":
      return { command: { kind: request.act, proposal: request.proposal }, shown: null };
    case "lock":
      return { command: { kind: request.act, root: request.root as Hash }, shown: request.root as Hash };
    case "unlock":
    case "abandon":
      return { command: { kind: request.act, reason: request.reason }, shown: null };
  }
}

function standing(room: Pick<Room, "head" | "state">, state: Negotiation, party: string): NegotiationResponse {
  const { parties } = room.state.access;
  const provider = parties.find(({ side }) => side === "provider")?.key;
  const sideOf = (who: string): Side => (who === provider ? "provider" : "customer");
  const meanings = meaningsOf(state.draft);
  return {
    side: sideOf(party),
    stage: state.stage,
    root: draftRoot(state),
    head: room.head,
    draft: state.draft as unknown as Record<string, unknown>,
    points: standingPoints(state, parties).map((point) => ({
      ...point,
      thirds: parties
        .filter(({ side, points }) => side === "third-party" && points.includes(point.id))
        .map(({ key, name }) => {
          const said = state.answers.find((answer) => answer.point === point.id && answer.party === key);
          const { satisfaction = null, reason = "" } = said ?? {};
          return { name, satisfaction, reason, stale: said !== undefined && said.meaning !== point.meaning };
        }),
      answers: state.answers
        .filter((answer) => answer.point === point.id && state.parties.includes(answer.party))
        .map(({ party: who, satisfaction, reason, meaning }) => ({
          side: sideOf(who),
          satisfaction,
          reason,
          stale: meaning !== meanings.get(point.id),
        })),
    })),
    proposals: state.proposals.map(({ party: who, ...proposal }) => ({
      ...proposal,
      side: sideOf(who),
      body: proposal.body as Record<string, unknown> | null,
    })),
    locking: state.locking.map(sideOf),
    scale: rulesOf(room.state.preparation).scale,
  };
}
