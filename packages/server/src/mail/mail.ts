/**
 * Mail: a letter is stored before anybody is answered, and delivered behind the answer, again after a while where the post does not
 * take it. Where no post is set up, letters stay here and are shown on a local page, so that everything can be tried on one machine.
 */
import { randomUUID } from "node:crypto";
import type { Language } from "@overens/core";
import { createTransport } from "nodemailer";
import type pg from "pg";
import * as store from "./store.ts";

export type Letter = {
  readonly to: string;
  readonly language: Language;
  readonly kind: string;
  readonly subject: string;
  /** Plain text; a link stands on a line of its own. */
  readonly text: string;
  /** The step that the letter is of: the same step never makes two. */
  readonly once: string;
};
export type Post = { readonly url: string; readonly from: string };
export type Mail = ReturnType<typeof mail>;

/** Tries after 10 s, 1 min, 5 min, 30 min, 2 h, 8 h and a day; then it is given up, and the page of letters says so. */
const waits = [10, 60, 300, 1800, 7200, 28_800, 86_400];
/** A letter that a process has taken is another's after this long, in milliseconds. */
const lease = 60_000;
const mostAtOnce = 20;

/** @param post null: letters are kept and shown here */
export function mail(db: pg.Pool, post: Post | null) {
  const transport = post === null ? null : createTransport(post.url, { from: post.from });
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const deliver = async (): Promise<void> => {
    if (transport === null) return;
    const now = Date.now();
    for (const letter of await store.takeDue(db, new Date(now), new Date(now + lease), mostAtOnce)) {
      try {
        const { address, subject, body } = letter;
        await transport.sendMail({
          to: { name: "", address },
          subject,
          text: body,
          html: htmlOf(body),
          messageId: `<${letter.mail_id}@overens>`,
        });
        await store.markSent(db, letter.mail_id, new Date());
      } catch (error) {
        const wait = waits[letter.tries - 1];
        const next = wait === undefined ? null : new Date(Date.now() + wait * 1000);
        await store.markFailed(db, letter.mail_id, error instanceof Error ? error.message : String(error), next);
      }
    }
  };
  const soon = (): void => {
    if (stopped) return;
    running = running.then(deliver).catch(() => undefined);
  };
  if (transport !== null) timer = setInterval(soon, 5000);

  return {
    /** Whether letters stay here, to be read on the local page. */
    isLocal: transport === null,
    /** @returns false when the step has had its letter */
    send: async ({ to, language, kind, subject, text, once }: Letter): Promise<boolean> => {
      const letter = {
        mail_id: randomUUID(),
        once,
        address: to,
        kind,
        language,
        subject: oneLine(subject),
        body: text,
      };
      const fresh = await store.insertLetter(db, letter, new Date(), transport === null ? null : new Date());
      if (fresh) soon();
      return fresh;
    },
    countSince: (address: string, kind: string, since: Date) => store.countSince(db, address, kind, since),
    newest: (address: string | null) => store.newest(db, address, 100),
    /** Resolves when nothing is being delivered. */
    settled: (): Promise<void> => running,
    stop: async (): Promise<void> => {
      stopped = true;
      clearInterval(timer);
      await running;
      transport?.close();
    },
  };
}

/** A subject is one line: whatever else was put into a name stays out of the headers. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, 200);
}

/** The same words as simple HTML; a link is made of lines that are one. */
function htmlOf(text: string): string {
  const escaped = (line: string): string =>
    line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  const lines = text
    .split("\n")
    .map((line) => (/^https?:\/\/\S+$/.test(line) ? `<a href="${escaped(line)}">${escaped(line)}</a>` : escaped(line)));
  return `<div style="font-family:sans-serif;font-size:16px;line-height:1.5">${lines.join("<br>")}</div>`;
}
