/** What an organisation is called and is: asked when it is made, and when that changes. */
import { type FormEvent, useState } from "react";
import { useReader } from "../reader.tsx";
import type { Described } from "./organisation.ts";

export function OrganisationForm({
  described,
  button,
  save,
}: {
  readonly described: Described;
  readonly button: string;
  readonly save: (described: Described) => void;
}) {
  const { text } = useReader();
  const words = text.organisation;
  const [name, setName] = useState(described.name);
  const [number, setNumber] = useState(described.registration_number);
  const [isPublic, setPublic] = useState(described.public_body);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save({ name: name.trim(), registration_number: number.trim(), public_body: isPublic });
  };
  return (
    <form onSubmit={submit}>
      <label className="field" htmlFor="organisation-name">
        {words.name}
      </label>
      <input
        id="organisation-name"
        autoComplete="organization"
        required
        maxLength={200}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <label className="field" htmlFor="organisation-number">
        {words.number}
      </label>
      <input
        id="organisation-number"
        autoComplete="off"
        maxLength={40}
        value={number}
        onChange={({ target }) => setNumber(target.value)}
      />
      <p>
        <label className="choice">
          <input type="checkbox" checked={isPublic} onChange={({ target }) => setPublic(target.checked)} />{" "}
          {words.isPublic}
        </label>
      </p>
      <p>
        <button type="submit" className="btn">
          {button}
        </button>
      </p>
    </form>
  );
}
