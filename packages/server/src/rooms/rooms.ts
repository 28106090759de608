/** Rooms: adding one, opening it for a party, subscribing it to sources, and the facts it reads. */
import { randomUUID } from "node:crypto";
import {
  type Agreement,
  type Author,
  combined,
  emptyHead,
  type Facts,
  type Hash,
  hashText,
  roles as knownRoles,
  type Language,
  type Participant,
  participant,
  partyKey,
  partyOf,
  permitted,
  type Role,
  type RoomState,
  rootOf,
  type Side,
  signedText,
  sourceName,
  textIn,
} from "@overens/core";
import type pg from "pg";
import type { Membership, Person } from "../accounts/person.ts";
import { type Database, setContext } from "../database/database.ts";
import { Refusal } from "../refusal.ts";
import type { Announcer } from "../sources/announce.ts";
import {
  appendFacts,
  type FactLine,
  factLines,
  factsFor,
  joined,
  type Receipt,
  type Received,
} from "../sources/append.ts";
import { foldSource } from "../sources/fold.ts";
import { appender } from "../sources/gather.ts";
import { type HeldSources, heldSources } from "../sources/held.ts";
import * as sources from "../sources/store.ts";
import { agreementAs, agreementOf } from "./agreements.ts";
import { commit, stateAt } from "./commit.ts";
import * as store from "./store.ts";

export type Room = store.RoomRow & {
  readonly sources: readonly string[];
  /** The text that the room was added with, read; as it was written it is the row's `agreement`. */
  readonly first: Agreement;
  /** The text agreed on last: what everybody has signed, or the first where nobody has yet. */
  readonly current: { readonly agreement: Agreement; readonly root: Hash; readonly text: string };
  readonly state: RoomState;
};
export type Position = { readonly source: string; readonly sequence: number; readonly head: string };
/** The facts in effect of a room, and how far each of its sources had come. */
export type RoomFacts = { readonly facts: Facts; readonly positions: readonly Position[] };
export type NewRoom = {
  readonly period?: string;
  readonly sample?: boolean;
  readonly language: Language /** The provider as an organisation that several rooms share; without it the parties are this room's own. */;
  readonly organisation?: string;
  /** Who opens it, for which side and as which organisation. Without one the room is open: nobody signs in to it. */
  readonly founder?: {
    readonly person: Person;
    readonly side: "provider" | "customer";
    readonly organisation: string | null;
  };
};

/** How a person takes part in a room. */
export type Participation = { readonly party: string; readonly side: Side; readonly roles: readonly Role[] };

/** What whoever opens a room may do there; what they may sign is a mandate of its own. */
const founderRoles: readonly Role[] = ["owner", "negotiator", "approver", "contributor"];

export type Rooms = ReturnType<typeof rooms>;

/** The source that a room's own facts go to when they name none. */
const ownSource = "room";
/** How many entries a source gets before it is folded again, after the answer. */
const entriesAFold = 500;

