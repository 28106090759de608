/**
 * What receiving facts is measured beside, written as somebody would who knows fastify and PostgreSQL well: a pool, prepared
 * statements, as few journeys as the work allows, answers after the commit. On the same database server as ours.
 */
import { createHash } from "node:crypto";
import fastify from "fastify";
import { factsABatch, logs } from "./ingest-load.mjs";

const listening = { port: 0, host: "localhost" };
const largest = 10 * 1024 * 1024;
const portOf = (app) => app.server.address().port;

/** PERFORMANCE's first peer: a table by COPY and a commit before the answer. No hash, no chain, no row security, no sender's key. */
export async function barePeer(database, copyFrom) {
  await database.asOperator((client) =>
    client.query(
      "create table event (service int4 not null, at timestamptz not null, kind text not null, up bool not null, latency_ms float8 not null, primary key (service, at, kind))",
    ),
  );
  const app = fastify({ bodyLimit: largest });
  const item = {
    type: "object",
    required: ["service", "at", "kind", "up", "latency_ms"],
    properties: {
      service: { type: "integer" },
      at: { type: "string" },
      kind: { type: "string" },
      up: { type: "boolean" },
      latency_ms: { type: "number" },
    },
  };
  app.post("/events", { schema: { body: { type: "array", maxItems: 1000, items: item } } }, async (request, reply) => {
    await database.asOperator((client) => {
      let text = "";
      for (const { service, at, kind, up, latency_ms } of request.body)
        text += `${service}\t${at}\t${kind}\t${up ? "t" : "f"}\t${latency_ms}\n`;
      return copied(client.query(copyFrom("copy event from stdin")), text);
    });
    return reply.code(202).send({ accepted: request.body.length });
  });
  await app.listen(listening);
  return { port: portOf(app), empty: () => emptied(database, "event"), stop: () => app.close() };
}

/**
 * The peer with our guarantees: the body checked fact by fact, its SHA-256, a link of its source's chain, row security set in each
 * transaction, the same request once, facts by COPY, all in one commit before the answer.
 *
 * PostgreSQL refuses COPY into a table under row security, so the chain is what guards: under the role that serves requests a source
 * that the context does not hold is not found, and only then does the transaction go on as the role that loads. Three journeys:
 * begin and context, the link, COPY; the commit is the fourth. `keyed`: the facts have a primary key, as the first peer's have.
 */
export async function guardedPeer(database, copyFrom, { keyed }) {
  await database.asOperator(async (client) => {
    await client.query(schema(keyed));
  });
  const app = fastify({
    bodyLimit: largest,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
  });
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    request.hash = createHash("sha256").update(body).digest();
    try {
      done(null, JSON.parse(body.toString()));
    } catch (error) {
      done(Object.assign(error, { statusCode: 400 }));
    }
  });
  app.decorateRequest("hash", null);
  app.post("/sources/:source/facts", { schema: guardedSchema }, async (request, reply) => {
    const { source } = request.params;
    const link = await database.asOperator(async (client) => {
      try {
        await client.query(`begin; set local role peer_app; set local app.peer_sources = '${source}'`);
        const key = request.headers["idempotency-key"] ?? request.hash.toString("hex");
        const { rows } = await client.query({
          name: "peer-link",
          text: "select * from peer.link($1, $2, $3, $4)",
          values: [source, key, request.body.length, request.hash],
        });
        const [row] = rows;
        if (row?.outcome === "new") {
          let text = "";
          for (const { subject, slot, length_ms, state } of request.body)
            text += `${row.link_log}\t${row.link_position}\t${escaped(subject)}\t${slot}\t${length_ms}\t${state}\n`;
          await copied(client.query(copyFrom("copy peer.fact from stdin")), text);
        }
        await client.query("commit");
        return row;
      } catch (error) {
        await client.query("rollback");
        throw error;
      }
    });
    if (!link) return reply.code(404).send({ error: "no such source" });
    if (link.outcome === "other") return reply.code(422).send({ error: "another body under the same key" });
    return reply.code(202).send({
      source,
      sequence: Number(link.link_position),
      head: link.link_head.toString("hex"),
      hash: request.hash.toString("hex"),
      facts: request.body.length,
      known: link.outcome === "known",
    });
  });
  await app.listen(listening);
  return {
    port: portOf(app),
    empty: () => emptied(database, "peer.fact", "peer.batch"),
    /** A peer that keeps nothing would be a fast one: what it has said that it took must be there, each link after the one before. */
    check: async (answered) => {
      const { rows } = await database.asOperator((client) =>
        client.query(
          "select (select count(*)::int from peer.fact) as facts, (select count(*)::int from peer.batch) as batches, (select count(*)::int from peer.batch b where head <> sha256(previous || content) or exists (select from peer.batch p where p.log = b.log and p.position = b.position - 1 and p.head <> b.previous)) as broken",
        ),
      );
      const { facts, batches, broken } = rows[0];
      if (batches < answered || facts !== batches * factsABatch || broken > 0)
        throw new Error(`the peer answered ${answered} and has ${batches} batches, ${facts} facts, ${broken} broken`);
    },
    stop: async () => {
      await app.close();
      await database.asOperator((client) => client.query("drop schema peer cascade"));
    },
  };
}

