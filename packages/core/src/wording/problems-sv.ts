/** Varje problem på svenska: vad som hittades och varför det inte kan stå kvar, och vad man gör. */
import { nearest } from "../basics/problem-codes.ts";
import { type ProblemWords, sameButForSpaces } from "./problems-en.ts";

const meant = (nearest: string | undefined, otherwise: string): string =>
  nearest ? `Menade du "${nearest}"?` : otherwise;
const oneOf = (name: string, known: readonly string[], otherwise: string): string =>
  known.length === 0 ? otherwise : `${meant(nearest(name, known), "")} Namnen är: ${known.join(", ")}.`.trim();

/** Vad som inte gick att läsa som YAML, och vad man gör åt det. */
const syntax: Readonly<Record<string, readonly [string, string]>> = {
  "open-quote": [
    "ett citattecken öppnas men stängs aldrig",
    "Stäng det eller ta bort det: en text behöver citattecken bara när den innehåller kolon, komma, # eller en parentes av något slag.",
  ],
  colon: [
    "ett namn följs inte av kolon och värde",
    "Skriv namn: värde, med mellanslag efter kolonet. En text över flera rader sätts inom citattecken.",
  ],
  "colon-in-text": ["det står ett andra kolon på raden", 'Sätt texten inom citattecken: title: "Drift: webbshop".'],
  comma: ["ett komma saknas inom { } eller [ ]", "Sätt komma mellan posterna."],
  "open-bracket": ["en klammer, { eller [, öppnas men stängs aldrig", "Stäng den med } eller ]."],
  tab: ["raden är indragen med tabb", "Dra in med mellanslag."],
  indentation: ["indraget stämmer inte med raderna omkring", "Låt det som hör ihop börja i samma kolumn."],
  "several-documents": [
    "en rad med --- inleder ett andra dokument",
    "En fil är ett avtal: ta bort raden, eller gör två filer.",
  ],
  "reserved-start": ["texten börjar med ett tecken som YAML har för egen del", "Sätt texten inom citattecken."],
};

/** De former som är ord och inte exempel. En form som inte står här är ett exempel och lika på alla språk. */
export const formsInSwedish: Readonly<Record<string, string>> = {
  "a name of letters, digits, full stops, hyphens and underscores":
    "ett namn av bokstäverna a till z, siffror, punkt, bindestreck och understreck, utan mellanslag",
  "text, or text by language: { sv: …, en: … }": "text, eller text per språk: { sv: …, en: … }",
  "30 s, 5 min, 4 h or 2 h 30 min": "30 s, 5 min, 4 h eller 2 h 30 min",
  "4 h, 30 min, 2 days or 5 working-days": "4 h, 30 min, 2 days eller 5 working-days",
  "a whole number": "ett heltal",
  "99.9 %, 4 h or 12": "99.9 %, 4 h eller 12",
  "64 hexadecimal digits": "64 hexadecimala siffror",
  "a name or a list of names": "ett namn eller en lista av namn",
  "a value, a list of values, or { at-least: 2 }": "ett värde, en lista av värden, eller { at-least: 2 }",
  "the section, or { stands-in: { document: … } }": "avsnittet, eller { stands-in: { document: … } }",
  "always, or hours by weekday": 'always, eller tider per veckodag: { mon: ["08:00-17:00"] }',
  "closed, or a list of hours": 'closed, eller en lista av tider: ["10:00-14:00"]',
  "an event or a list of events":
    "opened, answered, updated, resolved, closed eller customer-wrote, eller en lista av dem",
  "calendar-month, quarter, year, billing-month from day 15, 30 days or term":
    "calendar-month, quarter, year, billing-month from day 15, 30 days eller term",
  "a target such as { at-least: 99.9 % }, or a list of them": "ett mål som { at-least: 99.9 % }, eller en lista av mål",
  "a list": "en lista, som [ett, två] eller på egna rader som börjar med bindestreck",
  "members, one a line": "{ namn: värde }, eller rader med namn: värde under",
  text: "text",
  "milliseconds, more than 0 and at most 31 days": "millisekunder, mer än 0 och högst 31 dygn",
  'a decimal number as text: "4000.00"': 'ett decimaltal som text: "4000.00"',
  "a list of names": "en lista av namn",
  "an object of texts": "ett objekt med texter",
  "a JSON object": "ett JSON-objekt",
};
const foundText = (found: string): string =>
  ({ "a list": "En lista", members: "En grupp av namn och värden", "an object": "Ett objekt" })[found] ?? `"${found}"`;
