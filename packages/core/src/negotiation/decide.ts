/** What a side of the negotiation may do now, and what that becomes in the journal; or why not. */
import type { Bound } from "../access/party.ts";
import type { Agreement, Id } from "../agreement/agreement.ts";
import type { Json } from "../basics/canonical-json.ts";
import type { Hash } from "../basics/hash.ts";
import { moved } from "../basics/lifecycle.ts";
import type { Answer } from "./answer.ts";
import {
  draftRoot,
  meaningsOf,
  type Negotiation,
  type NegotiationAct,
  standingPoints,
  withProposal,
} from "./negotiation.ts";
import { type Proposal, type ProposalAct, proposals } from "./proposal.ts";
import { stages } from "./stage.ts";

export type NegotiationCommand =
  | { readonly kind: "open-draft"; readonly agreement: Json; readonly parties: readonly [string, string] }
  | {
      readonly kind: "answer-point";
      readonly point: Id /** The meaning that was on the screen. */;
      readonly meaning: Hash;
      readonly satisfaction: Answer["satisfaction"];
      readonly reason: string;
    }
  /** One yes to many points at once, each as it was on the screen. */
  | { readonly kind: "accept-points"; readonly points: readonly { readonly point: Id; readonly meaning: Hash }[] }
  | { readonly kind: "set-point-aside"; readonly point: Id; readonly until: string }
  | {
      readonly kind: "propose";
      readonly id: string;
      readonly point: Id;
      readonly replaces: Hash;
      readonly body: Json;
      readonly because: string /** The other side's proposal that this one answers. */;
      readonly counters: string | null;
    }
  | {
      readonly kind: "propose-point";
      readonly id: string;
      readonly section: string;
      /** Of the new point: it names itself. */
      readonly body: Json;
      readonly because: string;
      readonly counters: string | null;
    }
  | {
      readonly kind: "propose-removal";
      readonly id: string;
      readonly point: Id;
      readonly replaces: Hash;
      readonly because: string;
      readonly counters: string | null;
    }
  | { readonly kind: "accept-proposal"; readonly proposal: string; readonly meaning: Hash }
  | { readonly kind: "decline-proposal"; readonly proposal: string; readonly reason: string }
  | { readonly kind: "withdraw-proposal"; readonly proposal: string }
  | { readonly kind: "lock"; readonly root: Hash }
  | { readonly kind: "unlock"; readonly reason: string }
  | { readonly kind: "abandon"; readonly reason: string };

export type NegotiationRefusal =
  | "no-draft"
  | "draft-exists"
  | "not-a-party"
  | "not-from-here"
  | "not-yours"
  | "no-such-point"
  | "no-such-proposal"
  /** The point is no longer what was on the screen. */
  | "changed-meanwhile"
  | "reason-missing"
  | "nothing-changed"
  | "does-not-fit"
  | "points-not-agreed"
  | "proposals-open";

export type NegotiationDecided =
  | { readonly acts: readonly NegotiationAct[] }
  | { readonly refused: NegotiationRefusal };

const refused = (because: NegotiationRefusal): NegotiationDecided => ({ refused: because });

/**
 * @param checked whether a draft holds: no error of its checks. The caller has the tables for it
 * @param thirds third parties with the points that bind them: they answer these, and do nothing else
 */
export function decideNegotiation(
  state: Negotiation | null,
  command: NegotiationCommand,
  party: string,
  checked: (draft: Agreement) => boolean,
  thirds: readonly Bound[] = [],
): NegotiationDecided {
  if (command.kind === "open-draft")
    return state === null
      ? { acts: [{ kind: "draft-opened", agreement: command.agreement, parties: command.parties }] }
      : refused("draft-exists");
  if (state === null) return refused("no-draft");
  if (!state.parties.includes(party) && !isBoundBy(command, party, thirds)) return refused("not-a-party");
  if (state.stage !== "negotiating" && command.kind !== "unlock") return refused("not-from-here");
  switch (command.kind) {
    case "answer-point":
      return answered(state, command, party);
    case "accept-points":
      return acceptedTogether(state, command.points, party, thirds);
    case "set-point-aside":
      return meaningsOf(state.draft).has(command.point)
        ? { acts: [{ kind: "point-set-aside", party, point: command.point, until: command.until }] }
        : refused("no-such-point");
    case "propose":
      return proposed(state, { ...command, change: "replace", section: null }, party, checked);
    case "propose-point": {
      const point = (command.body as { readonly id?: unknown } | null)?.id;
      return typeof point === "string"
        ? proposed(state, { ...command, change: "add", point, replaces: null }, party, checked)
        : refused("does-not-fit");
    }
    case "propose-removal":
      return proposed(state, { ...command, change: "remove", section: null, body: null }, party, checked);
    case "accept-proposal":
      return accepted(state, command, party, checked);
    case "decline-proposal":
      return command.reason.trim() === ""
        ? refused("reason-missing")
        : proposalMoved(state, command.proposal, "decline", party, command.reason);
    case "withdraw-proposal":
      return proposalMoved(state, command.proposal, "withdraw", party, null);
    case "lock":
      return locked(state, command.root, party, thirds);
    case "unlock":
    case "abandon": {
      if (command.reason.trim() === "") return refused("reason-missing");
      const to = moved(stages, state.stage, command.kind, "author");
      return "to" in to
        ? { acts: [{ kind: "stage-moved", party, to: to.to, reason: command.reason }] }
        : refused(to.refused);
    }
  }
}

