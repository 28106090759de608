-- Projected from the journal: by what hash a link is known, and whose it is. Whoever holds the token reads its row and no other.

create function overens_token(token text) returns void language plpgsql as $$
begin
  execute format('set local app.token = %L', token);
end $$;

create table invitation_link (
  room_id uuid not null references room,
  token text not null,
  party text not null,
  primary key (room_id, token)
);
select overens_distribute('invitation_link', 'room_id', 'room');

alter table invitation_link enable row level security;
create policy invitation_link_of_holder on invitation_link using (token = current_setting('app.token', true) or room_id::text = any (string_to_array(current_setting('app.rooms', true), ',')));

grant select, insert on invitation_link to overens_app;
