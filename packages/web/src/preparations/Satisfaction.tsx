/** How satisfied each side is, before and later again, so that both see whether it got better. */
import { useState } from "react";
import { useReader } from "../reader.tsx";
import { Sides } from "../ui/parts.tsx";
import type { Act, PreparationOf } from "./preparation.ts";

const levels = ["satisfied", "can-live-with-it", "not-satisfied"] as const;

export function Satisfaction({ preparation, act }: { readonly preparation: PreparationOf; readonly act: Act }) {
  const { text } = useReader();
  const [chosen, choose] = useState<(typeof levels)[number] | null>(null);
  const [said, say] = useState("");
  const words = text.preparing;
  const { agreed } = preparation.understanding;
  const hasTwo = agreed?.lines.some(({ id, value }) => id === "scale" && value === "two") ?? false;
  return (
    <section className="rule" aria-labelledby="baseline">
      <h2 id="baseline">{words.baseline}</h2>
      <p className="n">{words.baselineLead}</p>
      {preparation.satisfactions.length === 0 ? (
        <p>{words.baselineEmpty}</p>
      ) : (
        <ul className="plain">
          {preparation.satisfactions.map(({ side, satisfaction, words: told, on }) => (
            <li key={`${side} ${on} ${satisfaction} ${told}`}>
              <span className={`party ${side}`}>
                <Sides of={side} /> {text.sideName[side]}
              </span>{" "}
              <b>{text.satisfaction[satisfaction]}</b> <time dateTime={on}>{on}</time>
              {told !== "" && <p>{told}</p>}
            </li>
          ))}
        </ul>
      )}
      <div className="answering">
        <fieldset>
          <legend className="vh">{words.baseline}</legend>
          {levels
            .filter((level) => !hasTwo || level !== "can-live-with-it")
            .map((level) => (
              <button
                key={level}
                type="button"
                className="btn"
                aria-pressed={chosen === level}
                onClick={() => choose(level)}
              >
                {text.satisfaction[level]}
              </button>
            ))}
        </fieldset>
        {chosen !== null && (
          <p>
            <label>
              {words.baselineWords}{" "}
              <textarea className="words" rows={2} value={said} onChange={({ target }) => say(target.value)} />
            </label>
            <button
              type="button"
              className="btn"
              disabled={chosen === "not-satisfied" && said.trim() === ""}
              onClick={() =>
                void act({ act: "state-satisfaction", satisfaction: chosen, words: said }).then((done) => {
                  if (!done) return;
                  choose(null);
                  say("");
                })
              }
            >
              {words.baselineSend}
            </button>
          </p>
        )}
      </div>
    </section>
  );
}