/** A third party answers the points that bind it. */
function isBoundBy(command: NegotiationCommand, party: string, thirds: readonly Bound[]): boolean {
  const third = thirds.find(({ key, side }) => key === party && side === "third-party");
  return third !== undefined && command.kind === "answer-point" && third.points.includes(command.point);
}

function answered(
  { draft }: Negotiation,
  { point, meaning, satisfaction, reason }: Extract<NegotiationCommand, { readonly kind: "answer-point" }>,
  party: string,
): NegotiationDecided {
  const now = meaningsOf(draft).get(point);
  if (now === undefined) return refused("no-such-point");
  if (now !== meaning) return refused("changed-meanwhile");
  if (satisfaction === "not-satisfied" && reason.trim() === "") return refused("reason-missing");
  return { acts: [{ kind: "point-answered", party, point, meaning, satisfaction, reason }] };
}

/** All or none: a point that has changed, or that somebody has something against, is answered by itself. */
function acceptedTogether(
  state: Negotiation,
  points: Extract<NegotiationCommand, { readonly kind: "accept-points" }>["points"],
  party: string,
  thirds: readonly Bound[],
): NegotiationDecided {
  if (points.length === 0) return refused("nothing-changed");
  const contested = new Set([
    ...state.proposals.filter((proposal) => proposal.state === "sent").map(({ point }) => point),
    ...standingPoints(state, thirds)
      .filter((point) => point.state === "under-discussion")
      .map(({ id }) => id),
  ]);
  const acts: NegotiationAct[] = [];
  for (const { point, meaning } of points) {
    if (contested.has(point)) return refused("points-not-agreed");
    const one = answered(state, { kind: "answer-point", point, meaning, satisfaction: "satisfied", reason: "" }, party);
    if ("refused" in one) return one;
    acts.push(...one.acts);
  }
  return { acts };
}

/** One open proposal per point and party: a newer one supersedes the older, which is kept. Who proposes is satisfied with what they propose once it is accepted. */
function proposed(
  state: Negotiation,
  wanted: Wanted,
  party: string,
  checked: (draft: Agreement) => boolean,
): NegotiationDecided {
  const { id, point, replaces, counters } = wanted;
  const now = meaningsOf(state.draft).get(point) ?? null;
  if (now === null && replaces !== null) return refused("no-such-point");
  const next = withProposal(state.draft, wanted);
  if (now !== replaces) return refused(replaces === null ? "does-not-fit" : "changed-meanwhile");
  if (next === null || !checked(next)) return refused("does-not-fit");
  const meaning = comesTo(next, wanted) as Hash;
  if (wanted.change === "replace" && meaning === now) return refused("nothing-changed");
  const older = state.proposals.filter(
    (other) => other.state === "sent" && other.point === point && other.party === party,
  );
  const answeredTo = counters === null ? null : (state.proposals.find((other) => other.id === counters) ?? null);
  if (counters !== null && answeredTo === null) return refused("no-such-proposal");
  const counter =
    answeredTo === null
      ? null
      : moved(proposals, answeredTo.state, "counter", answeredTo.party === party ? "author" : "other");
  if (counter !== null && "refused" in counter) return refused(counter.refused);
  return {
    acts: [
      ...older.map(
        ({ id: old }): NegotiationAct => ({ kind: "proposal-moved", id: old, party, to: "superseded", answer: id }),
      ),
      ...(answeredTo === null
        ? []
        : [{ kind: "proposal-moved", id: answeredTo.id, party, to: "countered", answer: id } as const]),
      sent(wanted, party, meaning),
    ],
  };
}

