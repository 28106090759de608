-- Codes that wait to be typed by whoever signs: one a request, as a hash, for exactly what was on the screen.
create table auth.signing_code (
  signature_id text not null primary key,
  person_id text not null references auth."user" ("id") on delete cascade,
  binding text not null,
  code text not null,
  expires_at timestamptz not null,
  tries integer not null
);
grant select, insert, update, delete on auth.signing_code to overens_auth;
