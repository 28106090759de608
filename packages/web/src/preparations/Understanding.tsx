/** How we work: the lines as they stand or are proposed, one yes each, changed line by line, or skipped by both. */
import { type ChoiceId, changedLines, choices, choiceText, lineText, type UnderstandingLine } from "@overens/core";
import { useState } from "react";
import type { Room } from "../api.ts";
import { useReader } from "../reader.tsx";
import { partyName } from "../rooms/expectations.ts";
import type { Act, Line, PreparationOf } from "./preparation.ts";

type Of = { readonly room: Room; readonly preparation: PreparationOf; readonly act: Act };
const parts = ["agreement", "negotiating", "working"] as const;

export function Understanding({ room, preparation, act }: Of) {
  const { text } = useReader();
  const [editing, edit] = useState(false);
  const { proposed, agreed, standard } = preparation.understanding;
  const shown = proposed?.lines ?? agreed?.lines ?? standard;
  return (
    <section className="rule" aria-labelledby="how-we-work">
      <h2 id="how-we-work">{text.preparing.howWeWork}</h2>
      {editing ? (
        <LineEditor lines={shown} close={() => edit(false)} act={act} />
      ) : (
        <>
          <Lines lines={shown} before={proposed === null ? shown : (agreed?.lines ?? standard)} />
          <Answering room={room} preparation={preparation} act={act} shown={shown} edit={() => edit(true)} />
        </>
      )}
    </section>
  );
}

function Lines({ lines, before }: { readonly lines: readonly Line[]; readonly before: readonly Line[] }) {
  const { text, language } = useReader();
  const changed = new Set(changedLines(lines as readonly UnderstandingLine[], before as readonly UnderstandingLine[]));
  const gone = before.filter(({ id }) => !lines.some((line) => line.id === id));
  return (
    <>
      {parts.map((part) => (
        <div key={part} className="understood">
          <h3>{text.preparing.parts[part]}</h3>
          <dl>
            {lines
              .filter((line) => line.part === part)
              .map((line) => {
                const was = before.find(({ id }) => id === line.id);
                return (
                  <div key={line.id} data-changed={changed.has(line.id)}>
                    <dt>{text.preparing.lineName[line.id] ?? text.preparing.ownLine}</dt>
                    <dd>
                      <p className="serif">
                        {changed.has(line.id) && <b aria-hidden="true">+ </b>}
                        {lineText(line as UnderstandingLine, language)}
                      </p>
                      {changed.has(line.id) && (
                        <p className="n">
                          {was === undefined ? (
                            text.preparing.newLine
                          ) : (
                            <>
                              − {text.preparing.changedFrom} <del>{lineText(was as UnderstandingLine, language)}</del>
                            </>
                          )}
                        </p>
                      )}
                    </dd>
                  </div>
                );
              })}
          </dl>
        </div>
      ))}
      {gone.length > 0 && (
        <p className="n">
          − {text.preparing.removedLines}{" "}
          <del>{gone.map((line) => lineText(line as UnderstandingLine, language)).join(" ")}</del>
        </p>
      )}
    </>
  );
}

/** Yes first, and what it means; the rest is quieter. */
function Answering({
  room,
  preparation,
  act,
  shown,
  edit,
}: Of & { readonly shown: readonly Line[]; readonly edit: () => void }) {
  const { text } = useReader();
  const { side, understanding } = preparation;
  const { state, proposed, skipping, agreed } = understanding;
  const words = text.preparing;
  const other = partyName(room, side === "provider" ? "customer" : "provider");
  const hasSaid = proposed?.yes.includes(side) ?? false;
  const asks = state === "not-said" || (proposed !== null && !hasSaid);
  const yes = (): Promise<boolean> =>
    proposed === null
      ? act({ act: "propose-understanding", lines: [...shown] })
      : act({ act: "agree-understanding", hash: proposed.hash });
  return (
    <div className="answering">
      {skipping.length > 0 && state !== "skipped" && (
        <p>{words.hasSkipped(skipping.map((who) => text.sideName[who]).join(", "))}</p>
      )}
      {hasSaid && <p>{words.waitsForOther(other)}</p>}
      <p>
        {asks && (
          <button type="button" className="btn first" onClick={() => void yes()}>
            {words.yes}
          </button>
        )}
        <button type="button" className="btn" onClick={edit}>
          {words.changeLines}
        </button>
        {(state === "not-said" || state === "proposed") && agreed === null && !skipping.includes(side) && (
          <button type="button" className="btn" onClick={() => void act({ act: "skip-understanding" })}>
            {words.skip}
          </button>
        )}
        {preparation.may_begin && !asks && (
          <a className="btn" href={`/rooms/${room.room}/negotiation`}>
            {words.nextStep}
          </a>
        )}
      </p>
      {asks && (
        <p className="n">
          {words.yesMeans} {agreed === null && !skipping.includes(side) ? words.skipMeans : ""}
        </p>
      )}
    </div>
  );
}