const wrongForm = (found: string, form: string, mend: string | undefined): string => {
  if (found === "") return "Här står ingenting.";
  if (found === "[]") return "Listan är tom.";
  if (sameButForSpaces(found, mend)) return `"${found}" innehåller ett mellanslag som inte är tangentbordets.`;
  return form.startsWith("one of ")
    ? `${foundText(found)} är inget av de ord som kan stå här.`
    : `${foundText(found)} har inte den form som ska stå här.`;
};
const hintOfForm = (found: string, form: string, mend: string | undefined): string => {
  if (found === "[]") return "Ge den åtminstone en post.";
  const words = form.slice("one of ".length);
  if (form.startsWith("one of "))
    return `${meant(mend, "")} Skriv ${words.includes(",") ? `något av ${words}` : words}.`.trim();
  if (mend) return `Skriv ${mend}.`;
  return form === "" ? "Se docs/language.md." : `Så skrivs det: ${formsInSwedish[form] ?? form}.`;
};

const none: Readonly<Record<string, string>> = {
  background: "Ingen bakgrund",
  calendar: "Ingen kalender",
  party: "Ingen part",
  person: "Ingen av partens personer",
  service: "Ingen tjänst",
  remedy: "Ingen påföljd",
  exclusion: "Inget undantag",
  clock: "Ingen klocka",
  charge: "Ingen avgift",
  document: "Inget dokument",
  level: "Ingen prioritetsnivå",
};

