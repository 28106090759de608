/** A new agreement: from a template, from one that somebody has written, or as one that is there already; then its room is opened. */
import { type Agreement, pointsOf, textIn } from "@overens/core";
import { useRouter } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Me } from "../accounts/account.ts";
import { addRoom, fetchRoom, type OpenedFor, type Template } from "../api.ts";
import { useReader } from "../reader.tsx";
import { toldOf } from "../ui/doing.ts";
import { Shell } from "../ui/Shell.tsx";
import { type Begun, begunFrom, type Names, named } from "./beginning.ts";
import { OpenFor } from "./OpenFor.tsx";

type Copied = { readonly room: string; readonly name: string; readonly guest: boolean };

/** From which of the ways it is begun: the name of a template, "own" or "copy". */
type Way = { readonly kind: "template"; readonly name: string } | { readonly kind: "own" } | { readonly kind: "copy" };

export function NewPage({
  templates,
  rooms: all,
  me,
}: {
  readonly templates: readonly Template[];
  readonly rooms: readonly Copied[];
  readonly me: Me;
}) {
  const { text, language } = useReader();
  const words = text.beginning;
  const rooms = all.filter(({ guest }) => !guest);
  const router = useRouter();
  const first = templates[0];
  const [way, go] = useState<Way>(first === undefined ? { kind: "own" } : { kind: "template", name: first.name });
  const [own, setOwn] = useState("");
  const [copy, setCopy] = useState<{ readonly room: string; readonly source: string } | null>(null);
  const [typed, type] = useState<Partial<Names>>({});
  const [as, openFor] = useState<OpenedFor>(me.person === null ? null : { side: "provider", organisation: null });
  const [told, tell] = useState<string | null>(null);
  const source =
    way.kind === "template"
      ? (templates.find(({ name }) => name === way.name)?.text ?? "")
      : way.kind === "own"
        ? own
        : (copy?.source ?? "");
  const begun = useMemo(() => (source.trim() === "" ? null : begunFrom(source, language)), [source, language]);
  const names = namesFor(way, begun, typed, ownName(me, as), as);
  const missing = (["title", "provider", "customer"] as const).filter((of) => names[of].trim() === "");
  const isReady = begun !== null && begun.problems.length === 0 && missing.length === 0;
  const copyOf = async (room: string): Promise<void> => {
    try {
      const { document } = await fetchRoom(room);
      setCopy({ room, source: JSON.stringify(document, null, 2) });
      tell(null);
    } catch (error) {
      tell(toldOf(error, text));
    }
  };
  const open = async (): Promise<void> => {
    if (begun === null) return;
    try {
      const { room } = await addRoom(named(source, begun, names), "", as);
      router.history.push(`/rooms/${room}`);
    } catch (error) {
      tell(toldOf(error, text));
    }
  };
  return (
    <Shell>
      <main id="content" className="alone beginning" tabIndex={-1}>
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
        <section className="rule" aria-labelledby="from">
          <h2 id="from">{words.from}</h2>
          <fieldset className="ways">
            <legend className="vh">{words.from}</legend>
            {templates.map((template, index) => (
              <Choice
                key={template.name}
                name={index === 0 ? words.blank : template.title[language]}
                note={<About template={template} />}
                checked={way.kind === "template" && way.name === template.name}
                choose={() => go({ kind: "template", name: template.name })}
              />
            ))}
            <Choice
              name={words.own}
              note={words.ownNote}
              checked={way.kind === "own"}
              choose={() => go({ kind: "own" })}
            />
            {rooms.length > 0 && (
              <Choice
                name={words.copy}
                note={words.copyNote}
                checked={way.kind === "copy"}
                choose={() => go({ kind: "copy" })}
              />
            )}
          </fieldset>
          {way.kind === "own" && <OwnText value={own} change={setOwn} />}
          {way.kind === "copy" && (
            <p>
              <label className="field" htmlFor="copied">
                {words.copyOf}
              </label>
              <select id="copied" value={copy?.room ?? ""} onChange={({ target }) => void copyOf(target.value)}>
                {copy === null && <option value="">–</option>}
                {rooms.map(({ room, name }) => (
                  <option key={room} value={room}>
                    {name}
                  </option>
                ))}
              </select>
            </p>
          )}
          {begun !== null && begun.problems.length > 0 && (
            <ul className="plain" aria-label={words.problems}>
              {begun.problems.map((problem) => (
                <li key={problem} className="wrong">
                  {problem}
                </li>
              ))}
            </ul>
          )}
        </section>
        <section className="rule" aria-labelledby="names">
          <h2 id="names">{words.names}</h2>
          {(["title", "provider", "customer"] as const).map((of) => (
            <p key={of}>
              <label className="field" htmlFor={`name-${of}`}>
                {words.nameOf[of]}
              </label>
              <input
                id={`name-${of}`}
                value={names[of]}
                autoComplete="off"
                onChange={({ target }) => type({ ...typed, [of]: target.value })}
              />
            </p>
          ))}
          {me.person === null ? (
            <p className="n">
              {words.nobody} <a href="/sign-in">{text.signIn}</a>
            </p>
          ) : (
            <OpenFor me={me} as={as} choose={openFor} />
          )}
        </section>
        <p className="after">
          <button
            type="button"
            className="btn first"
            disabled={!isReady}
            aria-describedby="left"
            onClick={() => void open()}
          >
            {words.open}
          </button>
        </p>
        <p id="left" className="n">
          {begun === null
            ? words.nothingChosen
            : begun.problems.length > 0
              ? words.problemsLeft(begun.problems.length)
              : missing.length > 0
                ? words.missing(missing.map((of) => words.nameOf[of].toLowerCase()).join(", "))
                : as === null
                  ? text.asOpen
                  : words.ready}
        </p>
        <div role="status">{told !== null && <p className="proof differs">{told}</p>}</div>
      </main>
    </Shell>
  );
}

