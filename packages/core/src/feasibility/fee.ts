/** What a proposal asks for in fees: the agreement's own charges before and after, by how often they are paid. */
import type { Agreement, ChargeEntry } from "../agreement/agreement.ts";
import { parseMoney } from "../agreement/scalars.ts";
import { type Money, nothing, plus } from "../basics/money.ts";

/** All charges of one currency that are paid equally often. A fee that the text does not state ("as invoiced") is not among them. */
export type FeeChange = {
  readonly per: "month" | "quarter" | "year" | "once";
  readonly before: Money;
  readonly after: Money;
};

const rhythms = ["month", "quarter", "year", "once"] as const;

/** One for each rhythm and currency in which the fees differ; nothing where no fee does. */
export function feeChanges(before: Agreement, after: Agreement): readonly FeeChange[] {
  const [old, next] = [feesOf(before), feesOf(after)];
  const currencies = [...new Set([...old, ...next].map(({ fee }) => fee.currency))].sort();
  return rhythms.flatMap((per) =>
    currencies.flatMap((currency) => {
      const change = { per, before: sumOf(old, per, currency), after: sumOf(next, per, currency) };
      return change.before.minor === change.after.minor ? [] : [change];
    }),
  );
}

type Fee = { readonly per: FeeChange["per"]; readonly fee: Money };

function feesOf({ charges }: Agreement): readonly Fee[] {
  if (!Array.isArray(charges)) return [];
  return (charges as readonly ChargeEntry[]).flatMap(({ amount, per }) => {
    const fee = amount === undefined ? null : parseMoney(amount);
    return fee === null ? [] : [{ per: per ?? "once", fee }];
  });
}

function sumOf(fees: readonly Fee[], per: FeeChange["per"], currency: string): Money {
  return fees
    .filter((found) => found.per === per && found.fee.currency === currency)
    .reduce((sum, { fee }) => plus(sum, fee), nothing(currency));
}
