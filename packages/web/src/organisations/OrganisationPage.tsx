/** An organisation as its members see it: who belongs to it and what each may do, who is invited, and what it is. */
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { RoleChoices } from "../people/RoleChoices.tsx";
import { useReader } from "../reader.tsx";
import { useDoing } from "../ui/doing.ts";
import { Refusal } from "../ui/parts.tsx";
import { Shell } from "../ui/Shell.tsx";
import { OneMember } from "./OneMember.tsx";
import { OrganisationForm } from "./OrganisationForm.tsx";
import { describeOrganisation, inviteMember, type Organisation, type Role, takeBack } from "./organisation.ts";

type Of = { readonly organisation: Organisation };

export function OrganisationPage({ organisation, me }: Of & { readonly me: string }) {
  const { text } = useReader();
  const router = useRouter();
  const words = text.organisation;
  const { name, registration_number, public_body, members } = organisation;
  const isOwner = members.some(({ person, roles }) => person === me && roles.includes("owner"));
  const what = [registration_number, public_body ? text.publicBody : ""].filter((line) => line !== "");
  return (
    <Shell>
      <main id="content" className="alone" tabIndex={-1}>
        <h1>{name}</h1>
        {what.length > 0 && <p className="n">{what.join(" · ")}</p>}
        <p className="lead">{isOwner ? words.leadOwner : words.lead}</p>
        <section className="rule" aria-labelledby="members">
          <h2 id="members">{words.members}</h2>
          <ul className="plain">
            {members.map((member) => (
              <OneMember
                key={member.person}
                organisation={organisation}
                member={member}
                me={me}
                isOwner={isOwner}
                left={() => router.history.push("/me")}
              />
            ))}
          </ul>
        </section>
        <Invitations organisation={organisation} isOwner={isOwner} />
        {isOwner && <About organisation={organisation} />}
        <p className="after">
          <a href="/me">{words.back}</a>
        </p>
      </main>
    </Shell>
  );
}

function Invitations({ organisation, isOwner }: Of & { readonly isOwner: boolean }) {
  const { text } = useReader();
  const { doing, told } = useDoing();
  const words = text.organisation;
  const [address, setAddress] = useState("");
  const [held, hold] = useState<readonly Role[]>([]);
  const { organisation: id, invitations } = organisation;
  const invite = (event: FormEvent): void => {
    event.preventDefault();
    void doing(() => inviteMember(id, address, held)).then((done) => {
      if (!done) return;
      setAddress("");
      hold([]);
    });
  };
  return (
    <section className="rule" aria-labelledby="invitations">
      <h2 id="invitations">{words.invitations}</h2>
      {invitations.length === 0 ? (
        <p className="n">{words.noInvitations}</p>
      ) : (
        <ul className="plain">
          {invitations.map(({ invitation, address: to, roles, expires_at }) => (
            <li key={invitation} className="kept">
              <span>
                <b>{to}</b>
                <span className="n">
                  {roles.map((role) => text.role[role]).join(", ")} · {text.goodUntil(expires_at.slice(0, 10))}
                </span>
              </span>
              {isOwner && (
                <button type="button" className="btn" onClick={() => void doing(() => takeBack(id, invitation))}>
                  {text.takeBack} <span className="vh">{to}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {isOwner && (
        <form onSubmit={invite}>
          <label htmlFor="invite-address" className="field">
            {words.inviteAddress}
          </label>
          <input
            id="invite-address"
            type="email"
            autoComplete="off"
            required
            value={address}
            onChange={({ target }) => setAddress(target.value)}
          />
          <RoleChoices held={held} hold={hold} />
          <p>
            <button type="submit" className="btn first" disabled={held.length === 0}>
              {text.invite}
            </button>
          </p>
        </form>
      )}
      <Refusal told={told} />
    </section>
  );
}

function About({ organisation }: Of) {
  const { text } = useReader();
  const { doing, told } = useDoing();
  const words = text.organisation;
  return (
    <section className="rule" aria-labelledby="about">
      <h2 id="about">{words.about}</h2>
      <p className="n">{words.aboutLead}</p>
      <OrganisationForm
        described={organisation}
        button={text.save}
        save={(described) => void doing(() => describeOrganisation(organisation.organisation, described))}
      />
      <Refusal told={told} />
    </section>
  );
}
