/** The negotiation of a room: where it stands, opening it, and every act by one address. */
import { historySchema, negotiationActSchema, negotiationSchema } from "@overens/api";
import { z } from "zod";
import { byRoom, type Frame, partyIn } from "../http/frame.ts";
import { history } from "./history.ts";

export function negotiationRoutes(frame: Frame): void {
  const { app, negotiations, rooms } = frame;
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
  app.get(
    "/api/rooms/:room/negotiation/history",
    {
      schema: {
        params: byRoom,
        querystring: z.object({ proposal: z.string().max(64).optional() }),
        response: { 200: historySchema },
      },
    },
    async (request) => {
      const { party } = await partyIn(frame, request, request.params.room);
      return history(rooms, party, request.params.room, request.query.proposal ?? null);
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
