/** Signing: where it stands, every act by one address, and the two steps of a signature. */
import { signingActSchema, signingCodeSchema, signingKeysSchema, signingSchema, signSchema } from "@overens/api";
import { z } from "zod";
import { askerIn, byRoom, type Frame } from "../http/frame.ts";
import { Refusal } from "../refusal.ts";

export function signingRoutes(frame: Frame): void {
  const { app, accounts, signings } = frame;
  app.get(
    "/api/rooms/:room/signing",
    { schema: { params: byRoom, response: { 200: signingSchema } } },
    async (request) => {
      const { author } = await askerIn(frame, request, request.params.room);
      return signings.read(author, request.params.room);
    },
  );
  app.post(
    "/api/rooms/:room/signing/acts",
    { schema: { params: byRoom, body: signingActSchema, response: { 200: signingSchema } } },
    async (request) => {
      const { room } = request.params;
      const { author } = await askerIn(frame, request, room);
      return signings.act(author, room, request.body, accounts.originOf(request));
    },
  );
  app.post(
    "/api/rooms/:room/signing/code",
    { schema: { params: byRoom, body: signingCodeSchema, response: { 200: z.object({}) } } },
    async (request) => {
      const { room } = request.params;
      const { author, person } = await askerIn(frame, request, room);
      if (person === null) throw new Refusal("person-needed");
      await signings.sendCode(person, author, room, request.body.signature, request.body.binding);
      return {};
    },
  );
  app.get(
    "/api/rooms/:room/signing/keys",
    { schema: { params: byRoom, response: { 200: signingKeysSchema } } },
    async (request) => {
      const { person } = await askerIn(frame, request, request.params.room);
      const keys = person === null ? [] : await accounts.signingKeysOf(person);
      return { keys: keys.map(({ credential, transports }) => ({ credential, transports: [...transports] })) };
    },
  );
  app.post(
    "/api/rooms/:room/signing/signatures",
    { schema: { params: byRoom, body: signSchema, response: { 200: signingSchema } } },
    async (request) => {
      const { room } = request.params;
      const { author, person } = await askerIn(frame, request, room);
      if (person === null) throw new Refusal("person-needed");
      return signings.sign(person, author, room, request.body, accounts.originOf(request));
    },
  );
}
