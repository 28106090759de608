/** What is said to a third party. */
export const guestEn = {
  guest: {
    lead: {
      supplier: (party: string, by: string) => `${by} asks ${party}, its supplier, about what concerns you.`,
      "customers-customer": (party: string, by: string) =>
        `${by} asks ${party} about what concerns you. Your answer counts: without it the points are not agreed.`,
      measurer: (party: string, by: string) => `${by} asks ${party} to measure, as these points say.`,
      mediator: (party: string, by: string) => `${by} asks ${party} to mediate, as these points say.`,
    } as Readonly<Record<string, (party: string, by: string) => string>>,
    seesOnly: (party: string, others: string) =>
      `${party} sees these points and nothing else of the agreement between ${others}. They see your answers.`,
    noPoints: "No point concerns you now.",
    yourAnswer: "Your answer",
    youSaid: "You have answered:",
    basis: "their own word",
    maySign: (party: string) => `I may sign for ${party}`,
    maySignMeans: (points: string) =>
      `The points that concern you (${points}) are signed too. Say that you may sign for yours; it is noted as your word, and nothing is signed by it yet.`,
  },
};
