/** The plan to get there: how far it is to the start, the way drawn, and each task with whose it is and what may be done with it now. */
import { milestoneMoves, moved } from "@overens/core";
import { type FormEvent, useState } from "react";
import type { Room } from "../api.ts";
import { PlanChart } from "../charts/PlanChart.tsx";
import { useReader } from "../reader.tsx";
import { Sides, type State, Status } from "../ui/parts.tsx";
import { type Act, type Milestone, type PreparationOf, useActs } from "./preparation.ts";

type Move = "accept" | "block" | "resume" | "claim-done" | "verify" | "send-back" | "cancel";
const moves: readonly Move[] = ["accept", "verify", "claim-done", "resume", "send-back", "block", "cancel"];

export function PlanPage({ room, preparation }: { readonly room: Room; readonly preparation: PreparationOf }) {
  const { text } = useReader();
  const { act, told } = useActs(room.room);
  const { milestones, readiness, today } = preparation;
  const words = text.preparing;
  const late = milestones.filter(({ days_overdue }) => days_overdue > 0).length;
  return (
    <>
      <h1>{text.plan}</h1>
      <p className="lead">
        {milestones.length === 0 ? words.planEmpty : words.planLead(readiness.passed, readiness.gates)}{" "}
        {late > 0 && words.planLate(late)}
      </p>
      <p role="status" className={told === null ? "n" : "proof differs"}>
        {told}
      </p>
      <PlanChart milestones={milestones} today={today} />
      {milestones.length > 0 && (
        <section className="rule" aria-labelledby="tasks">
          <h2 id="tasks">{words.tasks}</h2>
          <ul className="plain">
            {milestones.map((milestone) => (
              <Task key={milestone.id} milestone={milestone} preparation={preparation} act={act} />
            ))}
          </ul>
        </section>
      )}
      <section className="rule" aria-labelledby="add-milestone">
        <h2 id="add-milestone">{words.addMilestone}</h2>
        <MilestoneForm preparation={preparation} act={act} before={null} done={() => undefined} />
        <p className="n">{words.reminded}</p>
      </section>
    </>
  );
}

type Of = { readonly milestone: Milestone; readonly preparation: PreparationOf; readonly act: Act };

function Task({ milestone, preparation, act }: Of) {
  const { text } = useReader();
  const [changing, change] = useState(false);
  const words = text.preparing;
  const { id, title, side, person, due, after, gate, state, words: said, days_overdue, cancelling } = milestone;
  const name = preparation.people.find((found) => found.person === person)?.name;
  const before = preparation.milestones.filter((found) => after.includes(found.id)).map((found) => found.title);
  const canChange = state === "open" || state === "accepted" || state === "blocked";
  return (
    <li>
      <article className="task" aria-labelledby={`task-${id}`}>
        <div className="headline">
          <h3 id={`task-${id}`}>{title}</h3>
          <Status state={days_overdue > 0 ? "missed" : outlineOf[state]} word={stateText(milestone, text.preparing)} />
        </div>
        <p className="meta">
          <span className={`party ${side}`}>
            <Sides of={side} /> {text.sideName[side]}
            {name !== undefined && <small>{name}</small>}
          </span>
          <span>
            {words.due} <time dateTime={due}>{due}</time>
          </span>
          {gate && <b>{words.isGate}</b>}
          {before.length > 0 && <span>{words.comesAfter(before.join(", "))}</span>}
        </p>
        {said !== "" && <p>{said}</p>}
        {cancelling.length > 0 && state !== "cancelled" && (
          <p className="n">{words.cancelAsked(cancelling.map((who) => text.sideName[who]).join(", "))}</p>
        )}
        <Moves milestone={milestone} preparation={preparation} act={act} />
        {canChange && !changing && (
          <button type="button" className="btn quiet" onClick={() => change(true)}>
            {words.change} <span className="vh">{title}</span>
          </button>
        )}
        {changing && (
          <MilestoneForm preparation={preparation} act={act} before={milestone} done={() => change(false)} />
        )}
      </article>
    </li>
  );
}

const outlineOf: Readonly<Record<Milestone["state"], State>> = {
  open: "unmeasured",
  accepted: "not-finished",
  blocked: "paused",
  "done-claimed": "not-finished",
  verified: "met",
  cancelled: "unmeasured",
};

function stateText(
  { state, days_overdue }: Milestone,
  words: { readonly milestoneState: Readonly<Record<string, string>>; readonly daysLate: (days: number) => string },
): string {
  const said = words.milestoneState[state] ?? state;
  return days_overdue > 0 ? `${said}, ${words.daysLate(days_overdue)}` : said;
}