export function rooms(database: Database, announce: Pick<Announcer, "announce"> = { announce: () => undefined }) {
  const held: HeldSources = heldSources();
  const appendTo = appender(database);
  /** Folds one after the other, behind the answers; one that fails is made up for by the next. */
  let folding: Promise<unknown> = Promise.resolve();
  const foldLater = (party: string, source: string): void => {
    folding = folding.then(() => foldSource(database, held, party, source)).catch(() => undefined);
  };

  const opened = async (client: pg.PoolClient, id: string): Promise<Room> => {
    const row = isUuid(id) ? await store.roomById(client, id) : null;
    if (!row) throw new Refusal("not-found");
    const state = await stateAt(client, id, { sequence: row.last_sequence, head: row.head });
    const first = agreementAs(row.agreement);
    const version = state.versions.at(-1);
    return {
      ...row,
      sources: await store.sourcesOf(client, id),
      first,
      current: version
        ? { agreement: version.agreement, root: version.root, text: signedText(version) }
        : { agreement: first, root: row.root as Hash, text: row.agreement },
      state,
    };
  };

  const open = (party: string, id: string): Promise<Room> =>
    database.inContext({ party, rooms: [id], sources: [] }, (client) => opened(client, id));

  /** The room, its facts and its statements as they stand at one moment. */
  const look = (
    party: string,
    id: string,
  ): Promise<RoomFacts & { readonly room: Room; readonly issued: Awaited<ReturnType<typeof store.statementsOf>> }> =>
    database.inContext({ party, rooms: [id], sources: [] }, async (client) => {
      const room = await opened(client, id);
      const issued = await store.statementsOf(client, id);
      await setContext(client, { party, rooms: [id], sources: room.sources });
      const states = await held.upToDate(client, room.sources);
      const positions = room.sources.map((source, index) => ({
        source,
        sequence: states[index]?.sequence ?? 0,
        head: states[index]?.head || "",
      }));
      return { room, issued, facts: combined(states.map(({ facts }) => facts)), positions };
    });

  const append = async (
    party: string,
    source: string,
    facts: Received,
    key: string | null,
    language: Language,
  ): Promise<Receipt> => {
    if (facts.count === 0)
      throw new Refusal("facts-wrong", [
        {
          place: "1",
          message: language === "sv" ? "Inga fakta." : "No facts.",
          hint: language === "sv" ? "Skicka ett JSON-objekt per rad." : "Send one JSON object a line.",
        },
      ]);
    const receipt = await appendFacts(appendTo, source, facts, key);
    if (!receipt.known) announce.announce(source);
    if (receipt.sequence % entriesAFold === 0) foldLater(party, source);
    return receipt;
  };

  /** Whoever belongs to an organisation that is a party takes part with the roles that they have there, from their first visit on. */
  const enteredAsMember = async (
    client: pg.PoolClient,
    person: Person,
    memberships: readonly Membership[],
    id: string,
  ): Promise<Participation | null> => {
    for (const { organisation, roles } of memberships) {
      await setContext(client, { person: person.id, party: organisation, rooms: [id], sources: [] });
      const row = await store.roomById(client, id);
      if (row?.provider !== organisation && row?.customer !== organisation) continue;
      const held = knownRoles.filter((role) => roles.includes(role));
      const { id: who, name, address } = person;
      await commit(
        client,
        id,
        { kind: "enter-as-member", person: who, name, address, roles: held },
        authorOf(person, organisation, held),
      );
      return { party: organisation, side: row.provider === organisation ? "provider" : "customer", roles: held };
    }
    return null;
  };

  return {
    open,
    look,
    /** The rooms that a person takes part in, the newest first. */
    ofPerson: (person: Person): Promise<readonly (store.RoomRow & { readonly guest: boolean })[]> =>
      database.inContext({ person: person.id, party: "", rooms: [], sources: [] }, async (client) => {
        const rows: (store.RoomRow & { readonly guest: boolean })[] = [];
        for (const { room_id, party, side, has_left } of await store.participationsOf(client, person.id)) {
          if (has_left) continue;
          await setContext(client, { person: person.id, party, rooms: [room_id], sources: [] });
          const row = await store.roomById(client, room_id);
          if (row) rows.push({ ...row, guest: side === "third-party" });
        }
        return rows;
      }),
    /** How a person takes part in a room that is not open; null when they do not. */
    participationOf: (person: Person, memberships: readonly Membership[], id: string): Promise<Participation | null> =>
      database.inContext({ person: person.id, party: "", rooms: [], sources: [] }, async (client) => {
        const row = await store.participationIn(client, person.id, id);
        if (row === null) return enteredAsMember(client, person, memberships, id);
        if (row.has_left) return null;
        await setContext(client, { person: person.id, party: row.party, rooms: [id], sources: [] });
        const { state } = await opened(client, id);
        const found = participant(state.access, person.id);
        const party = found && partyOf(state.access, found.party);
        if (!found || !party || hasLeftOrganisation(state, found, memberships)) return null;
        return { party: found.party, side: party.side, roles: found.roles };
      }),
    /** Resolves when no fold is under way. */
    folded: (): Promise<unknown> => folding,
    /** Folds every source that the room reads. */
    fold: async (party: string, room: Room): Promise<void> => {
      for (const source of room.sources) await foldSource(database, held, party, source);
    },
    /** Every line of the room's sources as received, in order, with the positions they reach. */
    received: async (
      party: string,
      id: string,
      upTo: readonly Position[] | null = null,
    ): Promise<{ readonly lines: readonly string[]; readonly heads: readonly Position[] }> => {
      const room = await open(party, id);
      return database.inContext({ party, rooms: [id], sources: room.sources }, async (client) => {
        const lines: string[] = [];
        const heads: Position[] = [];
        for (const source of room.sources) {
          const until = upTo === null ? null : (upTo.find((position) => position.source === source)?.sequence ?? 0);
          const entries = await sources.entriesBetween(client, source, 0, until);
          for (const { kind, body } of entries) if (kind === "facts") lines.push(...body.split("\n"));
          const last = entries.at(-1);
          heads.push({ source, sequence: last?.sequence ?? 0, head: last?.head ?? emptyHead });
        }
        return { lines, heads };
      });
    },
    /** Adds a room with its own source, and one for each source that its facts name. */
    add: async (text: string, facts: string, options: NewRoom): Promise<Room> => {
      const agreement = agreementOf(text, options.language);
      const id = randomUUID();
      const party = (role: string): string => agreement.parties.find((found) => found.role === role)?.id ?? role;
      const bySource = new Map<string, FactLine[]>();
      for (const line of facts.trim() === "" ? [] : factLines(facts, null, options.language)) {
        const known = bySource.get(line.fact.source);
        if (known) known.push(line);
        else bySource.set(line.fact.source, [line]);
      }
      const names = [...new Set([ownSource, ...bySource.keys()])];
      const logs = names.map((name) => logOf(id, name));
      const { founder } = options;
      const keyOf = (side: "provider" | "customer"): string =>
        (founder?.side === side ? founder.organisation : null) ?? partyKey(id, party(side));
      const nameOf = (side: "provider" | "customer"): string =>
        agreement.parties.find((found) => found.role === side)?.name ?? side;
      const provider = options.organisation ?? keyOf("provider");
      const customer = keyOf("customer");
      if (provider === customer) throw new Refusal("not-allowed");
      const root = rootOf(agreement);
      const row = {
        room_id: id,
        name: textIn(agreement.title, options.language),
        agreement: text,
        root,
        provider,
        customer,
        period: options.period ?? "",
        sample: options.sample ?? false,
        open: founder === undefined,
        head: emptyHead,
      };
      const by = founder
        ? authorOf(founder.person, founder.side === "provider" ? provider : customer, ["owner"])
        : seenAs(provider);
      const context = { person: founder?.person.id ?? null, party: by.party, rooms: [id], sources: logs };
      await database.inContext(context, async (client) => {
        await store.insertRoom(client, row, new Date());
        for (const log of logs) await sources.insertSource(client, log, provider, emptyHead);
        const named = { provider, customer, providerName: nameOf("provider"), customerName: nameOf("customer") };
        await commit(
          client,
          id,
          { kind: "add-room", room: id, root, document: hashText(text), ...named, sources: logs },
          by,
        );
        if (founder === undefined) return;
        const { id: person, name, address } = founder.person;
        await commit(client, id, { kind: "enter-first", person, name, address, roles: founderRoles }, by);
      });
      for (const [name, lines] of bySource)
        for (let from = 0; from < lines.length; from += 5000)
          await append(provider, logOf(id, name), joined(lines.slice(from, from + 5000)), null, options.language);
      for (const log of logs) await foldSource(database, held, provider, log);
      return open(provider, id);
    },
    /** A source of an organisation, which several rooms may read. Adding it again changes nothing. */
    addSource: async (organisation: string, name: string): Promise<{ readonly source: string }> => {
      const source = `${organisation}.${name}`;
      await database.inContext({ party: organisation, rooms: [], sources: [source] }, (client) =>
        sources.insertSource(client, source, organisation, emptyHead),
      );
      return { source };
    },
    subscribe: async (by: Author, id: string, source: string): Promise<void> => {
      await database.inContext(
        { person: by.person, party: by.party, rooms: [id], sources: [source] },
        async (client) => {
          const room = isUuid(id) ? await store.roomById(client, id) : null;
          const [found] = await sources.sourcesAt(client, [source]);
          if (!room || !found) throw new Refusal("not-found");
          await commit(
            client,
            id,
            { kind: "subscribe", source, owner: found.owner, parties: [room.provider, room.customer] },
            by,
          );
        },
      );
    },
    /** Facts for one of a room's sources, by the name that its facts use. */
    append: async (
      by: Author,
      id: string,
      source: string | null,
      body: string,
      key: string | null,
      language: Language,
    ): Promise<Receipt> => {
      const { party } = by;
      const room = await open(party, id);
      if (!permitted(room.state.access, by, "send-facts")) throw new Refusal("not-your-role");
      const name = source ?? ownSource;
      const log = room.sources.find((found) => sourceName(found) === name);
      if (log === undefined) throw new Refusal("not-found");
      return append(party, log, factsFor(body, name, language), key, language);
    },
    /** Facts for an organisation's source, by its full name. */
    appendTo: (source: string, body: string, key: string | null, language: Language): Promise<Receipt> =>
      append("", source, factsFor(body, sourceName(source), language), key, language),
  };
}

