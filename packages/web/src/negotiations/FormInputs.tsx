/** Fields with nothing inside them: a line, a figure, a choice, a reference, words in two languages. */
import {
  choiceName,
  formHint,
  inside,
  type Language,
  rowsWithin,
  stepsTo,
  withField,
  withoutField,
} from "@overens/core";
import type { ReactNode } from "react";
import { useReader } from "../reader.tsx";
import type { Found } from "./checking.ts";
import { elementAt, type FieldAt, foundAt, foundWithin, type Option, optionsFor, useFilling } from "./filling.ts";

/** What is wrong at a field, or left open there. */
export function Notes({ id, found }: { readonly id: string; readonly found: readonly Found[] }) {
  return (
    <div id={id} aria-live="polite">
      {found.map(({ path, severity, words }) => (
        <p key={path + words} className={severity === "error" ? "wrong" : "n"}>
          {words}
        </p>
      ))}
    </div>
  );
}

export function isWrong(found: readonly Found[]): boolean {
  return found.some(({ severity }) => severity === "error");
}

/** Text on one line; a hint says how it is written. */
export function LineField({ pointer, name, input }: FieldAt) {
  const { language } = useReader();
  const filling = useFilling();
  const id = elementAt(filling, pointer);
  const found = foundAt(filling, pointer);
  const hint = "form" in input ? formHint(input.form, language) : "";
  return (
    <>
      <label className="field" htmlFor={id}>
        {name}
      </label>
      <input
        id={id}
        value={filling.fields.get(pointer) ?? ""}
        spellCheck={input.kind === "line"}
        autoComplete="off"
        aria-invalid={isWrong(found)}
        aria-describedby={`${id}-hint ${id}-notes`}
        onChange={({ target }) => filling.change(withField(filling.fields, pointer, target.value))}
      />
      <span id={`${id}-hint`} className="n">
        {hint}
      </span>
      <Notes id={`${id}-notes`} found={found} />
    </>
  );
}

export function ChoiceField({ pointer, name, input }: FieldAt<"choice" | "yes-no" | "reference">) {
  const { language, text } = useReader();
  const { section, draft } = useFilling();
  const path = [section, ...stepsTo(pointer)];
  if (input.kind === "reference")
    return (
      <SelectField pointer={pointer} name={name} options={optionsFor(draft, input.to, language, text.forms.both)} />
    );
  const choices = input.kind === "yes-no" ? ["yes", "no"] : input.choices;
  const said: Readonly<Record<string, string>> = { yes: text.forms.yes, no: text.forms.no };
  const options = choices.map((value) => ({ value, name: choiceName(path, value, language) ?? said[value] ?? value }));
  return <SelectField pointer={pointer} name={name} options={options} />;
}

/** A name that the draft does not have stays among the choices until another is chosen. */
function SelectField({
  pointer,
  name,
  options,
}: Pick<FieldAt, "pointer" | "name"> & { readonly options: readonly Option[] }) {
  const filling = useFilling();
  const id = elementAt(filling, pointer);
  const value = filling.fields.get(pointer) ?? "";
  const found = foundAt(filling, pointer);
  const unknown = value !== "" && !options.some((option) => option.value === value);
  return (
    <>
      <label className="field" htmlFor={id}>
        {name}
      </label>
      <select
        id={id}
        value={value}
        aria-invalid={isWrong(found)}
        aria-describedby={`${id}-notes`}
        onChange={({ target }) => filling.change(withField(filling.fields, pointer, target.value))}
      >
        {value === "" && <option value="">–</option>}
        {unknown && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
      <Notes id={`${id}-notes`} found={found} />
    </>
  );
}

/** Several of the entries of a section, in the order of the draft. */
export function SeveralField({ pointer, name, input }: FieldAt<"reference">) {
  const { language, text } = useReader();
  const filling = useFilling();
  const { fields } = filling;
  const id = elementAt(filling, pointer);
  const known = optionsFor(filling.draft, input.to, language, text.forms.both);
  const single = fields.get(pointer);
  const chosen =
    single !== undefined && single !== ""
      ? [single]
      : rowsWithin(fields, pointer).map((row) => fields.get(inside(pointer, row)) ?? "");
  const lost = chosen.filter((value) => value !== "" && !known.some((option) => option.value === value));
  const options = [...known, ...lost.map((value) => ({ value, name: value }))];
  const choose = (value: string, isChosen: boolean): void => {
    const next = options.filter((option) => (option.value === value ? isChosen : chosen.includes(option.value)));
    const emptied = withoutField(fields, pointer);
    filling.change(
      next.length === 0
        ? withField(emptied, inside(pointer, 0), "")
        : new Map([...emptied, ...next.map((option, row) => [inside(pointer, row), option.value] as const)]),
    );
  };
  return (
    <fieldset className="fill" aria-describedby={`${id}-notes`}>
      <legend>{name}</legend>
      {options.length === 0 && <span className="n">{text.forms.nothingToChoose}</span>}
      {options.map((option) => (
        <label key={option.value} className="choice">
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={({ target }) => choose(option.value, target.checked)}
          />{" "}
          {option.name}
        </label>
      ))}
      <Notes id={`${id}-notes`} found={foundWithin(filling, pointer)} />
    </fieldset>
  );
}

/** Both languages side by side. A text written in none of them by name is in the agreement's own until the other is written too. */
export function WordsField({ pointer, name }: FieldAt<"words">): ReactNode {
  const { text } = useReader();
  const filling = useFilling();
  const { fields } = filling;
  const id = elementAt(filling, pointer);
  const own = filling.draft.language ?? "sv";
  const plain = fields.get(pointer);
  const written = (language: Language): string =>
    plain === undefined ? (fields.get(inside(pointer, language)) ?? "") : language === own ? plain : "";
  const write = (language: Language, value: string): void => {
    const other = language === "sv" ? "en" : "sv";
    const next = { sv: written("sv"), en: written("en"), [language]: value };
    filling.change(
      plain !== undefined && language === own && written(other) === ""
        ? withField(fields, pointer, value)
        : new Map([
            ...withoutField(fields, pointer),
            [inside(pointer, "sv"), next.sv],
            [inside(pointer, "en"), next.en],
          ]),
    );
  };
  const found = foundWithin(filling, pointer);
  return (
    <fieldset className="fill words">
      <legend>{name}</legend>
      <div className="languages">
        {(["sv", "en"] as const).map((language) => (
          <p key={language}>
            <label className="n" htmlFor={`${id}-${language}`}>
              {text.forms.inLanguage[language]}
            </label>
            <textarea
              id={`${id}-${language}`}
              lang={language}
              rows={Math.min(8, Math.max(1, Math.ceil(written(language).length / 38)))}
              value={written(language)}
              aria-invalid={isWrong(found)}
              aria-describedby={`${id}-notes`}
              onChange={({ target }) => write(language, target.value)}
            />
          </p>
        ))}
      </div>
      <Notes id={`${id}-notes`} found={found} />
    </fieldset>
  );
}
