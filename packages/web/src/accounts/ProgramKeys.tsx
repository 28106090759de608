/** Keys by which a person's programs act as the person. Each is shown once, when it is made. */
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useReader } from "../reader.tsx";
import { useDoing } from "../ui/doing.ts";
import { Refusal } from "../ui/parts.tsx";
import { Sure } from "../ui/Sure.tsx";
import { addKey, type Keys, removeKey } from "./account.ts";

export function ProgramKeys({ keys }: { readonly keys: Keys["keys"] }) {
  const { text } = useReader();
  const { doing, told } = useDoing();
  const words = text.programKeys;
  const [name, setName] = useState("");
  const [made, setMade] = useState<string | null>(null);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    void doing(() => addKey(name.trim()).then(({ key }) => setMade(key))).then((done) => done && setName(""));
  };
  return (
    <section className="rule" aria-labelledby="program-keys">
      <h2 id="program-keys">{words.title}</h2>
      <p className="n">{words.lead}</p>
      {made !== null && <ShownOnce made={made} done={() => setMade(null)} />}
      {keys.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <ul className="plain">
          {keys.map(({ key_id, name: called, created_at, used_at }) => (
            <li key={key_id} className="kept">
              <span>
                <b>{called}</b>{" "}
                <span className="n">
                  {text.me.madeOn(created_at.slice(0, 10))}
                  {", "}
                  {used_at === null ? words.neverUsed : words.usedOn(used_at.slice(0, 10))}
                </span>
              </span>
              <Sure
                name={text.remove}
                of={called}
                means={words.removeMeans}
                act={() => void doing(() => removeKey(key_id))}
              />
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={add}>
        <label htmlFor="key-name" className="field">
          {words.call}
        </label>
        <input
          id="key-name"
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
      <Refusal told={told} />
    </section>
  );
}

function ShownOnce({ made, done }: { readonly made: string; readonly done: () => void }) {
  const { text } = useReader();
  const words = text.programKeys;
  const [isCopied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const copy = (): void =>
    void navigator.clipboard.writeText(made).then(
      () => setCopied(true),
      () => field.current?.select(),
    );
  return (
    <div className="proof same">
      <label htmlFor="made-key" className="field">
        {words.shownOnce}
      </label>
      <input ref={field} id="made-key" className="mono" readOnly value={made} />
      <p>
        <button type="button" className="btn" onClick={copy}>
          {text.copy}
        </button>{" "}
        <button type="button" className="btn" onClick={done}>
          {words.kept}
        </button>{" "}
        <span role="status">{isCopied && text.copied}</span>
      </p>
      <p className="n">
        {words.use} <code className="mono">curl -H "authorization: Bearer ok_…" {location.origin}/api/me</code>
      </p>
    </div>
  );
}
