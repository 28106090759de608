/** What a party is called and is, and third parties: what each is to the agreement, and the points that bind it. */
import { type Agreement, pointsOf } from "@overens/core";
import { type FormEvent, useState } from "react";
import { actOnPeople } from "../accounts/account.ts";
import { pointsIn } from "../preparations/points.ts";
import { useReader } from "../reader.tsx";
import { useDoing } from "../ui/doing.ts";
import { Refusal } from "../ui/parts.tsx";
import type { Act, Party } from "./party.ts";

export function DescribeParty({ party, act }: { readonly party: Party; readonly act: Act }) {
  const { text } = useReader();
  const [name, setName] = useState(party.name);
  const [isPublic, setPublic] = useState(party.public_body);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    void act({ act: "describe-party", name: name.trim(), public_body: isPublic });
  };
  return (
    <details>
      <summary>{text.describeParty}</summary>
      <form onSubmit={save}>
        <label className="field" htmlFor="party-name">
          {text.organisation.name}
        </label>
        <input
          id="party-name"
          autoComplete="organization"
          required
          maxLength={200}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <p>
          <label className="choice">
            <input type="checkbox" checked={isPublic} onChange={({ target }) => setPublic(target.checked)} />{" "}
            {text.organisation.isPublic}
          </label>
        </p>
        <p>
          <button type="submit" className="btn">
            {text.save}
          </button>
        </p>
      </form>
    </details>
  );
}

type Kind = NonNullable<Party["third_kind"]>;
const kinds: readonly Kind[] = ["supplier", "customers-customer", "measurer", "mediator"];

export function AddThirdParty({ room, agreement }: { readonly room: string; readonly agreement: Agreement }) {
  const { text, language } = useReader();
  const { doing, told } = useDoing();
  const words = text.thirdParty;
  const [name, setName] = useState("");
  const [kind, setKind] = useState<Kind>("supplier");
  const [bound, bind] = useState<readonly string[]>([]);
  const own = new Set(pointsOf(agreement).map(({ id }) => id));
  const all = pointsIn(agreement, language).filter(({ id }) => own.has(id));
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const added = { name: name.trim(), third_kind: kind, points: [...bound] };
    void doing(() => actOnPeople(room, { act: "add-third-party", ...added })).then((done) => {
      if (!done) return;
      setName("");
      bind([]);
    });
  };
  return (
    <section className="rule" aria-labelledby="third-party">
      <h2 id="third-party">{words.add}</h2>
      <p className="n">{words.lead}</p>
      <form onSubmit={add}>
        <label className="field" htmlFor="third-name">
          {words.name}
        </label>
        <input
          id="third-name"
          autoComplete="off"
          required
          maxLength={200}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <label className="field" htmlFor="third-kind">
          {words.isWhat}
        </label>
        <select id="third-kind" value={kind} onChange={({ target }) => setKind(target.value as Kind)}>
          {kinds.map((each) => (
            <option key={each} value={each}>
              {words.kind[each]}
            </option>
          ))}
        </select>
        <details>
          <summary>{words.points(bound.length)}</summary>
          <fieldset className="choices down">
            <legend className="vh">{words.bindsThem}</legend>
            {all.map(({ id, title }) => (
              <label key={id} className="choice">
                <input
                  type="checkbox"
                  checked={bound.includes(id)}
                  onChange={({ target }) =>
                    bind(
                      all
                        .map((point) => point.id)
                        .filter((each) => (each === id ? target.checked : bound.includes(each))),
                    )
                  }
                />{" "}
                {title} <span className="mono">{id}</span>
              </label>
            ))}
          </fieldset>
        </details>
        <p>
          <button type="submit" className="btn">
            {words.add}
          </button>
        </p>
      </form>
      <Refusal told={told} />
    </section>
  );
}
