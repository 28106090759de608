/** What may be done while an agreement is signed, and what that becomes in the journal; or why not. */
import { type Access, participant, partyOf } from "../access/access.ts";
import { type Actor, permitted } from "../access/decide.ts";
import { type MandateLacks, mandateLacks } from "../access/mandate.ts";
import { roleMay } from "../access/role.ts";
import { valueOf } from "../agreement/uses.ts";
import type { Json } from "../basics/canonical-json.ts";
import type { Hash } from "../basics/hash.ts";
import { moved } from "../basics/lifecycle.ts";
import { parseDate } from "../time/civil.ts";
import { draftRoot, meaningsOf, type Negotiation, type NegotiationAct } from "./negotiation.ts";
import {
  bindingHash,
  type Decision,
  type Signature,
  type SignatureAct,
  type SignatureEvidence,
  type SignatureLevel,
  signatures,
} from "./signature.ts";
import {
  afterSigning,
  bindingOf,
  hasSigned,
  type Signing,
  type SigningAct,
  type SigningTerms,
  signers,
} from "./signing.ts";

export type SigningCommand =
  /** Fixes what is signed. Both see it before anybody is asked; doing it again starts over while nobody has signed. */
  | ({ readonly kind: "open-signing" } & Omit<SigningTerms, "version" | "frozen"> & { readonly frozen: Json })
  | ({ readonly kind: "state-decision" } & Omit<Decision, "party">)
  | { readonly kind: "ask-signature"; readonly id: string; readonly person: string; readonly mandate: string }
  | { readonly kind: "open-signature"; readonly signature: string }
  /** The evidence has been checked by whoever sends this: the core holds it to the mandate, the level and what was shown. */
  | {
      readonly kind: "sign";
      readonly signature: string;
      readonly binding: Hash;
      readonly name: string;
      readonly evidence: SignatureEvidence;
    }
  | {
      readonly kind: "decline-signature";
      readonly signature: string;
      readonly points: readonly string[];
      readonly reason: string;
    }
  | {
      readonly kind: "delegate-signature";
      readonly signature: string;
      readonly id: string;
      readonly to: string;
      readonly mandate: string;
    }
  | { readonly kind: "withdraw-signature"; readonly signature: string; readonly reason: string };

export const signingCommands: Readonly<Record<SigningCommand["kind"], true>> = {
  "open-signing": true,
  "state-decision": true,
  "ask-signature": true,
  "open-signature": true,
  sign: true,
  "decline-signature": true,
  "delegate-signature": true,
  "withdraw-signature": true,
};

export type SigningRefusal =
  | MandateLacks
  | "not-a-party"
  | "not-your-role"
  | "not-from-here"
  | "not-yours"
  | "no-signing"
  | "no-such-signature"
  | "no-such-person"
  | "no-such-point"
  | "no-signatory"
  | "bad-date"
  | "already-issued"
  | "changed-meanwhile"
  | "reason-missing"
  | "too-early"
  | "decision-missing"
  | "not-in-decision"
  | "name-missing"
  | "level-too-low"
  | "already-asked"
  | "dates-reversed"
  | "person-needed";

export type SigningDecided =
  | { readonly acts: readonly (SigningAct | NegotiationAct)[] }
  | { readonly refused: SigningRefusal };

/** What the preparation settled about signing. */
export type SigningRules = {
  /** A procured agreement may not be signed before this day. */
  readonly notBefore: string | null;
  /** The least sure means that both have agreed to take. */
  readonly level: SignatureLevel;
  /** First days of periods that a statement has been issued for. */
  readonly issuedFrom: readonly string[];
};

type Where = {
  readonly negotiation: Negotiation;
  readonly signing: Signing | null;
  readonly access: Access;
  readonly rules: SigningRules;
};

const refused = (because: SigningRefusal): SigningDecided => ({ refused: because });

export function decideSigning(where: Where, command: SigningCommand, by: Actor): SigningDecided {
  if (by.person === null) return refused("person-needed");
  // Whoever has left binds nobody, whatever was asked of them and whatever mandate they had.
  if (participant(where.access, by.person)?.party !== by.party) return refused("not-your-role");
  const { stage } = where.negotiation;
  if (stage !== "locked" && stage !== "signing") return refused("not-from-here");
  if (command.kind === "open-signing") return opened(where, command, by);
  if (where.signing === null) return refused("no-signing");
  const within = { ...where, signing: where.signing };
  switch (command.kind) {
    case "state-decision":
      return decisionStated(within, command, by);
    case "ask-signature":
      return asked(within, command, by);
    case "open-signature":
      return own(within, command.signature, by, "open", (to) => [
        { kind: "signature-moved", id: command.signature, to, reason: "", points: [] },
      ]);
    case "sign":
      return signed(within, command, by);
    case "decline-signature":
      return declined(within, command, by);
    case "delegate-signature":
      return delegated(within, command, by);
    case "withdraw-signature":
      return own(within, command.signature, by, "withdraw", (to) => [
        { kind: "signature-moved", id: command.signature, to, reason: command.reason, points: [] },
      ]);
  }
}