/** What stores nothing at all: the framework, the body read and checked as JSON, and an answer. The load itself takes part of the cores. */
export async function nothingStored() {
  const app = fastify({ bodyLimit: largest });
  app.post("/sources/:source/facts", { schema: guardedSchema }, async (request, reply) =>
    reply.code(202).send({
      source: request.params.source,
      sequence: 0,
      head: "",
      hash: "",
      facts: request.body.length,
      known: false,
    }),
  );
  await app.listen(listening);
  return { port: portOf(app), empty: async () => undefined, stop: () => app.close() };
}

const text = { type: "string", minLength: 1, maxLength: 4096 };
const guardedSchema = {
  params: { type: "object", properties: { source: { type: "string", pattern: "^[A-Za-z0-9_-]{1,64}$" } } },
  body: {
    type: "array",
    minItems: 1,
    items: {
      type: "object",
      required: ["kind", "subject", "slot", "length_ms", "state"],
      additionalProperties: false,
      properties: {
        kind: { const: "sample" },
        subject: text,
        slot: { type: "string", format: "date-time" },
        length_ms: { type: "integer", minimum: 1, maximum: 2_678_400_000 },
        state: { enum: ["up", "down", "unknown"] },
      },
    },
  },
  response: {
    202: {
      type: "object",
      properties: {
        source: { type: "string" },
        sequence: { type: "integer" },
        head: { type: "string" },
        hash: { type: "string" },
        facts: { type: "integer" },
        known: { type: "boolean" },
      },
    },
  },
};

const schema = (keyed) => `
do $$ begin create role peer_app nologin; exception when duplicate_object then null; end $$;
create schema peer;
create table peer.source (source text primary key, log int4 generated always as identity unique, position int8 not null, head bytea not null);
create table peer.batch (log int4 not null references peer.source (log), source text not null, position int8 not null, received_at timestamptz not null, facts int4 not null, content bytea not null, previous bytea not null, head bytea not null, key text not null, primary key (log, position), unique (log, key));
create table peer.fact (log int4 not null, position int8 not null, subject text not null, slot timestamptz not null, length_ms int8 not null, state text not null${keyed ? ", primary key (log, subject, slot)" : ""});
alter table peer.source enable row level security;
alter table peer.batch enable row level security;
alter table peer.fact enable row level security;
create policy mine on peer.source using (source = any (string_to_array(current_setting('app.peer_sources', true), ',')));
create policy mine on peer.batch using (source = any (string_to_array(current_setting('app.peer_sources', true), ',')));
create policy mine on peer.fact using (log in (select s.log from peer.source s));
grant usage on schema peer to peer_app;
grant select, update on peer.source to peer_app;
grant select, insert on peer.batch to peer_app;
grant select on peer.fact to peer_app;
insert into peer.source (source, position, head) select 's' || n, 0, decode(repeat('0', 64), 'hex') from generate_series(0, ${logs - 1}) n;
create function peer.link(into_source text, with_key text, facts int4, content bytea) returns table (outcome text, link_log int4, link_position int8, link_head bytea) language plpgsql as $$
declare
  last record;
  earlier record;
begin
  select s.log, s.position, s.head into last from peer.source s where s.source = into_source for update;
  if not found then return; end if;
  select b.position, b.head, b.content into earlier from peer.batch b where b.log = last.log and b.key = with_key;
  if found then
    return query select case when earlier.content = link.content then 'known' else 'other' end, last.log, earlier.position, earlier.head;
    return;
  end if;
  outcome := 'new';
  link_log := last.log;
  link_position := last.position + 1;
  link_head := sha256(last.head || link.content);
  update peer.source s set position = link_position, head = link_head where s.source = into_source;
  insert into peer.batch values (link_log, into_source, link_position, now(), link.facts, link.content, last.head, link_head, with_key);
  set local role none;
  return next;
end $$;
`;

function copied(stream, text) {
  return new Promise((resolve, reject) => {
    stream.on("finish", resolve);
    stream.on("error", reject);
    stream.end(text);
  });
}

/** A text as COPY takes it. */
function escaped(text) {
  return /[\\\t\n\r]/.test(text)
    ? text.replace(/[\\\t\n\r]/g, (sign) => ({ "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" })[sign])
    : text;
}

async function emptied(database, ...tables) {
  await database.asOperator((client) => client.query(`truncate ${tables.join(", ")}`));
}
