/** A form drawn from what the language says of a point: groups, lists and choices of form, and in them the fields. */
import {
  choiceName,
  type FormMember,
  formThere,
  type Input,
  inside,
  isThere,
  matcher,
  namesWithin,
  rowsWithin,
  shapeOf,
  stepsTo,
  withBlank,
  withField,
  withForm,
  withoutField,
  withoutRow,
  withRow,
} from "@overens/core";
import { type ReactNode, useState } from "react";
import { useReader } from "../reader.tsx";
import { ChoiceField, LineField, Notes, SeveralField, WordsField } from "./FormInputs.tsx";
import { capital, elementAt, type FieldAt, foundAt, nameAt, optionsFor, rowNameAt, useFilling } from "./filling.ts";

/** A point's own members, outside every group. */
export function FormOf({ form, without }: { readonly form: Input; readonly without: readonly string[] }) {
  if (form.kind === "kinds") return <KindsOf pointer="" input={form} without={without} />;
  return form.kind === "members" ? <MembersOf pointer="" members={form.members} without={without} /> : null;
}

function Field({ pointer, name, input }: FieldAt): ReactNode {
  switch (input.kind) {
    case "members":
      return (
        <Group pointer={pointer} name={name}>
          <MembersOf pointer={pointer} members={input.members} without={[]} />
        </Group>
      );
    case "kinds":
      return (
        <Group pointer={pointer} name={name}>
          <KindsOf pointer={pointer} input={input} without={[]} />
        </Group>
      );
    case "rows":
      return <Rows pointer={pointer} name={name} input={input} />;
    case "named":
      return <Named pointer={pointer} name={name} of={input.of} />;
    case "condition":
      return <Named pointer={pointer} name={name} of={matcher} />;
    case "either":
      return <Either pointer={pointer} name={name} input={input} />;
    case "words":
      return <WordsField pointer={pointer} name={name} input={input} />;
    case "reference":
      return input.several ? (
        <SeveralField pointer={pointer} name={name} input={input} />
      ) : (
        <ChoiceField pointer={pointer} name={name} input={input} />
      );
    case "choice":
    case "yes-no":
      return <ChoiceField pointer={pointer} name={name} input={input} />;
    default:
      return <LineField pointer={pointer} name={name} input={input} />;
  }
}

function Group({
  pointer,
  name,
  children,
}: {
  readonly pointer: string;
  readonly name: string;
  readonly children: ReactNode;
}) {
  const filling = useFilling();
  const id = elementAt(filling, pointer);
  return (
    <fieldset className="fill group" aria-describedby={`${id}-notes`}>
      <legend>{name}</legend>
      <Notes id={`${id}-notes`} found={foundAt(filling, pointer)} />
      {children}
    </fieldset>
  );
}

/** What must be said and what has been said; the rest can be added. Members that are all alike, as the days of a week, are all there. */
function MembersOf({
  pointer,
  members,
  without,
}: {
  readonly pointer: string;
  readonly members: readonly FormMember[];
  readonly without: readonly string[];
}) {
  const { language } = useReader();
  const filling = useFilling();
  const alike = members.length > 1 && members.every(({ input, required }) => !required && input.kind === "rows");
  const offered = members.filter(({ member }) => !without.includes(member));
  const isShown = ({ member, required, input }: FormMember): boolean =>
    required ||
    alike ||
    isThere(filling.fields, inside(pointer, member)) ||
    (input.kind === "reference" &&
      input.to === "background" &&
      optionsFor(filling.draft, input.to, language, "").length > 0);
  return (
    <>
      {offered.filter(isShown).map(({ member, required, input }) => (
        <Member key={member} pointer={inside(pointer, member)} input={input} fixed={required || alike} />
      ))}
      <AddMember pointer={pointer} members={offered.filter((member) => !isShown(member))} />
    </>
  );
}

function Member({
  pointer,
  input,
  fixed,
}: {
  readonly pointer: string;
  readonly input: Input;
  readonly fixed: boolean;
}) {
  const { language } = useReader();
  const filling = useFilling();
  const name = nameAt(filling, pointer, language);
  return (
    <div className="member">
      <Field pointer={pointer} name={capital(name)} input={input} />
      {!fixed && isThere(filling.fields, pointer) && (
        <Remove of={name} act={() => filling.change(withoutField(filling.fields, pointer))} />
      )}
    </div>
  );
}

function Remove({ of, act }: { readonly of: string; readonly act: () => void }) {
  const { text } = useReader();
  return (
    <button type="button" className="btn quiet remove" onClick={act}>
      {text.forms.remove} {of}
    </button>
  );
}

function AddMember({ pointer, members }: { readonly pointer: string; readonly members: readonly FormMember[] }) {
  const { language, text } = useReader();
  const filling = useFilling();
  const [chosen, choose] = useState("");
  const id = `${elementAt(filling, pointer)}-add`;
  const member = members.find((found) => found.member === chosen) ?? members[0];
  if (member === undefined) return null;
  const silent = members.flatMap((of) => {
    const at = inside(pointer, of.member);
    return foundAt(filling, at).map((one) => ({
      ...one,
      words: `${capital(nameAt(filling, at, language))}: ${one.words}`,
    }));
  });
  return (
    <div className="adding">
      <Notes id={`${id}-notes`} found={silent} />
      <label className="n" htmlFor={id}>
        {text.forms.moreToSay}
      </label>
      <select id={id} value={member.member} onChange={({ target }) => choose(target.value)}>
        {members.map((found) => (
          <option key={found.member} value={found.member}>
            {capital(nameAt(filling, inside(pointer, found.member), language))}
          </option>
        ))}
      </select>{" "}
      <button
        type="button"
        className="btn"
        onClick={() => filling.change(withBlank(filling.fields, inside(pointer, member.member), member.input))}
      >
        {text.forms.add}
      </button>
    </div>
  );
}

