/** A mandate in a line: alone or together, up to what, and from when to when. */
import type { Mandate } from "../access/mandate.ts";
import { parseAmount } from "../basics/money.ts";
import { type Language, moneyText } from "./format.ts";

export function mandateText(
  { upTo, from, until, jointly }: Pick<Mandate, "upTo" | "from" | "until" | "jointly">,
  language: Language,
): string {
  const say = (sv: string, en: string): string => (language === "sv" ? sv : en);
  const [amount = "", currency = ""] = (upTo ?? "").split(" ");
  const money = upTo === null ? null : parseAmount(amount, currency);
  const limit = money === null ? (upTo ?? "") : moneyText(money, language);
  return [
    jointly ? say("tillsammans med en till", "together with one more") : say("ensam", "alone"),
    upTo === null ? say("utan beloppsgräns", "without limit") : say(`upp till ${limit}`, `up to ${limit}`),
    until === null ? say(`från ${from}`, `from ${from}`) : say(`${from} till ${until}`, `${from} to ${until}`),
  ].join(", ");
}
