/** What must hold of a room whatever its people do: said again here, apart from the code that decides. */
import {
  bindingHash,
  boundBy,
  type Command,
  canonicalJson,
  draftRoot,
  hashJson,
  invitations,
  type JournalBody,
  type Lifecycle,
  meaningsOf,
  milestoneMoves,
  proposals,
  type Role,
  type RoomState,
  rootOf,
  signatures,
  stages,
  understandingState,
  understandings,
} from "@overens/core";

export type Act = { readonly person: string; readonly party: string; readonly now: string; readonly today: string };

export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** Which roles may give which commands; a person's own acts, and what anybody may do, are not among them. */
const negotiators: readonly Role[] = ["owner", "negotiator"];
const preparers: readonly Role[] = [...negotiators, "contributor"];
const mayGive: Readonly<Partial<Record<Command["kind"], readonly Role[]>>> = {
  "describe-party": ["owner"],
  "add-third-party": ["owner"],
  invite: ["owner"],
  "revoke-invitation": ["owner"],
  "set-roles": ["owner"],
  "give-mandate": ["owner"],
  "revoke-mandate": ["owner"],
  "choose-way": negotiators,
  transcribe: preparers,
  "confirm-transcription": negotiators,
  "share-background": preparers,
  "withdraw-background": preparers,
  "state-satisfaction": preparers,
  "propose-understanding": negotiators,
  "agree-understanding": negotiators,
  "skip-understanding": negotiators,
  "set-milestone": preparers,
  "move-milestone": preparers,
  "open-draft": negotiators,
  "answer-point": negotiators,
  "accept-points": negotiators,
  "set-point-aside": negotiators,
  propose: negotiators,
  "propose-point": negotiators,
  "propose-removal": negotiators,
  "accept-proposal": negotiators,
  "decline-proposal": negotiators,
  "withdraw-proposal": negotiators,
  lock: negotiators,
  unlock: negotiators,
  abandon: negotiators,
  "open-signing": negotiators,
  "state-decision": negotiators,
  "ask-signature": negotiators,
  subscribe: ["owner", "contributor"],
  "issue-statement": ["owner", "contributor"],
};
const entrances: ReadonlySet<Command["kind"]> = new Set(["enter-first", "enter-as-member", "accept-invitation"]);
/** What a third party may do: about its own people, its own points and its own signature. */
const ofThirds: ReadonlySet<Command["kind"]> = new Set([
  "enter-as-member",
  "accept-invitation",
  "describe-party",
  "invite",
  "revoke-invitation",
  "set-roles",
  "leave",
  "name-deputy",
  "give-mandate",
  "revoke-mandate",
  "answer-point",
  "state-decision",
  "ask-signature",
  "open-signature",
  "sign",
  "decline-signature",
  "delegate-signature",
  "withdraw-signature",
]);

/** Of a command that was done: who gave it, and that it rests on what they saw. */
export function lawfulCommand(before: RoomState, after: RoomState, command: Command, by: Act): void {
  const actor = before.access.people.find(({ person, left }) => person === by.person && !left);
  if (!entrances.has(command.kind)) {
    must(actor !== undefined && actor.party === by.party, `${command.kind} by one who is not of the party`);
    const wanted = mayGive[command.kind];
    must(
      wanted === undefined || (actor?.roles ?? []).some((role) => wanted.includes(role)),
      `${command.kind} without its role`,
    );
  }
  const party = before.access.parties.find(({ key }) => key === by.party);
  if (party?.side === "third-party") must(ofThirds.has(command.kind), `a third party does ${command.kind}`);
  if (command.kind === "answer-point") {
    must(
      meaningsOf(before.negotiation?.draft as never).get(command.point) === command.meaning,
      "an answer to what was not shown",
    );
    if (party?.side === "third-party")
      must(party.points.includes(command.point), "a third party answers another's point");
  }
  if (command.kind === "sign") lawfulSignature(before, command, by);
  lawfulLock(before, after, command);
  for (const { key } of after.access.parties)
    if (before.access.people.some((one) => one.party === key && !one.left && one.roles.includes("owner")))
      must(
        after.access.people.some((one) => one.party === key && !one.left && one.roles.includes("owner")),
        "a party without an owner",
      );
}

