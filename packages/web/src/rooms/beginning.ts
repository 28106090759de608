/** What a new agreement is begun from, and its text with the names that its parties give it. */
import {
  type Agreement,
  checkAgreement,
  type Language,
  type Problem,
  parseAgreement,
  problemText,
  textIn,
  withTexts,
} from "@overens/core";
import { timeTables } from "@overens/tables";

export type Names = { readonly title: string; readonly provider: string; readonly customer: string };

export type Begun = {
  readonly agreement: Agreement | null;
  /** What it calls itself and its parties. */
  readonly names: Names;
  /** What is wrong with it, in words and with the line. */
  readonly problems: readonly string[];
};

export function begunFrom(source: string, language: Language): Begun {
  const read = parseAgreement(source);
  const { zones, holidays } = timeTables();
  const found = read.ok
    ? checkAgreement(read.value, { zones: new Set(zones.names), countries: new Set(holidays.countries) })
    : read.problems;
  const agreement = read.ok ? read.value.agreement : null;
  return {
    agreement,
    names: {
      title: agreement === null ? "" : textIn(agreement.title, language),
      provider: partyName(agreement, "provider"),
      customer: partyName(agreement, "customer"),
    },
    problems: found.filter(({ severity }) => severity === "error").map((one) => told(one, language)),
  };
}

function partyName(agreement: Agreement | null, role: string): string {
  return agreement?.parties.find((party) => party.role === role)?.name ?? "";
}

function told(problem: Problem, language: Language): string {
  const { message, hint } = problemText(problem, language);
  const { line, column, path } = problem.at;
  const place = [line, column, path].filter((part) => part !== undefined && part !== "").join(":");
  return `${place}: ${message} ${hint}`.trim();
}

/** The text with its title and parties named otherwise; a name left as it was leaves the text as it was, in both its languages. */
export function named(source: string, { agreement, names: before }: Begun, names: Names): string {
  const changes = [
    ...(names.title === before.title ? [] : [{ path: ["title"], text: names.title }]),
    ...(agreement?.parties ?? []).flatMap(({ role, name }, index) => {
      const to = role === "provider" || role === "customer" ? names[role] : name;
      return to === name ? [] : [{ path: ["parties", index, "name"], text: to }];
    }),
  ];
  return changes.length === 0 ? source : withTexts(source, changes);
}
