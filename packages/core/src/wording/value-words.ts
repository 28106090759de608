/** One value of the agreement in words: a figure as the language writes it, a choice by its name, a reference by what it refers to. */
import type { Condition, Id } from "../agreement/agreement.ts";
import type { Json } from "../basics/canonical-json.ts";
import { choiceName } from "./choice-names.ts";
import { periodText } from "./promises.ts";
import {
  and,
  calendarName,
  clause,
  documentName,
  entries,
  figure,
  limit,
  money,
  named,
  partyName,
  propertyName,
  remedyName,
  type Speaker,
  serviceName,
} from "./speaker.ts";

type Path = readonly (string | number)[];

/** A value of one member, or a list of such values. Words of the parties stand as they wrote them. */
export function valueWords(value: Json, path: Path, speaks: Speaker): string {
  if (Array.isArray(value))
    return value.length === 0
      ? speaks.say("inget", "none")
      : and(
          value.map((item) => valueWords(item as Json, path, speaks)),
          speaks,
        );
  if (isTextByLanguage(value)) return speaks.text(value);
  if (isMembers(value))
    return isCondition(path)
      ? clause(value as Condition, speaks) || speaks.say("alltid", "always")
      : membersWords(value, path, speaks);
  const text = String(value);
  return (
    choiceName(path, text, speaks.language) ?? referenceName(path, text, speaks) ?? figureWords(path, text, speaks)
  );
}

/** Hours of a day, or that it is closed. */
export function hoursWords(hours: readonly string[], speaks: Speaker): string {
  return hours.length === 0
    ? speaks.say("stängt", "closed")
    : and(
        hours.map((span) => span.replace("-", "–")),
        speaks,
      );
}

export function isTextByLanguage(value: Json | undefined): value is { readonly sv?: string; readonly en?: string } {
  return (
    isMembers(value) &&
    Object.keys(value).length > 0 &&
    Object.keys(value).every((member) => member === "sv" || member === "en")
  );
}

export function isMembers(value: Json | undefined): value is { readonly [member: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What must hold of properties is read as a whole: `when` and `counts`. */
export function isCondition(path: Path): boolean {
  const member = path.at(-1);
  return member === "when" || member === "counts";
}

function membersWords(value: { readonly [member: string]: Json }, path: Path, speaks: Speaker): string {
  return and(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([member, inner]) => valueWords(inner, [...path, member], speaks)),
    speaks,
  );
}

function referenceName(path: Path, id: Id, speaks: Speaker): string | null {
  const { agreement, text } = speaks;
  switch (path.filter((step) => typeof step === "string").at(-1)) {
    case "party":
    case "set-by":
    case "changed-by":
    case "reported-by":
    case "may-extend":
    case "recipients":
      return partyName(id, speaks);
    case "service":
      return serviceName(id, speaks);
    case "calendar":
      return calendarName(id, speaks);
    case "remedy":
      return remedyName(id, speaks);
    case "document":
      return documentName(id, speaks);
    case "clock":
      return named(id, text(agreement.clocks?.find((clock) => clock.id === id)?.title));
    case "exclusions":
      return named(id, text(agreement.measurement?.exclusions?.find((exclusion) => exclusion.id === id)?.title));
    case "base":
      return named(id, text(entries(agreement.charges).find((charge) => charge.id === id)?.title));
    case "level": {
      const { priorities } = agreement;
      const levels = priorities === undefined || "stands-in" in priorities ? [] : priorities.levels;
      return named(id, text(levels.find((level) => level.id === id)?.name));
    }
    case "person":
      return named(
        id,
        agreement.parties.flatMap(({ people }) => people ?? []).find((person) => person.id === id)?.name ?? "",
      );
    default:
      return null;
  }
}

const asWritten: ReadonlySet<string> = new Set([
  "id",
  "overens",
  "registration-number",
  "sha256",
  "at",
  "address",
  "name",
]);

function figureWords(path: Path, text: string, speaks: Speaker): string {
  const member = String(path.filter((step) => typeof step === "string").at(-1));
  if (asWritten.has(member)) return text;
  if (member === "period") return periodText(text, speaks.language);
  if (member === "per") return propertyName(text, speaks);
  if (/^\d{1,15}(\.\d{1,4})? [A-Z]{3}$/.test(text)) return money(text, speaks);
  if (/^([01]\d|2[0-3]):[0-5]\d-\d\d:\d\d$/.test(text)) return text.replace("-", "–");
  if (/^\d+ (working-)?days?$/.test(text)) return limit(text, speaks);
  return /^\d+(\.\d+)? ?%$/.test(text) ? figure(text, speaks) : text;
}
