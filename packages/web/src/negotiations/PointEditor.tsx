/** A point's own text, to be changed into a proposal. What does not fit the language is said before anything is sent. */
import type { Json } from "@overens/core";
import { type ReactNode, useId, useState } from "react";
import { useReader } from "../reader.tsx";

export function PointEditor({
  body,
  close,
  send,
  besides,
}: {
  readonly body: Json;
  readonly close: () => void;
  readonly send: (body: Json, because: string) => Promise<void>;
  /** What else may be done with it as it is written; null where it cannot be read. */
  readonly besides: (body: Json | null, because: string) => ReactNode;
}) {
  const { text } = useReader();
  const [source, setSource] = useState(JSON.stringify(body, null, 2));
  const [because, setBecause] = useState("");
  const id = useId();
  const read = parsed(source);
  return (
    <div className="proof editor">
      <label htmlFor={`${id}-source`}>{text.pointAsProposed}</label>
      <textarea
        id={`${id}-source`}
        className="mono"
        rows={Math.min(24, source.split("\n").length + 1)}
        value={source}
        spellCheck={false}
        onChange={({ target }) => setSource(target.value)}
      />
      {read === null && <p role="alert">{text.notJson}</p>}
      <label htmlFor={`${id}-because`}>{text.proposalBecause}</label>
      <textarea id={`${id}-because`} rows={2} value={because} onChange={({ target }) => setBecause(target.value)} />
      <p>
        <button
          type="button"
          className="btn first"
          disabled={read === null}
          onClick={() => read !== null && void send(read, because)}
        >
          {text.sendProposal}
        </button>{" "}
        <button type="button" className="btn" onClick={close}>
          {text.notNow}
        </button>
      </p>
      {besides(read, because)}
    </div>
  );
}

function parsed(source: string): Json | null {
  try {
    const value = JSON.parse(source) as Json;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
