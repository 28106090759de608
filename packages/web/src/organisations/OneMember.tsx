/** One member: what they may do, whether they are away, and, for themselves and owners, how that changes. */
import { type FormEvent, useState } from "react";
import { type Away, AwayFields, AwayLine } from "../people/AwayFields.tsx";
import { RoleChoices } from "../people/RoleChoices.tsx";
import { useReader } from "../reader.tsx";
import { type Doing, useDoing } from "../ui/doing.ts";
import { Refusal } from "../ui/parts.tsx";
import { Sure } from "../ui/Sure.tsx";
import { changeMember, type Member, type Organisation, removeMember } from "./organisation.ts";

type Of = {
  readonly organisation: Organisation;
  readonly member: Member;
  readonly me: string;
  readonly isOwner: boolean;
};

export function OneMember({ left, ...of }: Of & { readonly left: () => void }) {
  const { text } = useReader();
  const { doing, told } = useDoing();
  const words = text.organisation;
  const { organisation, member, me, isOwner } = of;
  const { person, name, address, roles, title, away_until, deputy } = member;
  const isMe = person === me;
  const deputyName = organisation.members.find((other) => other.person === deputy)?.name ?? null;
  const remove = (): void =>
    void doing(async () => {
      await removeMember(organisation.organisation, person);
      if (isMe) left();
    });
  return (
    <li>
      <b>{name === "" ? address : name}</b> {isMe && words.you}
      <span className="n">{[title, name === "" ? "" : address].filter((line) => line !== "").join(" · ")}</span>
      {text.mayDo}: {roles.map((role) => text.role[role]).join(", ")}
      <AwayLine until={away_until} deputy={deputyName} />
      {(isOwner || isMe) && (
        <details>
          <summary>
            {text.change} <span className="vh">{name}</span>
          </summary>
          <Changes key={JSON.stringify(member)} {...of} doing={doing} />
          <p>
            <Sure
              name={isMe ? words.leave : words.remove}
              of={isMe ? organisation.name : name}
              means={words.removeMeans}
              act={remove}
            />
          </p>
        </details>
      )}
      <Refusal told={told} />
    </li>
  );
}

function Changes({ organisation, member, isOwner, doing }: Of & Pick<Doing, "doing">) {
  const { text } = useReader();
  const { person } = member;
  const [title, setTitle] = useState(member.title);
  const [away, setAway] = useState<Away>({ until: member.away_until ?? "", deputy: member.deputy ?? "" });
  const [held, hold] = useState(member.roles as readonly Member["roles"][number][]);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    void doing(() =>
      changeMember(organisation.organisation, person, {
        title: title.trim(),
        away_until: away.until === "" ? null : away.until,
        deputy: away.deputy === "" ? null : away.deputy,
        ...(isOwner ? { roles: [...held] } : {}),
      }),
    );
  };
  return (
    <form onSubmit={save}>
      <label className="field" htmlFor={`title-${person}`}>
        {text.organisation.title}
      </label>
      <input
        id={`title-${person}`}
        maxLength={200}
        autoComplete="off"
        value={title}
        onChange={({ target }) => setTitle(target.value)}
      />
      <AwayFields
        id={person}
        away={away}
        change={setAway}
        others={organisation.members.filter((other) => other.person !== person)}
      />
      {isOwner && <RoleChoices held={held} hold={hold} />}
      <p>
        <button type="submit" className="btn" disabled={held.length === 0}>
          {text.save}
        </button>
      </p>
    </form>
  );
}