/** What the table of moves lets this side do now; what must be said is asked before. */
function Moves({ milestone, preparation, act }: Of) {
  const { text } = useReader();
  const [asking, ask] = useState<Move | null>(null);
  const [said, say] = useState("");
  const words = text.preparing;
  const who = milestone.side === preparation.side ? "author" : "other";
  const possible = moves.filter(
    (move) =>
      "to" in moved(milestoneMoves, milestone.state, move, who) &&
      !(move === "cancel" && milestone.cancelling.includes(preparation.side)),
  );
  const go = (move: Move, told: string): void =>
    void act({ act: "move-milestone", id: milestone.id, move, words: told }).then((done) => {
      if (!done) return;
      ask(null);
      say("");
    });
  if (possible.length === 0) return null;
  return (
    <div className="answering">
      {possible.map((move) => {
        const question = words.moveWords[move];
        return (
          <button
            key={move}
            type="button"
            className="btn"
            aria-expanded={question === undefined ? undefined : asking === move}
            onClick={() => (question === undefined ? go(move, "") : ask(asking === move ? null : move))}
          >
            {words.move[move]} <span className="vh">{milestone.title}</span>
          </button>
        );
      })}
      {asking !== null && (
        <p>
          <label>
            {words.moveWords[asking]}{" "}
            <textarea className="words" rows={2} value={said} onChange={({ target }) => say(target.value)} />
          </label>
          <button type="button" className="btn" disabled={said.trim() === ""} onClick={() => go(asking, said)}>
            {words.send}
          </button>
        </p>
      )}
    </div>
  );
}

function MilestoneForm({
  preparation,
  act,
  before,
  done,
}: {
  readonly preparation: PreparationOf;
  readonly act: Act;
  readonly before: Milestone | null;
  readonly done: () => void;
}) {
  const { text } = useReader();
  const words = text.preparing;
  const [side, setSide] = useState(before?.side ?? preparation.side);
  const others = preparation.milestones.filter(({ id, state }) => id !== before?.id && state !== "cancelled");
  const at = before?.id ?? "new";
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const of = (name: string): string => String(data.get(name) ?? "").trim();
    void act({
      act: "set-milestone",
      ...(before === null ? {} : { id: before.id }),
      title: of("title"),
      side,
      person: of("person") === "" ? null : of("person"),
      due: of("due"),
      after: data.getAll("after").map(String),
      gate: of("gate") !== "",
    }).then((kept) => {
      if (!kept) return;
      form.reset();
      done();
    });
  };
  return (
    <form onSubmit={send}>
      <label className="field" htmlFor={`title-${at}`}>
        {words.title}
      </label>
      <input id={`title-${at}`} name="title" required maxLength={200} defaultValue={before?.title} />
      <label className="field" htmlFor={`due-${at}`}>
        {words.due}
      </label>
      <input id={`due-${at}`} name="due" type="date" required defaultValue={before?.due} />
      <label className="field" htmlFor={`side-${at}`}>
        {words.whose}
      </label>
      <select
        id={`side-${at}`}
        value={side}
        onChange={({ target }) => setSide(target.value === "customer" ? "customer" : "provider")}
      >
        <option value="provider">{text.sideName.provider}</option>
        <option value="customer">{text.sideName.customer}</option>
      </select>
      {preparation.people.some((found) => found.side === side) && (
        <>
          <label className="field" htmlFor={`person-${at}`}>
            {words.person}
          </label>
          <select id={`person-${at}`} name="person" key={side} defaultValue={before?.person ?? ""}>
            <option value="">{words.nobody}</option>
            {preparation.people
              .filter((found) => found.side === side)
              .map(({ person, name }) => (
                <option key={person} value={person}>
                  {name}
                </option>
              ))}
          </select>
        </>
      )}
      {others.length > 0 && (
        <fieldset className="choices">
          <legend className="n">{words.after}</legend>
          {others.map(({ id, title }) => (
            <label key={id} className="choice">
              <input type="checkbox" name="after" value={id} defaultChecked={before?.after.includes(id)} /> {title}
            </label>
          ))}
        </fieldset>
      )}
      <p>
        <label className="choice">
          <input type="checkbox" name="gate" value="yes" defaultChecked={before?.gate} /> {words.gate}
        </label>
      </p>
      <p>
        <button type="submit" className={before === null ? "btn first" : "btn"}>
          {before === null ? words.keep : words.keepChange}
        </button>{" "}
        {before !== null && (
          <button type="button" className="btn" onClick={done}>
            {words.cancel}
          </button>
        )}
      </p>
    </form>
  );
}
