/** The words of letters that call a person to a point. What was said inside a party stands in the room alone, never in a letter. */
import type { ApprovalState, Language } from "@overens/core";
import type { Words } from "./letters.ts";

type About = { readonly point: string; readonly agreement: string };
/** How much of a message a letter shows, in characters. */
const shownOfMessage = 300;

export function mentionLetter(language: Language, from: string, { point, agreement }: About, said: string): Words {
  const quoted = quote(said);
  return language === "sv"
    ? {
        subject: `${from} nämner dig: ${point}`,
        text: `${from} nämner dig i samtalet om ${point}, i ${agreement}. Båda sidor ser det:\n\n${quoted}\n\nLäs och svara här:`,
      }
    : {
        subject: `${from} mentions you: ${point}`,
        text: `${from} mentions you in the talk about ${point}, in ${agreement}. Both sides see it:\n\n${quoted}\n\nRead and answer here:`,
      };
}

export function internalMentionLetter(language: Language, from: string, { point, agreement }: About): Words {
  return language === "sv"
    ? {
        subject: `${from} nämner dig internt: ${point}`,
        text: `${from} nämner dig i er interna tråd om ${point}, i ${agreement}. Den andra sidan ser den inte, och orden står bara där:`,
      }
    : {
        subject: `${from} mentions you internally: ${point}`,
        text: `${from} mentions you in your internal thread about ${point}, in ${agreement}. The other side does not see it, and the words stand only there:`,
      };
}

export function approvalLetter(language: Language, from: string, { point, agreement }: About): Words {
  return language === "sv"
    ? {
        subject: `${from} ber dig godkänna internt: ${point}`,
        text: `${from} vill att du godkänner ett svar eller ett förslag om ${point}, i ${agreement}, innan det ges till den andra sidan.\n\nLäs vad det säger och svara ja eller nej här. Svarar du inte händer inget:`,
      }
    : {
        subject: `${from} asks for your approval: ${point}`,
        text: `${from} would like you to approve an answer or a proposal about ${point}, in ${agreement}, before it is given to the other side.\n\nRead what it says and answer yes or no here. Without an answer nothing happens:`,
      };
}

export function approvalAnswerLetter(
  language: Language,
  from: string,
  { point, agreement }: About,
  state: Extract<ApprovalState, "given" | "refused">,
): Words {
  const said = {
    sv: { given: "har godkänt internt", refused: "godkänner inte" },
    en: { given: "has approved", refused: "does not approve" },
  }[language][state];
  return language === "sv"
    ? {
        subject: `${from} ${said}: ${point}`,
        text: `${from} ${said} det du frågade om: ${point}, i ${agreement}. Den andra sidan har inte sett något. Läs svaret och gå vidare här:`,
      }
    : {
        subject: `${from} ${said}: ${point}`,
        text: `${from} ${said} what you asked about: ${point}, in ${agreement}. The other side has seen nothing. Read the answer and go on here:`,
      };
}

/** One line, so that no line of a message becomes a link of ours. */
function quote(said: string): string {
  const line = said.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
  const characters = [...line];
  return `> ${characters.length > shownOfMessage ? `${characters.slice(0, shownOfMessage).join("")} …` : line}`;
}
