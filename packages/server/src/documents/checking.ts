/** The last page: how a reader checks the document without trusting whoever handed it over. */
import type { AgreementDocument } from "./agreement-document.ts";

export type Step = {
  readonly title: string;
  readonly paragraphs: readonly string[] /** Figures and what one types. */;
  readonly lines: readonly string[];
};

/** @param codes the characters that stand as their code points */
export function checking(input: AgreementDocument, codes: readonly string[]): readonly Step[] {
  const { seal, stage, language } = input;
  const say = (sv: string, en: string): string => (language === "sv" ? sv : en);
  const steps: readonly (Step | null)[] = [
    {
      title: say("Texten", "The text"),
      paragraphs: [
        say(
          "Den bifogade filen agreement.json är avtalet självt. Sidorna är skrivna av programmet ur den, i samma ord varje gång. Spara filen ur dokumentets lista över bilagor och räkna kontrollsumman, som ska bli den på första sidan:",
          "The attached file agreement.json is the agreement itself. The pages are written from it by the program, in the same words each time. Save the file from the document's list of attachments and compute its checksum, which must be the one on the first page:",
        ),
      ],
      lines: ["overens hash agreement.json", input.root],
    },
    {
      title: say("Underskrifterna", "The signatures"),
      paragraphs: [
        say(
          "Rummets fil har journalen med varje handling och underskrift. Den som har rummet hämtar filen där och prövar den på vilken dator som helst, utan server:",
          "The room's file holds the journal with every act and signature. Whoever has the room fetches the file there and checks it on any machine, without a server:",
        ),
      ],
      lines: ["overens verify ROOM.overens"],
    },
    {
      title: say("Sigillet", "The seal"),
      paragraphs: seal === null ? [noSeal(stage, say)] : sealWords(seal.timeStamped, say),
      lines: seal === null ? [] : [`SHA-256 ${seal.fingerprint}`],
    },
    {
      title: say("Formatet", "The format"),
      paragraphs: [
        say(
          "Filen uppges följa PDF/A-3a (ISO 19005-3): den är taggad, bär sina typsnitt och har avtalet som bifogad fil. Uppgiften är skrivarens; den har inte prövats av någon validator.",
          "The file is claimed to follow PDF/A-3a (ISO 19005-3): it is tagged, carries its fonts and has the agreement as an attached file. The claim is the writer's; no validator has checked it.",
        ),
      ],
      lines: [],
    },
    codes.length === 0
      ? null
      : {
          title: say("Tecken utan form", "Characters without a form"),
          paragraphs: [
            say(
              `Dokumentets typsnitt saknar, eller visar inte, tecknen nedan. De står som sina kodpunkter mellan ⟨ och ⟩. I agreement.json står de som de skrevs.`,
              `The document's fonts lack, or do not show, the characters below. They stand as their code points between ⟨ and ⟩. In agreement.json they stand as they were written.`,
            ),
          ],
          lines: [listed(codes, say)],
        },
  ];
  return steps.filter((step) => step !== null);
}

type Say = (sv: string, en: string) => string;

function noSeal(stage: AgreementDocument["stage"], say: Say): string {
  return stage === "draft"
    ? say("Filen är ett utkast och har inget sigill.", "The file is a draft and has no seal.")
    : say("Filen har inget sigill.", "The file has no seal.");
}

function sealWords(timeStamped: boolean, say: Say): readonly string[] {
  return [
    say(
      "Filen bär installationens sigill (PAdES B-B). Det visar att filen är som installationen gjorde den. Det är ingen persons underskrift och binder ingen; certifikatet är installationens eget och inget annat intygar det.",
      "The file bears the installation's seal (PAdES B-B). It shows that the file is as the installation made it. It is no person's signature and binds nobody; the certificate is the installation's own and nothing else vouches for it.",
    ).replace("B-B", timeStamped ? "B-T" : "B-B"),
    timeStamped
      ? say("En tidsstämpeltjänst har intygat tiden.", "A time-stamping authority has attested the time.")
      : say(
          "Utan tidsstämpel: tiden i sigillet är installationens egen uppgift.",
          "Without time stamp: the time in the seal is the installation's own word.",
        ),
    say(
      "Certifikatets fingeravtryck, att jämföra med det som installationen visar:",
      "The certificate's fingerprint, to compare with the one that the installation shows:",
    ),
  ];
}

/** The most code points that are named. */
const mostListed = 60;

function listed(codes: readonly string[], say: Say): string {
  const shown = codes.slice(0, mostListed).join(" ");
  const more = codes.length - mostListed;
  return more > 0 ? say(`${shown} och ${more} till`, `${shown} and ${more} more`) : shown;
}