/** What is asked for follows the kind; what is said of another kind too stays. */
function KindsOf({
  pointer,
  input,
  without,
}: {
  readonly pointer: string;
  readonly input: Extract<Input, { readonly kind: "kinds" }>;
  readonly without: readonly string[];
}) {
  const { language } = useReader();
  const filling = useFilling();
  const at = inside(pointer, "kind");
  const path = [filling.section, ...stepsTo(at)];
  const id = elementAt(filling, at);
  const kind = input.of.find(({ name }) => name === filling.fields.get(at)) ?? input.of[0];
  return (
    <>
      <div className="member">
        <label className="field" htmlFor={id}>
          {capital(nameAt(filling, at, language))}
        </label>
        <select
          id={id}
          value={kind?.name ?? ""}
          onChange={({ target }) => filling.change(withField(filling.fields, at, target.value))}
        >
          {input.of.map(({ name }) => (
            <option key={name} value={name}>
              {capital(choiceName(path, name, language) ?? name)}
            </option>
          ))}
        </select>
        <Notes id={`${id}-notes`} found={foundAt(filling, at)} />
      </div>
      <MembersOf pointer={pointer} members={kind?.members ?? []} without={[...without, "kind"]} />
    </>
  );
}

function Rows({ pointer, name, input }: FieldAt<"rows">) {
  const { language, text } = useReader();
  const filling = useFilling();
  const rows = rowsWithin(filling.fields, pointer);
  const called = rowNameAt(filling, pointer, language);
  return (
    <Group pointer={pointer} name={name}>
      {rows.map((row) => (
        <div key={row} className="member row">
          <Field pointer={inside(pointer, row)} name={capital(`${called} ${row + 1}`)} input={input.of} />
          {rows.length > input.least && (
            <Remove of={`${called} ${row + 1}`} act={() => filling.change(withoutRow(filling.fields, pointer, row))} />
          )}
        </div>
      ))}
      <p>
        <button
          type="button"
          className="btn"
          onClick={() => filling.change(withRow(filling.fields, pointer, input.of))}
        >
          {text.forms.addRow(called)}
        </button>
      </p>
    </Group>
  );
}

/** Entries that the parties name themselves. */
function Named({ pointer, name, of }: Pick<FieldAt, "pointer" | "name"> & { readonly of: Input }) {
  const { text } = useReader();
  const filling = useFilling();
  const [named, setNamed] = useState("");
  const id = `${elementAt(filling, pointer)}-named`;
  const names = namesWithin(filling.fields, pointer);
  return (
    <Group pointer={pointer} name={name}>
      {names.map((found) => (
        <div key={found} className="member row">
          <Field pointer={inside(pointer, found)} name={found} input={of} />
          <Remove of={found} act={() => filling.change(withoutField(filling.fields, inside(pointer, found)))} />
        </div>
      ))}
      <p className="adding">
        <label htmlFor={id} className="n">
          {text.forms.nameOfEntry}
        </label>
        <input id={id} value={named} autoComplete="off" onChange={({ target }) => setNamed(target.value)} />{" "}
        <button
          type="button"
          className="btn"
          disabled={named.trim() === "" || names.includes(named.trim())}
          onClick={() => {
            filling.change(withBlank(filling.fields, inside(pointer, named.trim()), of));
            setNamed("");
          }}
        >
          {text.forms.add}
        </button>
      </p>
    </Group>
  );
}

/** One of several forms; what can stay when the form changes stays. */
function Either({ pointer, name, input }: FieldAt<"either">) {
  const { language, text } = useReader();
  const filling = useFilling();
  const there = formThere(input.of, filling.fields, pointer);
  const shown = there ?? (input.of[0] as Input);
  const id = `${elementAt(filling, pointer)}-form`;
  const path = [filling.section, ...stepsTo(pointer)];
  const called = (of: Input): string => {
    if (of.kind === "choice" && of.choices.length === 1)
      return capital(choiceName(path, of.choices[0] as string, language) ?? (of.choices[0] as string));
    return text.forms.shape[shapeOf(of)];
  };
  const only = shown.kind === "choice" && shown.choices.length === 1;
  return (
    <div className="either">
      <label className="field" htmlFor={id}>
        {text.forms.formOf(name)}
      </label>
      <select
        id={id}
        value={input.of.indexOf(shown)}
        onChange={({ target }) =>
          filling.change(withForm(filling.fields, pointer, there, input.of[Number(target.value)] as Input))
        }
      >
        {input.of.map((of, index) => (
          <option key={called(of)} value={index}>
            {called(of)}
          </option>
        ))}
      </select>
      {!only && <Field pointer={pointer} name={name} input={shown} />}
    </div>
  );
}
