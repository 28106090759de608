-- People who sign in, their organisations and their mail. These tables stay on one node and in a schema of their own; one role
-- reaches them and nothing else, and the role that serves rooms cannot. A room copies what it must prove, and refers to none.

create schema auth;

create table auth."user" (
  "id" text not null primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  "language" text
);

create table auth."session" (
  "id" text not null primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "means" text
);
create index session_of_user on auth."session" ("userId");

create table auth."account" (
  "id" text not null primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);
create index account_of_user on auth."account" ("userId");

create table auth."verification" (
  "id" text not null primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index verification_by_identifier on auth."verification" ("identifier");

create table auth."passkey" (
  "id" text not null primary key,
  "name" text,
  "publicKey" text not null,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "credentialID" text not null,
  "counter" integer not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  "transports" text,
  "createdAt" timestamptz,
  "aaguid" text
);
create index passkey_of_user on auth."passkey" ("userId");
create index passkey_by_credential on auth."passkey" ("credentialID");

-- One row: what the installation is known by to itself. The owner's link is kept as a hash and works once.
create table auth.installation (
  id boolean not null primary key check (id),
  secret text not null,
  owner_token text,
  owner_token_until timestamptz,
  owner text
);

create table auth.organisation (
  organisation_id uuid not null primary key,
  name text not null,
  registration_number text not null,
  public_body boolean not null,
  created_at timestamptz not null
);

create table auth.member (
  organisation_id uuid not null references auth.organisation,
  person_id text not null references auth."user" ("id"),
  roles text not null,
  title text not null,
  away_until date,
  deputy text,
  since timestamptz not null,
  primary key (organisation_id, person_id)
);
create index member_of_person on auth.member (person_id);

create table auth.member_invitation (
  invitation_id uuid not null primary key,
  organisation_id uuid not null references auth.organisation,
  address text not null,
  roles text not null,
  token text not null unique,
  inviter text not null,
  expires_at timestamptz not null,
  state text not null
);

-- Keys of the command line: the hash alone.
create table auth.key (
  key_id uuid not null primary key,
  person_id text not null references auth."user" ("id") on delete cascade,
  name text not null,
  hash text not null unique,
  created_at timestamptz not null,
  used_at timestamptz
);

-- Letters to people. The key makes a letter once-only: the same step never makes two.
create table auth.mail (
  mail_id uuid not null primary key,
  once text not null unique,
  address text not null,
  kind text not null,
  language text not null,
  subject text not null,
  body text not null,
  made_at timestamptz not null,
  next_try_at timestamptz,
  tries integer not null,
  sent_at timestamptz,
  last_error text
);
create index mail_waiting on auth.mail (next_try_at) where sent_at is null;
create index mail_to on auth.mail (address, made_at);

grant usage on schema auth to overens_auth;
grant select, insert, update, delete on all tables in schema auth to overens_auth;
