/** What makes a changed figure tell: the time that a share allows, how often a fee is paid, whose clock a limit is on, and what holds where nothing is said. */
import type { CalendarEntry, Objective, TargetRow } from "../agreement/agreement.ts";
import type { Json } from "../basics/canonical-json.ts";
import { divide, multiply, parseDecimal, type Ratio, ratio, round, subtract } from "../basics/ratio.ts";
import { parseTimeOfDay } from "../time/civil.ts";
import { choiceName } from "./choice-names.ts";
import { durationText } from "./format.ts";
import { periodText } from "./promises.ts";
import type { Speaker } from "./speaker.ts";

/** A point before and after, each read with its own agreement's names. */
export type Sides = {
  readonly section: string;
  readonly before: { readonly body: Json; readonly speaks: Speaker };
  readonly after: { readonly body: Json; readonly speaks: Speaker };
};

type Path = readonly (string | number)[];
type Members = { readonly [member: string]: Json };

/** " (43 min 12 s → 21 min 36 s in 30 days)": the outage that a target of availability allows, of 30 days or of a week's hours. */
export function allowanceWords(path: Path, before: Members, after: Members, sides: Sides): string {
  if (sides.section !== "objectives" || path[0] !== "target") return "";
  const [old, next] = [allowanceOf(before, sides.before), allowanceOf(after, sides.after)];
  if (old === null || next === null || old.of !== next.of) return "";
  const { say } = sides.after.speaks;
  const of =
    next.of === "30 days"
      ? say("på 30 dagar", "in 30 days")
      : say(`av ${durationText(next.of)} öppet i veckan`, `of ${durationText(next.of)} open a week`);
  return ` (${durationText(old.time)} → ${durationText(next.time)} ${of})`;
}

const thirtyDays = 30 * 86_400_000;

function allowanceOf(
  row: Members,
  { body, speaks }: Sides["before"],
): { readonly time: number; readonly of: "30 days" | number } | null {
  const objective = body as unknown as Objective;
  if (objective.indicator?.kind !== "outage-time") return null;
  const { "at-least": least, above, calendar } = row as TargetRow;
  const percent = parseDecimal((least ?? above ?? "").replace(/ ?%$/, ""));
  if (percent === null) return null;
  const id = calendar ?? objective.calendar;
  const hours = id === undefined ? "always" : speaks.agreement.calendars?.find((entry) => entry.id === id)?.hours;
  if (hours === undefined) return null;
  const allowed = divide(subtract(ratio(100), percent), ratio(100));
  if (hours === "always") return { time: part(allowed, thirtyDays), of: "30 days" };
  const open = openInAWeek(hours);
  return { time: part(allowed, open), of: open };
}

function part(share: Ratio, whole: number): number {
  return Number(round(multiply(share, ratio(whole)), "down"));
}

function openInAWeek(week: Exclude<CalendarEntry["hours"], "always" | undefined>): number {
  return Object.values(week)
    .flatMap((spans) => spans ?? [])
    .reduce((sum, span) => {
      const [from = "", until = ""] = span.split("-");
      return sum + (parseTimeOfDay(until) ?? 0) - (parseTimeOfDay(from) ?? 0);
    }, 0);
}

/** " a month": how often a fee is paid, where that stays as it is. */
export function feeRhythm(path: Path, { section, before, after }: Sides): string {
  if (section !== "charges" || path[0] !== "amount") return "";
  const [old, next] = [(before.body as Members)["per"], (after.body as Members)["per"]];
  if (old !== next || typeof next !== "string") return "";
  const { say, language } = after.speaks;
  return ` ${say("per", "a")} ${choiceName(["charges", "per"], next, language) ?? next}`;
}

/** The time that a case has is called what its clock is called: "Svarstid". */
export function timeLimitName(path: Path, { section, after: { body, speaks } }: Sides): string | null {
  if (section !== "objectives" || path[0] !== "target" || path.at(-1) !== "within") return null;
  const { indicator } = body as unknown as Objective;
  if (indicator?.kind !== "elapsed-time") return null;
  const title = speaks.text(speaks.agreement.clocks?.find(({ id }) => id === indicator.clock)?.title);
  return title === "" ? null : title.charAt(0).toLowerCase() + title.slice(1);
}

/** What holds where a member is not stated, as agreement.ts says of each; null where nothing does. */
export function unsaid(path: Path, { section, before, after }: Sides, { say, language }: Speaker): string | null {
  const kinds = [before, after].map(({ body }) => (body as unknown as Objective).indicator?.kind);
  switch ([section, ...path.filter((step) => typeof step === "string")].join(".")) {
    case "objectives.service":
      return say("alla tjänster", "every service");
    case "objectives.calendar":
      return say("dygnet runt", "round the clock");
    case "objectives.period":
      return periodText("calendar-month", language);
    case "objectives.per":
      return choiceName(["per"], "service", language);
    case "objectives.indicator.no-traffic":
      return kinds[0] === kinds[1] ? choiceName(["no-traffic"], "left-out", language) : null;
    case "objectives.decimals":
      return "3";
    case "clocks.at-closing-time":
      return choiceName(["at-closing-time"], "closing", language);
    case "exclusions.granted":
      return choiceName(["granted"], "by-rule", language);
    case "agreement.measurement.no-data":
      return choiceName(["no-data"], "unmeasured", language);
    case "agreement.documents.prevails":
      return choiceName(["documents", "prevails"], "rule", language);
    case "agreement.zone":
      return "UTC";
    default:
      return null;
  }
}
