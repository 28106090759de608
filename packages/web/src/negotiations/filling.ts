/** What every field of a form shares: the fields as filled in, what they are called, and what is wrong at each. */
import {
  type Agreement,
  type Fields,
  type Input,
  itemName,
  type Language,
  memberName,
  pathText,
  type Referred,
  stepsTo,
  textIn,
} from "@overens/core";
import { createContext, useContext } from "react";
import type { Found } from "./checking.ts";

export type Filling = {
  readonly section: string;
  /** Where the point stands in the document. */
  readonly path: readonly (string | number)[];
  readonly draft: Agreement;
  readonly fields: Fields;
  readonly change: (fields: Fields) => void;
  readonly found: readonly Found[];
  /** Of the names of elements, so that two forms of a page never share one. */
  readonly prefix: string;
};

const FillingContext = createContext<Filling | null>(null);
export const FillingProvider = FillingContext.Provider;

export function useFilling(): Filling {
  const filling = useContext(FillingContext);
  if (filling === null) throw new Error("no form");
  return filling;
}

/** A field as it stands in a form. */
export type FieldAt<Kind extends Input["kind"] = Input["kind"]> = {
  readonly pointer: string;
  readonly name: string;
  readonly input: Extract<Input, { readonly kind: Kind }>;
};

export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** What the member at a pointer is called. */
export function nameAt({ section }: Filling, pointer: string, language: Language): string {
  const path = [section, ...stepsTo(pointer)];
  return memberName(path, language) ?? String(path.at(-1));
}

/** What one row of the list at a pointer is called. */
export function rowNameAt({ section }: Filling, pointer: string, language: Language): string {
  return itemName([section, ...stepsTo(pointer)], language);
}

/** The name of a field's element, which its label and what is said of it refer to. */
export function elementAt({ prefix }: Filling, pointer: string): string {
  return `${prefix}${encodeURIComponent(pointer)}`;
}

/** What is found just at a pointer. */
export function foundAt({ path, found }: Filling, pointer: string): readonly Found[] {
  const place = pathText([...path, ...stepsTo(pointer)]);
  return found.filter((one) => one.path === place);
}

/** What is found at a pointer or beneath it. */
export function foundWithin({ path, found }: Filling, pointer: string): readonly Found[] {
  const place = pathText([...path, ...stepsTo(pointer)]);
  return found.filter((one) => one.path === place || isBeneath(one.path, place));
}

export function isBeneath(path: string, place: string): boolean {
  return path.startsWith(`${place}.`) || path.startsWith(`${place}[`);
}

export type Option = { readonly value: string; readonly name: string };

/** What a reference can name, by name and title as the draft has them. */
export function optionsFor(draft: Agreement, to: Referred, language: Language, both: string): readonly Option[] {
  const titled = (entries: readonly { readonly id: string }[] | undefined): readonly Option[] =>
    (entries ?? []).map((entry) => ({ value: entry.id, name: optionName(entry, language) }));
  switch (to) {
    case "parties":
      return titled(draft.parties);
    case "parties-or-both":
      return [...titled(draft.parties), { value: "both", name: both }];
    case "people":
      return titled(draft.parties.flatMap(({ people }) => people ?? []));
    case "documents":
      return titled(draft.documents?.list);
    case "levels":
      return titled(draft.priorities && "levels" in draft.priorities ? draft.priorities.levels : []);
    case "exclusions":
      return titled(draft.measurement?.exclusions);
    default:
      return titled(Array.isArray(draft[to]) ? (draft[to] as readonly { readonly id: string }[]) : []);
  }
}

type Titled = { readonly id: string; readonly title?: never; readonly name?: never; readonly text?: never };

function optionName(entry: { readonly id: string }, language: Language): string {
  const { id, title, name, text } = entry as Titled;
  const words = textIn(title ?? name ?? text, language);
  return words === "" ? id : `${id} · ${words.length > 80 ? `${words.slice(0, 79)}…` : words}`;
}
