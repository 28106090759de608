/** Det som sägs där ett nytt avtal börjar. */
import type { beginningEn } from "./beginning-en.ts";

export const beginningSv: typeof beginningEn = {
  beginning: {
    title: "Nytt avtal",
    lead: "Börja från något som håller, och ändra det tillsammans. Ingenting binder före underskrift.",
    from: "Börja från",
    blank: "Tomt",
    about: (points, promises) => `${points} ${points === 1 ? "punkt" : "punkter"}: ${promises}`,
    own: "Ett avtal jag har",
    ownNote: "I YAML eller JSON: en fil eller inklistrad text. Det kontrolleras här innan något skickas.",
    copy: "En kopia av ett avtal som finns här",
    copyNote: "Texten som den är nu, utan fakta och utan det som har sagts om den.",
    copyOf: "Vilket",
    file: "Fil",
    paste: "Text; en fil kan släppas här",
    problems: "Det som är fel i texten",
    names: "Namn",
    nameOf: { title: "Avtalets rubrik", provider: "Leverantör", customer: "Kund" },
    nobody: "Du har inte loggat in: rummet blir öppet för alla på den här datorn, och ingenting i det binder.",
    open: "Öppna rummet",
    nothingChosen: "Välj vad det ska börja från.",
    problemsLeft: (count) => `${count} fel kvar i texten.`,
    missing: (names) => `Återstår att ge namn: ${names}.`,
    ready: "Rummet öppnas för er sida; den andra sidan kommer in när ni bjuder in den.",
  },
};
