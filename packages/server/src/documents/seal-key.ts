/**
 * The key and certificate of an installation's seal, made at its first use and kept in its data folder, readable by its owner
 * alone. The certificate is self-signed: it names the installation and nobody vouches for it, so its fingerprint is shown.
 */
import { createHash, createPrivateKey, type KeyObject, randomBytes, webcrypto, X509Certificate } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Integer, OctetString, Utf8String } from "asn1js";
import { AttributeTypeAndValue, BasicConstraints, Certificate, Extension } from "pkijs";

export type SealKey = {
  readonly key: KeyObject;
  /** DER. */
  readonly certificate: Uint8Array;
  /** SHA-256 of the certificate, 64 hexadecimal digits. */
  readonly fingerprint: string;
};

/** The seal's file in the data folder: the private key and the certificate, PEM. */
export const sealFile = "seal.pem";
const yearsValid = 20;
/** Names of X.509 (RFC 5280). */
const names = {
  commonName: "2.5.4.3",
  basicConstraints: "2.5.29.19",
  keyUsage: "2.5.29.15",
  subjectKeyIdentifier: "2.5.29.14",
};
/** digitalSignature alone: 1 bit of 8, 7 unused. */
const digitalSignature = Uint8Array.of(0x03, 0x02, 0x07, 0x80);

export async function sealKey(folder: string, now: Date): Promise<SealKey> {
  const file = join(folder, sealFile);
  return read(
    await readFile(file, "utf8").catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      return kept(file, folder, await madeAt(now));
    }),
  );
}

function read(pem: string): SealKey {
  const certificate = new X509Certificate(pem.slice(pem.indexOf("-----BEGIN CERTIFICATE-----")));
  const key = createPrivateKey(pem.slice(0, pem.indexOf("-----BEGIN CERTIFICATE-----")));
  if (!certificate.checkPrivateKey(key)) throw new Error(`${sealFile}: the key is not the certificate's`);
  return {
    key,
    certificate: new Uint8Array(certificate.raw),
    fingerprint: createHash("sha256").update(certificate.raw).digest("hex"),
  };
}

/** Written whole or not at all; where another process was first, its key is the one. */
async function kept(file: string, folder: string, pem: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, pem, { mode: 0o600, flag: "wx" });
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(draft);
  return readFile(file, "utf8");
}

async function madeAt(now: Date): Promise<string> {
  const keys = await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new Integer({ valueHex: serial().buffer as ArrayBuffer });
  const name = `Överens installation ${randomBytes(4).toString("hex")}`;
  for (const who of [certificate.issuer, certificate.subject])
    who.typesAndValues.push(
      new AttributeTypeAndValue({ type: names.commonName, value: new Utf8String({ value: name }) }),
    );
  certificate.notBefore.value = now;
  certificate.notAfter.value = new Date(
    Date.UTC(now.getUTCFullYear() + yearsValid, now.getUTCMonth(), now.getUTCDate()),
  );
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  const identifier = createHash("sha1")
    .update(Buffer.from(certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView))
    .digest();
  certificate.extensions = [
    extension(names.basicConstraints, true, new Uint8Array(new BasicConstraints({ cA: false }).toSchema().toBER())),
    extension(names.keyUsage, true, digitalSignature),
    extension(names.subjectKeyIdentifier, false, new Uint8Array(new OctetString({ valueHex: identifier }).toBER())),
  ];
  await certificate.sign(keys.privateKey, "SHA-256");
  const key = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey));
  return pem("PRIVATE KEY", key) + pem("CERTIFICATE", Buffer.from(certificate.toSchema().toBER()));
}

function extension(id: string, critical: boolean, value: Uint8Array): Extension {
  return new Extension({ extnID: id, critical, extnValue: value.slice().buffer as ArrayBuffer });
}

/** Sixteen bytes by chance, positive and without a leading zero. */
function serial(): Uint8Array {
  const bytes = new Uint8Array(randomBytes(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

function pem(label: string, bytes: Buffer): string {
  return `-----BEGIN ${label}-----\n${(bytes.toString("base64").match(/.{1,64}/g) ?? []).join("\n")}\n-----END ${label}-----\n`;
}
