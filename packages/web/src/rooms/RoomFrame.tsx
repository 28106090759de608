/** What stands round every page of a room: navigation, and the band of what is shared and what is only mine. */
import { type Language, textIn } from "@overens/core";
import { useRouter, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useMemo } from "react";
import type { Room, Statement } from "../api.ts";
import { useReader } from "../reader.tsx";
import type { Texts } from "../text/en.ts";
import { lineKey } from "../ui/figures.ts";
import type { Place } from "../ui/keys.ts";
import { ZoneProvider } from "../ui/moment.tsx";
import { Own, Sides } from "../ui/parts.tsx";
import type { Findable } from "../ui/Search.tsx";
import { Shell } from "../ui/Shell.tsx";
import { partyName } from "./expectations.ts";
import { lineName, periodName } from "./names.ts";

/** Many batches in a moment are one renewal of the page. */
const settling = 150;

export function RoomFrame({
  room,
  statement,
  children,
}: {
  readonly room: Room;
  readonly statement: Statement;
  readonly children: ReactNode;
}) {
  const { text, role, language } = useReader();
  const router = useRouter();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const here = `/rooms/${room.room}`;
  const places = useMemo(() => placesOf(room, statement, text), [room, statement, text]);
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
  return (
    <Shell
      crumb={textIn(room.document.title, language)}
      places={places}
      things={() => thingsOf(room, statement, text, language)}
    >
      <aside className="band" aria-label={text.whoSees}>
        <p>
          <Sides />
          <span>
            <b>{text.shared}</b> {text.sharedBy(partyName(room, role === "provider" ? "customer" : "provider"))}
          </span>
        </p>
        <p className="own">
          <Own />
          <span>
            <b>{text.onlyYou}</b>{" "}
            {path.startsWith(`${here}/preparation`)
              ? text.preparing.onlyYou
              : path.startsWith(`${here}/negotiation`)
                ? text.talk.onlyYou
                : text.onlyYouNothing}
          </span>
        </p>
      </aside>
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
    </Shell>
  );
}

/** What the search finds beside the pages: points, statements that were issued, cases. */
function thingsOf(
  room: Room,
  { period, issued, result }: Statement,
  text: Texts,
  language: Language,
): readonly Findable[] {
  const here = `/rooms/${room.room}`;
  const of = encodeURIComponent(period);
  return [
    ...result.results.map((line) => ({
      name: lineName(room, line, language),
      note: `p. ${line.objective}`,
      href: `${here}/points/${encodeURIComponent(lineKey(line))}?period=${of}`,
    })),
    ...issued.map(({ number }) => ({
      name: text.statementNumber(number),
      note: periodName(period, language),
      href: `${here}/statements/${of}/${number}`,
    })),
    ...casesOf(result).map((name) => ({
      name,
      note: text.caseName.toLowerCase(),
      href: `${here}/cases/${encodeURIComponent(name)}`,
    })),
  ];
}

function casesOf({ results }: Statement["result"]): readonly string[] {
  return [...new Set(results.flatMap(({ cases }) => cases.map((found) => found.case)))];
}

function placesOf(
  room: Room,
  { period, result }: Statement,
  text: Texts,
): readonly (Place & { readonly count: string })[] {
  const here = `/rooms/${room.room}`;
  const cases = casesOf(result).length;
  return [
    { name: text.home, href: here, letter: "h", count: "" },
    { name: text.statement, href: `${here}/statements/${encodeURIComponent(period)}`, letter: "s", count: period },
    { name: text.expectations, href: `${here}/expectations`, letter: "e", count: "" },
    { name: text.cases, href: `${here}/cases`, letter: "c", count: cases === 0 ? "" : String(cases) },
    { name: text.sources, href: `${here}/sources`, letter: "f", count: String(room.sources.length) },
    { name: text.preparation, href: `${here}/preparation`, letter: "b", count: "" },
    { name: text.plan, href: `${here}/plan`, letter: "l", count: "" },
    { name: text.negotiation, href: `${here}/negotiation`, letter: "n", count: "" },
    { name: text.signingPage, href: `${here}/signing`, letter: "u", count: "" },
    { name: text.proofPage, href: `${here}/proof`, letter: "v", count: "" },
    { name: text.people, href: `${here}/people`, letter: "p", count: "" },
  ];
}

/** A statement of another period, a case and a point stand under what they belong to. */
function isHere(path: string, href: string, home: string): boolean {
  const at = path.replace(/\/$/, "");
  if (href.endsWith("/preparation") && at === `${home}/adoption`) return true;
  if (href === home) return at === home || at.startsWith(`${home}/points`);
  const section = href.startsWith(`${home}/statements`) ? `${home}/statements` : href;
  return at.startsWith(section);
}
