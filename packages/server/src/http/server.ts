/** HTTP: the API under /api, the pages elsewhere. It listens on loopback only until people can sign in. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import rateLimit from "@fastify/rate-limit";
import fastifyStatic from "@fastify/static";
import swagger from "@fastify/swagger";
import { addRoomSchema, receiptSchema, roomListSchema, roomSchema, statementSchema } from "@overens/api";
import { instant, instantText, type Language, resultJson } from "@overens/core";
import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { jsonSchemaTransform, serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Database } from "../database/database.ts";
import { Refusal } from "../refusal.ts";
import { rooms as roomsOn } from "../rooms/rooms.ts";
import { problemOf } from "./problem.ts";

/** The most a request may carry. */
const largestBody = 20 * 1024 * 1024;

type Role = "provider" | "customer";

export async function httpServer(database: Database): Promise<FastifyInstance> {
  const app = Fastify({ bodyLimit: largestBody, logger: false, requestTimeout: 120_000 }).withTypeProvider<ZodTypeProvider>();
  const rooms = roomsOn(database);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(swagger, { openapi: { openapi: "3.1.0", info: { title: "Överens", version: "0.1.0" } }, transform: jsonSchemaTransform });
  await app.register(rateLimit, { max: 3000, timeWindow: "1 minute" });
  app.addContentTypeParser(["application/x-ndjson", "application/jsonl", "text/plain"], { parseAs: "string" }, (_, body, done) => done(null, body));
  app.addHook("onSend", async (_, reply) => {
    reply.header("x-content-type-options", "nosniff").header("referrer-policy", "same-origin");
    reply.header("content-security-policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
  });
  // A page of another site may not change anything here: browsers say where a request comes from.
  app.addHook("onRequest", async (request) => {
    const site = request.headers["sec-fetch-site"];
    if (request.method !== "GET" && request.method !== "HEAD" && site !== undefined && site !== "same-origin" && site !== "none") throw new Refusal("not-allowed");
  });
  app.setErrorHandler((error, request, reply) => {
    const language = languageOf(request);
    if (error instanceof Refusal)
      return reply
        .status(problemOf(error, request.id, language).status)
        .type("application/problem+json")
        .send(problemOf(error, request.id, language));
    const { statusCode = 500, code = "" } = error as { statusCode?: number; code?: string };
    if (code === "FST_ERR_CTP_BODY_TOO_LARGE")
      return reply
        .status(413)
        .type("application/problem+json")
        .send(problemOf(new Refusal("too-large"), request.id, language));
    const title = statusCode < 500 ? (error as Error).message : language === "sv" ? "Något gick fel hos oss. Inget halvt har sparats; det går bra att försöka igen." : "Something went wrong on our side. Nothing was half stored; it is safe to try again.";
    if (statusCode >= 500) process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
    return reply.status(statusCode).type("application/problem+json").send({ type: "about:blank", title, status: statusCode, detail: title, instance: request.id, errors: [] });
  });

  /** Who asks: the room's provider or customer, as chosen with "see as" until people sign in. */
  const partyIn = async (request: FastifyRequest, room: string): Promise<{ readonly party: string; readonly role: Role }> => {
    const entry = (await database.directory()).find(({ room_id: id }) => id === room);
    if (!entry) throw new Refusal("not-found");
    const role = roleOf(request);
    return { party: entry[role], role };
  };

  const byRoom = z.object({ room: z.string() });
  app.get("/api/healthz", { schema: { response: { 200: z.object({ ok: z.boolean() }) } } }, async () => ({ ok: true }));
  app.get("/api/openapi.json", { schema: { hide: true } }, async () => app.swagger());
  app.get("/api/rooms", { schema: { response: { 200: roomListSchema } } }, async () => ({ rooms: (await database.directory()).map(({ room_id: room, name, period, sample }) => ({ room, name, period, sample })) }));
  app.post("/api/rooms", { schema: { body: addRoomSchema, response: { 201: roomSchema } } }, async (request, reply) => {
    const { agreement, facts, period } = request.body;
    const room = await rooms.add(agreement, facts, { language: languageOf(request), ...(period === undefined ? {} : { period }) });
    return reply.status(201).send(roomResponse(room, roleOf(request)));
  });
  app.get("/api/rooms/:room", { schema: { params: byRoom, response: { 200: roomSchema } } }, async (request) => {
    const { party, role } = await partyIn(request, request.params.room);
    return roomResponse(await rooms.open(party, request.params.room), role);
  });
  app.get("/api/rooms/:room/statements/:period", { schema: { params: byRoom.extend({ period: z.string() }), response: { 200: statementSchema } } }, async (request) => {
    const { party } = await partyIn(request, request.params.room);
    const { result, conflicts, judgedAt } = await rooms.result(party, request.params.room, request.params.period);
    return { room: request.params.room, period: result.period.label, judged_at: instantText(instant(judgedAt)), conflicts, result: resultJson(result) as Record<string, unknown> };
  });
  app.get("/api/rooms/:room/facts", { schema: { params: byRoom } }, async (request, reply) => {
    const { party } = await partyIn(request, request.params.room);
    const { lines, heads } = await rooms.received(party, request.params.room);
    return reply.type("application/x-ndjson").header("x-overens-heads", JSON.stringify(heads)).send(lines.join("\n"));
  });
  app.post("/api/rooms/:room/facts", { schema: { params: byRoom, response: { 202: receiptSchema } } }, async (request, reply) => {
    const { party } = await partyIn(request, request.params.room);
    return reply.status(202).send(await rooms.append(party, request.params.room, null, bodyText(request.body), keyOf(request), languageOf(request)));
  });
  app.post("/api/sources/:source/facts", { schema: { params: z.object({ source: z.string() }), querystring: z.object({ room: z.string() }), response: { 202: receiptSchema } } }, async (request, reply) => {
    const { party } = await partyIn(request, request.query.room);
    return reply.status(202).send(await rooms.append(party, request.query.room, request.params.source, bodyText(request.body), keyOf(request), languageOf(request)));
  });
  const live = await liveFacts(database);
  app.get("/api/rooms/:room/live", { schema: { params: byRoom, hide: true } }, async (request, reply) => {
    const { party } = await partyIn(request, request.params.room);
    const { sources } = await rooms.open(party, request.params.room);
    reply.hijack();
    reply.raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    reply.raw.write(": open\n\n");
    const leave = live.join((source) => sources.includes(source) && reply.raw.write(`data: ${JSON.stringify({ source })}\n\n`));
    const alive = setInterval(() => reply.raw.write(": alive\n\n"), 20_000);
    request.raw.on("close", () => {
      clearInterval(alive);
      leave();
    });
  });

  const pages = fileURLToPath(new URL("../../../web/dist/", import.meta.url));
  if (existsSync(pages)) {
    await app.register(fastifyStatic, { root: pages, cacheControl: true, maxAge: "1h", immutable: false });
    app.setNotFoundHandler((request, reply) => {
      if (request.url.startsWith("/api/") || request.method !== "GET") throw new Refusal("not-found");
      return reply.header("cache-control", "no-cache").sendFile("index.html");
    });
  } else
    app.setNotFoundHandler(() => {
      throw new Refusal("not-found");
    });
  return app;
}

type OpenedRoom = Awaited<ReturnType<ReturnType<typeof roomsOn>["open"]>>;

function roomResponse(room: OpenedRoom, role: Role) {
  return {
    room: room.room_id,
    name: room.name,
    period: room.period,
    sample: room.sample,
    agreement: room.agreement,
    root: room.root,
    document: room.parsed as unknown as Record<string, unknown>,
    sources: room.sources.map((log) => log.slice(log.indexOf(".") + 1)),
    see_as: role,
    parties: room.parsed.parties.map(({ id, role: of, name }) => ({ id, role: of, name })),
  };
}

function roleOf(request: FastifyRequest): Role {
  const asked = request.headers["x-see-as"] ?? /(?:^|;\s*)see_as=(provider|customer)/.exec(request.headers.cookie ?? "")?.[1];
  return asked === "customer" ? "customer" : "provider";
}

function languageOf(request: FastifyRequest): Language {
  return (request.headers["accept-language"] ?? "").toLowerCase().startsWith("sv") ? "sv" : "en";
}

/** One key, one content: the same request may be sent again after a lost answer. */
function keyOf(request: FastifyRequest): string | null {
  const key = request.headers["idempotency-key"];
  return typeof key === "string" && key !== "" ? key.slice(0, 200) : null;
}

/** Lines as they came, or a JSON array or object as lines. */
function bodyText(body: unknown): string {
  if (typeof body === "string") return body;
  return (Array.isArray(body) ? body : [body]).map((fact) => JSON.stringify(fact)).join("\n");
}

/** Every process hears of every append and tells the pages that are open with it. */
async function liveFacts(database: Database): Promise<{ readonly join: (hear: (source: string) => void) => () => void }> {
  const listeners = new Set<(source: string) => void>();
  await database.listen("overens_facts", (source) => {
    for (const hear of listeners) hear(source);
  });
  return {
    join: (hear) => {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
  };
}
