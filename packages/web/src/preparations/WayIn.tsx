/** Where the agreement comes from: new, signed elsewhere, or procured. */
import type { FormEvent } from "react";
import type { Room } from "../api.ts";
import { useReader } from "../reader.tsx";
import { pointsIn } from "./points.ts";
import { type Act, type PreparationOf, prepare, sendFile } from "./preparation.ts";

type Of = {
  readonly room: Room;
  readonly preparation: PreparationOf;
  readonly act: Act;
  readonly doing: (work: () => Promise<unknown>) => Promise<boolean>;
};

export function WayIn({ room, preparation, act, doing }: Of) {
  const { text } = useReader();
  const words = text.preparing;
  const { way } = preparation;
  return (
    <section className="rule" aria-labelledby="way-in">
      <h2 id="way-in">{words.wayIn}</h2>
      {way.kind === "new" && <p>{words.way.new}</p>}
      {way.kind === "adopted" && (
        <>
          <p>{words.adoptionState[way.state]}</p>
          <p className="n">{words.signedLine(way.file.date, way.file.signers.join(", "))}</p>
          <p>
            <a className="btn" href={`/rooms/${room.room}/adoption`}>
              {words.toAdoption}
            </a>
          </p>
        </>
      )}
      {way.kind === "procured" && (
        <>
          <p>{words.way.procured(way.not_before)}</p>
          <p className="n">
            {way.open_points.length === 0 ? words.noOpenPoints : words.openPoints(way.open_points.join(", "))}
          </p>
        </>
      )}
      {way.kind !== "adopted" && <AdoptForm room={room} doing={doing} />}
      {way.kind !== "procured" && <ProcuredForm room={room} act={act} />}
      {way.kind !== "new" && (
        <p className="after">
          <button
            type="button"
            className="btn quiet"
            onClick={() => void act({ act: "choose-way", way: { kind: "new" } })}
          >
            {words.isNew}
          </button>
        </p>
      )}
    </section>
  );
}

function AdoptForm({ room, doing }: Pick<Of, "room" | "doing">) {
  const { text } = useReader();
  const words = text.preparing;
  const adopt = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const file = form.get("file");
    if (!(file instanceof File)) return;
    const date = String(form.get("date"));
    const signers = String(form.get("signers"))
      .split("\n")
      .map((name) => name.trim())
      .filter((name) => name !== "");
    void doing(async () => {
      const { hash } = await sendFile(room.room, file);
      await prepare(room.room, { act: "choose-way", way: { kind: "adopted", file: hash, date, signers } });
    });
  };
  return (
    <details>
      <summary>{words.isAdopted}</summary>
      <form onSubmit={adopt}>
        <label className="field" htmlFor="adopt-file">
          {words.file}
        </label>
        <input id="adopt-file" name="file" type="file" required />
        <label className="field" htmlFor="adopt-date">
          {words.signedOn}
        </label>
        <input id="adopt-date" name="date" type="date" required />
        <label className="field" htmlFor="adopt-signers">
          {words.signedBy}
        </label>
        <textarea id="adopt-signers" name="signers" className="words" rows={3} required />
        <p>
          <button type="submit" className="btn">
            {words.adopt}
          </button>
        </p>
      </form>
    </details>
  );
}

function ProcuredForm({ room, act }: Pick<Of, "room" | "act">) {
  const { text, language } = useReader();
  const words = text.preparing;
  const record = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const open_points = form.getAll("point").map(String);
    void act({
      act: "choose-way",
      way: { kind: "procured", open_points, not_before: String(form.get("not_before")) },
    });
  };
  return (
    <details>
      <summary>{words.isProcured}</summary>
      <form onSubmit={record}>
        <label className="field" htmlFor="not-before">
          {words.notBefore}
        </label>
        <input id="not-before" name="not_before" type="date" required />
        <fieldset className="choices">
          <legend className="n">{words.openPointsPick}</legend>
          {pointsIn(room.document, language).map(({ id, title }) => (
            <label key={id} className="choice">
              <input type="checkbox" name="point" value={id} /> {title}
            </label>
          ))}
        </fieldset>
        <p>
          <button type="submit" className="btn">
            {words.setProcured}
          </button>
        </p>
      </form>
    </details>
  );
}