/** No signature without its mandate, on anything but the text as it stands and the terms as they were opened. */
function lawfulSignature(before: RoomState, command: Extract<Command, { readonly kind: "sign" }>, by: Act): void {
  const { signing, access, negotiation } = before;
  const asked = signing?.signatures.find(({ id }) => id === command.signature);
  if (!signing || !negotiation || !asked) throw new Error("a signature that nobody asked for");
  must(asked.person === by.person && asked.party === by.party, "one signs for another");
  must(asked.state === "requested" || asked.state === "opened", "a signature twice");
  const mandate = access.mandates.find(({ id, party }) => id === asked.mandate && party === asked.party);
  if (!mandate) throw new Error("a signature without a mandate");
  must(mandate.person === by.person && !mandate.revoked, "a signature on a mandate that is not theirs or no more");
  must(mandate.from <= by.today && (mandate.until ?? "9999") >= by.today, "a signature out of the mandate's time");
  const { value } = signing.terms;
  if (mandate.upTo !== null) {
    const [limit = "", currency] = mandate.upTo.split(" ");
    const [worth = "", said] = (value ?? "").split(" ");
    must(value !== null && said === currency && cents(worth) <= cents(limit), "a signature over the mandate's amount");
  }
  must(signing.terms.root === rootOf(negotiation.draft), "a signature on another text");
  const points = access.parties.find(({ key }) => key === by.party)?.points ?? [];
  const binding = {
    purpose: "sign-agreement",
    signature: asked.id,
    room: "r",
    version: signing.terms.version,
    root: rootOf(negotiation.draft),
    frozen: hashJson(signing.terms.frozen),
    effective_from: signing.terms.effective_from,
    value: points.length === 0 ? value : null,
    party: by.party,
    person: by.person,
    mandate: mandate.id,
    points,
  } as const;
  must(bindingHash(binding) === command.binding, "a signature on what was not shown");
  const level = before.preparation.agreed?.lines.find(({ id }) => id === "signature-level")?.value;
  if (level === "passkey") must(command.evidence.kind === "passkey", "a code where both have agreed on passkeys");
  const { way } = before.preparation;
  if (way.kind === "procured") must(by.today >= way.not_before, "signed before its day");
  if (access.parties.find(({ key }) => key === by.party)?.publicBody) {
    const decision = signing.decisions.find(({ party }) => party === by.party);
    must(decision?.signer === by.person || decision?.deputy === by.person, "a public body signs without its decision");
  }
}

function cents(amount: string): bigint {
  return BigInt(amount.replace(".", ""));
}

/** What nobody can do to a text that both have locked but by the way back; and nothing at all once all have signed. */
function lawfulLock(before: RoomState, after: RoomState, command: Command): void {
  const [was, is] = [before.negotiation, after.negotiation];
  if (!was || !is) return;
  if (is.draft !== was.draft)
    must(command.kind === "accept-proposal" && was.stage === "negotiating", "the text changes");
  if (was.stage !== "negotiating" && is !== was) {
    const leads: readonly Command["kind"][] =
      was.stage === "locked"
        ? ["unlock", "decline-signature", "sign"]
        : was.stage === "signing"
          ? ["sign", "decline-signature"]
          : [];
    must(leads.includes(command.kind), `${command.kind} changes the negotiation when it is ${was.stage}`);
    must(is.proposals === was.proposals, "a proposal is moved after the lock");
    if (command.kind !== "decline-signature") must(is.answers === was.answers, "an answer is changed after the lock");
  }
  if (was.stage === "signing" && before.signing && after.signing)
    must(before.signing.terms === after.signing.terms, "the terms change after the first signature");
  if (was.stage === "signed") must(before.signing === after.signing, "the signing changes after the last signature");
  if (is.stage === "locked" || is.stage === "signing" || is.stage === "signed") {
    for (const [point, meaning] of meaningsOf(is.draft)) {
      const bound = boundBy(point, is.parties, after.access.parties);
      const yes = is.answers.filter(
        (one) => one.point === point && one.meaning === meaning && one.satisfaction !== "not-satisfied",
      );
      const aside = is.setAside.find((one) => one.point === point);
      must(
        bound.every((party) => yes.some((one) => one.party === party)) ||
          bound.every((party) => aside?.parties.includes(party)),
        `${is.stage} with a point that not everybody it binds has said yes to`,
      );
    }
    must(
      is.proposals.every(({ state }) => state !== "sent"),
      "locked with an open proposal",
    );
  }
  if (is.stage === "signed" && was.stage !== "signed") everybodySigned(after);
}

