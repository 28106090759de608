/** Who agrees, on what papers, in which words and why: parties, documents, definitions, background, ground rules. */
import type { Documents, Party, Person } from "../agreement/agreement.ts";
import { point, type RenderedPoint, type RenderedSection, section } from "./rendered.ts";
import { and, documentName, partyName, type Speaker, sentence } from "./speaker.ts";

export function parts(speaks: Speaker): readonly RenderedSection[] {
  const { agreement, say, text } = speaks;
  return [
    { title: say("Parter", "Parties"), points: agreement.parties.map((party) => partyPoint(party, speaks)) },
    {
      title: say("Avtalshandlingar", "Contract documents"),
      points: agreement.documents === undefined ? [] : documentPoints(agreement.documents, speaks),
    },
    section(
      say("Definitioner", "Definitions"),
      agreement.definitions,
      (found) =>
        found.map((entry) =>
          point(
            entry,
            text(entry.term),
            [
              sentence(
                say(
                  `Med ${text(entry.term)} menas: ${text(entry.meaning)}`,
                  `By ${text(entry.term)} is meant: ${text(entry.meaning)}`,
                ),
              ),
            ],
            [],
            speaks,
          ),
        ),
      speaks,
    ),
    section(
      say("Bakgrund", "Background"),
      agreement.background,
      (found) =>
        found.map(({ id, party, kind, text: words }) => ({
          id,
          title: [backgroundKind(kind, speaks), party === undefined ? "" : partyName(party, speaks)]
            .filter((part) => part !== "")
            .join(", "),
          sentences: [sentence(text(words))],
        })),
      speaks,
    ),
    section(
      say("Spelregler", "Ground rules"),
      agreement["ground-rules"],
      (found) => found.map((entry) => point(entry, text(entry.title), [], [], speaks)),
      speaks,
    ),
  ];
}

function partyPoint(party: Party, speaks: Speaker): RenderedPoint {
  const { say } = speaks;
  const role = {
    provider: say("leverantör", "provider"),
    customer: say("kund", "customer"),
    "third-party": say("tredje part", "third party"),
  }[party.role];
  const number = party["registration-number"];
  return {
    id: party.id,
    title: party.name,
    sentences: [
      say(`${party.name} är ${role}.`, `${party.name} is the ${role}.`),
      number === undefined ? "" : say(`Organisationsnummer ${number}.`, `Registration number ${number}.`),
    ],
    rows: (party.people ?? []).map((person) => personRow(person, speaks)),
  };
}

function personRow({ id, name, function: duty, email, signatory }: Person, { say, text }: Speaker): string {
  const signs =
    signatory === undefined
      ? ""
      : signatory === "yes"
        ? say("får underteckna", "may sign")
        : say("får inte underteckna", "may not sign");
  return sentence([`${name} (${id})`, text(duty), email ?? "", signs].filter((part) => part !== "").join(", "));
}

function documentPoints(
  { prevails, list, "signed-outside": signed }: Documents,
  speaks: Speaker,
): readonly RenderedPoint[] {
  const { say, text } = speaks;
  const rank = say("Företräde", "Precedence");
  const order =
    prevails === undefined
      ? []
      : [
          {
            id: null,
            title: rank,
            sentences: [
              prevails === "words"
                ? say("Där ord och regel skiljer sig gäller orden.", "Where words and rule differ, the words prevail.")
                : say(
                    "Där ord och regel skiljer sig gäller regeln.",
                    "Where words and rule differ, the rule prevails.",
                  ),
            ],
          },
        ];
  const papers = (list ?? []).map(({ id, title, sha256, date }, index) => ({
    id,
    title: text(title),
    sentences: [
      say(`Handling ${index + 1} i rangordning.`, `Number ${index + 1} in order of precedence.`),
      date === undefined ? "" : say(`Daterad ${date}.`, `Dated ${date}.`),
      sha256 === undefined
        ? ""
        : say(`Filens kontrollsumma (SHA-256) är ${sha256}.`, `The file's checksum (SHA-256) is ${sha256}.`),
    ],
  }));
  if (!signed) return [...order, ...papers];
  const first =
    signed.prevails === "signed-file"
      ? say("Den undertecknade filen gäller före denna avskrift", "The signed file prevails over this transcription")
      : say("Denna avskrift gäller före den undertecknade filen", "This transcription prevails over the signed file");
  const outside = {
    id: null,
    title: say("Undertecknat utanför", "Signed outside"),
    sentences: [
      say(
        `Avtalet undertecknades ${signed.date} av ${and(signed.signers, speaks)} som ${documentName(signed.document, speaks)}.`,
        `The agreement was signed on ${signed.date} by ${and(signed.signers, speaks)} as ${documentName(signed.document, speaks)}.`,
      ),
      `${first} ${say("till den första ändringen.", "until the first amendment.")}`,
    ],
  };
  return [...order, ...papers, outside];
}

function backgroundKind(kind: "need" | "history" | "pain" | "must" | "wish" | undefined, { say }: Speaker): string {
  switch (kind) {
    case "need":
      return say("Behov", "Need");
    case "history":
      return say("Förhistoria", "History");
    case "pain":
      return say("Bekymmer", "Pain");
    case "must":
      return say("Måste", "Must");
    case "wish":
      return say("Önskan", "Wish");
    case undefined:
      return "";
  }
}
