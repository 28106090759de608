/** What stands on the pages, in the reader's language: the template only sets it. */
import { hashBytes, numberText, type Party, type RenderedPoint, renderAgreement, textIn } from "@overens/core";
import type { AgreementDocument, Attachment, SignatureShown } from "./agreement-document.ts";
import { checking } from "./checking.ts";
import type { Mark } from "./mark.ts";
import type { Handed } from "./typst.ts";

export type AttachedFile = Attachment & Handed;
type Pair = readonly [string, string];

/** A running title longer than this is cut. */
const longestRunning = 80;

/** The files under the paths that the template reads them from. */
export function attachedAs(attachments: readonly Attachment[]): readonly AttachedFile[] {
  return attachments.map((file, index) => ({ ...file, path: `/attached/${index}` }));
}

/** @param codes the characters of the agreement that no font draws */
export function pagesOf(
  input: AgreementDocument,
  drawn: Mark,
  files: readonly AttachedFile[],
  codes: readonly string[],
) {
  const { agreement, language, root } = input;
  const say = (sv: string, en: string): string => (language === "sv" ? sv : en);
  const { title, head, sections } = renderAgreement(agreement, language);
  const groups = root.match(/.{8}/g) ?? [];
  const short = groups.slice(0, 2).join(" ");
  return {
    language,
    title,
    "title-size": title.length <= 60 ? 30 : title.length <= 140 ? 22 : 15,
    "title-fits": title.length <= 600 && agreement.parties.length <= 6,
    running: cut(title),
    about: `${stageWords(input)} ${say("Kontrollsumma", "Checksum")} ${root}.`,
    keywords: [root],
    kind: say("Servicenivåavtal", "Service level agreement"),
    stage: stageWords(input),
    mark: drawn.alt,
    root: groups,
    short: `${say("Kontrollsumma", "Checksum")} ${short}`,
    say: {
      page: say("Sida", "Page"),
      of: say("av", "of"),
      contents: say("Innehåll", "Contents"),
      "about-text": say("Om texten", "About the text"),
      checksum: say("Kontrollsumma", "Checksum"),
      signatures: say("Underskrifter", "Signatures"),
      check: say("Så kontrollerar du dokumentet", "How to check this document"),
      attached: say("Bifogade filer", "Attached files"),
    },
    parties: agreement.parties.map((party) => partyShown(party, input)),
    particulars: particulars(input),
    head: [...head, ...languageWords(input)],
    frozen: frozenPairs(input),
    sections: sections.map(({ title: name, points }) => ({ title: name, points: points.map(pointShown) })),
    signing: signingWords(input),
    signatures: agreement.parties
      .filter(({ id, role }) => role !== "third-party" || input.signatures.some(({ party }) => party === id))
      .map((party) => ({
        ...partyShown(party, input),
        missing: missingWords(input),
        entries: input.signatures
          .filter((signature) => signature.party === party.id)
          .map((signature) => ({ typed: signature.typed, facts: signatureFacts(signature, input) })),
      })),
    check: checking(input, codes),
    attached: files.map(({ path, name, mime, description, bytes }, index) => ({
      path,
      name,
      mime,
      description,
      relationship: index === 0 ? "source" : "supplement",
      facts: [
        [say("Fil", "File"), name],
        [say("Innehåll", "Content"), description],
        [say("Storlek", "Size"), `${numberText(String(bytes.length), language)} byte${language === "en" ? "s" : ""}`],
        ["SHA-256", hashBytes(bytes)],
      ],
    })),
  };
}

function pointShown({ id, title, sentences, rows }: RenderedPoint) {
  const words = sentences.filter((sentence) => sentence !== "");
  return {
    id: id === null || id === title ? "" : id,
    title,
    paragraphs: words.length === 0 ? [] : [words.join(" ")],
    rows: (rows ?? []).filter((row) => row !== ""),
  };
}

function partyShown(party: Party, { language }: AgreementDocument) {
  const say = (sv: string, en: string): string => (language === "sv" ? sv : en);
  const role = {
    provider: say("Leverantör", "Provider"),
    customer: say("Kund", "Customer"),
    "third-party": say("Tredje part", "Third party"),
  };
  const number = party["registration-number"];
  return {
    side: party.role,
    role: role[party.role],
    name: party.name,
    lines: number === undefined ? [] : [say(`Organisationsnummer ${number}`, `Registration number ${number}`)],
  };
}

function particulars(input: AgreementDocument): readonly Pair[] {
  const say = (sv: string, en: string): string => (input.language === "sv" ? sv : en);
  const { room, version } = input;
  return [
    [say("Läge", "State"), stageWords(input)],
    ...(version === "" ? [] : [[say("Version", "Version"), version] as const]),
    [say("Avtalsrum", "Room"), room],
  ];
}

