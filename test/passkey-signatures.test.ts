/** Signatures by passkey in a room's file: what was signed, by which key, and that a single bit makes the difference. */
import { spawnSync } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Hash,
  hashText,
  type PasskeyClaim,
  type PasskeyEvidence,
  passkeyClaim,
  verifyBundle,
} from "@overens/core";
import { signatureHolds, timeTables, withSignatures } from "@overens/tables";
import { expect, test } from "vitest";
import { type Answering, type Kind, passkey } from "./passkey.ts";
import { bundled, type Said, wholeRoom } from "./whole-room.ts";

const binding = hashText("what was shown") as Hash;
const kinds: readonly Kind[] = ["ES256", "EdDSA", "RS256"];
const claimOf = (evidence: PasskeyEvidence, shown = binding): PasskeyClaim => {
  const read = passkeyClaim(evidence, shown);
  if ("wrong" in read) throw new Error(read.wrong);
  return read.claim;
};
const flipped = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

test.each(kinds)("a signature by %s holds, a hundred times, and not with one bit changed anywhere", async (kind) => {
  const key = passkey(kind);
  // Many of them, for the numbers of a signature differ in length.
  for (let number = 0; number < (kind === "RS256" ? 5 : 100); number++)
    expect(await signatureHolds(claimOf(key(binding)))).toBe(true);
  const claim = claimOf(key(binding));
  for (const part of ["message", "signature", "publicKey"] as const) {
    const step = part === "publicKey" && kind === "RS256" ? 31 : 7;
    for (let bit = 0; bit < claim[part].length * 8; bit += step)
      expect(await signatureHolds({ ...claim, [part]: flipped(claim[part], bit) }), `${part} ${bit}`).toBe(false);
  }
  expect(await signatureHolds({ ...claim, publicKey: claimOf(passkey(kind)(binding)).publicKey })).toBe(false);
  for (const algorithm of [-7, -8, -257] as const)
    expect(await signatureHolds({ ...claim, algorithm })).toBe(algorithm === claim.algorithm);
  for (const signature of [
    Uint8Array.of(),
    Uint8Array.of(0x30, 0),
    claim.signature.slice(1),
    Uint8Array.from([...claim.signature, 0]),
  ])
    expect(await signatureHolds({ ...claim, signature })).toBe(false);
});

test.each<[string, Answering]>([
  ["not-an-assertion", { type: "webauthn.create" }],
  ["other-origin", { said: "https://overens.tallholm.se.example.com" }],
  ["other-origin", { crossOrigin: true }],
  ["other-site", { site: "example.com" }],
  ["other-site", { origin: "http://overens.tallholm.se" }],
  ["other-site", { origin: "https://overens.tallholm.se/path" }],
  ["person-not-verified", { flags: 0x01 }],
  ["person-not-verified", { flags: 0x04 }],
  ["unreadable", { extra: "00" }],
])("what does not hold is named: %s", (wrong, answering) => {
  expect(passkeyClaim(passkey("ES256")(binding, answering), binding)).toEqual({ wrong });
});

test("on this machine no encryption is asked for, and extensions may follow where the flags say so", () => {
  for (const answering of [{ origin: "http://localhost:4747" }, { flags: 0x85, extra: "a0" }])
    expect(passkeyClaim(passkey("ES256")(binding, answering), binding)).toHaveProperty("claim");
});

test("an answer to another binding, a way of signing that nobody knows, and bytes that are none", () => {
  const evidence = passkey("ES256")(binding);
  expect(passkeyClaim(evidence, hashText("something else") as Hash)).toEqual({ wrong: "other-binding" });
  expect(passkeyClaim({ ...evidence, algorithm: -37 }, binding)).toEqual({ wrong: "algorithm-unknown" });
  const dates = {
    authenticator_data: "AA",
    client_data: Buffer.from("{").toString("base64url"),
    signature: "=",
    public_key: 5 as never,
  };
  for (const [member, value] of Object.entries(dates))
    expect(passkeyClaim({ ...evidence, [member]: value }, binding)).toEqual({ wrong: "unreadable" });
});

test.each(kinds)(
  "a room that somebody has signed by %s verifies, and says how many signatures of which kind hold",
  async (kind) => {
    const { said } = wholeRoom(passkey(kind));
    const verified = verifyBundle(bundled(said, []), timeTables());
    expect(verified.claims).toHaveLength(1);
    expect(await withSignatures(verified)).toMatchObject({
      findings: [],
      holds: true,
      signatures: { passkeys: 1, codes: 4 },
      claims: [],
    });
  },
);

test("one bit of a signature, and a key that is another's, are named at their entry though every hash is computed again", async () => {
  const { said } = wholeRoom(passkey("ES256"));
  const at = said.findIndex(({ body }) => body.kind === "signed" && body.evidence.kind === "passkey");
  const forged = async (change: (evidence: PasskeyEvidence) => object): Promise<unknown> => {
    const entry = said[at] as Said;
    const { evidence, ...body } = entry.body as { readonly kind: "signed"; readonly evidence: PasskeyEvidence };
    const others = said.map((other, index) =>
      index === at ? ({ ...entry, body: { ...body, evidence: { ...evidence, ...change(evidence) } } } as never) : other,
    );
    return withSignatures(verifyBundle(bundled(others, []), timeTables()));
  };
  const wrong = {
    holds: false,
    findings: [{ code: "signature-wrong", where: `journal ${at + 1}` }],
    signatures: { passkeys: 0 },
  };
  const bitChanged = (text: string, bit: number): string =>
    Buffer.from(flipped(Buffer.from(text, "base64url"), bit)).toString("base64url");
  expect(await forged(({ signature }) => ({ signature: bitChanged(signature, 100) }))).toMatchObject(wrong);
  expect(await forged(({ client_data }) => ({ client_data: bitChanged(client_data, 300) }))).toMatchObject(wrong);
  expect(
    await forged(({ authenticator_data }) => ({ authenticator_data: bitChanged(authenticator_data, 258) })),
  ).toMatchObject(wrong);
  expect(await forged(() => ({ public_key: passkey("ES256")(binding).public_key }))).toMatchObject(wrong);
  expect(await forged(() => passkey("ES256")(binding))).toMatchObject(wrong);
  expect(await forged(() => ({ kind: "word of honour" }))).toMatchObject({ findings: [{ code: "move-not-allowed" }] });
});

test("the terminal says how many entries were held to the rules, and on whose word each signature is", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "overens-")), "room.overens");
  const { said } = wholeRoom(passkey("EdDSA"));
  const verifying = async (lines: readonly string[], language: string): Promise<string> => {
    await writeFile(file, lines.join("\n"));
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["packages/cli/bin/overens.js", "verify", file, "--language", language],
      { encoding: "utf8" },
    );
    expect(stderr).toBe("");
    return stdout;
  };
  const english = await verifying(bundled(said, []), "en");
  expect(english).toContain(`holds together. ${said.length + 1} entries, of which ${said.length} in the journal`);
  expect(english).toContain("Signatures by passkey, checked here: 1.");
  expect(english).toContain("Signatures by a code to the address: 4.");
  const swedish = await verifying(bundled(said, []), "sv");
  expect(swedish).toContain("Underskrifter med nyckel (passkey), prövade här: 1.");
  const forged = said.filter(({ body }) => body.kind !== "mandate-given" || body.id !== "m-vera");
  const named = await verifying(bundled(forged, []), "sv");
  expect(named).toContain("HÅLLER INTE");
  expect(named).toMatch(/journal \d+: ingen kunde göra detta i rummet som det då var/);
});
