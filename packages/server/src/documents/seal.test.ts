/** The seal: made once, kept to its owner, read by others than its maker; and one changed byte breaks it. */
import { spawnSync } from "node:child_process";
import { createHash, verify, X509Certificate } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDF } from "@libpdf/core";
import { type Agreement, instant, parseAgreement, rootOf } from "@overens/core";
import { fromBER, OctetString } from "asn1js";
import { Certificate, ContentInfo, SignedData } from "pkijs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AgreementDocument } from "./agreement-document.ts";
import { agreementPdf } from "./agreement-pdf.ts";
import { finished } from "./documents.ts";
import { sealed } from "./seal.ts";
import { type SealKey, sealFile, sealKey } from "./seal-key.ts";

const folder = mkdtempSync(join(tmpdir(), "overens-seal-"));
const at = new Date(Date.UTC(2026, 10, 26, 8, 0, 0));
let key: SealKey;
let pdf: Uint8Array;
let file: Uint8Array;

beforeAll(async () => {
  key = await sealKey(folder, at);
  pdf = await agreementPdf({ ...input(), seal: { fingerprint: key.fingerprint, timeStamped: false } });
  file = await sealed(pdf, { key, at, timeStamps: null, language: "sv" });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the key is made once, also by ten at the same time, and only its owner may read it", async () => {
  const own = mkdtempSync(join(tmpdir(), "overens-seal-"));
  const keys = await Promise.all(Array.from({ length: 10 }, () => sealKey(join(own, "data"), at)));
  expect(new Set(keys.map(({ fingerprint }) => fingerprint)).size).toBe(1);
  expect(statSync(join(own, "data", sealFile)).mode & 0o777).toBe(0o600);
  expect((await sealKey(join(own, "data"), new Date())).fingerprint).toBe(keys[0]?.fingerprint);
  rmSync(own, { recursive: true });
});

test("OpenSSL reads the certificate: self-signed, no authority, for signatures, good for twenty years", async () => {
  const read = new X509Certificate(Buffer.from(key.certificate));
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.ca).toBe(false);
  expect(read.subject).toMatch(/^CN=Överens installation [0-9a-f]{8}$/);
  expect(read.issuer).toBe(read.subject);
  expect(new Date(read.validTo).getUTCFullYear() - at.getUTCFullYear()).toBe(20);
  expect(read.fingerprint256.replaceAll(":", "").toLowerCase()).toBe(key.fingerprint);
});

test.runIf(has("openssl"))("the openssl program verifies the certificate and names what it is for", () => {
  const path = join(folder, sealFile);
  expect(spawnSync("openssl", ["verify", "-check_ss_sig", "-CAfile", path, path], { encoding: "utf8" }).stdout).toMatch(
    /: OK$/m,
  );
  const text = spawnSync("openssl", ["x509", "-in", path, "-noout", "-text"], { encoding: "utf8" }).stdout;
  expect(text).toContain("CA:FALSE");
  expect(text).toMatch(/Key Usage: critical\s+Digital Signature\n/);
});

test("a key file that does not hold together is refused", async () => {
  const own = mkdtempSync(join(tmpdir(), "overens-seal-"));
  const other = await sealKey(own, at);
  expect(other.fingerprint).not.toBe(key.fingerprint);
  const mixed =
    readFileSync(join(own, sealFile), "utf8").split("-----BEGIN CERTIFICATE-----")[0] +
    "-----BEGIN CERTIFICATE-----" +
    readFileSync(join(folder, sealFile), "utf8").split("-----BEGIN CERTIFICATE-----")[1];
  for (const wrong of ["", "not a key", mixed]) {
    writeFileSync(join(own, sealFile), wrong);
    await expect(sealKey(own, at)).rejects.toThrow();
  }
  rmSync(own, { recursive: true });
});

test("the sealed file begins with the unsealed one, still carries the agreement, and says what the seal is", async () => {
  expect(Buffer.compare(file.slice(0, pdf.length), pdf)).toBe(0);
  const document = await PDF.load(file);
  expect(Buffer.from((await document.attachments.get("agreement.json")) ?? []).length).toBeGreaterThan(1000);
  const text = document
    .extractText()
    .map((page) => page.text.replace(/\s+/g, " "))
    .join(" ");
  expect(text).toContain("Det är ingen persons underskrift");
  expect(text).toContain("Utan tidsstämpel");
  expect(text).toContain(key.fingerprint);
});

