/** A person's passkeys: add one, call it something, remove it. */
import { type FormEvent, useState } from "react";
import { useReader } from "../reader.tsx";
import { type Doing, useDoing } from "../ui/doing.ts";
import { Refusal } from "../ui/parts.tsx";
import { Sure } from "../ui/Sure.tsx";
import { type Keys, namePasskey, removePasskey } from "./account.ts";
import { addPasskey, passkeysWork } from "./passkey.ts";

type Passkey = Keys["passkeys"][number];

export function Passkeys({ passkeys }: { readonly passkeys: readonly Passkey[] }) {
  const { text } = useReader();
  const { doing, told } = useDoing();
  const words = text.passkeys;
  const [name, setName] = useState("");
  const add = (event: FormEvent): void => {
    event.preventDefault();
    void doing(() => addPasskey(name.trim(), words)).then((done) => done && setName(""));
  };
  return (
    <section className="rule" aria-labelledby="passkeys">
      <h2 id="passkeys">{words.title}</h2>
      <p className="n">{words.lead}</p>
      {passkeys.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <ul className="plain">
          {passkeys.map((passkey) => (
            <OnePasskey key={passkey.id} passkey={passkey} doing={doing} />
          ))}
        </ul>
      )}
      {passkeysWork() ? (
        <form onSubmit={add}>
          <label htmlFor="passkey-name" className="field">
            {words.call}
          </label>
          <input
            id="passkey-name"
            required
            maxLength={100}
            autoComplete="off"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <p>
            <button type="submit" className="btn">
              {words.add}
            </button>
          </p>
        </form>
      ) : (
        <p className="proof">{words.notHere}</p>
      )}
      <Refusal told={told} />
    </section>
  );
}

function OnePasskey({ passkey, doing }: { readonly passkey: Passkey } & Pick<Doing, "doing">) {
  const { text } = useReader();
  const words = text.passkeys;
  const { id, name, created_at } = passkey;
  const shown = name ?? words.unnamed;
  const [typed, type] = useState<string | null>(null);
  if (typed !== null)
    return (
      <li>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void doing(() => namePasskey(id, typed.trim())).then((done) => done && type(null));
          }}
        >
          <label htmlFor={`passkey-${id}`} className="field">
            {words.call}
          </label>
          <input
            id={`passkey-${id}`}
            required
            maxLength={100}
            autoComplete="off"
            value={typed}
            onChange={({ target }) => type(target.value)}
          />
          <p>
            <button type="submit" className="btn">
              {text.save}
            </button>{" "}
            <button type="button" className="btn quiet" onClick={() => type(null)}>
              {text.cancel}
            </button>
          </p>
        </form>
      </li>
    );
  return (
    <li className="kept">
      <span>
        <b>{shown}</b> {created_at !== null && <span className="n">{text.me.madeOn(created_at.slice(0, 10))}</span>}
      </span>
      <span>
        <button type="button" className="btn" onClick={() => type(name ?? "")}>
          {text.rename} <span className="vh">{shown}</span>
        </button>{" "}
        <Sure name={text.remove} of={shown} means={words.removeMeans} act={() => void doing(() => removePasskey(id))} />
      </span>
    </li>
  );
}
