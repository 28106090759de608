/** What a third party reaches: its own points and its answers to them. */
import { guestAnswerSchema, guestSchema } from "@overens/api";
import { askerIn, byRoom, type Frame, languageOf } from "../http/frame.ts";

export function guestRoutes(frame: Frame): void {
  const { app, guests } = frame;
  app.get("/api/rooms/:room/guest", { schema: { params: byRoom, response: { 200: guestSchema } } }, async (request) => {
    const { author } = await askerIn(frame, request, request.params.room);
    return guests.read(author, request.params.room, languageOf(request));
  });
  app.post(
    "/api/rooms/:room/guest/answers",
    { schema: { params: byRoom, body: guestAnswerSchema, response: { 200: guestSchema } } },
    async (request) => {
      const { author } = await askerIn(frame, request, request.params.room);
      return guests.answer(author, request.params.room, request.body, languageOf(request));
    },
  );
}
