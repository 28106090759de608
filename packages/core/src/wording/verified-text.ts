/** What verifying a room's file found, in words: the same in the terminal and on the page. */

import type { FindingCode, Verified } from "../proof/verify.ts";
import type { Language } from "./format.ts";

/** @param file what the reader calls it */
export function verifiedText(
  file: string,
  { findings, holds, entries, replayed, facts, statements, signatures, heads }: Verified,
  language: Language,
): string {
  const sv = language === "sv";
  const told = findings.map(({ code, where }) => `  ${where}: ${findingWords[language][code]}`);
  const counts = sv
    ? `${entries} poster, varav ${replayed} i journalen prövade mot rummets regler; ${facts} fakta, ${statements} månadsutfall omräknade`
    : `${entries} entries, of which ${replayed} in the journal were held to the room's rules; ${facts} facts, ${statements} statements recomputed`;
  const verdict = holds ? (sv ? "håller ihop" : "holds together") : sv ? "HÅLLER INTE" : "DOES NOT HOLD";
  const keep = Object.entries(heads).map(([log, head]) => `  ${head}  ${log}`);
  return [
    `${file}: ${verdict}. ${counts}.`,
    ...signatureLines(signatures, language),
    ...told,
    sv ? "Spara dessa och jämför nästa gång med --head:" : "Keep these and compare next time with --head:",
    ...keep,
  ].join("\n");
}

function signatureLines({ passkeys, codes }: Verified["signatures"], language: Language): readonly string[] {
  const sv = language === "sv";
  return [
    ...(passkeys > 0
      ? [
          sv
            ? `  Underskrifter med nyckel (passkey), prövade här: ${passkeys}. Vems nyckeln är säger servern.`
            : `  Signatures by passkey, checked here: ${passkeys}. Whose the key is, is the server's word.`,
        ]
      : []),
    ...(codes > 0
      ? [
          sv
            ? `  Underskrifter med kod till adressen: ${codes}. De går på serverns ord; ingen annan kan pröva dem.`
            : `  Signatures by a code to the address: ${codes}. They are the server's word; nobody else can check them.`,
        ]
      : []),
  ];
}

const findingWords: Readonly<Record<Language, Readonly<Record<FindingCode, string>>>> = {
  sv: {
    "not-a-bundle": "raden hör inte till en fil från overens export.",
    "cut-short": "filen är avkortad eller har fått rader till.",
    "chain-broken": "posten följer inte på dem före den: något är ändrat, borttaget eller omflyttat.",
    "body-changed": "innehållet är inte det som posten gjordes av.",
    "body-erased": "innehållet är raderat; kedjan håller.",
    "move-not-allowed": "ingen kunde göra detta i rummet som det då var; det som följer är inte prövat.",
    "not-judged": "härifrån är det som gjordes inte prövat: innehållet finns inte eller är inte postens.",
    "signature-wrong": "underskriften är inte gjord med den nyckeln över det som visades.",
    "agreement-changed": "avtalets text är inte den som rummet lades till med.",
    "agreement-unreadable": "avtalet saknas eller går inte att läsa.",
    "position-not-in-log": "månadsutfallet hänvisar till en plats i källan som inte finns där.",
    "result-differs": "omräkningen ger ett annat resultat än det som utfärdades.",
    "figure-differs": "den utskrivna siffran är inte den som faktan ger.",
    "other-tables": "räknades med andra zon- eller helgdagstabeller; kan inte jämföras med dessa.",
    "head-not-found": "finns inte i någon logg: historien är inte den du hade sparat.",
  },
  en: {
    "not-a-bundle": "the line does not belong to a file of overens export.",
    "cut-short": "the file is cut short or has lines added.",
    "chain-broken": "the entry does not follow from those before it: something was changed, taken out or moved.",
    "body-changed": "the content is not what the entry was made of.",
    "body-erased": "the content was erased; the chain holds.",
    "move-not-allowed": "nobody could do this in the room as it stood then; what follows is not judged.",
    "not-judged": "from here on what was done is not judged: the content is not there, or not the entry's.",
    "signature-wrong": "the signature was not made with that key over what was shown.",
    "agreement-changed": "the agreement's text is not the one that the room was added with.",
    "agreement-unreadable": "the agreement is missing or cannot be read.",
    "position-not-in-log": "the statement names a place in the source that is not there.",
    "result-differs": "computing again gives another result than the one issued.",
    "figure-differs": "the figure as printed is not the one that the facts give.",
    "other-tables": "was computed with other zone or holiday tables; cannot be compared with these.",
    "head-not-found": "is in no log: this history is not the one you kept.",
  },
};
