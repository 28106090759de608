/** The agreement as PDF, and the certificate of the installation's seal. */
import { X509Certificate } from "node:crypto";
import { z } from "zod";
import { byRoom, type Frame, languageOf, partyIn } from "../http/frame.ts";
import { Refusal } from "../refusal.ts";

export function documentRoutes(frame: Frame): void {
  const { app, documents } = frame;
  app.get(
    "/api/rooms/:room/agreement.pdf",
    {
      schema: {
        params: byRoom,
        querystring: z.object({
          language: z.enum(["sv", "en"]).optional(),
          text: z.enum(["current", "draft"]).default("current"),
        }),
      },
    },
    async (request, reply) => {
      const { party } = await partyIn(frame, request, request.params.room);
      const { text, language = languageOf(request) } = request.query;
      const { bytes, root } = await documents.agreement(party, request.params.room, text, language);
      return reply
        .type("application/pdf")
        .header("cache-control", "no-store")
        .header("content-disposition", `attachment; filename="agreement-${root.slice(0, 8)}-${language}.pdf"`)
        .send(Buffer.from(bytes));
    },
  );
  app.get("/api/seal.pem", async (_, reply) => {
    const key = await documents.seal();
    if (key === null) throw new Refusal("not-found");
    return reply
      .type("application/x-pem-file")
      .header("x-overens-fingerprint", key.fingerprint)
      .send(new X509Certificate(Buffer.from(key.certificate)).toString());
  });
}
