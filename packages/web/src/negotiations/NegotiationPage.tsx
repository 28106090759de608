/** Point by point: what the draft says, what each side has answered, and what is proposed instead. The same page for both; each acts for its own side. */
import {
  type Agreement,
  type Change,
  documentWith,
  type Id,
  type Json,
  type Language,
  pointsOf,
  type RenderedPoint,
  renderAgreement,
  withProposal,
} from "@overens/core";
import { type ReactNode, useState } from "react";
import { type Act, actOn, type NegotiationOf, openNegotiation, type Room } from "../api.ts";
import { AskBeforeProposing } from "../approvals/AskBeforeProposing.tsx";
import { PointTalk } from "../conversations/PointTalk.tsx";
import { useReader } from "../reader.tsx";
import { useDoing } from "../ui/doing.ts";
import { isKept } from "../ui/kept.ts";
import { NewPoint, NewPointEditor, sectionsForNew } from "./NewPoint.tsx";
import { PointEditor, type Writing } from "./PointEditor.tsx";
import { ProposalBox } from "./ProposalBox.tsx";
import { ProposeRemoval } from "./ProposeRemoval.tsx";
import { TakeRest, Turn } from "./TakeRest.tsx";
import { TryDraft } from "./TriedOnHistory.tsx";
import { WhyNot } from "./WhyNot.tsx";

type Point = NegotiationOf["points"][number];
type Doing = { readonly negotiation: NegotiationOf; readonly act: (act: Act) => Promise<boolean> };

export function NegotiationPage({
  room,
  negotiation,
}: {
  readonly room: Room;
  readonly negotiation: NegotiationOf | null;
}) {
  const { text, language } = useReader();
  const { doing, told } = useDoing();
  if (negotiation === null)
    return (
      <>
        <h1>{text.negotiation}</h1>
        <p className="lead">{text.negotiationLead}</p>
        <p>
          <button type="button" className="btn first" onClick={() => void doing(() => openNegotiation(room.room))}>
            {text.openDraft}
          </button>
        </p>
        <p role="status">{told}</p>
      </>
    );
  const act = (wanted: Act): Promise<boolean> => doing(() => actOn(room.room, wanted));
  const draft = negotiation.draft as unknown as Agreement;
  const rendered = renderAgreement(draft, language);
  const points = new Map(negotiation.points.map((point) => [point.id, point]));
  const count = (state: Point["state"]): number => negotiation.points.filter((point) => point.state === state).length;
  const head: RenderedPoint = { id: "agreement", title: text.headOfAgreement, sentences: rendered.head };
  return (
    <>
      <h1>{text.negotiation}</h1>
      <p className="lead">
        {negotiation.stage === "locked"
          ? text.lockedSentence
          : text.negotiationState(count("agreed"), negotiation.points.length, count("under-discussion"))}
      </p>
      <p className="n">{text.notBinding}</p>
      {negotiation.stage === "negotiating" && <Turn negotiation={negotiation} />}
      {(negotiation.stage === "locked" || negotiation.stage === "signing" || negotiation.stage === "signed") && (
        <p>
          <a className="btn first" href={`/rooms/${room.room}/signing`}>
            {text.signingPage}
          </a>
        </p>
      )}
      <p role="status" className={told === null ? "n" : "proof differs"}>
        {told}
      </p>
      {[{ title: rendered.title, points: [head] }, ...rendered.sections].map((section) => {
        const own = section.points.filter(({ id }) => id !== null && points.has(id));
        return own.length === 0 ? null : (
          <section key={section.title} className="rule" aria-label={section.title}>
            <h2>{section.title}</h2>
            {own.map((found) => (
              <PointArticle
                key={found.id}
                room={room.room}
                found={found}
                point={points.get(found.id as Id) as Point}
                negotiation={negotiation}
                act={act}
              />
            ))}
            <NewPoints
              room={room.room}
              negotiation={negotiation}
              act={act}
              sections={[...new Set(own.map(({ id }) => points.get(id as Id)?.section ?? ""))]}
              under={section.title}
            />
          </section>
        );
      })}
      <ElsewhereNew room={room.room} negotiation={negotiation} act={act} />
      <TakeRest negotiation={negotiation} act={act} />
      <TryDraft room={room.room} draft={draft} root={negotiation.root} />
      <Lock negotiation={negotiation} act={act} />
      <p className="n mono">
        {text.checksum} {negotiation.root.slice(0, 16)} · {text.journalHead} {negotiation.head.slice(0, 16)}
      </p>
    </>
  );
}

