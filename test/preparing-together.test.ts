/** Preparing over HTTP: what both see, what only one sees, files kept as evidence, and letters about the plan. */
import { type Verified, verifyBundle } from "@overens/core";
import { timeTables } from "@overens/tables";
import { afterAll, beforeAll, expect, test } from "vitest";
import { minimalAgreement } from "./minimal.ts";
import { type Answer, Browser, type Loose } from "./people.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => site?.stop());

const textOf = (target: string): string => minimalAgreement("Drift", target);

async function call(side: string, path: string, body?: unknown, type = "application/json"): Promise<Answer> {
  const headers = { "x-see-as": side, "accept-language": "en" };
  const init: RequestInit =
    body === undefined
      ? { headers }
      : {
          method: "POST",
          headers: { ...headers, "content-type": type },
          body: type === "application/json" ? JSON.stringify(body) : (body as BodyInit),
        };
  const response = await fetch(`${site.url}/api${path}`, init);
  const text = await response.text();
  const isJson = /json\b/.test(response.headers.get("content-type") ?? "") && !text.includes('\n{"part"');
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}
async function openRoom(): Promise<string> {
  const { status, body } = await call("provider", "/rooms", { agreement: textOf("99.9 %") });
  expect(status).toBe(201);
  return body.room;
}
const acts = (room: string) => (side: "provider" | "customer", act: object) =>
  call(side, `/rooms/${room}/preparation/acts`, act);
const uploaded = async (room: string, bytes: string | Uint8Array, name = "bilaga å.pdf"): Promise<Answer> =>
  call("provider", `/rooms/${room}/evidence?name=${encodeURIComponent(name)}`, bytes, "application/octet-stream");

test("both say yes to the same lines, each once, and the other's version in between is not answered by mistake", async () => {
  const room = await openRoom();
  const act = acts(room);
  const { body: before } = await call("customer", `/rooms/${room}/preparation`);
  expect(before).toMatchObject({ side: "customer", understanding: { state: "not-said" }, may_begin: false });
  const first = await act("provider", { act: "propose-understanding", lines: before.understanding.standard });
  expect(first.body.understanding).toMatchObject({ state: "proposed", proposed: { yes: ["provider"] } });
  const changed = before.understanding.standard.map((line: Loose) =>
    line.id === "august" ? { ...line, text: "Karin svarar i augusti." } : line,
  );
  await act("customer", { act: "propose-understanding", lines: changed });
  const late = await act("provider", { act: "agree-understanding", hash: first.body.understanding.proposed.hash });
  expect([late.status, late.body.type]).toEqual([409, expect.stringMatching(/changed-meanwhile$/)]);
  const { body: now } = await call("provider", `/rooms/${room}/preparation`);
  const closed = await act("provider", { act: "agree-understanding", hash: now.understanding.proposed.hash });
  expect(closed.body).toMatchObject({ may_begin: true, understanding: { state: "closed", earlier: 1 } });
  const { body: journal } = await call("customer", `/rooms/${room}/journal`);
  expect(journal.entries.at(-1)).toMatchObject({
    kind: "understanding-agreed",
    shown: now.understanding.proposed.hash,
  });
});

test("background is a side's own until it is shared, item by item, in no answer, journal or file of the other's", async () => {
  const room = await openRoom();
  const act = acts(room);
  const secret = "canary-7f3: we would pay 40 % more";
  const { body } = await act("customer", { act: "note-background", item_kind: "pain", text: secret });
  const told = await act("customer", { act: "note-background", item_kind: "need", text: "Tills work at lunch." });
  const [hidden, need] = [body.own[0].id, told.body.own[1].id];
  await act("customer", { act: "share-background", id: need });
  for (const path of ["/preparation", "/journal", "/export", "", "/negotiation", "/people"])
    expect(JSON.stringify((await call("provider", `/rooms/${room}${path}`)).body), path).not.toContain("canary-7f3");
  const { body: theirs } = await call("provider", `/rooms/${room}/preparation`);
  expect(theirs.own).toEqual([]);
  expect(theirs.shared).toMatchObject([{ id: need, side: "customer", text: "Tills work at lunch.", withdrawn: false }]);
  expect(theirs.needs_without_point).toEqual([need]);
  expect((await act("provider", { act: "share-background", id: hidden })).status).toBe(404);
  await act("customer", { act: "note-background", id: need, item_kind: "need", text: "Tills work until six." });
  const { body: mine } = await call("customer", `/rooms/${room}/preparation`);
  expect(mine.own.map((item: Loose) => item.shared)).toEqual(["no", "in-other-words"]);
});

