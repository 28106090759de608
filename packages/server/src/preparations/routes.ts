/** What comes before a room's text: where it stands, every act by one address, and the files that belong to it. */
import { evidenceFileSchema, preparationActSchema, preparationSchema } from "@overens/api";
import { z } from "zod";
import { byRoom, type Frame, languageOf, partyIn } from "../http/frame.ts";
import { Refusal } from "../refusal.ts";

export function preparationRoutes(frame: Frame): void {
  const { app, preparations, evidence } = frame;
  app.get(
    "/api/rooms/:room/preparation",
    { schema: { params: byRoom, response: { 200: preparationSchema } } },
    async (request) => {
      const { author } = await partyIn(frame, request, request.params.room);
      return preparations.read(author, request.params.room);
    },
  );
  app.post(
    "/api/rooms/:room/preparation/acts",
    { schema: { params: byRoom, body: preparationActSchema, response: { 200: preparationSchema } } },
    async (request) => {
      const { author, person } = await partyIn(frame, request, request.params.room);
      return preparations.act(author, request.params.room, request.body, person?.language ?? languageOf(request));
    },
  );
  app.post(
    "/api/rooms/:room/evidence",
    {
      schema: {
        params: byRoom,
        querystring: z.object({ name: z.string().max(1000) }),
        response: { 201: evidenceFileSchema },
      },
    },
    async (request, reply) => {
      const { author } = await partyIn(frame, request, request.params.room);
      if (!Buffer.isBuffer(request.body)) throw new Refusal("wrong-kind");
      return reply.status(201).send(await evidence.keep(author, request.params.room, request.query.name, request.body));
    },
  );
  // Whatever a file is, a browser is given it to keep and never to show: it may hold anything.
  app.get(
    "/api/rooms/:room/evidence/:hash",
    { schema: { params: byRoom.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/) }) } },
    async (request, reply) => {
      const { party } = await partyIn(frame, request, request.params.room);
      const { name, body } = await evidence.read(party, request.params.room, request.params.hash);
      return reply
        .type("application/octet-stream")
        .header("cache-control", "no-store")
        .header("content-disposition", `attachment; filename="file"; filename*=UTF-8''${encodedName(name)}`)
        .send(body);
    },
  );
}

/** A name as RFC 8187 has it in a header. */
function encodedName(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}