type Within = Where & { readonly signing: Signing };
type Of<Kind extends SigningCommand["kind"]> = Extract<SigningCommand, { readonly kind: Kind }>;

/** By one of the two sides. Nothing is asked for again once somebody has signed: what they signed stays what it was. */
function opened(
  { negotiation, signing, access, rules }: Where,
  command: Of<"open-signing">,
  by: Actor,
): SigningDecided {
  if (!permitted(access, by, "ask-signatures")) return refused("not-your-role");
  if (partyOf(access, by.party)?.side === "third-party") return refused("not-a-party");
  if (negotiation.stage !== "locked") return refused("not-from-here");
  if (draftRoot(negotiation) !== command.root) return refused("changed-meanwhile");
  if (rules.notBefore !== null && by.today < rules.notBefore) return refused("too-early");
  const { room, root, effective_from, frozen } = command;
  if (parseDate(effective_from) === null) return refused("bad-date");
  // What has been issued stays as it was: a text begins after it.
  if (rules.issuedFrom.some((firstDay) => firstDay >= effective_from)) return refused("already-issued");
  const byCharges = valueOf(negotiation.draft);
  if (byCharges !== null && command.value !== byCharges) return refused("changed-meanwhile");
  const terms = { room, version: 1, root, value: command.value, effective_from, frozen };
  const stated = byCharges === null && command.value !== null;
  return { acts: [...unasked(signing), { kind: "signing-opened", party: by.party, stated, ...terms }] };
}

function decisionStated({ access }: Within, command: Of<"state-decision">, by: Actor): SigningDecided {
  if (!permitted(access, by, "ask-signatures")) return refused("not-your-role");
  if (participant(access, command.signer)?.party !== by.party) return refused("no-such-person");
  if (command.deputy !== null && participant(access, command.deputy)?.party !== by.party)
    return refused("no-such-person");
  if ([command.body, command.register_number].some((text) => text.trim() === "")) return refused("reason-missing");
  if (command.date > by.today) return refused("too-early");
  const { kind: _, ...decision } = command;
  return { acts: [{ kind: "decision-stated", party: by.party, ...decision }] };
}

/** By the signer's own side alone: the other side can never ask in a signer's name, nor open their link. */
function asked(within: Within, { id, person, mandate }: Of<"ask-signature">, by: Actor): SigningDecided {
  const { access, rules } = within;
  if (!permitted(access, by, "ask-signatures")) return refused("not-your-role");
  if (participant(access, person)?.party !== by.party) return refused("no-such-person");
  const unready = unreadyToSign(within, person, mandate, by);
  if (unready !== null) return refused(unready);
  if (rules.notBefore !== null && by.today < rules.notBefore) return refused("too-early");
  const unfit = unfitByDecision(within, by.party, person);
  if (unfit !== null) return refused(unfit);
  return { acts: [{ kind: "signature-requested", id, party: by.party, person, mandate, from: null }] };
}

/** Whoever is asked has the role to sign, is not asked already, and has a mandate that carries. */
function unreadyToSign(within: Within, person: string, mandate: string, by: Actor): SigningRefusal | null {
  const { access, signing } = within;
  if (!roleMay(participant(access, person)?.roles ?? [], "sign")) return "no-signatory";
  if (signing.signatures.some((found) => found.person === person && (isPending(found) || found.state === "signed")))
    return "already-asked";
  return mandateOf(within, mandate, person, by);
}

function signed(within: Within, { signature, binding, name, evidence }: Of<"sign">, by: Actor): SigningDecided {
  const { access, signing, rules, negotiation } = within;
  const found = signing.signatures.find(({ id }) => id === signature);
  if (!found) return refused("no-such-signature");
  if (found.person !== by.person || found.party !== by.party) return refused("not-yours");
  const points = partyOf(access, by.party)?.points ?? [];
  if (bindingHash(bindingOf(signing, found, points)) !== binding || draftRoot(negotiation) !== signing.terms.root)
    return refused("changed-meanwhile");
  if (!permitted(access, by, "sign")) return refused("no-signatory");
  if (rules.notBefore !== null && by.today < rules.notBefore) return refused("too-early");
  if (name.trim() === "") return refused("name-missing");
  if (rules.level === "passkey" && evidence.kind !== "passkey") return refused("level-too-low");
  const lacks = mandateOf(within, found.mandate, by.person, by);
  if (lacks !== null) return refused(lacks);
  const unfit = unfitByDecision(within, by.party, by.person);
  if (unfit !== null) return refused(unfit);
  const to = moved(signatures, found.state, "sign", "author");
  if ("refused" in to) return refused(to.refused);
  const act: SigningAct = { kind: "signed", id: signature, at: by.now, name, binding, evidence };
  const after = afterSigning(signing, act) as Signing;
  const isFirst = negotiation.stage === "locked";
  const isLast = signers(access).every(({ key }) => hasSigned(after, access.mandates, key));
  const { version, root, effective_from } = signing.terms;
  const freeze: NegotiationAct = { kind: "stage-moved", party: by.party, to: "signing", reason: "" };
  const complete: readonly (SigningAct | NegotiationAct)[] = [
    { kind: "agreement-signed", version, root, effective_from },
    { kind: "stage-moved", party: by.party, to: "signed", reason: "" },
  ];
  return { acts: [act, ...(isFirst ? [freeze] : []), ...(isLast ? complete : [])] };
}

