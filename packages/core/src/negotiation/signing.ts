/** Signing: what is signed, who is asked, and when it is complete. A pure fold of what was done. */
import type { Access } from "../access/access.ts";
import type { Mandate } from "../access/mandate.ts";
import type { RoomParty } from "../access/party.ts";
import type { Json } from "../basics/canonical-json.ts";
import { type Hash, hashJson } from "../basics/hash.ts";
import type { Binding, Decision, Signature, SignatureEvidence, SignatureState } from "./signature.ts";

/** What everybody signs: fixed before the first signature is asked for. */
export type SigningTerms = {
  readonly room: string;
  readonly version: number;
  readonly root: Hash;
  /** What the agreement is worth, as both see it ("1440000.00 SEK"); null where it has no value in money. */
  readonly value: string | null;
  readonly effective_from: string;
  /** Holidays and clock changes as they stand (time/frozen.ts). */
  readonly frozen: Json;
};

export type Signing = {
  readonly terms: SigningTerms;
  /** The party on whose word the value stands; null where the charges say it, or it has none. */
  readonly statedBy: string | null;
  /** With those of earlier rounds, which are void. */
  readonly signatures: readonly Signature[];
  readonly decisions: readonly Decision[];
  readonly isComplete: boolean;
  /** Who sent it back last, why, and for which points; null while nobody has. */
  readonly returned: Returned | null;
};
export type Returned = {
  readonly party: string;
  readonly person: string;
  readonly reason: string;
  readonly points: readonly string[];
};

export type SigningAct =
  | ({
      readonly kind: "signing-opened";
      readonly party: string;
      /** Whether the value is the party's word: no charges say it. */
      readonly stated: boolean;
    } & SigningTerms)
  | ({ readonly kind: "decision-stated" } & Decision)
  | {
      readonly kind: "signature-requested";
      readonly id: string;
      readonly party: string;
      readonly person: string;
      readonly mandate: string;
      readonly from: string | null;
    }
  | {
      readonly kind: "signature-moved";
      readonly id: string;
      readonly to: SignatureState;
      readonly reason: string;
      readonly points: readonly string[];
    }
  | {
      readonly kind: "signed";
      readonly id: string;
      readonly at: string;
      readonly name: string;
      readonly binding: Hash;
      readonly evidence: SignatureEvidence;
    }
  | {
      readonly kind: "agreement-signed";
      readonly version: number;
      readonly root: Hash;
      readonly effective_from: string;
    };

export const signingActs: Readonly<Record<SigningAct["kind"], true>> = {
  "signing-opened": true,
  "decision-stated": true,
  "signature-requested": true,
  "signature-moved": true,
  signed: true,
  "agreement-signed": true,
};

export function afterSigning(state: Signing | null, act: SigningAct): Signing | null {
  if (act.kind === "signing-opened") {
    const { kind: _, party, stated, ...terms } = act;
    const { signatures = [], decisions = [] } = state ?? {};
    return { terms, statedBy: stated ? party : null, signatures, decisions, isComplete: false, returned: null };
  }
  if (state === null) return null;
  switch (act.kind) {
    case "decision-stated": {
      const { kind: _, ...decision } = act;
      return { ...state, decisions: [...state.decisions.filter(({ party }) => party !== act.party), decision] };
    }
    case "signature-requested": {
      const { kind: _, ...asked } = act;
      const fresh: Signature = { ...asked, state: "requested", name: "", evidence: null, signedAt: null };
      return { ...state, signatures: [...state.signatures, fresh] };
    }
    case "signature-moved": {
      const moved = withSignature(state, act.id, (found) => ({ ...found, state: act.to }));
      const by = state.signatures.find(({ id }) => id === act.id);
      if (act.to !== "declined" || !by) return moved;
      return { ...moved, returned: { party: by.party, person: by.person, reason: act.reason, points: act.points } };
    }
    case "signed":
      return withSignature(state, act.id, (found) => ({
        ...found,
        state: "signed",
        name: act.name,
        evidence: act.evidence,
        signedAt: act.at,
      }));
    case "agreement-signed":
      return { ...state, isComplete: true };
  }
}

function withSignature(state: Signing, id: string, change: (found: Signature) => Signature): Signing {
  return { ...state, signatures: state.signatures.map((found) => (found.id === id ? change(found) : found)) };
}

/** Who must sign: both sides, and each third party that a point binds. */
export function signers({ parties }: Access): readonly RoomParty[] {
  return parties.filter(({ side, points }) => side !== "third-party" || points.length > 0);
}

/** One who signs alone, or two different people together. */
export function hasSigned({ signatures }: Signing, mandates: readonly Mandate[], party: string): boolean {
  const given = signatures.filter((found) => found.party === party && found.state === "signed");
  const alone = given.some(({ mandate }) => mandates.some(({ id, jointly }) => id === mandate && !jointly));
  return alone || new Set(given.map(({ person }) => person)).size >= 2;
}

/** What one signature binds to. Whoever signs points alone does not see what the whole is worth, and is not bound to it. */
export function bindingOf(
  { terms }: Signing,
  signature: Pick<Signature, "id" | "party" | "person" | "mandate">,
  points: readonly string[],
): Binding {
  const { room, version, root, value, effective_from, frozen } = terms;
  const { party, person, mandate } = signature;
  return {
    purpose: "sign-agreement",
    signature: signature.id,
    room,
    version,
    root,
    frozen: hashJson(frozen),
    effective_from,
    value: points.length === 0 ? value : null,
    party,
    person,
    mandate,
    points,
  };
}
