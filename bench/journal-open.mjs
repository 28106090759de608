/** A server started anew on a folder of data, and how long it takes to open rooms in it: node bench/journal-open.mjs FOLDER ROOM… */
import { httpServer, openDatabase } from "@overens/server";

const [folder, ...rooms] = process.argv.slice(2);
const database = await openDatabase({ url: undefined, folder });
const app = await httpServer(database, { requestsPerMinute: 10_000_000 });
await app.listen({ host: "localhost", port: 0 });
const url = `http://localhost:${app.server.address().port}/api`;

/** The whole answer, in milliseconds. */
async function opened(path) {
  const began = performance.now();
  const answer = await fetch(url + path);
  await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return performance.now() - began;
}

// Whoever opens a room has seen the list of rooms before.
await opened("/rooms");
const times = [];
for (const room of rooms) {
  const first = await opened(`/rooms/${room}`);
  const negotiation = await opened(`/rooms/${room}/negotiation`);
  const again = [];
  for (let time = 0; time < 9; time++) again.push(await opened(`/rooms/${room}`));
  times.push({ room, first, negotiation, again: again.sort((a, b) => a - b)[4] });
}
console.log(JSON.stringify(times));
app.server.closeAllConnections();
await app.close();
await database.close();
