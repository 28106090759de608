/** A party of a room as its page has it, and what is done there. */
import type { actOnPeople, People } from "../accounts/account.ts";

export type Party = People["parties"][number];
export type Participant = Party["people"][number];
/** False when it was refused. */
export type Act = (wanted: Parameters<typeof actOnPeople>[1]) => Promise<boolean>;
