/**
 * Facts: what happened, recorded once, corrected only by a later fact. A fact speaks of a provider's service, not of one
 * agreement. On the wire each is one line of JSON with snake_case members and RFC 3339 times (parse.ts); here the times are instants.
 */
import type { Hash } from "../basics/hash.ts";
import type { Instant, Milliseconds } from "../basics/quantity.ts";

export type Properties = { readonly [property: string]: string };

/** Every fact names the log it was written to and, when it replaces another, that one's hash. */
type Head = { readonly source: string; readonly supersedes?: Hash };
/** Identity of a fact that is told: (source, id). */
type Told = Head & { readonly id: string; readonly subject: string; readonly properties?: Properties };
/** Identity of a fact that is sampled: (source, subject, slot, kind). Slot = its start and its length. */
type Sampled = Head & { readonly subject: string; readonly slot: Instant; readonly length: Milliseconds };

export type Fact =
  | Outage
  | OutageBegan
  | OutageEnded
  | Sample
  | Counter
  | Quantity
  | TicketEvent
  | Delivery
  | Notice
  | Charge
  | Volume
  | Score
  | Configuration
  | Attestation
  | Withdrawal;

export type Outage = Told & { readonly kind: "outage"; readonly from: Instant; readonly until: Instant };
export type OutageBegan = Told & { readonly kind: "outage-began"; readonly at: Instant };
/** Ends the outage whose id it names. */
export type OutageEnded = Told & { readonly kind: "outage-ended"; readonly outage: string; readonly at: Instant };
export type Sample = Sampled & { readonly kind: "sample"; readonly state: "up" | "down" | "unknown" };
export type Counter = Sampled & { readonly kind: "counter"; readonly total: number; readonly good: number };
/** A measured quantity as exact decimal text, with its unit. */
export type Quantity = Sampled & { readonly kind: "quantity"; readonly value: string; readonly unit: string };
export type TicketEventName =
  | "opened"
  | "answered"
  | "updated"
  | "customer-wrote"
  | "waiting"
  | "resumed"
  | "priority-changed"
  | "resolved"
  | "reopened"
  | "closed"
  | "cancelled";
/** `reason` names what a waiting case waits for; properties hold priority, severity, plan and the like, as they stand from this event on. */
export type TicketEvent = Told & {
  readonly kind: "ticket";
  readonly ticket: string;
  readonly at: Instant;
  readonly event: TicketEventName;
  readonly reason?: string;
};
export type Delivery = Told & { readonly kind: "delivery"; readonly promised: Instant; readonly delivered?: Instant };
export type Notice = Told & {
  readonly kind: "notice";
  readonly notice: "maintenance" | "force-majeure" | "customer" | "supplier";
  readonly announced?: Instant;
  readonly from: Instant;
  readonly until: Instant;
};
/** What was invoiced: amount as decimal text in the currency's major unit. */
export type Charge = Told & {
  readonly kind: "charge";
  readonly from: Instant;
  readonly until: Instant;
  readonly amount: string;
  readonly currency: string;
  readonly charge?: string;
};
export type Volume = Told & {
  readonly kind: "volume";
  readonly from: Instant;
  readonly until: Instant;
  readonly measure: string;
  readonly value: string;
};
export type Score = Told & {
  readonly kind: "score";
  readonly at: Instant;
  readonly value: string;
  readonly of: string;
};
/** What the subject was while it held: class, plan, region … and, for members, which resources were in use. */
export type Configuration = Told & {
  readonly kind: "configuration";
  readonly from: Instant;
  readonly until?: Instant;
  readonly members?: readonly string[];
};
/** A figure stated by hand, with the hash of its evidence. */
export type Attestation = Told & {
  readonly kind: "attestation";
  readonly objective: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly value: string;
  readonly by?: string;
  readonly evidence?: string;
};
/** Takes back the fact it supersedes (an empty body on the wire). */
export type Withdrawal = Head & { readonly kind: "withdrawal"; readonly id: string; readonly supersedes: Hash };
