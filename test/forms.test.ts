/** Forms hold what the document holds: nothing of a point is lost on the way through its form, and every field has a name in both languages. */
import { readdirSync, readFileSync } from "node:fs";
import {
  type Agreement,
  bodyOf,
  choiceName,
  type Fields,
  type FormMember,
  fieldsOf,
  formHint,
  formSections,
  type Input,
  itemName,
  type Json,
  memberName,
  parseAgreement,
  pointForm,
  pointsOf,
} from "@overens/core";
import { expect, test } from "vitest";
import { changedAt, complete, places } from "./changed-members.ts";

const sections = ["agreement", ...formSections];

test("every section of points has a form", () => {
  const found = new Set(pointsOf(complete as unknown as Agreement).map(({ section }) => section));
  expect([...found].sort()).toEqual([...sections].sort());
  expect(pointForm("parties")).toBeNull();
  expect(pointForm("nothing")).toBeNull();
});

const stories = readdirSync("examples", { withFileTypes: true, recursive: true })
  .filter((entry) => entry.name.endsWith(".yaml") && !/problems/.test(entry.parentPath))
  .flatMap((entry) => {
    const read = parseAgreement(readFileSync(`${entry.parentPath}/${entry.name}`, "utf8"));
    return read.ok ? [[`${entry.parentPath}/${entry.name}`, read.value.agreement] as const] : [];
  });

test.each(stories)("every point of %s comes through its form unchanged", (_name, agreement) => {
  for (const { section, body } of pointsOf(agreement)) expect(throughForm(section, body)).toEqual(body);
});

test("so does every point of the complete example with any member changed", () => {
  for (const path of places)
    for (const { section, body } of pointsOf(changedAt(path))) expect(throughForm(section, body)).toEqual(body);
});

test.each(sections)("every field and choice of %s is called something in both languages", (section) => {
  const form = pointForm(section) as Input;
  const nameless: string[] = [];
  walk(form, [section], (path, input) => {
    for (const language of ["sv", "en"] as const) {
      if (path.length > 1 && memberName(path, language) === null) nameless.push(`${path.join(".")} in ${language}`);
      if (input.kind === "rows" && itemName(path, language) === "") nameless.push(`a row of ${path.join(".")}`);
      const choices =
        input.kind === "choice" ? input.choices : input.kind === "kinds" ? input.of.map(({ name }) => name) : [];
      for (const choice of choices)
        if (choice !== "1" && choiceName(input.kind === "kinds" ? [...path, "kind"] : path, choice, language) === null)
          nameless.push(`${path.join(".")} ${choice} in ${language}`);
      if ("pattern" in input && (input.pattern === "" || formHint(input.form, language) === ""))
        nameless.push(`the form of ${path.join(".")}`);
    }
  });
  expect(nameless).toEqual([]);
});

test("what is asked for is what the schema takes", () => {
  const objective = membersOf("objectives");
  expect(objective["title"]).toEqual({ member: "title", required: true, input: { kind: "words", longest: 20_000 } });
  expect(objective["calendar"]?.input).toEqual({ kind: "reference", to: "calendars", several: false });
  expect(objective["remedy"]?.input).toEqual({ kind: "reference", to: "remedies", several: true });
  expect(objective["because"]?.input).toEqual({ kind: "reference", to: "background", several: true });
  expect(objective["when"]?.input).toEqual({ kind: "condition" });
  expect(objective["indicator"]?.input.kind).toBe("kinds");
  const charge = membersOf("charges");
  expect(charge["per"]?.input).toEqual({ kind: "choice", choices: ["month", "quarter", "year"] });
  const amount = charge["amount"]?.input as Extract<Input, { readonly pattern: string }>;
  expect(amount.kind).toBe("money");
  expect(new RegExp(amount.pattern).test("12000.00 SEK")).toBe(true);
  expect(new RegExp(amount.pattern).test("12 000 kr")).toBe(false);
  expect(membersOf("calendars")["blank"]?.input).toEqual({ kind: "yes-no" });
  const parties = membersOf("agreement")["parties"]?.input;
  expect(parties?.kind === "rows" && parties.least).toBe(1);
  expect(membersOf("agreement")["measurement"]?.input).not.toHaveProperty("members.exclusions");
});

test("empty fields, rows with nothing in them and fields of another form are no part of the body", () => {
  const fields: Fields = new Map([
    ["/id", "a.9"],
    ["/title/sv", "Avgift"],
    ["/title/en", ""],
    ["/service", ""],
    ["/because/0", ""],
    ["/unknown", "x"],
    ["/__proto__/polluted", "x"],
  ]);
  expect(bodyOf(pointForm("charges") as Input, fields)).toEqual({ id: "a.9", title: { sv: "Avgift" } });
  const rows: Fields = new Map([
    ["/target/0/at-least", "99 %"],
    ["/target/1/at-least", ""],
    ["/target/10/at-least", "97 %"],
    ["/target/2/at-least", "98 %"],
  ]);
  expect(bodyOf(pointForm("objectives") as Input, rows)).toEqual({
    target: [{ "at-least": "99 %" }, { "at-least": "98 %" }, { "at-least": "97 %" }],
  });
});

test("what is there and holds nothing stays so, and names that the parties chose may hold anything", () => {
  const calendar = { id: "c", hours: { sun: [] }, holidays: {}, "on-holidays": [], overrides: { "2026-12-23": [] } };
  expect(throughForm("calendars", calendar)).toEqual(calendar);
  const service = { id: "s", name: "S", properties: { "a/b~c": "1", "0": "2" } };
  expect(throughForm("services", service)).toEqual(service);
  const objective = { id: "o", title: "O", when: {}, target: { when: { a: [], b: { "at-least": "2" } } } };
  expect(throughForm("objectives", objective)).toEqual(objective);
});

function throughForm(section: string, body: Json): Json {
  return bodyOf(pointForm(section) as Input, fieldsOf(body));
}

function membersOf(section: string): Readonly<Record<string, FormMember>> {
  const form = pointForm(section);
  return Object.fromEntries((form?.kind === "members" ? form.members : []).map((found) => [found.member, found]));
}

function walk(input: Input, path: readonly string[], see: (path: readonly string[], input: Input) => void): void {
  see(path, input);
  const intoMembers = (members: readonly FormMember[]): void => {
    for (const { member, input: inner } of members) walk(inner, [...path, member], see);
  };
  if (input.kind === "members") intoMembers(input.members);
  if (input.kind === "kinds") for (const { members } of input.of) intoMembers(members);
  if (input.kind === "rows") walk(input.of, path, see);
  if (input.kind === "either") for (const one of input.of) walk(one, path, see);
}
