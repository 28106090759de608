/** Letters that call a person to a point: somebody has mentioned them, asks for their approval, or has answered. */
import { type Language, participant, type RoomState, renderAgreement } from "@overens/core";
import type { Accounts } from "../accounts/accounts.ts";
import type { Words } from "./letters.ts";
import type { Mail } from "./mail.ts";

/** How many such letters an address gets in an hour; the rest is read in the room. */
const mostAnHour = 30;

export type Call = {
  readonly kind: "mention" | "approval";
  /** By id; whoever is not in the room any more gets nothing. */
  readonly person: string;
  readonly room: { readonly name: string; readonly state: RoomState };
  readonly point: string;
  readonly link: string;
  /** The step that the letter is of. */
  readonly once: string;
  readonly words: (language: Language, about: { readonly point: string; readonly agreement: string }) => Words;
};
export type Caller = (call: Call) => Promise<void>;

export function callers(accounts: Pick<Accounts, "languageOf">, mail: Pick<Mail, "send" | "countSince">): Caller {
  return async ({ kind, person, room, point, link, once, words }) => {
    const found = participant(room.state.access, person);
    if (found === null) return;
    if ((await mail.countSince(found.address, kind, new Date(Date.now() - 3_600_000))) >= mostAnHour) return;
    const language = await accounts.languageOf(person);
    const { subject, text } = words(language, { point: titleOf(room.state, point, language), agreement: room.name });
    await mail.send({
      to: found.address,
      language,
      kind,
      subject,
      text: `${text}\n\n${link}`,
      once: `${once} ${person}`,
    });
  };
}

/** A point as people know it: its title, and its name behind. */
function titleOf({ negotiation }: RoomState, point: string, language: Language): string {
  if (negotiation === null) return point;
  const { sections } = renderAgreement(negotiation.draft, language);
  const title = sections.flatMap(({ points }) => points).find(({ id }) => id === point)?.title;
  return title === undefined || title === point ? point : `${title} (${point})`;
}
