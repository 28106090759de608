-- What a room's journal comes to up to an entry, so that a long one need not be read from its beginning. It can be thrown away at
-- any time: nothing rests on it, an export does not have it, and verification reads the entries.
create table folded_room (
  room_id uuid not null references room,
  -- Which rules folded it: those of another program are not asked.
  rules text not null,
  sequence bigint not null,
  head text not null,
  state text not null,
  primary key (room_id)
);
select overens_distribute('folded_room', 'room_id', 'room');

alter table folded_room enable row level security;
create policy folded_room_of_rooms on folded_room using (room_id::text = any (string_to_array(current_setting('app.rooms', true), ',')));

grant select, insert, update on folded_room to overens_app;
