/** Asking an approver of one's own side: for an answer, or for taking a proposal, here; for one's own proposal where that is written. */
import type { ApprovableRequest } from "@overens/api";
import { useId, useState } from "react";
import type { NegotiationOf } from "../api.ts";
import { actOnApproval, useDoing, useTalk } from "../conversations/talk.tsx";
import { useReader } from "../reader.tsx";

type Of = { readonly point: NegotiationOf["points"][number]; readonly negotiation: NegotiationOf };
const answers = ["satisfied", "can-live-with-it", "not-satisfied"] as const;

export function AskForApproval({ point, negotiation }: Of) {
  const { text } = useReader();
  const { talk } = useTalk();
  const [of, setOf] = useState("");
  const [reason, setReason] = useState("");
  const id = useId();
  const theirs = negotiation.proposals.filter(
    ({ state, side, point: about }) => state === "sent" && side !== negotiation.side && about === point.id,
  );
  const act = wantedAct(of, reason, point, theirs);
  if (talk.approvals.approvers.length === 0) return <p className="n">{text.talk.noApprovers}</p>;
  return (
    <details>
      <summary>{text.talk.askForApproval}</summary>
      <label htmlFor={`${id}-of`}>{text.talk.approvalOf}</label>
      <select id={`${id}-of`} value={of} onChange={({ target }) => setOf(target.value)}>
        <option value="">{text.talk.choose}</option>
        {answers
          .filter((answer) => negotiation.scale === "three" || answer !== "can-live-with-it")
          .map((answer) => (
            <option key={answer} value={answer}>
              {text.talk.answerOf(text.satisfaction[answer] ?? answer)}
            </option>
          ))}
        {theirs.map(({ id: proposal, side }) => (
          <option key={proposal} value={proposal}>
            {text.talk.takeProposalOf(text.sideName[side])}
          </option>
        ))}
      </select>
      {of === "not-satisfied" && (
        <>
          <label htmlFor={`${id}-reason`}>{text.talk.reasonThatIsGiven}</label>
          <textarea id={`${id}-reason`} rows={2} value={reason} onChange={({ target }) => setReason(target.value)} />
        </>
      )}
      <AskSomebody of={act} done={() => setOf("")} />
    </details>
  );
}

function wantedAct(
  of: string,
  reason: string,
  { id: point, meaning }: Of["point"],
  theirs: NegotiationOf["proposals"],
): ApprovableRequest | null {
  const satisfaction = answers.find((answer) => answer === of);
  if (satisfaction === "not-satisfied")
    return reason.trim() === "" ? null : { act: "answer-point", point, meaning, satisfaction, reason };
  if (satisfaction !== undefined) return { act: "answer-point", point, meaning, satisfaction };
  const proposal = theirs.find(({ id }) => id === of);
  return proposal === undefined ? null : { act: "accept-proposal", proposal: proposal.id, meaning: proposal.meaning };
}

/** Whom to ask, and with what words. Nothing where nobody may be asked, but why. */
export function AskSomebody({ of, done }: { readonly of: ApprovableRequest | null; readonly done: () => void }) {
  const { text } = useReader();
  const { room, talk } = useTalk();
  const { told, doing } = useDoing();
  const { approvers, may_ask } = talk.approvals;
  const [approver, setApprover] = useState("");
  const [words, say] = useState("");
  const id = useId();
  if (!may_ask) return null;
  if (approvers.length === 0) return <p className="n">{text.talk.noApprovers}</p>;
  const ask = async (): Promise<void> => {
    if (of === null) return;
    if (!(await doing(() => actOnApproval(room.room, { act: "ask", approver, of, words })))) return;
    setApprover("");
    say("");
    done();
  };
  return (
    <>
      <label htmlFor={`${id}-who`}>{text.talk.approver}</label>
      <select id={`${id}-who`} value={approver} onChange={({ target }) => setApprover(target.value)}>
        <option value="">{text.talk.choose}</option>
        {approvers.map(({ person, name }) => (
          <option key={person} value={person}>
            {name}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-words`}>{text.talk.wordsToApprover}</label>
      <textarea id={`${id}-words`} rows={2} value={words} onChange={({ target }) => say(target.value)} />
      <p role="status" className={told === null ? "vh" : "proof differs"}>
        {told}
      </p>
      <p>
        <button type="button" className="btn" disabled={of === null || approver === ""} onClick={() => void ask()}>
          {text.talk.ask}
        </button>
      </p>
    </>
  );
}
