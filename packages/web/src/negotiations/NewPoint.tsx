/** A point that is not in the draft yet: written in the form of its section, and proposed to the other side. */
import {
  type Agreement,
  documentWithAdded,
  formSections,
  type Json,
  type Language,
  memberName,
  placeOfNew,
  pointForm,
  pointsOf,
} from "@overens/core";
import { type ReactNode, useId, useState } from "react";
import type { Act, NegotiationOf } from "../api.ts";
import { useReader } from "../reader.tsx";
import { isKept } from "../ui/kept.ts";
import { capital } from "./filling.ts";
import { PointEditor, type Writing } from "./PointEditor.tsx";

type Doing = {
  readonly room: string;
  readonly negotiation: NegotiationOf;
  readonly act: (act: Act) => Promise<boolean>;
};

/** Sections of a draft that have a place for one more point, in the order of the document. */
export function sectionsForNew(draft: Agreement): readonly string[] {
  return formSections.filter((section) => placeOfNew(draft, section) !== null);
}

/** @param sections among which one is chosen @param under the heading that it stands under; null at the end of the page */
export function NewPoint({
  sections,
  under,
  ...doing
}: Doing & { readonly sections: readonly string[]; readonly under: string | null }): ReactNode {
  const { text, language } = useReader();
  const words = text.forms;
  const begun = sections.find((section) => isKept(keptAs(doing, section)));
  const [chosen, choose] = useState(begun ?? sections[0] ?? "");
  const [writes, write] = useState(begun !== undefined);
  const id = useId();
  const section = sections.includes(chosen) ? chosen : (sections[0] ?? "");
  if (section === "") return null;
  if (writes)
    return (
      <section className="new-point" aria-label={words.newPointIn(sectionName(section, language))}>
        <h3>{words.newPointIn(sectionName(section, language))}</h3>
        <NewPointEditor {...doing} section={section} close={() => write(false)} />
      </section>
    );
  return (
    <p className="adding">
      {sections.length > 1 && (
        <>
          <label className="n" htmlFor={id}>
            {words.inSection}
          </label>
          <select id={id} value={section} onChange={({ target }) => choose(target.value)}>
            {sections.map((one) => (
              <option key={one} value={one}>
                {capital(sectionName(one, language))}
              </option>
            ))}
          </select>{" "}
        </>
      )}
      <button type="button" className="btn" onClick={() => write(true)}>
        {words.proposePoint} {under !== null && <span className="vh">{under}</span>}
      </button>
    </p>
  );
}

/** The same, begun from what the other side has proposed where it is answered with another. */
export function NewPointEditor({
  room,
  negotiation,
  act,
  section,
  close,
  counters = null,
}: Doing & {
  readonly section: string;
  readonly close: () => void;
  readonly counters?: { readonly id: string; readonly body: Json } | null;
}) {
  const draft = negotiation.draft as unknown as Agreement;
  const writing: Writing = {
    name:
      counters === null ? keptAs({ room, negotiation }, section) : `${room}.${negotiation.side}.answer.${counters.id}`,
    section,
    meaning: null,
    body: counters?.body ?? blank(draft, section),
    path: placeOfNew(draft, section) ?? [section],
    documentWith: (body) => documentWithAdded(draft, section, body),
  };
  return (
    <PointEditor
      draft={draft}
      writing={writing}
      close={close}
      besides={() => null}
      send={async (body, because) => {
        const sent = await act({
          act: "propose-point",
          section,
          body: body as Record<string, unknown>,
          because,
          counters: counters?.id ?? null,
        });
        if (sent) close();
        return sent;
      }}
    />
  );
}

function keptAs({ room, negotiation: { side } }: Pick<Doing, "room" | "negotiation">, section: string): string {
  return `${room}.${side}.new.${section}`;
}

function sectionName(section: string, language: Language): string {
  return memberName([section], language) ?? section;
}

/** A point with nothing but a name, and a kind where its section has several. */
function blank(draft: Agreement, section: string): Json {
  const form = pointForm(section);
  const id = freeName(draft, section);
  return form?.kind === "kinds" ? { id, kind: form.of[0]?.name ?? "" } : { id };
}

/** The next after the names of the section that end in a number; the section's own name where none does. */
function freeName(draft: Agreement, section: string): string {
  const points = pointsOf(draft);
  const taken = new Set(points.map(({ id }) => id));
  const own = points.filter((point) => point.section === section).map(({ id }) => /^(.*?)(\d+)$/.exec(id));
  const [, stem = `${section}.`] = own.findLast((found) => found !== null) ?? [];
  let number = 1;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}
