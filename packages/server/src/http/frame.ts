/** What every route file is given: the app, the verbs, and who asks. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Author, Language, Side } from "@overens/core";
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Accounts } from "../accounts/accounts.ts";
import type { Organisations } from "../accounts/organisations.ts";
import type { Person } from "../accounts/person.ts";
import type { Approvals } from "../approvals/approvals.ts";
import type { Conversations } from "../conversations/conversations.ts";
import type { Database, DirectoryEntry } from "../database/database.ts";
import type { Documents } from "../documents/documents.ts";
import type { Guests } from "../guests/guests.ts";
import type { Mail } from "../mail/mail.ts";
import type { Negotiations } from "../negotiations/negotiations.ts";
import type { People } from "../people/people.ts";
import type { Evidence } from "../preparations/evidence.ts";
import type { Preparations } from "../preparations/preparations.ts";
import { Refusal } from "../refusal.ts";
import { authorOf, isUuid, type Rooms, seenAs } from "../rooms/rooms.ts";
import type { Signings } from "../signings/signings.ts";
import type { statements } from "../statements/statements.ts";

export type Role = "provider" | "customer";
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
export type Frame = {
  readonly app: App;
  /** People reach it from other machines: nothing but samples is open to whoever comes. */
  readonly shared: boolean;
  readonly database: Database;
  readonly accounts: Accounts;
  readonly organisations: Organisations;
  readonly mail: Mail;
  readonly rooms: Rooms;
  readonly people: People;
  readonly statements: ReturnType<typeof statements>;
  readonly negotiations: Negotiations;
  readonly conversations: Conversations;
  readonly approvals: Approvals;
  readonly preparations: Preparations;
  readonly evidence: Evidence;
  readonly guests: Guests;
  readonly signings: Signings;
  readonly documents: Documents;
};

export const byRoom = z.object({ room: z.string() });

/** Who asks something of a room: for which party, on which side, and on whose word. */
export type Asker = {
  readonly party: string;
  readonly side: Side;
  /** The side as "see as" and pages know it; a third party reads as the customer's side does, within what it may see. */
  readonly role: Role;
  readonly person: Person | null;
  readonly author: Author;
};

/** One of the two sides. A third party is refused here: what it may see has addresses of its own. */
export async function partyIn(frame: Frame, request: FastifyRequest, room: string): Promise<Asker> {
  const asker = await askerIn(frame, request, room);
  if (asker.side === "third-party") throw new Refusal("not-allowed");
  return asker;
}

/** Anybody who takes part: by "see as" in an open room, by signing in elsewhere. Whoever does not is told that there is nothing. */
export async function askerIn(frame: Frame, request: FastifyRequest, room: string): Promise<Asker> {
  if (!isUuid(room)) throw new Refusal("not-found");
  const entry = await frame.database.openRoom(room);
  if (entry && (entry.sample || !frame.shared)) {
    // What whoever comes from elsewhere may read, nobody from elsewhere may write: not even a letter is sent from here.
    if (frame.shared && request.method !== "GET" && request.method !== "HEAD") throw new Refusal("not-allowed");
    const role = roleOf(request);
    return { party: entry[role], side: role, role, person: null, author: seenAs(entry[role]) };
  }
  const person = await frame.accounts.personOf(request);
  if (!person) throw new Refusal("not-found");
  const found = await frame.rooms.participationOf(person, await frame.accounts.organisationsOf(person), room);
  if (!found) throw new Refusal("not-found");
  const { party, side, roles } = found;
  return {
    party,
    side,
    role: side === "provider" ? "provider" : "customer",
    person,
    author: authorOf(person, party, roles),
  };
}

/** The rooms that nobody signs in to. */
export async function openRooms({ database, shared }: Frame): Promise<readonly DirectoryEntry[]> {
  const entries = await database.directory();
  return shared ? entries.filter(({ sample }) => sample) : entries;
}

/** What is done without signing in is done on one's own machine. */
export function onOwnMachine({ shared }: Frame): void {
  if (shared) throw new Refusal("sign-in-needed");
}

/** An organisation that has people acts through them alone; one that is a name alone is this machine's. */
export async function belongsTo(frame: Frame, request: FastifyRequest, organisation: string): Promise<void> {
  if (!isUuid(organisation)) return onOwnMachine(frame);
  const memberships = await frame.accounts.organisationsOf(await frame.accounts.signedIn(request));
  if (!memberships.some((found) => found.organisation === organisation)) throw new Refusal("not-found");
}

export function roleOf(request: FastifyRequest): Role {
  const asked =
    request.headers["x-see-as"] ?? /(?:^|;\s*)see_as=(provider|customer)/.exec(request.headers.cookie ?? "")?.[1];
  return asked === "customer" ? "customer" : "provider";
}

export function languageOf(request: FastifyRequest): Language {
  return (request.headers["accept-language"] ?? "").toLowerCase().startsWith("sv") ? "sv" : "en";
}

/** The longest key that a request may carry. */
const longestKey = 200;

/** One key, one content: the same request may be sent again after a lost answer. A longer key is refused, since one cut short may be another's. */
export function keyOf(request: FastifyRequest): string | null {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || key === "") return null;
  if (key.length > longestKey)
    throw new Refusal("bad-request", [
      { place: "idempotency-key", message: `${key.length} > ${longestKey}`, hint: "" },
    ]);
  return key;
}

/** Lines as they came, or a JSON array or object as lines. */
export function bodyText(body: unknown): string {
  if (typeof body === "string") return body;
  return (Array.isArray(body) ? body : [body]).map((fact) => JSON.stringify(fact)).join("\n");
}