export const problemsSv: ProblemWords = {
  "not-yaml": ({ found }) => {
    const [cause, mend] = syntax[found] ?? [
      "här står något som inte passar",
      "Se på raden och på den före: ett citattecken, en klammer, ett kolon eller indraget.",
    ];
    return { message: `Det går inte att läsa som YAML eller JSON: ${cause}.`, hint: mend };
  },
  "wrong-encoding": ({ found }) => {
    if (found === "binary")
      return {
        message: "Det här är inte text: det finns tecken i det som ingen text har, som i bilder, PDF- och Word-filer.",
        hint: "Ge själva texten, i UTF-8.",
      };
    const hint = "Spara filen som UTF-8 och försök igen.";
    if (found === "UTF-16") return { message: "Texten är i UTF-16, och bara UTF-8 läses.", hint };
    return {
      message:
        found === "lost"
          ? "Ett tecken här är inte i UTF-8. Texten är troligen i Latin-1 (Windows-1252)."
          : `Byten ${found.replace("0x", "")} här är inte UTF-8. Texten är troligen i Latin-1 (Windows-1252).`,
      hint,
    };
  },
  "too-large": ({ limit, unit }) =>
    unit === "bytes"
      ? {
          message: `Dokumentet är större än ett avtal får vara (${limit / 1_048_576} MiB).`,
          hint: "Lämna bilagor utanför och namnge dem under documents.",
        }
      : {
          message: `Dokumentet har fler värden än ett avtal får ha (${limit}).`,
          hint: "Lämna listor med data utanför och namnge dem under documents.",
        },
  "too-deep": ({ limit }) => ({
    message: `Något här ligger djupare än ${limit} nivåer.`,
    hint: "Ta bort nivåer; inget avsnitt behöver så många.",
  }),
  "alias-refused": () => ({
    message: "Ankare (&) och alias (*) är inte tillåtna: det som skrivs under ska kunna läsas där det står.",
    hint: "Skriv ut värdet i sin helhet. Är det en text som börjar med & eller *, sätt den inom citattecken.",
  }),
  "tag-refused": () => ({
    message: "Taggar (!) är inte tillåtna: varje värde är text, och platsen säger vad det betyder.",
    hint: "Ta bort taggen. Är det en text som börjar med !, sätt den inom citattecken.",
  }),
  "duplicate-member": ({ member }) => ({
    message: `"${member}" står två gånger på samma ställe.`,
    hint: "Behåll en av dem.",
  }),
  "empty-document": () => ({
    message: "Dokumentet är tomt.",
    hint: 'Börja med overens: "1", title, parties, services och objectives; docs/language.md har tio rader att utgå från.',
  }),
  "unknown-member": ({ member, nearest }) => ({
    message: `"${member}" är inget känt namn här.`,
    hint: meant(nearest, "Ta bort det, eller skriv orden under text."),
  }),
  "missing-member": ({ member }) => ({ message: `"${member}" saknas.`, hint: `Lägg till ${member}.` }),
  "wrong-form": ({ found, form, mend }) => ({
    message: wrongForm(found, form, mend),
    hint: hintOfForm(found, form, mend),
  }),
  "decimal-comma": ({ found, mend }) => ({
    message: `"${found}" har decimalkomma; här skrivs tal med decimalpunkt, på alla språk.`,
    hint: `Skriv ${mend}.`,
  }),
  "typographic-dash": ({ found, mend }) => ({
    message: `"${found}" har ett typografiskt streck eller minustecken, och bara tangentbordets bindestreck läses.`,
    hint: `Skriv ${mend}.`,
  }),
  "negative-figure": ({ found, mend }) => ({
    message: `"${found}" är negativt, och det är inget tal i ett avtal.`,
    hint: `Skriv ${mend}: platsen säger vem som är skyldig det eller ska nå det.`,
  }),
  "unknown-name": ({ kind, name, known }) => ({
    message: `${none[kind] ?? kind} i avtalet heter "${name}".`,
    hint: oneOf(name, known, `Lägg till det som ska ha id ${name}, eller ta bort hänvisningen.`),
  }),
  "duplicate-id": ({ name }) => ({
    message: `Två punkter har id "${name}".`,
    hint: "Ge en av dem ett annat id; det är med det som allt åberopas.",
  }),
  "circle-of-references": ({ names }) => ({
    message: `Punkterna hänvisar till varandra i en cirkel: ${names.join(" → ")}.`,
    hint: "Ta bort en av hänvisningarna, så att en av punkterna står för sig själv.",
  }),
  "unknown-zone": ({ name, nearest }) => ({
    message: `"${name}" är ingen tidszon.`,
    hint: meant(nearest, "Använd ett namn som Europe/Stockholm eller UTC."),
  }),
  "unknown-country": ({ name }) => ({
    message: `Helgdagarna för "${name}" finns inte i tabellen.`,
    hint: "Räkna upp dagarna under dates och yearly, eller använd koden för ett land, som SE.",
  }),
  "impossible-date": ({ found }) => ({ message: `Dagen ${found} finns inte.`, hint: "Använd ett datum som finns." }),
  "hours-end-before-start": ({ found }) => ({
    message: `Tiden ${found} slutar inte efter att den börjat.`,
    hint: "En stängd dag har den tomma listan []. Tid över midnatt är två spann: 22:00-24:00, och 00:00-06:00 nästa dag.",
  }),
  "hours-overlap": ({ found }) => ({
    message: `Tiderna överlappar, och det gemensamma räknas en gång: ${found}.`,
    hint: "Rätta dem, eller slå ihop dem till ett spann.",
  }),
  "calendar-never-open": ({ name }) => ({
    message: `Kalendern "${name}" är aldrig öppen, så inget som räknas i den blir någonsin mätt.`,
    hint: "Ge den tider åtminstone en dag.",
  }),
  "dates-reversed": ({ first, last }) => ({
    message: `Spannet slutar (${last}) innan det börjar (${first}).`,
    hint: "Låt det tidigare datumet stå först.",
  }),
  "no-rule": ({ name }) => ({
    message: `"${name}" är en avsikt: den har ingen regel än och mäts inte.`,
    hint: "Lägg till indicator och target när ni är överens om dem.",
  }),
  "several-comparisons": ({ found }) => ({
    message: `Målet har mer än en jämförelse: ${found}.`,
    hint: "Behåll en; gör ett andra mål av den andra.",
  }),
  "no-comparison": () => ({
    message: "Målet anger ingen nivå att nå.",
    hint: "Lägg till at-least, above, at-most eller below: target: { at-least: 99.9 % }.",
  }),
  "wrong-unit": ({ found, unit }) => ({
    message: `"${found}" är inte i måttets enhet (${unit === "percent" ? "procent" : unit === "seconds" ? "tid" : "antal"}).`,
    hint:
      unit === "percent"
        ? "Skriv det som en andel: 99.9 %."
        : unit === "seconds"
          ? "Skriv det som en tid: 4 h eller 30 min."
          : "Skriv ett tal utan enhet: 3.",
  }),
  "share-above-whole": ({ found }) => ({ message: `${found} är mer än helheten.`, hint: "Använd högst 100 %." }),
  "limit-missing": ({ name }) => ({
    message: `"${name}" låter en klocka gå på varje ärende, men målet ger ärendena ingen tid.`,
    hint: "Lägg till within: 4 h.",
  }),
  "unreachable-tier": ({ tier }) => ({
    message: `Steg ${tier} kan aldrig nås: steget före täcker det redan.`,
    hint: "Sätt steget med lägsta gränsen först, eller ge varje steg båda gränserna.",
  }),
  "table-hole": ({ from, to }) => ({
    message: `Inget steg täcker utfall från ${from} upp till ${to}: ett sådant utfall är ej uppfyllt, och tabellen säger inte vad som följer.`,
    hint: "Stäng hålet, eller skriv under med vetskap om det.",
  }),
  "blank-not-filled": ({ name }) => ({
    message: `Luckan "${name}" är inte ifylld.`,
    hint: 'Ge den sina tider och ta bort blank: "yes"; innan dess kan inget räknas som behöver den.',
  }),
  "no-such-blank": ({ name, known }) => ({
    message: `Avtalet har ingen lucka som heter "${name}".`,
    hint: oneOf(name, known, "Det har inga luckor."),
  }),
  "currency-missing": () => ({
    message: "Påföljden är pengar, men avtalet anger ingen valuta.",
    hint: "Lägg till currency: SEK överst.",
  }),
  "holidays-not-known": ({ first, last }) => ({
    message: `Tabellen över helgdagar har åren ${first} till ${last}, och perioden behöver andra. (Klockor ser omkring två år bakåt och framåt.)`,
    hint: "Räkna upp dagarna under dates i stället för country, eller välj en period väl inom de åren.",
  }),
  "no-such-period": ({ found }) => ({
    message: `"${found}" är ingen period.`,
    hint: "Skriv en månad som 2026-10, ett kvartal som 2026-Q4, ett år som 2026 och andra spann som 2026-10-15/2026-11-15.",
  }),
  "silent-no-data": () => ({
    message: "Avtalet säger inte vad tid utan data är. Läst som: ej mätt, varken uppe eller nere.",
    hint: "Säg det under measurement: no-data: unmeasured, up eller down.",
  }),
  "silent-zone": () => ({
    message: "Avtalet anger ingen tidszon. Läst som: UTC.",
    hint: "Lägg till zone: Europe/Stockholm, eller zone: UTC.",
  }),
  "silent-minimum-tested": () => ({
    message:
      "Texten säger inte om kortaste längd prövas på avbrottet före eller efter att undantag räknats bort. Läst som: före.",
    hint: "Lägg till minimum-tested: before-exclusions, eller after-exclusions.",
  }),
  "silent-no-traffic": () => ({
    message: "Texten säger inte vad ett mätintervall utan anrop är. Läst som: utelämnat.",
    hint: "Lägg till no-traffic: left-out, up eller down.",
  }),
  "silent-at-closing-time": () => ({
    message: "Klockan säger inte när en tid som går ut exakt vid stängning förfaller. Läst som: vid stängningen.",
    hint: "Lägg till at-closing-time: closing, eller next-opening.",
  }),
  "silent-days": () => ({
    message: "Klockan säger inte vad en dag är. Läst som: åtta timmars arbetstid.",
    hint: "Lägg till days: working-time, same-time eller end-of-day.",
  }),
  "silent-rounding": () => ({
    message: "Påföljden säger inte hur belopp avrundas. Läst som: hälften uppåt, en gång, sist.",
    hint: "Lägg till rounding: half-up, half-even, up eller down.",
  }),
  "silent-holidays": ({ name }) => ({
    message: `Kalendern "${name}" säger inget om helgdagar. Läst som: den har inga.`,
    hint: "Lägg till holidays: { country: SE, kinds: [public] }; med kinds: [public, bank] räknas även aftnar.",
  }),
  "silent-sections": ({ sections }) => ({
    message: `Avtalet är tyst om: ${sections.join(", ")}.`,
    hint: "Lägg till dem, eller säg var de står: liability: { stands-in: { document: annex } }.",
  }),
  "can-never-miss": ({ found }) => ({
    message: `Målet minst ${found} kan aldrig missas.`,
    hint: "Sätt ett mål som går att missa.",
  }),
  "not-json": ({ found }) => ({
    message: `Raden är inte JSON: ${found}`,
    hint: 'Skriv ett faktum per rad, som {"kind": "outage", "source": …}, med namn och text inom "raka citattecken" och decimalpunkt i tal.',
  }),
  "line-too-long": ({ limit }) => ({
    message: `Raden är längre än ${limit} tecken.`,
    hint: "Skriv ett faktum per rad; bevis anges med sin kontrollsumma.",
  }),
  "unknown-kind": ({ found, known }) => ({
    message: found === "" ? "Det står inte vilket slags faktum det är (kind)." : `"${found}" är inget slags faktum.`,
    hint: `${meant(nearest(found, known), "")} Slagen är: ${known.join(", ")}.`.trim(),
  }),
  "time-without-zone": ({ found }) => ({
    message: `"${found}" saknar tidszon och kan därför vara flera ögonblick.`,
    hint: `Avsluta med Z för UTC, eller med förskjutningen från UTC: ${found.replace(" ", "T").replace(/T\d\d:\d\d$/, "$&:00")}+01:00.`,
  }),
  "impossible-time": ({ found }) => ({
    message: `"${found}" är ingen tidpunkt.`,
    hint: "Skriv datum, klockslag med sekunder och förskjutning: 2026-10-06T13:02:00Z eller 2026-10-06T15:02:00+02:00.",
  }),
  "fact-of-the-future": ({ found }) => ({
    message: `${found} har inte varit än, och ett faktum är det som har hänt.`,
    hint: "Rätta tiden, eller källans klocka; en lokal tid som märkts Z ligger timmar fram.",
  }),
  "ends-before-it-starts": ({ from, until }) => ({
    message: `Det slutar (${until}) innan det börjar (${from}).`,
    hint: "Byt plats på dem, eller rätta den som är fel.",
  }),
  "not-a-count": ({ member, found }) => ({
    message: `${member} ska vara ett heltal, 0 eller mer; här står ${found}.`,
    hint: `Skriv det utan citattecken, tecken och decimaler: "${member}": 120.`,
  }),
  "good-exceeds-total": ({ good, total }) => ({
    message: `${good} goda av ${total} totalt går inte ihop.`,
    hint: "good är hur många av total som gick bra.",
  }),
  conflict: ({ identity, hashes }) => ({
    message: `Fakta med olika innehåll har samma identitet: ${identity}. Inget av dem räknas förrän det är avgjort.`,
    hint: `Skicka det rätta igen med supersedes satt till det felaktigas kontrollsumma: ${hashes.join(" eller ")}.`,
  }),
};
