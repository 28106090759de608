/** What people type where the language asks for another spelling of the same thing, so that a problem can say how to write it. */

export type Spelling = {
  readonly code: "decimal-comma" | "typographic-dash" | "negative-figure" | "wrong-form";
  readonly mend: string;
};

const spaces = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const dashes = /[\u2010-\u2015\u2212]/g;
/** Units, currencies and dates as they are often typed, in the order in which they are rewritten. */
const rewritten: readonly (readonly [RegExp, string])[] = [
  [/(\d) ?(procent|percent|per cent)$/i, "$1 %"],
  [/(\d) ?(arbetsdagar|arbetsdag|working days?|business days?)$/i, "$1 working-days"],
  [/(\d) ?(dagar|dag|dygn|d)$/i, "$1 days"],
  [/(\d) ?(timmar|timme|tim|hours?|hrs?|h)$/i, "$1 h"],
  [/(\d) ?(minuter|minut|minutes?|mins?|m)$/i, "$1 min"],
  [/(\d) ?(sekunder|sekund|seconds?|secs?|sek|s)$/i, "$1 s"],
  [/(\d) ?(kronor|kr|:-)$/i, "$1 SEK"],
  [/^([A-Z]{3}) ?(\d[\d.]*)$/, "$2 $1"],
  [/^(\d{4})-(\d)-/, "$1-0$2-"],
  [/^(\d{4}-\d\d)-(\d)$/, "$1-0$2"],
];

/**
 * The same text as the language would have it, the likeliest first: a decimal point, no spaces among digits, the hyphen of
 * the keyboard, the unit's short name, no sign. Whether the language takes one of them is for the caller to try.
 */
export function otherSpellings(text: string): readonly Spelling[] {
  const typed = text.trim().replace(spaces, " ");
  const plain = withoutGroups(typed.replace(dashes, "-"));
  const pointed = plain.replace(/(\d),(\d)/g, "$1.$2");
  const worded = rewritten.reduce((before, [unit, word]) => before.replace(unit, word), pointed);
  const clocked = plain
    .replace(
      /\b([01]?\d|2[0-4])[.:]([0-5]\d)\b/g,
      (_, hours: string, minutes: string) => `${hours.padStart(2, "0")}:${minutes}`,
    )
    .replace(/ - /g, "-");
  const unsigned = [pointed, worded]
    .filter((mend) => mend.startsWith("-"))
    .map((mend): Spelling => ({ code: "negative-figure", mend: mend.replace(/^- ?/, "") }));
  const signed = [pointed, worded, clocked].map(
    (mend): Spelling => ({
      code: pointed !== plain ? "decimal-comma" : typed.search(dashes) >= 0 ? "typographic-dash" : "wrong-form",
      mend,
    }),
  );
  return [...signed, ...unsigned].filter(({ mend }) => mend !== text);
}

/** 10 000, 1 234 567 and 10.000,00 as they are without what groups their digits. */
function withoutGroups(text: string): string {
  return text
    .replace(/\d{1,3}(?: \d{3})+(?!\d)/g, (found) => found.replaceAll(" ", ""))
    .replace(/\d{1,3}(?:\.\d{3})+(?=,\d)/g, (found) => found.replaceAll(".", ""));
}
