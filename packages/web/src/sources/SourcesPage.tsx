/** Facts in: paste, drop, or a line for the terminal. What is received is in the open pages within two seconds. */
import { type DragEvent, useState } from "react";
import { type Disputed, Refused, type Room, sendFacts } from "../api.ts";
import { useReader } from "../reader.tsx";

type Told = { readonly good: boolean; readonly title: string; readonly lines: readonly string[] };

export function SourcesPage({ room, disputed }: { readonly room: Room; readonly disputed: Disputed }) {
  const { text } = useReader();
  const [lines, setLines] = useState("");
  const [told, setTold] = useState<Told | null>(null);
  const example = `{"kind":"outage","id":"o-1","subject":"${room.document.services[0]?.id ?? ""}","from":"2026-10-06T13:02:00+02:00","until":"2026-10-06T13:14:00+02:00"}`;
  const send = async (): Promise<void> => {
    try {
      const receipt = await sendFacts(room.room, lines);
      setTold({
        good: true,
        title: receipt.known ? text.already : text.received(receipt.facts, receipt.sequence),
        lines: [receipt.head],
      });
    } catch (error) {
      setTold(
        error instanceof Refused
          ? {
              good: false,
              title: error.problem.title,
              lines: error.problem.errors.map(({ place, message, hint }) => `${place}: ${message} ${hint}`),
            }
          : { good: false, title: text.notReached, lines: [] },
      );
    }
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    void event.dataTransfer.files[0]?.text().then(setLines);
  };
  return (
    <>
      <h1>{text.sources}</h1>
      <p className="lead">{room.sources.length === 0 ? text.noSources : text.sourcesSentence(room.sources)}</p>
      <section className="rule" aria-labelledby="send">
        <h2 id="send">{text.sendFact}</h2>
        <p className="n">{text.sendLead}</p>
        <label htmlFor="lines" className="field">
          {text.drop}
        </label>
        <textarea
          id="lines"
          value={lines}
          placeholder={example}
          onChange={({ target }) => setLines(target.value)}
          onDrop={drop}
          onDragOver={(event) => event.preventDefault()}
        />
        <p>
          <button type="button" className="btn first" disabled={lines.trim() === ""} onClick={() => void send()}>
            {text.send}
          </button>
        </p>
        <div role="status">
          {told && (
            <div className={`proof ${told.good ? "same" : "differs"}`}>
              <p>{told.title}</p>
              {told.lines.map((line) => (
                <p key={line} className="mono">
                  {line}
                </p>
              ))}
            </div>
          )}
        </div>
      </section>
      <section className="rule" aria-labelledby="terminal">
        <h2 id="terminal">{text.curl}</h2>
        <pre className="mono">{`curl -X POST ${location.origin}/api/rooms/${room.room}/facts \\\n  -H 'content-type: application/x-ndjson' \\\n  --data '${example}'`}</pre>
      </section>
      <DisputedFacts disputed={disputed} />
    </>
  );
}

/** Facts that contradict each other, and what was corrected: every version, for both parties. */
function DisputedFacts({ disputed: { conflicts, corrections } }: { readonly disputed: Disputed }) {
  const { text } = useReader();
  const written = (fact: object): string => JSON.stringify(fact);
  return (
    <section className="rule" aria-labelledby="disputed">
      <h2 id="disputed">{text.disputed}</h2>
      {conflicts.length + corrections.length === 0 && <p className="n">{text.nothingDisputed}</p>}
      {conflicts.map(({ identity, facts }) => (
        <div className="proof differs" key={identity}>
          <p>
            <b>{identity}</b>: {text.conflictLead}
          </p>
          {facts.map((fact) => (
            <p className="mono" key={written(fact)}>
              {written(fact)}
            </p>
          ))}
        </div>
      ))}
      {corrections.map(({ fact, by }) => (
        <div className="proof" key={written(fact)}>
          <p>{text.correctionLead}</p>
          <p className="mono">
            <del>{written(fact)}</del>
          </p>
          <p className="mono">{written(by)}</p>
        </div>
      ))}
    </section>
  );
}
