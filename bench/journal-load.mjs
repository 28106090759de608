/**
 * Acts at a fixed rate, whatever the server does (open loop), in a process of its own: what to send stands on the standard input, as
 * {port, rate, seconds, requests: [{path, body}]}. An act is due at its moment; its time runs from then to the end of its answer.
 */
import { Agent, request } from "node:http";

let text = "";
for await (const part of process.stdin.setEncoding("utf8")) text += part;
const { port, rate, seconds, requests } = JSON.parse(text);
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const warm = Math.floor(rate * 2);
const total = Math.round(rate * seconds) + warm;
const times = [];
const answers = {};
let sent = 0;
let answered = 0;
const began = performance.now() + 100;

await new Promise((resolve) => {
  const ended = (number, due, status) => {
    answers[status] = (answers[status] ?? 0) + 1;
    if (number >= warm) times.push(performance.now() - due);
    answered += 1;
    if (answered === total) resolve();
  };
  const tick = () => {
    while (sent < total && began + (sent * 1000) / rate <= performance.now()) {
      const number = sent;
      const due = began + (number * 1000) / rate;
      const { path, body } = requests[number % requests.length];
      // What is said is another thing each time a room has its turn.
      const said = body.replace(
        "TURN",
        Math.floor(number / requests.length) % 2 === 0 ? "satisfied" : "can-live-with-it",
      );
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(said) };
      const call = request({ host: "localhost", port, path, method: "POST", headers, agent }, (answer) => {
        answer.resume().on("end", () => ended(number, due, answer.statusCode));
      });
      call.on("error", () => ended(number, due, "lost")).end(said);
      sent += 1;
    }
    if (sent < total) setTimeout(tick, 1);
  };
  tick();
});
times.sort((a, b) => a - b);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
console.log(JSON.stringify({ answers, p50: at(0.5), p99: at(0.99), p999: at(0.999) }));
process.exit(0);
