/** What it costs and what a miss entitles to: continuity, charges, remedies, liability. */
import type { ChargeEntry, Continuity, PercentTiers, Remedy, RemedyClaim } from "../agreement/agreement.ts";
import { point, type RenderedPoint, type RenderedSection, section } from "./rendered.ts";
import {
  bounds,
  condition,
  figure,
  limit,
  money as moneyWords,
  named,
  type Speaker,
  sentence,
  serviceName,
} from "./speaker.ts";

export function money(speaks: Speaker): readonly RenderedSection[] {
  const { agreement, say, text } = speaks;
  return [
    section(
      say("Kontinuitet", "Continuity"),
      agreement.continuity,
      (found) => found.map((entry) => continuityPoint(entry, speaks)),
      speaks,
    ),
    section(
      say("Avgifter", "Charges"),
      agreement.charges,
      (found) => found.map((entry) => chargePoint(entry, speaks)),
      speaks,
    ),
    section(
      say("Påföljder", "Remedies"),
      agreement.remedies,
      (found) => found.map((entry) => remedyPoint(entry, speaks)),
      speaks,
    ),
    section(
      say("Ansvar", "Liability"),
      agreement.liability,
      (found) => found.map((entry) => point(entry, text(entry.title), [], [], speaks)),
      speaks,
    ),
  ];
}

function continuityPoint(entry: Continuity, speaks: Speaker): RenderedPoint {
  const { say, text } = speaks;
  const { service, rto, rpo, "backup-every": every, "restore-test": test } = entry;
  return point(
    entry,
    text(entry.title),
    [
      service === undefined
        ? ""
        : say(`Det gäller ${serviceName(service, speaks)}.`, `It holds for ${serviceName(service, speaks)}.`),
      rto === undefined ? "" : say(`Tjänsten är återställd inom ${rto}.`, `The service is restored within ${rto}.`),
      rpo === undefined ? "" : say(`Högst ${rpo} data går förlorad.`, `At most ${rpo} of data is lost.`),
      every === undefined ? "" : say(`Säkerhetskopia tas varje ${every}.`, `A backup is taken every ${every}.`),
      test === undefined ? "" : say(`Återläsning provas: ${text(test)}.`, `Restoring is tested: ${text(test)}.`),
    ],
    [],
    speaks,
  );
}

function chargePoint(charge: ChargeEntry, speaks: Speaker): RenderedPoint {
  const { say, text } = speaks;
  const { service, amount, per, index } = charge;
  const period =
    per === undefined
      ? ""
      : {
          month: say(" per månad", " a month"),
          quarter: say(" per kvartal", " a quarter"),
          year: say(" per år", " a year"),
        }[per];
  return point(
    charge,
    text(charge.title),
    [
      service === undefined
        ? ""
        : say(`Avgiften är för ${serviceName(service, speaks)}.`, `The charge is for ${serviceName(service, speaks)}.`),
      amount === undefined
        ? say(`Den är det som fakturerats${period}.`, `It is what was invoiced${period}.`)
        : say(`Den är ${moneyWords(amount, speaks)}${period}.`, `It is ${moneyWords(amount, speaks)}${period}.`),
      index === undefined ? "" : say(`Den räknas om: ${text(index)}.`, `It is adjusted: ${text(index)}.`),
    ],
    [],
    speaks,
  );
}

function remedyPoint(remedy: Remedy, speaks: Speaker): RenderedPoint {
  const { say, text } = speaks;
  const legal = {
    "service-credit": say("tjänstekredit", "a service credit"),
    "price-reduction": say("prisavdrag", "a price reduction"),
    "contractual-penalty": say("vite", "a contractual penalty"),
    damages: say("skadestånd", "damages"),
  }[remedy["legal-kind"]];
  const beside = remedy["beside-damages"];
  const relation =
    beside === undefined
      ? ""
      : {
          excludes: say("Den utesluter skadestånd.", "It excludes damages."),
          deducted: say("Den räknas av från skadestånd.", "It is deducted from damages."),
          beside: say("Den står vid sidan av skadestånd.", "It stands beside damages."),
        }[beside];
  const due =
    remedy.kind === "action"
      ? [
          sentence(`${say("Leverantören ska", "The provider shall")}: ${text(remedy.action)}`),
          remedy.by === undefined
            ? ""
            : say(`Det är gjort inom ${limit(remedy.by, speaks)}.`, `It is done within ${limit(remedy.by, speaks)}.`),
        ]
      : creditSentences(remedy, speaks);
  return point(
    remedy,
    text(remedy.title),
    [
      say(`Påföljden är ${legal}.`, `The remedy is ${legal}.`),
      relation,
      ...due,
      ...claimSentences(remedy.claim, speaks),
    ],
    remedy.kind === "action" ? [] : tierRows(remedy, speaks),
    speaks,
  );
}

