/** What lines are called in the reader's language: the service, and the group of cases by the agreement's own names. */
import { type Language, textIn } from "@overens/core";
import type { Line, Room } from "../api.ts";

export function subjectName(room: Room, line: Line, language: Language): string {
  const service = room.document.services.find(({ id }) => id === line.subject);
  const name = textIn(service?.name, language) || line.subject;
  if (line.group === null) return name;
  const { property, value } = line.group;
  const { priorities } = room.document;
  const level = property === "priority" && priorities !== undefined && "levels" in priorities ? priorities.levels.find(({ id }) => id === value) : undefined;
  const word = property === "priority" ? (language === "sv" ? "prioritet" : "priority") : property;
  return `${name}, ${word} ${value}${level ? ` (${textIn(level.name, language).toLowerCase()})` : ""}`;
}
