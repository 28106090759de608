/** What one has here of one's own: name and language, organisations, passkeys, keys for programs, and the ways out. */
import { type FormEvent, useState } from "react";
import { MyOrganisations } from "../organisations/MyOrganisations.tsx";
import { useReader } from "../reader.tsx";
import { useDoing } from "../ui/doing.ts";
import { Refusal } from "../ui/parts.tsx";
import { Shell } from "../ui/Shell.tsx";
import { type Keys, type Me, nameMe, signOut, signOutEverywhere } from "./account.ts";
import { Passkeys } from "./Passkeys.tsx";
import { ProgramKeys } from "./ProgramKeys.tsx";

export function MePage({ me: { person, organisations }, keys }: { readonly me: Me; readonly keys: Keys }) {
  const { text } = useReader();
  if (person === null) return null;
  return (
    <Shell>
      <main id="content" className="alone" tabIndex={-1}>
        <h1>{text.aboutMe}</h1>
        <p className="lead">{text.me.lead(person.address)}</p>
        <Called name={person.named ? person.name : ""} language={person.language} />
        <MyOrganisations organisations={organisations} />
        <Passkeys passkeys={keys.passkeys} />
        <ProgramKeys keys={keys.keys} />
        <WaysOut />
      </main>
    </Shell>
  );
}

type Said = { readonly name: string; readonly language: "sv" | "en" };

function Called(said: Said) {
  const { text, choose } = useReader();
  const { doing, told } = useDoing();
  const [name, setName] = useState(said.name);
  const [language, setLanguage] = useState(said.language);
  const [isSaved, setSaved] = useState(false);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    void doing(() => nameMe(name.trim(), language)).then((done) => {
      setSaved(done);
      if (done) choose({ language });
    });
  };
  return (
    <section className="rule" aria-labelledby="called">
      <h2 id="called">{text.me.called}</h2>
      <form onSubmit={save} onChange={() => setSaved(false)}>
        <label htmlFor="my-name" className="field">
          {text.yourName}
        </label>
        <input
          id="my-name"
          autoComplete="name"
          required
          maxLength={200}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <label htmlFor="my-language" className="field">
          {text.me.language}
        </label>
        <select
          id="my-language"
          value={language}
          onChange={({ target }) => setLanguage(target.value === "sv" ? "sv" : "en")}
        >
          <option value="sv">svenska</option>
          <option value="en">English</option>
        </select>
        <p>
          <button type="submit" className="btn first">
            {text.save}
          </button>{" "}
          <span role="status">{isSaved && text.saved}</span>
        </p>
        <Refusal told={told} />
      </form>
    </section>
  );
}

function WaysOut() {
  const { text } = useReader();
  const { doing, told } = useDoing();
  const out = (leave: () => Promise<unknown>): void =>
    void doing(leave).then((done) => done && location.assign("/sign-in"));
  return (
    <section className="rule" aria-labelledby="out">
      <h2 id="out">{text.signOut}</h2>
      <p className="n">{text.me.outMeans}</p>
      <p>
        <button type="button" className="btn" onClick={() => out(signOut)}>
          {text.me.outHere}
        </button>{" "}
        <button type="button" className="btn" onClick={() => out(signOutEverywhere)}>
          {text.me.outEverywhere}
        </button>
      </p>
      <Refusal told={told} />
    </section>
  );
}
