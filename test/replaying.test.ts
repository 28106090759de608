/** A room's file is judged move by move: what nobody could do is found and named, however well its hashes were computed again. */
import {
  accessActs,
  type BundledEntry,
  bundleLines,
  type Hash,
  type JournalBody,
  type Json,
  parsePart,
  preparationActs,
  signingActs,
  type Verified,
  verifyBundle,
} from "@overens/core";
import { timeTables } from "@overens/tables";
import { expect, test } from "vitest";
import { chanceFrom } from "./negotiating.ts";
import { bundled, issued, playedAtRandom, type Said, wholeRoom } from "./whole-room.ts";

const verify = (said: readonly Said[], results: readonly Json[] = []): Verified =>
  verifyBundle(bundled(said, results), timeTables());
const { said } = wholeRoom();

const otherActs = [
  "thread-message",
  "room-added",
  "source-subscribed",
  "draft-opened",
  "point-answered",
  "point-set-aside",
  "proposal-sent",
  "point-proposed",
  "removal-proposed",
  "proposal-moved",
  "lock-asked",
  "stage-moved",
];

test("a room with an entry of every kind is played again to its end, with nothing to say", () => {
  const kinds = new Set(said.map(({ body }) => body.kind as string));
  const all = [...Object.keys({ ...accessActs, ...preparationActs, ...signingActs }), ...otherActs];
  expect(all.filter((kind) => !kinds.has(kind))).toEqual([]);
  expect(verify(said)).toMatchObject({ findings: [], holds: true, replayed: said.length });
});

test("a statement by the text in force is part of it", () => {
  const room = wholeRoom();
  const printed = issued(room);
  expect(verify(room.said, [printed])).toMatchObject({ findings: [], statements: 1, replayed: room.said.length });
});

/** Where a forger's entry stands, counted from 1. */
const sequenceOf = (list: readonly Said[], found: (body: JournalBody, index: number) => boolean): number =>
  list.findIndex(({ body }, index) => found(body, index)) + 1;
const without = (sequence: number): readonly Said[] => said.filter((_, index) => index !== sequence - 1);
const instead = (sequence: number, change: (entry: Said) => Said): readonly Said[] =>
  said.map((entry, index) => (index === sequence - 1 ? change(entry) : entry));
const bodyChanged = (sequence: number, more: object): readonly Said[] =>
  instead(sequence, (entry) => ({ ...entry, body: { ...entry.body, ...more } as JournalBody }));
const by = (person: string): Said["author"] =>
  said.find(({ author }) => author.person === person)?.author as Said["author"];
const named = (list: readonly Said[], sequence: number): void =>
  expect(verify(list).findings[0]).toEqual({ code: "move-not-allowed", where: `journal ${sequence}` });

test("an answer in the other side's name is named", () => {
  const sequence = sequenceOf(said, (body) => body.kind === "lock-asked" && body.party === "p") - 2;
  expect(said[sequence - 1]?.body).toMatchObject({ kind: "point-answered", party: "c" });
  named(bodyChanged(sequence, { party: "p" }), sequence);
  named(
    instead(sequence, (entry) => ({ ...entry, author: by("gun") })),
    sequence,
  );
  named(
    instead(sequence, (entry) => ({ ...entry, author: { ...entry.author, person: null } })),
    sequence,
  );
  named(bodyChanged(sequence, { meaning: "0".repeat(64) }), sequence);
  named(bodyChanged(sequence, { more: 1 }), sequence);
  // A third party's own, on a point that does not bind it.
  expect(said[sequence]?.body).toMatchObject({ kind: "point-answered", party: "t", point: "up" });
  const web = said.find(({ body }) => body.kind === "point-answered" && body.point === "web")?.body;
  const { meaning } = web as Extract<JournalBody, { kind: "point-answered" }>;
  named(bodyChanged(sequence + 1, { point: "web", meaning }), sequence + 1);
});

