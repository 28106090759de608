/** Why not, in a line: nothing is sent without one. */
import { useState } from "react";
import { useReader } from "../reader.tsx";

export function WhyNot({ send }: { readonly send: (reason: string) => void }) {
  const { text } = useReader();
  const [reason, setReason] = useState("");
  return (
    <p>
      <label>
        {text.whyNot} <textarea value={reason} rows={2} onChange={({ target }) => setReason(target.value)} />
      </label>
      <button type="button" className="btn first" disabled={reason.trim() === ""} onClick={() => send(reason)}>
        {text.send}
      </button>
    </p>
  );
}
