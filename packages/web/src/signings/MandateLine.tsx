import { mandateText } from "@overens/core";
import { useReader } from "../reader.tsx";
import type { SigningOf } from "./signing.ts";

/** A mandate in a line, with why it does not carry this agreement. */
export function MandateLine({
  of,
}: {
  readonly of: SigningOf["parties"][number]["people"][number]["mandates"][number];
}) {
  const { text, language } = useReader();
  const line = mandateText({ upTo: of.up_to, from: of.from, until: of.until, jointly: of.jointly }, language);
  return (
    <>
      {line}
      {of.basis !== "" && ` (${of.basis})`}
      {of.own_word && `, ${text.signing.ownWord}`}
      {of.lacks !== null && ` – ${text.signing.lacks[of.lacks] ?? of.lacks}`}
    </>
  );
}
