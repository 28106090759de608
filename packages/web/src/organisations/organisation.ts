/** What the pages ask of organisations. */
import type { OrganisationResponse } from "@overens/api";
import { asked, posted } from "../api.ts";

export type Organisation = OrganisationResponse;
export type Member = Organisation["members"][number];
export type Described = Pick<Organisation, "name" | "registration_number" | "public_body">;
export type Role = Member["roles"][number];

const put = (body: object): RequestInit => ({ ...posted(body), method: "PUT" });
const gone: RequestInit = { method: "DELETE" };
const at = (organisation: string): string => `/organisations/${organisation}`;

export const fetchOrganisation = (organisation: string): Promise<Organisation> =>
  asked(`/organisations/${encodeURIComponent(organisation)}`);
export const makeOrganisation = (described: Described): Promise<{ readonly organisation: string }> =>
  asked("/organisations", posted(described));
export const describeOrganisation = (organisation: string, described: Described): Promise<unknown> =>
  asked(at(organisation), put(described));
export const inviteMember = (organisation: string, address: string, roles: readonly Role[]): Promise<unknown> =>
  asked(`${at(organisation)}/invitations`, posted({ address, roles }));
export const takeBack = (organisation: string, invitation: string): Promise<unknown> =>
  asked(`${at(organisation)}/invitations/${invitation}`, gone);
export const changeMember = (
  organisation: string,
  person: string,
  change: Partial<Pick<Member, "roles" | "title" | "away_until" | "deputy">>,
): Promise<unknown> => asked(`${at(organisation)}/members/${person}`, put(change));
export const removeMember = (organisation: string, person: string): Promise<unknown> =>
  asked(`${at(organisation)}/members/${person}`, gone);
