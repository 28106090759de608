/** The pages' words in English; sv.ts does not compile without the same keys. */
export const en = {
  rooms: "Agreements", roomsLead: "Choose an agreement. The samples run on real facts.", noRooms: "No agreements yet. Add one below.", sample: "sample",
  home: "Status", statement: "Statement", expectations: "Expectations", cases: "Cases", sources: "Facts in",
  seeAs: "See as", provider: "provider", customer: "customer", language: "Language", theme: "Look", light: "light", dark: "dark", system: "system",
  shared: "Shared.", sharedBy: (other: string) => `${other} sees exactly this page, the same figures.`, skip: "To the content",
  period: "Period", show: "Show", pointAndTarget: "Point and target", state: "State", left: "Left, of how much", owed: "Owed", subject: "Subject",
  summary: (met: number, measured: number, missed: number) => `${met} of ${measured} targets met${missed === 0 ? "" : `, ${missed} missed`}.`,
  nothingOwed: "Nothing is owed.", toClaim: (sum: string) => `${sum} to be claimed by the customer.`, asOf: (moment: string) => `As known ${moment}`,
  worstFirst: "Points, worst first", waits: "Nothing waits for anybody on this page: receipts and answers come with sign-in.",
  backTo: (sum: string, who: string) => `${sum} back to ${who}.`, everyLine: "Each line opens to what it was made of.",
  time: "Time in the period", counted: "Counted time", measured: "Measured", target: "Target", exact: "exactly", tier: "Step in the table", base: "Fee", result: "Result", silent: "missed, and the table is silent",
  from: "From", until: "to", length: "length", what: "what", fact: "fact", casesLine: (met: number, missed: number, open: number) => `${met} in time, ${missed} late${open === 0 ? "" : `, ${open} not finished`}`,
  budget: "Room for outage through the period", asTable: "Show as table", used: "used", leftAfter: "left", minutesLeft: "minutes left", now: "now", yetNothing: "No outage has used any of it.",
  recompute: "Recompute here", recomputeLead: "Your browser computes the statement from the facts as received, with the same program, and compares checksums. Nothing is sent.", fetching: "Fetching the facts …", computing: "Computing …",
  same: (lines: number, size: string, ms: string) => `The same. ${lines} facts as received (${size}) give the same checksum here, in ${ms}.`, differs: "Differs. What this browser computes is not what the page shows.", differsOn: (line: string) => `The first line that differs: ${line}.`, theirs: "shown", ours: "computed here",
  checksum: "Checksum", casesLead: (count: number) => `${count} cases were counted in this period.`, noCases: "No cases in this period.", caseName: "Case", clock: "Clock", due: "Due", elapsed: "Counted time", margin: "Margin", segments: "Why, span by span", because: "because",
  iPromise: (who: string) => `What ${who} promises`, mayExpect: (who: string) => `What ${who} may expect`, contractText: "In the words of the agreement", presentState: "State now",
  sendFact: "Send a fact", sendLead: "One JSON object a line. It is read at once, and either all is taken or nothing.", drop: "Paste lines here, or drop a file", send: "Send", received: (count: number, sequence: number) => `Received: ${count} facts, number ${sequence} in the log.`, already: "Received before: nothing was counted twice.", curl: "Or from a terminal", logs: "Sources of this room",
  addRoom: "Add an agreement", addLead: "Drop or paste an agreement in YAML, and facts if you have them.", agreementText: "Agreement", factsText: "Facts", add: "Add", loading: "Fetching …", failed: "This could not be fetched.", again: "Try again", conflicts: (count: number) => `${count} facts contradict each other and do not count until settled.`, missing: "There is nothing here.", sumOf: "Sum", zone: "All times in",
};
export type Texts = typeof en;
