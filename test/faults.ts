/** What is wrong with a page for people who do not see it, or see it narrow: axe, and what axe does not ask. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Runs in the page: what axe finds, what goes past the edge, what scrolls without a name or a way in by keyboard, and drawings without words. */
export const faultsOnPage = `(async () => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const named = (element) => (element.getAttribute("aria-label") ?? element.getAttribute("aria-labelledby")) !== null;
  const told = (element) => element.outerHTML.slice(0, 160);
  const scrolls = [...document.querySelectorAll("body *:not(textarea):not(dialog)")].filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX));
  const silent = [...document.querySelectorAll("svg")].filter((drawing) => drawing.getAttribute("aria-hidden") !== "true" && !(drawing.getAttribute("role") === "img" && named(drawing)));
  const figures = [...document.querySelectorAll("figure")].filter((figure) => !figure.querySelector("[role=group][aria-label]"));
  const { violations } = await axe.run();
  return [
    ...(document.documentElement.scrollWidth > innerWidth ? ["sideways: " + document.documentElement.scrollWidth] : []),
    ...scrolls.filter((region) => region.tabIndex !== 0 || region.getAttribute("role") !== "region" || !named(region)).map((region) => "scrolls: " + told(region)),
    ...[...silent, ...figures].map((drawing) => "drawing without words: " + told(drawing)),
    ...violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html, target }) => target + " " + html).slice(0, 3).join(" ")),
  ];
})()`;
