/** Appends facts to a source: all of a batch or none, one commit before the receipt, the same request once however often it is sent. */
import { createHash } from "node:crypto";
import { canonicalJson, factJson, type Language, parseFactLine, problemText } from "@overens/core";
import type { Database } from "../database/database.ts";
import { Refusal } from "../refusal.ts";

export type Receipt = { readonly source: string; readonly sequence: number; readonly head: string; readonly hash: string; readonly facts: number; readonly known: boolean };

/** Reads the lines of a body; any wrong line refuses the whole, with every line named. */
export function factLines(body: string, source: string | null, language: Language): readonly string[] {
  const details: { place: string; message: string; hint: string }[] = [];
  const lines: string[] = [];
  body
    .replace(/^\u{feff}/u, "")
    .split("\n")
    .forEach((text, index) => {
      if (text.trim() === "") return;
      const read = parseFactLine(source === null ? text : withSource(text, source), index + 1);
      if (read.ok) lines.push(canonicalJson(factJson(read.value)));
      else for (const found of read.problems) details.push({ place: `${index + 1}${found.at.path === "" ? "" : `: ${found.at.path}`}`, ...problemText(found, language) });
    });
  if (details.length > 0) throw new Refusal("facts-wrong", details.slice(0, 100));
  return lines;
}

/** A fact sent to a source need not repeat its name. */
function withSource(text: string, source: string): string {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? JSON.stringify({ source, ...value }) : text;
  } catch {
    return text;
  }
}

export async function appendFacts(database: Database, party: string, source: string, lines: readonly string[], requestKey: string | null, rooms: readonly string[]): Promise<Receipt> {
  const body = lines.join("\n");
  const hash = createHash("sha256").update(body).digest("hex");
  const key = requestKey ?? hash;
  return database.inContext({ party, rooms, sources: [source] }, async (client) => {
    const append = { name: "append", text: "select * from overens_append($1, $2, $3, $4, $5, $6)", values: [source, new Date(), lines.length, body, hash, key] };
    const { rows } = await client.query<{ position_sequence: string; position_head: string; known: boolean }>(append).catch((error: unknown) => {
      throw error instanceof Error && "code" in error && error.code === "OV422" ? new Refusal("other-body") : error;
    });
    const [row] = rows;
    if (!row) throw new Refusal("not-found");
    if (!row.known) await client.query("select pg_notify('overens_facts', $1)", [source]);
    return { source, sequence: Number(row.position_sequence), head: row.position_head, hash, facts: lines.length, known: row.known };
  });
}
