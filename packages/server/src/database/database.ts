/** The database as verbs see it: transactions in a context, and nothing outside one. */
import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { type EmbeddedServer, startEmbedded } from "./embedded.ts";

/** Who asks, and what the application has found that they may read. Without it there are no rows. */
export type Context = { readonly party: string; readonly rooms: readonly string[]; readonly sources: readonly string[] };

export type Database = {
  /** Runs work in one transaction of the app's role with the context set; commits, or rolls back on any error. */
  readonly inContext: <T>(context: Context, work: (client: pg.PoolClient) => Promise<T>) => Promise<T>;
  /** One statement of the app's role, in a transaction of its own: for functions that set their own context. */
  readonly inOne: <T>(work: (client: Pick<pg.PoolClient, "query">) => Promise<T>) => Promise<T>;
  /** The rooms there are, as the operator of this machine sees them: names and parties, no content. Until people sign in, this is how one is chosen. */
  readonly directory: () => Promise<readonly DirectoryEntry[]>;
  /** Calls back with the payload of each notice on a channel. */
  readonly listen: (channel: string, heard: (payload: string) => void) => Promise<void>;
  readonly where: string;
  /** Work of the operator of this machine, as the migration role: no request is ever served so. */
  readonly asOperator: <T>(work: (client: pg.PoolClient) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

export type DirectoryEntry = { readonly room_id: string; readonly name: string; readonly provider: string; readonly customer: string; readonly period: string; readonly sample: boolean };

/** DATABASE_URL, or the embedded server of a data folder. */
export async function openDatabase(options: { readonly url: string | undefined; readonly folder: string; readonly poolSize?: number }): Promise<Database> {
  const embedded: EmbeddedServer | null = options.url === undefined ? await startEmbedded(options.folder) : null;
  const connection: pg.PoolConfig = embedded ? { host: embedded.socket, user: "overens_admin", database: "postgres" } : { connectionString: options.url ?? "" };
  const pool = new pg.Pool({ ...connection, max: options.poolSize ?? 8 });
  pool.on("error", () => undefined); // a lost idle connection is replaced at the next use
  pool.on("connect", (client) => client.on("error", () => undefined)); // one in use fails at its query instead
  await migrate(pool);
  const appends = new pg.Pool({ ...connection, max: options.poolSize ?? 8, options: "-c role=overens_app" });
  appends.on("error", () => undefined);
  appends.on("connect", (client) => client.on("error", () => undefined));
  const listeners: pg.Client[] = [];
  return {
    inContext: (context, work) => inContext(pool, context, work),
    inOne: (work) => work(appends),
    directory: async () => (await pool.query<DirectoryEntry>("select /* across rooms */ room_id, name, provider, customer, period, sample from room order by created_at, room_id")).rows,
    listen: async (channel, heard) => {
      const client = new pg.Client(connection);
      client.on("error", () => undefined);
      client.on("notification", ({ payload }) => heard(payload ?? ""));
      await client.connect();
      await client.query(`listen ${channel}`);
      listeners.push(client);
    },
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
      await Promise.all(listeners.map((client) => client.end()));
      await Promise.all([pool.end(), appends.end()]);
      await embedded?.stop();
    },
  };
}

async function inContext<T>(pool: pg.Pool, { party, rooms, sources }: Context, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query("begin; set local role overens_app");
    await setContext(client, { party, rooms, sources });
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
export async function setContext(client: pg.PoolClient, { party, rooms, sources }: Context): Promise<void> {
  await client.query({ name: "context", text: "select overens_context($1, $2, $3)", values: [party, rooms.join(","), sources.join(",")] });
}

/** Plain SQL files in order of name, each once, in a transaction of the migration role. */
async function migrate(pool: pg.Pool): Promise<void> {
  const folder = new URL("../../src/database/migrations/", import.meta.url);
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("create table if not exists migration (name text primary key, applied_at timestamptz not null default now())");
    await client.query("lock table migration in exclusive mode");
    await client.query("do $$ begin if not exists (select from pg_roles where rolname = 'overens_app') then create role overens_app nologin nosuperuser nobypassrls; end if; execute format('grant overens_app to %I', current_user); end $$");
    const { rows } = await client.query<{ name: string }>("select name from migration");
    const applied = new Set(rows.map(({ name }) => name));
    const files = readdirSync(folder)
      .filter((name) => name.endsWith(".sql"))
      .sort();
    const unknown = [...applied].filter((name) => !files.includes(name));
    if (unknown.length > 0) throw new Error(`This database was written by a newer version of the program (${unknown.join(", ")}). Start that version.`);
    for (const name of files.filter((file) => !applied.has(file))) {
      await client.query(readFileSync(new URL(name, folder), "utf8"));
      await client.query("insert into migration (name) values ($1)", [name]);
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}
