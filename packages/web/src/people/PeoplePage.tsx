/** Who takes part for each party, what they may do and sign, and who is invited; the same page for both sides. */
import type { Agreement } from "@overens/core";
import { actOnPeople, type People } from "../accounts/account.ts";
import { pointsIn } from "../preparations/points.ts";
import { useReader } from "../reader.tsx";
import { useDoing } from "../ui/doing.ts";
import { Refusal } from "../ui/parts.tsx";
import { AddThirdParty, DescribeParty } from "./AboutParty.tsx";
import { GiveMandate } from "./GiveMandate.tsx";
import { Invite } from "./Invite.tsx";
import { OneParticipant } from "./OneParticipant.tsx";
import type { Act, Party } from "./party.ts";

type Of = { readonly room: string; readonly people: People; readonly agreement: Agreement };

export function PeoplePage(of: Of) {
  const { text } = useReader();
  const { people } = of;
  const own = people.parties.find(({ key }) => key === people.party);
  const isOwner = own?.people.some(
    ({ person, roles, left }) => person === people.me && !left && roles.includes("owner"),
  );
  return (
    <>
      <h1>{text.people}</h1>
      <p className="lead">{people.open ? text.openRoomPeople : text.peopleLead}</p>
      {people.parties.map((party) => (
        <OneParty key={party.key} {...of} party={party} own={own} isOwner={isOwner ?? false} />
      ))}
      {isOwner && own?.side !== "third-party" && <AddThirdParty {...of} />}
    </>
  );
}

function OneParty({
  room,
  people,
  agreement,
  party,
  own,
  isOwner,
}: Of & {
  readonly party: Party;
  readonly own: Party | undefined;
  readonly isOwner: boolean;
}) {
  const { text, language } = useReader();
  const { doing, told } = useDoing();
  const act: Act = (wanted) => doing(() => actOnPeople(room, wanted));
  const isOwn = party.key === people.party;
  const titles = new Map(pointsIn(agreement, language).map(({ id, title }) => [id as string, title]));
  return (
    <section className="rule" aria-label={party.name}>
      <h2>
        {party.name} {party.public_body && <span className="n">{text.publicBody}</span>}
      </h2>
      {party.third_kind !== null && (
        <p className="n">
          {text.thirdParty.bound(
            text.thirdParty.kind[party.third_kind],
            party.points.map((id) => (titles.has(id) ? `${titles.get(id)} (${id})` : id)).join(", "),
          )}
        </p>
      )}
      {party.people.length === 0 ? (
        <p className="n">{text.nobodyYet}</p>
      ) : (
        <ul className="plain">
          {party.people.map((participant) => (
            <OneParticipant
              key={participant.person}
              participant={participant}
              party={party}
              me={people.me}
              isOwner={isOwn && isOwner}
              act={act}
            />
          ))}
        </ul>
      )}
      {party.invitations
        .filter(({ state }) => state === "sent")
        .map(({ id, address, expires_at }) => (
          <p key={id}>
            {text.invited}: {address} <span className="n">{text.goodUntil(expires_at.slice(0, 10))}</span>{" "}
            {isOwner && (
              <button
                type="button"
                className="btn"
                onClick={() => void act({ act: "revoke-invitation", invitation: id })}
              >
                {text.takeBack} <span className="vh">{address}</span>
              </button>
            )}
          </p>
        ))}
      {isOwner && mayInviteTo(party, own) && <Invite party={party} act={act} />}
      {isOwner && isOwn && <GiveMandate party={party} act={act} />}
      {isOwner && isOwn && <DescribeParty key={`${party.name} ${party.public_body}`} party={party} act={act} />}
      <Refusal told={told} />
    </section>
  );
}

/** One's own people, those of a third party that one's side brought, and the other side's first. */
function mayInviteTo(party: Party, own: Party | undefined): boolean {
  if (party.key === own?.key || party.brought_by === own?.key) return true;
  return party.side !== "third-party" && own?.side !== "third-party" && party.people.every(({ left }) => left);
}
