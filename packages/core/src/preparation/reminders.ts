/** Who is to be told what about the plan today. The shell sends it: a step is told once, whatever the number of tries. */
import { type Access, participant, partyOf } from "../access/access.ts";
import { roleMay } from "../access/role.ts";
import { dayOfDate, daysOverdue, type Milestone } from "./milestones.ts";

export type ReminderKind = "to-accept" | "due-soon" | "overdue" | "to-verify";

export type Reminder = {
  readonly kind: ReminderKind;
  readonly milestone: Milestone;
  readonly party: string;
  /** Whom: the one whose it is, or all of the party who may do it. */
  readonly people: readonly string[];
  /** Names what is told; the same step is never told twice. */
  readonly step: string;
};

/** So many days before it is due it is told that it comes; after that it is told every so many days that it has passed. */
const daysAhead = 7;
const daysBetween = 7;

/** @param today a date of the agreement's zone */
export function remindersFor(milestones: readonly Milestone[], access: Access, today: string): readonly Reminder[] {
  return milestones.flatMap((milestone) => {
    const { id, party, state, due } = milestone;
    const late = daysOverdue(milestone, today);
    const told = (kind: ReminderKind, to: string, when: string, person: string | null): readonly Reminder[] => {
      const people = whoOf(access, to, person, today);
      return people.length === 0 ? [] : [{ kind, milestone, party: to, people, step: `${id} ${kind} ${when}` }];
    };
    if (state === "done-claimed") {
      const other = access.parties.find(({ key, side }) => key !== party && side !== "third-party");
      return other === undefined ? [] : told("to-verify", other.key, due, null);
    }
    if (state === "verified" || state === "cancelled") return [];
    if (late > 0) return told("overdue", party, `${due} ${Math.floor((late - 1) / daysBetween)}`, milestone.person);
    if (state === "open") return told("to-accept", party, due, milestone.person);
    return dayOfDate(due) - dayOfDate(today) <= daysAhead ? told("due-soon", party, due, milestone.person) : [];
  });
}

/** The person named, their deputy when they are away or have left, or all who may prepare for the party. */
function whoOf(access: Access, party: string, person: string | null, today: string): readonly string[] {
  if (partyOf(access, party) === null) return [];
  const named = access.people.find((found) => found.person === person && found.party === party);
  const deputy = named?.deputy ?? null;
  const isAway = named !== undefined && (named.left || (named.awayUntil !== null && today <= named.awayUntil));
  if (isAway && participant(access, deputy)) return [deputy as string];
  if (named && !named.left) return [named.person];
  return access.people
    .filter((found) => found.party === party && !found.left && roleMay(found.roles, "prepare"))
    .map((found) => found.person);
}
