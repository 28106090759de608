/** Who takes part for each party, what they may do and sign, and who is invited; the same page for both sides. */
import { type FormEvent, useState } from "react";
import { actOnPeople, type People } from "../accounts/account.ts";
import { useReader } from "../reader.tsx";
import { useDoing } from "../ui/doing.ts";

type Party = People["parties"][number];
type Act = Parameters<typeof actOnPeople>[1];
const roles = ["owner", "negotiator", "approver", "signatory", "contributor", "reader"] as const;

export function PeoplePage({ room, people }: { readonly room: string; readonly people: People }) {
  const { text } = useReader();
  const { doing, told } = useDoing();
  const act = (wanted: Act): Promise<boolean> => doing(() => actOnPeople(room, wanted));
  const own = people.parties.find(({ key }) => key === people.party);
  const isOwner =
    own?.people.some(({ person, roles: held }) => person === people.me && held.includes("owner")) ?? false;
  return (
    <>
      <h1>{text.people}</h1>
      <p className="lead">{people.open ? text.openRoomPeople : text.peopleLead}</p>
      <p role="status">{told !== null && <span className="proof differs">{told}</span>}</p>
      {people.parties.map((party) => (
        <section key={party.key} className="rule" aria-label={party.name}>
          <h2>
            {party.name} {party.public_body && <span className="n">{text.publicBody}</span>}
          </h2>
          {party.people.length === 0 ? <p className="n">{text.nobodyYet}</p> : <Persons party={party} />}
          {party.invitations
            .filter(({ state }) => state === "sent")
            .map(({ id, address, expires_at }) => (
              <p key={id}>
                {text.invited}: {address} <span className="n">{text.goodUntil(expires_at.slice(0, 10))}</span>{" "}
                <button
                  type="button"
                  className="btn"
                  onClick={() => void act({ act: "revoke-invitation", invitation: id })}
                >
                  {text.takeBack}
                </button>
              </p>
            ))}
          {isOwner && (party.key === people.party || party.people.length === 0) && <Invite party={party} act={act} />}
          {isOwner && party.key === people.party && party.people.length > 0 && <GiveMandate party={party} act={act} />}
        </section>
      ))}
    </>
  );
}

function Persons({ party }: { readonly party: Party }) {
  const { text } = useReader();
  return (
    <ul className="plain">
      {party.people.map(({ person, name, address, roles: held, mandates, left }) => (
        <li key={person}>
          <b>{name}</b> <span className="n">{address}</span> {left && <span className="n">({text.hasLeft})</span>}
          <br />
          {text.mayDo}: {held.map((role) => text.role[role]).join(", ")}
          {mandates.map(({ id, up_to, from, until, jointly, basis, revoked }) => (
            <span key={id} className="n">
              {text.mandateText(up_to, from, until, jointly)} {basis} {revoked && `(${text.revokedMandate})`}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

function Invite({ party, act }: { readonly party: Party; readonly act: (wanted: Act) => Promise<boolean> }) {
  const { text } = useReader();
  const [address, setAddress] = useState("");
  const [held, hold] = useState<readonly (typeof roles)[number][]>([]);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void act({ act: "invite", party: party.key, address, roles: [...held] }).then((done) => done && setAddress(""));
  };
  const id = `invite-${party.side}`;
  return (
    <details>
      <summary>{text.inviteTo(party.name)}</summary>
      <form onSubmit={send}>
        <label htmlFor={id} className="field">
          {text.address}
        </label>
        <input id={id} type="email" required value={address} onChange={({ target }) => setAddress(target.value)} />
        <fieldset className="choices">
          <legend className="n">{text.mayDo}</legend>
          {roles.map((role) => (
            <label key={role} className="choice">
              <input
                type="checkbox"
                checked={held.includes(role)}
                onChange={({ target }) =>
                  hold(target.checked ? [...held, role] : held.filter((other) => other !== role))
                }
              />{" "}
              {text.role[role]}
            </label>
          ))}
        </fieldset>
        <p>
          <button type="submit" className="btn" disabled={held.length === 0}>
            {text.invite}
          </button>
        </p>
      </form>
    </details>
  );
}

function GiveMandate({ party, act }: { readonly party: Party; readonly act: (wanted: Act) => Promise<boolean> }) {
  const { text } = useReader();
  const give = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const of = (name: string): string => String(new FormData(form).get(name) ?? "").trim();
    const wanted: Act = {
      act: "give-mandate",
      person: of("person"),
      up_to: of("up_to") === "" ? null : of("up_to"),
      from: of("from"),
      until: of("until") === "" ? null : of("until"),
      jointly: of("jointly") !== "",
      basis: of("basis"),
    };
    void act(wanted).then((done) => done && form.reset());
  };
  return (
    <details>
      <summary>{text.giveMandate}</summary>
      <form onSubmit={give}>
        <label className="field" htmlFor="mandate-person">
          {text.mandateFor}
        </label>
        <select id="mandate-person" name="person">
          {party.people
            .filter(({ left }) => !left)
            .map(({ person, name }) => (
              <option key={person} value={person}>
                {name}
              </option>
            ))}
        </select>
        <label className="field" htmlFor="mandate-up-to">
          {text.upToAmount}
        </label>
        <input id="mandate-up-to" name="up_to" />
        <label className="field" htmlFor="mandate-from">
          {text.fromDate}
        </label>
        <input id="mandate-from" name="from" type="date" required />
        <label className="field" htmlFor="mandate-until">
          {text.untilDate}
        </label>
        <input id="mandate-until" name="until" type="date" />
        <label className="field" htmlFor="mandate-basis">
          {text.mandateBasis}
        </label>
        <input id="mandate-basis" name="basis" />
        <p>
          <label>
            <input type="checkbox" name="jointly" value="yes" /> {text.twoTogether}
          </label>
        </p>
        <p>
          <button type="submit" className="btn">
            {text.give}
          </button>
        </p>
      </form>
    </details>
  );
}
