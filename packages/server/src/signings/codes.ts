/** Codes by which a signer shows that the address is theirs: one a request, good once, for exactly what was on the screen. */
import { randomInt } from "node:crypto";
import { type Hash, hashText } from "@overens/core";
import type pg from "pg";
import type { Person } from "../accounts/person.ts";
import { signingCodeLetter } from "../mail/letters.ts";
import type { Mail } from "../mail/mail.ts";
import { Refusal } from "../refusal.ts";

/** In milliseconds. */
const codeLasts = 600_000;
const mostTries = 5;
/** How many codes one address is sent in an hour. */
const mostAnHour = 10;

export type Codes = ReturnType<typeof codes>;

export function codes(db: Pick<pg.Pool, "query">, mail: Mail) {
  return {
    /** Sends a code; an earlier one for the same request is no longer good. */
    send: async (person: Person, signature: string, binding: Hash, agreement: string): Promise<void> => {
      const sent = await mail.countSince(person.address, "signing code", new Date(Date.now() - 3_600_000));
      if (sent >= mostAnHour) throw new Refusal("too-many");
      const code = String(randomInt(1_000_000)).padStart(6, "0");
      await db.query(
        "insert into signing_code (signature_id, person_id, binding, code, expires_at, tries) values ($1, $2, $3, $4, $5, 0) on conflict (signature_id) do update set person_id = excluded.person_id, binding = excluded.binding, code = excluded.code, expires_at = excluded.expires_at, tries = 0",
        [signature, person.id, binding, kept(signature, code), new Date(Date.now() + codeLasts)],
      );
      const { subject, text } = signingCodeLetter(person.language, code, agreement, binding);
      const once = `${signature} ${kept(signature, code)}`;
      await mail.send({ to: person.address, language: person.language, kind: "signing code", subject, text, once });
    },
    /** Uses a code up. @throws Refusal "code-wrong" when it is another's, for another text, too old, or has been guessed at too often */
    use: async (person: Person, signature: string, binding: Hash, code: string): Promise<void> => {
      const { rows } = await db.query<{ person_id: string; binding: string; code: string }>(
        "update signing_code set tries = tries + 1 where signature_id = $1 and expires_at > $2 and tries < $3 returning person_id, binding, code",
        [signature, new Date(), mostTries],
      );
      const [row] = rows;
      if (row?.person_id !== person.id || row.binding !== binding || row.code !== kept(signature, code.trim()))
        throw new Refusal("code-wrong");
      const { rowCount } = await db.query("delete from signing_code where signature_id = $1 and code = $2", [
        signature,
        row.code,
      ]);
      if (rowCount !== 1) throw new Refusal("code-wrong");
    },
  };
}

function kept(signature: string, code: string): string {
  return hashText(`${signature} ${code}`);
}
