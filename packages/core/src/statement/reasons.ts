/** Reasons of a result: each line's figure and money, and the totals that the amounts add up to. */
import type { Json } from "../basics/canonical-json.ts";
import { type About, type Amount, fact, point, type Reason, reasonsOfFigure } from "../evaluation/reason.ts";
import { instantText } from "../time/zone.ts";
import type { ObjectiveResult, RemedyResult, Result } from "./result.ts";
import { clockJson, exactText, moneyJson, percentText } from "./result-json.ts";

/** The whole result, one tree a line and one a total. */
export function reasonsOf(result: Result): readonly Reason[] {
  const totals = result.totals.map((money): Reason => {
    const owed = result.objectives.flatMap((line) =>
      line.remedies
        .filter(({ amount }) => amount?.currency === money.currency)
        .map((remedy) => reasonOfRemedy(remedy, line)),
    );
    return {
      kind: "sum",
      about: { what: "total", currency: money.currency },
      amount: { kind: "money", money },
      parts: owed,
    };
  });
  return [...result.objectives.map(reasonOf), ...totals];
}

/** Why one line says what it says. */
export function reasonOf(line: ObjectiveResult): Reason {
  const { objective, subject, group, verdict, value, unit, decimals } = line;
  const about = { what: "objective", objective, subject, group: group === null ? null : group.value, verdict } as const;
  return {
    kind: "rests-on",
    about,
    amount: value === null ? null : { kind: "figure", value, unit, decimals },
    parts: [point(objective), ...reasonsOfFigure(line), ...line.remedies.map((remedy) => reasonOfRemedy(remedy, line))],
  };
}

function reasonOfRemedy(remedy: RemedyResult, line: ObjectiveResult): Reason {
  const charges = line.charged.map(({ fact: name }) => fact(name));
  const base: readonly Reason[] =
    remedy.base === null
      ? []
      : [
          {
            kind: "rests-on",
            about: { what: "base" },
            amount: { kind: "money", money: remedy.base },
            parts: charges.length === 0 ? [point(remedy.point)] : charges,
          },
        ];
  return {
    kind: "rests-on",
    about: { what: "remedy", point: remedy.point, percent: remedy.percent, tableSilent: remedy.tableSilent },
    amount: remedy.amount === null ? null : { kind: "money", money: remedy.amount },
    parts: [point(remedy.point), ...base],
  };
}

/** A tree as JSON: figures as text, times as RFC 3339. */
export function reasonJson(reason: Reason): Json {
  if (reason.kind === "fact") return { kind: "fact", fact: reason.fact };
  if (reason.kind === "point") return { kind: "point", point: reason.point };
  return {
    kind: reason.kind,
    about: aboutJson(reason.about),
    amount: reason.amount === null ? null : amountJson(reason.amount),
    parts: reason.parts.map(reasonJson),
  };
}

function amountJson(amount: Amount): Json {
  switch (amount.kind) {
    case "time":
      return { elapsed_ms: amount.time };
    case "number":
      return { exact: exactText(amount.value) };
    case "figure":
      return { exact: exactText(amount.value), unit: amount.unit };
    case "money":
      return moneyJson(amount.money);
  }
}

function aboutJson(about: About): Json {
  switch (about.what) {
    case "stretch":
      return {
        what: about.what,
        from: instantText(about.between.start),
        until: instantText(about.between.end),
        because: about.because,
      };
    case "clock":
      return { what: about.what, ...clockJson(about.run) };
    case "remedy":
      return {
        what: about.what,
        point: about.point,
        percent: about.percent === null ? null : percentText(about.percent),
        table_silent: about.tableSilent,
      };
    default:
      return about;
  }
}
