/** Signing in by a code to an address, wherever it is asked for. */
import { type FormEvent, useEffect, useId, useState } from "react";
import { useReader } from "../reader.tsx";
import { toldOf } from "../ui/doing.ts";
import { Shell } from "../ui/Shell.tsx";
import { enterCode, fetchMe, nameMe, sendCode } from "./account.ts";
import { enterByPasskey, passkeysWork } from "./passkey.ts";

/** @param address given where only one will do, as on an invitation */
export function SignInForm({ address, done }: { readonly address?: string; readonly done: () => void }) {
  const { text, language } = useReader();
  const [email, setEmail] = useState(address ?? "");
  const [step, setStep] = useState<"address" | "code" | "name">("address");
  const [typed, type] = useState("");
  const [name, setName] = useState("");
  const [isLocal, setLocal] = useState(false);
  const [told, tell] = useState<string | null>(null);
  const id = useId();
  useEffect(() => void fetchMe().then(({ mailbox }) => setLocal(mailbox)), []);
  /** Whoever is new says what they are called before they go on. */
  const entered = async (): Promise<void> => {
    const { person } = await fetchMe();
    if (person?.named !== false) return done();
    if (name.trim() !== "") {
      await nameMe(name.trim(), language);
      return done();
    }
    type("");
    setStep("name");
  };
  const trying = async (work: () => Promise<void>): Promise<void> => {
    tell(null);
    try {
      await work();
    } catch (error) {
      tell(toldOf(error, text));
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void trying(async () => {
      if (step === "address") {
        await sendCode(email.trim().toLowerCase());
        type("");
        setStep("code");
      } else if (step === "code") {
        await enterCode(email.trim().toLowerCase(), typed.trim());
        await entered();
      } else {
        await nameMe(typed.trim(), language);
        done();
      }
    });
  };
  return (
    <form onSubmit={submit}>
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
          {address !== undefined && (
            <>
              <label htmlFor={`${id}-name-too`} className="field">
                {text.nameIfNew}
              </label>
              <input
                id={`${id}-name-too`}
                autoComplete="name"
                value={name}
                onChange={({ target }) => setName(target.value)}
              />
            </>
          )}
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
        {step === "address" && passkeysWork() && (
          <button
            type="button"
            className="btn"
            onClick={() => void trying(() => enterByPasskey(text.passkeys).then(entered))}
          >
            {text.passkeys.enter}
          </button>
        )}
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
