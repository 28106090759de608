/** A room in one file: out of one server, into another. */
import { importedSchema } from "@overens/api";
import { belongsTo, bodyText, byRoom, type Frame, onOwnMachine, partyIn } from "../http/frame.ts";
import { exportRoom, importRoom } from "./bundles.ts";

/** The largest bundle that is taken in over HTTP, in bytes. */
const largestBundle = 512 * 1024 * 1024;

export function bundleRoutes(frame: Frame): void {
  const { app, database, rooms } = frame;
  app.get("/api/rooms/:room/export", { schema: { params: byRoom } }, async (request, reply) => {
    const { party } = await partyIn(frame, request, request.params.room);
    const lines = await exportRoom(database, rooms, party, request.params.room);
    return reply
      .type("application/x-ndjson")
      .header("content-disposition", `attachment; filename="${request.params.room}.overens"`)
      .send(`${lines.join("\n")}\n`);
  });
  app.post(
    "/api/bundles",
    { bodyLimit: largestBundle, schema: { response: { 201: importedSchema } } },
    async (request, reply) => {
      onOwnMachine(frame);
      const mayActFor = (organisation: string) => belongsTo(frame, request, organisation);
      return reply.status(201).send(await importRoom(database, bodyText(request.body), mayActFor));
    },
  );
}
