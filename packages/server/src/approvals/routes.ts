/** Approval inside a party: of one's own side alone, under /internal. */
import { approvalActSchema, approvalsSchema } from "@overens/api";
import { pointLink } from "../conversations/routes.ts";
import { byRoom, type Frame, partyIn } from "../http/frame.ts";

export function approvalRoutes(frame: Frame): void {
  const { app, approvals } = frame;
  app.get(
    "/api/rooms/:room/internal/approvals",
    { schema: { params: byRoom, response: { 200: approvalsSchema } } },
    async (request) => {
      const { author } = await partyIn(frame, request, request.params.room);
      return approvals.read(author, request.params.room);
    },
  );
  app.post(
    "/api/rooms/:room/internal/approvals/acts",
    { schema: { params: byRoom, body: approvalActSchema, response: { 200: approvalsSchema } } },
    async (request) => {
      const { room } = request.params;
      const { author } = await partyIn(frame, request, room);
      return approvals.act(author, room, request.body, (point) => pointLink(frame, request, room, point));
    },
  );
}
