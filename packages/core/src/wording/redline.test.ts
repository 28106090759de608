import fc from "fast-check";
import { expect, test } from "vitest";
import { redline, type WordSpan } from "./redline.ts";

test("one word in the place of another", () => {
  expect(redline("Svar inom 4 timmar på vardagar.", "Svar inom 2 timmar alla dagar.")).toEqual([
    { kind: "kept", text: "Svar inom" },
    { kind: "removed", text: " 4" },
    { kind: "added", text: " 2" },
    { kind: "kept", text: " timmar" },
    { kind: "removed", text: " på vardagar" },
    { kind: "added", text: " alla dagar" },
    { kind: "kept", text: "." },
  ]);
});

test("the same text is kept whole, and nothing is nothing", () => {
  expect(redline("Som förut.", "Som förut.")).toEqual([{ kind: "kept", text: "Som förut." }]);
  expect(redline("", "")).toEqual([]);
  expect(redline("", "Ny.")).toEqual([{ kind: "added", text: "Ny." }]);
});

const wordsAlike = fc.array(fc.constantFrom("a", "b", "ö", "12", " ", "\n", ". ", "𝄞"), { maxLength: 40 });

test("what is kept and removed is the old text, what is kept and added the new; neighbours are of different kinds", () => {
  fc.assert(
    fc.property(wordsAlike, wordsAlike, (old, next) => {
      const spans = redline(old.join(""), next.join(""));
      expect(textOf(spans, "removed")).toBe(old.join(""));
      expect(textOf(spans, "added")).toBe(next.join(""));
      expect(spans.every(({ kind }, index) => kind !== spans[index + 1]?.kind)).toBe(true);
      expect(spans.every(({ text }) => text !== "")).toBe(true);
    }),
    { numRuns: 500 },
  );
});

function textOf(spans: readonly WordSpan[], side: "removed" | "added"): string {
  return spans
    .filter(({ kind }) => kind === "kept" || kind === side)
    .map(({ text }) => text)
    .join("");
}
