/** Threads on points: those that both sides see under /threads, those of one's own side under /internal. */
import {
  beforeSchema,
  internalThreadSchema,
  internalThreadsSchema,
  sharedThreadSchema,
  sharedThreadsSchema,
  writeInternallySchema,
  writeMessageSchema,
} from "@overens/api";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { byRoom, type Frame, partyIn } from "../http/frame.ts";

const byPoint = byRoom.extend({ point: z.string().max(64) });

export function conversationRoutes(frame: Frame): void {
  const { app, conversations } = frame;
  app.get(
    "/api/rooms/:room/threads",
    { schema: { params: byRoom, response: { 200: sharedThreadsSchema } } },
    async (request) => {
      const { author } = await partyIn(frame, request, request.params.room);
      return conversations.shared(author, request.params.room);
    },
  );
  app.get(
    "/api/rooms/:room/threads/:point",
    { schema: { params: byPoint, querystring: beforeSchema, response: { 200: sharedThreadSchema } } },
    async (request) => {
      const { room, point } = request.params;
      const { author } = await partyIn(frame, request, room);
      return conversations.sharedThread(author, room, point, request.query.before);
    },
  );
  app.post(
    "/api/rooms/:room/threads/messages",
    { schema: { params: byRoom, body: writeMessageSchema, response: { 201: sharedThreadSchema } } },
    async (request, reply) => {
      const { room } = request.params;
      const { author } = await partyIn(frame, request, room);
      const link = pointLink(frame, request, room, request.body.point);
      return reply.status(201).send(await conversations.write(author, room, request.body, link));
    },
  );
  app.get(
    "/api/rooms/:room/internal/threads",
    { schema: { params: byRoom, response: { 200: internalThreadsSchema } } },
    async (request) => {
      const { author } = await partyIn(frame, request, request.params.room);
      return conversations.internal(author, request.params.room);
    },
  );
  app.get(
    "/api/rooms/:room/internal/threads/:point",
    { schema: { params: byPoint, querystring: beforeSchema, response: { 200: internalThreadSchema } } },
    async (request) => {
      const { room, point } = request.params;
      const { author } = await partyIn(frame, request, room);
      return conversations.internalThread(author, room, point, request.query.before);
    },
  );
  app.post(
    "/api/rooms/:room/internal/messages",
    { schema: { params: byRoom, body: writeInternallySchema, response: { 201: internalThreadSchema } } },
    async (request, reply) => {
      const { room } = request.params;
      const { author } = await partyIn(frame, request, room);
      const link = pointLink(frame, request, room, request.body.point);
      return reply.status(201).send(await conversations.writeInternally(author, room, request.body, link));
    },
  );
}

/** Where a point of a room is talked about. */
export function pointLink({ accounts }: Frame, request: FastifyRequest, room: string, point: string): string {
  return `${accounts.originOf(request)}/rooms/${room}/negotiation#point-${encodeURIComponent(point)}`;
}