/** Whoever came in as a member of an organisation, by no invitation to the room, is there as long as they are a member. */
function hasLeftOrganisation(
  { access }: RoomState,
  { party, address }: Participant,
  memberships: readonly Membership[],
): boolean {
  const { side } = partyOf(access, party) ?? {};
  if (!isUuid(party) || side === "third-party") return false;
  const isInvited = access.invitations.some(
    (found) => found.state === "accepted" && found.party === party && found.address === address,
  );
  return !isInvited && !memberships.some(({ organisation }) => organisation === party);
}

/** A person who has signed in, with what they may do. */
export function authorOf(person: Person, party: string, roles: readonly Role[]): Author {
  return { party, person: person.id, authority: roles.join(" "), authentication: person.authentication };
}

/** In an open room: a party seen as, without person or mandate. */
export function seenAs(party: string): Author {
  return { party, person: null, authority: null, authentication: "see-as" };
}

/** A room's own source in the store: the same name in two rooms is two logs, and no room's facts reach another. */
export function logOf(room: string, source: string): string {
  return `${room.slice(0, 8)}.${source}`;
}

/** Whether a source's first part is a room's, so that no organisation may go by it. */
export function isRoomPrefix(owner: string): boolean {
  return /^[0-9a-f]{8}$/.test(owner);
}

/** By what the open pages of one party alone hear that something is new in its own lane of a room. */
export function ownLane(room: string, party: string): string {
  return `lane.${room}.${party}`;
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
