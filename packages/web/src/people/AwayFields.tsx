/** Who stands in for somebody, and how long they are away. */
import { useReader } from "../reader.tsx";

export type Away = {
  /** The last day away, as a date; empty while they are here. */ readonly until: string;
  readonly deputy: string;
};

export function AwayFields({
  id,
  away,
  change,
  others,
}: {
  readonly id: string;
  readonly away: Away;
  readonly change: (away: Away) => void;
  readonly others: readonly { readonly person: string; readonly name: string }[];
}) {
  const { text } = useReader();
  return (
    <>
      <label className="field" htmlFor={`${id}-away`}>
        {text.away.until}
      </label>
      <input
        id={`${id}-away`}
        type="date"
        value={away.until}
        onChange={({ target }) => change({ ...away, until: target.value })}
      />
      <label className="field" htmlFor={`${id}-deputy`}>
        {text.away.deputy}
      </label>
      <select
        id={`${id}-deputy`}
        value={away.deputy}
        onChange={({ target }) => change({ ...away, deputy: target.value })}
      >
        <option value="">{text.away.nobody}</option>
        {others.map(({ person, name }) => (
          <option key={person} value={person}>
            {name}
          </option>
        ))}
      </select>
    </>
  );
}

/** The same read: until when somebody is away, and who stands in. */
export function AwayLine({ until, deputy }: { readonly until: string | null; readonly deputy: string | null }) {
  const { text } = useReader();
  if (until === null && deputy === null) return null;
  return (
    <span className="n">
      {[until === null ? null : text.away.isUntil(until), deputy === null ? null : text.away.standsIn(deputy)]
        .filter((line) => line !== null)
        .join(", ")}
    </span>
  );
}