/** Leads back to the negotiation: what was signed is void and kept as history, and the points named stand open again. */
function declined(within: Within, { signature, points, reason }: Of<"decline-signature">, by: Actor): SigningDecided {
  if (reason.trim() === "") return refused("reason-missing");
  const meanings = meaningsOf(within.negotiation.draft);
  // A third party speaks of its own points, and learns of no other whether it is there.
  const party = partyOf(within.access, by.party);
  const isItsOwn = (point: string): boolean => party?.side !== "third-party" || party.points.includes(point);
  if (!points.every((point) => meanings.has(point) && isItsOwn(point))) return refused("no-such-point");
  return own(within, signature, by, "decline", (to) => [
    { kind: "signature-moved", id: signature, to, reason, points },
    ...points.map(
      (point): NegotiationAct => ({
        kind: "point-answered",
        party: by.party,
        point,
        meaning: meanings.get(point) as Hash,
        satisfaction: "not-satisfied",
        reason,
      }),
    ),
    ...within.signing.signatures
      .filter((other) => other.id !== signature && (isPending(other) || other.state === "signed"))
      .map(voided),
    { kind: "stage-moved", party: by.party, to: "negotiating", reason },
  ]);
}

function delegated(
  within: Within,
  { signature, id, to: heir, mandate }: Of<"delegate-signature">,
  by: Actor,
): SigningDecided {
  const { access } = within;
  if (participant(access, heir)?.party !== by.party) return refused("no-such-person");
  const unready = unreadyToSign(within, heir, mandate, by);
  if (unready !== null) return refused(unready);
  const isPublic = partyOf(access, by.party)?.publicBody ?? false;
  if (isPublic && within.signing.decisions.find(({ party }) => party === by.party)?.deputy !== heir)
    return refused("not-in-decision");
  return own(within, signature, by, "delegate", (to) => [
    { kind: "signature-moved", id: signature, to, reason: "", points: [] },
    { kind: "signature-requested", id, party: by.party, person: heir, mandate, from: signature },
  ]);
}

/** A move that the signer alone can make. */
function own(
  { signing }: Within,
  id: string,
  by: Actor,
  act: SignatureAct,
  acts: (to: Signature["state"]) => readonly (SigningAct | NegotiationAct)[],
): SigningDecided {
  const found = signing.signatures.find((signature) => signature.id === id);
  if (!found) return refused("no-such-signature");
  if (found.person !== by.person || found.party !== by.party) return refused("not-yours");
  const to = moved(signatures, found.state, act, "author");
  return "to" in to ? { acts: acts(to.to) } : refused(to.refused);
}

function mandateOf({ access, signing }: Within, id: string, person: string, by: Actor): MandateLacks | null {
  const mandate = access.mandates.find((found) => found.id === id && found.party === by.party);
  return mandateLacks(mandate, person, by.today, worthTo(access, by.party, signing));
}

/**
 * What the whole is worth, by which a party's mandates are judged. A third party is not bound to it, and no limit of its own may
 * tell it; and what one side has merely stated, where no charges say it, moves no limit of the other's.
 */
export function worthTo(
  access: Access,
  party: string,
  { terms, statedBy }: Pick<Signing, "terms" | "statedBy">,
): string | null {
  if (partyOf(access, party)?.side === "third-party") return null;
  return statedBy === null || statedBy === party ? terms.value : null;
}

/** A public body's signer is the one that the decision appoints, or the deputy that it names. */
function unfitByDecision(
  { access, signing }: Within,
  party: string,
  person: string,
): "decision-missing" | "not-in-decision" | null {
  if (!partyOf(access, party)?.publicBody) return null;
  const decision = signing.decisions.find((found) => found.party === party);
  if (!decision) return "decision-missing";
  return decision.signer === person || decision.deputy === person ? null : "not-in-decision";
}

/** What becomes of open requests when the agreement is unlocked. */
export function unasked(signing: Signing | null): readonly SigningAct[] {
  return (signing?.signatures ?? []).filter(isPending).map(voided);
}

function isPending({ state }: Signature): boolean {
  return state === "requested" || state === "opened";
}

function voided({ id }: Signature): SigningAct {
  return { kind: "signature-moved", id, to: "void", reason: "", points: [] };
}