function stageWords({ stage, agreement, language }: AgreementDocument): string {
  const say = (sv: string, en: string): string => (language === "sv" ? sv : en);
  const outside = agreement.documents?.["signed-outside"];
  switch (stage) {
    case "draft":
      return say("Utkast. Inget här binder någon ännu.", "Draft. Nothing here binds anybody yet.");
    case "locked":
      return say("Låst för underskrift.", "Locked: for signing.");
    case "signed":
      return say("Undertecknat.", "Signed.");
    case "in-use":
      return outside
        ? say(`Undertecknat utanför rummet ${outside.date}.`, `Signed outside the room on ${outside.date}.`)
        : say(
            "Text som rummet räknar efter. Inte undertecknad här.",
            "The text that the room reckons by. Not signed here.",
          );
  }
}

/** Which language binds, where that is another than the document's. */
function languageWords({ agreement, language }: AgreementDocument): readonly string[] {
  if (agreement.language === undefined || agreement.language === language) return [];
  return [
    language === "sv"
      ? "Det här är avtalet på svenska. Den engelska texten gäller där de skiljer sig."
      : "This is the agreement in English. The Swedish text binds where they differ.",
  ];
}

function frozenPairs({ frozen, language }: AgreementDocument): readonly Pair[] {
  if (frozen === null) return [];
  const say = (sv: string, en: string): string => (language === "sv" ? sv : en);
  return [
    [say("Tidszoner", "Time zones"), frozen.zones],
    ...frozen.holidays.map(
      ({ calendar, dates }) => [say("Helgdagar", "Holidays"), `${calendar}: ${dates.join(", ")}.`] as const,
    ),
  ];
}

function signingWords({ stage, agreement, language }: AgreementDocument): readonly string[] {
  const say = (sv: string, en: string): string => (language === "sv" ? sv : en);
  const outside = agreement.documents?.["signed-outside"];
  switch (stage) {
    case "draft":
      return [
        say("Texten är ett utkast och går inte att underteckna ännu.", "The text is a draft and cannot be signed yet."),
      ];
    case "locked":
    case "signed":
      return [
        say(
          "Var och en har undertecknat just den text vars kontrollsumma står på första sidan, och ingen annan. Underskrifterna finns som poster i rummets journal. Sidan återger dem; det är posterna som kan prövas.",
          "Each has signed exactly the text whose checksum stands on the first page, and no other. The signatures are entries in the room's journal. This page shows them; it is the entries that can be verified.",
        ),
      ];
    case "in-use": {
      if (!outside) return [say("Ingen har undertecknat texten i rummet.", "Nobody has signed the text in the room.")];
      const paper = agreement.documents?.list?.find(({ id }) => id === outside.document);
      const name = paper ? textIn(paper.title, language) : outside.document;
      return [
        say(
          `Avtalet undertecknades ${outside.date} utanför rummet som ${name}, av ${outside.signers.join(", ")}.`,
          `The agreement was signed outside the room on ${outside.date} as ${name}, by ${outside.signers.join(", ")}.`,
        ),
      ];
    }
  }
}

function missingWords({ stage, language }: AgreementDocument): string {
  const say = (sv: string, en: string): string => (language === "sv" ? sv : en);
  switch (stage) {
    case "draft":
      return say("Här kommer underskriften att stå.", "The signature will stand here.");
    case "locked":
      return say("Har inte undertecknat ännu.", "Has not signed yet.");
    case "signed":
    case "in-use":
      return say("Har inte undertecknat i rummet.", "Has not signed in the room.");
  }
}

function signatureFacts(
  { person, function: duty, authority, method, at, zone, decision }: SignatureShown,
  { language }: AgreementDocument,
): readonly Pair[] {
  const say = (sv: string, en: string): string => (language === "sv" ? sv : en);
  const how = {
    passkey: say("Passernyckel (passkey)", "Passkey"),
    code: say("Engångskod och skrivet namn", "One-time code and typed name"),
  };
  const behind = decision
    ? [
        decision.body,
        decision.paragraph,
        say(`diarienummer ${decision.register}`, `register number ${decision.register}`),
        decision.date,
      ].join(", ")
    : "";
  const pairs: readonly Pair[] = [
    [say("Namn", "Name"), person],
    [say("Befattning", "Function"), duty],
    [say("Behörighet", "Authority"), authority],
    [say("Beslut", "Decision"), behind],
    [say("Sätt", "Means"), how[method]],
    [say("Tidpunkt", "Time"), `${at} (${zone})`],
  ];
  return pairs.filter(([, value]) => value !== "");
}

function cut(title: string): string {
  const characters = [...title.replace(/\s+/g, " ")];
  return characters.length <= longestRunning
    ? characters.join("")
    : `${characters.slice(0, longestRunning - 1).join("")}…`;
}
