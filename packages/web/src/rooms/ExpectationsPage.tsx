/** What each party has promised and may expect, in plain words from the same data as the rules, with the state beside it. */
import { promiseSentences, type Text, textIn } from "@overens/core";
import type { Room, Statement } from "../api.ts";
import { useReader } from "../reader.tsx";
import { Status } from "../ui/parts.tsx";

export function ExpectationsPage({ room, statement }: { readonly room: Room; readonly statement: Statement }) {
  const { text, language } = useReader();
  const provider = room.parties.find(({ role }) => role === "provider")?.name ?? text.provider;
  const customer = room.parties.find(({ role }) => role === "customer");
  const duties = Array.isArray(room.document.responsibilities) ? (room.document.responsibilities as readonly { readonly id: string; readonly party: string; readonly title: Text }[]) : [];
  const own = duties.filter(({ party }) => party === customer?.id);
  return (
    <>
      <h1>{text.expectations}</h1>
      <section className="rule">
        <h2>{text.iPromise(provider)}</h2>
        <p className="n">{text.mayExpect(customer?.name ?? text.customer)}</p>
        {room.document.objectives.map((objective) => {
          const states = [...new Set(statement.result.results.filter((line) => line.objective === objective.id).map(({ verdict }) => verdict))];
          return (
            <article key={objective.id}>
              <h3>
                {textIn(objective.title, language)} <span className="n">p. {objective.id}</span>
              </h3>
              <div className="contract">
                {promiseSentences(room.document, objective, language).map((sentence) => (
                  <p key={sentence}>{sentence}</p>
                ))}
              </div>
              {states.length > 0 && (
                <p className="meta">
                  {statement.result.period.label}:{" "}
                  {states.map((state) => (
                    <Status key={state} state={state} />
                  ))}
                </p>
              )}
            </article>
          );
        })}
      </section>
      {own.length > 0 && (
        <section className="rule">
          <h2>{text.iPromise(customer?.name ?? text.customer)}</h2>
          <div className="contract">
            {own.map(({ id, title }) => (
              <p key={id}>{textIn(title, language)}</p>
            ))}
          </div>
        </section>
      )}
    </>
  );
}
