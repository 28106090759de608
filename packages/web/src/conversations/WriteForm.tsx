/** Writing a message: who will see it stands on the field and on the button. What was written stays until it has been taken. */
import { longestMessage } from "@overens/core";
import { type FormEvent, useId, useState } from "react";
import { useReader } from "../reader.tsx";
import { useDoing } from "./talk.tsx";

/** From here on it is said how many characters are left. */
const nearlyFull = 500;

export function WriteForm({
  label,
  button,
  readers,
  send,
}: {
  readonly label: string;
  readonly button: string;
  readonly readers: readonly { readonly person: string; readonly name: string }[];
  readonly send: (id: string | undefined, words: string, mentions: readonly string[]) => Promise<unknown>;
}) {
  const { text } = useReader();
  const { told, doing } = useDoing();
  const [message, setMessage] = useState(freshId);
  const [words, say] = useState("");
  const [mentions, mention] = useState<readonly string[]>([]);
  const [isSending, setSending] = useState(false);
  const id = useId();
  const left = longestMessage - [...words].length;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSending(true);
    const called = mentions.filter((person) => readers.some((reader) => reader.person === person));
    const done = await doing(() => send(message, words, called));
    setSending(false);
    if (!done) return;
    setMessage(freshId());
    say("");
    mention([]);
  };
  return (
    <form className="write" onSubmit={(event) => void submit(event)}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="words"
        rows={2}
        dir="auto"
        value={words}
        aria-describedby={`${id}-left`}
        onChange={({ target }) => say(target.value)}
      />
      <p id={`${id}-left`} className={left < 0 ? "proof differs" : left < nearlyFull ? "n" : "vh"}>
        {left < 0 ? text.talk.tooMany(-left) : text.talk.charactersLeft(left)}
      </p>
      {words !== "" && readers.length > 0 && (
        <fieldset>
          <legend className="n">{text.talk.mention}</legend>
          {readers.map(({ person, name }) => (
            <label key={person} className="choice">
              <input
                type="checkbox"
                checked={mentions.includes(person)}
                onChange={({ target }) =>
                  mention(target.checked ? [...mentions, person] : mentions.filter((other) => other !== person))
                }
              />{" "}
              {name}
            </label>
          ))}
        </fieldset>
      )}
      <p role="status" className={told === null ? "vh" : "proof differs"}>
        {told}
      </p>
      <p>
        <button type="submit" className="btn" disabled={words.trim() === "" || left < 0 || isSending}>
          {button}
        </button>
      </p>
    </form>
  );
}

/** A message that is sent again after a lost answer stands once. Browsers make ids only where they trust the address; else the server does. */
function freshId(): string | undefined {
  return typeof crypto.randomUUID === "function" ? crypto.randomUUID() : undefined;
}
