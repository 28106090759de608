/** Results of periods as they are now, and statements as they were issued. */
import { issuedListSchema, issuedStatementSchema, issueSchema, statementSchema } from "@overens/api";
import { instant, instantText } from "@overens/core";
import { z } from "zod";
import { byRoom, type Frame, partyIn } from "../http/frame.ts";
import type { StatementRow } from "../rooms/store.ts";

export function statementRoutes(frame: Frame): void {
  const { app, statements } = frame;
  const byPeriod = byRoom.extend({ period: z.string() });
  app.get(
    "/api/rooms/:room/statements",
    { schema: { params: byRoom, response: { 200: issuedListSchema } } },
    async (request) => {
      const { party } = await partyIn(frame, request, request.params.room);
      return { statements: (await statements.list(party, request.params.room)).map(issuedResponse) };
    },
  );
  app.post(
    "/api/rooms/:room/statements",
    { schema: { params: byRoom, body: issueSchema, response: { 201: issuedStatementSchema } } },
    async (request, reply) => {
      const { author } = await partyIn(frame, request, request.params.room);
      const issued = await statements.issue(author, request.params.room, request.body.period);
      return reply.status(201).send({
        room: request.params.room,
        ...issuedResponse(issued),
        judged_at: issued.judged_at,
        positions: [...issued.positions],
        result: JSON.parse(issued.result) as Record<string, unknown>,
      });
    },
  );
  app.get(
    "/api/rooms/:room/statements/:period",
    {
      schema: {
        params: byPeriod,
        querystring: z.object({ detail: z.enum(["all", "figures"]).default("all") }),
        response: { 200: statementSchema },
      },
    },
    async (request, reply) => {
      const { party } = await partyIn(frame, request, request.params.room);
      const { result, text, conflicts, corrections, judgedAt, positions, issued } = await statements.read(
        party,
        request.params.room,
        request.params.period,
      );
      const beside = {
        room: request.params.room,
        period: result.period.label,
        judged_at: judgedAt,
        conflicts: conflicts.length,
        corrections: corrections.length,
        positions,
        issued: issued.map(issuedResponse),
      };
      // The result's text is made once for a head of the sources; thousands of lines are not checked against the schema again.
      return reply
        .type("application/json")
        .serializer((sent: string) => sent)
        .send(`${JSON.stringify(beside).slice(0, -1)},"result":${text(request.query.detail)}}` as never);
    },
  );
  app.get(
    "/api/rooms/:room/statements/:period/:number",
    {
      schema: {
        params: byPeriod.extend({ number: z.coerce.number().int() }),
        response: { 200: issuedStatementSchema },
      },
    },
    async (request) => {
      const { room, period, number } = request.params;
      const { party } = await partyIn(frame, request, room);
      const { statement } = await statements.at(party, room, period, number);
      return {
        room,
        ...issuedResponse(statement),
        judged_at: statement.judged_at,
        positions: [...statement.positions],
        result: JSON.parse(statement.result) as Record<string, unknown>,
      };
    },
  );
}

function issuedResponse({ period, number, sequence, issued_at, result_hash }: Omit<StatementRow, "result">) {
  return { period, number, sequence, issued_at: instantText(instant(issued_at.getTime())), result_hash };
}
