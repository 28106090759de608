-- Files that belong to a room as evidence, by the hash of their bytes: what was signed elsewhere. The journal names the hash.

create table evidence_file (
  room_id uuid not null references room,
  hash text not null,
  name text not null,
  received_at timestamptz not null,
  party text not null,
  body bytea not null,
  primary key (room_id, hash)
);
select overens_distribute('evidence_file', 'room_id', 'room');

alter table evidence_file enable row level security;
create policy evidence_file_of_rooms on evidence_file using (room_id::text = any (string_to_array(current_setting('app.rooms', true), ',')));

grant select, insert on evidence_file to overens_app;

-- Projected from the journal: rooms that have a plan, so that whoever reminds people need not open every room.
create table planned_room (
  room_id uuid not null references room,
  party text not null,
  primary key (room_id)
);
select overens_distribute('planned_room', 'room_id', 'room');

alter table planned_room enable row level security;
create policy planned_room_of_rooms on planned_room using (room_id::text = any (string_to_array(current_setting('app.rooms', true), ',')));

grant select, insert on planned_room to overens_app;
