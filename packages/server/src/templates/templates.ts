/** Agreements to begin from, as they stand in examples/templates; read once. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TemplateList } from "@overens/api";
import { textIn } from "@overens/core";
import { agreementAs } from "../rooms/agreements.ts";

type Template = TemplateList["templates"][number];

let known: readonly Template[] | null = null;

export function templates(): readonly Template[] {
  known ??= read();
  return known;
}

function read(): readonly Template[] {
  const folder = new URL("../../../../examples/templates/", import.meta.url);
  if (!existsSync(fileURLToPath(folder))) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name): Template => {
      const text = readFileSync(new URL(name, folder), "utf8");
      const { title } = agreementAs(text);
      return {
        name: name.replace(/\.yaml$/, ""),
        title: { sv: textIn(title, "sv"), en: textIn(title, "en") },
        text,
      };
    })
    .sort((a, b) => a.text.length - b.text.length);
}
