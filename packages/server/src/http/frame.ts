/** What every route file is given: the app, the verbs, and who asks. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Language } from "@overens/core";
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Database } from "../database/database.ts";
import type { Negotiations } from "../negotiations/negotiations.ts";
import { Refusal } from "../refusal.ts";
import type { Rooms } from "../rooms/rooms.ts";
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
  readonly database: Database;
  readonly rooms: Rooms;
  readonly statements: ReturnType<typeof statements>;
  readonly negotiations: Negotiations;
};

export const byRoom = z.object({ room: z.string() });

/** Who asks: the room's provider or customer, as chosen with "see as" until people sign in. */
export async function partyIn(
  { database }: Frame,
  request: FastifyRequest,
  room: string,
): Promise<{ readonly party: string; readonly role: Role }> {
  const entry = (await database.directory()).find(({ room_id: id }) => id === room);
  if (!entry) throw new Refusal("not-found");
  const role = roleOf(request);
  return { party: entry[role], role };
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
