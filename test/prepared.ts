/** A room that two sides have begun to prepare, so that its pages have something of everything to show. */
export async function prepareRoom(url: string, room: string): Promise<void> {
  const call = async (side: string, path: string, body: BodyInit, type: string): Promise<Response> =>
    fetch(`${url}/api/rooms/${room}${path}`, {
      method: "POST",
      headers: { "x-see-as": side, "content-type": type },
      body,
    });
  const act = async (side: "provider" | "customer", wanted: object): Promise<Prepared> => {
    const answer = await call(side, "/preparation/acts", JSON.stringify(wanted), "application/json");
    if (!answer.ok) throw new Error(`${JSON.stringify(wanted)}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Prepared;
  };
  const text = "Tillgängligheten är minst 99,9 procent per månad.\n";
  const kept = await call("provider", "/evidence?name=bilaga-3.txt", text, "application/octet-stream");
  const { hash } = (await kept.json()) as { hash: string };
  const way = { kind: "adopted", file: hash, date: "2025-03-01", signers: ["Omar Ali", "Jonas Berg"] };
  await act("provider", { act: "choose-way", way });
  await act("provider", { act: "note-background", item_kind: "history", text: "Två långa avbrott förra vintern." });
  const { own } = await act("customer", {
    act: "note-background",
    item_kind: "need",
    text: "Kassorna ska fungera mellan 11 och 13.",
  });
  await act("customer", { act: "share-background", id: own[0]?.id });
  await act("customer", { act: "state-satisfaction", satisfaction: "not-satisfied", words: "Det tar för lång tid." });
  const { understanding } = await act("provider", { act: "state-satisfaction", satisfaction: "satisfied" });
  const changed = understanding.standard.map((line) =>
    line.id === "august" ? { ...line, text: "Karin svarar i augusti." } : line,
  );
  await act("provider", { act: "propose-understanding", lines: changed });
  const tasks = [
    { title: "Flytta över data", side: "provider", due: "2026-10-31", gate: true },
    { title: "Utbilda personalen på skolorna", side: "customer", due: "2026-12-20" },
    { title: "Provdrift en vecka", side: "provider", due: "2027-02-08", gate: true },
  ];
  for (const task of tasks) await act(task.side as "provider", { act: "set-milestone", ...task });
  const last = { act: "set-milestone", title: "Avtalet börjar", side: "customer", due: "2027-03-01", gate: true };
  const { milestones } = await act("provider", { ...last });
  const [data, staff] = milestones;
  await act("customer", {
    act: "set-milestone",
    ...tasks[1],
    id: staff?.id,
    after: [data?.id],
  });
  await act("provider", { act: "move-milestone", id: data?.id, move: "claim-done", words: "Flyttat och jämfört." });
}

type Prepared = {
  readonly own: readonly { readonly id: string }[];
  readonly understanding: { readonly standard: readonly { readonly id: string }[] };
  readonly milestones: readonly { readonly id: string }[];
};
