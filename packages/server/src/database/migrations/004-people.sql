-- People in rooms: who takes part where, a party's own lane, and third parties. A room that nobody signs in to is open: it is
-- chosen with "see as", on this machine only, and nothing in it binds anybody.

alter table room add column open boolean not null default true;

-- The keys of third parties, comma on both sides of each.
alter table room add column others text not null default ',';

-- Set where somebody has signed in; beside party, rooms and sources.
create function overens_context_of(person text, party text, rooms text, sources text) returns void language plpgsql as $$
begin
  execute format('set local app.person = %L', person);
  perform overens_context(party, rooms, sources);
end $$;

drop policy room_of_party on room;

create policy room_of_party on room using (provider = current_setting('app.party', true) or customer = current_setting('app.party', true) or position(',' || nullif(current_setting('app.party', true), '') || ',' in others) > 0);

grant update (agreement, root, name, period, others) on room to overens_app;

-- Projected from the journal: which rooms a person takes part in, for pages across rooms. Kept by person.
create table participation (
  person_id text not null,
  room_id uuid not null,
  party text not null,
  side text not null,
  joined_at timestamptz not null,
  has_left boolean not null,
  primary key (person_id, room_id)
);
select overens_distribute('participation', 'person_id', null);

-- A party's own lane: a journal of its own form and chain, in tables of its own.
create table private_lane (
  room_id uuid not null references room,
  party text not null,
  last_sequence bigint not null,
  head text not null,
  primary key (room_id, party)
);
select overens_distribute('private_lane', 'room_id', 'room');

create table private_journal (
  room_id uuid not null,
  party text not null,
  sequence bigint not null,
  at timestamptz not null,
  kind text not null,
  person text,
  authority text,
  authentication text not null,
  content text not null,
  salt bytea not null,
  body text,
  previous text not null,
  head text not null,
  primary key (room_id, party, sequence),
  foreign key (room_id, party) references private_lane
);
select overens_distribute('private_journal', 'room_id', 'room');

alter table participation enable row level security;
create policy participation_of_person on participation using (person_id = current_setting('app.person', true) or room_id::text = any (string_to_array(current_setting('app.rooms', true), ',')));
alter table private_lane enable row level security;
create policy private_lane_of_party on private_lane using (party = current_setting('app.party', true) and room_id::text = any (string_to_array(current_setting('app.rooms', true), ',')));
alter table private_journal enable row level security;
create policy private_journal_of_party on private_journal using (party = current_setting('app.party', true) and room_id::text = any (string_to_array(current_setting('app.rooms', true), ',')));

grant select, insert on participation, private_lane, private_journal to overens_app;
grant update (has_left) on participation to overens_app;
grant update (last_sequence, head) on private_lane to overens_app;
