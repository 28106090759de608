/** What a rendering is made of: sections and points in words. */
import type { Elsewhere, Id, Text } from "../agreement/agreement.ts";
import { documentName, type Speaker, sentence } from "./speaker.ts";

/** A point as read: its name, its title and its sentences; `rows` stand below as a list. `id` is null for what is no point. */
export type RenderedPoint = {
  readonly id: Id | null;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly rows?: readonly string[];
};
export type RenderedSection = { readonly title: string; readonly points: readonly RenderedPoint[] };

/** A point with what every point may say: its own words and which background it answers. */
export function point(
  found: { readonly id: Id; readonly text?: Text | undefined; readonly because?: readonly Id[] | undefined },
  title: string,
  sentences: readonly string[],
  rows: readonly string[],
  { say, text }: Speaker,
): RenderedPoint {
  const because =
    found.because === undefined || found.because.length === 0
      ? ""
      : say(`Bakgrund: ${found.because.join(", ")}.`, `Because of: ${found.because.join(", ")}.`);
  return {
    id: found.id,
    title: title === "" ? found.id : title,
    sentences: [...sentences, sentence(text(found.text)), because].filter((words) => words !== ""),
    rows,
  };
}

/** A section whose content stands in another document, or its points. */
export function section<Content extends object>(
  title: string,
  content: Content | Elsewhere | undefined,
  points: (content: Exclude<Content, Elsewhere>) => readonly RenderedPoint[],
  speaks: Speaker,
): RenderedSection {
  if (content === undefined) return { title, points: [] };
  if (!("stands-in" in content)) return { title, points: points(content as Exclude<Content, Elsewhere>) };
  const { document, at } = content["stands-in"] as Elsewhere["stands-in"];
  const place = at === undefined ? "" : `, ${at}`;
  return {
    title,
    points: [
      {
        id: null,
        title,
        sentences: [
          speaks.say(
            `Detta står i ${documentName(document, speaks)}${place}.`,
            `This stands in ${documentName(document, speaks)}${place}.`,
          ),
        ],
      },
    ],
  };
}
