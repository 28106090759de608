/** Plain samples are read by their shape, and that reading never differs from reading JSON. */
import { countSampleLines, type Instant, instant, parseFact, parseFactLine } from "@overens/core";
import fc from "fast-check";
import { expect, test } from "vitest";

const now = instant(Date.UTC(2026, 0, 1));
const sample = (more: object = {}): Record<string, unknown> => ({
  source: "probe",
  kind: "sample",
  subject: "web",
  slot: "2025-05-06T07:08:00Z",
  length_ms: 60_000,
  state: "up",
  ...more,
});
const line = (more: object = {}): string => JSON.stringify(sample(more));

test("a member that stands twice is named, also where space stands before its colon", () => {
  for (const doubled of [
    line().replace('"state"', '"state":"down","state"'),
    line().replace('"state"', '"state" :"down","state"'),
    line().replace('"state"', '"state"\t:"down","state"'),
    line().replace('"kind"', '"kind":"sample" ,"kind" '),
    line({ length_ms: 1_000_000_000 }).replace("1000000000", '1e9,"state":""'),
  ]) {
    expect(parseFactLine(doubled, 1)).toMatchObject({ ok: false, problems: [{ code: "duplicate-member" }] });
    expect(countSampleLines(doubled, "probe", now)).toBeNull();
  }
});

test("a sample lasts 31 days at most, and its texts are as long as any other's", () => {
  const month = 31 * 86_400_000;
  expect(parseFactLine(line({ length_ms: month }), 1).ok).toBe(true);
  for (const more of [{ length_ms: month + 1 }, { length_ms: 9e15 }, { subject: "x".repeat(4097) }])
    expect(parseFactLine(line(more), 1)).toMatchObject({ ok: false, problems: [{ code: "wrong-form" }] });
  expect(parseFactLine(line({ subject: "x".repeat(4096) }), 1).ok).toBe(true);
});

test("lines of plain samples are counted; one that is anything else gives the whole to be read line by line", () => {
  const { source: _, ...unnamed } = sample();
  const bare = JSON.stringify(unnamed);
  const inside = bare.replace('"subject"', '"source":"probe","subject"');
  expect(countSampleLines(`${line()}\n${line()}`, "probe", now)).toEqual({ count: 2, areNamed: true });
  expect(countSampleLines(`${line()}\n${inside}`, "probe", now)).toEqual({ count: 2, areNamed: true });
  expect(countSampleLines(`${bare}\n${bare}\n${bare}`, "probe", now)).toEqual({ count: 3, areNamed: false });
  for (const other of [
    line({ source: "other" }),
    bare,
    "",
    " ",
    `${line()}\r`,
    `${line()} `,
    `${line()}${line()}`,
    `${line()},`,
    line({ slot: "2025-05-06T07:08:00" }),
    line({ slot: "2025-02-30T07:08:00Z" }),
    line({ slot: "2026-01-01T00:01:00Z" }),
    line({ state: "sideways" }),
    line({ length_ms: 0 }),
    line({ length_ms: -1 }),
    line({ length_ms: 1.5 }),
    line({ length_ms: "60000" }),
    line({ more: "x" }),
    line({ kind: "counter" }),
    line({ subject: "" }),
    line({ subject: 'a"b' }),
    line({ subject: "a\u0000b" }),
    line({ subject: "a\ufffdb" }),
    line({ supersedes: "x" }),
    line().replace("{", "{ "),
    line().replace("web", "we\nb"),
    line().replace('"probe"', '"probe","source":"probe"'),
    line().replace('"subject"', '"source":"probe","subject"'),
    "{}",
  ])
    expect(countSampleLines(`${line()}\n${other}\n${line()}`, "probe", now), other).toBeNull();
});

test("what is read by its shape says what JSON says", () => {
  const piece = fc.constantFrom(
    ...'{}":,\\ \n\t0123456789TZ-eE.',
    '"kind"',
    '"sample"',
    '"state" ',
    "å",
    "\u2028",
    "up",
  );
  const mutated = fc
    .tuple(
      fc.record({
        subject: fc.string({ minLength: 1, unit: "grapheme" }),
        length_ms: fc.integer({ min: -1, max: 3_000_000_000 }),
        state: fc.constantFrom("up", "down", "unknown", "off"),
        second: fc.integer({ min: -100_000_000_000, max: 4_000_000_000 }),
      }),
      fc.nat(),
      fc.nat({ max: 3 }),
      fc.array(piece, { maxLength: 2 }),
    )
    .map(([{ second, ...rest }, at, cut, put]) => {
      const whole = line({ ...rest, slot: new Date(second * 1000).toISOString().replace(".000Z", "Z") });
      const from = at % (whole.length * 2); // half of them stay whole
      return from >= whole.length ? whole : whole.slice(0, from) + put.join("") + whole.slice(from + cut);
    });
  let whole = 0;
  fc.assert(
    fc.property(mutated, (text) => {
      if (text.includes("\n") || /\p{Surrogate}/u.test(text)) return; // half a character does not come out of UTF-8
      const shaped = countSampleLines(text, "probe", Number.MAX_SAFE_INTEGER as Instant);
      if (shaped === null) return;
      whole += 1;
      const value: unknown = JSON.parse(text);
      expect(parseFact(value, { path: "" })).toEqual(parseFactLine(text, 1));
      // Nothing stands twice: the same value written anew is as long.
      expect(JSON.stringify(value).length).toBe(text.length);
    }),
    { numRuns: 20_000 },
  );
  expect(whole).toBeGreaterThan(1000);
});
