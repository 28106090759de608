/** Reminders of the plan: each hour every room with one is looked into, and each step is told once by letter. */
import { type Author, participant, remindersFor } from "@overens/core";
import type { Accounts } from "../accounts/accounts.ts";
import type { Database } from "../database/database.ts";
import { reminderLetter } from "../mail/letters.ts";
import type { Mail } from "../mail/mail.ts";
import { todayIn } from "../rooms/agreements.ts";
import { type Rooms, seenAs } from "../rooms/rooms.ts";
import * as store from "./store.ts";

/** How often it is looked, in milliseconds. */
const every = 3_600_000;

export type Reminders = ReturnType<typeof reminders>;

export function reminders(
  database: Database,
  rooms: Rooms,
  accounts: Pick<Accounts, "languageOf">,
  mail: Pick<Mail, "send">,
  origin: string | null,
) {
  /** @returns how many letters were made; a step that was told before makes none */
  const remindIn = async (by: Author, id: string, at: Date): Promise<number> => {
    const room = await rooms.open(by.party, id);
    const { access, preparation } = room.state;
    let made = 0;
    for (const reminder of remindersFor(preparation.milestones, access, todayIn(room.current.agreement.zone, at))) {
      for (const whom of reminder.people) {
        const person = participant(access, whom);
        if (person === null) continue;
        const language = await accounts.languageOf(whom);
        const link = origin === null ? "" : `${origin}/rooms/${id}/plan`;
        const words = reminderLetter(language, reminder.kind, room.name, reminder.milestone, link);
        const once = `${id} ${reminder.step} ${whom}`;
        if (await mail.send({ to: person.address, language, kind: "reminder", ...words, once })) made += 1;
      }
    }
    return made;
  };

  /** @param at the moment whose date decides what is due */
  const remind = async (at: Date): Promise<number> => {
    const planned = await database.asOperator(store.plannedRooms);
    let made = 0;
    for (const { room_id: id, party } of planned) made += await remindIn(seenAs(party), id, at).catch(() => 0);
    return made;
  };
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => remind(new Date())).catch(() => undefined); // the next hour makes up for it
  }, every);
  return {
    remind,
    stop: async (): Promise<void> => {
      clearInterval(timer);
      await running;
    },
  };
}
