/** The agreement as a document over HTTP: what is in force, what is negotiated, in both languages, sealed where it is more than a draft. */
import { createHash, X509Certificate } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalJson, type Json, parseAgreement, rootOf } from "@overens/core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { run } from "../packages/cli/src/main.ts";
import { openSite, type Site } from "./site.ts";

const folder = mkdtempSync(join(tmpdir(), "overens-documents-"));
let site: Site;
let room: string;
const get = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${site.url}${path}`, init);
const post = (path: string, body: unknown): Promise<Response> =>
  get(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

beforeAll(async () => {
  site = await openSite({ seal: { folder, timeStamps: null } });
  const agreement = readFileSync("examples/safespring/agreement.yaml", "utf8");
  room = ((await (await post("/api/rooms", { agreement, facts: "" })).json()) as { readonly room: string }).room;
});
afterAll(async () => {
  await site?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("the agreement in force comes as a sealed file, whose name begins the checksum", async () => {
  const times: number[] = [];
  for (const language of ["sv", "en", "sv", "en"]) {
    const before = performance.now();
    const answer = await get(`/api/rooms/${room}/agreement.pdf?language=${language}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    times.push(Math.round(performance.now() - before));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    expect(answer.headers.get("content-disposition")).toBe(
      `attachment; filename="agreement-${await shortRoot()}-${language}.pdf"`,
    );
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(bytes.includes("ETSI.CAdES.detached")).toBe(true);
    expect(bytes.includes(`/Lang (${language})`)).toBe(true);
  }
  process.stdout.write(`agreement.pdf of safespring, first and next: ${times.join(", ")} ms\n`);
});

test("the certificate that the file names is the one that the installation shows", async () => {
  const answer = await get("/api/seal.pem");
  const certificate = new X509Certificate(await answer.text());
  expect(createHash("sha256").update(certificate.raw).digest("hex")).toBe(answer.headers.get("x-overens-fingerprint"));
  expect(readdirSync(folder)).toContain("seal.pem");
});

test("a draft comes without a seal, and where nothing is negotiated there is none", async () => {
  expect((await get(`/api/rooms/${room}/agreement.pdf?text=draft`)).status).toBe(404);
  expect((await post(`/api/rooms/${room}/negotiation`, {})).status).toBeLessThan(300);
  const answer = await get(`/api/rooms/${room}/agreement.pdf?text=draft&language=en`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(answer.status).toBe(200);
  expect(bytes.includes("ETSI.CAdES.detached")).toBe(false);
  const again = Buffer.from(await (await get(`/api/rooms/${room}/agreement.pdf?text=draft&language=en`)).arrayBuffer());
  expect(Buffer.compare(again, bytes)).toBe(0);
});

test("what cannot be given is refused in words", async () => {
  for (const [path, status] of [
    ["/api/rooms/00000000-0000-4000-8000-000000000000/agreement.pdf", 404],
    [`/api/rooms/${room}/agreement.pdf?language=de`, 400],
    [`/api/rooms/${room}/agreement.pdf?text=other`, 400],
  ] as const) {
    const answer = await get(path);
    expect(answer.status, path).toBe(status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
  }
});

test("the terminal prints the same checksum of the attached file, of the text as written, and still hashes facts", async () => {
  const written = "examples/safespring/agreement.yaml";
  const read = parseAgreement(readFileSync(written, "utf8"));
  if (!read.ok) throw new Error(written);
  const attached = join(folder, "agreement.json");
  writeFileSync(attached, canonicalJson(read.value.agreement as unknown as Json));
  const said = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const code = await run(["hash", attached, written, "examples/safespring/facts.jsonl"]);
  const lines = said.mock.calls.map(([line]) => String(line).trim());
  said.mockRestore();
  expect(code).toBe(0);
  expect(lines.slice(0, 2)).toEqual([rootOf(read.value.agreement), rootOf(read.value.agreement)]);
  expect(lines[2]).toMatch(/^[0-9a-f]{64} {2}\S/);
});

async function shortRoot(): Promise<string> {
  const read = parseAgreement(readFileSync("examples/safespring/agreement.yaml", "utf8"));
  return read.ok ? rootOf(read.value.agreement).slice(0, 8) : "";
}
