/** Keys for the whole page: find, help, "g" then a letter to go, j and k between rows. None of them signs, sends or accepts. */
import { useEffect } from "react";

/** A page that "g" and a letter lead to. */
export type Place = { readonly name: string; readonly href: string; readonly letter: string };

/** `letters`: whether keys pressed alone do anything; some readers' aids speak in them, so they can be switched off. */
export type Keys = {
  readonly find: () => void;
  readonly help: () => void;
  readonly go: Readonly<Record<string, () => void>>;
  readonly letters: boolean;
};

/** How long after "g" the next letter still belongs to it. */
const pause = 1500;

export function useKeys({ find, help, go, letters }: Keys): void {
  useEffect(() => {
    let goingSince = Number.NEGATIVE_INFINITY;
    const heard = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        find();
        return;
      }
      if (
        !letters ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target) ||
        document.querySelector("dialog[open]")
      )
        return;
      const goes = event.timeStamp - goingSince < pause ? go[event.key] : undefined;
      goingSince = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (goes) {
        event.preventDefault();
        goes();
      } else if (event.key === "?") help();
      else if (event.key === "j") step(1);
      else if (event.key === "k") step(-1);
    };
    addEventListener("keydown", heard);
    return () => removeEventListener("keydown", heard);
  }, [find, help, go, letters]);
}

/**
 * A field takes letters as text; a tick or a choice between buttons does not. Nor does a field of what was just closed: it keeps the
 * focus until the next frame, and a key pressed by then is meant for the page.
 */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || !target.checkVisibility()) return false;
  return (
    target.isContentEditable ||
    /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
    (target instanceof HTMLInputElement && !/^(radio|checkbox|button|submit)$/.test(target.type))
  );
}

/** What j and k stop at: a point, a line of a receipt, a case, a wait, a promise. */
const rows = "main .points .name, main summary, main tbody a, main .waits a, main .promise a";

function step(by: 1 | -1): void {
  const shown = [...document.querySelectorAll<HTMLElement>(rows)].filter((row) => row.checkVisibility());
  const here = shown.indexOf(document.activeElement as HTMLElement);
  const next = shown[here < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.max(0, Math.min(shown.length - 1, here + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
