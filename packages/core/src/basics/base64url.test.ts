/** The vectors of RFC 4648, and what is not the one way of writing bytes. */
import { expect, test } from "vitest";
import { base64url, base64urlBytes } from "./base64url.ts";
import { utf8 } from "./hash.ts";

test.each([
  ["", ""],
  ["f", "Zg"],
  ["fo", "Zm8"],
  ["foo", "Zm9v"],
  ["foob", "Zm9vYg"],
  ["fooba", "Zm9vYmE"],
  ["foobar", "Zm9vYmFy"],
])("%j is written %j and read back", (text, written) => {
  expect(base64url(utf8(text))).toBe(written);
  expect(base64urlBytes(written)).toEqual(utf8(text));
});

test("the two letters that are its own, and nothing else", () => {
  expect(base64url(Uint8Array.of(0xfb, 0xff, 0xbf))).toBe("-_-_");
  for (const wrong of ["Zg==", "Zh", "Z", "Zm9v+", "Zm 9v", "Zm9v\n", "å"]) expect(base64urlBytes(wrong)).toBeNull();
});
