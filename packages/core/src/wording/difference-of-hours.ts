/** What changed in a week's hours, day by day: "Lördag: 10:00–14:00 tillkommer". */
import type { Weekday } from "../agreement/agreement.ts";
import type { Json } from "../basics/canonical-json.ts";
import { memberName } from "./member-names.ts";
import { and, type Speaker } from "./speaker.ts";
import { hoursWords } from "./value-words.ts";

type Week = { readonly [day in Weekday]?: readonly string[] };

export type DayDifference = {
  /** The day, or nothing where the whole week differs. */
  readonly path: readonly string[];
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
};

const weekdays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Hours are "always", a week, or not stated. */
export function differenceOfHours(
  before: Json | undefined,
  after: Json | undefined,
  speaks: Speaker,
): readonly DayDifference[] {
  const name = (member: string): string => memberName(["calendars", "hours", member], speaks.language) ?? member;
  if (!isWeek(before) || !isWeek(after))
    return [
      { path: [], label: memberName(["calendars", "hours"], speaks.language) ?? "", ...both(before, after, speaks) },
    ];
  return weekdays.flatMap((day): readonly DayDifference[] => {
    const [old, next] = [before[day] ?? [], after[day] ?? []];
    if (old.join() === next.join())
      return (before[day] === undefined) === (after[day] === undefined)
        ? []
        : [{ path: [day], label: name(day), before: spoken(before[day], speaks), after: spoken(after[day], speaks) }];
    const gone = old.filter((span) => !next.includes(span));
    const come = next.filter((span) => !old.includes(span));
    if (gone.length > 0 && come.length > 0)
      return [{ path: [day], label: name(day), before: hoursWords(old, speaks), after: hoursWords(next, speaks) }];
    if (gone.length > 0) return [{ path: [day], label: name(day), before: hoursWords(gone, speaks), after: null }];
    return [{ path: [day], label: name(day), before: null, after: hoursWords(come.length > 0 ? come : next, speaks) }];
  });
}

/** A day that is left out is closed too: the wording differs and the hours do not. */
function spoken(spans: readonly string[] | undefined, { say }: Speaker): string {
  return spans === undefined ? say("stängt, inte nämnt", "closed, not mentioned") : say("stängt", "closed");
}

function both(
  before: Json | undefined,
  after: Json | undefined,
  speaks: Speaker,
): Pick<DayDifference, "before" | "after"> {
  return { before: weekWords(before, speaks), after: weekWords(after, speaks) };
}

/** "måndag–torsdag 08:00–17:00 och fredag 08:00–16:00": days in a row with the same hours together. */
function weekWords(hours: Json | undefined, speaks: Speaker): string | null {
  if (hours === undefined) return null;
  if (!isWeek(hours)) return speaks.say("dygnet runt", "round the clock");
  const name = (day: Weekday | undefined): string => memberName([day ?? ""], speaks.language) ?? "";
  const runs: { first: Weekday; last: Weekday; spans: readonly string[] }[] = [];
  weekdays.forEach((day, index) => {
    const spans = hours[day] ?? [];
    if (spans.length === 0) return;
    const run = runs.at(-1);
    if (run && run.last === weekdays[index - 1] && run.spans.join() === spans.join()) run.last = day;
    else runs.push({ first: day, last: day, spans });
  });
  if (runs.length === 0) return speaks.say("stängt alla dagar", "closed every day");
  return and(
    runs.map(
      ({ first, last, spans }) =>
        `${name(first)}${last === first ? "" : `–${name(last)}`} ${hoursWords(spans, speaks)}`,
    ),
    speaks,
  );
}

function isWeek(hours: Json | undefined): hours is Json & Week {
  return typeof hours === "object" && hours !== null && !Array.isArray(hours);
}
