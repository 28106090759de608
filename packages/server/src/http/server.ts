/** HTTP: the API under /api, the pages elsewhere. It listens on loopback only until people can sign in. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import rateLimit from "@fastify/rate-limit";
import fastifyStatic from "@fastify/static";
import swagger from "@fastify/swagger";
import Fastify, { type FastifyInstance } from "fastify";
import { jsonSchemaTransform, serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { bundleRoutes } from "../bundles/routes.ts";
import type { Database } from "../database/database.ts";
import { negotiations } from "../negotiations/negotiations.ts";
import { negotiationRoutes } from "../negotiations/routes.ts";
import { Refusal } from "../refusal.ts";
import { rooms as roomsOn } from "../rooms/rooms.ts";
import { roomRoutes } from "../rooms/routes.ts";
import { announcer } from "../sources/announce.ts";
import { sourceRoutes } from "../sources/routes.ts";
import { statementRoutes } from "../statements/routes.ts";
import { statements } from "../statements/statements.ts";
import { type Frame, languageOf } from "./frame.ts";
import { describedApi } from "./openapi.ts";
import { problemOf, refusalOf } from "./problem.ts";

/** The most a request may carry. */
const largestBody = 20 * 1024 * 1024;

export type HttpOptions = { /** From one address; more are asked to wait. Default 3,000. */ readonly requestsPerMinute?: number };

export async function httpServer(database: Database, { requestsPerMinute = 3000 }: HttpOptions = {}): Promise<FastifyInstance> {
  const app = Fastify({ bodyLimit: largestBody, logger: false, requestTimeout: 120_000 }).withTypeProvider<ZodTypeProvider>();
  const live = await announcer(database);
  const rooms = roomsOn(database, live);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(swagger, { openapi: { openapi: "3.1.0", info: { title: "Överens", version: "0.1.0" } }, transform: jsonSchemaTransform });
  await app.register(rateLimit, { max: requestsPerMinute, timeWindow: "1 minute" });
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
    const refusal = refusalOf(error);
    if (refusal) {
      const problem = problemOf(refusal, request.id, language);
      if (refusal.code === "busy") reply.header("retry-after", "2");
      return reply.status(problem.status).type("application/problem+json").send(problem);
    }
    const { statusCode = 500 } = error as { statusCode?: number };
    const title = statusCode < 500 ? (error as Error).message : language === "sv" ? "Något gick fel hos oss. Inget halvt har sparats; det går bra att försöka igen." : "Something went wrong on our side. Nothing was half stored; it is safe to try again.";
    if (statusCode >= 500) process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
    return reply.status(statusCode).type("application/problem+json").send({ type: "about:blank", title, status: statusCode, detail: title, instance: request.id, errors: [] });
  });

  const frame: Frame = { app, database, rooms, statements: statements(database, rooms), negotiations: negotiations(database, rooms, live) };
  app.get("/api/healthz", { schema: { response: { 200: z.object({ ok: z.boolean() }) } } }, async () => ({ ok: true }));
  app.get("/api/openapi.json", { schema: { hide: true } }, async () => describedApi(app));
  roomRoutes(frame, live);
  app.addHook("onClose", async () => {
    live.stop();
    await rooms.folded();
  });
  sourceRoutes(frame);
  statementRoutes(frame);
  bundleRoutes(frame);
  negotiationRoutes(frame);

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
