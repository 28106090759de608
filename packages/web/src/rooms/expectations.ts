/** What the agreement asks of each party beside the targets, as sentences from the same data as the rules. */
import {
  type ChargeEntry,
  type Elsewhere,
  type Language,
  moneyText,
  parseMoney,
  type Remedy,
  type Responsibility,
  type Text,
  textIn,
} from "@overens/core";
import type { Room } from "../api.ts";
import type { Texts } from "../text/en.ts";
import { limitWords } from "./waits.ts";

/** A section of the document as a list; one that stands in another document has none here. */
export function entries<Entry>(section: readonly Entry[] | Elsewhere | undefined): readonly Entry[] {
  return Array.isArray(section) ? (section as readonly Entry[]) : [];
}

export function partyName(room: Room, role: "provider" | "customer"): string {
  return room.parties.find((found) => found.role === role)?.name ?? role;
}

/** What the provider owes when a target is missed, and what is no part of the service. */
export function providersPart(room: Room, text: Texts, language: Language): readonly string[] {
  const { document } = room;
  const remedies = entries<Remedy>(document.remedies).map((remedy) =>
    text.whenMissed(
      textIn(remedy.title, language),
      remedy.kind === "action"
        ? textIn((remedy as { readonly action?: Text }).action, language)
        : capOf(remedy, language),
      text.legal[remedy["legal-kind"]],
    ),
  );
  return [...remedies, ...dutiesOf(room, "provider", language)];
}

export function notIncluded(room: Room, language: Language): readonly string[] {
  return room.document.services.flatMap((service) =>
    (service["not-included"] ?? []).map((part) => `${textIn(service.name, language)}: ${textIn(part, language)}`),
  );
}

/** What the customer pays, does and claims in time. */
export function customersPart(room: Room, text: Texts, language: Language): readonly string[] {
  const who = partyName(room, "customer");
  const charges = entries<ChargeEntry>(room.document.charges).map((charge) => {
    const money = charge.amount === undefined ? null : parseMoney(charge.amount);
    return money === null
      ? text.paysAsInvoiced(who, textIn(charge.title, language))
      : text.pays(
          who,
          moneyText(money, language),
          charge.per === undefined ? null : text.per[charge.per],
          textIn(charge.title, language),
        );
  });
  const claims = entries<Remedy>(room.document.remedies).flatMap(({ title, claim }) =>
    claim?.within === undefined
      ? []
      : [
          text.claims(
            who,
            textIn(title, language),
            limitWords(claim.within, language),
            claim.from ?? "statement",
            claim.evidence === undefined ? null : textIn(claim.evidence, language),
          ),
        ],
  );
  return [...charges, ...claims, ...dutiesOf(room, "customer", language)];
}

/** How it is measured, and what both do when they do not agree or want a change. */
export function bothsPart(room: Room, text: Texts, language: Language): readonly string[] {
  const { document } = room;
  const { measurement } = document;
  const name = (id: string | undefined): string => room.parties.find((found) => found.id === id)?.name ?? id ?? "";
  const sources = (measurement?.sources ?? []).map(({ party, measures, decides }) =>
    text.measures(name(party), textIn(measures, language), decides === "yes"),
  );
  const priorities =
    document.priorities !== undefined && "levels" in document.priorities && document.priorities["set-by"] !== undefined
      ? [text.setsPriority(name(document.priorities["set-by"]))]
      : [];
  const signed = document.documents?.["signed-outside"];
  const shared = {
    "ground-rules": document["ground-rules"],
    reviews: document.reviews,
    disputes: document.disputes,
    liability: document.liability,
  } as const;
  const titled = Object.values(shared).flatMap((section) =>
    entries<{ readonly title: Text; readonly text?: Text | undefined }>(
      section as readonly { readonly title: Text }[],
    ).map((entry) =>
      [textIn(entry.title, language), textIn(entry.text, language)].filter((part) => part !== "").join(": "),
    ),
  );
  return [
    ...sources,
    text.noData[measurement?.["no-data"] ?? "unmeasured"],
    ...(measurement?.["late-facts"] === undefined
      ? []
      : [text.lateFacts(limitWords(measurement["late-facts"], language))]),
    ...(measurement?.["objection-window"] === undefined
      ? []
      : [text.objection(limitWords(measurement["objection-window"], language))]),
    ...priorities,
    ...titled.map((sentence) => (sentence.endsWith(".") ? sentence : `${sentence}.`)),
    ...(signed === undefined ? [] : [text.signedOutside(signed.date, signed.signers.join(", "), signed.prevails)]),
  ];
}

function dutiesOf(room: Room, role: "provider" | "customer", language: Language): readonly string[] {
  const party = room.document.parties.find((found) => found.role === role)?.id;
  return entries<Responsibility>(room.document.responsibilities)
    .filter((duty) => duty.party === party)
    .map(({ title, text }) =>
      [textIn(title, language), textIn(text, language)].filter((part) => part !== "").join(". "),
    );
}

function capOf(remedy: Remedy, language: Language): string {
  const cap = (remedy as { readonly cap?: { readonly "share-of-base"?: string | undefined } | undefined }).cap?.[
    "share-of-base"
  ];
  if (cap === undefined) return "";
  const figure = cap.replace(" %", language === "sv" ? "\u00a0%" : "%");
  return language === "sv" ? `högst ${figure.replace(".", ",")} av avgiften` : `at most ${figure} of the fee`;
}
