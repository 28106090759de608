/** Rooms with a long history, as a file that a server takes in: what two sides write, answer, propose and accept, decided by the core. */
import { randomBytes, randomUUID } from "node:crypto";
import {
  afterEntry,
  bundleLines,
  canonicalJson,
  contentHash,
  decide,
  emptyHead,
  emptyRoom,
  hashText,
  headAfter,
  instantText,
  meaningsOf,
  parseAgreement,
  pointsOf,
  rootOf,
} from "@overens/core";

export const agreement = JSON.stringify({
  overens: "1",
  title: "Bench",
  zone: "UTC",
  parties: [
    { id: "p", role: "provider", name: "P" },
    { id: "c", role: "customer", name: "C" },
  ],
  services: Array.from({ length: 5 }, (_, number) => ({ id: `svc-${number}`, name: `Service ${number}` })),
  calendars: [{ id: "office", hours: { mon: ["08:00-17:00"] } }],
  objectives: Array.from({ length: 10 }, (_, number) => ({
    id: `goal-${number}`,
    title: `Goal ${number}`,
    calendar: "office",
    indicator: { kind: "outage-time" },
    target: { "at-least": "99.9 %" },
  })),
});

/** A bundle of a room with so many entries: of ten commands four messages, three answers, two proposals, one of which is accepted. */
export function longRoom(entries) {
  const room = randomUUID();
  const [provider, customer] = [`${room}/p`, `${room}/c`];
  const written = [];
  let state = emptyRoom;
  let head = emptyHead;
  let second = 0;
  const act = (party, command) => {
    second += 1;
    const at = instantText(Date.UTC(2026, 0, 1) + second * 1000);
    const decided = decide(state, command, { party, person: null, now: at, today: "2026-01-01", checked: () => true });
    if ("refused" in decided) throw new Error(`${command.kind}: ${decided.refused}`);
    const author = { party, person: null, authority: null, authentication: "see-as" };
    for (const body of decided.entries) {
      const text = canonicalJson(body);
      const salt = randomBytes(16);
      const envelope = { at, kind: body.kind, author, shown: null, content: contentHash(text, salt) };
      const previous = head;
      head = headAfter(previous, envelope);
      const sequence = written.length + 1;
      written.push({
        part: "entry",
        log: "journal",
        sequence,
        ...envelope,
        previous,
        head,
        salt: salt.toString("hex"),
        body: text,
      });
      state = afterEntry(state, body);
    }
  };
  const read = parseAgreement(agreement).value.agreement;
  const named = { provider, customer, providerName: "P", customerName: "C", sources: [`${room.slice(0, 8)}.room`] };
  act(provider, { kind: "add-room", room, root: rootOf(read), document: hashText(agreement), ...named });
  act(provider, { kind: "open-draft", agreement: read, parties: [provider, customer] });
  for (let number = 0; written.length < entries - 4; number++) {
    const [own, other] = number % 2 === 0 ? [provider, customer] : [customer, provider];
    const point = `goal-${Math.floor(number / 10) % 10}`;
    const meaning = meaningsOf(state.negotiation.draft).get(point);
    const words = `What of ${point}? We have had ${number} calls about it since the spring, and more in the evenings.`;
    const what = number % 10;
    if (what < 4) act(own, { kind: "write-message", id: randomUUID(), point, meaning, text: words, mentions: [] });
    else if (what < 7) act(own, { kind: "answer-point", point, meaning, satisfaction: "not-satisfied", reason: words });
    else if (what < 9) {
      const { body } = pointsOf(state.negotiation.draft).find(({ id }) => id === point);
      const target = { "at-least": `99.${100 + (number % 800)} %` };
      act(own, {
        kind: "propose",
        id: randomUUID(),
        point,
        replaces: meaning,
        body: { ...body, target },
        because: words,
        counters: null,
      });
    } else {
      const open = state.negotiation.proposals.findLast((found) => found.state === "sent" && found.party === other);
      if (open) act(own, { kind: "accept-proposal", proposal: open.id, meaning: open.meaning });
    }
  }
  while (written.length < entries) {
    const [point, meaning] = [...meaningsOf(state.negotiation.draft)][0];
    act(provider, { kind: "write-message", id: randomUUID(), point, meaning, text: "Good.", mentions: [] });
  }
  const lines = bundleLines([
    { part: "bundle", overens: "1", room, exported_at: "2026-11-26T08:00:00Z", program: "overens" },
    { part: "agreement", text: agreement },
    ...written,
  ]);
  return { room, lines };
}
