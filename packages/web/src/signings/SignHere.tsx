/** The signer's own page within the page: what the signature binds the company to, and the ways to answer: sign, pass on, decline. */
import type { SigningKeysResponse } from "@overens/api";
import { worthText } from "@overens/core";
import { useEffect, useState } from "react";
import { passkeysWork, signedByPasskey } from "../accounts/passkey.ts";
import { useReader } from "../reader.tsx";
import type { Doing } from "../ui/doing.ts";
import { MandateLine } from "./MandateLine.tsx";
import {
  type About,
  type Act,
  fetchSigningKeys,
  type Party,
  type Signature,
  type SigningOf,
  sendSigningCode,
  sign,
} from "./signing.ts";

type Asked = {
  readonly about: About;
  readonly isGuest: boolean;
  readonly signing: SigningOf;
  readonly terms: NonNullable<SigningOf["terms"]>;
  readonly request: Signature;
  readonly party: Party;
  readonly doing: Doing["doing"];
  readonly act: Act;
};

export function SignHere(asked: Asked) {
  const { about, signing, terms, request, party } = asked;
  const { text, language } = useReader();
  const words = text.signing;
  const mandate = party.people
    .find(({ person }) => person === signing.me)
    ?.mandates.find(({ id }) => id === request.mandate);
  return (
    <section className="proof sign-here" aria-labelledby="sign-here">
      <h2 id="sign-here">{words.signHere(party.name)}</h2>
      <p>
        {party.points.length > 0
          ? words.youBindPoints(party.name, party.points.join(", "))
          : words.youBind(
              party.name,
              about.name,
              terms.effective_from,
              terms.value === null ? null : worthText(terms.value, language),
            )}
      </p>
      {mandate && (
        <p className="n">
          {words.onMandate} <MandateLine of={mandate} />
        </p>
      )}
      <p className="n mono wrap">
        {words.bindingSum} {request.binding}
      </p>
      <p className="n">{words.notUndone}</p>
      <ByPasskey {...asked} />
      {signing.level === "code" && <ByCode {...asked} />}
      <Otherwise {...asked} />
    </section>
  );
}

/** The key answers the hash that stands on the page; the name is the one that the room knows the signer by. */
function ByPasskey({ about, signing, request, party, doing }: Asked) {
  const { text } = useReader();
  const [keys, setKeys] = useState<SigningKeysResponse["keys"] | null>(null);
  useEffect(() => {
    let isHere = true;
    if (passkeysWork())
      fetchSigningKeys(about.room).then(
        (found) => isHere && setKeys(found.keys),
        () => undefined,
      );
    return () => {
      isHere = false;
    };
  }, [about.room]);
  const name = party.people.find(({ person }) => person === signing.me)?.name ?? "";
  if (keys === null || keys.length === 0)
    return signing.level === "passkey" ? (
      <p className="proof differs">
        {text.signing.passkeyNeeded} <a href="/me">{text.passkeys.title}</a>
      </p>
    ) : null;
  const { id: signature, binding } = request;
  return (
    <p>
      <button
        type="button"
        className="btn first"
        onClick={() =>
          void doing(async () => {
            const answer = await signedByPasskey(binding, keys, text.passkeys);
            await sign(about.room, { signature, binding, name, by: { means: "passkey", ...answer } });
          })
        }
      >
        {text.signing.signByPasskey(party.name)}
      </button>
    </p>
  );
}

function ByCode({ about, request, party, doing }: Asked) {
  const { text } = useReader();
  const words = text.signing;
  const [sent, setSent] = useState(false);
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  if (!sent)
    return (
      <p>
        <button
          type="button"
          className="btn first"
          onClick={() =>
            void doing(() => sendSigningCode(about.room, request.id, request.binding)).then((done) => setSent(done))
          }
        >
          {words.sendCode}
        </button>
      </p>
    );
  const { id: signature, binding } = request;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void doing(() => sign(about.room, { signature, binding, name, by: { means: "code", code } }));
      }}
    >
      <p role="status">{words.codeSent}</p>
      <label className="field" htmlFor="sign-code">
        {text.code}
      </label>
      <input
        id="sign-code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        value={code}
        onChange={({ target }) => setCode(target.value)}
      />
      <label className="field" htmlFor="sign-name">
        {words.typedName}
      </label>
      <input
        id="sign-name"
        autoComplete="name"
        required
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <p>
        <button type="submit" className="btn first" disabled={code.trim() === "" || name.trim() === ""}>
          {words.signFor(party.name)}
        </button>
      </p>
    </form>
  );
}

function Otherwise({ signing, request, party, act, about, isGuest }: Asked) {
  const { text } = useReader();
  const words = text.signing;
  const [reason, setReason] = useState("");
  const [points, setPoints] = useState("");
  const heirs = party.people.flatMap(({ person, name, mandates }) =>
    person === signing.me ? [] : mandates.filter(({ lacks }) => lacks === null).map(({ id }) => ({ person, name, id })),
  );
  const may = heirs.filter(({ person }) => !party.public_body || party.decision?.deputy === person);
  return (
    <>
      <details>
        <summary>{words.decline}</summary>
        <p className="n">{words.declineMeans}</p>
        <label className="field" htmlFor="decline-reason">
          {text.whyNot}
        </label>
        <textarea
          id="decline-reason"
          className="words"
          rows={2}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <label className="field" htmlFor="decline-points">
          {words.whichPoints}
        </label>
        <input id="decline-points" value={points} onChange={({ target }) => setPoints(target.value)} />
        <p>
          <button
            type="button"
            className="btn"
            disabled={reason.trim() === ""}
            onClick={() =>
              void act({
                act: "decline-signature",
                signature: request.id,
                reason,
                points: points.split(/[\s,]+/).filter((point) => point !== ""),
              })
            }
          >
            {words.declineIt}
          </button>{" "}
          {!isGuest && <a href={`/rooms/${about.room}/negotiation`}>{words.readPoints}</a>}
        </p>
      </details>
      {may.length > 0 && (
        <details>
          <summary>{words.passOn}</summary>
          <ul className="plain">
            {may.map(({ person, name, id }) => (
              <li key={id}>
                <button
                  type="button"
                  className="btn"
                  onClick={() =>
                    void act({ act: "delegate-signature", signature: request.id, to: person, mandate: id })
                  }
                >
                  {words.passTo(name)}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