/** Points that are proposed to be added to these sections, and a way to propose another. */
function NewPoints({
  room,
  negotiation,
  act,
  sections,
  under,
}: Doing & { readonly room: string; readonly sections: readonly string[]; readonly under: string | null }) {
  const draft = negotiation.draft as unknown as Agreement;
  const free = sectionsForNew(draft).filter((section) => sections.includes(section));
  const sent = negotiation.proposals.filter(
    ({ change, state, section }) => change === "add" && state === "sent" && sections.includes(section ?? ""),
  );
  return (
    <>
      {sent.map((proposal) => (
        <ProposedPoint key={proposal.id} room={room} proposal={proposal} negotiation={negotiation} act={act} />
      ))}
      {negotiation.stage === "negotiating" && free.length > 0 && (
        <NewPoint room={room} negotiation={negotiation} act={act} sections={free} under={under} />
      )}
    </>
  );
}

/** The sections that the draft does not have yet. */
function ElsewhereNew({ room, negotiation, act }: Doing & { readonly room: string }) {
  const { text } = useReader();
  const there = new Set(negotiation.points.map(({ section }) => section));
  const sections = sectionsForNew(negotiation.draft as unknown as Agreement).filter((section) => !there.has(section));
  if (negotiation.stage !== "negotiating" || sections.length === 0) return null;
  return (
    <section className="rule" aria-labelledby="other-sections">
      <h2 id="other-sections">{text.forms.otherSections}</h2>
      <NewPoints room={room} negotiation={negotiation} act={act} sections={sections} under={null} />
    </section>
  );
}

function ProposedPoint({
  room,
  proposal,
  negotiation,
  act,
}: Doing & { readonly room: string; readonly proposal: NegotiationOf["proposals"][number] }) {
  const { text, language } = useReader();
  const [answering, answer] = useState(false);
  const draft = negotiation.draft as unknown as Agreement;
  const next = withProposal(draft, proposal as Change);
  const title = next === null ? proposal.point : titleIn(next, proposal.point, language);
  return (
    <article className="negotiated" aria-labelledby={`point-${proposal.point}`}>
      <h3 id={`point-${proposal.point}`}>
        {title} <span className="n">p. {proposal.point}</span>
      </h3>
      <ProposalBox room={room} proposal={proposal} negotiation={negotiation} act={act} counter={() => answer(true)} />
      {answering && proposal.section !== null && (
        <section aria-label={text.counterProposal}>
          <NewPointEditor
            room={room}
            negotiation={negotiation}
            act={act}
            section={proposal.section}
            counters={{ id: proposal.id, body: proposal.body as Json }}
            close={() => answer(false)}
          />
        </section>
      )}
    </article>
  );
}

function titleIn(draft: Agreement, id: string, language: Language): string {
  const points = renderAgreement(draft, language).sections.flatMap((section) => section.points);
  return points.find((point) => point.id === id)?.title ?? id;
}

