/** A negotiation: the draft, what each side has said of its points, and the proposals between them. A pure fold of what was done. */

import { type Bound, boundBy } from "../access/party.ts";
import type { Agreement, Id } from "../agreement/agreement.ts";
import { meaningHashes, pointsIn, pointsOf, referringTo, rootOf } from "../agreement/canonical.ts";
import { readShape } from "../agreement/schema.ts";
import type { Json } from "../basics/canonical-json.ts";
import type { Hash } from "../basics/hash.ts";
import { type Answer, type PointState, pointState, type SetAside } from "./answer.ts";
import type { Proposal } from "./proposal.ts";
import type { Stage } from "./stage.ts";

export type Negotiation = {
  readonly draft: Agreement;
  /** The two sides; third parties answer their own points only and join with invitations. */
  readonly parties: readonly [string, string];
  readonly stage: Stage;
  readonly answers: readonly Answer[];
  readonly setAside: readonly SetAside[];
  /** Oldest first. */
  readonly proposals: readonly Proposal[];
  /** Sides that have asked for the lock, on the draft's root as it is. */
  readonly locking: readonly string[];
};

/** What has been done, as the journal says it. */
export type NegotiationAct =
  | { readonly kind: "draft-opened"; readonly agreement: Json; readonly parties: readonly [string, string] }
  | {
      readonly kind: "point-answered";
      readonly party: string;
      readonly point: Id;
      readonly meaning: Hash;
      readonly satisfaction: Answer["satisfaction"];
      readonly reason: string;
    }
  | { readonly kind: "point-set-aside"; readonly party: string; readonly point: Id; readonly until: string }
  | {
      readonly kind: "proposal-sent";
      readonly id: string;
      readonly party: string;
      readonly point: Id;
      readonly replaces: Hash;
      readonly body: Json;
      readonly meaning: Hash;
      readonly because: string;
    }
  | {
      readonly kind: "point-proposed";
      readonly id: string;
      readonly party: string;
      readonly section: string;
      readonly point: Id;
      readonly body: Json;
      readonly meaning: Hash;
      readonly because: string;
    }
  | {
      readonly kind: "removal-proposed";
      readonly id: string;
      readonly party: string;
      readonly point: Id;
      readonly replaces: Hash;
      readonly because: string;
    }
  | {
      readonly kind: "proposal-moved";
      readonly id: string;
      readonly party: string;
      readonly to: Proposal["state"];
      readonly answer: string | null;
    }
  | { readonly kind: "lock-asked"; readonly party: string; readonly root: Hash }
  | { readonly kind: "stage-moved"; readonly party: string; readonly to: Stage; readonly reason: string };

const meanings = new WeakMap<Agreement, ReadonlyMap<Id, Hash>>();
const roots = new WeakMap<Agreement, Hash>();

/** The meaning of each point of a draft. */
export function meaningsOf(draft: Agreement): ReadonlyMap<Id, Hash> {
  const known = meanings.get(draft);
  if (known) return known;
  const made = new Map(meaningHashes(draft).map(({ id, meaning }) => [id, meaning]));
  meanings.set(draft, made);
  return made;
}

export function afterAct(state: Negotiation | null, act: NegotiationAct): Negotiation | null {
  if (act.kind === "draft-opened")
    return {
      draft: agreementOf(act.agreement),
      parties: act.parties,
      stage: "negotiating",
      answers: [],
      setAside: [],
      proposals: [],
      locking: [],
    };
  if (state === null) return null;
  switch (act.kind) {
    case "point-answered": {
      const { kind: _, ...answer } = act;
      return {
        ...state,
        answers: [...state.answers.filter(({ party, point }) => party !== act.party || point !== act.point), answer],
      };
    }
    case "point-set-aside": {
      const before = state.setAside.find(({ point, until }) => point === act.point && until === act.until);
      const next = {
        point: act.point,
        until: act.until,
        parties: [...new Set([...(before?.parties ?? []), act.party])],
      };
      return { ...state, setAside: [...state.setAside.filter(({ point }) => point !== act.point), next] };
    }
    case "proposal-sent": {
      const { kind: _, ...proposal } = act;
      return withSent(state, { ...proposal, change: "replace", section: null });
    }
    case "point-proposed": {
      const { kind: _, ...proposal } = act;
      return withSent(state, { ...proposal, change: "add", replaces: null });
    }
    case "removal-proposed": {
      const { kind: _, ...proposal } = act;
      return withSent(state, { ...proposal, change: "remove", section: null, body: null, meaning: act.replaces });
    }
    case "proposal-moved":
      return movedProposal(state, act);
    case "lock-asked":
      return { ...state, locking: [...new Set([...state.locking, act.party])] };
    case "stage-moved":
      return { ...state, stage: act.to, locking: [] };
  }
}

function withSent(state: Negotiation, proposal: Omit<Proposal, "state" | "answer">): Negotiation {
  return { ...state, locking: [], proposals: [...state.proposals, { ...proposal, state: "sent", answer: null }] };
}

function movedProposal(
  state: Negotiation,
  { id, to, answer }: Extract<NegotiationAct, { readonly kind: "proposal-moved" }>,
): Negotiation {
  const proposals = state.proposals.map((proposal) =>
    proposal.id === id ? { ...proposal, state: to, answer } : proposal,
  );
  const accepted = state.proposals.find((proposal) => proposal.id === id);
  if (to !== "accepted" || !accepted) return { ...state, proposals };
  return {
    ...state,
    proposals,
    locking: [],
    draft: withProposal(state.draft, accepted) ?? state.draft,
  };
}

