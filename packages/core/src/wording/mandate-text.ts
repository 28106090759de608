/** A mandate in a line: alone or together, up to what, and from when to when. */
import type { Mandate } from "../access/mandate.ts";
import { parseAmount } from "../basics/money.ts";
import { type Language, moneyText } from "./format.ts";

export function mandateText(
  { upTo, from, until, jointly }: Pick<Mandate, "upTo" | "from" | "until" | "jointly">,
  language: Language,
): string {
  const say = (sv: string, en: string): string => (language === "sv" ? sv : en);
  return [
    jointly ? say("tillsammans med en till", "together with one more") : say("ensam", "alone"),
    upTo === null
      ? say("utan beloppsgräns", "without limit")
      : say(`upp till ${worthText(upTo, language)}`, `up to ${worthText(upTo, language)}`),
    until === null ? say(`från ${from}`, `from ${from}`) : say(`${from} till ${until}`, `${from} to ${until}`),
  ].join(", ");
}

/** "1440000.00 SEK" as it is read: "1 440 000,00 kr". What is no amount stays as it is. */
export function worthText(worth: string, language: Language): string {
  const [amount = "", currency = ""] = worth.split(" ");
  const money = parseAmount(amount, currency);
  return money === null ? worth : moneyText(money, language);
}
