/** For whom a room is opened: for one side, on one's own or as an organisation; or for nobody. */
import type { Me } from "../accounts/account.ts";
import type { OpenedFor } from "../api.ts";
import { useReader } from "../reader.tsx";

export function OpenFor({
  me,
  as,
  choose,
}: {
  readonly me: Me;
  readonly as: OpenedFor;
  readonly choose: (as: OpenedFor) => void;
}) {
  const { text } = useReader();
  const sides = [
    { side: "provider", name: text.asProvider },
    { side: "customer", name: text.asCustomer },
  ] as const;
  const whom = [{ organisation: null, name: me.person?.name ?? "" }, ...me.organisations];
  const choices = sides.flatMap(({ side, name }) =>
    whom.map(({ organisation, name: who }) => ({ as: { side, organisation }, name: `${name}: ${who}` })),
  );
  return (
    <fieldset className="choices">
      <legend className="n">{text.asWhom}</legend>
      {[{ as: null, name: text.asOpen }, ...choices].map((choice) => (
        <p key={choice.name}>
          <label className="choice">
            <input
              type="radio"
              name="opened-for"
              checked={JSON.stringify(choice.as) === JSON.stringify(as)}
              onChange={() => choose(choice.as)}
            />{" "}
            {choice.name}
          </label>
        </p>
      ))}
    </fieldset>
  );
}
