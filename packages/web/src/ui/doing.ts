/** Doing something that the server may refuse: the page is renewed when it is done, and says why when it is not. */
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { Refused } from "../api.ts";
import { useReader } from "../reader.tsx";
import type { Texts } from "../text/en.ts";

/** What was found in the page itself, in words for the person. */
export class Told extends Error {}

export type Doing = {
  /** False when it was refused. */
  readonly doing: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly told: string | null;
};

export function useDoing(): Doing {
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
      tell(toldOf(error, text));
      return false;
    }
  };
  return { doing, told };
}

/** What an error says to the person: the server's words, the page's own, or that nobody answered. */
export function toldOf(error: unknown, text: Texts): string {
  if (error instanceof Told) return error.message;
  return error instanceof Refused ? wordsOf(error) : text.notReached;
}

function wordsOf({ problem }: Refused): string {
  const lines = problem.errors.map(({ place, message, hint }) => [place, message, hint].filter(Boolean).join(" "));
  return [problem.title, ...lines].join(" ");
}
