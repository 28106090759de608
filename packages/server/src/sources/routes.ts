/** Facts in and out: a room's own source, an organisation's sources, what was received, blocks, and what is disputed. */
import { addSourceSchema, disputedSchema, receiptSchema, sourceSchema } from "@overens/api";
import { blocksOfShelf } from "@overens/core";
import { z } from "zod";
import { belongsTo, bodyText, byRoom, type Frame, keyOf, languageOf, partyIn } from "../http/frame.ts";
import { Refusal } from "../refusal.ts";
import { isRoomPrefix } from "../rooms/rooms.ts";
import { disputedJson } from "../statements/statements.ts";
import * as store from "./store.ts";

export function sourceRoutes(frame: Frame): void {
  const { app, database, rooms, statements } = frame;
  app.post(
    "/api/sources",
    { schema: { body: addSourceSchema, response: { 201: sourceSchema } } },
    async (request, reply) => {
      if (isRoomPrefix(request.body.organisation)) throw new Refusal("not-allowed");
      await belongsTo(frame, request, request.body.organisation);
      return reply.status(201).send(await rooms.addSource(request.body.organisation, request.body.source));
    },
  );
  app.post(
    "/api/sources/:source/facts",
    {
      schema: {
        params: z.object({ source: z.string() }),
        querystring: z.object({ room: z.string().optional() }),
        response: { 202: receiptSchema },
      },
    },
    async (request, reply) => {
      const { source } = request.params;
      const { room } = request.query;
      const body = bodyText(request.body);
      if (room === undefined) {
        const owner = source.slice(0, source.indexOf("."));
        // What belongs to a room comes in through the room, where it is known who sends.
        if (isRoomPrefix(owner)) throw new Refusal("not-found");
        await belongsTo(frame, request, owner);
        return reply.status(202).send(await rooms.appendTo(source, body, keyOf(request), languageOf(request)));
      }
      const { author } = await partyIn(frame, request, room);
      return reply
        .status(202)
        .send(await rooms.append(author, room, source, body, keyOf(request), languageOf(request)));
    },
  );
  app.post(
    "/api/rooms/:room/facts",
    { schema: { params: byRoom, response: { 202: receiptSchema } } },
    async (request, reply) => {
      const { author } = await partyIn(frame, request, request.params.room);
      return reply
        .status(202)
        .send(
          await rooms.append(
            author,
            request.params.room,
            null,
            bodyText(request.body),
            keyOf(request),
            languageOf(request),
          ),
        );
    },
  );
  // As of a statement: only what it had seen. Without one: all there is.
  app.get(
    "/api/rooms/:room/facts",
    {
      schema: {
        params: byRoom,
        querystring: z.object({ period: z.string().optional(), number: z.coerce.number().int().optional() }),
      },
    },
    async (request, reply) => {
      const { room } = request.params;
      const { period, number } = request.query;
      const { party } = await partyIn(frame, request, room);
      const upTo =
        period === undefined || number === undefined
          ? null
          : (await statements.at(party, room, period, number)).statement.positions;
      const { lines, heads } = await rooms.received(party, room, upTo);
      return reply.type("application/x-ndjson").header("x-overens-heads", JSON.stringify(heads)).send(lines.join("\n"));
    },
  );
  // What the facts come to, a line a subject, series and day, for whoever recomputes more than a page can read as facts.
  app.get("/api/rooms/:room/blocks", { schema: { params: byRoom } }, async (request, reply) => {
    const { party } = await partyIn(frame, request, request.params.room);
    const room = await rooms.open(party, request.params.room);
    await rooms.fold(party, room);
    const lines = await database.inContext({ party, rooms: [room.room_id], sources: room.sources }, async (client) => {
      const each: string[] = [];
      for (const source of room.sources)
        for (const shelf of await store.shelvesIn(client, source))
          for (const block of blocksOfShelf(shelf)) each.push(JSON.stringify(block));
      return each;
    });
    return reply.type("application/x-ndjson").send(lines.join("\n"));
  });
  app.get(
    "/api/rooms/:room/disputed",
    { schema: { params: byRoom, response: { 200: disputedSchema } } },
    async (request) => {
      const { party } = await partyIn(frame, request, request.params.room);
      const { facts } = await rooms.look(party, request.params.room);
      return disputedJson({ conflicts: facts.conflicts(), corrections: facts.superseded() }) as z.infer<
        typeof disputedSchema
      >;
    },
  );
}