test("a draft has what was shared in its background, so that a point can say because of it", async () => {
  const room = await openRoom();
  const act = acts(room);
  const { body } = await act("customer", { act: "note-background", item_kind: "must", text: "Open on Saturdays." });
  const { id } = body.own[0];
  await act("customer", { act: "share-background", id });
  const opened = await call("provider", `/rooms/${room}/negotiation`, {});
  expect(opened.body.draft.background).toEqual([{ id, party: "c", kind: "must", text: "Open on Saturdays." }]);
  const up = opened.body.points.find((point: Loose) => point.id === "up");
  const [objective] = opened.body.draft.objectives;
  const proposed = await call("provider", `/rooms/${room}/negotiation/acts`, {
    act: "propose",
    point: "up",
    replaces: up.meaning,
    body: { ...objective, because: [id] },
  });
  expect(proposed.status).toBe(200);
  const sent = proposed.body.proposals[0];
  await call("customer", `/rooms/${room}/negotiation/acts`, {
    act: "accept-proposal",
    proposal: sent.id,
    meaning: sent.meaning,
  });
  const { body: now } = await call("customer", `/rooms/${room}/preparation`);
  expect([now.needs_without_point, now.points_without_need]).toEqual([[], []]);
});

test("a file signed elsewhere is kept as it came; both confirm the text beside it, and a mended text asks both again", async () => {
  const room = await openRoom();
  const act = acts(room);
  const bytes = "<script>alert(1)</script>";
  const { status, body: file } = await uploaded(room, bytes);
  expect(status).toBe(201);
  expect(file).toMatchObject({ name: "bilaga å.pdf", size: bytes.length });
  const way = { kind: "adopted", file: file.hash, date: "2025-03-01", signers: ["Omar Ali", "Jonas Berg"] };
  const missing = { ...way, file: "0".repeat(64) };
  expect((await act("provider", { act: "choose-way", way: missing })).status).toBe(404);
  expect((await act("provider", { act: "choose-way", way: { ...way, date: "2025-02-30" } })).status).toBe(422);
  const chosen = await act("provider", { act: "choose-way", way });
  expect(chosen.body.way).toMatchObject({ state: "not-confirmed", prevails: "file", confirmed_by: [] });
  const confirm = (side: "provider" | "customer", root: string) =>
    act(side, { act: "confirm-transcription", file: file.hash, root });
  await confirm("provider", chosen.body.root);
  const mended = await act("customer", { act: "transcribe", agreement: textOf("99.5 %") });
  expect(mended.body.way.confirmed_by).toEqual([]);
  expect((await confirm("customer", chosen.body.root)).status).toBe(409);
  await confirm("customer", mended.body.root);
  expect((await confirm("provider", mended.body.root)).body.way).toMatchObject({
    state: "confirmed",
    prevails: "file",
  });
  expect((await act("provider", { act: "transcribe", agreement: textOf("99 %") })).status).toBe(409);
  expect((await act("provider", { act: "transcribe", agreement: "title: [" })).status).toBe(422);
  const { body: shown } = await call("customer", `/rooms/${room}`);
  expect([shown.root, shown.document.objectives[0].target]).toEqual([mended.body.root, { "at-least": "99.5 %" }]);
  const got = await fetch(`${site.url}/api/rooms/${room}/evidence/${file.hash}`);
  expect(await got.text()).toBe(bytes);
  expect(got.headers.get("content-type")).toBe("application/octet-stream");
  expect(got.headers.get("x-content-type-options")).toBe("nosniff");
  expect(got.headers.get("content-disposition")).toBe(
    `attachment; filename="file"; filename*=UTF-8''bilaga%20%C3%A5.pdf`,
  );
  expect((await call("customer", `/rooms/${room}/evidence/${"0".repeat(64)}`)).status).toBe(404);
});

test("a room whose transcription was mended verifies as it is now, and not with the text before", async () => {
  const room = await openRoom();
  const { body: file } = await uploaded(room, "signed");
  const way = { kind: "adopted", file: file.hash, date: "2025-03-01", signers: ["Omar"] };
  await acts(room)("provider", { act: "choose-way", way });
  await acts(room)("provider", { act: "transcribe", agreement: textOf("99.5 %") });
  const exported = (await call("provider", `/rooms/${room}/export`)).body as string;
  const verified = (text: string): Verified => verifyBundle(text.split("\n"), timeTables());
  expect(verified(exported).findings).toEqual([]);
  const before = exported.replace(JSON.stringify(textOf("99.5 %")), JSON.stringify(textOf("99.9 %")));
  expect(before).not.toBe(exported);
  expect(verified(before).findings.map(({ code }) => code)).toContain("agreement-changed");
});

