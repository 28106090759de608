/** Asking for a point to be taken away. What refers to it is named first: it must let go of it before. */
import { type Agreement, referringTo, withPointRemoved } from "@overens/core";
import { useId, useState } from "react";
import type { Act, NegotiationOf } from "../api.ts";
import { useReader } from "../reader.tsx";

export function ProposeRemoval({
  point,
  draft,
  act,
}: {
  readonly point: NegotiationOf["points"][number];
  readonly draft: Agreement;
  readonly act: (act: Act) => Promise<boolean>;
}) {
  const { text } = useReader();
  const words = text.forms;
  const [asks, ask] = useState(false);
  const [because, setBecause] = useState("");
  const id = useId();
  if (!asks)
    return (
      <button type="button" className="btn quiet" onClick={() => ask(true)}>
        {words.proposeRemoval}
      </button>
    );
  const referring = referringTo(draft, point.id);
  const may = withPointRemoved(draft, point.id) !== null;
  return (
    <div className="proof editor">
      {!may && <p className="wrong">{referring.length > 0 ? words.referredTo(referring.join(", ")) : words.needed}</p>}
      <label className="field" htmlFor={id}>
        {text.proposalBecause}
      </label>
      <textarea id={id} rows={2} value={because} onChange={({ target }) => setBecause(target.value)} />
      <p>
        <button
          type="button"
          className="btn first"
          disabled={!may}
          onClick={() =>
            void act({ act: "propose-removal", point: point.id, replaces: point.meaning, because }).then(
              (done) => done && ask(false),
            )
          }
        >
          {words.proposeRemoval}
        </button>{" "}
        <button type="button" className="btn" onClick={() => ask(false)}>
          {text.notNow}
        </button>
      </p>
    </div>
  );
}
