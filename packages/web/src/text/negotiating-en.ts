/** What is said of proposals, of what they mean and would have come to, and of whose turn it is. */
export const negotiatingEn = {
  negotiating: {
    means: "What it means",
    follows: (title: string, through: string) => `${title} keeps its words; what it refers to changes (${through}).`,
    money: "Money",
    fee: "Change of fee asked for",
    sameFee: "None: the charges stay as they are.",
    feeChange: (before: string, after: string, rhythm: string) => `${before} → ${after} ${rhythm}`,
    rhythm: { month: "a month", quarter: "a quarter", year: "a year", once: "once" },
    remedies: "Remedies it would have led to",
    trying: "Trying it on the facts at hand …",
    notTried: "It could not be tried on the facts at hand.",
    nobodyKnows: "There are no facts. Nobody knows whether this can be kept.",
    onHistory: (from: string, until: string) => `On the facts of ${from} to ${until}:`,
    asItStands: "As it stands:",
    asProposed: "As proposed:",
    missed: (missed: number, known: number, sum: string) => `missed in ${missed} of ${known} periods, ${sum}.`,
    nothing: "no remedy",
    unknown: (names: string) => `No fact bears on ${names}: nobody knows whether it can be kept.`,
    restsOn: "Facts from",
    source: (source: string, party: string | null, decides: boolean | null) =>
      `${source}${party === null ? "" : ` (${party})`}${decides === null ? ", not named in the agreement" : decides ? ", which decides by agreement" : ", which does not decide"}`,
    turn: (ours: number, theirs: number, other: string) =>
      `Waiting for you: ${ours}. Waiting for ${other.toLowerCase()}: ${theirs}.`,
    toFirst: (point: string) => `To the first (${point})`,
    rest: "The rest together",
    restMeans: (points: string) => `Nobody has proposed a change to these or is against them: ${points}.`,
    takeRest: (count: number) => (count === 1 ? "Satisfied with it" : `Satisfied with all ${count}`),
    tryIt: "Try the draft on history",
  },
};
