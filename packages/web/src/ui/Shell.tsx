/** What every page has: the top bar, search, help and keys. A room adds its own places and things to find. */
import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useReader } from "../reader.tsx";
import { Help } from "./Help.tsx";
import { type Place, useKeys } from "./keys.ts";
import { type Findable, Search } from "./Search.tsx";
import { TopBar } from "./TopBar.tsx";

export function Shell({
  crumb,
  places = [],
  things,
  children,
}: {
  readonly crumb?: string;
  readonly places?: readonly Place[];
  readonly things?: () => readonly Findable[];
  readonly children: ReactNode;
}) {
  const { text, letters } = useReader();
  const router = useRouter();
  const [overlay, show] = useState<"search" | "help" | null>(null);
  const all = useMemo(
    () => [...places, { name: text.rooms, href: "/", letter: "a" }, { name: text.aboutMe, href: "/me", letter: "m" }],
    [places, text],
  );
  const go = useCallback((href: string) => router.history.push(href), [router]);
  const closed = (which: "search" | "help") => (): void => show((now) => (now === which ? null : now));
  const find = useCallback(() => show("search"), []);
  const help = useCallback(() => show("help"), []);
  const goes = useMemo(() => Object.fromEntries(all.map(({ letter, href }) => [letter, () => go(href)])), [all, go]);
  useKeys({ find, help, go: goes, letters });
  const findable = (): readonly Findable[] => [
    ...all.map(({ name, href }) => ({ name, note: text.page, href })),
    ...(things?.() ?? []),
  ];
  return (
    <>
      <TopBar crumb={crumb} find={find} help={help} />
      {children}
      <Search things={findable} open={overlay === "search"} close={closed("search")} go={go} />
      <Help places={all} open={overlay === "help"} close={closed("help")} />
    </>
  );
}
