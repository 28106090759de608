/**
 * npm run together: a hundred people act at once on what they all see, round after round (ROUNDS, SEED, CLIENTS), through the one way to
 * write a room, on the embedded database. Every act is either in the journal, once, under its author's name, or refused by a code of the
 * list; each room that is signed or abandoned is exported and verified, and a new one is begun.
 */
import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  bindingHash,
  bindingOf,
  draftRoot,
  frozenJson,
  frozenTables,
  hashText,
  meaningsOf,
  parseAgreement,
  pointsOf,
  tablesUsed,
  verifyBundle,
} from "@overens/core";
import { openDatabase } from "@overens/server";
import { timeTables } from "@overens/tables";
import { exportRoom } from "../packages/server/dist/bundles/bundles.js";
import { Refusal } from "../packages/server/dist/refusal.js";
import { commit, remember, stateAt } from "../packages/server/dist/rooms/commit.js";
import { rooms as roomsOf } from "../packages/server/dist/rooms/rooms.js";
import { roomById } from "../packages/server/dist/rooms/store.js";
import { random } from "./lib.mjs";

const rounds = Number(process.env.ROUNDS ?? 1000);
const clients = Number(process.env.CLIENTS ?? 100);
const seed = Number(process.env.SEED ?? Date.now() % 1e9);
const chance = random(seed);
const pick = (items) => items[Math.floor(chance() * items.length)];
const text = JSON.stringify({
  overens: "1",
  title: "Together",
  zone: "UTC",
  parties: [
    { id: "p", role: "provider", name: "P" },
    { id: "c", role: "customer", name: "C" },
  ],
  services: [{ id: "web", name: "Web" }],
  objectives: ["up", "fast"].map((id) => ({
    id,
    title: id,
    indicator: { kind: "outage-time" },
    target: { "at-least": "99.9 %" },
  })),
});
const tables = timeTables();
const frozen = frozenJson(frozenTables(tables, tablesUsed(parseAgreement(text).value.agreement), "2027-12-31"));
const folder = mkdtempSync(join(tmpdir(), "overens-together-"));
chmodSync(folder, 0o755);
const database = await openDatabase({ url: undefined, folder: join(folder, "data"), poolSize: 16 });
const rooms = roomsOf(database);
const total = { rounds: 0, done: 0, entries: 0, rooms: 0, signed: 0, refused: {}, kinds: {} };
const wrong = (because) => {
  throw new Error(`SEED=${seed}, round ${total.rounds}: ${because}`);
};

try {
  console.log(`${clients} at once, ${rounds} rounds, SEED=${seed}`);
  while (total.rounds < rounds) await liveOneRoom();
  console.log(JSON.stringify(total));
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}

/** From its first day until all have signed, one has abandoned it, or the rounds are over. */
async function liveOneRoom() {
  const { id, people, taken } = await begun();
  const isOver = (state) => state.negotiation.stage === "signed" || state.negotiation.stage === "abandoned";
  for (let state = await stateOf(id, people[0]); total.rounds < rounds && !isOver(state); ) {
    const before = state;
    const acts = people.map((person) => ({ person, ...wish(before, person) }));
    const found = await Promise.all(acts.map((act) => given(id, act)));
    found.forEach((came, index) => came && taken.push({ ...came, act: acts[index] }));
    total.rounds += 1;
    state = await stateOf(id, people[0]);
  }
  const { negotiation } = await stateOf(id, people[0]);
  if (negotiation.stage === "signed") total.signed += 1;
  await accounted(id, people[0], taken);
}

async function begun() {
  const organisation = randomUUID();
  const founder = { id: "p-0", name: "p-0", address: "p-0@x.se", language: "en", authentication: "code" };
  const { room_id: id, customer } = await rooms.add(text, "", {
    language: "en",
    founder: { person: founder, side: "provider", organisation },
  });
  const people = Array.from({ length: clients }, (_, number) =>
    number % 2 === 0 ? { name: `p-${number}`, party: organisation } : { name: `c-${number}`, party: customer },
  );
  const taken = [];
  const must = async (person, command) => {
    const came = await given(id, { person, command });
    if (came === null) wrong(`${command.kind} is refused while the room is begun`);
    taken.push({ ...came, act: { person, command } });
  };
  const [first, other] = people;
  const roles = ["owner", "negotiator", "signatory"];
  const entering = ({ name }) => ({ person: name, name, address: `${name}@x.se` });
  for (const person of people.slice(1)) {
    if (person.party === organisation) await must(person, { kind: "enter-as-member", ...entering(person), roles });
    else {
      const token = hashText(`${id} ${person.name}`);
      const address = `${person.name}@x.se`;
      const invite = {
        kind: "invite",
        id: randomUUID(),
        party: customer,
        address,
        roles,
        token,
        expiresAt: "2099-01-01T00:00:00Z",
      };
      await must(person === other ? first : other, invite);
      await must(person, { kind: "accept-invitation", token, ...entering(person) });
    }
    const mandate = { upTo: null, from: "2020-01-01", until: null, jointly: true, basis: "" };
    const head = person.party === organisation ? first : other;
    await must(head, { kind: "give-mandate", id: `m-${person.name}`, person: person.name, ...mandate });
  }
  for (const head of [first, other]) await must(head, { kind: "skip-understanding" });
  await must(first, { kind: "open-draft", agreement: JSON.parse(text), parties: [organisation, customer] });
  total.rooms += 1;
  return { id, people, taken };
}

