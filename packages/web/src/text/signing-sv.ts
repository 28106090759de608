/** Det som sägs där ett avtal skrivs under. */
import type { signingEn } from "./signing-en.ts";

export const signingSv: typeof signingEn = {
  signingPage: "Underskrift",
  signing: {
    notReady:
      "Det finns inget att skriva under än. Varje punkt blir överenskommen eller läggs åt sidan, och båda låser texten; sedan skrivs den under här.",
    locked:
      "Texten är låst. Bestäm från när den gäller och vad den är värd; sedan ber vardera sidan sina egna att skriva under.",
    waiting: (missing) => `Väntar på ${missing.join(", ")}. Ingenting binder någon innan alla har skrivit under.`,
    signed: (from) => `Alla har skrivit under. Avtalet gäller från och med ${from}.`,
    openRoom: "Det här är ett öppet rum: ingen loggar in, och därför kan ingen skriva under.",
    returned: (name, party, reason) => `${name}, ${party}, har avstått från att skriva under: ${reason}`,
    returnedPoints: (points) => `Det gäller ${points}.`,
    whatIsSigned: "Vad som skrivs under",
    theAgreement: "Avtal",
    readPdf: "Läs det som PDF",
    readPoints: "Läs det punkt för punkt",
    from: "Gäller från",
    value: "Vad det är värt",
    noValue: "Inget värde i pengar är angivet.",
    valueHelp:
      "Som 1440000.00 SEK. Fullmakter med en gräns prövas mot det. Lämna tomt där det inte finns något värde i pengar.",
    valueByCharges: "enligt avgifterna under avtalstiden",
    frozen: "Frysta dagar",
    frozenLine: (zones, days, through) =>
      `Klockslagsbyten i ${zones}${days === 0 ? "" : ` och ${days} helgdagar till och med ${through}`}, som de är när det skrivs under. En senare tabell ändrar ingenting.`,
    frozenDays: "Dagarna",
    level: "Hur det skrivs under",
    levelIs: {
      code: "Med kod till sin adress och namnet som man skriver det, eller säkrare med nyckel (passkey).",
      passkey: "Med nyckel (passkey). En kod räcker inte; det är ni överens om.",
    },
    sameEverywhere:
      "Kontrollsumman är densamma på den här sidan, i PDF:en och i terminalen (overens hash). Jämför innan du skriver under.",
    whoSigns: "Vilka som skriver under",
    hasSigned: "har skrivit under",
    hasNotSigned: "har inte skrivit under",
    signsPoints: (points) => `Skriver bara under ${points}.`,
    nobodyAsked: "Ingen är tillfrågad än.",
    noMandates: "Ingen hos er har fullmakt. Den som är ägare ger en på sidan Personer.",
    ask: (name) => `Be ${name} skriva under`,
    state: {
      requested: "tillfrågad",
      opened: "har öppnat den",
      signed: "har skrivit under",
      declined: "har avstått",
      delegated: "har lämnat vidare",
      withdrawn: "har tagit tillbaka underskriften",
      void: "ogiltig",
    },
    meansIs: { code: "med kod", passkey: "med nyckel" },
    ownWord: "given till sig själv",
    typedAs: (name) => `skrev “${name}”`,
    statedBy: (party) =>
      `Angivet av ${party}; inga avgifter säger det, och det flyttar ingen gräns i den andra sidans fullmakter.`,
    takeBack: "Ta tillbaka min underskrift",
    lacks: {
      "mandate-not-in-time": "gäller inte i dag",
      "mandate-too-small": "täcker inte värdet",
      "value-unknown": "har en gräns, men värdet är inte angivet i den valutan",
    },
    decision: "Beslutet bakom underskriften",
    decisionWhy:
      "En offentlig part skriver under efter ett beslut: vem som beslutade, var det är antecknat och vem som utsågs att skriva under.",
    decisionBody: "Organ eller delegat som beslutade",
    decisionParagraph: "Paragraf (§)",
    decisionRegister: "Diarienummer",
    decisionDate: "Beslutets datum",
    decisionSigner: "Utsedd att skriva under",
    decisionDeputy: "Ersättare som beslutet nämner",
    noDeputy: "ingen",
    stateDecision: "Ange beslutet",
    decisionLine: (body, paragraph, register, date) =>
      `Beslutat av ${[body, paragraph, register, date].filter((part) => part !== "").join(", ")}.`,
    appoints: (signer, deputy) => `Utser ${signer}${deputy === null ? "" : `, med ${deputy} som ersättare`}.`,
    signHere: (party) => `Du är ombedd att skriva under för ${party}`,
    youBind: (party, agreement, from, value) =>
      `Med din underskrift binds ${party} till hela ${agreement}, från och med ${from}${value === null ? "" : `, till ett värde av ${value}`}, när alla har skrivit under.`,
    youBindPoints: (party, points) =>
      `Med din underskrift binds ${party} till ${points}, och inte till någon annan punkt.`,
    onMandate: "På din fullmakt:",
    bindingSum: "Kontrollsumma för det du skriver under",
    notUndone: "Tills den sista har skrivit under kan du ta tillbaka. Därefter ändras det bara genom överenskommelse.",
    passkeyNeeded: "Ni är överens om att skriva under med nyckel (passkey). Lägg till en på din egen sida först.",
    signByPasskey: (party) => `Skriv under för ${party} med nyckel`,
    sendCode: "Skicka en kod till mig",
    codeSent: "En kod har gått till din adress. Brevet nämner samma kontrollsumma som sidan.",
    typedName: "Ditt namn, som du skriver under med det",
    signFor: (party) => `Skriv under för ${party}`,
    decline: "Jag skriver inte under",
    declineMeans:
      "Avtalet går tillbaka till förhandling med ditt skäl. Det som är underskrivet blir ogiltigt men sparas; inget annat går förlorat.",
    whichPoints: "Vilka punkter det gäller, med komma emellan",
    declineIt: "Avstå från att skriva under",
    passOn: "Någon annan skriver under",
    passTo: (name) => `Lämna vidare till ${name}`,
    settle: "Bestäm vad som skrivs under",
    openAgain: "Bestäm på nytt: frågor som väntar blir ogiltiga",
    othersOpen: "En ägare eller förhandlare bestämmer vad som skrivs under.",
    notBefore: (date) => `Får inte skrivas under före ${date}: det säger tilldelningen.`,
  },
};
