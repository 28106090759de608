/** Det som sägs till en tredje part. */
import type { guestEn } from "./guest-en.ts";

export const guestSv: typeof guestEn = {
  guest: {
    lead: {
      supplier: (party, by) => `${by} frågar ${party}, sin leverantör, om det som rör er.`,
      "customers-customer": (party, by) =>
        `${by} frågar ${party} om det som rör er. Ert svar räknas: utan det är punkterna inte överenskomna.`,
      measurer: (party, by) => `${by} ber ${party} mäta, som de här punkterna säger.`,
      mediator: (party, by) => `${by} ber ${party} medla, som de här punkterna säger.`,
    },
    seesOnly: (party, others) =>
      `${party} ser de här punkterna och inget annat av avtalet mellan ${others}. De ser era svar.`,
    noPoints: "Ingen punkt rör er just nu.",
    yourAnswer: "Ert svar",
    youSaid: "Ni har svarat:",
    basis: "egen uppgift",
    maySign: (party) => `Jag får skriva under för ${party}`,
    maySignMeans: (points) =>
      `Punkterna som rör er (${points}) skrivs också under. Säg att du får skriva under för er; det antecknas som din uppgift, och ingenting är underskrivet med det.`,
  },
};
