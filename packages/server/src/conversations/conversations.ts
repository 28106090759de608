/**
 * Threads on points: what both sides write to each other, from the shared journal, and what one side writes for itself, from its
 * own lane. The two never meet here: each has functions, answers and addresses of its own.
 */
import { randomUUID } from "node:crypto";
import type {
  InternalThreadResponse,
  InternalThreadsResponse,
  SharedThreadResponse,
  SharedThreadsResponse,
  WriteInternallyRequest,
  WriteMessageRequest,
} from "@overens/api";
import {
  type Access,
  type Author,
  type Hash,
  type InternalMessage,
  internalReaders,
  type Language,
  meaningsOf,
  partyOf,
  type RoomState,
  sharedReaders,
  type ThreadMessage,
} from "@overens/core";
import type pg from "pg";
import type { Database } from "../database/database.ts";
import type { Caller } from "../mail/call.ts";
import { internalMentionLetter, mentionLetter } from "../mail/call-letters.ts";
import type { Words } from "../mail/letters.ts";
import { commit, commitPrivately, laneOf } from "../rooms/commit.ts";
import { ownLane, type Room, type Rooms } from "../rooms/rooms.ts";
import type { Announcer } from "../sources/announce.ts";

export type Conversations = ReturnType<typeof conversations>;

/** How many messages of a thread are given at once. */
const aPage = 30;