/** What somebody proposes, before it is sent. */
type Wanted = Omit<Proposal, "party" | "meaning" | "state" | "answer"> & { readonly counters: string | null };

/** What is said yes to: the point as the next draft has it, or as it was before it is taken away. */
function comesTo(next: Agreement, { change, point, replaces }: Pick<Proposal, "change" | "point" | "replaces">) {
  return change === "remove" ? replaces : (meaningsOf(next).get(point) ?? null);
}

function sent(
  { id, change, point, section, replaces, body, because }: Wanted,
  party: string,
  meaning: Hash,
): NegotiationAct {
  switch (change) {
    case "replace":
      return { kind: "proposal-sent", id, party, point, replaces: replaces as Hash, body, meaning, because };
    case "add":
      return { kind: "point-proposed", id, party, section: section as string, point, body, meaning, because };
    case "remove":
      return { kind: "removal-proposed", id, party, point, replaces: replaces as Hash, because };
  }
}

/** Whether a proposal still comes to what it came to when it was made: the point is the same, and so is what it refers to. */
function stillStands(draft: Agreement, proposal: Proposal): boolean {
  if ((meaningsOf(draft).get(proposal.point) ?? null) !== proposal.replaces) return false;
  const next = withProposal(draft, proposal);
  return next !== null && comesTo(next, proposal) === proposal.meaning;
}

/** Accepting says yes for both sides to exactly what was proposed; other open proposals that no longer come to what they came to lapse. */
function accepted(
  state: Negotiation,
  { proposal: id, meaning }: Extract<NegotiationCommand, { readonly kind: "accept-proposal" }>,
  party: string,
  checked: (draft: Agreement) => boolean,
): NegotiationDecided {
  const proposal = state.proposals.find((found) => found.id === id);
  if (!proposal) return refused("no-such-proposal");
  if (proposal.meaning !== meaning || (meaningsOf(state.draft).get(proposal.point) ?? null) !== proposal.replaces)
    return refused("changed-meanwhile");
  const to = moved(proposals, proposal.state, "accept", proposal.party === party ? "author" : "other");
  if ("refused" in to) return refused(to.refused);
  if (!stillStands(state.draft, proposal)) return refused("changed-meanwhile");
  const next = withProposal(state.draft, proposal);
  if (next === null || !checked(next)) return refused("does-not-fit");
  const lapsed = state.proposals.filter(
    (other) => other.id !== id && other.state === "sent" && !stillStands(next, other),
  );
  const yes = (who: string): NegotiationAct => ({
    kind: "point-answered",
    party: who,
    point: proposal.point,
    meaning: proposal.meaning,
    satisfaction: "satisfied",
    reason: "",
  });
  return {
    acts: [
      { kind: "proposal-moved", id, party, to: to.to, answer: null },
      ...lapsed.map(
        (other): NegotiationAct => ({ kind: "proposal-moved", id: other.id, party, to: "lapsed", answer: id }),
      ),
      ...(proposal.change === "remove" ? [] : [yes(proposal.party), yes(party)]),
    ],
  };
}

function proposalMoved(
  state: Negotiation,
  id: string,
  act: ProposalAct,
  party: string,
  answer: string | null,
): NegotiationDecided {
  const proposal = state.proposals.find((found) => found.id === id);
  if (!proposal) return refused("no-such-proposal");
  const to = moved(proposals, proposal.state, act, proposal.party === party ? "author" : "other");
  return "to" in to ? { acts: [{ kind: "proposal-moved", id, party, to: to.to, answer }] } : refused(to.refused);
}

/** Each side locks what it sees; the lock falls when both have. */
function locked(state: Negotiation, root: Hash, party: string, thirds: readonly Bound[]): NegotiationDecided {
  if (draftRoot(state) !== root) return refused("changed-meanwhile");
  if (state.proposals.some((proposal) => proposal.state === "sent")) return refused("proposals-open");
  if (standingPoints(state, thirds).some((point) => point.state !== "agreed" && point.state !== "set-aside"))
    return refused("points-not-agreed");
  const asked: NegotiationAct = { kind: "lock-asked", party, root };
  const both = state.parties.every((side) => side === party || state.locking.includes(side));
  return { acts: both ? [asked, { kind: "stage-moved", party, to: "locked", reason: "" }] : [asked] };
}
