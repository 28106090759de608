/** Points that come and go in a draft: each one of the complete example can be taken out and put back, unless something rests on it. */
import {
  type Agreement,
  type Json,
  meaningHashes,
  pointsOf,
  referringTo,
  rootOf,
  withPointAdded,
  withPointRemoved,
} from "@overens/core";
import { expect, test } from "vitest";
import { complete } from "./changed-members.ts";

const draft = complete as unknown as Agreement;
const points = pointsOf(draft).filter(({ path }) => path.length > 0);
const free = points.filter(({ id }) => referringTo(draft, id).length === 0);
const restedOn = points.filter(({ id }) => referringTo(draft, id).length > 0);

test.each(free.map((point) => [point.id, point] as const))("%s is taken out and put back", (id, { section, body }) => {
  const without = withPointRemoved(draft, id) as Agreement;
  expect(pointsOf(without).map((point) => point.id)).toEqual(
    pointsOf(draft)
      .map((point) => point.id)
      .filter((found) => found !== id),
  );
  const again = withPointAdded(without, section, body) as Agreement;
  expect(meaningHashes(again)).toEqual(meaningHashes(draft));
  expect(rootOf(again)).toBe(rootOf(draft));
});

test.each(restedOn.map(({ id }) => [id, referringTo(draft, id)] as const))("%s stays, for %j refer to it", (id) => {
  expect(withPointRemoved(draft, id)).toBeNull();
});

test("what refers to a calendar is named", () => {
  expect(referringTo(draft, "office")).toEqual(["m.1", "o.6"]);
  expect(restedOn.map(({ id }) => id)).toContain("office");
});

test("the last service and the last objective stay: an agreement without them is none", () => {
  const [objective] = draft.objectives;
  const { service: _, ...free } = objective as (typeof draft.objectives)[number];
  const alone = {
    ...draft,
    objectives: [free],
    services: draft.services.slice(0, 1),
    continuity: [],
    charges: [],
    remedies: [],
  };
  expect(withPointRemoved(alone as Agreement, free.id)).toBeNull();
  expect(withPointRemoved(alone as Agreement, "system")).toBeNull();
});

test("a point is refused whose name is taken, whose section is none, is full or stands elsewhere, and whose form is wrong", () => {
  const clause = (id: string): Json => ({ id, title: "Ny" });
  expect(withPointAdded(draft, "liability", clause("l.1"))).toBeNull();
  expect(withPointAdded(draft, "liability", clause("o.1"))).toBeNull();
  expect(withPointAdded(draft, "parties", clause("new"))).toBeNull();
  expect(withPointAdded(draft, "nothing", clause("new"))).toBeNull();
  expect(withPointAdded(draft, "term", { id: "new" })).toBeNull();
  expect(withPointAdded(draft, "liability", { id: "new", title: "Ny", unknown: "x" })).toBeNull();
  expect(withPointAdded(draft, "liability", null)).toBeNull();
  const elsewhere = { ...draft, liability: { "stands-in": { document: "contract" } } } as Agreement;
  expect(withPointAdded(elsewhere, "liability", clause("new"))).toBeNull();
  expect(withPointRemoved(draft, "agreement")).toBeNull();
  expect(withPointRemoved(draft, "nothing")).toBeNull();
});

test("a section that was silent gets its first point, and is silent again without it", () => {
  const { liability: _, measurement: __, ...silent } = draft;
  const one = withPointAdded(silent as Agreement, "liability", { id: "new", title: "Ny" }) as Agreement;
  expect(one.liability).toEqual([{ id: "new", title: "Ny" }]);
  expect(withPointRemoved(one, "new")).toEqual(silent);
  const exclusion = { id: "m.9", title: "Ny", cause: "customer", treatment: "counts-as-up" };
  expect(withPointAdded(silent as Agreement, "exclusions", exclusion)?.measurement).toEqual({
    exclusions: [exclusion],
  });
});
