/** One party's part: who may bind it, who has been asked and has signed; for one's own side, asking, and the decision behind a public body's signature. */
import { type FormEvent, useId } from "react";
import { useReader } from "../reader.tsx";
import { useMoment } from "../ui/moment.tsx";
import { Sides } from "../ui/parts.tsx";
import { MandateLine } from "./MandateLine.tsx";
import type { Act, Party, Signature, SigningOf } from "./signing.ts";

export function PartySigning({
  signing,
  party,
  act,
}: {
  readonly signing: SigningOf;
  readonly party: Party;
  readonly act: Act;
}) {
  const { text } = useReader();
  const words = text.signing;
  const own = party.key === signing.party;
  const signatures = signing.signatures.filter(({ party: of }) => of === party.key);
  const name = (person: string): string => party.people.find((found) => found.person === person)?.name ?? person;
  const asking = own && signing.may_ask && signing.stage !== "signed" && signing.terms !== null;
  return (
    <article className="negotiated" aria-label={party.name}>
      <div className="headline">
        <h3>
          {party.side !== "third-party" && <Sides of={party.side} />} {party.name}
        </h3>
        <p className="n">
          <b>{party.signed ? words.hasSigned : words.hasNotSigned}</b>
        </p>
      </div>
      {party.points.length > 0 && <p className="n">{words.signsPoints(party.points.join(", "))}</p>}
      {party.decision && (
        <p>
          {words.decisionLine(
            party.decision.body,
            party.decision.paragraph,
            party.decision.register_number,
            party.decision.date,
          )}{" "}
          {words.appoints(name(party.decision.signer), party.decision.deputy && name(party.decision.deputy))}
        </p>
      )}
      {signatures.length === 0 ? (
        <p className="n">{words.nobodyAsked}</p>
      ) : (
        <ul className="plain">
          {signatures.map((signature) => (
            <SignatureLine
              key={signature.id}
              signature={signature}
              name={name(signature.person)}
              mine={signature.person === signing.me && signing.stage !== "signed"}
              act={act}
            />
          ))}
        </ul>
      )}
      {asking && party.public_body && party.decision === null && <DecisionForm party={party} act={act} />}
      {asking && (!party.public_body || party.decision !== null) && (
        <Asking party={party} signatures={signatures} act={act} />
      )}
    </article>
  );
}

function SignatureLine({
  signature,
  name,
  mine,
  act,
}: {
  readonly signature: Signature;
  readonly name: string;
  readonly mine: boolean;
  readonly act: Act;
}) {
  const { text } = useReader();
  const moment = useMoment();
  const words = text.signing;
  return (
    <li data-state={signature.state}>
      <b>{name}</b>: {words.state[signature.state]}
      {signature.at !== null && `, ${moment(signature.at)}`}
      {signature.name !== "" && signature.name !== name && `, ${words.typedAs(signature.name)}`}
      {signature.means !== null && `, ${words.meansIs[signature.means]}`}
      {signature.state === "signed" && mine && (
        <>
          {" "}
          <button
            type="button"
            className="btn"
            onClick={() => void act({ act: "withdraw-signature", signature: signature.id, reason: "" })}
          >
            {words.takeBack}
          </button>
        </>
      )}
    </li>
  );
}

/** Each person with each mandate that carries; those that do not are named with why, so that somebody can mend it. */
function Asking({
  party,
  signatures,
  act,
}: {
  readonly party: Party;
  readonly signatures: readonly Signature[];
  readonly act: Act;
}) {
  const { text } = useReader();
  const words = text.signing;
  const isAsked = (person: string): boolean =>
    signatures.some(({ person: of, state }) => of === person && ["requested", "opened", "signed"].includes(state));
  const held = party.people.flatMap(({ person, name, mandates }) =>
    mandates.map((mandate) => ({ person, name, mandate })),
  );
  if (held.length === 0) return <p className="proof">{words.noMandates}</p>;
  return (
    <ul className="plain">
      {held.map(({ person, name, mandate }) => (
        <li key={mandate.id}>
          {name}: <MandateLine of={mandate} />{" "}
          {mandate.lacks === null && !isAsked(person) && (
            <button
              type="button"
              className="btn"
              onClick={() => void act({ act: "ask-signature", person, mandate: mandate.id })}
            >
              {words.ask(name)}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function DecisionForm({ party, act }: { readonly party: Party; readonly act: Act }) {
  const { text } = useReader();
  const words = text.signing;
  const at = useId();
  const state = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const of = (name: string): string => String(form.get(name) ?? "").trim();
    void act({
      act: "state-decision",
      body: of("body"),
      paragraph: of("paragraph"),
      register_number: of("register"),
      date: of("date"),
      signer: of("signer"),
      deputy: of("deputy") === "" ? null : of("deputy"),
    });
  };
  const people = party.people.map(({ person, name }) => (
    <option key={person} value={person}>
      {name}
    </option>
  ));
  return (
    <form onSubmit={state}>
      <h4>{words.decision}</h4>
      <p className="n">{words.decisionWhy}</p>
      {(
        [
          ["body", words.decisionBody, true],
          ["paragraph", words.decisionParagraph, false],
          ["register", words.decisionRegister, true],
        ] as const
      ).map(([name, label, required]) => (
        <div key={name}>
          <label className="field" htmlFor={`${at}-${name}`}>
            {label}
          </label>
          <input id={`${at}-${name}`} name={name} required={required} />
        </div>
      ))}
      <label className="field" htmlFor={`${at}-date`}>
        {words.decisionDate}
      </label>
      <input id={`${at}-date`} name="date" type="date" required />
      <label className="field" htmlFor={`${at}-signer`}>
        {words.decisionSigner}
      </label>
      <select id={`${at}-signer`} name="signer">
        {people}
      </select>
      <label className="field" htmlFor={`${at}-deputy`}>
        {words.decisionDeputy}
      </label>
      <select id={`${at}-deputy`} name="deputy">
        <option value="">{words.noDeputy}</option>
        {people}
      </select>
      <p>
        <button type="submit" className="btn first">
          {words.stateDecision}
        </button>
      </p>
    </form>
  );
}
