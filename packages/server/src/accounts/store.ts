/** All SQL of accounts: people, organisations and their members, keys, and what the installation knows of itself. */
import type pg from "pg";

export type Queries = Pick<pg.Pool, "query">;
export type OrganisationRow = {
  readonly organisation_id: string;
  readonly name: string;
  readonly registration_number: string;
  readonly public_body: boolean;
};
export type MemberRow = {
  readonly organisation_id: string;
  readonly person_id: string;
  readonly name: string;
  readonly address: string;
  readonly roles: string;
  readonly title: string;
  readonly away_until: string | null;
  readonly deputy: string | null;
};
export type InvitationRow = {
  readonly invitation_id: string;
  readonly organisation_id: string;
  readonly address: string;
  readonly roles: string;
  readonly inviter: string;
  readonly expires_at: Date;
  readonly state: string;
};
export type KeyRow = {
  readonly key_id: string;
  readonly name: string;
  readonly created_at: Date;
  readonly used_at: Date | null;
};
export type PasskeyRow = {
  readonly id: string;
  readonly name: string | null;
  readonly credential: string;
  readonly public_key: string;
  readonly counter: number;
  readonly transports: string | null;
  readonly created_at: Date | null;
};
export type PersonRow = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly language: string | null;
};

/** All of it, or nothing. */
export async function inTransaction<T>(db: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await db.connect();
  try {
    await client.query("begin");
    const done = await work(client);
    await client.query("commit");
    return done;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** The installation's secret; the first process to ask makes it. */
export async function installationSecret(db: Queries, fresh: string): Promise<string> {
  await db.query("insert into installation (id, secret) values (true, $1) on conflict (id) do nothing", [fresh]);
  return (await db.query<{ secret: string }>("select secret from installation")).rows[0]?.secret ?? fresh;
}

/** A fresh link for the owner, unless there is one already; @returns whether the installation waits for its owner */
export async function renewOwnerToken(db: Queries, hash: string, until: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    "update installation set owner_token = $1, owner_token_until = $2 where owner is null",
    [hash, until],
  );
  return rowCount === 1;
}

/** Uses the owner's link up. @returns false when it is none, was used, or is too old */
export async function useOwnerToken(db: Queries, hash: string, now: Date, owner: string): Promise<boolean> {
  const text =
    "update installation set owner_token = null, owner = $3 where owner is null and owner_token = $1 and owner_token_until > $2";
  return (await db.query(text, [hash, now, owner])).rowCount === 1;
}

export async function personById(db: Queries, id: string): Promise<PersonRow | null> {
  return (
    (await db.query<PersonRow>('select id, name, email, language from "user" where id = $1', [id])).rows[0] ?? null
  );
}

export async function namePerson(db: Queries, id: string, name: string, language: string): Promise<void> {
  await db.query('update "user" set name = $2, language = $3, "updatedAt" = now() where id = $1', [id, name, language]);
}

export async function passkeysOf(db: Queries, person: string): Promise<readonly PasskeyRow[]> {
  const text =
    'select id, name, "credentialID" as credential, "publicKey" as public_key, counter, transports, "createdAt" as created_at from passkey where "userId" = $1 order by "createdAt"';
  return (await db.query<PasskeyRow>(text, [person])).rows;
}

export async function insertOrganisation(db: Queries, row: OrganisationRow, at: Date): Promise<void> {
  await db.query(
    "insert into organisation (organisation_id, name, registration_number, public_body, created_at) values ($1, $2, $3, $4, $5)",
    [row.organisation_id, row.name, row.registration_number, row.public_body, at],
  );
}

export async function describeOrganisation(db: Queries, row: OrganisationRow): Promise<void> {
  await db.query(
    "update organisation set name = $2, registration_number = $3, public_body = $4 where organisation_id = $1",
    [row.organisation_id, row.name, row.registration_number, row.public_body],
  );
}

/** Locks an organisation until the transaction ends, so that two changes of its members follow each other. */
export async function lockedOrganisation(db: Queries, id: string): Promise<OrganisationRow | null> {
  const text =
    "select organisation_id, name, registration_number, public_body from organisation where organisation_id = $1 for update";
  return (await db.query<OrganisationRow>(text, [id])).rows[0] ?? null;
}

export async function membershipsOf(
  db: Queries,
  person: string,
): Promise<readonly (OrganisationRow & { readonly roles: string })[]> {
  const text =
    "select o.organisation_id, o.name, o.registration_number, o.public_body, m.roles from member m join organisation o using (organisation_id) where m.person_id = $1 order by o.name, o.organisation_id";
  return (await db.query<OrganisationRow & { readonly roles: string }>(text, [person])).rows;
}

export async function membersOf(db: Queries, organisation: string): Promise<readonly MemberRow[]> {
  const text =
    'select m.organisation_id, m.person_id, u.name, u.email as address, m.roles, m.title, m.away_until::text, m.deputy from member m join "user" u on u.id = m.person_id where m.organisation_id = $1 order by m.since, m.person_id';
  return (await db.query<MemberRow>(text, [organisation])).rows;
}

export async function putMember(
  db: Queries,
  organisation: string,
  person: string,
  roles: string,
  at: Date,
): Promise<void> {
  await db.query(
    "insert into member (organisation_id, person_id, roles, title, since) values ($1, $2, $3, '', $4) on conflict (organisation_id, person_id) do update set roles = excluded.roles",
    [organisation, person, roles, at],
  );
}

export async function describeMember(
  db: Queries,
  organisation: string,
  person: string,
  title: string,
  awayUntil: string | null,
  deputy: string | null,
): Promise<void> {
  await db.query(
    "update member set title = $3, away_until = $4, deputy = $5 where organisation_id = $1 and person_id = $2",
    [organisation, person, title, awayUntil, deputy],
  );
}

export async function removeMember(db: Queries, organisation: string, person: string): Promise<void> {
  await db.query("delete from member where organisation_id = $1 and person_id = $2", [organisation, person]);
  await db.query("update member set deputy = null where organisation_id = $1 and deputy = $2", [organisation, person]);
}

export async function insertInvitation(db: Queries, row: InvitationRow & { readonly token: string }): Promise<void> {
  await db.query(
    "update member_invitation set state = 'revoked' where organisation_id = $1 and address = $2 and state = 'sent'",
    [row.organisation_id, row.address],
  );
  await db.query(
    "insert into member_invitation (invitation_id, organisation_id, address, roles, token, inviter, expires_at, state) values ($1, $2, $3, $4, $5, $6, $7, 'sent')",
    [row.invitation_id, row.organisation_id, row.address, row.roles, row.token, row.inviter, row.expires_at],
  );
}

const invitationColumns = "invitation_id, organisation_id, address, roles, inviter, expires_at, state";

/** An invitation by its token's hash, with the name of the organisation that it is to. */
export async function invitationBy(
  db: Queries,
  token: string,
): Promise<(InvitationRow & { readonly organisation: string }) | null> {
  const text = `select ${invitationColumns}, name as organisation from member_invitation join organisation using (organisation_id) where token = $1`;
  return (await db.query<InvitationRow & { readonly organisation: string }>(text, [token])).rows[0] ?? null;
}

export async function invitationsTo(db: Queries, organisation: string): Promise<readonly InvitationRow[]> {
  return (
    await db.query<InvitationRow>(
      `select ${invitationColumns} from member_invitation where organisation_id = $1 and state = 'sent' order by expires_at`,
      [organisation],
    )
  ).rows;
}

/** @returns false when it is not one that waits */
export async function moveInvitation(
  db: Queries,
  organisation: string,
  invitation: string,
  state: string,
): Promise<boolean> {
  const text =
    "update member_invitation set state = $3 where organisation_id = $1 and invitation_id = $2 and state = 'sent'";
  return (await db.query(text, [organisation, invitation, state])).rowCount === 1;
}

export async function insertKey(
  db: Queries,
  key: string,
  person: string,
  name: string,
  hash: string,
  at: Date,
): Promise<void> {
  await db.query("insert into key (key_id, person_id, name, hash, created_at) values ($1, $2, $3, $4, $5)", [
    key,
    person,
    name,
    hash,
    at,
  ]);
}

export async function keysOf(db: Queries, person: string): Promise<readonly KeyRow[]> {
  return (
    await db.query<KeyRow>(
      "select key_id, name, created_at, used_at from key where person_id = $1 order by created_at desc",
      [person],
    )
  ).rows;
}

export async function removeKey(db: Queries, person: string, key: string): Promise<boolean> {
  return (await db.query("delete from key where person_id = $1 and key_id = $2", [person, key])).rowCount === 1;
}

/** The person whose key it is, and marks that it was used. */
export async function personByKey(db: Queries, hash: string, at: Date): Promise<PersonRow | null> {
  const { rows } = await db.query<{ person_id: string }>(
    "update key set used_at = $2 where hash = $1 returning person_id",
    [hash, at],
  );
  return rows[0] ? personById(db, rows[0].person_id) : null;
}
