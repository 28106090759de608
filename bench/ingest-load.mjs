/** What the ingest benchmark sends: batches of a hundred samples of one minute, the same facts to every server, as wrk's script and as bytes. */

/** Sources that batches are spread over, and facts in a batch. */
export const logs = 1000;
export const factsABatch = 100;
const at = "@AT@";
/** 2000-01-01T00:00:00Z; each request tells of a minute of its own. */
const firstMinute = 946_684_800;
/** Minutes that one run of the load may use: more than it ever sends. */
const minutesARun = 60_000;

const facts = Array.from({ length: factsABatch }, (_, index) => ({
  kind: "sample",
  subject: `svc-${index}`,
  slot: at,
  length_ms: 60_000,
  state: index % 7 === 0 ? "down" : "up",
}));
/** What PERFORMANCE.md's first peer takes: smaller facts, of numbers. */
const events = Array.from({ length: factsABatch }, (_, service) => ({
  service,
  at,
  kind: "probe",
  up: service % 7 !== 0,
  latency_ms: service * 1.37,
}));

/** By kind of server: its address, its type of body, and the body. */
const kinds = {
  ours: {
    path: (log) => `/api/sources/ingest.s${log}/facts`,
    type: "application/x-ndjson",
    body: facts.map((fact) => JSON.stringify(fact)).join("\n"),
  },
  guarded: { path: (log) => `/sources/s${log}/facts`, type: "application/json", body: JSON.stringify(facts) },
  bare: { path: () => "/events", type: "application/json", body: JSON.stringify(events) },
};

/** A script for wrk. Keys never come twice within a run of the benchmark. */
export function script(kind, run) {
  const { path, type, body } = kinds[kind];
  const [before, after] = path("@LOG@").split("@LOG@");
  const address = after === undefined ? `"${before}"` : `"${before}" .. ((c * 7) % ${logs}) .. "${after}"`;
  return `local body = [==[${body}]==]
local c = 0
request = function()
  c = c + 1
  local at = os.date("!%Y-%m-%dT%H:%M:00Z", ${firstMinute} + (${run * minutesARun} + c) * 60)
  return wrk.format("POST", ${address}, {["content-type"] = "${type}", ["idempotency-key"] = "k${run}-" .. c}, (body:gsub("${at}", at)))
end
`;
}

/** Requests as bytes, one after the other. */
export function requests(kind, run) {
  const { path, type, body } = kinds[kind];
  let count = 0;
  return () => {
    count += 1;
    const text = body.replaceAll(
      at,
      new Date((firstMinute + (run * minutesARun + count) * 60) * 1000).toISOString().replace(".000Z", "Z"),
    );
    return `POST ${path((count * 7) % logs)} HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\nidempotency-key: k${run}-${count}\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
  };
}