function PointArticle({
  room,
  found,
  point,
  negotiation,
  act,
}: Doing & { readonly room: string; readonly found: RenderedPoint; readonly point: Point }) {
  const { text } = useReader();
  const writing = writingOf(room, negotiation, point);
  const [editing, edit] = useState(writing !== null && isKept(writing.name));
  const open = negotiation.stage === "negotiating";
  const proposals = negotiation.proposals.filter((proposal) => proposal.point === point.id);
  const waiting = proposals.filter(({ state }) => state === "sent");
  const past = proposals.filter(({ state }) => state !== "sent");
  const answered = waiting.find(({ side }) => side !== negotiation.side)?.id ?? null;
  return (
    <article className="negotiated" data-state={point.state} aria-labelledby={`point-${point.id}`}>
      <div className="headline">
        <h3 id={`point-${point.id}`}>
          {found.title} <span className="n">p. {point.id}</span>
        </h3>
        <p className="n">
          <b>{text.pointState[point.state]}</b>
        </p>
      </div>
      <Words found={found} />
      <Answers point={point} negotiation={negotiation} />
      {open && <Answering point={point} act={act} negotiation={negotiation} />}
      {waiting.map((proposal) => (
        <ProposalBox
          key={proposal.id}
          room={room}
          proposal={proposal}
          negotiation={negotiation}
          act={act}
          counter={() => edit(true)}
        />
      ))}
      {open && writing !== null && !editing && (
        <div className="acts">
          <button type="button" className="btn" onClick={() => edit(true)}>
            {text.proposeChange}
          </button>{" "}
          <ProposeRemoval point={point} draft={negotiation.draft as unknown as Agreement} act={act} />
        </div>
      )}
      {open && editing && writing !== null && (
        <PointEditor
          draft={negotiation.draft as unknown as Agreement}
          writing={writing}
          close={() => edit(false)}
          besides={(body, because, end) => (
            <AskBeforeProposing
              point={point}
              body={body as Record<string, unknown> | null}
              because={because}
              counters={answered}
              done={end}
            />
          )}
          send={async (body, because) => {
            const sent = await act({
              act: "propose",
              point: point.id,
              replaces: point.meaning,
              body: body as Record<string, unknown>,
              because,
              counters: answered,
            });
            if (sent) edit(false);
            return sent;
          }}
        />
      )}
      {past.length > 0 && (
        <details>
          <summary>{text.earlierProposals(past.length)}</summary>
          <ul className="n">
            {past.map(({ id, side, state, because }) => (
              <li key={id}>
                {text.sideName[side]}: {text.proposalState[state] ?? state} {because}
              </li>
            ))}
          </ul>
        </details>
      )}
      <PointTalk point={point} negotiation={negotiation} />
    </article>
  );
}

