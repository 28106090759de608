/** Det som sägs om förslag, om vad de betyder och skulle ha kommit till, och om vems tur det är. */
import type { negotiatingEn } from "./negotiating-en.ts";

export const negotiatingSv: typeof negotiatingEn = {
  negotiating: {
    means: "Vad det betyder",
    follows: (title, through) => `${title} har kvar sina ord; det som punkten hänvisar till ändras (${through}).`,
    money: "Pengar",
    fee: "Begärd ändring av avgiften",
    sameFee: "Ingen: avgifterna blir som de är.",
    feeChange: (before, after, rhythm) => `${before} → ${after} ${rhythm}`,
    rhythm: { month: "i månaden", quarter: "i kvartalet", year: "om året", once: "en gång" },
    remedies: "Påföljder det skulle ha lett till",
    trying: "Prövas på de fakta som finns …",
    notTried: "Det gick inte att pröva på de fakta som finns.",
    nobodyKnows: "Det finns inga fakta. Ingen vet om det här går att hålla.",
    onHistory: (from, until) => `På fakta för ${from} till ${until}:`,
    asItStands: "Som det står:",
    asProposed: "Enligt förslaget:",
    missed: (missed, known, sum) => `brutet i ${missed} av ${known} perioder, ${sum}.`,
    nothing: "ingen påföljd",
    unknown: (names) => `Inga fakta rör ${names}: ingen vet om det går att hålla.`,
    restsOn: "Fakta från",
    source: (source, party, decides) =>
      `${source}${party === null ? "" : ` (${party})`}${decides === null ? ", som avtalet inte nämner" : decides ? ", som avgör enligt avtalet" : ", som inte avgör"}`,
    turn: (ours, theirs, other) => `Väntar på er: ${ours}. Väntar på ${other.toLowerCase()}: ${theirs}.`,
    toFirst: (point) => `Till den första (${point})`,
    rest: "Resten tillsammans",
    restMeans: (points) => `Ingen har föreslagit en ändring av de här eller är emot dem: ${points}.`,
    takeRest: (count) => (count === 1 ? "Nöjd med den" : `Nöjd med alla ${count}`),
    tryIt: "Pröva utkastet på historien",
  },
};
