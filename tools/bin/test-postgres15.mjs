/**
 * Runs the store's tests on a PostgreSQL server instead of the embedded one: Debian's 15, or the one whose binaries PGBIN names. It
 * starts a private server on a socket, and stops it. Where it is missing and may be installed, apt-get installs it.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const binaries = process.env.PGBIN ?? "/usr/lib/postgresql/15/bin";
const isRoot = process.getuid() === 0;
if (!existsSync(binaries) && isRoot)
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "postgresql-15"], { stdio: "inherit" });
if (!existsSync(binaries)) {
  console.log(`no PostgreSQL in ${binaries}: install postgresql-15, or name its binaries with PGBIN`);
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), "overens-pg-"));
const nobody = 65_534;
const as = isRoot ? { uid: nobody, gid: nobody } : {};
chmodSync(folder, 0o755);
if (isRoot) chownSync(folder, nobody, nobody);
const data = join(folder, "data");
execFileSync(join(binaries, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "--encoding=UTF8", "--locale=C"], {
  ...as,
  stdio: "ignore",
  cwd: folder,
});
const port = 15_432;
const server = spawn(
  join(binaries, "postgres"),
  ["-D", data, "-k", folder, "-h", "127.0.0.1", "-p", String(port), "-c", "max_connections=100"],
  { ...as, stdio: "ignore", cwd: folder },
);
const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
let code = 1;
try {
  for (
    let tries = 0;
    spawnSync(join(binaries, "pg_isready"), ["-h", "127.0.0.1", "-p", String(port)]).status !== 0;
    tries++
  ) {
    if (tries > 100) throw new Error("the server does not start");
    spawnSync("sleep", ["0.1"]);
  }
  console.log(execFileSync(join(binaries, "postgres"), ["--version"], { encoding: "utf8" }).trim());
  const env = { ...process.env, TEST_DATABASE_URL: url, PATH: `node_modules/.bin:${binaries}:${process.env.PATH}` };
  code =
    spawnSync("vitest", ["run", "test/store.test.ts", "test/room.test.ts", "test/hostile.test.ts"], {
      stdio: "inherit",
      env,
    }).status ?? 1;
} finally {
  server.kill("SIGINT");
  await new Promise((done) => server.on("exit", done));
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = code;
