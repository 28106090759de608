/** HTTP: the API under /api, the pages elsewhere. It listens on loopback only until people can sign in. */
import { existsSync } from "node:fs";
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import rateLimit from "@fastify/rate-limit";
import fastifyStatic from "@fastify/static";
import swagger from "@fastify/swagger";
import Fastify, { type ConnectionError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { z } from "zod";
import { accounts } from "../accounts/accounts.ts";
import { organisations } from "../accounts/organisations.ts";
import { accountRoutes } from "../accounts/routes.ts";
import { approvals } from "../approvals/approvals.ts";
import { approvalRoutes } from "../approvals/routes.ts";
import { bundleRoutes } from "../bundles/routes.ts";
import { conversations } from "../conversations/conversations.ts";
import { conversationRoutes } from "../conversations/routes.ts";
import type { Database } from "../database/database.ts";
import { documents, type SealOptions } from "../documents/documents.ts";
import { documentRoutes } from "../documents/routes.ts";
import { guests } from "../guests/guests.ts";
import { guestRoutes } from "../guests/routes.ts";
import { callers } from "../mail/call.ts";
import { mail, type Post } from "../mail/mail.ts";
import { mailRoutes } from "../mail/routes.ts";
import { negotiations } from "../negotiations/negotiations.ts";
import { negotiationRoutes } from "../negotiations/routes.ts";
import { people } from "../people/people.ts";
import { peopleRoutes } from "../people/routes.ts";
import { evidence as evidenceOf } from "../preparations/evidence.ts";
import { preparations } from "../preparations/preparations.ts";
import { reminders } from "../preparations/remind.ts";
import { preparationRoutes } from "../preparations/routes.ts";
import { Refusal } from "../refusal.ts";
import { rooms as roomsOn } from "../rooms/rooms.ts";
import { roomRoutes } from "../rooms/routes.ts";
import { signingRoutes } from "../signings/routes.ts";
import { signings } from "../signings/signings.ts";
import { announcer } from "../sources/announce.ts";
import { sourceRoutes } from "../sources/routes.ts";
import { statementRoutes } from "../statements/routes.ts";
import { statements } from "../statements/statements.ts";
import { templateRoutes } from "../templates/routes.ts";
import { type Frame, languageOf } from "./frame.ts";
import { describedApi } from "./openapi.ts";
import { problemOf, refusalOf } from "./problem.ts";

/** The most a request may carry. */
const largestBody = 20 * 1024 * 1024;
/** An organisation and its source have 64 characters each at most. */
const longestName = 200;

export type HttpOptions = {
  /** From one address; more are asked to wait. Default 3,000. */ readonly requestsPerMinute?: number;
  /** Where the seal's key is kept and who stamps time. Default: nothing is sealed. */ readonly seal?: SealOptions;
  /** Where people find the pages; without it this machine alone, at whatever port. */ readonly origin?: string | null;
  /** What cookies are signed with; without it one is made and kept in the database. */ readonly secret?: string | null;
  /** The post that takes letters; without it they stay on this machine. */ readonly smtp?: Post | null;
};
/** The program, and the link by which an installation's owner first comes in (null once somebody has). */
export type HttpServer = FastifyInstance & {
  readonly ownerLink: (origin: string) => Promise<string | null>;
  /** Tells people what of their plan is due; it happens each hour by itself. */
  readonly remind: (at: Date) => Promise<number>;
};

export async function httpServer(
  database: Database,
  {
    requestsPerMinute = 3000,
    seal = { folder: null, timeStamps: null },
    origin = null,
    secret = null,
    smtp = null,
  }: HttpOptions = {},
): Promise<HttpServer> {
  const app = Fastify({
    bodyLimit: largestBody,
    logger: false,
    requestTimeout: 120_000,
    // Where people come through a proxy on this machine, it says who they are; elsewhere nobody is believed about that.
    trustProxy: origin === null ? false : "loopback",
    routerOptions: { maxParamLength: longestName },
    frameworkErrors: (error, request, reply) => answer(error, request, reply),
    clientErrorHandler,
  }).withTypeProvider<ZodTypeProvider>();
  const registered = methodsOf(app);
  const live = await announcer(database);
  const post = mail(database.accounts, smtp);
  const rooms = roomsOn(database, live);
  const evidence = evidenceOf(database, rooms);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(swagger, {
    openapi: { openapi: "3.1.0", info: { title: "Överens", version: "0.1.0" } },
    transform: jsonSchemaTransform,
  });
  await app.register(rateLimit, { max: requestsPerMinute, timeWindow: "1 minute" });
  app.addContentTypeParser(
    ["application/x-ndjson", "application/jsonl", "text/plain"],
    { parseAs: "string" },
    (_, body, done) => done(null, body),
  );
  app.addContentTypeParser("application/octet-stream", { parseAs: "buffer" }, (_, body, done) => done(null, body));
  app.addHook("onSend", async (_, reply) => {
    reply.header("x-content-type-options", "nosniff").header("referrer-policy", "same-origin");
    reply.header(
      "content-security-policy",
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    );
  });
  // A page of another site may not change anything here: browsers say where a request comes from.
  app.addHook("onRequest", async (request) => {
    // Known on this machine only, it answers by this machine's names: another's name that leads here is a page of another site.
    if (origin === null) known.originOf(request);
    if (request.method === "GET" || request.method === "HEAD") return;
    const { origin: from, "sec-fetch-site": site = "none" } = request.headers;
    const isForeign = from !== undefined && from !== known.originOf(request);
    if (isForeign || (site !== "same-origin" && site !== "none")) throw new Refusal("not-allowed");
  });
  app.setErrorHandler((error, request, reply) => answer(error, request, reply));

  const known = await accounts(database.accounts, post, { origin, secret });
  const call = callers(known, post);
  const frame: Frame = {
    app,
    shared: origin !== null,
    database,
    accounts: known,
    organisations: organisations(database.accounts, post),
    mail: post,
    rooms,
    people: people(database, rooms, post, live),
    statements: statements(database, rooms),
    negotiations: negotiations(database, rooms, live),
    conversations: conversations(database, rooms, call, live),
    approvals: approvals(database, rooms, call, live),
    preparations: preparations(database, rooms, evidence, live),
    evidence,
    guests: guests(database, rooms, live),
    signings: signings(database, rooms, known, post, live),
    documents: documents(database, rooms, seal),
  };
  app.get("/api/healthz", { schema: { response: { 200: z.object({ ok: z.boolean() }) } } }, async () => ({ ok: true }));
  app.get("/api/openapi.json", async () => describedApi(app));
  accountRoutes(frame);
  mailRoutes(frame);
  roomRoutes(frame, live);
  templateRoutes(frame);
  peopleRoutes(frame);
  const reminding = reminders(database, rooms, frame.accounts, post, origin);
  app.addHook("onClose", async () => {
    await reminding.stop();
    live.stop();
    await post.stop();
    await rooms.folded();
  });
  sourceRoutes(frame);
  statementRoutes(frame);
  bundleRoutes(frame);
  preparationRoutes(frame);
  negotiationRoutes(frame);
  guestRoutes(frame);
  signingRoutes(frame);
  conversationRoutes(frame);
  approvalRoutes(frame);
  documentRoutes(frame);

  const pages = fileURLToPath(new URL("../../../web/dist/", import.meta.url));
  if (existsSync(pages)) {
    await app.register(fastifyStatic, { root: pages, cacheControl: true, maxAge: "1h", immutable: false });
    app.setNotFoundHandler((request, reply) => {
      if (request.method !== "GET" || request.url.startsWith("/api/")) return unrouted(request, reply);
      return reply.header("cache-control", "no-cache").sendFile("index.html");
    });
  } else app.setNotFoundHandler(unrouted);
  return Object.assign(app, { ownerLink: frame.accounts.ownerLink, remind: reminding.remind }) as unknown as HttpServer;

  /** An address that is here for other methods says which; OPTIONS asks for just that. */
  function unrouted(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const methods = registered(request.url.split("?")[0] ?? "");
    if (methods.length === 0 || methods.includes(request.method)) throw new Refusal("not-found");
    reply.header("allow", methods.join(", "));
    if (request.method === "OPTIONS") return reply.status(204).send();
    throw new Refusal("wrong-method");
  }
}

/** The methods that an address takes. */
function methodsOf(app: FastifyInstance): (path: string) => readonly string[] {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook("onRoute", ({ url, method }) => {
    if (url.startsWith("/api/"))
      routes.push({ pattern: new RegExp(`^${url.replace(/:\w+/g, "[^/]+")}$`), methods: [method].flat() });
  });
  return (path) =>
    [...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))].sort();
}

function answer(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request);
  const refusal = refusalOf(error);
  reply.type("application/problem+json");
  if (refusal) {
    const problem = problemOf(refusal, request.id, language);
    if (refusal.code === "busy") reply.header("retry-after", "2");
    return reply.status(problem.status).send(problem);
  }
  process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
  const title =
    language === "sv"
      ? "Något gick fel hos oss. Inget halvt har sparats; det går bra att försöka igen."
      : "Something went wrong on our side. Nothing was half stored; it is safe to try again.";
  return reply
    .status(500)
    .send({ type: "about:blank", title, status: 500, detail: title, instance: request.id, errors: [] });
}

/** What is no HTTP, or has an address or headers beyond all measure, is told so in the same form, before there is a request. */
function clientErrorHandler(error: ConnectionError, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const problem = problemOf(new Refusal("bad-request", [{ place: "", message: error.code, hint: "" }]), "", "en");
  const status = error.code === "HPE_HEADER_OVERFLOW" ? 431 : error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
  const body = JSON.stringify({ ...problem, status });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
