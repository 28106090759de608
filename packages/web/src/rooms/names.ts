/** What lines are called in the reader's language: the service, and the group of cases by the agreement's own names. */
import { type Language, textIn } from "@overens/core";
import type { Line, Room } from "../api.ts";

export function subjectName(room: Room, line: Line, language: Language): string {
  const service = room.document.services.find(({ id }) => id === line.subject);
  const name = textIn(service?.name, language) || line.subject;
  return line.group === null ? name : `${name}, ${groupName(room, line.group, language)}`;
}

/** The title of the point, and what it speaks of when it speaks of several. */
export function lineName(room: Room, line: Line, language: Language): string {
  const title = pointTitle(room, line.objective, language);
  if (line.group !== null) return `${title}, ${groupName(room, line.group, language)}`;
  const services = room.document.objectives.find(({ id }) => id === line.objective)?.service;
  return Array.isArray(services) ? `${title}: ${subjectName(room, line, language)}` : title;
}

export function pointTitle(room: Room, point: string, language: Language): string {
  return textIn(room.document.objectives.find(({ id }) => id === point)?.title, language) || point;
}

function groupName(room: Room, { property, value }: NonNullable<Line["group"]>, language: Language): string {
  const { priorities } = room.document;
  const level =
    property === "priority" && priorities !== undefined && "levels" in priorities
      ? priorities.levels.find(({ id }) => id === value)
      : undefined;
  const word = property === "priority" ? (language === "sv" ? "prioritet" : "priority") : property;
  return `${word} ${value}${level ? ` (${textIn(level.name, language).toLowerCase()})` : ""}`;
}

/** "oktober 2026", "kvartal 4 2026", or the period's label. */
export function periodName(label: string, language: Language): string {
  const month = /^(\d{4})-(\d{2})$/.exec(label);
  if (month) return `${months[language][Number(month[2]) - 1]} ${month[1]}`;
  const quarter = /^(\d{4})-Q(\d)$/.exec(label);
  if (quarter) return language === "sv" ? `kvartal ${quarter[2]} ${quarter[1]}` : `quarter ${quarter[2]} ${quarter[1]}`;
  return label.replace("/", " – ");
}

const months = {
  sv: [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
  ],
  en: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
} as const;

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
