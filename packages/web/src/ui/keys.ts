/** Keys for the whole page: find, help, "g" then a letter to go, j and k between rows. None of them signs, sends or accepts. */
import { useEffect } from "react";

export type Keys = { readonly find: () => void; readonly help: () => void; readonly go: Readonly<Record<string, () => void>> };

/** How long after "g" the next letter still belongs to it. */
const pause = 1500;

export function useKeys({ find, help, go }: Keys): void {
  useEffect(() => {
    let goingSince = Number.NEGATIVE_INFINITY;
    const heard = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        find();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
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
  }, [find, help, go]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Moves the focus to the next or previous row: a point, a line of a receipt, a case. */
function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("main .points .name, main summary, main tbody a, main .waits a")].filter((row) => row.offsetParent !== null);
  const here = rows.indexOf(document.activeElement as HTMLElement);
  const next = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, here + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
