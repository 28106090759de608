import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { expect, test } from "vitest";
import { signingKey } from "./signing-keys.ts";

type Entry = readonly [number, number | Buffer];

/** A map in CBOR, as authenticators write it. */
function mapOf(entries: readonly Entry[]): Buffer {
  const head = (kind: number, value: number): Buffer =>
    value < 24
      ? Buffer.from([(kind << 5) | value])
      : value < 256
        ? Buffer.from([(kind << 5) | 24, value])
        : Buffer.from([(kind << 5) | 25, value >> 8, value & 255]);
  const item = (value: number | Buffer): Buffer =>
    typeof value === "number"
      ? value < 0
        ? head(1, -1 - value)
        : head(0, value)
      : Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([label, value]) => [item(label), item(value)])]);
}

const kept = (entries: readonly Entry[], transports: string | null = null) =>
  signingKey({
    id: "1",
    name: null,
    credential: "Y3JlZA",
    public_key: mapOf(entries).toString("base64"),
    counter: 0,
    transports,
    created_at: null,
  });
const numbers = (key: KeyObject): Record<string, Buffer> =>
  Object.fromEntries(
    Object.entries(key.export({ format: "jwk" })).map(([name, value]) => [name, Buffer.from(`${value}`, "base64url")]),
  );
const none = Buffer.alloc(0);

test.each([
  ["ES256", -7, "sha256", () => generateKeyPairSync("ec", { namedCurve: "P-256" }), 2],
  ["EdDSA", -8, null, () => generateKeyPairSync("ed25519"), 1],
  ["RS256", -257, "sha256", () => generateKeyPairSync("rsa", { modulusLength: 2048 }), 3],
] as const)("what a key of %s signs holds under the key that a person has", (_, algorithm, digest, made, kind) => {
  const { publicKey, privateKey } = made();
  const { x = none, y = none, n = none, e = none } = numbers(publicKey);
  const entries: Readonly<Record<number, readonly Entry[]>> = {
    1: [
      [-1, 6],
      [-2, x],
    ],
    2: [
      [-1, 1],
      [-2, x],
      [-3, y],
    ],
    3: [
      [-1, n],
      [-2, e],
    ],
  };
  const key = kept([[1, kind], [3, algorithm], ...(entries[kind] ?? [])], "internal,hybrid");
  expect(key).toMatchObject({ credential: "Y3JlZA", algorithm, transports: ["internal", "hybrid"] });
  const spki = createPublicKey({ key: Buffer.from(key.publicKey, "base64url"), format: "der", type: "spki" });
  const text = Buffer.from("The agreement");
  const signature = sign(digest, text, privateKey);
  expect(verify(digest, text, spki, signature)).toBe(true);
  expect(verify(digest, Buffer.from("Another"), spki, signature)).toBe(false);
});

test("what is no key of a known kind is never taken for one", () => {
  const { x = none, y = none } = numbers(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey);
  expect(() =>
    kept([
      [1, 4],
      [3, -7],
    ]),
  ).toThrow("Ed25519, P-256 or RSA");
  expect(() =>
    kept([
      [1, 2],
      [-2, x],
      [-3, y],
    ]),
  ).toThrow("names its algorithm");
  expect(() =>
    kept([
      [1, 2],
      [3, -7],
      [-2, x],
    ]),
  ).toThrow("has -3");
  expect(() =>
    kept([
      [1, 2],
      [3, -7],
      [-2, y],
      [-3, x.subarray(1)],
    ]),
  ).toThrow();
});
