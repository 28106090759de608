/** Whose turn it is, and one yes to everything that nobody has anything against. */
import type { Act, NegotiationOf } from "../api.ts";
import { useReader } from "../reader.tsx";

type Point = NegotiationOf["points"][number];

export function Turn({ negotiation }: { readonly negotiation: NegotiationOf }) {
  const { text } = useReader();
  const other = negotiation.side === "provider" ? "customer" : "provider";
  const [ours, theirs] = [waitingFor(negotiation, negotiation.side), waitingFor(negotiation, other)];
  return (
    <p>
      {text.negotiating.turn(ours.length, theirs.length, text.sideName[other])}{" "}
      {ours[0] !== undefined && <a href={`#point-${ours[0]}`}>{text.negotiating.toFirst(ours[0])}</a>}
    </p>
  );
}

/** Points that a side has not answered as they are now, or where the other's proposal waits for it; new ones last. */
function waitingFor({ points, proposals }: NegotiationOf, side: "provider" | "customer"): readonly string[] {
  const asked = new Set(
    proposals.filter((sent) => sent.state === "sent" && sent.side !== side).map(({ point }) => point),
  );
  const own = points.filter((point) => asked.has(point.id) || !hasAnswered(point, side)).map(({ id }) => id);
  return [...own, ...[...asked].filter((id) => !points.some((point) => point.id === id))];
}

function hasAnswered({ answers, state }: Point, side: "provider" | "customer"): boolean {
  return state === "set-aside" || answers.some((answer) => answer.side === side && !answer.stale);
}

export function TakeRest({
  negotiation,
  act,
}: {
  readonly negotiation: NegotiationOf;
  readonly act: (act: Act) => Promise<boolean>;
}) {
  const { text } = useReader();
  const proposed = new Set(negotiation.proposals.filter(({ state }) => state === "sent").map(({ point }) => point));
  const rest = negotiation.points.filter(
    (point) => !hasAnswered(point, negotiation.side) && point.state !== "under-discussion" && !proposed.has(point.id),
  );
  if (negotiation.stage !== "negotiating" || rest.length === 0) return null;
  return (
    <section className="rule" aria-labelledby="take-rest">
      <h2 id="take-rest">{text.negotiating.rest}</h2>
      <p className="n">{text.negotiating.restMeans(rest.map(({ id }) => id).join(", "))}</p>
      <p>
        <button
          type="button"
          className="btn first"
          onClick={() =>
            void act({ act: "accept-points", points: rest.map(({ id, meaning }) => ({ point: id, meaning })) })
          }
        >
          {text.negotiating.takeRest(rest.length)}
        </button>
      </p>
    </section>
  );
}