/** Words are written, choices are chosen; the whole is proposed as one version. */
function LineEditor({
  lines,
  close,
  act,
}: {
  readonly lines: readonly Line[];
  readonly close: () => void;
  readonly act: Act;
}) {
  const { text, language } = useReader();
  const [draft, setDraft] = useState<readonly Line[]>(lines);
  const words = text.preparing;
  const change = (id: string, next: Partial<Line>): void =>
    setDraft(draft.map((line) => (line.id === id ? { ...line, ...next } : line)));
  const add = (): void => {
    const taken = new Set(draft.map(({ id }) => id));
    const number = [...Array(60).keys()].find((index) => !taken.has(`own-${index + 1}`)) ?? 60;
    setDraft([...draft, { id: `own-${number + 1}`, part: "working", text: "", value: null }]);
  };
  const isSilent = draft.some(({ text: said, value }) => value === null && saidIn(said, language).trim() === "");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void act({ act: "propose-understanding", lines: [...draft] }).then((done) => done && close());
      }}
    >
      {parts.map((part) => (
        <div key={part} className="understood">
          <h3>{words.parts[part]}</h3>
          {draft
            .filter((line) => line.part === part)
            .map((line) => (
              <div key={line.id}>
                <label className="field" htmlFor={`line-${line.id}`}>
                  {words.lineName[line.id] ?? words.ownLine}
                </label>
                {line.value === null ? (
                  <>
                    <textarea
                      id={`line-${line.id}`}
                      className="words"
                      rows={3}
                      value={saidIn(line.text, language)}
                      onChange={({ target }) => change(line.id, { text: target.value })}
                    />
                    <button
                      type="button"
                      className="btn quiet"
                      onClick={() => setDraft(draft.filter(({ id }) => id !== line.id))}
                    >
                      {words.removeLine} <span className="vh">{words.lineName[line.id] ?? words.ownLine}</span>
                    </button>
                  </>
                ) : (
                  <select
                    id={`line-${line.id}`}
                    value={line.value}
                    onChange={({ target }) => change(line.id, { value: target.value })}
                  >
                    {[...choices[line.id as ChoiceId]].sort(byNumber).map((value) => (
                      <option key={value} value={value}>
                        {choiceText(line.id as ChoiceId, value, language)}
                      </option>
                    ))}
                  </select>
                )}
              </div>
            ))}
        </div>
      ))}
      <p>
        <button type="button" className="btn" onClick={add}>
          {words.addLine}
        </button>
      </p>
      <p className="n">{words.proposeMeans}</p>
      <p>
        <button type="submit" className="btn first" disabled={isSilent}>
          {words.proposeThese}
        </button>{" "}
        <button type="button" className="btn" onClick={close}>
          {words.cancel}
        </button>
      </p>
    </form>
  );
}

/** Days stand in order; what is no number keeps its place. */
function byNumber(one: string, other: string): number {
  const difference = Number(one) - Number(other);
  return Number.isNaN(difference) ? 0 : difference;
}

function saidIn(said: Line["text"], language: "sv" | "en"): string {
  if (said === null || typeof said === "string") return said ?? "";
  return said[language] ?? said.sv ?? said.en ?? "";
}
