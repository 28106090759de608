/** A third party in a room: the points that concern it, in words, and its answers to them. Nothing else of the agreement leaves for it. */
import type { GuestAnswerRequest, GuestResponse } from "@overens/api";
import {
  type Author,
  type Hash,
  type Language,
  meaningsOf,
  partyOf,
  permitted,
  rulesOf,
  wordsByPoint,
} from "@overens/core";
import type { Database } from "../database/database.ts";
import { Refusal } from "../refusal.ts";
import { commit } from "../rooms/commit.ts";
import type { Rooms } from "../rooms/rooms.ts";
import type { Announcer } from "../sources/announce.ts";

export type Guests = ReturnType<typeof guests>;

export function guests(database: Database, rooms: Rooms, announce: Pick<Announcer, "announce">) {
  const read = async (by: Author, id: string, language: Language): Promise<GuestResponse> => {
    const room = await rooms.open(by.party, id);
    const { access, negotiation } = room.state;
    const party = partyOf(access, by.party);
    if (party?.kind == null) throw new Refusal("not-allowed");
    const text = negotiation?.draft ?? room.current.agreement;
    const words = wordsByPoint(text, language);
    const meanings = negotiation === null ? null : meaningsOf(negotiation.draft);
    return {
      room: id,
      agreement: room.name,
      zone: text.zone ?? "UTC",
      party: party.name,
      third_kind: party.kind,
      brought_by: partyOf(access, party.broughtBy ?? "")?.name ?? "",
      sides: access.parties.flatMap(({ side, name }) => (side === "third-party" ? [] : [{ side, name }])),
      stage: negotiation?.stage ?? null,
      may_answer: negotiation?.stage === "negotiating" && permitted(access, by, "negotiate"),
      scale: rulesOf(room.state.preparation).scale,
      points: party.points.map((point) => {
        const found = words.get(point);
        const said = negotiation?.answers.find((answer) => answer.point === point && answer.party === by.party);
        const meaning = meanings?.get(point) ?? null;
        return {
          id: point,
          title: found?.title ?? point,
          sentences: [...(found?.sentences ?? [])],
          rows: (found?.rows ?? []).filter((row) => row !== ""),
          meaning,
          satisfaction: said?.satisfaction ?? null,
          reason: said?.reason ?? "",
          stale: said !== undefined && said.meaning !== meaning,
        };
      }),
    };
  };

  return {
    read,
    answer: async (
      by: Author,
      id: string,
      { point, meaning, satisfaction, reason = "" }: GuestAnswerRequest,
      language: Language,
    ): Promise<GuestResponse> => {
      const shown = meaning as Hash;
      await database.inContext({ person: by.person, party: by.party, rooms: [id], sources: [] }, (client) =>
        commit(client, id, { kind: "answer-point", point, meaning: shown, satisfaction, reason }, by, shown),
      );
      announce.announce(id);
      return read(by, id, language);
    },
  };
}
