/** The words of letters, in both languages: who and what, one link or code with one purpose, and what happens if nothing is done. */
import type { Language, Milestone, ReminderKind } from "@overens/core";

export type Words = { readonly subject: string; readonly text: string };

export function codeLetter(language: Language, code: string): Words {
  return language === "sv"
    ? {
        subject: `${code} är din kod till Överens`,
        text: `Din kod är ${code}.\n\nDen gäller i tio minuter och en gång. Har du inte försökt logga in kan du strunta i brevet.`,
      }
    : {
        subject: `${code} is your code for Överens`,
        text: `Your code is ${code}.\n\nIt works once, within ten minutes. If you have not tried to sign in, you need not do anything.`,
      };
}

export function linkLetter(language: Language, link: string): Words {
  return language === "sv"
    ? {
        subject: "Din länk till Överens",
        text: `Öppna länken för att logga in:\n\n${link}\n\nDen fungerar en gång, inom tio minuter. Har du inte bett om den kan du strunta i brevet.`,
      }
    : {
        subject: "Your link to Överens",
        text: `Open the link to sign in:\n\n${link}\n\nIt works once, within ten minutes. If you have not asked for it, you need not do anything.`,
      };
}

export function memberLetter(language: Language, inviter: string, organisation: string, link: string): Words {
  return language === "sv"
    ? {
        subject: `${inviter} bjuder in dig till ${organisation} i Överens`,
        text: `${inviter} vill att du är med hos ${organisation} i Överens.\n\nLäs vad det gäller och svara här:\n\n${link}\n\nLänken är din, fungerar en gång och gäller i tre dygn. Gör du inget händer inget.`,
      }
    : {
        subject: `${inviter} invites you to ${organisation} in Överens`,
        text: `${inviter} would like you to join ${organisation} in Överens.\n\nRead what it is about and answer here:\n\n${link}\n\nThe link is yours, works once and is good for three days. If you do nothing, nothing happens.`,
      };
}

/** @param link empty where the pages have no address that a letter could name */
export function reminderLetter(
  language: Language,
  kind: ReminderKind,
  agreement: string,
  { title, due }: Pick<Milestone, "title" | "due">,
  link: string,
): Words {
  const said = reminderWords[language][kind](title, due);
  const where = link === "" ? "" : `\n\n${link}`;
  const whose = language === "sv" ? `Det gäller planen för ${agreement}.` : `It is about the plan for ${agreement}.`;
  return { subject: said.subject, text: `${said.text}\n\n${whose}${where}` };
}

const reminderWords: Readonly<Record<Language, Readonly<Record<ReminderKind, (title: string, due: string) => Words>>>> =
  {
    sv: {
      "to-accept": (title, due) => ({
        subject: `Ni är ombedda: ${title}`,
        text: `Den andra parten ber er om: ${title}, till ${due}.\n\nSäg ja, eller ändra det. Svarar ni inte står det kvar som obesvarat.`,
      }),
      "due-soon": (title, due) => ({
        subject: `Snart: ${title}, ${due}`,
        text: `${title} ska vara klart ${due}.\n\nSäg till i planen när det är gjort, eller vad som är i vägen.`,
      }),
      overdue: (title, due) => ({
        subject: `Försenat: ${title}, ${due}`,
        text: `${title} skulle ha varit klart ${due}.\n\nSäg till i planen när det är gjort, eller vad som är i vägen. Nästa påminnelse kommer om en vecka.`,
      }),
      "to-verify": (title) => ({
        subject: `Att bekräfta: ${title}`,
        text: `Den andra parten säger att det här är gjort: ${title}.\n\nBekräfta det, eller säg vad som saknas. Till dess räknas det inte som klart.`,
      }),
    },
    en: {
      "to-accept": (title, due) => ({
        subject: `You are asked: ${title}`,
        text: `The other party asks you for: ${title}, by ${due}.\n\nSay yes, or change it. Without an answer it stays unanswered.`,
      }),
      "due-soon": (title, due) => ({
        subject: `Soon: ${title}, ${due}`,
        text: `${title} is to be done by ${due}.\n\nSay in the plan when it is done, or what is in the way.`,
      }),
      overdue: (title, due) => ({
        subject: `Late: ${title}, ${due}`,
        text: `${title} was to be done by ${due}.\n\nSay in the plan when it is done, or what is in the way. The next reminder comes in a week.`,
      }),
      "to-verify": (title) => ({
        subject: `To verify: ${title}`,
        text: `The other party says that this is done: ${title}.\n\nVerify it, or say what is missing. Until then it does not count as done.`,
      }),
    },
  };

