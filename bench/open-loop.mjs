/**
 * Load at a fixed rate, whatever the server does (open loop), in a process of its own: node bench/open-loop.mjs PORT RATE SECONDS KIND RUN.
 * A request is due at its moment; its time runs from then to the end of its answer, also when it had to wait for a connection.
 * Prints one line of JSON: offered and answered a second, and percentiles in milliseconds.
 */
import { connect } from "node:net";
import { requests } from "./ingest-load.mjs";

const [port, rate, seconds] = process.argv.slice(2, 5).map(Number);
const [kind, run] = process.argv.slice(5);
const warm = 1000;
const connections = 64;
const make = requests(kind, Number(run));
const total = Math.round(rate * seconds);
const times = [];
const idle = [];
const late = [];
let sent = 0;
let answered = 0;
let refused = 0;
const began = performance.now() + 200;

for (let index = 0; index < connections; index++) idle.push(await opened());

/** A connection with one request under way at most. */
function opened() {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "localhost", noDelay: true });
    const self = { socket, due: 0, text: "" };
    socket.once("error", reject);
    socket.once("connect", () => resolve(self));
    socket.setEncoding("latin1").on("data", (part) => {
      self.text += part;
      const end = self.text.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(self.text)?.[1] ?? 0);
      if (self.text.length < end + 4 + length) return;
      if (!self.text.startsWith("HTTP/1.1 202")) refused += 1;
      self.text = "";
      answered += 1;
      if (self.due > began + warm) times.push(performance.now() - self.due);
      const next = late.shift();
      if (next === undefined) idle.push(self);
      else send(self, next);
    });
  });
}

function send(connection, due) {
  connection.due = due;
  connection.socket.write(make());
}

function tick() {
  const now = performance.now();
  while (sent < total && began + (sent * 1000) / rate <= now) {
    const due = began + (sent * 1000) / rate;
    sent += 1;
    const free = idle.pop();
    if (free === undefined) late.push(due);
    else send(free, due);
  }
  if (sent < total) setTimeout(tick, 1);
  else if (answered < total && now < began + seconds * 1000 + 10_000) setTimeout(tick, 20);
  else finish(now);
}

function finish(now) {
  times.sort((a, b) => a - b);
  const at = (share) => Number((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(2));
  console.log(
    JSON.stringify({
      offered: Math.round(rate),
      answered: Math.round((answered * 1000) / (now - began)),
      refused,
      unanswered: total - answered,
      p50: at(0.5),
      p99: at(0.99),
      p999: at(0.999),
    }),
  );
  process.exit(0);
}

setTimeout(tick, 100);
