/** The local mailbox: where no post is set up, letters are read here, on this machine only. */
import { mailboxSchema } from "@overens/api";
import { instant, instantText } from "@overens/core";
import { z } from "zod";
import type { Frame } from "../http/frame.ts";
import { Refusal } from "../refusal.ts";

export function mailRoutes({ app, mail, shared }: Frame): void {
  const query = z.object({ address: z.string().max(254).optional() });
  app.get("/api/mailbox", { schema: { querystring: query, response: { 200: mailboxSchema } } }, async (request) => {
    if (shared || !mail.isLocal || !isLoopback(request.ip)) throw new Refusal("not-found");
    const letters = await mail.newest(request.query.address?.trim().toLowerCase() || null);
    return {
      letters: letters.map(({ mail_id, address, kind, subject, body, made_at }) => ({
        mail_id,
        address,
        kind,
        subject,
        body,
        made_at: instantText(instant(made_at.getTime())),
      })),
    };
  });
}

export function isLoopback(ip: string): boolean {
  return ip === "::1" || /^(::ffff:)?127\./.test(ip);
}
