/** All SQL of mail: letters that wait, that were sent, and that a local mailbox shows. */
import type pg from "pg";

export type LetterRow = {
  readonly mail_id: string;
  readonly address: string;
  readonly kind: string;
  readonly language: string;
  readonly subject: string;
  readonly body: string;
  readonly made_at: Date;
  readonly sent_at: Date | null;
  readonly tries: number;
  readonly last_error: string | null;
};
const columns = "mail_id, address, kind, language, subject, body, made_at, sent_at, tries, last_error";
type Queries = Pick<pg.Pool, "query">;

/** @returns false when a letter of that key is there already */
export async function insertLetter(
  db: Queries,
  letter: Pick<LetterRow, "mail_id" | "address" | "kind" | "language" | "subject" | "body"> & { readonly once: string },
  at: Date,
  nextTry: Date | null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    "insert into mail (mail_id, once, address, kind, language, subject, body, made_at, next_try_at, tries) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0) on conflict (once) do nothing",
    [
      letter.mail_id,
      letter.once,
      letter.address,
      letter.kind,
      letter.language,
      letter.subject,
      letter.body,
      at,
      nextTry,
    ],
  );
  return rowCount === 1;
}

/** Takes letters whose time has come, so that no other process sends them within the lease. */
export async function takeDue(db: Queries, now: Date, leaseUntil: Date, most: number): Promise<readonly LetterRow[]> {
  const due =
    "select mail_id from mail where sent_at is null and next_try_at <= $1 order by next_try_at limit $3 for update skip locked";
  const { rows } = await db.query<LetterRow>(
    `update mail set next_try_at = $2, tries = tries + 1 where mail_id in (${due}) returning ${columns}`,
    [now, leaseUntil, most],
  );
  return rows;
}

export async function markSent(db: Queries, mail: string, at: Date): Promise<void> {
  await db.query("update mail set sent_at = $2, last_error = null where mail_id = $1", [mail, at]);
}

/** @param nextTry null: it is given up, and stays with its last error */
export async function markFailed(db: Queries, mail: string, error: string, nextTry: Date | null): Promise<void> {
  await db.query("update mail set last_error = $2, next_try_at = $3 where mail_id = $1", [
    mail,
    error.slice(0, 500),
    nextTry,
  ]);
}

/** How many letters of a kind an address has had since a moment. */
export async function countSince(db: Queries, address: string, kind: string, since: Date): Promise<number> {
  const text = "select count(*)::int as n from mail where address = $1 and kind = $2 and made_at > $3";
  return (await db.query<{ n: number }>(text, [address, kind, since])).rows[0]?.n ?? 0;
}

/** The newest letters, of one address or of all. */
export async function newest(db: Queries, address: string | null, most: number): Promise<readonly LetterRow[]> {
  const text = `select ${columns} from mail where ($1::text is null or address = $1) order by made_at desc limit $2`;
  return (await db.query<LetterRow>(text, [address, most])).rows;
}
