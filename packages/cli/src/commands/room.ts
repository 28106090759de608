/** overens room add, export and import bundle: rooms of a running server, in and out. */
import { writeFile } from "node:fs/promises";
import type { ImportedResponse, RoomList, RoomResponse } from "@overens/api";
import { ask, serverUrl } from "../server-client.ts";
import { bytesOf, exit, languageOf, note, print } from "../terminal.ts";

export type ServerOptions = { readonly server?: string; readonly language?: string; readonly json?: boolean };

export async function addRoom(
  agreement: string,
  factFiles: readonly string[],
  options: ServerOptions & {
    readonly period?: string;
    readonly organisation?: string;
    readonly subscribe?: readonly string[];
  },
): Promise<number> {
  const language = languageOf(options.language);
  const url = serverUrl(options.server);
  const [document, ...facts] = await Promise.all(
    [agreement, ...factFiles].map(async (file) => Buffer.from(await bytesOf(file)).toString("utf8")),
  );
  const { period, organisation } = options;
  const body = {
    agreement: document ?? "",
    facts: facts.join("\n"),
    ...(period === undefined ? {} : { period }),
    ...(organisation === undefined ? {} : { organisation }),
  };
  const answer = await ask(url, "/rooms", language, { type: "application/json", body: JSON.stringify(body) });
  if (!answer.ok) return answer.code;
  const room = JSON.parse(answer.text) as RoomResponse;
  for (const source of options.subscribe ?? []) {
    const subscribed = await ask(url, `/rooms/${room.room}/subscriptions`, language, {
      type: "application/json",
      body: JSON.stringify({ source }),
    });
    if (!subscribed.ok) return subscribed.code;
  }
  if (options.json)
    print(JSON.stringify({ room: room.room, name: room.name, root: room.root, url: `${url}/rooms/${room.room}` }));
  else {
    print(
      language === "sv"
        ? `${room.name}: rummet finns på ${url}/rooms/${room.room}`
        : `${room.name}: the room is at ${url}/rooms/${room.room}`,
    );
    const fact = `{"kind":"outage","id":"1","subject":"${room.document["services"] === undefined ? "" : ((room.document["services"] as readonly { readonly id: string }[])[0]?.id ?? "")}","from":"…","until":"…"}`;
    print(`  curl -H 'content-type: application/x-ndjson' --data-binary '${fact}' ${url}/api/rooms/${room.room}/facts`);
  }
  return exit.done;
}

export async function listRooms(options: ServerOptions): Promise<number> {
  const language = languageOf(options.language);
  const answer = await ask(serverUrl(options.server), "/rooms", language);
  if (!answer.ok) return answer.code;
  const { rooms } = JSON.parse(answer.text) as RoomList;
  if (options.json) print(JSON.stringify(rooms));
  else if (rooms.length === 0)
    print(
      language === "sv"
        ? "Inga rum än. Lägg till ett: overens room add agreement.yaml"
        : "No rooms yet. Add one: overens room add agreement.yaml",
    );
  else print(rooms.map(({ room, name, period }) => `${room}  ${name}${period === "" ? "" : `  ${period}`}`).join("\n"));
  return exit.done;
}

export async function exportBundle(
  room: string,
  options: ServerOptions & { readonly output?: string },
): Promise<number> {
  const language = languageOf(options.language);
  const answer = await ask(serverUrl(options.server), `/rooms/${encodeURIComponent(room)}/export`, language);
  if (!answer.ok) return answer.code;
  if (options.output === undefined || options.output === "-") process.stdout.write(answer.text);
  else {
    await writeFile(options.output, answer.text);
    const lines = answer.text.split("\n").length - 1;
    note(
      language === "sv"
        ? `${options.output}: ${lines} rader. Kontrollera när som helst: overens verify ${options.output}`
        : `${options.output}: ${lines} lines. Verify at any time: overens verify ${options.output}`,
    );
  }
  return exit.done;
}

export async function importBundle(file: string, options: ServerOptions): Promise<number> {
  const language = languageOf(options.language);
  const text = Buffer.from(await bytesOf(file)).toString("utf8");
  const answer = await ask(serverUrl(options.server), "/bundles", language, {
    type: "application/x-ndjson",
    body: text,
  });
  if (!answer.ok) return answer.code;
  const { room, entries, facts } = JSON.parse(answer.text) as ImportedResponse;
  if (options.json) print(answer.text);
  else
    print(
      language === "sv"
        ? `Rummet ${room}: ${entries} poster och ${facts} fakta, samma kontrollsummor som i filen.`
        : `Room ${room}: ${entries} entries and ${facts} facts, with the same checksums as in the file.`,
    );
  return exit.done;
}
