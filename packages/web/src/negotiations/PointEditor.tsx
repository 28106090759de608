/** A point's own text, to be changed into a proposal: as a form or as source, two views of the same. What is wrong is said before anything is sent. */
import {
  type Agreement,
  bodyOf,
  canonicalJson,
  fieldsOf,
  type Input,
  type Json,
  pathText,
  pointForm,
  stepsTo,
} from "@overens/core";
import { type ReactNode, useId, useMemo } from "react";
import { useReader } from "../reader.tsx";
import { forget, useKept } from "../ui/kept.ts";
import type { Found } from "./checking.ts";
import { FormOf } from "./FormFields.tsx";
import { Notes } from "./FormInputs.tsx";
import { FillingProvider, isBeneath } from "./filling.ts";
import { useProblems } from "./useProblems.ts";

/** A point that is being written. */
export type Writing = {
  /** Names it where it is kept. */
  readonly name: string;
  readonly section: string;
  /** What stood there when it was begun from; null for a new point. */
  readonly meaning: string | null;
  readonly body: Json;
  /** Where it stands in the document, and the document with it. */
  readonly path: readonly (string | number)[];
  readonly documentWith: (body: Json) => Json | null;
};

type Written = {
  readonly from: string | null;
  readonly because: string;
  /** The form's fields, or the source as it is typed. */
  readonly fields: readonly (readonly [string, string])[] | null;
  readonly source: string;
};

export function PointEditor({
  draft,
  writing,
  close,
  send,
  besides,
}: {
  readonly draft: Agreement;
  readonly writing: Writing;
  readonly close: () => void;
  /** False when it was refused. */
  readonly send: (body: Json, because: string) => Promise<boolean>;
  /** What else may be done with it as it is written; null where it cannot be sent. */
  readonly besides: (body: Json | null, because: string, end: () => void) => ReactNode;
}) {
  const { text } = useReader();
  const words = text.forms;
  const id = useId();
  const form = pointForm(writing.section) as Input;
  const begun = (): Written => ({
    from: writing.meaning,
    because: "",
    fields: [...fieldsOf(writing.body)],
    source: "",
  });
  const [written, keep] = useKept(writing.name, begun);
  const fields = useMemo(() => (written.fields === null ? null : new Map(written.fields)), [written.fields]);
  const body = useMemo(
    () => (fields === null ? parsed(written.source) : bodyOf(form, fields)),
    [fields, written.source, form],
  );
  const document = body === null ? null : writing.documentWith(body);
  const found = useProblems(document);
  const idMoved = body !== null && writing.meaning !== null && idOf(body) !== idOf(writing.body);
  const errors = (found ?? []).filter(({ severity }) => severity === "error");
  const unchanged = body !== null && canonicalJson(body) === canonicalJson(writing.body);
  const open = body !== null && found !== null && errors.length === 0 && !idMoved && !unchanged;
  const fits = body !== null && canonicalJson(bodyOf(form, fieldsOf(body))) === canonicalJson(body);
  const end = (): void => {
    forget(writing.name);
    close();
  };
  return (
    <div className="proof editor">
      {written.from !== writing.meaning && (
        <p className="wrong">
          {words.movedOn}{" "}
          <button type="button" className="btn" onClick={() => keep(begun())}>
            {words.beginAnew}
          </button>
        </p>
      )}
      <fieldset className="choices">
        <legend className="n">{words.view}</legend>
        <label className="choice">
          <input
            type="radio"
            name={`${id}-view`}
            checked={fields !== null}
            disabled={!fits}
            onChange={() => body !== null && keep({ ...written, fields: [...fieldsOf(body)] })}
          />{" "}
          {words.asForm}
        </label>
        <label className="choice">
          <input
            type="radio"
            name={`${id}-view`}
            checked={fields === null}
            onChange={() => keep({ ...written, fields: null, source: JSON.stringify(body, null, 2) })}
          />{" "}
          {words.asSource}
        </label>
      </fieldset>
      {fields === null ? (
        <Source
          id={id}
          source={written.source}
          change={(source) => keep({ ...written, source })}
          notes={body === null ? [text.notJson] : fits ? [] : [words.notOfForm]}
        />
      ) : (
        <FillingProvider
          value={{
            section: writing.section,
            path: writing.path,
            draft,
            fields,
            change: (next) => keep({ ...written, fields: [...next] }),
            found: found ?? [],
            prefix: id,
          }}
        >
          <FormOf form={form} without={writing.meaning === null ? [] : ["id"]} />
        </FillingProvider>
      )}
      <Notes id={`${id}-rest`} found={notBeside(found ?? [], writing, fields)} />
      <label className="field" htmlFor={`${id}-because`}>
        {text.proposalBecause}
      </label>
      <textarea
        id={`${id}-because`}
        rows={2}
        value={written.because}
        onChange={({ target }) => keep({ ...written, because: target.value })}
      />
      <p>
        <button
          type="button"
          className="btn first"
          disabled={!open}
          aria-describedby={`${id}-left`}
          onClick={() => body !== null && void send(body, written.because).then((done) => done && forget(writing.name))}
        >
          {text.sendProposal}
        </button>{" "}
        <button type="button" className="btn" onClick={end}>
          {text.notNow}
        </button>
      </p>
      <p id={`${id}-left`} className="n" role="status">
        {idMoved
          ? words.idStays
          : body !== null && found === null
            ? words.checking
            : errors.length > 0
              ? words.errorsLeft(errors.length)
              : unchanged
                ? words.nothingChanged
                : words.keptHere}
      </p>
      {besides(open ? body : null, written.because, end)}
    </div>
  );
}

function Source({
  id,
  source,
  change,
  notes,
}: {
  readonly id: string;
  readonly source: string;
  readonly change: (source: string) => void;
  readonly notes: readonly string[];
}) {
  const { text } = useReader();
  return (
    <>
      <label htmlFor={`${id}-source`}>{text.pointAsProposed}</label>
      <textarea
        id={`${id}-source`}
        className="mono"
        rows={Math.min(24, source.split("\n").length + 1)}
        value={source}
        spellCheck={false}
        onChange={({ target }) => change(target.value)}
      />
      {notes.map((note) => (
        <p key={note} role="alert" className="wrong">
          {note}
        </p>
      ))}
    </>
  );
}

/** What no field of the form stands beside: of the point as a whole, or of another point; what others leave open is theirs. */
function notBeside(
  found: readonly Found[],
  { path, meaning }: Writing,
  fields: ReadonlyMap<string, string> | null,
): readonly Found[] {
  const own = pathText(path);
  const beside = new Set<string>();
  for (const pointer of fields?.keys() ?? [])
    stepsTo(pointer).forEach((_, index, steps) => {
      beside.add(pathText([...path, ...steps.slice(0, index)]));
    });
  const isBeside = (place: string): boolean =>
    beside.has(place.replace(/\.[^.[]+$|\[\d+\]$/, "")) && (meaning === null || place !== `${own}.id`);
  return found.flatMap((one) => {
    const isOwn = one.path === own || isBeneath(one.path, own);
    if (isOwn && one.path !== own && isBeside(one.path)) return [];
    if (isOwn)
      return [{ ...one, words: one.path === own ? one.words : `${one.path.slice(own.length + 1)}: ${one.words}` }];
    return one.severity === "error" ? [{ ...one, words: `${one.path}: ${one.words}` }] : [];
  });
}

function idOf(body: Json): unknown {
  return (body as { readonly id?: unknown }).id;
}

function parsed(source: string): Json | null {
  try {
    const value = JSON.parse(source) as Json;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
