/** The people of a room, and joining it by a link. */
import { invitationLinkSchema, invitationSchema, joinedSchema, peopleActSchema, peopleSchema } from "@overens/api";
import { askerIn, byRoom, type Frame, languageOf } from "../http/frame.ts";

export function peopleRoutes(frame: Frame): void {
  const { app, accounts, people } = frame;
  app.get(
    "/api/rooms/:room/people",
    { schema: { params: byRoom, response: { 200: peopleSchema } } },
    async (request) => {
      const { author } = await askerIn(frame, request, request.params.room);
      return people.read(author, request.params.room);
    },
  );
  app.post(
    "/api/rooms/:room/people/acts",
    { schema: { params: byRoom, body: peopleActSchema, response: { 200: peopleSchema } } },
    async (request) => {
      const { room } = request.params;
      const { author, person } = await askerIn(frame, request, room);
      const linkTo = (token: string): string => `${accounts.originOf(request)}/invitation/${room}#${token}`;
      return people.act(author, room, request.body, person?.language ?? languageOf(request), linkTo);
    },
  );
  // A token is a secret: it stands in bodies, never in an address that is logged.
  app.post(
    "/api/invitations/look",
    { schema: { body: invitationLinkSchema, response: { 200: invitationSchema } } },
    async (request) => people.look(request.body.room, request.body.token),
  );
  app.post(
    "/api/invitations/accept",
    { schema: { body: invitationLinkSchema, response: { 200: joinedSchema } } },
    async (request) => people.accept(await accounts.signedIn(request), request.body.room, request.body.token),
  );
}
