/** The mark: a circle of two halves, the provider's left and the customer's right. A half is full when its side has signed. */
import type { Language, Party } from "@overens/core";

export type Mark = { readonly svg: string; readonly alt: string };

const hue = { provider: "#1b5a85", customer: "#8a4710" };
const half = { provider: "M20 2A18 18 0 0 0 20 38Z", customer: "M20 2A18 18 0 0 1 20 38Z" };

export function mark(parties: readonly Party[], signed: ReadonlySet<string>, language: Language): Mark {
  const sides = (["provider", "customer"] as const).map((side) => {
    const party = parties.find(({ role }) => role === side);
    return { side, name: party?.name ?? side, full: party !== undefined && signed.has(party.id) };
  });
  const paths = sides.map(({ side, full }) =>
    full
      ? `<path d="${half[side]}" fill="${hue[side]}"/>`
      : `<path d="${half[side]}" fill="none" stroke="${hue[side]}" stroke-width="1.6" stroke-dasharray="3.2 2.6"/>`,
  );
  const words = sides.map(({ name, full }) =>
    language === "sv" ? `${name} har ${full ? "" : "inte "}undertecknat` : `${name} has ${full ? "" : "not "}signed`,
  );
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">${paths.join("")}</svg>`,
    alt: `${words.join(language === "sv" ? ", och " : ", and ")}.`,
  };
}
