/** The whole product on a database and a port of its own, for tests. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, httpServer, loadSamples, openDatabase } from "@overens/server";

export type Site = { readonly url: string; readonly database: Database; readonly stop: () => Promise<void> };

export async function openSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), "overens-test-"));
  chmodSync(folder, 0o755); // the database may run as another user
  const database = await openDatabase({ url: process.env["TEST_DATABASE_URL"], folder: join(folder, "data"), poolSize: 2 });
  await loadSamples(database, () => undefined);
  const app = await httpServer(database);
  await app.listen({ host: "localhost", port: 0 });
  const address = app.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://localhost:${port}`,
    database,
    stop: async () => {
      app.server.closeAllConnections();
      await app.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
