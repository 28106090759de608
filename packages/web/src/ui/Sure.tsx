/** A button that asks once more before it does what is not undone by pressing again. */
import { useEffect, useRef, useState } from "react";
import { useReader } from "../reader.tsx";

export function Sure({
  name,
  of,
  means,
  act,
}: {
  readonly name: string;
  /** What it is done to; read aloud, for it stands beside the button already. */
  readonly of: string;
  /** What it leads to. */
  readonly means: string;
  readonly act: () => void;
}) {
  const { text } = useReader();
  const [asks, ask] = useState(false);
  const answer = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asks) answer.current?.focus();
  }, [asks]);
  if (!asks)
    return (
      <button type="button" className="btn" onClick={() => ask(true)}>
        {name} <span className="vh">{of}</span>
      </button>
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a question and its two answers, in the line they belong to
    <span role="group" aria-label={`${name} ${of}`} className="sure">
      <span>{means}</span>
      <button
        ref={answer}
        type="button"
        className="btn"
        onClick={() => {
          ask(false);
          act();
        }}
      >
        {text.sureYes(name)}
      </button>{" "}
      <button type="button" className="btn quiet" onClick={() => ask(false)}>
        {text.sureNo}
      </button>
    </span>
  );
}
