/** The program behind npm start: database, sample rooms, HTTP; Ctrl-C stops all of it. */

import { openDatabase } from "./database/database.ts";
import { CannotStart } from "./database/embedded.ts";
import { httpServer } from "./http/server.ts";
import type { Post } from "./mail/mail.ts";
import { loadSamples } from "./samples.ts";

export async function main(): Promise<void> {
  const said = (text: string): void => void process.stdout.write(`${text}\n`);
  const port = Number(process.env["PORT"] ?? 4747);
  const folder = process.env["OVERENS_DATA"] ?? ".overens";
  try {
    const origin = process.env["OVERENS_URL"] ?? null;
    const smtp = postOf(process.env);
    if (origin !== null && smtp === null)
      throw new CannotStart(
        "OVERENS_URL is set, but not SMTP_URL: people elsewhere would get no letters, and so could not sign in.",
      );
    const database = await openDatabase({ url: process.env["DATABASE_URL"], folder });
    said(`Database: ${database.where}`);
    await loadSamples(database, said);
    const app = await httpServer(database, {
      seal: { folder, timeStamps: process.env["OVERENS_TSA"] ?? null },
      origin,
      secret: process.env["OVERENS_SECRET"] ?? null,
      smtp,
    });
    let stopping = false;
    const stop = async (): Promise<void> => {
      if (stopping) return;
      stopping = true;
      app.server.closeAllConnections();
      await app.close();
      await database.close();
      process.exit(0);
    };
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
    await app.listen({ host: "localhost", port });
    said("Listening on this machine only. Sample rooms are open: whoever reaches this address may look at them.");
    const here = origin ?? `http://localhost:${port}`;
    const owner = await app.ownerLink(here);
    if (owner !== null) said(`The owner of this installation comes in here, once: ${owner}`);
    said(here);
  } catch (error) {
    if (!(error instanceof CannotStart) && !(error instanceof Error && "code" in error && error.code === "EADDRINUSE"))
      throw error;
    process.stderr.write(
      `${error instanceof CannotStart ? error.message : `Port ${port} is taken. Stop what has it, or choose another: PORT=4748 npm start`}\n`,
    );
    process.exit(1);
  }
}

/** Letters go by SMTP_URL where it is set; else they stay on this machine. */
function postOf(environment: NodeJS.ProcessEnv): Post | null {
  const url = environment["SMTP_URL"];
  if (url === undefined || url === "") return null;
  const from = environment["MAIL_FROM"];
  if (from === undefined)
    throw new CannotStart("SMTP_URL is set, but not MAIL_FROM: say which address letters come from.");
  return { url, from };
}