/** What a proposal would do with a draft. */
export type Change = Pick<Proposal, "change" | "point" | "section" | "body">;

/** The draft with a proposal taken; null when that is no agreement. */
export function withProposal(draft: Agreement, { change, point, section, body }: Change): Agreement | null {
  switch (change) {
    case "replace":
      return withPoint(draft, point, body);
    case "add":
      return section === null ? null : withPointAdded(draft, section, body);
    case "remove":
      return withPointRemoved(draft, point);
  }
}

/** The draft with one point's body in the place of the old; null when that is no agreement, or the body is of another point. */
export function withPoint(draft: Agreement, id: Id, body: Json): Agreement | null {
  if ((body as { readonly id?: unknown } | null)?.id !== id) return null;
  const document = documentWith(draft, id, body);
  return document === null ? null : agreementOrNull(document);
}

/** The same before it is known to be an agreement: what is checked while somebody writes. Null for what is no point with a place. */
export function documentWith(draft: Agreement, id: Id, body: Json): Json | null {
  const place = pointsOf(draft).find((point) => point.id === id);
  return !place || place.path.length === 0 ? null : replaced(draft as unknown as Json, place.path, body);
}

/**
 * The draft with a point more, last in its section; null when that is no agreement, the name is taken, or the section has no
 * place for it: it is none, stands in another document, or is one point that is there already.
 */
export function withPointAdded(draft: Agreement, section: string, body: Json): Agreement | null {
  const id = (body as { readonly id?: unknown } | null)?.id;
  if (typeof id !== "string" || pointsOf(draft).some((point) => point.id === id)) return null;
  const document = documentWithAdded(draft, section, body);
  return document === null ? null : agreementOrNull(document);
}

/** The same before it is known to be an agreement: what is checked while somebody writes. Null where the section has no place for it. */
export function documentWithAdded(draft: Agreement, section: string, body: Json): Json | null {
  const path = placeOfNew(draft, section);
  if (path === null) return null;
  const around = section === "exclusions" ? ["measurement"] : [];
  const members = memberOf(draft as unknown as Json, around) ?? {};
  const content = path.length === 1 ? body : [...((memberOf(members, [section]) ?? []) as readonly Json[]), body];
  return replaced(draft as unknown as Json, around, { ...(members as object), [section]: content } as Json);
}

/** Where a new point of a section would stand; null where it has no place. */
export function placeOfNew(draft: Agreement, section: string): readonly (string | number)[] | null {
  const holds = pointsIn(section);
  const path = section === "exclusions" ? ["measurement", section] : [section];
  const before = memberOf(draft as unknown as Json, path);
  if (holds === null || (before !== undefined && (holds === "one" || !Array.isArray(before)))) return null;
  return holds === "one" ? path : [...path, Array.isArray(before) ? before.length : 0];
}

/** The draft without one point; null when another refers to it, or its section may not be empty. An emptied section is silent. */
export function withPointRemoved(draft: Agreement, id: Id): Agreement | null {
  const points = pointsOf(draft);
  const place = points.find((point) => point.id === id);
  if (!place || place.path.length === 0 || referringTo(draft, id).length > 0) return null;
  const left = points.filter(({ section }) => section === place.section).length - 1;
  const path =
    left > 0 || needed.has(place.section) ? place.path : place.path.filter((step) => typeof step === "string");
  return agreementOrNull(without(draft as unknown as Json, path));
}

/** Sections that every agreement has: emptied they are refused, not silent. */
const needed: ReadonlySet<string> = new Set(["services", "objectives"]);

function without(value: Json, [step, ...rest]: readonly (string | number)[]): Json {
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) =>
      index !== step ? [item] : rest.length === 0 ? [] : [without(item, rest)],
    );
  const { [step as string]: inner, ...others } = value as { readonly [member: string]: Json };
  return rest.length === 0 ? others : { ...(value as object), [step as string]: without(inner as Json, rest) };
}

function memberOf(value: Json, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (here, step) => (here as { readonly [member: string]: Json } | undefined)?.[step],
    value,
  );
}

function agreementOrNull(value: Json): Agreement | null {
  const read = readShape(value);
  return "agreement" in read ? read.agreement : null;
}

function replaced(value: Json, [step, ...rest]: readonly (string | number)[], body: Json): Json {
  if (step === undefined) return body;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaced(item, rest, body) : item));
  const members = value as { readonly [member: string]: Json };
  return { ...members, [step]: replaced(members[step as string] as Json, rest, body) };
}

function agreementOf(value: Json): Agreement {
  const read = readShape(value);
  if (!("agreement" in read)) throw new RangeError("the draft in the journal is no agreement");
  return read.agreement;
}

export type StandingPoint = {
  readonly id: Id;
  readonly section: string;
  readonly meaning: Hash;
  readonly state: PointState;
};

/** Every point of the draft with where it stands. What stands outside all points is one too, named "agreement". */
export function standingPoints(
  { draft, answers, setAside, parties }: Negotiation,
  thirds: readonly Bound[] = [],
): readonly StandingPoint[] {
  const hashes = meaningsOf(draft);
  return pointsOf(draft).map(({ id, section }) => {
    const meaning = hashes.get(id) as Hash;
    return { id, section, meaning, state: pointState(answers, setAside, id, meaning, boundBy(id, parties, thirds)) };
  });
}

/** What both lock and later sign: the root over every point. */
export function draftRoot({ draft }: Negotiation): Hash {
  const root = roots.get(draft) ?? rootOf(draft);
  roots.set(draft, root);
  return root;
}
