/** Every problem in English: what was found and why it cannot stand, and what to do. */
import { nearest, type ProblemCode, type ProblemData } from "../basics/problem-codes.ts";

export type ProblemWords = {
  readonly [Code in ProblemCode]: (data: ProblemData[Code]) => { readonly message: string; readonly hint: string };
};

const meant = (nearest: string | undefined, otherwise: string): string =>
  nearest ? `Did you mean "${nearest}"?` : otherwise;
const oneOf = (name: string, known: readonly string[], otherwise: string): string =>
  known.length === 0 ? otherwise : `${meant(nearest(name, known), "")} The names are: ${known.join(", ")}.`.trim();

/** What the reader of YAML stumbled on, and what to do about it. */
const syntax: Readonly<Record<string, readonly [string, string]>> = {
  "open-quote": [
    "a quotation mark is opened and never closed",
    "Close it, or take it away: a text needs quotation marks only when it holds a colon, a comma, # or a bracket.",
  ],
  colon: [
    "a name is not followed by a colon and its value",
    "Write name: value, with a space after the colon. A text over several lines is set in quotation marks.",
  ],
  "colon-in-text": [
    "a second colon stands on the line",
    'Put the text in quotation marks: title: "Hosting: web shop".',
  ],
  comma: ["a comma is missing inside { } or [ ]", "Put a comma between the entries."],
  "open-bracket": ["a bracket, { or [, is opened and never closed", "Close it with } or ]."],
  tab: ["the line is indented with a tab", "Indent with spaces."],
  indentation: ["the indentation does not fit the lines around it", "Begin what belongs together in the same column."],
  "several-documents": [
    "a line of --- begins a second document",
    "One file is one agreement: take the line away, or make two files.",
  ],
  "reserved-start": ["the text begins with a character that YAML keeps for itself", "Put the text in quotation marks."],
};
/** Forms that need more words than the schema has for them. */
const forms: Readonly<Record<string, string>> = {
  "a name of letters, digits, full stops, hyphens and underscores":
    "a name of the letters a to z, digits, full stops, hyphens and underscores, without spaces",
  "always, or hours by weekday": 'always, or hours by weekday: { mon: ["08:00-17:00"] }',
  "closed, or a list of hours": 'closed, or a list of hours: ["10:00-14:00"]',
  "an event or a list of events": "opened, answered, updated, resolved, closed or customer-wrote, or a list of them",
  "a list": "a list, as [one, two] or on lines of their own that begin with a hyphen",
  "members, one a line": "{ name: value }, or lines of name: value below it",
};
const foundText = (found: string): string =>
  ({ "a list": "A list", members: "A group of names and values", "an object": "An object" })[found] ?? `"${found}"`;
const wrongForm = (found: string, form: string, mend: string | undefined): string => {
  if (found === "") return "Nothing stands here.";
  if (found === "[]") return "The list is empty.";
  if (sameButForSpaces(found, mend)) return `"${found}" has a space in it that is not the space of the keyboard.`;
  return form.startsWith("one of ")
    ? `${foundText(found)} is none of the words that can stand here.`
    : `${foundText(found)} is not written in the form that is asked for here.`;
};
const hintOfForm = (found: string, form: string, mend: string | undefined): string => {
  if (found === "[]") return "Give it at least one entry.";
  if (form.startsWith("one of "))
    return `${meant(mend, "")} Write ${form.includes(",") ? form : form.slice("one of ".length)}.`.trim();
  if (mend) return `Write ${mend}.`;
  return form === "" ? "See docs/language.md." : `It is written: ${forms[form] ?? form}.`;
};
/** Spaces that look alike: the no-break space comes along when figures are copied from a page. */
export const sameButForSpaces = (found: string, mend: string | undefined): boolean =>
  mend !== undefined && found.trim().replace(/\s/g, " ") === mend;
const byte = (found: string): string => found.replace("0x", "");

