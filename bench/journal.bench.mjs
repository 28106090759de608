/**
 * Journals: how long an act waits until it is decided and appended, at 200 a second over 1,000 rooms, beside a table of audit rows
 * with the same chain; and how long a room takes to open by the number of its entries, after a restart and again, as a chart in docs/.
 */
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { httpServer, openDatabase } from "@overens/server";
import { auditPeer } from "./journal-peer.mjs";
import { agreement, longRoom } from "./journal-room.mjs";
import { figure, median } from "./lib.mjs";

const sizes = [10, 100, 1000, 10_000];
const rounds = Number(process.env.ROUNDS ?? 3);
const folder = mkdtempSync(join(tmpdir(), "overens-bench-"));
chmodSync(folder, 0o755);
const data = join(folder, "data");

try {
  const parts = { append: appends, open: openings };
  for (const [name, part] of Object.entries(parts)) if ((process.env.ONLY ?? name) === name) await part();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Ours and the peer in turns, round by round: the rate is the same for both, and given whatever they answer. */
async function appends() {
  const [rate, seconds, count] = [200, Number(process.env.SECONDS ?? 10), Number(process.env.ROOMS ?? 1000)];
  await withServer(async ({ url, port, database }) => {
    const rooms = [];
    const post = async (path, body) => {
      const answer = await fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
      return answer.json();
    };
    let meaning = "";
    const one = async () => {
      const { room } = await post("/rooms", { agreement, facts: "" });
      const { points } = await post(`/rooms/${room}/negotiation`, {});
      meaning = points.find(({ id }) => id === "goal-1").meaning;
      rooms.push(room);
    };
    for (let made = 0; made < count; made += 4) await Promise.all([one(), one(), one(), one()]);
    const body = JSON.stringify({ act: "answer-point", point: "goal-1", meaning, satisfaction: "TURN" });
    const peer = await auditPeer(database, rooms.length);
    const ours = { port, requests: rooms.map((room) => ({ path: `/api/rooms/${room}/negotiation/acts`, body })) };
    const theirs = { port: peer.port, requests: rooms.map((_, room) => ({ path: `/rooms/${room}/acts`, body })) };
    const runs = [];
    for (let round = 0; round < rounds; round++) {
      const run = {
        ours: await driven({ ...ours, rate, seconds }),
        theirs: await driven({ ...theirs, rate, seconds }),
      };
      console.error(JSON.stringify(run));
      for (const { answers } of [run.ours, run.theirs])
        if (Object.keys(answers).join() !== "200") throw new Error(`not all were taken: ${JSON.stringify(answers)}`);
      runs.push(run);
    }
    await peer.stop();
    const of = (who, what) => median(runs.map((run) => run[who][what]));
    const beside = { unit: "ms", peer: "fastify and a chained audit table", better: "lower" };
    figure({
      name: "journal-append",
      value: of("ours", "p99"),
      peerValue: of("theirs", "p99"),
      goal: { value: 20 },
      ...beside,
    });
    figure({
      name: "journal-append-p50",
      value: of("ours", "p50"),
      peerValue: of("theirs", "p50"),
      goal: { value: 20 },
      ...beside,
    });
  });
}

function driven(load) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(new URL("./journal-load.mjs", import.meta.url))], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part) => (text += part));
    child.on("close", (code) =>
      code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`load stopped with ${code}`)),
    );
    child.stdin.end(JSON.stringify(load));
  });
}

/** The smallest room is opened last: what the first request costs a new process is in the largest. */
async function openings() {
  const rooms = await withServer(async ({ url }) => {
    const made = [];
    for (const size of sizes) {
      const { room, lines } = longRoom(size);
      const answer = await fetch(`${url}/bundles`, {
        method: "POST",
        headers: { "content-type": "application/x-ndjson" },
        body: `${lines.join("\n")}\n`,
      });
      if (!answer.ok) throw new Error(`${size}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
      made.push(room);
    }
    return made;
  });
  const script = fileURLToPath(new URL("./journal-open.mjs", import.meta.url));
  const runs = Array.from({ length: rounds }, () =>
    JSON.parse(execFileSync(process.execPath, [script, data, ...[...rooms].reverse()], { encoding: "utf8" })),
  );
  const rows = sizes.map((entries, index) => {
    const of = (what) => median(runs.map((run) => run.find(({ room }) => room === rooms[index])[what]));
    return { entries, first: of("first"), negotiation: of("negotiation"), again: of("again") };
  });
  for (const { entries, first, negotiation, again } of rows) {
    console.error(
      `${entries}: first ${first.toFixed(1)} ms, then ${again.toFixed(1)} ms, its negotiation ${negotiation.toFixed(1)} ms`,
    );
    const goal = { value: 300 };
    figure({ name: `room-of-${entries}-entries-after-restart`, value: first, unit: "ms", goal, better: "lower" });
    figure({ name: `room-of-${entries}-entries-again`, value: again, unit: "ms", goal, better: "lower" });
  }
  writeFileSync(fileURLToPath(new URL("../docs/cost-by-entries.svg", import.meta.url)), chart(rows));
}

async function withServer(work) {
  const database = await openDatabase({ url: undefined, folder: data });
  const app = await httpServer(database, { requestsPerMinute: 10_000_000 });
  await app.listen({ host: "localhost", port: 0 });
  try {
    const { port } = app.server.address();
    return await work({ url: `http://localhost:${port}/api`, port, database });
  } finally {
    app.server.closeAllConnections();
    await app.close();
    await database.close();
  }
}

/** Both axes in powers of ten. */
function chart(points) {
  const [width, height, left, bottom] = [640, 320, 60, 40];
  const x = (entries) => left + ((Math.log10(entries) - 1) / 3) * (width - left - 20);
  const y = (time) => height - bottom - (Math.log10(time) / 3) * (height - bottom - 20);
  const at = ([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`;
  const text = (across, down, words, anchor = "middle") =>
    `<text x="${across.toFixed(1)}" y="${down.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
  const line = (member, colour, words) => {
    const values = points.map((point) => [point.entries, Math.max(1, point[member])]);
    const dots = values.map(
      ([a, b]) => `<circle cx="${x(a).toFixed(1)}" cy="${y(b).toFixed(1)}" r="3" fill="${colour}"/>`,
    );
    const last = values.at(-1);
    return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${values.map(at).join(" ")}"/>${dots.join("")}${text(x(last[0]), y(last[1]) - 8, words, "end")}`;
  };
  const grid = [0, 1, 2, 3].map(
    (power) =>
      `<line x1="${left}" x2="${width - 20}" y1="${y(10 ** power).toFixed(1)}" y2="${y(10 ** power).toFixed(1)}" stroke="#ddd"/>${text(left - 6, y(10 ** power) + 4, `${10 ** power} ms`, "end")}`,
  );
  const marks = points.map(({ entries }) => text(x(entries), height - bottom + 16, entries.toLocaleString("en")));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Time to open a room by the number of its entries"><rect width="100%" height="100%" fill="#fff"/>${grid.join("")}${marks.join("")}${text(width / 2, height - 6, "entries of the journal")}${line("first", "#b3541e", "after a restart")}${line("again", "#1c5d99", "again")}</svg>\n`;
}
