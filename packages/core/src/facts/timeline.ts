/**
 * What evaluation reads: the facts in effect of a subject, in order of time. It keeps account of what was read, so that a
 * result's hash covers the blocks it rests on and no others.
 */
import type { Hash } from "../basics/hash.ts";
import type { Instant } from "../basics/quantity.ts";
import { millisecondsADay } from "../time/civil.ts";
import type { Interval } from "../time/interval.ts";
import { instantText } from "../time/zone.ts";
import {
  blocksHash,
  blocksOf,
  type DayBlock,
  dayOf,
  daysOf,
  daysOfInterval,
  openingsOf,
  restored,
  type Series,
} from "./block.ts";
import { type Facts, type SampledSeries, slotStart, stateCodes, type ToldFact } from "./collect.ts";
import type { Attestation, Charge, Configuration, Delivery, Notice, Properties, TicketEvent } from "./fact.ts";
import { factName } from "./parse.ts";

/** One outage, told or begun; `end` null while it runs. */
export type OutageSpan = {
  readonly start: Instant;
  readonly end: Instant | null;
  readonly facts: readonly string[];
  readonly properties: Properties;
};
/** A stretch in which every slot had the same state. */
export type StateSpan = Interval & { readonly state: "up" | "down" | "unknown"; readonly facts: readonly string[] };
export type Slot = Interval & { readonly total: number; readonly good: number; readonly fact: string };
/** A case with its events in order of time, those of one moment in order of id. */
export type Ticket = {
  readonly name: string;
  readonly subject: string;
  readonly events: readonly (TicketEvent & { readonly name: string })[];
};

export type Timeline = {
  readonly outages: (subject: string, period: Interval) => readonly OutageSpan[];
  readonly states: (subject: string, period: Interval) => readonly StateSpan[];
  readonly hasSamples: (subject: string) => boolean;
  readonly slots: (subject: string, period: Interval) => readonly Slot[];
  readonly tickets: (subject: string) => readonly Ticket[];
  /** Says that a case was counted, so that its block is among those read. */
  readonly counted: (ticket: Ticket) => void;
  readonly deliveries: (subject: string, period: Interval) => readonly Delivery[];
  readonly notices: (subject: string, period: Interval) => readonly Notice[];
  readonly charges: (subject: string, period: Interval) => readonly Charge[];
  readonly attestations: (subject: string, period: Interval) => readonly Attestation[];
  /** What held of the subject at the end of the period, or last before it. */
  readonly configuration: (subject: string, period: Interval) => Configuration | null;
  /** One hash over every block that was read so far. */
  readonly readHash: () => Hash;
};

/** The timeline of stored blocks: the same as of the facts they were folded from. */
export function timelineOfBlocks(blocks: Iterable<DayBlock>): Timeline {
  return timelineOf(restored(blocks));
}

export function timelineOf(collected: Facts): Timeline {
  /** By subject and series: the days read, or null for every day. */
  const read = new Map<string, Set<number>>();
  const mark = (subject: string, series: Series, days: Iterable<number>): void => {
    const key = `${subject}\n${series}`;
    const known = read.get(key) ?? new Set<number>();
    for (const day of days) known.add(day);
    read.set(key, known);
  };
  const markPeriod = (subject: string, series: Series, period: Interval): void => {
    const { first, last } = daysOfInterval(period);
    mark(subject, series, range(first, last));
  };
  const markFact = (fact: ToldFact): void => mark(fact.subject, fact.kind, daysOf(fact, new Map()));
  const ofKind = <Kind extends ToldFact["kind"]>(subject: string, kind: Kind, period: Interval) => {
    markPeriod(subject, kind, period);
    return collected.told(subject, kind);
  };
  let ticketDays: ReadonlyMap<string, number> | null = null;
  const tickets = new Map<string, readonly Ticket[]>();

  return {
    outages: (subject, period) => {
      const told = ofKind(subject, "outage", period).filter(
        ({ from, until }) => from < period.end && until > period.start,
      );
      const ends = new Map(
        ofKind(subject, "outage-ended", period).map((fact) => [`${fact.source}\n${fact.outage}`, fact]),
      );
      const begun = ofKind(subject, "outage-began", period).flatMap((fact): readonly OutageSpan[] => {
        const ended = ends.get(`${fact.source}\n${fact.id}`);
        if (fact.at >= period.end || (ended && ended.at <= period.start)) return [];
        for (const part of ended ? [fact, ended] : [fact]) markFact(part);
        return [
          {
            start: fact.at,
            end: ended?.at ?? null,
            facts: ended ? [factName(fact), factName(ended)] : [factName(fact)],
            properties: { ...fact.properties, ...ended?.properties },
          },
        ];
      });
      const spans = told.map(
        (fact): OutageSpan => ({
          start: fact.from,
          end: fact.until,
          facts: [factName(fact)],
          properties: fact.properties ?? {},
        }),
      );
      return [...spans, ...begun].sort((a, b) => a.start - b.start || order(a.facts[0] ?? "", b.facts[0] ?? ""));
    },
    hasSamples: (subject) => collected.series(subject, "sample").length > 0,
    states: (subject, period) => {
      markPeriod(subject, "sample", period);
      return collected.series(subject, "sample").flatMap((series) => stateSpans(series, period));
    },
    slots: (subject, period) => {
      markPeriod(subject, "counter", period);
      return collected
        .series(subject, "counter")
        .flatMap((series) => slotsOf(series, period))
        .sort((a, b) => a.start - b.start);
    },
    tickets: (subject) => {
      const known = tickets.get(subject) ?? ticketsOf(collected.told(subject, "ticket"));
      tickets.set(subject, known);
      return known;
    },
    counted: (ticket) => {
      ticketDays ??= openingsOf(collected.allTold());
      const event = ticket.events[0];
      if (event)
        mark(ticket.subject, "ticket", [ticketDays.get(`${event.source}\n${event.ticket}`) ?? dayOf(event.at)]);
    },
    deliveries: (subject, period) => ofKind(subject, "delivery", period),
    notices: (subject, period) =>
      ofKind(subject, "notice", period).filter(({ from, until }) => from < period.end && until > period.start),
    charges: (subject, period) =>
      ofKind(subject, "charge", period).filter(({ from, until }) => from < period.end && until > period.start),
    attestations: (subject, period) =>
      ofKind(subject, "attestation", period).filter(({ from, until }) => from >= period.start && until <= period.end),
    configuration: (subject, period) => {
      const held = collected
        .told(subject, "configuration")
        .filter(({ from, until }) => from < period.end && (until === undefined || until > period.start));
      const last = held.reduce<Configuration | null>(
        (latest, fact) => (latest === null || fact.from >= latest.from ? fact : latest),
        null,
      );
      if (last) markFact(last);
      return last;
    },
    readHash: () => {
      const blocks = blocksOf(collected, (subject, series) => read.has(`${subject}\n${series}`));
      return blocksHash(blocks.filter(({ subject, series, day }) => read.get(`${subject}\n${series}`)?.has(day)));
    },
  };
}

