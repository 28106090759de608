/** What stands round every page of a room: navigation, the band of what is shared and what is only mine, search and keys. */
import { textIn } from "@overens/core";
import { useRouter, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import type { Room, Statement } from "../api.ts";
import { useReader } from "../reader.tsx";
import type { Texts } from "../text/en.ts";
import { lineKey } from "../ui/figures.ts";
import { Help } from "../ui/Help.tsx";
import { useKeys } from "../ui/keys.ts";
import { ZoneProvider } from "../ui/moment.tsx";
import { Own, Sides } from "../ui/parts.tsx";
import { type Findable, Search } from "../ui/Search.tsx";
import { TopBar } from "../ui/TopBar.tsx";
import { partyName } from "./expectations.ts";
import { lineName } from "./names.ts";

/** Many batches in a moment are one renewal of the page. */
const settling = 150;

export function RoomFrame({ room, statement, children }: { readonly room: Room; readonly statement: Statement; readonly children: ReactNode }) {
  const { text, role, language } = useReader();
  const router = useRouter();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const [overlay, show] = useState<"search" | "help" | null>(null);
  const here = `/rooms/${room.room}`;
  const places = useMemo(() => placesOf(room, statement, text), [room, statement, text]);
  const go = useCallback((href: string) => router.history.push(href), [router]);
  const find = useCallback(() => show("search"), []);
  const help = useCallback(() => show("help"), []);
  const letters = useMemo(() => Object.fromEntries(places.map(({ letter, href }) => [letter, () => go(href)])), [places, go]);
  useKeys({ find, help, go: letters });
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const live = new EventSource(`/api${here}/live`);
    live.onmessage = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => void router.invalidate(), settling);
    };
    return () => {
      clearTimeout(waiting);
      live.close();
    };
  }, [here, router]);
  const things = (): readonly Findable[] => [
    ...places.map(({ name, href }) => ({ name, note: "", href })),
    ...statement.result.results.map((line) => ({ name: lineName(room, line, language), note: `p. ${line.objective}`, href: `${here}/points/${encodeURIComponent(lineKey(line))}?period=${encodeURIComponent(statement.period)}` })),
    ...[...new Set(statement.result.results.flatMap(({ cases }) => cases.map((found) => found.case)))].map((name) => ({ name, note: text.caseName.toLowerCase(), href: `${here}/cases/${encodeURIComponent(name)}` })),
  ];
  return (
    <>
      <TopBar crumb={textIn(room.document.title, language)} find={find} help={help} />
      <div className="band" role="note">
        <p>
          <Sides />
          <span>
            <b>{text.shared}</b> {text.sharedBy(partyName(room, role === "provider" ? "customer" : "provider"))}
          </span>
        </p>
        <p className="own">
          <Own />
          <span>
            <b>{text.onlyYou}</b> {text.onlyYouNothing}
          </span>
        </p>
      </div>
      <div className="frame">
        <nav className="nav" aria-label={text.inTheRoom}>
          {places.map(({ name, href, count }) => (
            <a key={href} href={href} aria-current={isHere(path, href, here) ? "page" : undefined}>
              {name} <span>{count}</span>
            </a>
          ))}
        </nav>
        <main id="content" tabIndex={-1}>
          <ZoneProvider name={room.document.zone ?? "UTC"}>{children}</ZoneProvider>
        </main>
      </div>
      <Search things={things} open={overlay === "search"} close={() => show(null)} go={go} />
      <Help open={overlay === "help"} close={() => show(null)} />
    </>
  );
}

type Place = { readonly name: string; readonly href: string; readonly letter: string; readonly count: string };

function placesOf(room: Room, { period, result }: Statement, text: Texts): readonly Place[] {
  const here = `/rooms/${room.room}`;
  const cases = new Set(result.results.flatMap((line) => line.cases.map((found) => found.case))).size;
  return [
    { name: text.home, href: here, letter: "h", count: "" },
    { name: text.statement, href: `${here}/statements/${encodeURIComponent(period)}`, letter: "u", count: period },
    { name: text.expectations, href: `${here}/expectations`, letter: "f", count: "" },
    { name: text.cases, href: `${here}/cases`, letter: "c", count: cases === 0 ? "" : String(cases) },
    { name: text.sources, href: `${here}/sources`, letter: "i", count: String(room.sources.length) },
  ];
}

/** A statement of another period, a case and a point stand under what they belong to. */
function isHere(path: string, href: string, home: string): boolean {
  const at = path.replace(/\/$/, "");
  if (href === home) return at === home || at.startsWith(`${home}/points`);
  const section = href.startsWith(`${home}/statements`) ? `${home}/statements` : href;
  return at.startsWith(section);
}
