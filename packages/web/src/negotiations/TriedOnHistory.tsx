/** A text tried on the facts at hand: what would have been missed and what the remedies would have been, apart from any fee; or that nobody knows. */
import type { HistoryResponse } from "@overens/api";
import { type Agreement, type Language, textIn, worthText } from "@overens/core";
import { useEffect, useState } from "react";
import { asked } from "../api.ts";
import { useReader } from "../reader.tsx";

/** @param root of the draft: another one is tried anew */
export function TriedOnHistory({
  room,
  proposal,
  draft,
  root,
}: {
  readonly room: string;
  readonly proposal: string | null;
  readonly draft: Agreement;
  readonly root: string;
}) {
  const { text, language } = useReader();
  const words = text.negotiating;
  const [found, setFound] = useState<HistoryResponse | "failed" | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another draft is another question
  useEffect(() => {
    let isHere = true;
    const query = proposal === null ? "" : `?proposal=${encodeURIComponent(proposal)}`;
    asked<HistoryResponse>(`/rooms/${room}/negotiation/history${query}`).then(
      (answer) => isHere && setFound(answer),
      () => isHere && setFound("failed"),
    );
    return () => {
      isHere = false;
    };
  }, [room, proposal, root]);
  if (found === null) return <p className="n">{words.trying}</p>;
  if (found === "failed") return <p className="n">{words.notTried}</p>;
  return (
    <section className="tried" aria-label={words.money}>
      <dl className="terms">
        {proposal !== null && (
          <div>
            <dt>{words.fee}</dt>
            <dd>{found.fees.length === 0 ? words.sameFee : <Fees of={found.fees} />}</dd>
          </div>
        )}
        <div>
          <dt>{words.remedies}</dt>
          <dd>
            {found.from === null || found.until === null ? (
              <b>{words.nobodyKnows}</b>
            ) : (
              <History found={found} from={found.from} until={found.until} />
            )}
          </dd>
        </div>
      </dl>
      {found.from !== null && found.unknown.length > 0 && (
        <p className="n">{words.unknown(found.unknown.map((id) => titleOf(draft, id, language)).join(", "))}</p>
      )}
      {found.rests_on.length > 0 && (
        <p className="n">
          {words.restsOn}{" "}
          {found.rests_on
            .map(({ source, party, decides }) => words.source(source, party && partyIn(draft, party), decides))
            .join("; ")}
        </p>
      )}
    </section>
  );
}

/** The draft alone, when somebody asks for it. */
export function TryDraft({
  room,
  draft,
  root,
}: {
  readonly room: string;
  readonly draft: Agreement;
  readonly root: string;
}) {
  const { text } = useReader();
  const [open, setOpen] = useState(false);
  return (
    <details className="after" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text.negotiating.tryIt}</summary>
      {open && <TriedOnHistory room={room} proposal={null} draft={draft} root={root} />}
    </details>
  );
}

function Fees({ of }: { readonly of: HistoryResponse["fees"] }) {
  const { text, language } = useReader();
  return (
    <ul className="plain">
      {of.map(({ per, before, after }) => (
        <li key={per + before}>
          {text.negotiating.feeChange(
            worthText(before, language),
            worthText(after, language),
            text.negotiating.rhythm[per],
          )}
        </li>
      ))}
    </ul>
  );
}

function History({
  found: { before, after },
  from,
  until,
}: {
  readonly found: HistoryResponse;
  readonly from: string;
  readonly until: string;
}) {
  const { text, language } = useReader();
  const words = text.negotiating;
  const line = ({ missed, known, remedies }: HistoryResponse["before"]): string =>
    words.missed(
      missed,
      known,
      remedies.length === 0 ? words.nothing : remedies.map((sum) => worthText(sum, language)).join(" + "),
    );
  return (
    <>
      <p className="n">{words.onHistory(from, until)}</p>
      <p>
        {words.asItStands} {line(before)}
      </p>
      {after && (
        <p>
          {words.asProposed} {line(after)}
        </p>
      )}
    </>
  );
}

function titleOf({ objectives }: Agreement, id: string, language: Language): string {
  const title = objectives.find((objective) => objective.id === id)?.title;
  return title === undefined ? id : textIn(title, language);
}

function partyIn({ parties }: Agreement, id: string): string {
  return parties.find((party) => party.id === id)?.name ?? id;
}
