/** One person of a party in a room: roles, mandates, who stands in for them; and, for themselves and owners, how that changes. */
import { mandateText, type Role } from "@overens/core";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useReader } from "../reader.tsx";
import { Sure } from "../ui/Sure.tsx";
import { type Away, AwayFields, AwayLine } from "./AwayFields.tsx";
import type { Act, Participant, Party } from "./party.ts";
import { RoleChoices } from "./RoleChoices.tsx";

type Of = {
  readonly participant: Participant;
  readonly party: Party;
  readonly me: string | null;
  readonly isOwner: boolean;
  readonly act: Act;
};

export function OneParticipant(of: Of) {
  const { text } = useReader();
  const { participant, party, me, isOwner } = of;
  const { person, name, address, roles, mandates, left, deputy, away_until } = participant;
  const deputyName = party.people.find((other) => other.person === deputy)?.name ?? null;
  return (
    <li>
      <b>{name}</b> <span className="n">{address}</span>
      {left ? text.hasLeft : `${text.mayDo}: ${roles.map((role) => text.role[role]).join(", ")}`}
      <AwayLine until={away_until} deputy={deputyName} />
      {mandates.map((mandate) => (
        <OneMandate key={mandate.id} mandate={mandate} of={name} mayRevoke={isOwner} act={of.act} />
      ))}
      {!left && (isOwner || person === me) && (
        <details>
          <summary>
            {text.change} <span className="vh">{name}</span>
          </summary>
          {isOwner && <Roles key={roles.join(" ")} {...of} />}
          <Deputy key={`${away_until} ${deputy}`} {...of} />
          <Leave {...of} />
        </details>
      )}
    </li>
  );
}

function OneMandate({
  mandate,
  of,
  mayRevoke,
  act,
}: {
  readonly mandate: Participant["mandates"][number];
  readonly of: string;
  readonly mayRevoke: boolean;
  readonly act: Act;
}) {
  const { text, language } = useReader();
  const { id, up_to: upTo, basis, revoked } = mandate;
  const said = mandateText({ ...mandate, upTo }, language);
  return (
    <p className="kept">
      <span className="n">
        {text.maySign(said)} {basis !== "" && `(${basis})`} {revoked && <b>{text.revokedMandate}</b>}
      </span>
      {mayRevoke && !revoked && (
        <Sure
          name={text.revoke}
          of={`${of}: ${said}`}
          means={text.revokeMeans}
          act={() => void act({ act: "revoke-mandate", mandate: id })}
        />
      )}
    </p>
  );
}

function Roles({ participant: { person, roles }, act }: Of) {
  const { text } = useReader();
  const [held, hold] = useState<readonly Role[]>(roles);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    void act({ act: "set-roles", person, roles: [...held] });
  };
  return (
    <form onSubmit={save}>
      <RoleChoices held={held} hold={hold} />
      <p>
        <button type="submit" className="btn" disabled={held.length === 0}>
          {text.setRoles}
        </button>
      </p>
    </form>
  );
}

const othersIn = ({ party, participant }: Of): Party["people"] =>
  party.people.filter(({ person, left }) => person !== participant.person && !left);

function Deputy(of: Of) {
  const { text } = useReader();
  const { participant, act } = of;
  const { person } = participant;
  const [away, setAway] = useState<Away>({ until: participant.away_until ?? "", deputy: participant.deputy ?? "" });
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const deputy = away.deputy === "" ? null : away.deputy;
    void act({ act: "name-deputy", person, deputy, away_until: away.until === "" ? null : away.until });
  };
  return (
    <form onSubmit={save}>
      <AwayFields id={person} away={away} change={setAway} others={othersIn(of)} />
      <p>
        <button type="submit" className="btn">
          {text.away.save}
        </button>
      </p>
    </form>
  );
}

/** Leaving the room, with whoever takes over what is waiting. */
function Leave(of: Of) {
  const { text } = useReader();
  const router = useRouter();
  const { participant, me, act } = of;
  const { person, name } = participant;
  const [successor, setSuccessor] = useState("");
  const isMe = person === me;
  const leave = (): void =>
    void act({ act: "leave", person, successor: successor === "" ? null : successor }).then(
      (done) => done && isMe && router.history.push("/"),
    );
  return (
    <>
      <label className="field" htmlFor={`${person}-successor`}>
        {text.leaving.successor}
      </label>
      <select id={`${person}-successor`} value={successor} onChange={({ target }) => setSuccessor(target.value)}>
        <option value="">{text.away.nobody}</option>
        {othersIn(of).map(({ person: other, name: called }) => (
          <option key={other} value={other}>
            {called}
          </option>
        ))}
      </select>
      <p className="after">
        <Sure
          name={isMe ? text.leaving.leave : text.leaving.takeOut}
          of={isMe ? "" : name}
          means={isMe ? text.leaving.leaveMeans : text.leaving.takeOutMeans}
          act={leave}
        />
      </p>
    </>
  );
}