export const problemsEn: ProblemWords = {
  "not-yaml": ({ found }) => {
    const [cause, mend] = syntax[found] ?? [
      "something stands here that does not fit",
      "Look at this line and the one before it: a quotation mark, a bracket, a colon or the indentation.",
    ];
    return { message: `This cannot be read as YAML or JSON: ${cause}.`, hint: mend };
  },
  "wrong-encoding": ({ found }) => {
    if (found === "binary")
      return {
        message: "This is not text: it holds characters that no text has, as pictures, PDF and Word files do.",
        hint: "Give the text itself, in UTF-8.",
      };
    const hint = "Save the file as UTF-8 and try again.";
    if (found === "UTF-16") return { message: "The text is in UTF-16, and only UTF-8 is read.", hint };
    return {
      message:
        found === "lost"
          ? "A character here is not in UTF-8. The text is probably in Latin-1 (Windows-1252)."
          : `The byte ${byte(found)} here is not UTF-8. The text is probably in Latin-1 (Windows-1252).`,
      hint,
    };
  },
  "too-large": ({ limit, unit }) =>
    unit === "bytes"
      ? {
          message: `The document is larger than an agreement may be (${limit / 1_048_576} MiB).`,
          hint: "Leave attachments out and name them under documents.",
        }
      : {
          message: `The document has more values than an agreement may have (${limit}).`,
          hint: "Leave lists of data out and name them under documents.",
        },
  "too-deep": ({ limit }) => ({
    message: `Something here is nested deeper than ${limit} levels.`,
    hint: "Take levels away; no section needs so many.",
  }),
  "alias-refused": () => ({
    message: "Anchors (&) and aliases (*) are not allowed: what is signed must be readable where it stands.",
    hint: "Write the value out in full. If it is a text that begins with & or *, put it in quotation marks.",
  }),
  "tag-refused": () => ({
    message: "Tags (!) are not allowed: every value is text, and its place says what it means.",
    hint: "Take the tag away. If it is a text that begins with !, put it in quotation marks.",
  }),
  "duplicate-member": ({ member }) => ({
    message: `"${member}" stands twice in the same place.`,
    hint: "Keep one of them.",
  }),
  "empty-document": () => ({
    message: "The document is empty.",
    hint: 'Begin with overens: "1", title, parties, services and objectives; docs/language.md has ten lines to start from.',
  }),
  "unknown-member": ({ member, nearest }) => ({
    message: `"${member}" is not known here.`,
    hint: meant(nearest, "Take it away, or put its words under text."),
  }),
  "missing-member": ({ member }) => ({ message: `"${member}" is missing.`, hint: `Add ${member}.` }),
  "wrong-form": ({ found, form, mend }) => ({
    message: wrongForm(found, form, mend),
    hint: hintOfForm(found, form, mend),
  }),
  "decimal-comma": ({ found, mend }) => ({
    message: `"${found}" has a decimal comma; numbers have a decimal point here, in every language.`,
    hint: `Write ${mend}.`,
  }),
  "typographic-dash": ({ found, mend }) => ({
    message: `"${found}" has a typographic dash or minus sign, and only the hyphen of the keyboard is read.`,
    hint: `Write ${mend}.`,
  }),
  "negative-figure": ({ found, mend }) => ({
    message: `"${found}" is negative, and no figure in an agreement is.`,
    hint: `Write ${mend}: its place says who owes or reaches it.`,
  }),
  "unknown-name": ({ kind, name, known }) => ({
    message: `No ${kind} in this agreement is named "${name}".`,
    hint: oneOf(name, known, `Add a ${kind} with the id ${name}, or take the reference away.`),
  }),
  "duplicate-id": ({ name }) => ({
    message: `Two points have the id "${name}".`,
    hint: "Give one of them another id; everything is cited by it.",
  }),
  "circle-of-references": ({ names }) => ({
    message: `These points refer to each other in a circle: ${names.join(" → ")}.`,
    hint: "Take one of the references away, so that one of the points stands on its own.",
  }),
  "unknown-zone": ({ name, nearest }) => ({
    message: `"${name}" is no time zone.`,
    hint: meant(nearest, "Use a name such as Europe/Stockholm or UTC."),
  }),
  "unknown-country": ({ name }) => ({
    message: `The holidays of "${name}" are not in the table.`,
    hint: "List the days under dates and yearly, or use the code of a country such as SE.",
  }),
  "impossible-date": ({ found }) => ({ message: `There is no such day as ${found}.`, hint: "Use a date that exists." }),
  "hours-end-before-start": ({ found }) => ({
    message: `The hours ${found} do not end after they start.`,
    hint: "A day that is closed has the empty list []. Hours past midnight are two spans: 22:00-24:00, and 00:00-06:00 on the next day.",
  }),
  "hours-overlap": ({ found }) => ({
    message: `These hours overlap, and what they share is counted once: ${found}.`,
    hint: "Mend them, or join them to one span.",
  }),
  "calendar-never-open": ({ name }) => ({
    message: `The calendar "${name}" is never open, so nothing counted in it is ever measured.`,
    hint: "Give it hours on at least one day.",
  }),
  "dates-reversed": ({ first, last }) => ({
    message: `The span ends (${last}) before it begins (${first}).`,
    hint: "Let the earlier date be the first.",
  }),
  "no-rule": ({ name }) => ({
    message: `"${name}" is an intent: it has no rule yet and is not measured.`,
    hint: "Add an indicator and a target when you agree on them.",
  }),
  "several-comparisons": ({ found }) => ({
    message: `The target has more than one comparison: ${found}.`,
    hint: "Keep one; make a second objective for the other.",
  }),
  "no-comparison": () => ({
    message: "The target says no figure to reach.",
    hint: "Add at-least, above, at-most or below: target: { at-least: 99.9 % }.",
  }),
  "wrong-unit": ({ found, unit }) => ({
    message: `"${found}" is not in the unit of this figure (${unit}).`,
    hint:
      unit === "percent"
        ? "Write it as a share: 99.9 %."
        : unit === "seconds"
          ? "Write it as a time: 4 h or 30 min."
          : "Write a number without a unit: 3.",
  }),
  "share-above-whole": ({ found }) => ({ message: `${found} is more than the whole.`, hint: "Use 100 % or less." }),
  "limit-missing": ({ name }) => ({
    message: `"${name}" runs a clock on each case, but this target gives the cases no time.`,
    hint: "Add within: 4 h.",
  }),
  "unreachable-tier": ({ tier }) => ({
    message: `Step ${tier} can never be reached: the step before it already covers it.`,
    hint: "Put the step with the lowest threshold first, or give each step both bounds.",
  }),
  "table-hole": ({ from, to }) => ({
    message: `No step covers figures from ${from} up to ${to}: a figure there is missed, and the table says nothing of what is owed.`,
    hint: "Close the hole, or sign knowing it.",
  }),
  "blank-not-filled": ({ name }) => ({
    message: `The blank "${name}" has not been filled in.`,
    hint: 'Give it its hours and take blank: "yes" away; nothing that needs it can be computed before.',
  }),
  "no-such-blank": ({ name, known }) => ({
    message: `The agreement leaves no blank named "${name}".`,
    hint: oneOf(name, known, "It has no blanks."),
  }),
  "currency-missing": () => ({
    message: "The remedy is money, but the agreement names no currency.",
    hint: "Add currency: SEK at the top.",
  }),
  "holidays-not-known": ({ first, last }) => ({
    message: `The table of holidays has the years ${first} to ${last}, and this period needs others. (Clocks look some two years before and after it.)`,
    hint: "List the days under dates instead of country, or choose a period well within those years.",
  }),
  "no-such-period": ({ found }) => ({
    message: `"${found}" is no period.`,
    hint: "Write a month as 2026-10, a quarter as 2026-Q4, a year as 2026, other spans as 2026-10-15/2026-11-15.",
  }),
  "silent-no-data": () => ({
    message: "The agreement does not say what time without data is. Read as: not measured, neither up nor down.",
    hint: "Say it under measurement: no-data: unmeasured, up or down.",
  }),
  "silent-zone": () => ({
    message: "The agreement names no time zone. Read as: UTC.",
    hint: "Add zone: Europe/Stockholm, or zone: UTC.",
  }),
  "silent-minimum-tested": () => ({
    message:
      "The text does not say whether the least length is asked of an outage before or after exclusions are taken out. Read as: before.",
    hint: "Add minimum-tested: before-exclusions, or after-exclusions.",
  }),
  "silent-no-traffic": () => ({
    message: "The text does not say what a slot without requests is. Read as: left out.",
    hint: "Add no-traffic: left-out, up or down.",
  }),
  "silent-at-closing-time": () => ({
    message: "The clock does not say when a time that runs out exactly at closing is due. Read as: at the closing.",
    hint: "Add at-closing-time: closing, or next-opening.",
  }),
  "silent-days": () => ({
    message: "The clock does not say what a day is. Read as: eight hours of working time.",
    hint: "Add days: working-time, same-time or end-of-day.",
  }),
  "silent-rounding": () => ({
    message: "The remedy does not say how amounts are rounded. Read as: half up, once, at the end.",
    hint: "Add rounding: half-up, half-even, up or down.",
  }),
  "silent-holidays": ({ name }) => ({
    message: `The calendar "${name}" says nothing of holidays. Read as: it has none.`,
    hint: "Add holidays: { country: SE, kinds: [public] }; kinds: [public, bank] takes the eves as well.",
  }),
  "silent-sections": ({ sections }) => ({
    message: `The agreement is silent on: ${sections.join(", ")}.`,
    hint: "Add them, or say where they stand: liability: { stands-in: { document: annex } }.",
  }),
  "can-never-miss": ({ found }) => ({
    message: `A target of at least ${found} can never be missed.`,
    hint: "Set a target that can be missed.",
  }),
  "not-json": ({ found }) => ({
    message: `The line is not JSON: ${found}`,
    hint: 'Write one fact a line, as {"kind": "outage", "source": …}, with names and texts in "straight quotes" and a decimal point in numbers.',
  }),
  "line-too-long": ({ limit }) => ({
    message: `The line is longer than ${limit} characters.`,
    hint: "Write one fact a line; evidence goes in by its hash.",
  }),
  "unknown-kind": ({ found, known }) => ({
    message: found === "" ? "The fact does not say its kind." : `"${found}" is no kind of fact.`,
    hint: `${meant(nearest(found, known), "")} The kinds are: ${known.join(", ")}.`.trim(),
  }),
  "time-without-zone": ({ found }) => ({
    message: `"${found}" has no zone, so it could be several moments.`,
    hint: `End it with Z for UTC, or with the offset from UTC: ${found.replace(" ", "T").replace(/T\d\d:\d\d$/, "$&:00")}+01:00.`,
  }),
  "impossible-time": ({ found }) => ({
    message: `"${found}" is no time.`,
    hint: "Write date, time to the second and offset: 2026-10-06T13:02:00Z or 2026-10-06T15:02:00+02:00.",
  }),
  "fact-of-the-future": ({ found }) => ({
    message: `${found} has not been yet, and a fact is what has happened.`,
    hint: "Mend the time, or the clock of the source; a local time that is marked Z lies hours ahead.",
  }),
  "ends-before-it-starts": ({ from, until }) => ({
    message: `It ends (${until}) before it starts (${from}).`,
    hint: "Exchange the two, or mend the one that is wrong.",
  }),
  "not-a-count": ({ member, found }) => ({
    message: `${member} must be a whole number, 0 or more; found ${found}.`,
    hint: `Write it without quotation marks, sign or decimals: "${member}": 120.`,
  }),
  "good-exceeds-total": ({ good, total }) => ({
    message: `${good} good of ${total} in all cannot be.`,
    hint: "good is how many of total went well.",
  }),
  conflict: ({ identity, hashes }) => ({
    message: `Facts of different content have the same identity: ${identity}. None of them counts until this is settled.`,
    hint: `Send the right one again with supersedes set to the hash of the wrong one: ${hashes.join(" or ")}.`,
  }),
};
