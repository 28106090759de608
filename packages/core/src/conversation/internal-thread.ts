/**
 * The thread that one side sees alone, one for each point. It stands in the party's own lane and never in the shared journal;
 * its members are named otherwise than those of a shared message, so that the two cannot be taken for each other.
 */
import type { Access, Participant } from "../access/access.ts";
import { type Actor, permitted } from "../access/decide.ts";
import type { Id } from "../agreement/agreement.ts";
import type { Hash } from "../basics/hash.ts";
import { type WordsRefusal, wordsLack } from "./words.ts";

export type InternalMessage = {
  readonly kind: "internal-message";
  readonly id: string;
  readonly own_person: string | null;
  readonly point: Id;
  readonly meaning: Hash;
  readonly internal_text: string;
  /** People of one's own party, by id. */
  readonly own_mentions: readonly string[];
  readonly at: string;
};

export type InternalCommand = {
  readonly kind: "write-internally";
  readonly id: string;
  readonly point: Id;
  readonly meaning: Hash;
  readonly internalText: string;
  readonly ownMentions: readonly string[];
};

export type InternalRefusal = WordsRefusal | "not-your-role" | "no-such-point" | "other-body";
export type InternalDecided = { readonly acts: readonly InternalMessage[] } | { readonly refused: InternalRefusal };

/** @param points the points of the draft */
export function decideInternally(
  messages: readonly InternalMessage[],
  { access, points }: { readonly access: Access; readonly points: { readonly has: (point: Id) => boolean } },
  { id, point, meaning, internalText, ownMentions }: InternalCommand,
  { party, person, now }: Actor,
): InternalDecided {
  if (!permitted(access, { party, person }, "talk")) return { refused: "not-your-role" };
  if (!points.has(point)) return { refused: "no-such-point" };
  const lacks = wordsLack(internalText, ownMentions, internalReaders(access, party));
  if (lacks !== null) return { refused: lacks };
  const before = messages.find((found) => found.id === id);
  if (before !== undefined) {
    const isSame = before.own_person === person && before.internal_text === internalText && before.point === point;
    return isSame ? { acts: [] } : { refused: "other-body" };
  }
  return {
    acts: [
      {
        kind: "internal-message",
        id,
        own_person: person,
        point,
        meaning,
        internal_text: internalText,
        own_mentions: [...new Set(ownMentions)],
        at: now,
      },
    ],
  };
}

/** Who can see a party's internal threads, and be called on there: its own people. */
export function internalReaders({ people }: Access, party: string): readonly Participant[] {
  return people.filter((found) => !found.left && found.party === party);
}
