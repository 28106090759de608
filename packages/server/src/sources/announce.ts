/**
 * Tells open pages that facts have come: those of this process at once, those of others within a moment. It happens after the
 * commit, not in it: a notice inside the transaction would make every commit wait for the one before.
 */
import { randomUUID } from "node:crypto";
import type { Database } from "../database/database.ts";

export type Announcer = {
  readonly announce: (source: string) => void;
  readonly join: (hear: (source: string) => void) => () => void;
  readonly stop: () => void;
};

const channel = "overens_facts";
/** Other processes hear together of what came within this long, in milliseconds. */
const gathered = 100;
/** How many names one notice may carry: PostgreSQL takes 8,000 bytes. */
const namesANotice = 50;

export async function announcer(database: Database): Promise<Announcer> {
  const self = randomUUID();
  const listeners = new Set<(source: string) => void>();
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  const tell = (source: string): void => {
    for (const hear of listeners) hear(source);
  };
  const flush = async (): Promise<void> => {
    timer = null;
    const names = [...waiting];
    waiting.clear();
    for (let from = 0; from < names.length; from += namesANotice) {
      await database
        .inOne((client) =>
          client.query("select pg_notify($1, $2)", [
            channel,
            JSON.stringify([self, ...names.slice(from, from + namesANotice)]),
          ]),
        )
        .catch(() => undefined); // pages of other processes look again by themselves
    }
  };
  await database.listen(channel, (payload) => {
    const [from, ...names] = JSON.parse(payload) as readonly string[];
    if (from !== self) for (const name of names) tell(name);
  });
  return {
    announce: (source) => {
      tell(source);
      waiting.add(source);
      timer ??= setTimeout(() => void flush(), gathered);
    },
    join: (hear) => {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
