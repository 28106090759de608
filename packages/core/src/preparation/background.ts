/** Background: what each side needs, has been through and finds realistic. Its own until it shares an item; points then say because. */
import type { Agreement, Background, Id } from "../agreement/agreement.ts";
import { pointsOf } from "../agreement/canonical.ts";

export type BackgroundKind = "need" | "history" | "pain" | "must" | "wish";

export type BackgroundItem = {
  /** As a point's id, for a shared item becomes one of the draft's background. */
  readonly id: Id;
  readonly item_kind: BackgroundKind;
  readonly text: string;
  /** The service that it is about; null: all of them. */
  readonly service: string | null;
};
export type SharedItem = BackgroundItem & { readonly party: string; readonly withdrawn: boolean };

/** The sections whose points promise something, and so answer a need. */
const promising: ReadonlySet<string> = new Set(["objectives", "continuity", "remedies", "responsibilities"]);

export type Unmatched = { readonly needs: readonly Id[]; readonly points: readonly Id[] };

/** Needs that no point names, and promises that name no need. What has been is no need. */
export function unmatched(text: Agreement, items: readonly SharedItem[]): Unmatched {
  const points = pointsOf(text).map(({ id, section, body }) => ({
    id,
    section,
    because: (body as { readonly because?: readonly Id[] } | null)?.because ?? [],
  }));
  const named = new Set(points.flatMap(({ because }) => because));
  return {
    needs: items
      .filter(({ id, item_kind, withdrawn }) => !withdrawn && item_kind !== "history" && !named.has(id))
      .map(({ id }) => id),
    points: points.filter(({ section, because }) => promising.has(section) && because.length === 0).map(({ id }) => id),
  };
}

/** The text with shared items in its background, so that its points can name them. One that stands elsewhere stays as it is. */
export function withBackground(
  text: Agreement,
  items: readonly SharedItem[],
  partyIdOf: (party: string) => Id | undefined,
): Agreement {
  const before = text.background ?? [];
  if ("stands-in" in before) return text;
  const taken = new Set(pointsOf(text).map(({ id }) => id));
  const added = items
    .filter(({ id, withdrawn }) => !withdrawn && !taken.has(id))
    .map(({ id, party, item_kind: kind, text: words }): Background => {
      const named = partyIdOf(party);
      return { id, ...(named === undefined ? {} : { party: named }), kind, text: words };
    });
  return added.length === 0 ? text : { ...text, background: [...before, ...added] };
}
