/** Who waits for whom, as the statement and the agreement say it: open cases, facts that are missing, money that may be claimed. */
import type { Agreement, Language, RemedyClaim } from "@overens/core";
import type { CaseLine, Line, Room, Statement } from "../api.ts";
import type { Texts } from "../text/en.ts";
import { duration, lineKey, money, owedOf } from "../ui/figures.ts";
import { lineName } from "./names.ts";

export type Wait = {
  readonly key: string;
  readonly title: string;
  readonly href: string;
  readonly note: string;
  readonly due: string | null;
};
export type Waits = { readonly provider: readonly Wait[]; readonly customer: readonly Wait[] };

/** The most of one kind, cases or facts, shown for each party. */
const mostShown = 4;
/** Waiting reasons that stand for the customer. */
const customersReasons: ReadonlySet<string> = new Set(["user", "customer"]);

export function waitsOf(room: Room, statement: Statement, text: Texts, language: Language): Waits {
  const home = `/rooms/${room.room}`;
  const open = openCases(statement);
  const paused = open.filter(({ clock }) => clock?.state === "paused" && customersReasons.has(reasonOf(clock)));
  const running = open.filter((found) => !paused.includes(found));
  const caseWait = (found: CaseLine): Wait => ({
    key: found.case,
    title: text.solveCase(found.case),
    href: `${home}/cases/${encodeURIComponent(found.case)}`,
    note: timeLeft(found, text),
    due: found.due_at,
  });
  const answers = paused.map(
    (found): Wait => ({
      key: found.case,
      title: text.answerCase(found.case),
      href: `${home}/cases/${encodeURIComponent(found.case)}`,
      note: text.pausedSince,
      due: null,
    }),
  );
  const facts = statement.result.results
    .filter(
      ({ verdict, applies, evidence, spans, cases }) =>
        verdict === "unmeasured" &&
        applies &&
        evidence.length + spans.filter(({ state }) => state !== "no-data").length + cases.length === 0,
    )
    .map((line): Wait & { readonly of: "provider" | "customer" } => ({
      key: lineKey(line),
      title: text.factsAwaited(lineName(room, line, language)),
      href: `${home}/sources`,
      note: text.factsAwaitedWhy,
      due: null,
      of: sender(room.document),
    }));
  const claims = statement.result.results.flatMap((line) => claimsOf(room, line, statement.period, text, language));
  const cut = (waits: readonly Wait[], more: (count: number) => string, page: string): readonly Wait[] =>
    waits.length <= mostShown
      ? waits
      : [
          ...waits.slice(0, mostShown),
          { key: page, title: more(waits.length - mostShown), href: `${home}/${page}`, note: "", due: null },
        ];
  const factsOf = (party: "provider" | "customer"): readonly Wait[] =>
    cut(
      facts.filter(({ of }) => of === party),
      text.morePoints,
      "sources",
    );
  return {
    provider: [...cut(running.map(caseWait), text.moreCases, "cases"), ...factsOf("provider")],
    customer: [...claims, ...cut(answers, text.moreCases, "cases"), ...factsOf("customer")],
  };
}

function openCases({ result }: Statement): readonly CaseLine[] {
  const byName = new Map<string, CaseLine>();
  for (const found of result.results.flatMap(({ cases }) => cases)) {
    if (found.verdict === "not-finished" && found.clock?.stop === null)
      byName.set(found.case, earlier(byName.get(found.case), found));
  }
  return [...byName.values()].sort((a, b) => ((a.due_at ?? "9") < (b.due_at ?? "9") ? -1 : 1));
}

/** Of two clocks on one case, the one that runs out first. */
function earlier(known: CaseLine | undefined, found: CaseLine): CaseLine {
  return known === undefined || (found.due_at ?? "9") < (known.due_at ?? "9") ? found : known;
}

function reasonOf({ segments }: NonNullable<CaseLine["clock"]>): string {
  return segments.at(-1)?.because ?? "";
}

function timeLeft({ clock, limit_ms: limit }: CaseLine, text: Texts): string {
  if (clock === null || clock.margin_ms === null || limit === null) return "";
  return clock.margin_ms < 0
    ? text.tooLate(duration(-clock.margin_ms))
    : text.timeLeft(duration(clock.margin_ms), duration(limit));
}

function claimsOf(room: Room, line: Line, period: string, text: Texts, language: Language): readonly Wait[] {
  return owedOf(line).map((sum, index) => {
    const point = line.remedies[index]?.point ?? "";
    const claim = claimRule(room.document, point);
    return {
      key: `${lineKey(line)} ${point}`,
      title: text.claim(money(sum, language), point),
      href: `/rooms/${room.room}/points/${encodeURIComponent(lineKey(line))}?period=${encodeURIComponent(period)}`,
      note: `${lineName(room, line, language)}. ${claim?.within === undefined ? "" : text.claimWithin(limitWords(claim.within, language), claim.from ?? "statement")}`,
      due: null,
    };
  });
}

/** A time limit as the language says it: "30 dagar", "5 working days". */
export function limitWords(limit: string, language: Language): string {
  return language === "sv"
    ? limit.replace(/working-days?/, "arbetsdagar").replace(/days?/, "dagar")
    : limit.replace("working-", "working ");
}

export function claimRule({ remedies }: Agreement, point: string): RemedyClaim | undefined {
  return Array.isArray(remedies)
    ? (remedies as readonly { readonly id: string; readonly claim?: RemedyClaim }[]).find(({ id }) => id === point)
        ?.claim
    : undefined;
}

/** Who sends the facts: the party of the source that decides, else the provider. */
function sender({ measurement, parties }: Agreement): "provider" | "customer" {
  const party = (measurement?.sources?.find(({ decides }) => decides === "yes") ?? measurement?.sources?.[0])?.party;
  return parties.find(({ id }) => id === party)?.role === "customer" ? "customer" : "provider";
}