/** What somebody does on what they see; many want the same at once. */
function wish({ room, negotiation, signing }, { name, party }) {
  const [point, meaning] = pick([...meaningsOf(negotiation.draft)]);
  const draw = chance();
  if (negotiation.stage === "negotiating") {
    const open = negotiation.proposals.filter(({ state }) => state === "sent");
    const theirs = pick(open.filter((one) => one.party !== party));
    const own = pick(open.filter((one) => one.party === party));
    if (draw < 0.04 && point !== "agreement") {
      const { body } = pointsOf(negotiation.draft).find(({ id }) => id === point);
      const target = { target: { "at-least": `99.${100 + Math.floor(chance() * 800)} %` } };
      const next = point === "web" ? { name: `Web ${Math.floor(chance() * 1000)}` } : target;
      return {
        command: {
          kind: "propose",
          id: randomUUID(),
          point,
          replaces: meaning,
          body: { ...body, ...next },
          because: "",
          counters: null,
        },
        shown: meaning,
      };
    }
    if (theirs && draw < 0.3)
      return {
        command: { kind: "accept-proposal", proposal: theirs.id, meaning: theirs.meaning },
        shown: theirs.meaning,
      };
    if (own && draw < 0.6) return { command: { kind: "withdraw-proposal", proposal: own.id } };
    if (draw < 0.8)
      return {
        command: { kind: "answer-point", point, meaning, satisfaction: "satisfied", reason: "" },
        shown: meaning,
      };
    return { command: { kind: "lock", root: draftRoot(negotiation) }, shown: draftRoot(negotiation) };
  }
  const root = draftRoot(negotiation);
  const mine = signing?.signatures.findLast((one) => one.person === name);
  if (draw < 0.001) return { command: { kind: "unlock", reason: "One more." } };
  if (draw < (signing?.terms.root === root ? 0.003 : 0.05) && negotiation.stage === "locked")
    return {
      command: {
        kind: "open-signing",
        room,
        root,
        value: null,
        effective_from: "2027-01-01",
        frozen,
      },
      shown: root,
    };
  if (mine?.state === "signed" && draw < 0.5)
    return { command: { kind: "withdraw-signature", signature: mine.id, reason: "Not yet." } };
  if (mine && (mine.state === "requested" || mine.state === "opened")) {
    if (draw < 0.01) return { command: { kind: "decline-signature", signature: mine.id, points: [], reason: "No." } };
    if (draw < 0.6) return { command: { kind: "open-signature", signature: mine.id } };
    const binding = bindingHash(bindingOf(signing, mine, []));
    const evidence = { kind: "code", address: `${name}@x.se`, checked_at: "2026-11-26T12:00:00Z" };
    return { command: { kind: "sign", signature: mine.id, binding, name, evidence }, shown: binding };
  }
  return { command: { kind: "ask-signature", id: randomUUID(), person: name, mandate: `m-${name}` } };
}

/** What an act came to, or null for a refusal. Anything else that goes wrong is no answer, and ends the run. */
async function given(id, { person, command, shown = null }) {
  const author = { party: person.party, person: person.name, authority: "owner", authentication: "code" };
  try {
    const context = { person: person.name, party: person.party, rooms: [id], sources: [] };
    const committed = await database.inContext(context, (client) => commit(client, id, command, author, shown));
    remember(id, committed);
    total.done += 1;
    total.kinds[command.kind] = (total.kinds[command.kind] ?? 0) + 1;
    return { sequence: committed.sequence, head: committed.head, entries: committed.entries };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    total.refused[error.code] = (total.refused[error.code] ?? 0) + 1;
    return null;
  }
}

function stateOf(id, { party, name }) {
  return database.inContext({ person: name, party, rooms: [id], sources: [] }, async (client) => {
    const row = await roomById(client, id);
    return stateAt(client, id, { sequence: row.last_sequence, head: row.head });
  });
}

/** Each entry belongs to one act that was answered with it, and each act that was answered has its entries: none lost, none twice. */
async function accounted(id, { party }, taken) {
  const lines = await exportRoom(database, rooms, party, id);
  const journal = lines.map((line) => JSON.parse(line)).filter(({ log }) => log === "journal");
  const owned = new Set();
  for (const { sequence, head, entries, act } of taken) {
    if (entries.length > 0 && journal[sequence - 1]?.head !== head) wrong(`the head of entry ${sequence} is another`);
    entries.forEach((body, index) => {
      const at = sequence - entries.length + index;
      const entry = journal[at];
      if (owned.has(at)) wrong(`entry ${at + 1} is two acts'`);
      if (entry?.author.person !== act.person.name || entry.kind !== body.kind) wrong(`entry ${at + 1} is another's`);
      owned.add(at);
    });
  }
  // What the room begins with was written before anybody acted: it is added, its own source, and its first person.
  const before = journal.findIndex(({ kind }) => kind === "person-joined") + 1;
  if (owned.size + before !== journal.length) wrong(`${journal.length} entries, ${owned.size} of acts`);
  const { findings, replayed } = verifyBundle(lines, tables);
  if (findings.length > 0 || replayed !== journal.length)
    wrong(`not verified: ${JSON.stringify(findings[0])} ${JSON.stringify(journal.slice(replayed, replayed + 2))}`);
  total.entries += journal.length;
}
