/** Signing in by a code to an address, wherever it is asked for. */
import { type FormEvent, useEffect, useId, useState } from "react";
import { Refused } from "../api.ts";
import { useReader } from "../reader.tsx";
import { Shell } from "../ui/Shell.tsx";
import { enterCode, fetchMe, nameMe, sendCode } from "./account.ts";

/** @param address given where only one will do, as on an invitation */
export function SignInForm({ address, done }: { readonly address?: string; readonly done: () => void }) {
  const { text, language } = useReader();
  const [email, setEmail] = useState(address ?? "");
  const [step, setStep] = useState<"address" | "code" | "name">("address");
  const [typed, type] = useState("");
  const [isLocal, setLocal] = useState(false);
  const [told, tell] = useState<string | null>(null);
  const id = useId();
  useEffect(() => void fetchMe().then(({ mailbox }) => setLocal(mailbox)), []);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    tell(null);
    try {
      if (step === "address") {
        await sendCode(email.trim().toLowerCase());
        setStep("code");
      } else if (step === "code") {
        await enterCode(email.trim().toLowerCase(), typed.trim());
        const { person } = await fetchMe();
        if (person?.named === false) setStep("name");
        else return done();
      } else {
        await nameMe(typed.trim(), language);
        return done();
      }
      type("");
    } catch (error) {
      tell(error instanceof Refused ? error.problem.title : text.notReached);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      {step === "address" && (
        <>
          <label htmlFor={`${id}-address`} className="field">
            {text.address}
          </label>
          <input
            id={`${id}-address`}
            type="email"
            autoComplete="email"
            required
            readOnly={address !== undefined}
            value={email}
            onChange={({ target }) => setEmail(target.value)}
          />
        </>
      )}
      {step === "code" && (
        <>
          <p>{text.codeSent(email)}</p>
          {isLocal && (
            <p className="n">
              {text.mailboxHere}{" "}
              <a href="/mailbox" target="_blank" rel="noreferrer">
                {text.toMailbox}
              </a>
            </p>
          )}
          <label htmlFor={`${id}-code`} className="field">
            {text.code}
          </label>
          <input
            id={`${id}-code`}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            value={typed}
            onChange={({ target }) => type(target.value)}
          />
        </>
      )}
      {step === "name" && (
        <>
          <p>{text.welcomeLead}</p>
          <label htmlFor={`${id}-name`} className="field">
            {text.yourName}
          </label>
          <input
            id={`${id}-name`}
            autoComplete="name"
            required
            value={typed}
            onChange={({ target }) => type(target.value)}
          />
        </>
      )}
      <p role="status">{told !== null && <span className="proof differs">{told}</span>}</p>
      <p>
        <button type="submit" className="btn first">
          {step === "address" ? text.sendCode : step === "code" ? text.signIn : text.goOn}
        </button>{" "}
        {step === "code" && address === undefined && (
          <button type="button" className="btn" onClick={() => setStep("address")}>
            {text.otherAddress}
          </button>
        )}
      </p>
    </form>
  );
}

export function SignInPage() {
  const { text } = useReader();
  return (
    <Shell>
      <main id="content" className="alone" tabIndex={-1}>
        <h1>{text.signIn}</h1>
        <p className="lead">{text.signInLead}</p>
        <SignInForm done={() => location.assign("/")} />
      </main>
    </Shell>
  );
}