export function invitationLetter(
  language: Language,
  inviter: string,
  from: string,
  agreement: string,
  link: string,
): Words {
  const who = inviter === "" ? from : `${inviter}, ${from},`;
  return language === "sv"
    ? {
        subject: `${from} bjuder in dig till ett avtal: ${agreement}`,
        text: `${who} vill göra ett avtal tillsammans med er: ${agreement}.\n\nLäs vad det gäller här. Du behöver inget konto; en kod till den här adressen visar att det är du:\n\n${link}\n\nIngenting binder någon innan ni har skrivit under. Länken är din och gäller i fjorton dagar. Gör du inget händer inget.`,
      }
    : {
        subject: `${from} invites you to an agreement: ${agreement}`,
        text: `${who} would like to make an agreement with you: ${agreement}.\n\nRead what it is about here. You need no account; a code to this address shows that it is you:\n\n${link}\n\nNothing binds anybody before you have signed. The link is yours and is good for fourteen days. If you do nothing, nothing happens.`,
      };
}

/** @param binding hash of what the signer has on the screen, so that letter and screen can be compared */
export function signingCodeLetter(language: Language, code: string, agreement: string, binding: string): Words {
  const short = binding.slice(0, 16);
  return language === "sv"
    ? {
        subject: `${code} är din kod för att skriva under`,
        text: `Koden ${code} skriver under ${agreement} i din organisations namn.\n\nDet du skriver under har kontrollsumman ${short}; samma ska stå på sidan. Koden gäller i tio minuter och en gång. Lämna den inte till någon. Är det inte du som skriver under: gör ingenting, och säg till den som bad om underskriften.`,
      }
    : {
        subject: `${code} is your code to sign`,
        text: `The code ${code} signs ${agreement} in the name of your organisation.\n\nWhat you sign has the checksum ${short}; the page shall show the same. The code works once, within ten minutes. Give it to nobody. If it is not you who is signing: do nothing, and tell whoever asked for the signature.`,
      };
}

export function signatureAskedLetter(language: Language, asker: string, agreement: string, link: string): Words {
  return language === "sv"
    ? {
        subject: `Skriv under: ${agreement}`,
        text: `${asker} ber dig skriva under ${agreement}.\n\nLäs exakt vad du binder din organisation till, och skriv under, lämna vidare eller säg nej här:\n\n${link}\n\nIngenting är underskrivet förrän du har gjort det. Gör du inget händer inget.`,
      }
    : {
        subject: `To sign: ${agreement}`,
        text: `${asker} asks you to sign ${agreement}.\n\nRead exactly what you bind your organisation to, and sign, pass it on or decline here:\n\n${link}\n\nNothing is signed until you have done so. If you do nothing, nothing happens.`,
      };
}

/** The head of the journal is for the reader to keep: a later export must still contain it. */
export function signedLetter(
  language: Language,
  agreement: string,
  from: string,
  root: string,
  head: string,
  link: string,
): Words {
  return language === "sv"
    ? {
        subject: `Underskrivet: ${agreement}`,
        text: `Alla har skrivit under ${agreement}. Det gäller från och med ${from}.\n\nAvtalets kontrollsumma:\n${root}\n\nJournalens huvud, att spara: med det kan ni när som helst visa att ingenting har ändrats i efterhand (overens verify --head):\n${head}\n\n${link}`,
      }
    : {
        subject: `Signed: ${agreement}`,
        text: `Everybody has signed ${agreement}. It holds from ${from}.\n\nThe agreement's checksum:\n${root}\n\nThe journal's head, to keep: with it you can show at any time that nothing was changed afterwards (overens verify --head):\n${head}\n\n${link}`,
      };
}