/** What is typed stands; else what the document says, but a template's own party names are nobody's, and one's own are known. */
function namesFor(way: Way, begun: Begun | null, typed: Partial<Names>, own: string, as: OpenedFor): Names {
  const said = begun?.names ?? { title: "", provider: "", customer: "" };
  const suggested =
    way.kind === "template"
      ? { ...said, provider: as?.side === "provider" ? own : "", customer: as?.side === "customer" ? own : "" }
      : said;
  return { ...suggested, ...typed };
}

/** An organisation that one opens it for has its name already. */
function ownName(me: Me, as: OpenedFor): string {
  return me.organisations.find(({ organisation }) => organisation === as?.organisation)?.name ?? "";
}

function Choice({
  name,
  note,
  checked,
  choose,
}: {
  readonly name: string;
  readonly note: React.ReactNode;
  readonly checked: boolean;
  readonly choose: () => void;
}) {
  return (
    <label className="way">
      <input type="radio" name="begun-from" checked={checked} onChange={choose} />
      <span>
        <b>{name}</b>
        <span className="n">{note}</span>
      </span>
    </label>
  );
}

/** What a template promises, and how much there is of it. */
function About({ template }: { readonly template: Template }) {
  const { text, language } = useReader();
  const { agreement } = useMemo(() => begunFrom(template.text, language), [template, language]);
  return agreement && text.beginning.about(pointsOf(agreement).length - 1, promisesOf(agreement, language));
}

function promisesOf({ objectives }: Agreement, language: "sv" | "en"): string {
  return objectives.map(({ title }) => textIn(title, language)).join(", ");
}

/** A text that is pasted, dropped or chosen as a file. */
function OwnText({ value, change }: { readonly value: string; readonly change: (text: string) => void }) {
  const { text } = useReader();
  const words = text.beginning;
  return (
    <>
      <label className="field" htmlFor="own-file">
        {words.file}
      </label>
      <input
        id="own-file"
        type="file"
        accept=".yaml,.yml,.json,application/yaml,application/json"
        onChange={({ target }) => void target.files?.[0]?.text().then(change)}
      />
      <label className="field" htmlFor="own-text">
        {words.paste}
      </label>
      <textarea
        id="own-text"
        value={value}
        rows={12}
        spellCheck={false}
        onChange={({ target }) => change(target.value)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void event.dataTransfer.files[0]?.text().then(change);
        }}
      />
    </>
  );
}
