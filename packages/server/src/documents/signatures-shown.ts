/** Signatures and frozen dates of a signed version, as its document shows them. */
import {
  type Frozen,
  instant,
  instantText,
  type Language,
  mandateText,
  parseInstant,
  participant,
  partyOf,
  type Signature,
  type Signing,
} from "@overens/core";
import type { Room } from "../rooms/rooms.ts";
import type { AgreementDocument, SignatureShown } from "./agreement-document.ts";

/** Those that hold; what was declined, passed on or void stays in the journal. */
export function signaturesShown(room: Room, signing: Signing, language: Language): readonly SignatureShown[] {
  return signing.signatures
    .filter(({ state }) => state === "signed")
    .map((signature) => shown(room, signing, signature, language));
}

function shown(
  { state: { access }, current: { agreement } }: Room,
  { decisions }: Signing,
  { party, person, mandate, name, evidence, signedAt }: Signature,
  language: Language,
): SignatureShown {
  const side = partyOf(access, party);
  const found = access.mandates.find(({ id }) => id === mandate);
  const decision = decisions.find((stated) => stated.party === party);
  const inText = agreement.parties.find((named) =>
    side?.side === "third-party" ? named.name === side.name : named.role === side?.side,
  );
  const at = parseInstant(signedAt ?? "");
  return {
    party: inText?.id ?? party,
    person: participant(access, person)?.name ?? name,
    function: found?.basis ?? "",
    authority: found ? mandateText(found, language) : "",
    method: evidence?.kind === "passkey" ? "passkey" : "code",
    at: instantText(typeof at === "number" ? at : instant(0)),
    zone: "UTC",
    typed: name,
    decision: decision
      ? {
          body: decision.body,
          paragraph: decision.paragraph,
          register: decision.register_number,
          date: decision.date,
        }
      : null,
  };
}

export function frozenShown({ from, zones, holidays }: Frozen): AgreementDocument["frozen"] {
  return {
    zones: `${zones.map(({ name }) => name).join(", ")} (${from})`,
    holidays: holidays.map(({ country, days }) => ({ calendar: country, dates: days.map(([date]) => date) })),
  };
}
