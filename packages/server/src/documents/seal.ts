/**
 * The installation's seal on a PDF (PAdES B-B, or B-T with a time stamp): the file is as the installation made it. It is no
 * person's signature. The bytes before it stay as they were; the seal is appended.
 */
import { sign } from "node:crypto";
import { HttpTimestampAuthority, PDF, type Signer } from "@libpdf/core";
import type { Language } from "@overens/core";
import type { SealKey } from "./seal-key.ts";

export type Sealing = {
  readonly key: SealKey;
  /** The time that the installation claims; a time stamp proves it. */
  readonly at: Date;
  /** Address of an RFC 3161 time-stamping authority, or null for none. */
  readonly timeStamps: string | null;
  /** Of the words that a reader's program shows beside the seal. */
  readonly language: Language;
};

/** The field that holds the seal. */
export const sealField = "Seal";
const reasons = {
  sv: "Filen är som installationen gjorde den. Ingen persons underskrift.",
  en: "The file is as the installation made it. No person's signature.",
};
/** How long a time stamp may take, in milliseconds. */
const patience = 10_000;

export async function sealed(pdf: Uint8Array, { key, at, timeStamps, language }: Sealing): Promise<Uint8Array> {
  const document = await PDF.load(pdf);
  const signed = await document.sign({
    signer: signerOf(key),
    signingTime: at,
    fieldName: sealField,
    reason: reasons[language],
    ...(timeStamps === null
      ? { level: "B-B" as const }
      : { level: "B-T" as const, timestampAuthority: new HttpTimestampAuthority(timeStamps, { timeout: patience }) }),
  });
  return signed.bytes;
}

function signerOf({ key, certificate }: SealKey): Signer {
  return {
    certificate,
    keyType: "EC",
    signatureAlgorithm: "ECDSA",
    sign: async (data, algorithm) => new Uint8Array(sign(algorithm.replace("-", ""), data, key)),
  };
}
