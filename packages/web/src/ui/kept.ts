/** What somebody is writing, kept in this tab: it is there after a live update, a lost connection or a page that was loaded anew. */
import { useState } from "react";

const place = (name: string): string => `overens.writing.${name}`;

export function isKept(name: string): boolean {
  return sessionStorage.getItem(place(name)) !== null;
}

export function forget(name: string): void {
  sessionStorage.removeItem(place(name));
}

/** Whoever signs out leaves nothing in the browser. */
export function forgetAllWriting(): void {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(place(""))) sessionStorage.removeItem(name);
}

export function useKept<T>(name: string, otherwise: () => T): readonly [T, (value: T) => void] {
  const [value, setValue] = useState((): T => {
    const kept = sessionStorage.getItem(place(name));
    return kept === null ? otherwise() : (JSON.parse(kept) as T);
  });
  const keep = (next: T): void => {
    setValue(next);
    sessionStorage.setItem(place(name), JSON.stringify(next));
  };
  return [value, keep];
}
