/** What the pages ask of what comes before the text. */
import type { EvidenceFileResponse, PreparationActRequest, PreparationResponse } from "@overens/api";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { asked, posted, Refused } from "../api.ts";
import { useReader } from "../reader.tsx";

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
export function useActs(room: string): {
  readonly act: Act;
  readonly told: string | null;
  readonly doing: (work: () => Promise<unknown>) => Promise<boolean>;
} {
  const { text } = useReader();
  const router = useRouter();
  const [told, tell] = useState<string | null>(null);
  const doing = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      tell(null);
      await router.invalidate();
      return true;
    } catch (error) {
      tell(error instanceof Refused ? wordsOf(error) : text.notReached);
      return false;
    }
  };
  return { doing, told, act: (wanted) => doing(() => prepare(room, wanted)) };
}

function wordsOf({ problem }: Refused): string {
  const lines = problem.errors.map(({ place, message, hint }) => [place, message, hint].filter(Boolean).join(" "));
  return [problem.title, ...lines].join(" ");
}
