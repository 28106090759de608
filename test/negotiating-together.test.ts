/** A negotiation over HTTP: what a proposal would have come to on the facts at hand, and one yes to all that nobody is against. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Browser, type Loose } from "./people.ts";
import { playedAgain } from "./playing-again.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
let room: string;
const as = { provider: { "x-see-as": "provider" }, customer: { "x-see-as": "customer" } } as const;
let anybody: Browser;

beforeAll(async () => {
  site = await openSite();
  anybody = new Browser(site);
  const made = await anybody.post("/rooms", {
    agreement: readFileSync("examples/safespring/agreement.yaml", "utf8"),
    facts: readFileSync("examples/safespring/facts.jsonl", "utf8"),
    period: "2024-04",
  });
  room = made.body.room;
  await anybody.post(`/rooms/${room}/negotiation`, {}, as.provider);
});
afterAll(async () => site?.stop());

test("a proposal is tried on the facts at hand: misses and remedies before and after, and no fee that is not asked for", async () => {
  const { body: alone } = await anybody.get(`/rooms/${room}/negotiation/history`);
  expect(alone).toMatchObject({ after: null, fees: [] });
  expect(alone.before.known).toBeGreaterThan(0);
  const { body } = await anybody.get(`/rooms/${room}/negotiation`);
  const missed = alone.objectives.find((found: Loose) => found.before?.missed > 0);
  const objective = body.draft.objectives.find((found: Loose) => found.id === missed.id);
  const point = body.points.find((found: Loose) => found.id === missed.id);
  const propose = (target: unknown) =>
    anybody.post(
      `/rooms/${room}/negotiation/acts`,
      {
        act: "propose",
        point: point.id,
        replaces: point.meaning,
        body: { ...objective, target },
        because: "Realistic.",
      },
      as.provider,
    );
  const easy = await propose({ "at-least": "50 %" });
  expect(easy.status, JSON.stringify(easy.body)).toBe(200);
  const proposal = easy.body.proposals.at(-1).id;
  const tried = (await anybody.get(`/rooms/${room}/negotiation/history?proposal=${proposal}`)).body;
  expect(tried.before).toEqual(alone.before);
  const one = tried.objectives.find((found: Loose) => found.id === missed.id);
  expect(one.after.missed).toBe(0);
  expect(one.before.missed).toBe(missed.before.missed);
  expect(tried.fees).toEqual([]);
  expect(tried.rests_on.length).toBeGreaterThan(0);
  expect((await anybody.get(`/rooms/${room}/negotiation/history?proposal=none`)).status).toBe(404);
});

test("the rest is taken with one yes: not what is proposed otherwise, not what somebody is against, and all or none", async () => {
  const act = (side: "provider" | "customer", wanted: object) =>
    anybody.post(`/rooms/${room}/negotiation/acts`, wanted, as[side]);
  const { body } = await anybody.get(`/rooms/${room}/negotiation`);
  const proposed = new Set(body.proposals.map((found: Loose) => found.point));
  const [against, ...rest] = body.points.filter((found: Loose) => !proposed.has(found.id));
  await act("customer", {
    act: "answer-point",
    point: against.id,
    meaning: against.meaning,
    satisfaction: "not-satisfied",
    reason: "No.",
  });
  const yes = (points: readonly Loose[]) => ({
    act: "accept-points",
    points: points.map(({ id, meaning }) => ({ point: id, meaning })),
  });
  expect((await act("provider", yes([...rest, against]))).body.type).toMatch(/points-not-agreed$/);
  expect((await act("provider", yes([...rest, { ...rest[0], meaning: "0".repeat(64) }]))).body.type).toMatch(
    /changed-meanwhile$/,
  );
  expect((await act("provider", yes(rest))).status).toBe(200);
  const after = await act("customer", yes(rest));
  const agreed = after.body.points.filter((found: Loose) => found.state === "agreed").map((found: Loose) => found.id);
  expect(agreed).toEqual(rest.map((found: Loose) => found.id));
});

test("one yes to many points plays again without a server", async () => {
  await playedAgain(anybody, room);
});
