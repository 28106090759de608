/** The smallest agreement that says something, for tests about rooms and people rather than rules. */

export function minimalAgreement(title: string, target = "99.9 %"): string {
  return JSON.stringify({
    overens: "1",
    title,
    zone: "Europe/Stockholm",
    parties: [
      { id: "p", role: "provider", name: "Norrdrift AB" },
      { id: "c", role: "customer", name: "Tallholms kommun" },
    ],
    services: [{ id: "web", name: "Web" }],
    objectives: [{ id: "up", title: "Up", indicator: { kind: "outage-time" }, target: { "at-least": target } }],
  });
}
