/** Giving somebody of one's own side a mandate to sign: up to what, from when to when, alone or with one more. */
import type { FormEvent } from "react";
import { useReader } from "../reader.tsx";
import type { Act, Party } from "./party.ts";

export function GiveMandate({ party, act }: { readonly party: Party; readonly act: Act }) {
  const { text } = useReader();
  const give = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const of = (name: string): string => String(new FormData(form).get(name) ?? "").trim();
    const wanted: Parameters<Act>[0] = {
      act: "give-mandate",
      person: of("person"),
      up_to: of("up_to") === "" ? null : of("up_to"),
      from: of("from"),
      until: of("until") === "" ? null : of("until"),
      jointly: of("jointly") !== "",
      basis: of("basis"),
    };
    void act(wanted).then((done) => done && form.reset());
  };
  return (
    <details>
      <summary>{text.giveMandate}</summary>
      <form onSubmit={give}>
        <label className="field" htmlFor="mandate-person">
          {text.mandateFor}
        </label>
        <select id="mandate-person" name="person">
          {party.people
            .filter(({ left }) => !left)
            .map(({ person, name }) => (
              <option key={person} value={person}>
                {name}
              </option>
            ))}
        </select>
        <label className="field" htmlFor="mandate-up-to">
          {text.upToAmount}
        </label>
        <input
          id="mandate-up-to"
          name="up_to"
          autoComplete="off"
          pattern="\d{1,15}(\.\d{1,4})? [A-Z]{3}"
          title={text.upToAmount}
        />
        <label className="field" htmlFor="mandate-from">
          {text.fromDate}
        </label>
        <input id="mandate-from" name="from" type="date" required />
        <label className="field" htmlFor="mandate-until">
          {text.untilDate}
        </label>
        <input id="mandate-until" name="until" type="date" />
        <label className="field" htmlFor="mandate-basis">
          {text.mandateBasis}
        </label>
        <input id="mandate-basis" name="basis" />
        <p>
          <label className="choice">
            <input type="checkbox" name="jointly" value="yes" /> {text.twoTogether}
          </label>
        </p>
        <p>
          <button type="submit" className="btn">
            {text.give}
          </button>
        </p>
      </form>
    </details>
  );
}
