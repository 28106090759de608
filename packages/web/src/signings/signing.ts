/** What the pages ask of signing. */
import type { SigningActRequest, SigningKeysResponse, SigningResponse, SignRequest } from "@overens/api";
import { asked, posted, Refused } from "../api.ts";

export type SigningOf = SigningResponse;
export type SigningAct = SigningActRequest;
export type Party = SigningOf["parties"][number];
export type Signature = SigningOf["signatures"][number];
/** The agreement that is signed, as far as its signer may see it. */
export type About = { readonly room: string; readonly name: string };
/** Sends an act; false when it was refused, and the page says why. */
export type Act = (wanted: SigningAct) => Promise<boolean>;

/** Null where nothing is negotiated yet. */
export async function fetchSigning(room: string): Promise<SigningOf | null> {
  try {
    return await asked<SigningOf>(`/rooms/${room}/signing`);
  } catch (error) {
    if (error instanceof Refused && error.problem.type.endsWith("/no-draft")) return null;
    throw error;
  }
}
export const actOnSigning = (room: string, act: SigningAct): Promise<SigningOf> =>
  asked(`/rooms/${room}/signing/acts`, posted(act));
export const sendSigningCode = (room: string, signature: string, binding: string): Promise<unknown> =>
  asked(`/rooms/${room}/signing/code`, posted({ signature, binding }));
export const sign = (room: string, request: SignRequest): Promise<SigningOf> =>
  asked(`/rooms/${room}/signing/signatures`, posted(request));
export const fetchSigningKeys = (room: string): Promise<SigningKeysResponse> => asked(`/rooms/${room}/signing/keys`);
