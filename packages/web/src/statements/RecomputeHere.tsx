/** "Recompute here": the party who trusts nobody lets the own browser compute the page. */
import { numberText } from "@overens/core";
import { useState } from "react";
import type { Room, Statement } from "../api.ts";
import { useReader } from "../reader.tsx";
import type { Basis, Recomputed } from "./recompute.ts";

type Progress =
  | { readonly kind: "idle" | "fetching" | "computing" }
  | { readonly kind: "done"; readonly outcome: Recomputed }
  | { readonly kind: "failed"; readonly because: string };

export function RecomputeHere({ room, statement }: { readonly room: Room; readonly statement: Statement }) {
  const { text } = useReader();
  const [progress, setProgress] = useState<Progress>({ kind: "idle" });
  const start = async (): Promise<void> => {
    setProgress({ kind: "fetching" });
    try {
      const { recompute, mostFacts } = await import("./recompute.ts");
      const basis = await basisOf(room, statement, mostFacts);
      setProgress({ kind: "computing" });
      await new Promise((shown) => setTimeout(shown));
      setProgress({ kind: "done", outcome: recompute(room, basis, statement) });
    } catch (error) {
      setProgress({ kind: "failed", because: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <section className="rule" aria-labelledby="recompute">
      <h2 id="recompute">{text.recompute}</h2>
      <p className="n" style={{ maxWidth: "64ch", margin: "4px 0 12px" }}>
        {text.recomputeLead}
      </p>
      <button type="button" className="btn first" onClick={() => void start()}>
        {text.recompute}
      </button>
      <div role="status">
        {progress.kind === "fetching" && <p className="proof">{text.fetching}</p>}
        {progress.kind === "computing" && <p className="proof">{text.computing}</p>}
        {progress.kind === "failed" && (
          <p className="proof differs">
            {text.failed} {progress.because}
          </p>
        )}
        {progress.kind === "done" && <Outcome outcome={progress.outcome} shown={statement.result.hash} />}
      </div>
    </section>
  );
}

/** The facts as received, as far as an issued statement had seen them; more than a page should read comes as day blocks. */
async function basisOf({ room }: Room, { period, number }: Statement, mostFacts: number): Promise<Basis> {
  const seen = number === null ? "" : `?period=${encodeURIComponent(period)}&number=${number}`;
  const facts = await fetch(`/api/rooms/${room}/facts${seen}`);
  if (number !== null || Number(facts.headers.get("content-length")) <= mostFacts)
    return { kind: "facts", text: await facts.text() };
  await facts.body?.cancel();
  return { kind: "blocks", text: await (await fetch(`/api/rooms/${room}/blocks`)).text() };
}

function Outcome({ outcome, shown }: { readonly outcome: Recomputed; readonly shown: string }) {
  const { text, language } = useReader();
  if (outcome.differs === null) {
    const size = `${numberText(String(Math.ceil(outcome.bytes / 1024)), language)} kB`;
    return (
      <div className="proof same">
        <p>
          {(outcome.kind === "facts" ? text.same : text.sameBlocks)(
            outcome.lines,
            size,
            `${Math.round(outcome.milliseconds)} ms`,
          )}
        </p>
        <p className="mono">{outcome.ours}</p>
      </div>
    );
  }
  return (
    <div className="proof differs">
      <p>
        <b>{text.differs}</b> {text.differsOn(outcome.differs.line)}
      </p>
      <p className="mono">
        {text.theirs}: {outcome.differs.shown}
      </p>
      <p className="mono">
        {text.ours}: {outcome.differs.computed}
      </p>
      <p className="mono">
        {text.checksum}: {shown.slice(0, 16)} / {outcome.ours.slice(0, 16)}
      </p>
    </div>
  );
}
