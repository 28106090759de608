/** Filling in a form: rows come and go without touching their neighbours, and a field that has changed form keeps what it can. */
import {
  bodyOf,
  type Fields,
  fieldsOf,
  formSections,
  formThere,
  type Input,
  inside,
  isThere,
  type Json,
  namesWithin,
  pointForm,
  pointsOf,
  rowsWithin,
  stepsTo,
  withBlank,
  withForm,
  withoutField,
  withoutRow,
  withRow,
} from "@overens/core";
import { expect, test } from "vitest";
import { complete } from "./changed-members.ts";

const objectives = pointForm("objectives") as Extract<Input, { readonly kind: "members" }>;
const target = objectives.members.find(({ member }) => member === "target")?.input as Extract<
  Input,
  { readonly kind: "either" }
>;
const [one, many] = target.of as readonly [Input, Extract<Input, { readonly kind: "rows" }>];
const filled = (body: Json): Fields => fieldsOf(body);
const body = (fields: Fields): Json => bodyOf(objectives, fields);

test("a row that is taken away takes nothing with it, and those after it move up", () => {
  const fields = filled({
    id: "o",
    target: [{ "at-least": "1" }, { "at-least": "2" }, { "at-least": "3" }],
    per: "resource",
  });
  const left = withoutRow(fields, "/target", 1);
  expect(body(left)).toEqual({ id: "o", target: [{ "at-least": "1" }, { "at-least": "3" }], per: "resource" });
  expect(rowsWithin(left, "/target")).toEqual([0, 1]);
  const eleven = filled({ target: Array.from({ length: 12 }, (_, row) => ({ "at-least": String(row) })) });
  expect(rowsWithin(withoutRow(eleven, "/target", 1), "/target")).toHaveLength(11);
  expect(withoutRow(eleven, "/target", 1).get("/target/10/at-least")).toBe("11");
});

test("an empty row is there to be filled, and no part of the body until it is", () => {
  const fields = filled({ id: "o", target: [{ "at-least": "1" }] });
  const more = withRow(fields, "/target", many.of);
  expect(rowsWithin(more, "/target")).toEqual([0, 1]);
  expect(body(more)).toEqual(body(fields));
});

test("every form of every section can be begun empty, and taken away again without a trace", () => {
  for (const section of formSections) {
    const form = pointForm(section) as Input;
    const members =
      form.kind === "members" ? form.members : form.kind === "kinds" ? form.of.flatMap((kind) => kind.members) : [];
    for (const { member, input } of members) {
      const pointer = inside("", member);
      const begun = withBlank(new Map(), pointer, input);
      expect(isThere(begun, pointer), `${section} ${member}`).toBe(true);
      if (input.kind === "either") expect(formThere(input.of, begun, pointer), member).toBe(input.of[0]);
      expect(withoutField(begun, pointer).size).toBe(0);
    }
  }
});

test("one becomes the first of many, and of many the first is kept", () => {
  const fields = filled({ id: "o", target: { "at-least": "99 %", within: "4 h" } });
  expect(formThere(target.of, fields, "/target")).toBe(one);
  const rows = withForm(fields, "/target", one, many);
  expect(body(rows)).toEqual({ id: "o", target: [{ "at-least": "99 %", within: "4 h" }] });
  expect(formThere(target.of, rows, "/target")).toBe(many);
  const back = withForm(withRow(rows, "/target", many.of), "/target", many, one);
  expect(body(back)).toEqual(body(fields));
});

test("what does not fit another form gives way to an empty one", () => {
  const hours = (pointForm("calendars") as typeof objectives).members.find(({ member }) => member === "hours")
    ?.input as typeof target;
  const fields = withForm(filled({ id: "c", hours: "always" }), "/hours", hours.of[0] as Input, hours.of[1] as Input);
  expect(bodyOf(pointForm("calendars") as Input, fields)).toEqual({ id: "c" });
  expect(isThere(fields, "/hours/mon/0")).toBe(true);
});

test("names with the signs of a pointer in them are found as they are", () => {
  const fields = filled({ when: { "a/b~c": "x" } });
  expect(namesWithin(fields, "/when")).toEqual(["a/b~c"]);
  expect(stepsTo(inside("/when", "a/b~c"))).toEqual(["when", "a/b~c"]);
});

test("the form that a field of the complete example has is one that its body came from", () => {
  for (const { section, body: whole } of pointsOf(complete as never)) {
    if (section !== "objectives") continue;
    const there = formThere(target.of, filled(whole), "/target");
    const has = (whole as { readonly target?: unknown }).target;
    expect(there).toBe(has === undefined ? null : Array.isArray(has) ? many : one);
  }
});