test("the seal holds over the whole file, and one changed byte breaks it", () => {
  expect(sealHolds(file)).toBe(true);
  let state = 20_261_126;
  const chance = (most: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const standing: number[] = [];
  for (let index = 0; index < 500; index++) {
    const position = chance(file.length);
    const changed = file.slice();
    changed[position] = (changed[position] ?? 0) ^ (1 << chance(8));
    if (sealHolds(changed) && !inPadding(position)) standing.push(position);
  }
  expect(standing).toEqual([]);
  expect(sealHolds(Buffer.concat([file, Buffer.from("\n% more")]))).toBe(false);
});

test.runIf(has("pdfsig"))("pdfsig finds the seal valid over the total document, and broken after a change", () => {
  const path = join(folder, "sealed.pdf");
  const read = (bytes: Uint8Array): string => {
    writeFileSync(path, bytes);
    return spawnSync("pdfsig", ["-nocert", path], { encoding: "utf8" }).stdout;
  };
  const whole = read(file);
  expect(whole).toContain("Signature is Valid");
  expect(whole).toContain("Total document signed");
  expect(whole).toContain("ETSI.CAdES.detached");
  const changed = file.slice();
  changed[5000] = (changed[5000] ?? 0) ^ 1;
  expect(read(changed)).not.toContain("Signature is Valid");
});

test.runIf(has("openssl"))("with an authority the seal carries its time stamp, and the page says so", async () => {
  const { server, url } = await timeStampAuthority();
  const stamped = await finished(input(), key, url);
  server.close();
  expect(sealHolds(stamped)).toBe(true);
  const { signerInfos } = cmsOf(stamped);
  expect(signerInfos[0]?.unsignedAttrs?.attributes.map(({ type }) => type)).toEqual(["1.2.840.113549.1.9.16.2.14"]);
  const text = (await PDF.load(stamped))
    .extractText()
    .map((page) => page.text.replace(/\s+/g, " "))
    .join(" ");
  expect(text).toContain("En tidsstämpeltjänst har intygat tiden");
  expect(text).toContain("PAdES B-T");
});

test("without an answer from the authority the file says that it has no time stamp", async () => {
  const text = (await PDF.load(await finished(input(), key, "http://127.0.0.1:9/")))
    .extractText()
    .map((page) => page.text.replace(/\s+/g, " "))
    .join(" ");
  expect(text).toContain("Utan tidsstämpel");
});

function input(): Omit<AgreementDocument, "seal"> {
  const read = parseAgreement(readFileSync("examples/safespring/agreement.yaml", "utf8"));
  if (!read.ok) throw new Error("the example is read");
  const agreement: Agreement = read.value.agreement;
  return {
    agreement,
    language: "sv",
    root: rootOf(agreement),
    room: "Safespring",
    version: "1",
    stage: "in-use",
    signatures: [],
    frozen: null,
    attachments: [],
    at: instant(at.getTime()),
  };
}

type Ranges = readonly [number, number, number, number];

function rangesOf(bytes: Uint8Array): Ranges | null {
  const found = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(Buffer.from(bytes).toString("latin1"));
  return found ? (found.slice(1).map(Number) as unknown as Ranges) : null;
}

function cmsOf(bytes: Uint8Array): SignedData {
  const [, before, after] = rangesOf(bytes) as Ranges;
  const hex = Buffer.from(bytes.slice(before + 1, after - 1)).toString("latin1");
  if (!/^[0-9a-fA-F]+$/.test(hex)) throw new Error("no hexadecimal contents");
  const parsed = fromBER(new Uint8Array(Buffer.from(hex, "hex")));
  return new SignedData({ schema: new ContentInfo({ schema: parsed.result }).content });
}

/** Our own reading: the ranges cover the file but the seal, their digest is the one signed, and the certificate's key signed it. */
function sealHolds(bytes: Uint8Array): boolean {
  try {
    const ranges = rangesOf(bytes);
    if (ranges === null) return false;
    const [start, before, after, rest] = ranges;
    if (start !== 0 || after + rest !== bytes.length || bytes[before] !== 0x3c || bytes[after - 1] !== 0x3e)
      return false;
    const digest = createHash("sha256").update(bytes.slice(0, before)).update(bytes.slice(after)).digest();
    const { signerInfos, certificates } = cmsOf(bytes);
    const [signer] = signerInfos;
    const [certificate] = certificates ?? [];
    if (!signer?.signedAttrs || !(certificate instanceof Certificate)) return false;
    const stated = signer.signedAttrs.attributes.find(({ type }) => type === "1.2.840.113549.1.9.4")?.values[0];
    if (!(stated instanceof OctetString) || !digest.equals(Buffer.from(stated.valueBlock.valueHexView))) return false;
    const der = Buffer.from(certificate.toSchema().toBER());
    if (createHash("sha256").update(der).digest("hex") !== key.fingerprint) return false;
    const signed = Buffer.from(signer.signedAttrs.encodedValue);
    return verify(
      "sha256",
      signed,
      new X509Certificate(der).publicKey,
      Buffer.from(signer.signature.valueBlock.valueHexView),
    );
  } catch {
    return false;
  }
}

/** The zeros after the seal's bytes, and the letter case of its hexadecimal digits, mean nothing. */
function inPadding(position: number): boolean {
  const [, before, after] = rangesOf(file) as Ranges;
  return position > before && position < after - 1;
}

function has(program: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
}

/** An RFC 3161 authority of openssl's, on a port of its own. */
async function timeStampAuthority(): Promise<{ readonly server: Server; readonly url: string }> {
  const own = mkdtempSync(join(tmpdir(), "overens-tsa-"));
  chmodSync(own, 0o700);
  const path = (name: string): string => join(own, name);
  writeFileSync(
    path("tsa.cnf"),
    `[req]\ndistinguished_name=dn\n[dn]\n[ext]\nextendedKeyUsage=critical,timeStamping\n[tsa]\ndefault_tsa=t\n[t]\nserial=${path("serial")}\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\ness_cert_id_alg=sha256\n`,
  );
  writeFileSync(path("serial"), "01\n");
  const made = spawnSync("openssl", [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-subj",
    "/CN=Time",
    "-days",
    "2",
    "-keyout",
    path("key.pem"),
    "-out",
    path("certificate.pem"),
    "-config",
    path("tsa.cnf"),
    "-extensions",
    "ext",
  ]);
  if (made.status !== 0) throw new Error(made.stderr.toString());
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      writeFileSync(path("query.tsq"), Buffer.concat(parts));
      const reply = spawnSync("openssl", [
        "ts",
        "-reply",
        "-config",
        path("tsa.cnf"),
        "-queryfile",
        path("query.tsq"),
        "-signer",
        path("certificate.pem"),
        "-inkey",
        path("key.pem"),
        "-out",
        path("reply.tsr"),
      ]);
      if (reply.status !== 0) process.stderr.write(reply.stderr);
      response.writeHead(200, { "content-type": "application/timestamp-reply" }).end(readFileSync(path("reply.tsr")));
    });
  });
  server.on("close", () => rmSync(own, { recursive: true, force: true }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}
