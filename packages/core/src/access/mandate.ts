/** A mandate: who may sign for a party, up to what amount, from when to when, alone or two together. */
import { type Money, parseAmount } from "../basics/money.ts";

export type Mandate = {
  readonly id: string;
  readonly party: string;
  readonly person: string;
  /** The largest value of an agreement that it covers ("2000000.00 SEK"); null: no limit. */
  readonly upTo: string | null;
  /** First and last day, as dates of the agreement's zone, both inclusive; `until` null: until revoked. */
  readonly from: string;
  readonly until: string | null;
  /** Whether another signature of the same party is needed beside it. */
  readonly jointly: boolean;
  /** Who gave it, and what it rests on in words (a decision, a register extract). */
  readonly givenBy: string | null;
  readonly basis: string;
  readonly revoked: boolean;
};

export type MandateLacks =
  | "mandate-not-yours"
  | "mandate-revoked"
  | "mandate-not-in-time"
  | "mandate-too-small"
  | "value-unknown";

/**
 * Why a mandate does not carry a signature, or null when it does.
 * @param today the date of the signature in the agreement's zone
 * @param value what the agreement is worth ("1200000.00 SEK"), as both saw it on the page; null where nobody has said
 */
export function mandateLacks(
  mandate: Mandate | undefined,
  person: string | null,
  today: string,
  value: string | null,
): MandateLacks | null {
  if (mandate === undefined || person === null || mandate.person !== person) return "mandate-not-yours";
  if (mandate.revoked) return "mandate-revoked";
  if (today < mandate.from || (mandate.until !== null && today > mandate.until)) return "mandate-not-in-time";
  if (mandate.upTo === null) return null;
  const [limit, worth] = [moneyOf(mandate.upTo), value === null ? null : moneyOf(value)];
  if (limit === null || worth === null || limit.currency !== worth.currency) return "value-unknown";
  return worth.minor > limit.minor ? "mandate-too-small" : null;
}

function moneyOf(text: string): Money | null {
  const [amount = "", currency = ""] = text.split(" ");
  return parseAmount(amount, currency);
}
