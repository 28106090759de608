/** The database as verbs see it: transactions in a context, and nothing outside one. */
import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { CannotStart, type EmbeddedServer, startEmbedded } from "./embedded.ts";

/** Who asks, and what the application has found that they may read. Without it there are no rows. */
export type Context = {
  /** Who has signed in; absent in open rooms. */
  readonly person?: string | null;
  readonly party: string;
  readonly rooms: readonly string[];
  readonly sources: readonly string[];
};

export type Database = {
  /** Runs work in one transaction of the app's role with the context set; commits, or rolls back on any error. */
  readonly inContext: <T>(context: Context, work: (client: pg.PoolClient) => Promise<T>) => Promise<T>;
  /** One statement of the app's role, in a transaction of its own: for functions that set their own context. */
  readonly inOne: <T>(work: (client: Pick<pg.PoolClient, "query">) => Promise<T>) => Promise<T>;
  /** The open rooms, as the operator of this machine sees them: names and parties, no content. Nobody signs in to these. */
  readonly directory: () => Promise<readonly DirectoryEntry[]>;
  /** One of them, or null for a room that is not there or not open. */
  readonly openRoom: (room: string) => Promise<DirectoryEntry | null>;
  /** Calls back with the payload of each notice on a channel. */
  readonly listen: (channel: string, heard: (payload: string) => void) => Promise<void>;
  /** Connections that reach accounts and mail, and nothing of any room. */
  readonly accounts: pg.Pool;
  /** Whether sources may lie on different machines: then no transaction of the hot path takes in two. */
  readonly isDistributed: boolean;
  readonly where: string;
  /** Work of the operator of this machine, as the migration role: no request is ever served so. */
  readonly asOperator: <T>(work: (client: pg.PoolClient) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

export type DirectoryEntry = {
  readonly room_id: string;
  readonly name: string;
  readonly provider: string;
  readonly customer: string;
  readonly period: string;
  readonly sample: boolean;
};

/** The oldest server that the SQL is written for. */
const oldestMajor = 15;
/** How long a request waits for a connection before it is answered that the database is busy, in milliseconds. */
const longestWait = 15_000;
/** A lost ear for notices is replaced after this long, in milliseconds. */
const heardAgain = 1000;

/** DATABASE_URL, or the embedded server of a data folder. @throws CannotStart with what to do */
export async function openDatabase(options: {
  readonly url: string | undefined;
  readonly folder: string;
  readonly poolSize?: number;
}): Promise<Database> {
  const embedded: EmbeddedServer | null = options.url === undefined ? await startEmbedded(options.folder) : null;
  const connection: pg.ClientConfig = embedded
    ? { host: embedded.socket, user: "overens_admin", database: "postgres" }
    : { connectionString: options.url ?? "", keepAlive: true };
  const poolOf = (more: pg.PoolConfig): pg.Pool => {
    const made = new pg.Pool({
      ...connection,
      max: options.poolSize ?? 8,
      connectionTimeoutMillis: longestWait,
      ...more,
    });
    made.on("error", () => undefined); // a lost idle connection is replaced at the next use
    made.on("connect", (client) => client.on("error", () => undefined)); // one in use fails at its query instead
    return made;
  };
  const pool = poolOf({});
  let isDistributed = false;
  try {
    await migrate(pool);
    const asked = "select exists (select from pg_extension where extname = 'citus') as found";
    isDistributed = (await pool.query<{ found: boolean }>(asked)).rows[0]?.found ?? false;
  } catch (error) {
    await pool.end();
    await embedded?.stop();
    throw options.url === undefined ? error : inWords(error);
  }
  const appends = poolOf({ options: "-c role=overens_app" });
  const accounts = poolOf({ options: "-c role=overens_auth -c search_path=auth" });
  const ears = new Set<() => Promise<void>>();
  return {
    inContext: (context, work) => inContext(pool, context, work),
    inOne: (work) => work(appends),
    directory: async () =>
      (
        await pool.query<DirectoryEntry>(
          "select /* across rooms */ room_id, name, provider, customer, period, sample from room where open order by created_at, room_id",
        )
      ).rows,
    openRoom: async (room) =>
      (
        await pool.query<DirectoryEntry>(
          "select room_id, name, provider, customer, period, sample from room where room_id = $1 and open",
          [room],
        )
      ).rows[0] ?? null,
    listen: async (channel, heard) => void ears.add(await keptListening(connection, channel, heard)),
    accounts,
    isDistributed,
    where: embedded?.folder ?? "DATABASE_URL",
    asOperator: async (work) => {
      const client = await pool.connect();
      try {
        return await work(client);
      } finally {
        client.release();
      }
    },
    close: async () => {
      await Promise.all([...ears].map((stop) => stop()));
      await Promise.all([pool.end(), appends.end(), accounts.end()]);
      await embedded?.stop();
    },
  };
}

/** Listens on a channel, again whenever the connection is lost; gives what stops it. */
async function keptListening(
  connection: pg.ClientConfig,
  channel: string,
  heard: (payload: string) => void,
): Promise<() => Promise<void>> {
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  const connected = async (): Promise<pg.Client> => {
    const made = new pg.Client(connection);
    made.on("error", () => undefined);
    made.on("notification", ({ payload }) => heard(payload ?? ""));
    await made.connect();
    await made.query(`listen ${channel}`);
    made.once("end", () => later());
    return made;
  };
  let client = await connected();
  const later = (): void => {
    if (stopping) return;
    timer = setTimeout(() => {
      connected().then((made) => {
        client = made;
        if (stopping) void made.end();
      }, later);
    }, heardAgain);
  };
  return async () => {
    stopping = true;
    clearTimeout(timer);
    await client.end().catch(() => undefined);
  };
}

/** Why a server named by DATABASE_URL cannot be used, as far as it says so. */
function inWords(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const why = error instanceof Error ? error.message : "";
  if (["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "ENOENT", "57P03"].includes(code))
    return new CannotStart(
      `The server of DATABASE_URL does not answer (${why || code}). Start it, or mend the address.`,
    );
  if (["28P01", "28000", "3D000", "ERR_INVALID_URL"].includes(code))
    return new CannotStart(`The server of DATABASE_URL does not let us in: ${why}.`);
  if (code === "42501")
    return new CannotStart(
      `The user of DATABASE_URL may not do what is needed: ${why}. It owns the database, and may create a role (CREATEROLE) unless overens_app is there and granted to it.`,
    );
  return error;
}

async function inContext<T>(pool: pg.Pool, context: Context, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query("begin; set local role overens_app");
    await setContext(client, context);
    const done = await work(client);
    await client.query("commit");
    return done;
  } catch (error) {
    await client.query("rollback").catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Widens or narrows what the rest of a transaction may reach: once a room is read, its sources. */
export async function setContext(client: pg.PoolClient, { person, party, rooms, sources }: Context): Promise<void> {
  const reached = [party, rooms.join(","), sources.join(",")];
  if (person === undefined || person === null)
    await client.query({ name: "context", text: "select overens_context($1, $2, $3)", values: reached });
  else {
    const text = "select overens_context_of($1, $2, $3, $4)";
    await client.query({ name: "context-of", text, values: [person, ...reached] });
  }
}

/**
 * The roles that serve requests: one for rooms, one for accounts and mail. They own nothing and bypass nothing, and neither reaches
 * the other's tables. Another database of the same server may be making them too.
 */
const makeRole = (role: string): string => `do $$ begin
  if not exists (select from pg_roles where rolname = '${role}') then
    begin
      create role ${role} nologin nosuperuser nobypassrls;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
  if not (select rolsuper from pg_roles where rolname = current_user) then execute format('grant ${role} to %I', current_user); end if;
end $$`;

/** Plain SQL files in order of name, each once, all in a transaction of the migration role; of servers that start together, one does it. */
async function migrate(pool: pg.Pool): Promise<void> {
  const folder = new URL("../../src/database/migrations/", import.meta.url);
  const client = await pool.connect();
  try {
    const version = Number(
      (await client.query<{ server_version_num: string }>("show server_version_num")).rows[0]?.server_version_num,
    );
    if (version < oldestMajor * 10_000)
      throw new CannotStart(
        `The server of DATABASE_URL is PostgreSQL ${Math.floor(version / 10_000)}; ${oldestMajor} or later is needed.`,
      );
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(4747)");
    await client.query(
      "create table if not exists migration (name text primary key, applied_at timestamptz not null default now())",
    );
    for (const role of ["overens_app", "overens_auth"]) await client.query(makeRole(role));
    const { rows } = await client.query<{ name: string }>("select name from migration");
    const applied = new Set(rows.map(({ name }) => name));
    const files = readdirSync(folder)
      .filter((name) => name.endsWith(".sql"))
      .sort();
    const unknown = [...applied].filter((name) => !files.includes(name));
    if (unknown.length > 0)
      throw new CannotStart(
        `This database was written by a newer version of the program (${unknown.join(", ")}). Start that version.`,
      );
    for (const name of files.filter((file) => !applied.has(file))) {
      for (const statement of statementsOf(readFileSync(new URL(name, folder), "utf8"))) await client.query(statement);
      await client.query("insert into migration (name) values ($1)", [name]);
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** A file's statements, one a message, as a distributed server asks of policies: text and the bodies of functions hold no end of one. */
function statementsOf(text: string): readonly string[] {
  const parts = text.match(/(?:--[^\n]*|'[^']*'|\$\$[\s\S]*?\$\$|[^;])+/g) ?? [];
  return parts.filter((part) => part.replace(/--[^\n]*/g, "").trim() !== "");
}
