/** Background: one's own lane, which the other side does not see, beside what both have shared, and what still has no point. */
import { textIn } from "@overens/core";
import { type FormEvent, useState } from "react";
import type { Room } from "../api.ts";
import { useReader } from "../reader.tsx";
import { partyName } from "../rooms/expectations.ts";
import { Own, Sides } from "../ui/parts.tsx";
import { pointsIn } from "./points.ts";
import type { Act, PreparationOf } from "./preparation.ts";

type Of = { readonly room: Room; readonly preparation: PreparationOf; readonly act: Act };
const kinds = ["need", "must", "wish", "pain", "history"] as const;

export function BackgroundLanes({ room, preparation, act }: Of) {
  const { text } = useReader();
  const words = text.preparing;
  const other = partyName(room, preparation.side === "provider" ? "customer" : "provider");
  return (
    <section className="rule" aria-labelledby="background">
      <h2 id="background">{words.background}</h2>
      <p className="n">{words.backgroundLead}</p>
      <div className="lanes">
        <div className="lane">
          <h3 className="withmark">
            <Own /> {words.ownLane}
          </h3>
          <p className="n">{words.ownLaneLead(other)}</p>
          {preparation.own.length === 0 ? <p>{words.ownEmpty}</p> : <OwnItems preparation={preparation} act={act} />}
          <NoteForm room={room} act={act} />
        </div>
        <div>
          <h3 className="withmark">
            <Sides /> {words.sharedLane}
          </h3>
          {preparation.shared.length === 0 ? (
            <p>{words.sharedEmpty}</p>
          ) : (
            <SharedItems preparation={preparation} act={act} />
          )}
          <Unmatched room={room} preparation={preparation} />
        </div>
      </div>
    </section>
  );
}

function OwnItems({ preparation, act }: Omit<Of, "room">) {
  const { text } = useReader();
  const words = text.preparing;
  return (
    <ul className="plain">
      {preparation.own.map(({ id, item_kind, text: said, shared }) => (
        <li key={id}>
          <b>{words.itemKind[item_kind]}</b>{" "}
          {shared !== "no" && <span>({shared === "yes" ? words.isShared : words.sharedOtherwise})</span>}
          <p>{said}</p>
          {shared !== "yes" && (
            <button type="button" className="btn" onClick={() => void act({ act: "share-background", id })}>
              {shared === "no" ? words.share : words.shareAgain} <span className="vh">{said.slice(0, 40)}</span>
            </button>
          )}{" "}
          <button type="button" className="btn quiet" onClick={() => void act({ act: "remove-background", id })}>
            {words.remove} <span className="vh">{said.slice(0, 40)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function SharedItems({ preparation, act }: Omit<Of, "room">) {
  const { text } = useReader();
  const words = text.preparing;
  return (
    <ul className="plain">
      {preparation.shared.map(({ id, side, item_kind, text: said, withdrawn }) => (
        <li key={id}>
          <span className={`party ${side}`}>
            <Sides of={side} /> {text.sideName[side]}
          </span>{" "}
          <b>{words.itemKind[item_kind]}</b> {withdrawn && <span>({words.takenBack})</span>}
          <p>{withdrawn ? <del>{said}</del> : said}</p>
          {side === preparation.side && !withdrawn && (
            <button type="button" className="btn quiet" onClick={() => void act({ act: "withdraw-background", id })}>
              {words.takeBack} <span className="vh">{said.slice(0, 40)}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function NoteForm({ room, act }: Omit<Of, "preparation">) {
  const { text, language } = useReader();
  const [said, say] = useState("");
  const [kind, setKind] = useState<(typeof kinds)[number]>("need");
  const [service, setService] = useState("");
  const words = text.preparing;
  const note = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = {
      act: "note-background",
      item_kind: kind,
      text: said,
      service: service === "" ? null : service,
    } as const;
    // What is typed while the note is on its way stays.
    void act(wanted).then((done) => done && say((now) => (now === said ? "" : now)));
  };
  return (
    <form onSubmit={note}>
      <label className="field" htmlFor="note-text">
        {words.note}
      </label>
      <textarea id="note-text" className="words" rows={2} value={said} onChange={({ target }) => say(target.value)} />
      <p className="choices">
        <label className="choice">
          {words.noteKind}{" "}
          <select value={kind} onChange={({ target }) => setKind(target.value as (typeof kinds)[number])}>
            {kinds.map((one) => (
              <option key={one} value={one}>
                {words.itemKind[one]}
              </option>
            ))}
          </select>
        </label>
        <label className="choice">
          {words.noteService}{" "}
          <select value={service} onChange={({ target }) => setService(target.value)}>
            <option value="">{words.everyService}</option>
            {room.document.services.map(({ id, name }) => (
              <option key={id} value={id}>
                {textIn(name, language)}
              </option>
            ))}
          </select>
        </label>
      </p>
      <p>
        <button type="submit" className="btn" disabled={said.trim() === ""}>
          {words.add}
        </button>
      </p>
    </form>
  );
}

function Unmatched({ room, preparation }: Omit<Of, "act">) {
  const { text, language } = useReader();
  const words = text.preparing;
  const { shared, needs_without_point: needs, points_without_need: points } = preparation;
  const titles = new Map(pointsIn(room.document, language).map(({ id, title }) => [id, title]));
  if (shared.length === 0) return null;
  return (
    <>
      <h4>{words.needsWithout}</h4>
      {needs.length === 0 ? (
        <p className="n">{words.needsAll}</p>
      ) : (
        <ul>
          {needs.map((id) => (
            <li key={id}>{shared.find((item) => item.id === id)?.text ?? id}</li>
          ))}
        </ul>
      )}
      <h4>{words.pointsWithout}</h4>
      {points.length === 0 ? (
        <p className="n">{words.pointsAll}</p>
      ) : (
        <ul>
          {points.map((id) => (
            <li key={id}>
              {titles.get(id) ?? id} <span className="mut">p. {id}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
