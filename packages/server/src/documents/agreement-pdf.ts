/** The agreement as a document that one signs: PDF/A-3a as its writer claims, tagged, with the agreement itself attached. */
import assert from "node:assert/strict";
import { canonicalJson, type Json, rootOf, utf8 } from "@overens/core";
import type { AgreementDocument, Attachment } from "./agreement-document.ts";
import { mark } from "./mark.ts";
import { attachedAs, pagesOf } from "./pages.ts";
import { type Standard, typeset } from "./typst.ts";

/** The document's bytes, unsealed. @throws {AssertionError} when the root is not the agreement's: the page would lie */
export async function agreementPdf(input: AgreementDocument, standard: Standard = "a-3a"): Promise<Uint8Array> {
  assert.equal(input.root, rootOf(input.agreement), "the root is the agreement's");
  const files = attachedAs([agreementFile(input), ...input.attachments]);
  const drawn = mark(input.agreement.parties, new Set(input.signatures.map(({ party }) => party)), input.language);
  const pages = (codes: readonly string[]): Json => pagesOf(input, drawn, files, codes) as unknown as Json;
  const handed = [{ path: "/mark.svg", bytes: utf8(drawn.svg) }, ...files.map(({ path, bytes }) => ({ path, bytes }))];
  return typeset("agreement.typ", pages, handed, standard, Math.floor(input.at / 1000));
}

/** The agreement in its canonical form: the bytes that hold all that the root is computed from. */
function agreementFile({ agreement, language }: AgreementDocument): Attachment {
  return {
    name: "agreement.json",
    mime: "application/json",
    bytes: utf8(canonicalJson(agreement as unknown as Json)),
    description: language === "sv" ? "Avtalet självt, i kanonisk form" : "The agreement itself, in canonical form",
  };
}
