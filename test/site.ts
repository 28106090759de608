/** The whole product on a database and a port of its own, for tests. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, type HttpOptions, httpServer, loadSamples, openDatabase } from "@overens/server";

export type Site = {
  readonly url: string;
  readonly database: Database;
  readonly ownerLink: () => Promise<string | null>;
  readonly remind: (at: Date) => Promise<number>;
  readonly stop: () => Promise<void>;
};

export async function openSite(options: HttpOptions = {}): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), "overens-test-"));
  chmodSync(folder, 0o755); // the database may run as another user
  const url =
    process.env["TEST_DATABASE_URL"] === undefined ? undefined : await freshDatabase(process.env["TEST_DATABASE_URL"]);
  const database = await openDatabase({ url, folder: join(folder, "data"), poolSize: 2 });
  await loadSamples(database, () => undefined);
  const app = await httpServer(database, options);
  await app.listen({ host: "localhost", port: 0 });
  const address = app.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://localhost:${port}`,
    ownerLink: () => app.ownerLink(`http://localhost:${port}`),
    remind: app.remind,
    database,
    stop: async () => {
      app.server.closeAllConnections();
      await app.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** On a PostgreSQL server: a database of its own for each site, so that tests do not meet. */
async function freshDatabase(server: string): Promise<string> {
  const name = `overens_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;
  const url = new URL(server);
  const operator = await openDatabase({ url: server, folder: "" });
  await operator.asOperator((client) => client.query(`create database ${name}`));
  await operator.close();
  url.pathname = `/${name}`;
  return url.toString();
}
