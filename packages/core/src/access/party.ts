/** The parties of a room: the two that agree, and third parties that the agreement touches. */

export type Side = "provider" | "customer" | "third-party";
/** What a third party is to the agreement. A supplier has its own agreement in its own room. */
export type ThirdPartyKind = "supplier" | "customers-customer" | "measurer" | "mediator";

export type RoomParty = {
  /** By which the journal knows it: an organisation's id, or a name of this room's own. */
  readonly key: string;
  readonly side: Side;
  readonly name: string;
  /** Which of the two sides brought a third party in, and so speaks for it until it has people; null for the two. */
  readonly broughtBy: string | null;
  /** Null for provider and customer. */
  readonly kind: ThirdPartyKind | null;
  /** The points that bind a third party: it answers and signs these, and sees no other. */
  readonly points: readonly string[];
  /** Whether it is bound by public law: its signer needs a decision behind the signature. */
  readonly publicBody: boolean;
};

/** A party and the points that bind it, where it is a third one. */
export type Bound = Pick<RoomParty, "key" | "side" | "points">;

/** A party of one room alone is known by the room and its id in the agreement. */
export function partyKey(room: string, party: string): string {
  return `${room}/${party}`;
}

export function isOwnKey(room: string, key: string): boolean {
  return key.startsWith(partyKey(room, ""));
}

/** Who must say yes to a point: both sides, and each third party that it binds. */
export function boundBy(point: string, sides: readonly string[], parties: readonly Bound[]): readonly string[] {
  const thirds = parties.filter(({ side, points }) => side === "third-party" && points.includes(point));
  return [...sides, ...thirds.map(({ key }) => key)];
}
