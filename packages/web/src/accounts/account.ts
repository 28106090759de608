/** What the pages ask of accounts, invitations and people. */
import type {
  InvitationResponse,
  KeysResponse,
  MailboxResponse,
  MemberInvitationResponse,
  MeResponse,
  PeopleActRequest,
  PeopleResponse,
} from "@overens/api";
import { asked, posted } from "../api.ts";
import { forgetAllWriting } from "../ui/kept.ts";

export type Me = MeResponse;
export type People = PeopleResponse;
export const fetchMe = (): Promise<Me> => asked("/me");
export const sendCode = (email: string): Promise<unknown> =>
  asked("/auth/email-otp/send-verification-otp", posted({ email, type: "sign-in" }));
export const enterCode = (email: string, otp: string): Promise<unknown> =>
  asked("/auth/sign-in/email-otp", posted({ email, otp }));
export const signOut = (): Promise<unknown> => {
  forgetAllWriting();
  return asked("/auth/sign-out", posted({}));
};
export const nameMe = (name: string, language: "sv" | "en"): Promise<unknown> =>
  asked("/me", posted({ name, language }));
/** Ends every session of the person's, in this browser and others. */
export const signOutEverywhere = async (): Promise<void> => {
  await asked("/auth/revoke-sessions", posted({}));
  await signOut();
};
export type Keys = KeysResponse;
export const fetchKeys = (): Promise<Keys> => asked("/me/keys");
export const addKey = (name: string): Promise<{ readonly key: string }> => asked("/me/keys", posted({ name }));
export const removeKey = (key: string): Promise<unknown> => asked(`/me/keys/${key}`, { method: "DELETE" });
export const namePasskey = (id: string, name: string): Promise<unknown> =>
  asked("/auth/passkey/update-passkey", posted({ id, name }));
export const removePasskey = (id: string): Promise<unknown> => asked("/auth/passkey/delete-passkey", posted({ id }));
export const claimOwner = (token: string, address: string): Promise<{ readonly link: string }> =>
  asked("/owner", posted({ token, address }));
export const fetchMailbox = (): Promise<MailboxResponse> => asked("/mailbox");
export const lookAt = (room: string, token: string): Promise<InvitationResponse> =>
  asked("/invitations/look", posted({ room, token }));
export const acceptInvitation = (room: string, token: string): Promise<{ readonly side: string }> =>
  asked("/invitations/accept", posted({ room, token }));
export const lookAtMember = (token: string): Promise<MemberInvitationResponse> =>
  asked("/member-invitations/look", posted({ token }));
export const acceptMember = (token: string): Promise<unknown> => asked("/member-invitations/accept", posted({ token }));
export const fetchPeople = (room: string): Promise<People> => asked(`/rooms/${room}/people`);
export const actOnPeople = (room: string, act: PeopleActRequest): Promise<People> =>
  asked(`/rooms/${room}/people/acts`, posted(act));