test("what is no file, too many files and a name with folders are each answered", async () => {
  const room = await openRoom();
  expect((await uploaded(room, "")).status).toBe(400);
  expect((await call("provider", `/rooms/${room}/evidence?name=x`, { a: 1 })).status).toBe(415);
  expect((await uploaded(room, "a", "../../etc/\u202Epass\u0000wd")).body.name).toBe("pass wd");
  for (let number = 1; number < 40; number++) expect((await uploaded(room, `a${number}`)).status).toBe(201);
  const full = await uploaded(room, "one more");
  expect([full.status, full.body.type]).toEqual([409, expect.stringMatching(/too-many-files$/)]);
  expect((await uploaded(room, "a")).status).toBe(201);
});

test("of a procured agreement only the points named are open", async () => {
  const room = await openRoom();
  const way = { kind: "procured", open_points: [], not_before: "2027-01-10" };
  await acts(room)("customer", { act: "choose-way", way });
  const { body } = await call("provider", `/rooms/${room}/negotiation`, {});
  const [objective] = body.draft.objectives;
  const propose = { act: "propose", point: "up", body: { ...objective, target: { "at-least": "99 %" } } };
  const { meaning } = body.points.find((point: Loose) => point.id === "up");
  const fixed = await call("provider", `/rooms/${room}/negotiation/acts`, { ...propose, replaces: meaning });
  expect([fixed.status, fixed.body.title]).toEqual([409, expect.stringContaining("award")]);
});

test("the plan: whose it is says what was done, the other verifies; what has no form is refused", async () => {
  const room = await openRoom();
  const act = acts(room);
  const set = { act: "set-milestone", title: "Move the data", side: "provider", due: "2020-01-31", gate: true };
  const { body } = await act("customer", set);
  const [{ id }] = body.milestones;
  expect(body.milestones).toMatchObject([{ state: "open", side: "provider", gate: true }]);
  expect(body.milestones[0].days_overdue).toBeGreaterThan(2000);
  const move = (side: "provider" | "customer", to: string, words = "") =>
    act(side, { act: "move-milestone", id, move: to, words });
  expect((await move("customer", "verify")).status).toBe(409);
  await move("provider", "accept");
  expect((await move("provider", "claim-done")).status).toBe(422);
  await move("provider", "claim-done", "Moved and compared.");
  expect((await move("provider", "verify")).status).toBe(403);
  const { body: done } = await move("customer", "verify");
  expect(done.readiness).toEqual({ gates: 1, passed: 1, is_ready: true });
  expect((await act("provider", { ...set, due: "2027-02-29" })).status).toBe(422);
  expect((await act("provider", { ...set, side: "mediator" })).status).toBe(400);
  expect((await act("provider", { ...set, title: "  " })).status).toBe(422);
  expect((await act("provider", { act: "invent" })).status).toBe(400);
});

test("whose task it is gets a letter once a step; nobody else in the room's world gets one", async () => {
  const erik = await Browser.signedIn(site, "erik@plan.se", "Erik Lund");
  const { body: room } = await erik.post("/rooms", { agreement: textOf("99.9 %"), as: { side: "provider" } });
  const { body: me } = await erik.get("/me");
  const due = "2027-03-10";
  const set = { act: "set-milestone", title: "Train\nthe staff", side: "provider", person: me.person.id, due };
  expect((await erik.post(`/rooms/${room.room}/preparation/acts`, set)).status).toBe(200);
  const letters = async (): Promise<readonly Loose[]> =>
    (await erik.get("/mailbox?address=erik%40plan.se")).body.letters.filter(({ kind }: Loose) => kind === "reminder");
  expect(await site.remind(new Date("2027-03-01T12:00:00Z"))).toBe(0);
  expect(await site.remind(new Date("2027-03-04T12:00:00Z"))).toBe(1);
  expect(await site.remind(new Date("2027-03-05T12:00:00Z"))).toBe(0);
  expect(await site.remind(new Date("2027-03-11T12:00:00Z"))).toBe(1);
  expect((await letters()).map(({ subject }: Loose) => subject)).toEqual([
    "Försenat: Train the staff, 2027-03-10",
    "Snart: Train the staff, 2027-03-10",
  ]);
  expect((await letters())[0].body).toContain("Drift");
});