function stateSpans(series: SampledSeries, period: Interval): readonly StateSpan[] {
  const spans: StateSpan[] = [];
  let open: { start: number; end: number; code: number } = { start: 0, end: 0, code: stateCodes.absent };
  const close = (): void => {
    if (open.code !== stateCodes.absent) {
      const start = Math.max(open.start, period.start) as Instant;
      const end = Math.min(open.end, period.end) as Instant;
      const state = open.code === stateCodes.up ? "up" : open.code === stateCodes.down ? "down" : "unknown";
      if (start < end)
        spans.push({
          start,
          end,
          state,
          facts: state === "up" ? [] : [`${series.source}/${series.subject}@${instantText(open.start as Instant)}`],
        });
    }
  };
  const { first, last } = daysOfInterval(period);
  for (const [day, { codes }] of [...series.days]
    .filter(([day]) => day >= first - 1 && day <= last)
    .sort(([a], [b]) => a - b)) {
    const shift = slotStart(series, day, 0) - day * millisecondsADay;
    for (let index = 0; index < codes.length; index++) {
      const code = codes[index] as number;
      const start = day * millisecondsADay + index * series.length + shift;
      if (open.code === code && open.end === start) open.end = start + series.length;
      else {
        close();
        open = { start, end: start + series.length, code };
      }
    }
  }
  close();
  return spans;
}

function slotsOf(series: SampledSeries, period: Interval): readonly Slot[] {
  const slots: Slot[] = [];
  const { first, last } = daysOfInterval(period);
  for (const [day, { codes, totals, goods }] of series.days) {
    if (day < first - 1 || day > last) continue;
    for (let index = 0; index < codes.length; index++) {
      if (codes[index] !== stateCodes.up) continue;
      const start = slotStart(series, day, index);
      if (start >= period.start && start < period.end)
        slots.push({
          start,
          end: (start + series.length) as Instant,
          total: totals?.[index] ?? 0,
          good: goods?.[index] ?? 0,
          fact: `${series.source}/${series.subject}@${instantText(start)}`,
        });
    }
  }
  return slots;
}

function ticketsOf(events: readonly TicketEvent[]): readonly Ticket[] {
  const byTicket = new Map<string, TicketEvent[]>();
  for (const event of events) {
    const key = `${event.source}\n${event.ticket}`;
    const known = byTicket.get(key);
    if (known) known.push(event);
    else byTicket.set(key, [event]);
  }
  return [...byTicket.values()]
    .map((list) => {
      const sorted = [...list]
        .sort((a, b) => a.at - b.at || order(a.id, b.id))
        .map((event) => ({ ...event, name: factName(event) }));
      return { name: list[0]?.ticket ?? "", subject: list[0]?.subject ?? "", events: sorted };
    })
    .sort((a, b) => order(a.name, b.name));
}

function* range(first: number, last: number): Iterable<number> {
  for (let day = first; day <= last; day++) yield day;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
