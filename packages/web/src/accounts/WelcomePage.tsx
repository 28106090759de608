/** After a first link: what the person is called. */
import { type FormEvent, useState } from "react";
import { useReader } from "../reader.tsx";
import { Shell } from "../ui/Shell.tsx";
import { type Me, nameMe } from "./account.ts";
import { SignInForm } from "./SignIn.tsx";

export function WelcomePage({ me }: { readonly me: Me }) {
  const { text, language } = useReader();
  const [name, setName] = useState(me.person?.named ? me.person.name : "");
  const save = (event: FormEvent): void => {
    event.preventDefault();
    void nameMe(name.trim(), language).then(() => location.assign("/"));
  };
  return (
    <Shell>
      <main id="content" className="alone" tabIndex={-1}>
        <h1>{me.person === null ? text.signIn : text.welcome}</h1>
        <p className="lead">{me.person === null ? text.signInLead : text.welcomeLead}</p>
        {me.person === null ? (
          <SignInForm done={() => location.assign("/")} />
        ) : (
          <form onSubmit={save}>
            <label htmlFor="my-name" className="field">
              {text.yourName}
            </label>
            <input
              id="my-name"
              autoComplete="name"
              required
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
            <p className="after">
              <button type="submit" className="btn first">
                {text.goOn}
              </button>
            </p>
          </form>
        )}
      </main>
    </Shell>
  );
}
