/**
 * Appends that wait at the same moment go to the database together: one journey and one commit, each entry a row and a link of its
 * own, and every request is answered after the commit that holds its entry. While one journey is under way the next gathers.
 */
import type { Database } from "../database/database.ts";
import * as store from "./store.ts";

export type Appender = (source: string, entry: store.ToAppend) => Promise<store.Outcome>;

type Waiting = store.Appending & {
  readonly done: (outcome: store.Outcome) => void;
  readonly failed: (error: unknown) => void;
};

/** Whoever sends has been looked at before; the journey reaches the sources of its entries, and no room. */
const nobody = "";
/** Journeys under way at once: one is at the database while the answers of the other are sent. */
const mostJourneys = 2;
/** Entries and bytes that one journey takes at most. */
const mostEntries = 64;
const mostBytes = 4 * 1024 * 1024;

export function appender(database: Database): Appender {
  const most = database.isDistributed ? 1 : mostEntries;
  let waiting: Waiting[] = [];
  let journeys = 0;

  const journey = async (): Promise<void> => {
    const taken = takeFirst();
    if (taken.length === 0) return;
    journeys += 1;
    try {
      const answers = await database.inOne((client) => store.append(client, nobody, taken));
      taken.forEach(({ done }, index) => done(answers[index] ?? null));
    } catch (error) {
      await Promise.all(taken.map((one) => (taken.length === 1 ? one.failed(error) : alone(one))));
    } finally {
      journeys -= 1;
      if (waiting.length > 0) void journey();
    }
  };

  /** What one of them did wrong is not the others' fault. */
  const alone = async ({ source, entry, done, failed }: Waiting): Promise<void> => {
    try {
      done((await database.inOne((client) => store.append(client, nobody, [{ source, entry }])))[0] ?? null);
    } catch (error) {
      failed(error);
    }
  };

  const takeFirst = (): readonly Waiting[] => {
    let bytes = 0;
    let count = 0;
    for (const { entry } of waiting) {
      bytes += entry.body.length;
      if (count > 0 && (count >= most || bytes > mostBytes)) break;
      count += 1;
    }
    const taken = waiting.slice(0, count);
    waiting = waiting.slice(count);
    // In order of source, so that two journeys never wait for each other in a circle.
    return taken.sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : 0));
  };

  return (source, entry) =>
    new Promise((done, failed) => {
      waiting.push({ source, entry, done, failed });
      if (journeys < mostJourneys) setImmediate(() => journeys < mostJourneys && void journey());
    });
}
