/** /api/rooms: the rooms there are, one of them, its sources, journal and live notices. */
import {
  addRoomSchema,
  headSchema,
  journalSchema,
  pageSchema,
  roomListSchema,
  roomSchema,
  subscribeSchema,
} from "@overens/api";
import { instant, instantText, sourceName } from "@overens/core";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import {
  askerIn,
  belongsTo,
  byRoom,
  type Frame,
  languageOf,
  onOwnMachine,
  openRooms,
  partyIn,
  type Role,
  roleOf,
} from "../http/frame.ts";
import { type NewRoom, ownLane, type Room } from "./rooms.ts";
import * as store from "./store.ts";

export function roomRoutes(
  frame: Frame,
  live: { readonly join: (hear: (source: string) => void) => () => void },
): void {
  const { app, database, rooms } = frame;
  app.get("/api/rooms", { schema: { response: { 200: roomListSchema } } }, async (request) => {
    const person = await frame.accounts.personOf(request);
    const own = person === null ? [] : await rooms.ofPerson(person);
    const open = (await openRooms(frame)).map((entry) => ({ ...entry, open: true, guest: false }));
    return {
      rooms: [...own, ...open].map(({ room_id: room, name, period, sample, open: isOpen, guest }) => ({
        room,
        name,
        period,
        sample,
        open: isOpen,
        guest,
      })),
    };
  });
  app.post("/api/rooms", { schema: { body: addRoomSchema, response: { 201: roomSchema } } }, async (request, reply) => {
    const { agreement, facts, period, organisation, as } = request.body;
    if (organisation !== undefined) await belongsTo(frame, request, organisation);
    if (as === undefined) onOwnMachine(frame);
    const founder = as === undefined ? null : await founderOf(frame, request, as.side, as.organisation);
    const room = await rooms.add(agreement, facts, {
      language: languageOf(request),
      ...(period === undefined ? {} : { period }),
      ...(organisation === undefined ? {} : { organisation }),
      ...(founder === null ? {} : { founder }),
    });
    return reply.status(201).send(roomResponse(room, as?.side ?? roleOf(request)));
  });
  app.get("/api/rooms/:room", { schema: { params: byRoom, response: { 200: roomSchema } } }, async (request) => {
    const { party, role } = await partyIn(frame, request, request.params.room);
    return roomResponse(await rooms.open(party, request.params.room), role);
  });
  app.post(
    "/api/rooms/:room/subscriptions",
    { schema: { params: byRoom, body: subscribeSchema, response: { 201: subscribeSchema } } },
    async (request, reply) => {
      const { author } = await partyIn(frame, request, request.params.room);
      await rooms.subscribe(author, request.params.room, request.body.source);
      return reply.status(201).send(request.body);
    },
  );
  app.get("/api/rooms/:room/head", { schema: { params: byRoom, response: { 200: headSchema } } }, async (request) => {
    const { party } = await partyIn(frame, request, request.params.room);
    const { last_sequence: sequence, head } = await rooms.open(party, request.params.room);
    return { sequence, head };
  });
  app.get(
    "/api/rooms/:room/journal",
    { schema: { params: byRoom, querystring: pageSchema, response: { 200: journalSchema } } },
    async (request) => {
      const { party } = await partyIn(frame, request, request.params.room);
      const { after, limit } = request.query;
      const rows = await database.inContext({ party, rooms: [request.params.room], sources: [] }, (client) =>
        store.journalAfter(client, request.params.room, Number(after), limit + 1),
      );
      const entries = rows.slice(0, limit).map(({ at, body, salt: _, ...entry }) => ({
        ...entry,
        at: instantText(instant(at.getTime())),
        body: body === null ? null : (JSON.parse(body) as Record<string, unknown>),
      }));
      return { entries, next: rows.length > limit ? String(entries.at(-1)?.sequence) : null };
    },
  );
  app.get("/api/rooms/:room/live", { schema: { params: byRoom, hide: true } }, async (request, reply) => {
    const { party, side } = await askerIn(frame, request, z.string().parse(request.params.room));
    const room = await rooms.open(party, request.params.room);
    // A third party hears that the room has moved, and not by whose facts.
    const sources = side === "third-party" ? [] : room.sources;
    reply.hijack();
    reply.raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    reply.raw.write(": open\n\n");
    const own = ownLane(request.params.room, party);
    const leave = live.join((source) => {
      if (source === own) reply.raw.write(`data: ${JSON.stringify({ source: "own" })}\n\n`);
      else if (sources.includes(source) || source === request.params.room)
        reply.raw.write(`data: ${JSON.stringify({ source: sourceName(source) })}\n\n`);
    });
    const alive = setInterval(() => reply.raw.write(": alive\n\n"), 20_000);
    request.raw.on("close", () => {
      clearInterval(alive);
      leave();
    });
  });
}

/** Whoever opens a room as an organisation belongs to it. */
async function founderOf(
  frame: Frame,
  request: FastifyRequest,
  side: Role,
  organisation: string | null,
): Promise<NonNullable<NewRoom["founder"]>> {
  const person = await frame.accounts.signedIn(request);
  if (organisation !== null) await belongsTo(frame, request, organisation);
  return { person, side, organisation };
}

function roomResponse(room: Room, role: Role) {
  return {
    room: room.room_id,
    name: room.name,
    period: room.period,
    sample: room.sample,
    open: room.open,
    agreement: room.agreement,
    root: room.current.root,
    document: room.current.agreement as unknown as Record<string, unknown>,
    versions: room.state.versions.map(({ version, root, effectiveFrom, agreement, frozen }) => ({
      version,
      root,
      effective_from: effectiveFrom,
      agreement: agreement as unknown as Record<string, unknown>,
      frozen: frozen as Record<string, unknown>,
    })),
    sources: room.sources.map(sourceName),
    see_as: role,
    parties: room.current.agreement.parties.map(({ id, role: of, name }) => ({ id, role: of, name })),
  };
}