function creditSentences(
  { base, cap, "least-amount": least, rounding }: PercentTiers,
  speaks: Speaker,
): readonly string[] {
  const { say, text, agreement } = speaks;
  const charges = agreement.charges === undefined || "stands-in" in agreement.charges ? [] : agreement.charges;
  const share = cap?.["share-of-base"];
  const roundings = {
    "half-up": say("närmaste öre, hälften uppåt", "the nearest minor unit, a half upwards"),
    "half-even": say("närmaste öre, hälften till jämnt", "the nearest minor unit, a half to even"),
    up: say("uppåt till helt öre", "up to a whole minor unit"),
    down: say("nedåt till helt öre", "down to a whole minor unit"),
  };
  return [
    base === undefined
      ? say(
          "Underlaget är det som fakturerats för tjänsten i perioden.",
          "The base is what was charged for the service in the period.",
        )
      : say(
          `Underlaget är ${named(base, text(charges.find(({ id }) => id === base)?.title))}.`,
          `The base is ${named(base, text(charges.find(({ id }) => id === base)?.title))}.`,
        ),
    share === undefined
      ? ""
      : say(
          `Den är högst ${figure(share, speaks)} av underlaget.`,
          `It is at most ${figure(share, speaks)} of the base.`,
        ),
    cap?.amount === undefined
      ? ""
      : say(`Den är högst ${moneyWords(cap.amount, speaks)}.`, `It is at most ${moneyWords(cap.amount, speaks)}.`),
    least === undefined
      ? ""
      : say(
          `Belopp under ${moneyWords(least, speaks)} betalas inte.`,
          `Amounts under ${moneyWords(least, speaks)} are not paid.`,
        ),
    rounding === undefined
      ? ""
      : say(
          `Beloppet avrundas en gång, ${roundings[rounding]}.`,
          `The amount is rounded once, ${roundings[rounding]}.`,
        ),
  ];
}

function tierRows({ tables }: PercentTiers, speaks: Speaker): readonly string[] {
  const { say } = speaks;
  return tables.flatMap(({ when, tiers }) => {
    const whom = when === undefined ? "" : say(`för ${condition(when, speaks)}: `, `for ${condition(when, speaks)}: `);
    return tiers.map((tier) =>
      sentence(
        `${whom}${say("utfall", "a figure of")} ${bounds(tier, speaks)} ${say("ger", "gives")} ${figure(tier.credit, speaks)} ${say("av underlaget", "of the base")}`,
      ),
    );
  });
}

function claimSentences(claim: RemedyClaim | undefined, speaks: Speaker): readonly string[] {
  if (claim === undefined) return [];
  const { say, text } = speaks;
  const { automatic, within, from, evidence } = claim;
  const since =
    from === undefined
      ? ""
      : {
          "period-end": say(" från periodens slut", " from the end of the period"),
          incident: say(" från händelsen", " from the incident"),
          statement: say(" från månadsutfallet", " from the statement"),
        }[from];
  return [
    automatic === undefined
      ? ""
      : automatic === "yes"
        ? say("Den ges utan att krävas.", "It is given without a claim.")
        : say("Den ska krävas.", "It must be claimed."),
    within === undefined && since === ""
      ? ""
      : within === undefined
        ? say(`Tiden räknas${since}.`, `Time is counted${since}.`)
        : say(
            `Kravet ska framställas inom ${limit(within, speaks)}${since}.`,
            `It is claimed within ${limit(within, speaks)}${since}.`,
          ),
    evidence === undefined ? "" : say(`Till kravet hör: ${text(evidence)}.`, `With the claim goes: ${text(evidence)}.`),
  ];
}
