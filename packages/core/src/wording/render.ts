/** An agreement as readable text: every member of the document in a whole sentence, in Swedish or English, section by section in the order of the document. */
import type { Agreement, Id } from "../agreement/agreement.ts";
import { headId } from "../agreement/canonical.ts";
import type { Language } from "./format.ts";
import { objectiveSentences } from "./promises.ts";
import { cooperation } from "./render-cooperation.ts";
import { parts } from "./render-parties.ts";
import { money } from "./render-remedies.ts";
import { terms } from "./render-terms.ts";
import { point, type RenderedPoint, type RenderedSection } from "./rendered.ts";
import { type Speaker, speaker } from "./speaker.ts";

export type Rendered = {
  readonly title: string;
  readonly head: readonly string[];
  readonly sections: readonly RenderedSection[];
};

/** The agreement in words. Sections that are silent are left out; `check` lists them. */
export function renderAgreement(agreement: Agreement, language: Language): Rendered {
  const speaks = speaker(agreement, language);
  const sections = [...parts(speaks), ...terms(speaks), objectives(speaks), ...money(speaks), ...cooperation(speaks)];
  return {
    title: speaks.text(agreement.title),
    head: head(speaks),
    sections: sections.filter(({ points }) => points.length > 0),
  };
}

/** Each point's words by its id; what is said outside every point, parties and papers among it, as one by the name that stands for it. */
export function wordsByPoint(agreement: Agreement, language: Language): ReadonlyMap<Id, RenderedPoint> {
  const speaks = speaker(agreement, language);
  const [parties, papers, ...others] = parts(speaks);
  const sections = [...others, ...terms(speaks), objectives(speaks), ...money(speaks), ...cooperation(speaks)];
  const words = new Map<Id, RenderedPoint>();
  const outside = [parties, papers].flatMap((found) => found?.points ?? []);
  for (const found of sections.flatMap(({ points }) => points)) {
    if (found.id === null) outside.push(found);
    else words.set(found.id, found);
  }
  const rows = outside.flatMap(({ title, sentences, rows = [] }) => [`${title}. ${sentences.join(" ")}`, ...rows]);
  return words.set(headId, { id: headId, title: speaks.text(agreement.title), sentences: head(speaks), rows });
}

/** The same as text with headings and lists (Markdown). */
export function renderText(agreement: Agreement, language: Language): string {
  const { title, head, sections } = renderAgreement(agreement, language);
  const blocks = sections.map(({ title, points }, section) => {
    const lines = points.map((point, index) => {
      const heading = `### ${section + 1}.${index + 1} ${point.title}${point.id === null || point.id === point.title ? "" : ` [${point.id}]`}`;
      const rows = (point.rows ?? []).filter((row) => row !== "").map((row) => `- ${row}`);
      const body = point.sentences.filter((found) => found !== "").join(" ");
      return [heading, ...(body === "" ? [] : ["", body]), ...(rows.length === 0 ? [] : ["", ...rows])].join("\n");
    });
    return [`## ${section + 1} ${title}`, ...lines].join("\n\n");
  });
  return `${[`# ${title}`, head.join(" "), ...blocks].join("\n\n")}\n`;
}

function head({ agreement, say }: Speaker): readonly string[] {
  const { language, zone, currency, overens } = agreement;
  return [
    say(
      `Avtalet är skrivet i avtalsspråkets version ${overens}.`,
      `The agreement is written in version ${overens} of the language.`,
    ),
    language === undefined
      ? ""
      : say(
          `Där ordalydelser skiljer sig gäller den ${language === "sv" ? "svenska" : "engelska"}.`,
          `Where wordings differ, the ${language === "sv" ? "Swedish" : "English"} one binds.`,
        ),
    say(`Tider är i zonen ${zone ?? "UTC"}.`, `Times are in the zone ${zone ?? "UTC"}.`),
    currency === undefined ? "" : say(`Belopp är i ${currency}.`, `Amounts are in ${currency}.`),
  ].filter((found) => found !== "");
}

function objectives(speaks: Speaker): RenderedSection {
  const { agreement, say, text } = speaks;
  return {
    title: say("Mål", "Objectives"),
    points: agreement.objectives.map((objective) =>
      point(objective, text(objective.title), objectiveSentences(objective, speaks), [], speaks),
    ),
  };
}
