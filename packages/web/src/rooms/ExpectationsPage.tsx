/** What each party has promised and may expect, in plain words from the same data as the rules, with the state beside it. It prints on two pages. */
import { promiseSentences, textIn } from "@overens/core";
import type { Room, Statement } from "../api.ts";
import { useReader } from "../reader.tsx";
import { stateOf } from "../statements/state.ts";
import { lineKey, valueOf } from "../ui/figures.ts";
import { Proof, Sides, Status } from "../ui/parts.tsx";
import { bothsPart, customersPart, notIncluded, partyName, providersPart } from "./expectations.ts";
import { periodName, subjectName } from "./names.ts";

export function ExpectationsPage({ room, statement }: { readonly room: Room; readonly statement: Statement }) {
  const { text, language } = useReader();
  const provider = partyName(room, "provider");
  const customer = partyName(room, "customer");
  const { period, hash } = statement.result;
  return (
    <div className="expectations">
      <div className="headline">
        <h1>{text.expectations}</h1>
        <button type="button" className="btn" onClick={() => print()}>
          {text.print}
        </button>
      </div>
      <p className="lead">
        {text.expectationsLead(textIn(room.document.title, language), periodName(period.label, language))}
      </p>
      <div className="bothsides">
        <section aria-labelledby="provider">
          <h2 id="provider" className="withmark">
            <Sides of="provider" /> {text.promisesTo(provider, customer)}
          </h2>
          {room.document.objectives.map((objective) => (
            <Promise key={objective.id} room={room} statement={statement} objective={objective} />
          ))}
          <Sentences title={text.whenNotKept} sentences={providersPart(room, text, language)} />
          <Sentences title={text.notIncluded} sentences={notIncluded(room, language)} />
        </section>
        <section aria-labelledby="customer">
          <h2 id="customer" className="withmark">
            <Sides of="customer" /> {text.promisesTo(customer, provider)}
          </h2>
          <Sentences sentences={customersPart(room, text, language)} none={text.nothingWritten(customer)} />
        </section>
      </div>
      <section className="rule" aria-labelledby="both">
        <h2 id="both" className="withmark">
          <Sides /> {text.bothParties}
        </h2>
        <Sentences sentences={bothsPart(room, text, language)} wide />
      </section>
      <Proof hash={hash} zone={period.zone} />
    </div>
  );
}

/** One point: its sentences in the agreement's type, and under them how it stands for each subject. */
function Promise({
  room,
  statement,
  objective,
}: {
  readonly room: Room;
  readonly statement: Statement;
  readonly objective: Room["document"]["objectives"][number];
}) {
  const { text, language } = useReader();
  const lines = statement.result.results.filter((line) => line.objective === objective.id);
  return (
    <article className="promise">
      <h3>
        {textIn(objective.title, language)} <small>p. {objective.id}</small>
      </h3>
      <div className="contract">
        {promiseSentences(room.document, objective, language).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <ul aria-label={text.presentState}>
        {lines.map((line) => (
          <li key={lineKey(line)}>
            <a href={`/rooms/${room.room}/points/${encodeURIComponent(lineKey(line))}`}>
              {subjectName(room, line, language)}
            </a>
            <span>{valueOf(line, language)}</span>
            <Status state={stateOf(line, statement)} />
          </li>
        ))}
        {lines.length === 0 && <li>{objective.indicator === undefined ? text.intentOnly : text.nothingMeasured}</li>}
      </ul>
    </article>
  );
}

function Sentences({
  title,
  sentences,
  none,
  wide = false,
}: {
  readonly title?: string;
  readonly sentences: readonly string[];
  readonly none?: string;
  readonly wide?: boolean;
}) {
  if (sentences.length === 0) return none === undefined ? null : <p className="n">{none}</p>;
  return (
    <>
      {title !== undefined && <h3>{title}</h3>}
      <ul className={`contract sentences ${wide ? "wide" : ""}`}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}
