/** Signing: exactly what is signed, who must, and each signature on what its signer has read. The same page for everybody; each acts in their own name. */
import { worthText } from "@overens/core";
import { useReader } from "../reader.tsx";
import { useDoing } from "../ui/doing.ts";
import { OpenSigning } from "./OpenSigning.tsx";
import { PartySigning } from "./PartySigning.tsx";
import { SignHere } from "./SignHere.tsx";
import { type About, actOnSigning, type SigningOf } from "./signing.ts";

/** @param isGuest a third party: it reads the points that concern it elsewhere on its page, and nothing else of the text */
export function SigningPage({
  about,
  signing,
  isGuest = false,
}: {
  readonly about: About;
  readonly signing: SigningOf | null;
  readonly isGuest?: boolean;
}) {
  const { text } = useReader();
  const { doing, told } = useDoing();
  const words = text.signing;
  if (signing === null || signing.stage === "negotiating" || signing.stage === "abandoned")
    return (
      <>
        <h1>{text.signingPage}</h1>
        {signing?.returned && <Returned signing={signing} returned={signing.returned} />}
        <p className="lead">{words.notReady}</p>
        <p>
          <a href={`/rooms/${about.room}/negotiation`}>{text.negotiation}</a>
        </p>
      </>
    );
  const act = (wanted: Parameters<typeof actOnSigning>[1]): Promise<boolean> =>
    doing(() => actOnSigning(about.room, wanted));
  const mine = signing.signatures.find(
    ({ person, state }) => person === signing.me && (state === "requested" || state === "opened"),
  );
  const own = signing.parties.find(({ key }) => key === signing.party);
  return (
    <>
      {isGuest ? <h2>{text.signingPage}</h2> : <h1>{text.signingPage}</h1>}
      <p className="lead">{leadOf(signing, words)}</p>
      <p role="status" className={told === null ? "n" : "proof differs"}>
        {told}
      </p>
      {signing.me === null && <p className="proof">{words.openRoom}</p>}
      {signing.terms === null ? (
        <OpenSigning signing={signing} act={act} />
      ) : (
        <Terms about={about} signing={signing} terms={signing.terms} isGuest={isGuest} />
      )}
      {mine && own && signing.terms && (
        <SignHere
          key={mine.id}
          about={about}
          isGuest={isGuest}
          signing={signing}
          terms={signing.terms}
          request={mine}
          party={own}
          doing={doing}
          act={act}
        />
      )}
      {signing.terms !== null && (
        <section className="rule" aria-labelledby="who-signs">
          <h2 id="who-signs">{words.whoSigns}</h2>
          {signing.parties.map((party) => (
            <PartySigning key={party.key} signing={signing} party={party} act={act} />
          ))}
        </section>
      )}
      {signing.terms !== null && signing.stage === "locked" && signing.may_ask && (
        <details className="after">
          <summary>{words.openAgain}</summary>
          <OpenSigning signing={signing} act={act} />
        </details>
      )}
      <p className="n mono after">
        {text.journalHead} {signing.head.slice(0, 16)}
      </p>
    </>
  );
}

function leadOf({ stage, terms, parties }: SigningOf, words: ReturnType<typeof useReader>["text"]["signing"]): string {
  if (stage === "signed" && terms !== null) return words.signed(terms.effective_from);
  if (terms === null) return words.locked;
  const missing = parties.filter(({ signed }) => !signed).map(({ name }) => name);
  return words.waiting(missing);
}

function Returned({
  signing,
  returned,
}: {
  readonly signing: SigningOf;
  readonly returned: NonNullable<SigningOf["returned"]>;
}) {
  const { text } = useReader();
  const party = signing.parties.find(({ key }) => key === returned.party);
  const name = party?.people.find(({ person }) => person === returned.person)?.name ?? "";
  return (
    <p className="proof differs">
      {text.signing.returned(name, party?.name ?? "", returned.reason)}{" "}
      {returned.points.length > 0 && text.signing.returnedPoints(returned.points.join(", "))}
    </p>
  );
}

/** What everybody signs, in words and by its checksums; the file says the same. */
function Terms({
  about,
  isGuest,
  signing,
  terms,
}: {
  readonly about: About;
  readonly isGuest: boolean;
  readonly signing: SigningOf;
  readonly terms: NonNullable<SigningOf["terms"]>;
}) {
  const { text, language } = useReader();
  const words = text.signing;
  const which = signing.stage === "signed" ? "current" : "draft";
  const stated = signing.parties.find(({ key }) => key === signing.stated_by)?.name;
  const days = terms.frozen.holidays.reduce((sum, { days: of }) => sum + of.length, 0);
  return (
    <section className="rule" aria-labelledby="what-is-signed">
      <h2 id="what-is-signed">{words.whatIsSigned}</h2>
      <dl className="terms">
        <div>
          <dt>{words.theAgreement}</dt>
          <dd>
            {about.name}
            {!isGuest && (
              <>
                {" · "}
                <a href={`/api/rooms/${about.room}/agreement.pdf?text=${which}&language=${language}`}>
                  {words.readPdf}
                </a>
                {" · "}
                <a href={`/rooms/${about.room}/negotiation`}>{words.readPoints}</a>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{words.from}</dt>
          <dd>{terms.effective_from}</dd>
        </div>
        {!isGuest && (
          <div>
            <dt>{words.value}</dt>
            <dd>
              {terms.value === null ? words.noValue : worthText(terms.value, language)}
              {stated !== undefined && <span className="n"> {words.statedBy(stated)}</span>}
            </dd>
          </div>
        )}
        <div>
          <dt>{words.frozen}</dt>
          <dd>
            {words.frozenLine(terms.frozen.zones.join(", "), days, terms.frozen.through)}
            {terms.frozen.holidays.length > 0 && (
              <details>
                <summary>{words.frozenDays}</summary>
                {terms.frozen.holidays.map(({ country, days: of }) => (
                  <p key={country} className="n">
                    {country}: {of.join(", ")}
                  </p>
                ))}
              </details>
            )}
          </dd>
        </div>
        <div>
          <dt>{words.level}</dt>
          <dd>{words.levelIs[signing.level]}</dd>
        </div>
        <div>
          <dt>{text.checksum}</dt>
          <dd className="mono wrap">{terms.root}</dd>
        </div>
      </dl>
      <p className="n">{words.sameEverywhere}</p>
    </section>
  );
}
