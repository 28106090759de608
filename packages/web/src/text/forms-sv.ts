/** Det som sägs kring ett formulär: dess vyer, listor och språk. */
import type { formsEn } from "./forms-en.ts";

export const formsSv: typeof formsEn = {
  forms: {
    view: "Skrivs som",
    asForm: "Formulär",
    asSource: "Källtext",
    both: "Båda",
    yes: "ja",
    no: "nej",
    remove: "Ta bort",
    add: "Lägg till",
    moreToSay: "Mer som kan sägas",
    addRow: (row) => `Lägg till ${row}`,
    nameOfEntry: "Namn på en ny uppgift",
    nothingToChoose: "Det finns inget i utkastet att välja bland.",
    inLanguage: { sv: "På svenska", en: "På engelska" },
    shape: { text: "Ett värde", rows: "Flera rader", members: "Del för del" },
    formOf: (name) => `${name}: skrivs som`,
    elsewhere: "På annat ställe i utkastet skulle det här bli fel:",
    notOfForm:
      "Formuläret har ingen plats för en del av det här. Det står kvar som källtext; vad som är fel sägs nedan.",
    checking: "Kontrollerar …",
    errorsLeft: (count) => `${count} fel kvar innan det kan skickas.`,
    nothingChanged: "Inget är ändrat än.",
    idStays: "Punktens beteckning (id) ändras inte.",
    movedOn: "Punkten har ändrats sedan du började skriva. Det du skickar skulle ersätta hur den lyder nu.",
    beginAnew: "Börja om från hur den lyder nu",
    keptHere: "Det du skriver finns kvar i det här fönstret tills du skickar eller stänger.",
  },
};