export function conversations(database: Database, rooms: Rooms, call: Caller, announce: Pick<Announcer, "announce">) {
  const inRoom = <T>(by: Author, room: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
    database.inContext({ person: by.person, party: by.party, rooms: [room], sources: [] }, work);

  /** A letter to each who is mentioned, once a message; whoever mentions themselves gets none. */
  const callAll = async (
    by: Author,
    room: Room,
    { id, point }: { readonly id: string; readonly point: string },
    mentioned: readonly string[],
    link: string,
    words: (language: Language, about: { readonly point: string; readonly agreement: string }) => Words,
  ): Promise<void> => {
    for (const person of mentioned)
      if (person !== by.person)
        await call({ kind: "mention", person, room, point, link, once: `${id} mention`, words });
  };

  return {
    shared: async (by: Author, id: string): Promise<SharedThreadsResponse> => {
      const room = await rooms.open(by.party, id);
      const { access, conversation } = room.state;
      return {
        side: sideOf(room, by.party),
        readers: sharedReaders(access).map(({ person, name, party }) => ({ person, name, side: sideOf(room, party) })),
        threads: pointsOf(conversation.messages).map((point) => sharedThread(room, point, undefined)),
      };
    },
    sharedThread: async (
      by: Author,
      id: string,
      point: string,
      before: number | undefined,
    ): Promise<SharedThreadResponse> => sharedThread(await rooms.open(by.party, id), point, before),
    /** @param link where the thread is read */
    write: async (
      by: Author,
      id: string,
      request: WriteMessageRequest,
      link: string,
    ): Promise<SharedThreadResponse> => {
      const { id: message = randomUUID(), point, meaning, text, mentions = [] } = request;
      const shown = meaning as Hash;
      await inRoom(by, id, (client) =>
        commit(client, id, { kind: "write-message", id: message, point, meaning: shown, text, mentions }, by, shown),
      );
      announce.announce(id);
      const room = await rooms.open(by.party, id);
      const from = nameOf(room.state.access, by);
      const words = (language: Language, about: { readonly point: string; readonly agreement: string }): Words =>
        mentionLetter(language, from, about, text);
      await callAll(by, room, { id: message, point }, mentions, link, words);
      return sharedThread(room, point, undefined);
    },
    internal: async (by: Author, id: string): Promise<InternalThreadsResponse> => {
      const room = await rooms.open(by.party, id);
      const { messages } = await inRoom(by, id, (client) => laneOf(client, id, by.party));
      return {
        own_readers: internalReaders(room.state.access, by.party).map(({ person, name }) => ({ person, name })),
        own_threads: pointsOf(messages).map((point) => internalThread(room.state, messages, point, undefined)),
      };
    },
    internalThread: async (
      by: Author,
      id: string,
      point: string,
      before: number | undefined,
    ): Promise<InternalThreadResponse> => {
      const { state } = await rooms.open(by.party, id);
      const { messages } = await inRoom(by, id, (client) => laneOf(client, id, by.party));
      return internalThread(state, messages, point, before);
    },
    writeInternally: async (
      by: Author,
      id: string,
      request: WriteInternallyRequest,
      link: string,
    ): Promise<InternalThreadResponse> => {
      const {
        id: message = randomUUID(),
        point,
        internal_text: internalText,
        own_mentions: ownMentions = [],
      } = request;
      const meaning = request.meaning as Hash;
      const { messages } = await inRoom(by, id, (client) =>
        commitPrivately(
          client,
          id,
          { kind: "write-internally", id: message, point, meaning, internalText, ownMentions },
          by,
        ),
      );
      announce.announce(ownLane(id, by.party));
      const room = await rooms.open(by.party, id);
      const from = nameOf(room.state.access, by);
      const words = (language: Language, about: { readonly point: string; readonly agreement: string }): Words =>
        internalMentionLetter(language, from, about);
      await callAll(by, room, { id: message, point }, ownMentions, link, words);
      return internalThread(room.state, messages, point, undefined);
    },
  };
}

function pointsOf(messages: readonly { readonly point: string }[]): readonly string[] {
  return [...new Set(messages.map(({ point }) => point))];
}

/** The page of a thread that ends before a number, or its newest. */
function pageOf<Message extends { readonly point: string }>(
  messages: readonly Message[],
  point: string,
  before: number | undefined,
): { readonly count: number; readonly page: readonly { readonly number: number; readonly message: Message }[] } {
  const own = messages
    .filter((message) => message.point === point)
    .map((message, index) => ({ number: index + 1, message }));
  const until = own.filter(({ number }) => before === undefined || number < before);
  return { count: own.length, page: until.slice(-aPage) };
}

function sharedThread(room: Room, point: string, before: number | undefined): SharedThreadResponse {
  const { conversation, access } = room.state;
  const { count, page } = pageOf<ThreadMessage>(conversation.messages, point, before);
  return {
    point,
    count,
    messages: page.map(({ number, message: { id, party, person, text, mentions, at, meaning } }) => ({
      id,
      number,
      side: sideOf(room, party),
      person: person === null ? null : personOf(access, person),
      text,
      mentions: mentions.map((mentioned) => personOf(access, mentioned)),
      at,
      earlier_words: isEarlier(room.state, point, meaning),
    })),
  };
}

function internalThread(
  state: RoomState,
  messages: readonly InternalMessage[],
  point: string,
  before: number | undefined,
): InternalThreadResponse {
  const { count, page } = pageOf(messages, point, before);
  return {
    point,
    own_count: count,
    own_messages: page.map(({ number, message: { id, own_person, internal_text, own_mentions, at, meaning } }) => ({
      id,
      number,
      own_person: own_person === null ? null : personOf(state.access, own_person),
      internal_text,
      own_mentions: own_mentions.map((mentioned) => personOf(state.access, mentioned)),
      at,
      earlier_words: isEarlier(state, point, meaning),
    })),
  };
}

function isEarlier({ negotiation }: RoomState, point: string, meaning: Hash): boolean {
  return negotiation !== null && meaningsOf(negotiation.draft).get(point) !== meaning;
}

function sideOf({ provider }: Pick<Room, "provider">, party: string): "provider" | "customer" {
  return party === provider ? "provider" : "customer";
}

function personOf({ people }: Access, person: string): { readonly person: string; readonly name: string } {
  return { person, name: people.find((found) => found.person === person)?.name ?? "" };
}

/** Who speaks, as a letter says it: the person and the party, or the party alone. */
function nameOf(access: Access, { party, person }: Author): string {
  const [who, whose] = [
    access.people.find((found) => found.person === person)?.name ?? "",
    partyOf(access, party)?.name ?? "",
  ];
  return who === "" ? whose : `${who}, ${whose}`;
}
