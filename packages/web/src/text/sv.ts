import type { Texts } from "./en.ts";

/** Sidornas ord på svenska. */
export const sv: Texts = {
  rooms: "Avtal", roomsLead: "Välj ett avtal. Exemplen går på verkliga fakta.", noRooms: "Inga avtal än. Lägg till ett nedan.", sample: "exempel",
  home: "Läget", statement: "Utfall", expectations: "Förväntningar", cases: "Ärenden", sources: "Fakta in",
  seeAs: "Se som", provider: "leverantör", customer: "kund", language: "Språk", theme: "Utseende", light: "ljust", dark: "mörkt", system: "systemets",
  shared: "Gemensamt.", sharedBy: (other) => `${other} ser exakt samma sida, samma siffror.`, skip: "Till innehållet",
  period: "Period", show: "Visa", pointAndTarget: "Punkt och mål", state: "Läge", left: "Kvar, av hur mycket", owed: "Att kräva", subject: "Avser",
  summary: (met, measured, missed) => `${met} av ${measured} mål uppfyllda${missed === 0 ? "" : `, ${missed} ej`}.`,
  nothingOwed: "Inget att kräva.", toClaim: (sum) => `${sum} för kunden att kräva.`, asOf: (moment) => `Läget ${moment}`,
  worstFirst: "Punkter, sämst först", waits: "Inget väntar på någon på den här sidan: kvittens och svar kommer med inloggningen.",
  backTo: (sum, who) => `${sum} tillbaka till ${who}.`, everyLine: "Varje rad går att öppna till det den är gjord av.",
  time: "Tid i perioden", counted: "Räknad tid", measured: "Mätt", target: "Mål", exact: "exakt", tier: "Steg i tabellen", base: "Avgift", result: "Resultat", silent: "ej uppfyllt, och tabellen är tyst",
  from: "Från", until: "till", length: "längd", what: "vad", fact: "faktum", casesLine: (met, missed, open) => `${met} i tid, ${missed} för sent${open === 0 ? "" : `, ${open} inte klara`}`,
  budget: "Felutrymmet genom perioden", asTable: "Visa som tabell", used: "använt", leftAfter: "kvar", minutesLeft: "minuter kvar", now: "nu", yetNothing: "Inget avbrott har använt något av det.",
  recompute: "Räkna om här", recomputeLead: "Din webbläsare räknar fram utfallet ur fakta som de kom in, med samma program, och jämför kontrollsummor. Inget skickas.", fetching: "Hämtar fakta …", computing: "Räknar …",
  same: (lines, size, ms) => `Samma. ${lines} fakta som de kom in (${size}) ger samma kontrollsumma här, på ${ms}.`, differs: "Avviker. Det webbläsaren räknar fram är inte det sidan visar.", differsOn: (line) => `Första raden som avviker: ${line}.`, theirs: "visat", ours: "räknat här",
  checksum: "Kontrollsumma", casesLead: (count) => `${count} ärenden räknades i perioden.`, noCases: "Inga ärenden i perioden.", caseName: "Ärende", clock: "Klocka", due: "Senast", elapsed: "Räknad tid", margin: "Marginal", segments: "Varför, bit för bit", because: "därför att",
  iPromise: (who) => `Vad ${who} lovar`, mayExpect: (who) => `Vad ${who} kan förvänta sig`, contractText: "Med avtalets ord", presentState: "Läget nu",
  sendFact: "Skicka ett faktum", sendLead: "Ett JSON-objekt per rad. Det läses på en gång, och antingen tas allt emot eller inget.", drop: "Klistra in rader här, eller släpp en fil", send: "Skicka", received: (count, sequence) => `Mottaget: ${count} fakta, nummer ${sequence} i loggen.`, already: "Mottaget sedan tidigare: inget räknades två gånger.", curl: "Eller från en terminal", logs: "Avtalsrummets källor",
  addRoom: "Lägg till ett avtal", addLead: "Släpp eller klistra in ett avtal i YAML, och fakta om ni har.", agreementText: "Avtal", factsText: "Fakta", add: "Lägg till", loading: "Hämtar …", failed: "Det här gick inte att hämta.", again: "Försök igen", conflicts: (count) => `${count} fakta motsäger varandra och räknas inte förrän det är avgjort.`, missing: "Det finns inget här.", sumOf: "Summa", zone: "Alla tider i",
};
