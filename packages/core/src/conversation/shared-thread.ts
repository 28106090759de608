/**
 * The thread that both sides see, one for each point. What is written there stands in the shared journal; an internal message
 * (internal-thread.ts) is another type with members of other names, so that neither fits where the other belongs.
 */
import { type Access, type Participant, partyOf } from "../access/access.ts";
import { type Actor, permitted } from "../access/decide.ts";
import type { Id } from "../agreement/agreement.ts";
import type { Hash } from "../basics/hash.ts";
import { type WordsRefusal, wordsLack } from "./words.ts";

export type ThreadMessage = {
  readonly kind: "thread-message";
  readonly id: string;
  readonly party: string;
  /** Null in an open room, where a side speaks and nobody is known. */
  readonly person: string | null;
  readonly point: Id;
  /** What the point said on the screen of whoever wrote. */
  readonly meaning: Hash;
  readonly text: string;
  /** People of both sides, by id. */
  readonly mentions: readonly string[];
  /** RFC 3339, UTC. */
  readonly at: string;
};

/** Every message that both sides see, oldest first. */
export type Conversation = { readonly messages: readonly ThreadMessage[] };
export const silence: Conversation = { messages: [] };

export type ThreadCommand = {
  readonly kind: "write-message";
  /** Chosen by whoever sends it: the same message sent again after a lost answer stands once. */
  readonly id: string;
  readonly point: Id;
  readonly meaning: Hash;
  readonly text: string;
  readonly mentions: readonly string[];
};

export type ThreadRefusal = WordsRefusal | "not-a-party" | "not-your-role" | "no-such-point" | "other-body";
export type ThreadDecided = { readonly acts: readonly ThreadMessage[] } | { readonly refused: ThreadRefusal };

export function afterMessage({ messages }: Conversation, message: ThreadMessage): Conversation {
  return { messages: [...messages, message] };
}

/** @param points the points of the draft */
export function decideMessage(
  { messages }: Conversation,
  { access, points }: { readonly access: Access; readonly points: { readonly has: (point: Id) => boolean } },
  { id, point, meaning, text, mentions }: ThreadCommand,
  { party, person, now }: Actor,
): ThreadDecided {
  if (!isSide(access, party)) return { refused: "not-a-party" };
  if (!permitted(access, { party, person }, "talk")) return { refused: "not-your-role" };
  if (!points.has(point)) return { refused: "no-such-point" };
  const lacks = wordsLack(text, mentions, sharedReaders(access));
  if (lacks !== null) return { refused: lacks };
  const before = messages.find((found) => found.id === id);
  if (before !== undefined) {
    const isSame = before.party === party && before.person === person && before.text === text && before.point === point;
    return isSame ? { acts: [] } : { refused: "other-body" };
  }
  return {
    acts: [
      { kind: "thread-message", id, party, person, point, meaning, text, mentions: [...new Set(mentions)], at: now },
    ],
  };
}

/** Who can see a shared thread, and be called on there: the people of the two sides. A third party sees none. */
export function sharedReaders(access: Access): readonly Participant[] {
  return access.people.filter(({ left, party }) => !left && isSide(access, party));
}

function isSide(access: Access, key: string): boolean {
  const party = partyOf(access, key);
  return party !== null && party.side !== "third-party";
}
