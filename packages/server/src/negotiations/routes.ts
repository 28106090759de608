/** The negotiation of a room: where it stands, opening it, and every act by one address. */
import { negotiationActSchema, negotiationSchema } from "@overens/api";
import { byRoom, type Frame, partyIn } from "../http/frame.ts";

export function negotiationRoutes(frame: Frame): void {
  const { app, negotiations } = frame;
  app.get(
    "/api/rooms/:room/negotiation",
    { schema: { params: byRoom, response: { 200: negotiationSchema } } },
    async (request) => {
      const { party } = await partyIn(frame, request, request.params.room);
      return negotiations.read(party, request.params.room);
    },
  );
  app.post(
    "/api/rooms/:room/negotiation",
    { schema: { params: byRoom, response: { 201: negotiationSchema } } },
    async (request, reply) => {
      const { author } = await partyIn(frame, request, request.params.room);
      return reply.status(201).send(await negotiations.open(author, request.params.room));
    },
  );
  app.post(
    "/api/rooms/:room/negotiation/acts",
    { schema: { params: byRoom, body: negotiationActSchema, response: { 200: negotiationSchema } } },
    async (request) => {
      const { author } = await partyIn(frame, request, request.params.room);
      return negotiations.act(author, request.params.room, request.body);
    },
  );
}
