/** Made-up lines for the page of all parts: no agreement has them. */
import type { CaseLine, Line } from "../api.ts";

export const sampleHash = "5f0c7a3e19d24b86a1e0c9d47f2b6835d1c4e7a09b38f6152e7d80ca43b9f61e";
export const samplePeriod = {
  from: "2026-02-28T23:00:00Z",
  until: "2026-03-31T22:00:00Z",
  judged: "2026-03-20T12:00:00Z",
} as const;

const line: Line = {
  objective: "up",
  subject: "web",
  group: null,
  applies: true,
  kind: "outage-time",
  unit: "percent",
  value: "99.930",
  exact: "99.93/1",
  target: { comparator: "at-least", value: "999/10" },
  verdict: "met",
  margin: null,
  attainment: null,
  budget: { of: "time", allowed: "2674800/1", used: "1860000/1" },
  remedies: [],
  spans: [
    { from: "2026-03-04T09:00:00Z", until: "2026-03-04T09:19:00Z", state: "down", point: null, facts: ["probe/1"] },
    {
      from: "2026-03-09T22:00:00Z",
      until: "2026-03-10T04:00:00Z",
      state: "excluded",
      point: "maintenance",
      facts: ["notice/1"],
    },
    { from: "2026-03-12T09:00:00Z", until: "2026-03-12T09:12:00Z", state: "down", point: null, facts: ["probe/2"] },
    { from: "2026-03-16T00:00:00Z", until: "2026-03-16T12:00:00Z", state: "no-data", point: null, facts: [] },
  ],
  cases: [],
  evidence: [],
};
export const outages = line;

export const clock: NonNullable<CaseLine["clock"]> = {
  state: "running",
  start: "2026-03-19T13:00:00Z",
  stop: null,
  elapsed_ms: 4 * 3_600_000,
  margin_ms: 4 * 3_600_000,
  segments: [
    { from: "2026-03-19T13:00:00Z", until: "2026-03-19T15:00:00Z", state: "running", because: null, fact: "desk/1" },
    {
      from: "2026-03-19T15:00:00Z",
      until: "2026-03-19T16:00:00Z",
      state: "paused",
      because: "customer",
      fact: "desk/2",
    },
    { from: "2026-03-19T16:00:00Z", until: "2026-03-20T07:00:00Z", state: "outside-hours", because: null, fact: null },
    { from: "2026-03-20T07:00:00Z", until: "2026-03-20T09:00:00Z", state: "running", because: null, fact: "desk/3" },
  ],
};
export const clockDue = "2026-03-20T13:00:00Z";

function sampleCase(name: string, day: number, hours: number): CaseLine {
  const start = `2026-03-${String(day).padStart(2, "0")}T08:00:00Z`;
  return {
    case: name,
    verdict: hours > 8 ? "missed" : "met",
    due_at: start,
    limit_ms: 8 * 3_600_000,
    clock: {
      state: "stopped",
      start,
      stop: start,
      elapsed_ms: hours * 3_600_000,
      margin_ms: (8 - hours) * 3_600_000,
      segments: [],
    },
    properties: {},
  };
}
export const cases: Line = {
  ...line,
  objective: "cases",
  kind: "elapsed-time",
  verdict: "missed",
  budget: { of: "cases", allowed: "9/10", used: "2/1" },
  spans: [],
  cases: [2, 5, 9, 3, 7, 1, 12, 6, 4].map((hours, index) => sampleCase(`INC-${index + 1}`, index * 2 + 1, hours)),
};
export const unmeasured: Line = { ...line, objective: "none", verdict: "unmeasured", budget: null, spans: [] };
