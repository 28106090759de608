/** The points of an agreement by the names that people know them by. */
import { type Agreement, type Id, type Language, renderAgreement } from "@overens/core";

export function pointsIn(
  agreement: Agreement,
  language: Language,
): readonly { readonly id: Id; readonly title: string }[] {
  return renderAgreement(agreement, language).sections.flatMap(({ points }) =>
    points.flatMap(({ id, title }) => (id === null ? [] : [{ id, title }])),
  );
}
