/** Approval inside a party: asking one's own approver, answering, and giving the other side what was approved. */
import { randomUUID } from "node:crypto";
import type { ApprovableRequest, ApprovalActRequest, ApprovalsResponse } from "@overens/api";
import {
  type Access,
  type ApprovableAct,
  type Approval,
  type Author,
  approvalStanding,
  type Hash,
  internalReaders,
  type Language,
  type PrivateCommand,
  permitted,
  roleMay,
} from "@overens/core";
import type pg from "pg";
import type { Database } from "../database/database.ts";
import type { Caller } from "../mail/call.ts";
import { approvalAnswerLetter, approvalLetter } from "../mail/call-letters.ts";
import type { Words } from "../mail/letters.ts";
import { commandOf } from "../negotiations/negotiations.ts";
import { commitApproved, commitPrivately, laneOf } from "../rooms/commit.ts";
import { ownLane, type Rooms } from "../rooms/rooms.ts";
import type { Announcer } from "../sources/announce.ts";

export type Approvals = ReturnType<typeof approvals>;

export function approvals(database: Database, rooms: Rooms, call: Caller, announce: Pick<Announcer, "announce">) {
  const inRoom = <T>(by: Author, room: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
    database.inContext({ person: by.person, party: by.party, rooms: [room], sources: [] }, work);

  const read = async (by: Author, id: string): Promise<ApprovalsResponse> => {
    const { state } = await rooms.open(by.party, id);
    const { access, negotiation } = state;
    const lane = await inRoom(by, id, (client) => laneOf(client, id, by.party));
    return {
      me: by.person,
      may_ask: by.person !== null && permitted(access, by, "negotiate"),
      approvers: internalReaders(access, by.party)
        .filter(({ person, roles }) => person !== by.person && roleMay(roles, "approve"))
        .map(({ person, name }) => ({ person, name })),
      approvals: lane.approvals.map((approval) => ({
        id: approval.id,
        point: approval.point,
        asker: personOf(access, approval.asker),
        approver: personOf(access, approval.approver),
        of: requestOf(approval.act),
        subject: approval.subject,
        words: approval.words,
        state: approval.state,
        standing: approvalStanding(approval, negotiation, by.party),
        answer: approval.answer,
        asked_at: approval.asked_at,
      })),
    };
  };

  /** Whoever waits for what was done is told by letter: the approver of a question, the asker of an answer. */
  const tell = async (
    by: Author,
    id: string,
    { id: approval, approver, asker, state, point }: Approval,
    linkTo: (point: string) => string,
  ): Promise<void> => {
    if (state === "withdrawn") return;
    const room = await rooms.open(by.party, id);
    const from = personOf(room.state.access, by.person ?? "").name;
    const words = (language: Language, about: { readonly point: string; readonly agreement: string }): Words =>
      state === "asked" ? approvalLetter(language, from, about) : approvalAnswerLetter(language, from, about, state);
    const person = state === "asked" ? approver : asker;
    await call({ kind: "approval", person, room, point, link: linkTo(point), once: `${approval} ${state}`, words });
  };

  return {
    read,
    act: async (
      by: Author,
      id: string,
      request: ApprovalActRequest,
      linkTo: (point: string) => string,
    ): Promise<ApprovalsResponse> => {
      if (request.act === "carry-out") {
        await inRoom(by, id, (client) => commitApproved(client, id, request.approval, by));
        announce.announce(id);
      } else {
        const command = privateOf(request);
        const lane = await inRoom(by, id, (client) => commitPrivately(client, id, command, by));
        announce.announce(ownLane(id, by.party));
        const about = command.kind === "ask-approval" ? command.id : command.approval;
        const found = lane.approvals.find((approval) => approval.id === about);
        if (found) await tell(by, id, found, linkTo);
      }
      return read(by, id);
    },
  };
}

type ApprovalCommand = Extract<PrivateCommand, { readonly kind: `${string}-approval` }>;

function privateOf(request: Exclude<ApprovalActRequest, { act: "carry-out" }>): ApprovalCommand {
  switch (request.act) {
    case "ask": {
      const { approver, of, words = "" } = request;
      return { kind: "ask-approval", id: randomUUID(), approver, act: actOf(of), words };
    }
    case "give": {
      const { approval, subject, words = "" } = request;
      return { kind: "give-approval", approval, subject: subject as Hash, words };
    }
    case "refuse":
      return { kind: "refuse-approval", approval: request.approval, reason: request.reason };
    case "withdraw":
      return { kind: "withdraw-approval", approval: request.approval };
  }
}

/** The same command that the act would be without approval. */
function actOf(request: ApprovableRequest): ApprovableAct {
  return commandOf(request).command as ApprovableAct;
}

function requestOf(act: ApprovableAct): ApprovalsResponse["approvals"][number]["of"] {
  switch (act.kind) {
    case "answer-point":
      return {
        act: act.kind,
        point: act.point,
        meaning: act.meaning,
        satisfaction: act.satisfaction,
        reason: act.reason,
      };
    case "propose": {
      const { kind, point, replaces, body, because, counters } = act;
      return { act: kind, point, replaces, body: body as Record<string, unknown>, because, counters };
    }
    case "accept-proposal":
      return { act: act.kind, proposal: act.proposal, meaning: act.meaning };
  }
}

function personOf({ people }: Access, person: string): { readonly person: string; readonly name: string } {
  return { person, name: people.find((found) => found.person === person)?.name ?? "" };
}