test("an accepted proposal whose words are others is named where it was sent, or where its answer is to other words", () => {
  const sent = sequenceOf(said, (body) => body.kind === "proposal-sent" && body.id === "q3");
  const { body } = (said[sent - 1] as Said).body as Extract<JournalBody, { kind: "proposal-sent" }>;
  // The proposal that it counters is moved by the same command, and stands first.
  named(bodyChanged(sent, { body: { ...(body as object), target: { "at-least": "99.1 %" } } }), sent - 1);
  const accepted = sequenceOf(said, (act) => act.kind === "proposal-moved" && act.to === "accepted");
  named(
    instead(accepted, (entry) => ({ ...entry, author: by("erik") })),
    accepted,
  );
  named(without(accepted + 1), accepted);
});

test("a signature without its mandate, for another, on another text, or once only where two are needed, is named", () => {
  const given = sequenceOf(said, (body) => body.kind === "mandate-given" && body.id === "m-vera");
  const asked = sequenceOf(said, (body) => body.kind === "signature-requested");
  named(without(given), asked - 1);
  named(bodyChanged(given, { until: "2026-11-25" }), asked);
  const signed = said.findLastIndex(({ body }) => body.kind === "signed") + 1;
  named(bodyChanged(signed, { binding: "0".repeat(64) }), signed);
  named(
    instead(signed, (entry) => ({ ...entry, author: by("gun") })),
    signed,
  );
  named(
    instead(signed, (entry) => ({ ...entry, shown: null })),
    signed,
  );
  named(bodyChanged(signed, { at: "2026-11-26T23:00:00Z" }), signed);
  const complete = sequenceOf(said, ({ kind }) => kind === "agreement-signed");
  named(bodyChanged(complete, { effective_from: "2027-01-01" }), complete - 1);
  const opened = sequenceOf(said, ({ kind }) => kind === "signing-opened");
  named(bodyChanged(opened, { room: "another" }), opened);
});

test("what two sides do at random is explained, and no act of theirs stands under the other's name", () => {
  const [count, seed] = [Number(process.env["ROOMS"] ?? 20), Number(process.env["SEED"] ?? 1)];
  process.stdout.write(`rooms played at random: ${count}, SEED=${seed}\n`);
  let entries = 0;
  for (let number = 0; number < count; number++) {
    const played = playedAtRandom(seed + number, 150);
    entries += played.length;
    const codes = ({ findings }: Verified): readonly string[] =>
      findings.filter(({ code }) => code === "move-not-allowed").map(({ where }) => where);
    expect(codes(verify(played)), `seed ${seed + number}`).toEqual([]);
    // Whose it is stands in nearly every entry; who opened the draft stands in its author alone.
    const owned = played.flatMap(({ body }, index) => ("party" in body || "by" in body ? [index] : []));
    const at = owned[chanceFrom(seed + number)(owned.length)] as number;
    const { author } = played[at] as Said;
    const other = { ...author, party: author.party === "p" ? "c" : "p" };
    const forged = played.map((entry, index) => (index === at ? { ...entry, author: other } : entry));
    const [where = ""] = codes(verify(forged));
    // At the entry, or at the first of those that the same command wrote.
    const place = Number(where.replace("journal ", ""));
    expect(place, `seed ${seed + number}, ${at + 1}`).toBeGreaterThan(0);
    expect(place).toBeLessThanOrEqual(at + 1);
  }
  expect(entries).toBeGreaterThan(count * 20);
});

test("a statement by a third party is named, and one of a text that nobody has agreed on", () => {
  const room = wholeRoom();
  issued(room);
  const sequence = room.said.length;
  const last = room.said[sequence - 1] as Said;
  const forged = [...room.said.slice(0, -1), { ...last, author: by("maja") }];
  expect(verify(forged).findings).toEqual([{ code: "move-not-allowed", where: `journal ${sequence}` }]);
  const other = { ...last, body: { ...last.body, root: "0".repeat(64) } as JournalBody };
  expect(verify([...room.said.slice(0, -1), other]).findings[0]?.code).toBe("move-not-allowed");
});

