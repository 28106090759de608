/** What the pages ask of what comes before the text. */
import type { EvidenceFileResponse, PreparationActRequest, PreparationResponse } from "@overens/api";
import { asked, posted } from "../api.ts";
import { type Doing, useDoing } from "../ui/doing.ts";

export type PreparationOf = PreparationResponse;
export type PreparationAct = PreparationActRequest;
export type Line = PreparationOf["understanding"]["standard"][number];
export type Milestone = PreparationOf["milestones"][number];
/** Sends an act; false when it was refused, and the page says why. */
export type Act = (wanted: PreparationAct) => Promise<boolean>;

export const fetchPreparation = (room: string): Promise<PreparationOf> => asked(`/rooms/${room}/preparation`);
export const prepare = (room: string, act: PreparationAct): Promise<PreparationOf> =>
  asked(`/rooms/${room}/preparation/acts`, posted(act));
export const sendFile = (room: string, file: File): Promise<EvidenceFileResponse> =>
  asked(`/rooms/${room}/evidence?name=${encodeURIComponent(file.name)}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: file,
  });
export const fileAddress = (room: string, hash: string): string => `/api/rooms/${room}/evidence/${hash}`;

/** The acts of a page, and what a refusal told. */
export function useActs(room: string): Doing & { readonly act: Act } {
  const { doing, told } = useDoing();
  return { doing, told, act: (wanted) => doing(() => prepare(room, wanted)) };
}
