/** Approval inside one's own side: what is asked, of whom, and how it stands. The other side sees the act once it is given, and nothing before. */
import { type Agreement, type Change, type Json, renderAgreement, withPoint, withProposal } from "@overens/core";
import { useState } from "react";
import type { NegotiationOf } from "../api.ts";
import { type Approval, actOnApproval, useDoing, useTalk } from "../conversations/talk.tsx";
import { useReader } from "../reader.tsx";
import type { Texts } from "../text/en.ts";
import { AskForApproval } from "./AskForApproval.tsx";

type Of = { readonly point: NegotiationOf["points"][number]; readonly negotiation: NegotiationOf };

export function Approvals({ point, negotiation }: Of) {
  const { text } = useReader();
  const { talk } = useTalk();
  const { me, may_ask } = talk.approvals;
  if (me === null) return null;
  const all = talk.approvals.approvals.filter((approval) => approval.point === point.id);
  const current = all.filter(isCurrent);
  const past = all.filter((approval) => !isCurrent(approval));
  if (all.length === 0 && !may_ask) return null;
  return (
    <>
      <h4>{text.talk.approval}</h4>
      {current.length > 0 && (
        <ul className="plain">
          {current.map((approval) => (
            <li key={approval.id}>
              <Question approval={approval} negotiation={negotiation} />
            </li>
          ))}
        </ul>
      )}
      {may_ask && negotiation.stage === "negotiating" && <AskForApproval point={point} negotiation={negotiation} />}
      {past.length > 0 && (
        <details>
          <summary>{text.talk.earlierApprovals(past.length)}</summary>
          <ul className="plain n">
            {past.map((approval) => (
              <li key={approval.id}>
                {text.talk.asks(approval.asker.name, approval.approver.name)} {actWords(approval, text)}{" "}
                {stateWords(approval, text)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** What still waits for somebody: an answer, or to be given. */
function isCurrent({ state, standing }: Approval): boolean {
  return standing === "can-be-given" && (state === "asked" || state === "given");
}

function Question({ approval, negotiation }: { readonly approval: Approval; readonly negotiation: NegotiationOf }) {
  const { text } = useReader();
  const { room, talk } = useTalk();
  const { told, doing } = useDoing();
  const [refusing, refuse] = useState(false);
  const [reason, setReason] = useState("");
  const { id, state, subject, asker, approver, words } = approval;
  const { me, may_ask } = talk.approvals;
  const act = (wanted: Parameters<typeof actOnApproval>[1]): void =>
    void doing(() => actOnApproval(room.room, wanted)).then((done) => done && refuse(false));
  return (
    <>
      <p>
        <b>{text.talk.asks(asker.name, approver.name)}</b> {actWords(approval, text)}
      </p>
      <Proposed approval={approval} negotiation={negotiation} />
      {words !== "" && (
        <p className="words" dir="auto">
          {words}
        </p>
      )}
      <p className="n">{stateWords(approval, text)}</p>
      <p className="acts">
        {state === "asked" && approver.person === me && (
          <>
            <button type="button" className="btn" onClick={() => act({ act: "give", approval: id, subject })}>
              {text.talk.approve}
            </button>
            <button type="button" className="btn" aria-expanded={refusing} onClick={() => refuse(!refusing)}>
              {text.talk.doNotApprove}
            </button>
          </>
        )}
        {state === "asked" && asker.person === me && (
          <button type="button" className="btn" onClick={() => act({ act: "withdraw", approval: id })}>
            {text.talk.withdrawQuestion}
          </button>
        )}
        {state === "given" && may_ask && (
          <button type="button" className="btn" onClick={() => act({ act: "carry-out", approval: id })}>
            {text.talk.giveNow[approval.of.act]}
          </button>
        )}
      </p>
      {refusing && (
        <p>
          <label>
            {text.whyNot} <textarea rows={2} value={reason} onChange={({ target }) => setReason(target.value)} />
          </label>
          <button
            type="button"
            className="btn"
            disabled={reason.trim() === ""}
            onClick={() => act({ act: "refuse", approval: id, reason })}
          >
            {text.talk.answerNo}
          </button>
        </p>
      )}
      <p role="status" className={told === null ? "vh" : "proof differs"}>
        {told}
      </p>
    </>
  );
}

/** What the point would say by a proposal, one's own that waits to be sent or the other side's that would be taken. */
function Proposed({ approval, negotiation }: { readonly approval: Approval; readonly negotiation: NegotiationOf }) {
  const { language, text } = useReader();
  const { of, point } = approval;
  if (of.act === "answer-point") return null;
  const draft = negotiation.draft as unknown as Agreement;
  const proposal = of.act === "propose" ? null : negotiation.proposals.find(({ id }) => id === of.proposal);
  if (proposal?.change === "remove") return <p>{text.forms.proposesRemoval(text.sideName[proposal.side])}</p>;
  const next =
    of.act === "propose"
      ? withPoint(draft, point, of.body as Json)
      : proposal && withProposal(draft, proposal as Change);
  const found = next
    ? renderAgreement(next, language)
        .sections.flatMap(({ points }) => points)
        .find(({ id }) => id === point)
    : undefined;
  if (found === undefined) return <p className="n">{text.cannotBeShown}</p>;
  return (
    <>
      <p className="serif">{found.sentences.join(" ")}</p>
      {of.act === "propose" && of.because !== "" && <p dir="auto">{of.because}</p>}
    </>
  );
}

function actWords({ of }: Approval, text: Texts): string {
  if (of.act !== "answer-point") return text.talk.ofAct[of.act];
  const said = text.talk.theAnswer(text.satisfaction[of.satisfaction] ?? of.satisfaction);
  return of.reason === "" ? said : `${said} ${of.reason}`;
}

function stateWords({ state, standing, approver, answer }: Approval, text: Texts): string {
  const said = answer === "" ? "" : ` ${answer}`;
  const stands =
    standing === "can-be-given" || state === "refused" || state === "withdrawn"
      ? ""
      : ` ${text.talk.standing[standing]}`;
  return `${text.talk.approvalState[state](approver.name)}${said}${stands}`;
}