test("nobody joins by a link that was not sent to them, gives themself roles, or brings themself in", () => {
  const joined = sequenceOf(said, (body) => body.kind === "person-joined" && body.person === "gun");
  named(bodyChanged(joined, { roles: ["owner"] }), joined);
  named(bodyChanged(joined, { address: "other@x.se" }), joined);
  named(bodyChanged(joined, { invitation: "i3" }), joined);
  named(
    instead(joined, (entry) => ({ ...entry, at: "2026-12-10T08:00:00Z" })),
    joined,
  );
  const roles = sequenceOf(said, ({ kind }) => kind === "roles-set");
  named(
    instead(roles, (entry) => ({ ...entry, author: by("gun") })),
    roles,
  );
  const third = sequenceOf(said, ({ kind }) => kind === "third-party-added");
  named(
    instead(third, (entry) => ({ ...entry, author: { ...entry.author, party: "nobody" } })),
    third,
  );
});

test("what is no entry by its form is named and does not fall over", () => {
  const forms = [
    { kind: "person-joined" },
    { kind: "signed", evidence: 5 },
    { kind: "draft-opened" },
    { kind: "statement-issued" },
    { kind: "nothing" },
    { kind: "__proto__" },
  ];
  const name = { ...(said[0] as Said).body, provider_name: 5 };
  named(
    instead(1, (entry) => ({ ...entry, body: name as never })),
    1,
  );
  for (const body of forms)
    for (const sequence of [1, 4, 40, said.length]) {
      // A command's entries stand or fall together: the first of them is named.
      const first = said.findIndex(({ at }) => at === said[sequence - 1]?.at) + 1;
      named(
        instead(sequence, (entry) => ({ ...entry, body: body as never })),
        first,
      );
    }
});

test("every entry left out shows against the head that was kept, and most of them in what comes after", () => {
  const head = verify(said).heads["journal"] as Hash;
  const left = said.flatMap((_, index) => (index % 4 === 1 ? [index + 1] : []));
  const codes = left.map((sequence) =>
    verifyBundle(bundled(without(sequence), []), timeTables(), [head]).findings.map(({ code }) => code),
  );
  expect(codes.every((found) => found.includes("head-not-found"))).toBe(true);
  expect(codes.filter((found) => found.includes("move-not-allowed")).length).toBeGreaterThan(left.length / 3);
});

test("what stands after an erased entry is not judged, and the file says so", () => {
  const sequence = sequenceOf(said, ({ kind }) => kind === "background-shared");
  const erasing = (from: number): Verified => {
    const parts = bundled(said, [])
      .slice(0, -1)
      .map((line) => parsePart(line) as BundledEntry);
    const erased = parts.map((part) =>
      part.part === "entry" && part.log === "journal" && part.sequence === from
        ? { ...part, body: null, salt: null }
        : part,
    );
    return verifyBundle(bundleLines(erased), timeTables());
  };
  const where = `journal ${sequence}`;
  expect(erasing(sequence)).toMatchObject({
    holds: true,
    replayed: sequence - 1,
    findings: [
      { code: "body-erased", where },
      { code: "not-judged", where },
    ],
  });
  // In the middle of what one command wrote: what of it can be read is what the command begins with.
  const complete = sequenceOf(said, ({ kind }) => kind === "agreement-signed");
  expect(erasing(complete)).toMatchObject({ holds: true, replayed: complete - 1 });
});

test("whatever single byte of the file is changed, it is found with the head that was kept", () => {
  const whole = wholeRoom();
  const bytes = Buffer.from(bundled(whole.said, [issued(whole)]).join("\n"));
  const head = verify(whole.said).heads["journal"] as Hash;
  const [count, seed] = [Number(process.env["FLIPS"] ?? 200), Number(process.env["SEED"] ?? 20_261_126)];
  process.stdout.write(`changed bytes: ${count}, SEED=${seed}\n`);
  const chance = chanceFrom(seed);
  const unseen: string[] = [];
  for (let number = 0; number < count; number++) {
    const [at, change] = [chance(bytes.length), 1 + chance(255)];
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] as number) ^ change;
    if (verifyBundle(changed.toString().split("\n"), timeTables(), [head]).holds) unseen.push(`${at} ^ ${change}`);
  }
  expect(unseen).toEqual([]);
}, 3_600_000);
