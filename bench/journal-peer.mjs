/** What appending acts is measured beside: fastify and a table of audit rows with the same chain, which decides nothing and folds nothing. */
import { createHash } from "node:crypto";
import fastify from "fastify";

/** On the same database server as ours; the head of each room is locked, the row and the new head are in one commit before the answer. */
export async function auditPeer(database, rooms) {
  await database.asOperator((client) =>
    client.query(`create table audit_head (room integer primary key, sequence bigint not null, head text not null);
      create table audit (room integer not null, sequence bigint not null, at timestamptz not null, body text not null, head text not null, primary key (room, sequence));
      insert into audit_head select number, 0, '' from generate_series(0, ${rooms - 1}) as number`),
  );
  const app = fastify();
  const body = {
    type: "object",
    required: ["act", "point", "meaning", "satisfaction"],
    properties: {
      act: { type: "string" },
      point: { type: "string" },
      meaning: { type: "string" },
      satisfaction: { type: "string" },
    },
  };
  app.post("/rooms/:room/acts", { schema: { body } }, async (request) => {
    const room = Number(request.params.room);
    return database.asOperator(async (client) => {
      await client.query("begin");
      try {
        const { rows } = await client.query({
          name: "audit-head",
          text: "select sequence, head from audit_head where room = $1 for update",
          values: [room],
        });
        const said = JSON.stringify(request.body);
        const at = new Date();
        const sequence = Number(rows[0].sequence) + 1;
        const head = createHash("sha256").update(`${rows[0].head}${at.toISOString()}${said}`).digest("hex");
        await client.query({
          name: "audit-row",
          text: "insert into audit values ($1, $2, $3, $4, $5)",
          values: [room, sequence, at, said, head],
        });
        await client.query({
          name: "audit-next",
          text: "update audit_head set sequence = $2, head = $3 where room = $1",
          values: [room, sequence, head],
        });
        await client.query("commit");
        return { sequence, head };
      } catch (error) {
        await client.query("rollback");
        throw error;
      }
    });
  });
  await app.listen({ host: "localhost", port: 0 });
  return { port: app.server.address().port, stop: () => app.close() };
}
