import fc from "fast-check";
import { expect, test } from "vitest";
import { codesIn, drawable } from "./drawable.ts";

const none = new Set<string>();

test.each([
  ["Åsa Öström & Söner <b>#eval</b>", "Åsa Öström & Söner <b>#eval</b>"],
  ["a\r\nb\tc", "a\nb c"],
  ["100 kr\u202e rk 001\u202c", "100 kr⟨U+202E⟩ rk 001⟨U+202C⟩"],
  ["\u0000\u0007", "⟨U+0000 U+0007⟩"],
  ["می\u200cخواهم", "می\u200cخواهم"],
  ["👨\u200d👩", "👨⟨U+200D⟩👩"],
  ["⟩⟨", "⟩⟨"],
])("%j is drawn as %j", (text, drawn) => {
  expect(drawable(text, none)).toBe(drawn);
});

test("what no font draws stands as its code points, once for each run", () => {
  expect(drawable("Bolaget 😀😀 漢", new Set(["😀", "漢"]))).toBe("Bolaget ⟨U+1F600 U+1F600⟩ ⟨U+6F22⟩");
  expect(codesIn({ name: "😀", rows: ["漢", "a"] }, new Set(["😀", "漢"]))).toEqual(["U+1F600", "U+6F22"]);
});

test("long runs may be broken, and a checksum stays whole", () => {
  expect(
    drawable("x".repeat(40), none)
      .split("\u200b")
      .map(({ length }) => length),
  ).toEqual([8, 8, 8, 8, 8]);
  expect(drawable("0f".repeat(32), none)).toBe("0f".repeat(32));
});

test("the name of a code point is never broken, however long the run that it stands in", () => {
  for (let before = 0; before < 40; before++) {
    const drawn = drawable(`${"x".repeat(before)}\u0000${"y".repeat(40)}`, none);
    expect(drawn).toContain("⟨U+0000⟩");
    expect(Math.max(...drawn.split("\u200b").map(({ length }) => length))).toBeLessThanOrEqual(10);
  }
  expect(drawable("𮹞ა𮹞!𳑺\u0606\u0000", none)).toContain("U+0000⟩");
});

test("nothing that can be drawn is lost, and nothing that steers letters is left", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const drawn = drawable(text, none);
      expect(drawn).not.toMatch(/[^\n\P{Cc}]|[\p{Co}\p{Cn}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
      const letters = (found: string): string => found.replace(/[^\p{L}\p{N}]/gu, "");
      expect(letters(drawn.replace(/⟨U\+[^⟩]*⟩/g, ""))).toBe(letters(text));
    }),
  );
});
