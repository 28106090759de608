/** What the choices of the language are called: every word that a member may be, of a short list. */
import type { Language } from "./format.ts";

type Names = Readonly<Record<string, readonly [sv: string, en: string]>>;

const yesNo: Names = { yes: ["ja", "yes"], no: ["nej", "no"] };
const span: Names = { month: ["månad", "month"], quarter: ["kvartal", "quarter"], year: ["år", "year"] };
const events: Names = {
  opened: ["ärendet öppnas", "the case is opened"],
  answered: ["ärendet får svar", "the case is answered"],
  updated: ["ärendet uppdateras", "the case is updated"],
  resolved: ["ärendet löses", "the case is resolved"],
  closed: ["ärendet stängs", "the case is closed"],
  "customer-wrote": ["kunden skriver", "the customer writes"],
};
const quiet: Names = {
  up: ["uppe", "up"],
  down: ["nere", "down"],
  "left-out": ["inget, den lämnas utanför", "nothing, it is left out"],
  unmeasured: ["inget, den är inte mätt", "nothing, it is unmeasured"],
};

/** By member, or by the member and the one around it. */
const choices: Readonly<Record<string, Names>> = {
  language: { sv: ["svenska", "Swedish"], en: ["engelska", "English"] },
  role: {
    provider: ["leverantör", "provider"],
    customer: ["kund", "customer"],
    "third-party": ["tredje part", "third party"],
  },
  signatory: yesNo,
  blank: yesNo,
  decides: yesNo,
  automatic: yesNo,
  stated: yesNo,
  "move-start-to-working-day": yesNo,
  prevails: {
    words: ["orden", "the words"],
    rule: ["regeln", "the rule"],
    "signed-file": ["den undertecknade filen", "the signed file"],
    transcription: ["avskriften", "the transcription"],
  },
  "background.kind": {
    need: ["behov", "need"],
    history: ["förhistoria", "history"],
    pain: ["bekymmer", "pain"],
    must: ["måste", "must"],
    wish: ["önskan", "wish"],
  },
  "when-exceeded": {
    "leave-out-excess": ["räknas inte det som överstiger", "the excess is left out"],
    "relax-target": ["lättas målet", "the target is relaxed"],
    "open-review": ["öppnas en översyn", "a review is opened"],
  },
  hours: { always: ["dygnet runt", "round the clock"] },
  "on-holidays": { closed: ["stängt", "closed"] },
  start: events,
  stop: events,
  "when-reopened": {
    continue: ["fortsätter klockan", "the clock continues"],
    restart: ["börjar klockan om", "the clock begins anew"],
    "new-clock": ["startar en ny klocka", "a new clock starts"],
  },
  "when-priority-changes": {
    retroactive: ["gäller det nya målet från början", "the new target holds from the start"],
    "carry-over": ["behålls den tid som gått", "the time spent is kept"],
    restart: ["börjar klockan om", "the clock begins anew"],
  },
  "at-closing-time": {
    closing: ["går ut vid stängning", "runs out at closing"],
    "next-opening": ["går ut när det öppnar igen", "runs out at the next opening"],
  },
  days: {
    "working-time": ["så mycket arbetstid", "so much working time"],
    "same-time": ["samma klockslag en senare arbetsdag", "the same time on a later working day"],
    "end-of-day": ["slutet av arbetsdagen", "the end of the working day"],
  },
  "no-data": quiet,
  "no-traffic": quiet,
  cause: {
    maintenance: ["underhåll", "maintenance"],
    "force-majeure": ["force majeure", "force majeure"],
    customer: ["kundens eget förhållande", "the customer's own doing"],
    supplier: ["en underleverantör", "a supplier"],
    property: ["avbrottets egenskaper", "a property of the outage"],
  },
  "budget.per": span,
  "charges.per": span,
  every: span,
  per: { service: ["tjänst", "service"], resource: ["del", "resource"], priority: ["prioritet", "priority"] },
  treatment: {
    "leaves-divisor": ["räknas varken som uppe eller nere", "is neither up nor down"],
    "counts-as-up": ["räknas som uppe", "counts as up"],
    "leaves-numerator": ["står kvar i nämnaren, felen räknas inte", "stays in the divisor, what is bad is not counted"],
  },
  granted: { "by-rule": ["av sig självt", "by itself"], "by-claim": ["efter anspråk", "by a claim"] },
  "down-when": {
    "any-member": ["någon del är nere", "any member is down"],
    "all-members": ["alla delar är nere samtidigt", "all members are down at once"],
  },
  "minimum-tested": {
    "before-exclusions": ["före undantag", "before exclusions"],
    "after-exclusions": ["efter undantag", "after exclusions"],
  },
  "counted-in": {
    opened: ["ärendet öppnas", "the case is opened"],
    due: ["ärendet ska vara klart", "the case is due"],
    resolved: ["ärendet löses", "the case is resolved"],
    closed: ["ärendet stängs", "the case is closed"],
    promised: ["leveransen var utlovad", "the delivery was promised"],
    delivered: ["leveransen gjordes", "the delivery was made"],
  },
  of: {
    outages: ["avbrott", "outages"],
    cases: ["ärenden", "cases"],
    deliveries: ["leveranser", "deliveries"],
    notices: ["meddelanden", "notices"],
  },
  unit: { percent: ["procent", "percent"], count: ["antal", "a count"], seconds: ["sekunder", "seconds"] },
  "indicator.kind": {
    "outage-time": ["andel tid utan avbrott", "share of time without outage"],
    "slots-down": ["andel mätintervall som inte var nere", "share of slots that were not down"],
    "pooled-ratio": ["andel lyckade anrop", "share of good requests"],
    "mean-of-slot-ratios": ["medelvärde av intervallens andelar", "mean of the shares of each slot"],
    "elapsed-time": ["andel ärenden i tid", "share of cases in time"],
    "on-time-delivery": ["andel leveranser i tid", "share of deliveries on time"],
    count: ["antal händelser", "number of events"],
    reported: ["ett rapporterat värde", "a reported figure"],
  },
  "legal-kind": {
    "service-credit": ["tjänstekredit", "service credit"],
    "price-reduction": ["prisavdrag", "price reduction"],
    "contractual-penalty": ["vite", "contractual penalty"],
    damages: ["skadestånd", "damages"],
  },
  "beside-damages": {
    excludes: ["utesluter skadestånd", "excludes damages"],
    deducted: ["räknas av från skadestånd", "is deducted from damages"],
    beside: ["står vid sidan av skadestånd", "stands beside damages"],
  },
  "claim.from": {
    "period-end": ["periodens slut", "the end of the period"],
    incident: ["händelsen", "the incident"],
    statement: ["månadsutfallet", "the statement"],
  },
  "remedies.kind": {
    "percent-tiers": ["procentsteg av en avgift", "percent steps of a fee"],
    action: ["en åtgärd", "an action"],
  },
  rounding: {
    "half-up": ["närmaste öre, hälften uppåt", "nearest minor unit, a half upwards"],
    "half-even": ["närmaste öre, hälften till jämnt", "nearest minor unit, a half to even"],
    up: ["uppåt till helt öre", "up to a whole minor unit"],
    down: ["nedåt till helt öre", "down to a whole minor unit"],
  },
  for: {
    incident: ["händelser", "incidents"],
    complaint: ["klagomål", "complaints"],
    dispute: ["tvister", "disputes"],
    "late-reply": ["uteblivna svar", "late replies"],
  },
  "takes-effect": { "next-period": ["från nästa period", "from the next period"], "at-once": ["genast", "at once"] },
};

/** What a choice is called, or null when the member is no choice or has no such one. */
export function choiceName(path: readonly (string | number)[], choice: string, language: Language): string | null {
  const steps = path.filter((step) => typeof step === "string");
  const [around = "", member = ""] = steps.length < 2 ? ["", ...steps] : steps.slice(-2);
  const found = (choices[`${around}.${member}`] ?? choices[member])?.[choice];
  return found === undefined ? null : found[language === "sv" ? 0 : 1];
}
