/** What a link is about, before anybody is asked for anything; then a code to its address, and in. */
import type { InvitationResponse, MemberInvitationResponse } from "@overens/api";
import { useCallback, useEffect, useState } from "react";
import {
  acceptInvitation,
  acceptMember,
  fetchMe,
  lookAt,
  lookAtMember,
  type Me,
  signOut,
} from "../accounts/account.ts";
import { SignInForm } from "../accounts/SignIn.tsx";
import { Refused } from "../api.ts";
import { useReader } from "../reader.tsx";
import { Shell } from "../ui/Shell.tsx";

type Invitation = { readonly address: string; readonly roles: readonly string[]; readonly state: string };

function Invited({
  title,
  lead,
  invitation,
  accept,
}: {
  readonly title: string;
  readonly lead: string;
  readonly invitation: Invitation;
  readonly accept: () => Promise<void>;
}) {
  const { text } = useReader();
  const [me, setMe] = useState<Me | null>(null);
  const [told, tell] = useState<string | null>(null);
  const look = useCallback(() => void fetchMe().then(setMe), []);
  useEffect(look, [look]);
  const enter = (): void =>
    void accept().catch((error: unknown) => tell(error instanceof Refused ? error.problem.title : text.notReached));
  const person = me?.person ?? null;
  return (
    <>
      <h1>{title}</h1>
      <p className="lead">{lead}</p>
      <p>{text.rolesAre(invitation.roles.map((role) => text.role[role] ?? role).join(", "))}</p>
      <p className="n">{text.invitationFor(invitation.address)}</p>
      {invitation.state !== "sent" ? (
        <p className="proof differs">{text.invitationState[invitation.state]}</p>
      ) : me === null ? null : person === null ? (
        <SignInForm address={invitation.address} done={enter} />
      ) : person.address !== invitation.address ? (
        <>
          <p className="proof differs">{text.wrongAddress(person.address)}</p>
          <p>
            <button type="button" className="btn" onClick={() => void signOut().then(look)}>
              {text.signOut}
            </button>
          </p>
        </>
      ) : (
        <p>
          <button type="button" className="btn first" onClick={enter}>
            {text.comeIn}
          </button>
        </p>
      )}
      <p role="status">{told !== null && <span className="proof differs">{told}</span>}</p>
    </>
  );
}

/** Fetches what a link is about; a link that is none is told in the server's words. */
function useLink<T>(look: () => Promise<T>): { readonly found: T | null; readonly told: string | null } {
  const { text } = useReader();
  const [found, setFound] = useState<T | null>(null);
  const [told, tell] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a link is looked at once
  useEffect(() => {
    look().then(setFound, (error: unknown) => tell(error instanceof Refused ? error.problem.title : text.notReached));
  }, []);
  return { found, told };
}

export function InvitationPage({ room }: { readonly room: string }) {
  const { text } = useReader();
  const { found, told } = useLink<InvitationResponse>(() => lookAt(room, location.hash.slice(1)));
  return (
    <Shell>
      <main id="content" className="alone" tabIndex={-1}>
        {found === null ? (
          <h1>{told ?? text.loading}</h1>
        ) : (
          <Invited
            title={text.invitation(found.agreement)}
            lead={text.invitationFrom(found.inviter, found.from, found.party)}
            invitation={found}
            accept={async () => {
              const { side } = await acceptInvitation(room, location.hash.slice(1));
              location.assign(side === "third-party" ? `/guest/${room}` : `/rooms/${room}`);
            }}
          />
        )}
      </main>
    </Shell>
  );
}

export function MemberInvitationPage() {
  const { text } = useReader();
  const { found, told } = useLink<MemberInvitationResponse>(() => lookAtMember(location.hash.slice(1)));
  return (
    <Shell>
      <main id="content" className="alone" tabIndex={-1}>
        {found === null ? (
          <h1>{told ?? text.loading}</h1>
        ) : (
          <Invited
            title={text.memberInvitation(found.organisation)}
            lead={text.memberInvitationFrom(found.inviter)}
            invitation={found}
            accept={async () => {
              await acceptMember(location.hash.slice(1));
              location.assign("/");
            }}
          />
        )}
      </main>
    </Shell>
  );
}
