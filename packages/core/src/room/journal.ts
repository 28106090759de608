/** What a room's journal can say. Members are as they are stored and exported: snake_case, times as RFC 3339. */
import type { AccessAct } from "../access/access.ts";
import type { Hash } from "../basics/hash.ts";
import type { ThreadMessage } from "../conversation/shared-thread.ts";
import type { NegotiationAct } from "../negotiation/negotiation.ts";
import type { SigningAct } from "../negotiation/signing.ts";
import type { PreparationAct } from "../preparation/preparation.ts";

/** How far a source had come: its entry and the head of its log with it. */
export type Position = { readonly source: string; readonly sequence: number; readonly head: Hash };

export type RoomAdded = {
  readonly kind: "room-added";
  readonly room: string;
  readonly root: Hash /** SHA-256 of the agreement's text. */;
  readonly document: Hash;
  readonly provider: string;
  readonly customer: string;
  /** What the two are called when the room is added. */
  readonly provider_name: string;
  readonly customer_name: string;
};
export type SourceSubscribed = { readonly kind: "source-subscribed"; readonly source: string };
export type StatementIssued = {
  readonly kind: "statement-issued";
  readonly period: string;
  /** 1 for the first of its period; a later one supersedes the one before and stands beside it. */
  readonly number: number;
  /** The text that it was computed by. */
  readonly root: Hash;
  readonly result: Hash;
  readonly judged_at: string;
  readonly positions: readonly Position[];
  readonly program: string;
};

export type JournalBody =
  | RoomAdded
  | SourceSubscribed
  | StatementIssued
  | AccessAct
  | PreparationAct
  | ThreadMessage
  | NegotiationAct
  | SigningAct;
