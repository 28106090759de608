/** Speaks to a running server over HTTP. */
import type { ProblemResponse } from "@overens/api";
import type { Language } from "@overens/core";
import { exit, note } from "./terminal.ts";

/** Where the server is: --server, OVERENS_URL, or this machine. */
export function serverUrl(asked: string | undefined): string {
  return (asked ?? process.env["OVERENS_URL"] ?? `http://localhost:${process.env["PORT"] ?? 4747}`).replace(/\/$/, "");
}

/** The answer, or the exit code once what stood in the way has been told. */
export type Asked = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly code: number };

export async function ask(
  url: string,
  path: string,
  language: Language,
  sent?: { readonly type: string; readonly body: string },
): Promise<Asked> {
  const init = sent === undefined ? {} : { method: "POST", body: sent.body };
  const headers = { "accept-language": language, ...(sent === undefined ? {} : { "content-type": sent.type }) };
  const response = await fetch(`${url}/api${path}`, { ...init, headers }).catch(() => null);
  if (response === null) {
    note(
      language === "sv"
        ? `Ingen server svarar på ${url}. Starta den med: overens start`
        : `No server answers at ${url}. Start it with: overens start`,
    );
    return { ok: false, code: exit.notReachable };
  }
  const text = await response.text();
  if (response.ok) return { ok: true, text };
  note(problemLines(text, response.status));
  return {
    ok: false,
    code:
      response.status === 403 || response.status === 401
        ? exit.notAllowed
        : response.status >= 500
          ? exit.notReachable
          : exit.finding,
  };
}

function problemLines(text: string, status: number): string {
  try {
    const { title, errors } = JSON.parse(text) as ProblemResponse;
    return [
      title,
      ...errors.map(({ place, message, hint }) => `  ${place}: ${message}${hint === "" ? "" : `\n    ${hint}`}`),
    ].join("\n");
  } catch {
    return `HTTP ${status}`;
  }
}
