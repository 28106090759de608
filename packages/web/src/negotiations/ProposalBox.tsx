/** What a point would say instead: in words, in what it means, and in money in two lines that are never mixed. The other side takes it, answers it with another, or declines it. */
import { type Agreement, type Change, differenceOf, type PointDifference, withProposal } from "@overens/core";
import { useState } from "react";
import type { Act, NegotiationOf } from "../api.ts";
import { useReader } from "../reader.tsx";
import { TriedOnHistory } from "./TriedOnHistory.tsx";
import { WhyNot } from "./WhyNot.tsx";

type Proposal = NegotiationOf["proposals"][number];

export function ProposalBox({
  room,
  proposal,
  negotiation,
  act,
  counter,
}: {
  readonly room: string;
  readonly proposal: Proposal;
  readonly negotiation: NegotiationOf;
  readonly act: (act: Act) => Promise<boolean>;
  readonly counter: () => void;
}) {
  const { text, language } = useReader();
  const draft = negotiation.draft as unknown as Agreement;
  const next = withProposal(draft, proposal as Change);
  const own = proposal.side === negotiation.side;
  const proposing = { replace: text.proposes, add: text.forms.proposesNew, remove: text.forms.proposesRemoval };
  return (
    <div className="proof proposal">
      <p>
        <b>{proposing[proposal.change](text.sideName[proposal.side])}</b> {proposal.because}
      </p>
      {next === null ? (
        <p className="n">{text.cannotBeShown}</p>
      ) : (
        differenceOf(draft, next, language).map((difference) => <Difference key={difference.id} of={difference} />)
      )}
      {next !== null && <TriedOnHistory room={room} proposal={proposal.id} draft={next} root={negotiation.root} />}
      {own ? (
        <button
          type="button"
          className="btn"
          onClick={() => void act({ act: "withdraw-proposal", proposal: proposal.id })}
        >
          {text.withdraw}
        </button>
      ) : (
        <Answer proposal={proposal} act={act} counter={counter} />
      )}
    </div>
  );
}

/** A point whose words stand while what it refers to changes says so, and through what. */
export function Difference({ of }: { readonly of: PointDifference }) {
  const { text } = useReader();
  const words = text.negotiating;
  return (
    <>
      {of.change === "follows" ? (
        <p className="n">{words.follows(of.title, of.through.join(", "))}</p>
      ) : (
        <p className="serif redline">
          {of.words.map((span, at) => {
            // biome-ignore lint/suspicious/noArrayIndexKey: the spans of one text are in one order
            if (span.kind === "removed") return <del key={at}>{span.text}</del>;
            // biome-ignore lint/suspicious/noArrayIndexKey: the spans of one text are in one order
            return span.kind === "added" ? <ins key={at}>{span.text}</ins> : span.text;
          })}
        </p>
      )}
      {of.meaning.length > 0 && (
        <ul className="plain meaning" aria-label={words.means}>
          {of.meaning.map((line) => (
            <li key={line.path.join(".") + line.words}>{line.words}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Answer({
  proposal,
  act,
  counter,
}: {
  readonly proposal: Proposal;
  readonly act: (act: Act) => Promise<boolean>;
  readonly counter: () => void;
}) {
  const { text } = useReader();
  const [declining, decline] = useState(false);
  return (
    <>
      <p>
        <button
          type="button"
          className="btn first"
          onClick={() => void act({ act: "accept-proposal", proposal: proposal.id, meaning: proposal.meaning })}
        >
          {text.accept}
        </button>{" "}
        <button type="button" className="btn" onClick={counter}>
          {text.counterProposal}
        </button>{" "}
        <button type="button" className="btn" aria-expanded={declining} onClick={() => decline(!declining)}>
          {text.decline}
        </button>
      </p>
      {declining && <WhyNot send={(reason) => void act({ act: "decline-proposal", proposal: proposal.id, reason })} />}
    </>
  );
}
