/** Who reads: language and look are the reader's own; the party is chosen until people sign in. */
import type { Language } from "@overens/core";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { en, type Texts } from "./text/en.ts";
import { sv } from "./text/sv.ts";

export type Role = "provider" | "customer";
export type Theme = "light" | "dark" | "system";
type Choices = {
  readonly language: Language;
  readonly theme: Theme;
  readonly role: Role /** Whether keys pressed alone do anything. */;
  readonly letters: boolean;
};
type Reader = Choices & { readonly text: Texts; readonly choose: (change: Partial<Choices>) => void };

const ReaderContext = createContext<Reader | null>(null);

function kept(name: string, values: readonly string[], otherwise: string): string {
  const found = localStorage.getItem(`overens.${name}`);
  return found !== null && values.includes(found) ? found : otherwise;
}

/** It stands on the document at once, for the first requests ask in it. */
function firstLanguage(): Language {
  const language = kept("language", ["sv", "en"], navigator.language.startsWith("sv") ? "sv" : "en") as Language;
  document.documentElement.lang = language;
  return language;
}

export function ReaderProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const [theme, setTheme] = useState(() => kept("theme", ["light", "dark", "system"], "system") as Theme);
  const [role, setRole] = useState(
    () => (/(?:^|;\s*)see_as=customer/.test(document.cookie) ? "customer" : "provider") as Role,
  );
  const [letters, setLetters] = useState(() => kept("letters", ["on", "off"], "on") === "on");
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem("overens.language", language);
  }, [language]);
  useEffect(() => {
    if (theme === "system") document.documentElement.removeAttribute("data-theme");
    else document.documentElement.setAttribute("data-theme", theme);
    localStorage.setItem("overens.theme", theme);
  }, [theme]);
  useEffect(() => localStorage.setItem("overens.letters", letters ? "on" : "off"), [letters]);
  const choose: Reader["choose"] = (change) => {
    if (change.language) setLanguage(change.language);
    if (change.theme) setTheme(change.theme);
    if (change.letters !== undefined) setLetters(change.letters);
    if (change.role) {
      // biome-ignore lint/suspicious/noDocumentCookie: the server reads the role of every request from it
      document.cookie = `see_as=${change.role}; path=/; SameSite=Lax`;
      setRole(change.role);
    }
  };
  return (
    <ReaderContext.Provider value={{ language, theme, role, letters, text: language === "sv" ? sv : en, choose }}>
      {children}
    </ReaderContext.Provider>
  );
}

/** In a room that people sign in to, the side is theirs and not chosen. */
export function ReadAs({ role, children }: { readonly role: Role; readonly children: ReactNode }) {
  return <ReaderContext.Provider value={{ ...useReader(), role }}>{children}</ReaderContext.Provider>;
}

export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error("no reader");
  return reader;
}