function Words({ found }: { readonly found: RenderedPoint | null }): ReactNode {
  const { text } = useReader();
  if (found === null) return <p className="n">{text.cannotBeShown}</p>;
  const rows = (found.rows ?? []).filter((row) => row !== "");
  return (
    <>
      <p className="serif">{found.sentences.join(" ")}</p>
      {rows.length > 0 && (
        <ul className="serif">
          {rows.map((row) => (
            <li key={row}>{row}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Answers({ point, negotiation }: { readonly point: Point; readonly negotiation: NegotiationOf }) {
  const { text } = useReader();
  return (
    <ul className="answers n">
      {(["provider", "customer"] as const).map((side) => {
        const answer = point.answers.find((found) => found.side === side);
        return (
          <li key={side} data-side={side}>
            <b>{text.sideName[side]}</b>
            {side === negotiation.side ? ` (${text.you})` : ""}:{" "}
            {answer === undefined
              ? text.notAnswered
              : `${text.satisfaction[answer.satisfaction] ?? answer.satisfaction}${answer.reason === "" ? "" : `. ${answer.reason}`}`}
            {answer?.stale && ` – ${text.staleAnswer}`}
          </li>
        );
      })}
      {point.thirds.map(({ name, satisfaction, reason, stale }) => (
        <li key={name}>
          <b>{name}</b>:{" "}
          {satisfaction === null
            ? text.notAnswered
            : `${text.satisfaction[satisfaction] ?? satisfaction}${reason === "" ? "" : `. ${reason}`}`}
          {stale && ` – ${text.staleAnswer}`}
        </li>
      ))}
    </ul>
  );
}

/** One click each; "not satisfied" asks why first. */
function Answering({ point, negotiation, act }: Doing & { readonly point: Point }) {
  const { text } = useReader();
  const [asking, ask] = useState(false);
  const own = point.answers.find(({ side, stale }) => side === negotiation.side && !stale)?.satisfaction;
  const answer = (satisfaction: "satisfied" | "can-live-with-it" | "not-satisfied", reason = ""): void =>
    void act({ act: "answer-point", point: point.id, meaning: point.meaning, satisfaction, reason }).then(
      (done) => done && ask(false),
    );
  return (
    <div className="answering">
      <fieldset>
        <legend className="n">{text.yourAnswer}</legend>
        <button type="button" className="btn" aria-pressed={own === "satisfied"} onClick={() => answer("satisfied")}>
          {text.satisfaction["satisfied"]}
        </button>{" "}
        {negotiation.scale === "three" && (
          <>
            <button
              type="button"
              className="btn"
              aria-pressed={own === "can-live-with-it"}
              onClick={() => answer("can-live-with-it")}
            >
              {text.satisfaction["can-live-with-it"]}
            </button>{" "}
          </>
        )}
        <button
          type="button"
          className="btn"
          aria-pressed={own === "not-satisfied"}
          aria-expanded={asking}
          onClick={() => ask(!asking)}
        >
          {text.satisfaction["not-satisfied"]}
        </button>
      </fieldset>
      {asking && <WhyNot send={(reason) => answer("not-satisfied", reason)} />}
    </div>
  );
}

function Lock({ negotiation, act }: Doing) {
  const { text } = useReader();
  const [reason, setReason] = useState("");
  const left = negotiation.points.filter(({ state }) => state !== "agreed" && state !== "set-aside").length;
  const open = negotiation.proposals.filter(({ state }) => state === "sent").length;
  if (negotiation.stage === "abandoned") return <p className="proof differs">{text.abandonedSentence}</p>;
  if (negotiation.stage === "locked")
    return (
      <section className="rule" aria-labelledby="lock">
        <h2 id="lock">{text.unlock}</h2>
        <p>
          <label>
            {text.whyNot} <textarea value={reason} rows={2} onChange={({ target }) => setReason(target.value)} />
          </label>
          <button
            type="button"
            className="btn"
            disabled={reason.trim() === ""}
            onClick={() => void act({ act: "unlock", reason })}
          >
            {text.unlock}
          </button>
        </p>
      </section>
    );
  return (
    <section className="rule" aria-labelledby="lock">
      <h2 id="lock">{text.lock}</h2>
      <p className="n">{left + open > 0 ? text.lockLeft(left, open) : text.lockMeans}</p>
      {negotiation.locking.length > 0 && (
        <p>{text.hasLocked(negotiation.locking.map((side) => text.sideName[side]).join(", "))}</p>
      )}
      <p>
        <button
          type="button"
          className="btn first"
          disabled={left + open > 0 || negotiation.locking.includes(negotiation.side)}
          onClick={() => void act({ act: "lock", root: negotiation.root })}
        >
          {text.lock}
        </button>
      </p>
    </section>
  );
}

/** A point as the draft has it, to be written anew. */
function writingOf(room: string, { draft: document, side }: NegotiationOf, { id, meaning }: Point): Writing | null {
  const draft = document as unknown as Agreement;
  const found = pointsOf(draft).find((point) => point.id === id);
  if (found === undefined || found.path.length === 0) return null;
  const { section, path, body } = found;
  return {
    name: `${room}.${side}.${id}`,
    section,
    meaning,
    body,
    path,
    documentWith: (next) => documentWith(draft, id, next),
  };
}