function everybodySigned({ access, signing, negotiation, versions }: RoomState): void {
  const given = signing?.signatures.filter(({ state }) => state === "signed") ?? [];
  for (const { key, side, points } of access.parties) {
    if (side === "third-party" && points.length === 0) continue;
    const own = given.filter(({ party }) => party === key);
    const alone = own.some((one) =>
      access.mandates.some(({ id, party, jointly }) => id === one.mandate && party === key && !jointly),
    );
    must(alone || new Set(own.map(({ person }) => person)).size > 1, "signed without a party that it binds");
  }
  const root = draftRoot(negotiation as never);
  must(versions.at(-1)?.root === root && signing?.terms.root === root, "a version of another text");
}

/** Of every single entry: each lifecycle is where its table lets it be. */
export function lawfulEntry(before: RoomState, after: RoomState, entry: JournalBody, by: Act): void {
  const at = entry.kind;
  if (before.negotiation && after.negotiation) {
    along(stages, before.negotiation.stage, after.negotiation.stage, at);
    eachAlong(proposals, before.negotiation.proposals, after.negotiation.proposals, at);
    for (const one of after.negotiation.proposals) {
      const was = before.negotiation.proposals.find(({ id }) => id === one.id)?.state;
      if (one.state === "accepted" && was !== "accepted")
        must(one.party !== by.party, "a side accepts its own proposal");
    }
    for (const one of after.negotiation.answers)
      if (one.satisfaction === "not-satisfied") must(one.reason.trim() !== "", "a no without a reason");
    const open = after.negotiation.proposals.filter(({ state }) => state === "sent");
    must(
      new Set(open.map(({ party, point }) => `${party} ${point}`)).size === open.length,
      "two open proposals of one side",
    );
  }
  const { access, preparation, signing } = after;
  eachAlong(invitations, before.access.invitations, access.invitations, at);
  eachAlong(milestoneMoves, before.preparation.milestones, preparation.milestones, at);
  along(understandings, understandingState(before.preparation), understandingState(preparation), at);
  eachAlong(signatures, before.signing?.signatures ?? [], signing?.signatures ?? [], at);
  if (entry.kind === "person-joined" && entry.invitation !== null) {
    const found = before.access.invitations.find(({ id }) => id === entry.invitation);
    must(found?.state === "sent", "a link is used twice, or after it was revoked");
    must((found?.expiresAt ?? "") > by.now, "a link is used after its time");
    must(found?.address === entry.address, "a link is used by another address");
    must(
      found?.party === entry.party && canonicalJson(found.roles) === canonicalJson(entry.roles),
      "a link gives more",
    );
  }
}

function along<State extends string, Move extends string>(
  { name, moves }: Lifecycle<State, Move>,
  was: State,
  is: State,
  at: string,
): void {
  must(
    was === is || moves.some(({ from, to }) => from.includes(was) && to === is),
    `${name} from ${was} to ${is} by ${at}: not in the table`,
  );
}

type Standing<State> = { readonly id: string; readonly state: State };
function eachAlong<State extends string, Move extends string>(
  lifecycle: Lifecycle<State, Move>,
  before: readonly Standing<State>[],
  after: readonly Standing<State>[],
  at: string,
): void {
  if (before === after) return;
  must(
    before.every(({ id }) => after.some((one) => one.id === id)),
    `a ${lifecycle.name} is lost`,
  );
  for (const { id, state } of after)
    along(lifecycle, before.find((one) => one.id === id)?.state ?? lifecycle.initial, state, at);
}
