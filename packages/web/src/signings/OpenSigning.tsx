/** Settles what is signed: the text as it is locked, what it is worth, and from which day it holds. Both see it before anybody is asked. */
import { worthText } from "@overens/core";
import { type FormEvent, useState } from "react";
import { useReader } from "../reader.tsx";
import type { Act, SigningOf } from "./signing.ts";

export function OpenSigning({ signing, act }: { readonly signing: SigningOf; readonly act: Act }) {
  const { text, language } = useReader();
  const words = text.signing;
  const [value, setValue] = useState("");
  const [from, setFrom] = useState(signing.suggested.effective_from);
  if (!signing.may_ask) return <p>{words.othersOpen}</p>;
  const isMoney = /^\d{1,15}(\.\d{1,4})? [A-Z]{3}$/.test(value);
  const open = (event: FormEvent): void => {
    event.preventDefault();
    void act({
      act: "open-signing",
      root: signing.root,
      effective_from: from,
      value: signing.suggested.value === null && isMoney ? value : null,
    });
  };
  return (
    <form onSubmit={open} className="rule">
      <label className="field" htmlFor="signing-from">
        {words.from}
      </label>
      <input id="signing-from" type="date" required value={from} onChange={({ target }) => setFrom(target.value)} />
      {signing.suggested.value === null ? (
        <>
          <label className="field" htmlFor="signing-value">
            {words.value}
          </label>
          <input
            id="signing-value"
            value={value}
            aria-invalid={value !== "" && !isMoney}
            aria-describedby="signing-value-help"
            onChange={({ target }) => setValue(target.value.toUpperCase())}
          />
          <p id="signing-value-help" className="n">
            {words.valueHelp}
          </p>
        </>
      ) : (
        <p>
          {words.value}: {worthText(signing.suggested.value, language)}{" "}
          <span className="n">{words.valueByCharges}</span>
        </p>
      )}
      {signing.not_before !== null && <p className="n">{words.notBefore(signing.not_before)}</p>}
      <p className="n mono wrap">
        {text.checksum} {signing.root}
      </p>
      <p>
        <button type="submit" className="btn first" disabled={from === "" || (value !== "" && !isMoney)}>
          {words.settle}
        </button>
      </p>
    </form>
  );
}
