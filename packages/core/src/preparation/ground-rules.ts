/**
 * The understanding that comes before the text: agreement about the agreement, ground rules while we negotiate, and ground rules
 * while we work. Lines of words, and lines of choice that the program keeps to. Both say yes to the same hash, or both skip it.
 */
import type { Text } from "../agreement/agreement.ts";
import { canonicalJson, type Json } from "../basics/canonical-json.ts";
import { type Hash, hashJson } from "../basics/hash.ts";
import type { Lifecycle } from "../basics/lifecycle.ts";

export type UnderstandingPart = "agreement" | "negotiating" | "working";

/** A line has words, or a value out of those that its id allows; never both. */
export type UnderstandingLine = {
  readonly id: string;
  readonly part: UnderstandingPart;
  readonly text: Text | null;
  readonly value: string | null;
};

export type Understanding = {
  readonly lines: readonly UnderstandingLine[];
  readonly hash: Hash;
  readonly proposed_by: string;
  readonly yes: readonly string[];
};

/** Lines of choice, each with what it may be; the first is what holds where nobody has said anything. */
export const choices = {
  "may-propose": ["both", "provider", "customer"],
  "reply-days": ["5", "1", "2", "3", "10", "15", "20"],
  turns: ["parallel", "turns"],
  language: ["both", "sv", "en"],
  scale: ["three", "two"],
  "signature-level": ["code", "passkey"],
} as const;
export type ChoiceId = keyof typeof choices;
export const choiceIds = Object.keys(choices) as readonly ChoiceId[];

export type UnderstandingState = "not-said" | "proposed" | "closed" | "skipped";
export type UnderstandingAct = "propose" | "agree" | "skip";

export const understandings: Lifecycle<UnderstandingState, UnderstandingAct> = {
  name: "understanding",
  initial: "not-said",
  moves: [
    {
      act: "propose",
      from: ["not-said", "proposed", "closed", "skipped"],
      by: "either",
      to: "proposed",
      guard: "a version with a hash; who proposes has said yes; what was closed holds until the next is",
    },
    { act: "agree", from: ["proposed"], by: "other", to: "closed", guard: "to the hash that was shown" },
    { act: "skip", from: ["not-said", "proposed"], by: "both", to: "skipped", guard: "recorded; the defaults hold" },
  ],
};

/** What the program keeps to. */
export type Rules = {
  readonly mayPropose: "both" | "provider" | "customer";
  /** Working days. */
  readonly replyDays: number;
  readonly turns: "parallel" | "turns";
  readonly language: "both" | "sv" | "en";
  readonly scale: "three" | "two";
  readonly signatureLevel: "code" | "passkey";
};

/** The rules in force: what both have agreed, and the stated default for what they have not. */
export function rulesIn(lines: readonly UnderstandingLine[]): Rules {
  const of = <Choice extends ChoiceId>(id: Choice): (typeof choices)[Choice][number] => {
    const said = lines.find((line) => line.id === id)?.value;
    const allowed: readonly (typeof choices)[Choice][number][] = choices[id];
    return allowed.find((value) => value === said) ?? choices[id][0];
  };
  return {
    mayPropose: of("may-propose"),
    replyDays: Number(of("reply-days")),
    turns: of("turns"),
    language: of("language"),
    scale: of("scale"),
    signatureLevel: of("signature-level"),
  };
}

export function understandingHash(lines: readonly UnderstandingLine[]): Hash {
  return hashJson(lines as unknown as Json);
}

/** Why lines are no understanding, or null: each line once, choices within what they allow, words where there is no choice. */
export function wrongLine(lines: readonly UnderstandingLine[]): string | null {
  const seen = new Set<string>();
  for (const line of lines) {
    if (seen.has(line.id) || !/^[a-z][a-z0-9-]{0,63}$/.test(line.id)) return line.id;
    seen.add(line.id);
    const allowed: readonly string[] | undefined = Object.hasOwn(choices, line.id)
      ? choices[line.id as ChoiceId]
      : undefined;
    if (allowed !== undefined && (line.text !== null || line.value === null || !allowed.includes(line.value)))
      return line.id;
    if (allowed === undefined && (line.value !== null || line.text === null || isSilent(line.text))) return line.id;
  }
  return choiceIds.find((id) => !seen.has(id)) ?? null;
}

function isSilent(text: Text): boolean {
  const said = typeof text === "string" ? [text] : [text.sv, text.en].filter((words) => words !== undefined);
  return said.length === 0 || said.some((words) => words.trim() === "");
}

/** The lines of a version that differ from those of another: new, changed or gone. */
export function changedLines(
  lines: readonly UnderstandingLine[],
  before: readonly UnderstandingLine[],
): readonly string[] {
  const ids = new Set([...lines, ...before].map(({ id }) => id));
  const words = (of: readonly UnderstandingLine[], id: string): string =>
    canonicalJson((of.find((line) => line.id === id) ?? null) as Json);
  return [...ids].filter((id) => words(lines, id) !== words(before, id));
}
