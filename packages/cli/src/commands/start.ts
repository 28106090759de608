/** overens start: the server's program as a child process; its words and its end are this command's. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { exit } from "../terminal.ts";

export async function start(options: { readonly port?: string; readonly data?: string }): Promise<number> {
  const server = join(dirname(createRequire(import.meta.url).resolve("@overens/core")), "../../server/bin/start.js");
  const env = {
    ...process.env,
    ...(options.port === undefined ? {} : { PORT: options.port }),
    ...(options.data === undefined ? {} : { OVERENS_DATA: options.data }),
  };
  const child = spawn(process.execPath, [server], { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? exit.done)));
}
