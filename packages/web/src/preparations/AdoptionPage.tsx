/** The signed file on one side, the text here on the other; both say that the one says what the other does, or mend the text. */
import { renderAgreement } from "@overens/core";
import { useEffect, useState } from "react";
import type { Room } from "../api.ts";
import { useReader } from "../reader.tsx";
import { Scroll } from "../ui/parts.tsx";
import { type Act, fileAddress, type PreparationOf, useActs } from "./preparation.ts";

type Adopted = Extract<PreparationOf["way"], { kind: "adopted" }>;
/** The most of a text file that the page shows, in characters. */
const mostShown = 200_000;

export function AdoptionPage({ room, preparation }: { readonly room: Room; readonly preparation: PreparationOf }) {
  const { text } = useReader();
  const { act, told } = useActs(room.room);
  const { way } = preparation;
  const words = text.preparing;
  if (way.kind !== "adopted")
    return (
      <>
        <h1>{text.adoption}</h1>
        <p className="lead">{words.nothingAdopted}</p>
        <p>
          <a href={`/rooms/${room.room}/preparation`}>{text.preparation}</a>
        </p>
      </>
    );
  return (
    <>
      <h1>{text.adoption}</h1>
      <p className="lead">{words.adoptionState[way.state]}</p>
      <p role="status" className={told === null ? "n" : "proof differs"}>
        {told}
      </p>
      <div className="beside">
        <SignedFile room={room} way={way} />
        <Transcription room={room} preparation={preparation} way={way} act={act} />
      </div>
    </>
  );
}

function SignedFile({ room, way }: { readonly room: Room; readonly way: Adopted }) {
  const { text } = useReader();
  const words = text.preparing;
  const address = fileAddress(room.room, way.file.hash);
  const shown = useFileText(address, way.file.name);
  return (
    <section aria-labelledby="the-file">
      <h2 id="the-file">{words.theFile}</h2>
      <p>
        <b>{way.file.name}</b>
        <span className="n">{words.signedLine(way.file.date, way.file.signers.join(", "))}</span>
        <span className="n mono">
          {text.checksum} {way.file.hash.slice(0, 16)}
        </span>
      </p>
      <p>
        <a className="btn" href={address} download={way.file.name}>
          {words.download}
        </a>
      </p>
      {shown === null ? (
        <p className="n">{words.downloadWhy}</p>
      ) : (
        <>
          <h3>{words.fileText}</h3>
          <Scroll name={words.fileText}>
            <pre className="mono">{shown}</pre>
          </Scroll>
        </>
      )}
    </section>
  );
}

/** The words of a plain text file, shown as words and nothing else; null for every other kind. */
function useFileText(address: string, name: string): string | null {
  const [shown, show] = useState<string | null>(null);
  useEffect(() => {
    if (!/\.(txt|md|ya?ml|json|csv)$/i.test(name)) return;
    let here = true;
    fetch(address)
      .then((answer) => (answer.ok ? answer.text() : null))
      .then((said) => here && show(said === null ? null : said.slice(0, mostShown)))
      .catch(() => undefined);
    return () => {
      here = false;
    };
  }, [address, name]);
  return shown;
}

function Transcription({
  room,
  preparation,
  way,
  act,
}: {
  readonly room: Room;
  readonly preparation: PreparationOf;
  readonly way: Adopted;
  readonly act: Act;
}) {
  const { text, language } = useReader();
  const [mending, mend] = useState(false);
  const [draft, setDraft] = useState(room.agreement);
  const words = text.preparing;
  const { side } = preparation;
  const { root } = room; // what is confirmed is the text that this page shows
  return (
    <section aria-labelledby="the-text">
      <h2 id="the-text">{words.theText}</h2>
      {mending ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void act({ act: "transcribe", agreement: draft }).then((done) => done && mend(false));
          }}
        >
          <label className="field" htmlFor="transcription">
            {words.mendLead}
          </label>
          <textarea
            id="transcription"
            rows={24}
            value={draft}
            spellCheck={false}
            onChange={({ target }) => setDraft(target.value)}
          />
          <p>
            <button type="submit" className="btn first">
              {words.mendSend}
            </button>{" "}
            <button type="button" className="btn" onClick={() => mend(false)}>
              {words.cancel}
            </button>
          </p>
        </form>
      ) : (
        <>
          {renderAgreement(room.document, language).sections.map((section) => (
            <div key={section.title}>
              <h3>{section.title}</h3>
              {section.points.map(({ id, title, sentences, rows = [] }) => (
                <div key={`${id} ${title}`} className="contract">
                  <p>
                    {id !== null && <b>{title}. </b>}
                    {sentences.join(" ")}
                  </p>
                  {rows.length > 0 && (
                    <ul>
                      {rows.map((row) => (
                        <li key={row}>{row}</li>
                      ))}
                    </ul>
                  )}
                </div>
              ))}
            </div>
          ))}
          <div className="answering">
            {way.confirmed_by.length > 0 && (
              <p>{words.confirmedBy(way.confirmed_by.map((who) => text.sideName[who]).join(", "))}</p>
            )}
            {way.state === "not-confirmed" && (
              <>
                <p>
                  {!way.confirmed_by.includes(side) && (
                    <button
                      type="button"
                      className="btn first"
                      onClick={() => void act({ act: "confirm-transcription", file: way.file.hash, root })}
                    >
                      {words.confirm}
                    </button>
                  )}
                  <button
                    type="button"
                    className="btn"
                    onClick={() => {
                      setDraft(room.agreement);
                      mend(true);
                    }}
                  >
                    {words.mend}
                  </button>
                </p>
                <p className="n">{words.confirmMeans}</p>
              </>
            )}
          </div>
        </>
      )}
      <p className="n mono">
        {text.checksum} {root.slice(0, 16)}
      </p>
    </section>
  );
}
