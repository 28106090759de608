/** A third party's page: who asks, the points that concern it in full, one answer each, and its own signature. One screen, no account beyond an address. */
import type { GuestAnswerRequest, GuestResponse } from "@overens/api";
import { useRouter } from "@tanstack/react-router";
import { Fragment, useEffect, useState } from "react";
import { actOnPeople } from "../accounts/account.ts";
import { asked, posted } from "../api.ts";
import { WhyNot } from "../negotiations/WhyNot.tsx";
import { useReader } from "../reader.tsx";
import { SigningPage } from "../signings/SigningPage.tsx";
import { actOnSigning, type SigningOf } from "../signings/signing.ts";
import { type Doing, useDoing } from "../ui/doing.ts";
import { ZoneProvider } from "../ui/moment.tsx";
import { Shell } from "../ui/Shell.tsx";

export const fetchGuest = (room: string): Promise<GuestResponse> => asked(`/rooms/${room}/guest`);
const answerAsGuest = (room: string, answer: GuestAnswerRequest): Promise<unknown> =>
  asked(`/rooms/${room}/guest/answers`, posted(answer));

type Point = GuestResponse["points"][number];
const choices = ["satisfied", "can-live-with-it", "not-satisfied"] as const;

export function GuestPage({ guest, signing }: { readonly guest: GuestResponse; readonly signing: SigningOf | null }) {
  const { text } = useReader();
  const router = useRouter();
  const { doing, told } = useDoing();
  const words = text.guest;
  useEffect(() => {
    const live = new EventSource(`/api/rooms/${guest.room}/live`);
    live.onmessage = () => void router.invalidate();
    return () => live.close();
  }, [guest.room, router]);
  const other = guest.sides.map(({ name }) => name).join(", ");
  return (
    <Shell crumb={guest.agreement}>
      <main id="content" className="alone" tabIndex={-1}>
        <h1>{guest.agreement}</h1>
        <p className="lead">{words.lead[guest.third_kind]?.(guest.party, guest.brought_by)}</p>
        <p className="n">{words.seesOnly(guest.party, other)}</p>
        <p role="status" className={told === null ? "n" : "proof differs"}>
          {told}
        </p>
        {guest.points.length === 0 && <p>{words.noPoints}</p>}
        {guest.points.map((point) => (
          <GuestPoint
            key={point.id}
            point={point}
            mayAnswer={guest.may_answer}
            scale={guest.scale}
            answer={(satisfaction, reason) =>
              doing(() =>
                answerAsGuest(guest.room, { point: point.id, meaning: point.meaning ?? "", satisfaction, reason }),
              )
            }
          />
        ))}
        {signing && <OwnMandate guest={guest} signing={signing} doing={doing} />}
        <ZoneProvider name={guest.zone}>
          {signing?.terms && (
            <SigningPage about={{ room: guest.room, name: guest.agreement }} signing={signing} isGuest />
          )}
        </ZoneProvider>
      </main>
    </Shell>
  );
}

/** Whoever comes alone for a third party says that they may sign for it, and is asked to: the journal has it as their own word. */
function OwnMandate({
  guest,
  signing: { me, today, terms, may_ask, parties, signatures },
  doing,
}: {
  readonly guest: GuestResponse;
  readonly signing: SigningOf;
  readonly doing: Doing["doing"];
}) {
  const { text } = useReader();
  const [party] = parties;
  const isAsked = signatures.some(({ state }) => state === "requested" || state === "opened" || state === "signed");
  if (me === null || terms === null || party === undefined || !may_ask || isAsked) return null;
  const { basis, maySign, maySignMeans } = text.guest;
  const sayAndAsk = async (): Promise<void> => {
    const people = await actOnPeople(guest.room, { act: "give-mandate", person: me, from: today, basis });
    const held = people.parties
      .flatMap((found) => found.people)
      .find(({ person }) => person === me)
      ?.mandates.at(-1);
    if (held) await actOnSigning(guest.room, { act: "ask-signature", person: me, mandate: held.id });
  };
  return (
    <section className="rule" aria-labelledby="may-sign">
      <h2 id="may-sign">{text.signingPage}</h2>
      <p>{maySignMeans(party.points.join(", "))}</p>
      <p>
        <button type="button" className="btn first" onClick={() => void doing(sayAndAsk)}>
          {maySign(party.name)}
        </button>
      </p>
    </section>
  );
}

function GuestPoint({
  point,
  mayAnswer,
  scale,
  answer,
}: {
  readonly point: Point;
  readonly mayAnswer: boolean;
  readonly scale: GuestResponse["scale"];
  readonly answer: (satisfaction: (typeof choices)[number], reason: string) => Promise<boolean>;
}) {
  const { text } = useReader();
  const [asking, ask] = useState(false);
  const own = point.stale ? null : point.satisfaction;
  return (
    <article className="negotiated" aria-labelledby={`guest-${point.id}`}>
      <h2 id={`guest-${point.id}`}>{point.title}</h2>
      <p className="serif">{point.sentences.join(" ")}</p>
      {point.rows.length > 0 && (
        <ul className="serif">
          {point.rows.map((row) => (
            <li key={row}>{row}</li>
          ))}
        </ul>
      )}
      {point.satisfaction !== null && (
        <p className="n">
          {text.guest.youSaid} {text.satisfaction[point.satisfaction]}
          {point.reason !== "" && `. ${point.reason}`}
          {point.stale && ` – ${text.staleAnswer}`}
        </p>
      )}
      {mayAnswer && point.meaning !== null && (
        <div className="answering">
          <fieldset>
            <legend className="n">{text.guest.yourAnswer}</legend>
            {choices
              .filter((choice) => scale === "three" || choice !== "can-live-with-it")
              .map((choice) => (
                <Fragment key={choice}>
                  <button
                    type="button"
                    className="btn"
                    aria-pressed={own === choice}
                    onClick={() => (choice === "not-satisfied" ? ask(!asking) : void answer(choice, ""))}
                  >
                    {text.satisfaction[choice]}
                  </button>{" "}
                </Fragment>
              ))}
          </fieldset>
          {asking && (
            <WhyNot send={(reason) => void answer("not-satisfied", reason).then((done) => done && ask(false))} />
          )}
        </div>
      )}
    </article>
  );
}
