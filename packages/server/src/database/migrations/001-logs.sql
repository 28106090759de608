-- Rooms and sources as logs, what is folded from them, and who sees what. Each table that belongs to a log carries its id first
-- in every key, so that the same file serves one PostgreSQL and a distributed one.

create function overens_distribute(name text, key text, near text) returns void language plpgsql as $$
begin
  if not exists (select from pg_extension where extname = 'citus') then return; end if;
  if near is null then perform create_distributed_table(name, key, shard_count => 32);
  else perform create_distributed_table(name, key, colocate_with => near); end if;
end $$;

create table room (
  room_id uuid primary key,
  name text not null,
  agreement text not null,
  root text not null,
  provider text not null,
  customer text not null,
  period text not null,
  sample boolean not null,
  created_at timestamptz not null,
  last_sequence bigint not null,
  head text not null
);
select overens_distribute('room', 'room_id', null);

-- The journal: the chain covers the envelope and a salted hash of the body, so that a body can be erased (null) and the chain still verifies.
create table journal (
  room_id uuid not null references room,
  sequence bigint not null,
  at timestamptz not null,
  kind text not null,
  party text not null,
  person text,
  authority text,
  authentication text not null,
  shown text,
  content text not null,
  salt bytea not null,
  body text,
  previous text not null,
  head text not null,
  primary key (room_id, sequence)
);
select overens_distribute('journal', 'room_id', 'room');

-- Projected from the journal: which sources a room reads.
create table subscription (
  room_id uuid not null references room,
  source_id text not null,
  primary key (room_id, source_id)
);
select overens_distribute('subscription', 'room_id', 'room');

-- Projected from the journal: statements as issued, the result as printed.
create table statement (
  room_id uuid not null references room,
  period text not null,
  number integer not null,
  sequence bigint not null,
  issued_at timestamptz not null,
  result_hash text not null,
  result text not null,
  primary key (room_id, period, number)
);
select overens_distribute('statement', 'room_id', 'room');

-- A source of facts belongs to an organisation; rooms subscribe to it.
create table source (
  source_id text primary key,
  owner text not null,
  last_sequence bigint not null,
  head text not null,
  folded_sequence bigint not null
);
select overens_distribute('source', 'source_id', null);

-- The source's log: batches of facts as received, and the hashes of the blocks folded from them. The body is packed as it says.
create table batch (
  source_id text not null references source,
  sequence bigint not null,
  received_at timestamptz not null,
  kind text not null,
  facts integer not null,
  packing text not null,
  body bytea not null,
  content text not null,
  previous text not null,
  head text not null,
  request_key text not null,
  primary key (source_id, sequence),
  unique (source_id, request_key)
);
alter table batch alter column body set storage external;
select overens_distribute('batch', 'source_id', 'source');

-- What the facts come to: the day blocks of all subjects, one row a series and UTC day.
create table shelf (
  source_id text not null references source,
  series text not null,
  day integer not null,
  hash text not null,
  packing text not null,
  body bytea not null,
  primary key (source_id, series, day)
);
alter table shelf alter column body set storage external;
select overens_distribute('shelf', 'source_id', 'source');

-- Every version of a fact that was corrected, withdrawn or contradicted: what blocks cannot hold.
create table contested (
  source_id text not null references source,
  identity text not null,
  versions text not null,
  primary key (source_id, identity)
);
select overens_distribute('contested', 'source_id', 'source');

-- The context of a transaction: one function sets it, with set local, which also reaches the shards of a distributed server.
create function overens_context(party text, rooms text, sources text) returns void language plpgsql as $$
begin
  execute format('set local app.party = %L', party);
  execute format('set local app.rooms = %L', rooms);
  execute format('set local app.sources = %L', sources);
end $$;

-- Appends to a source: one row, one commit, before the answer. The source's row is the lock and gives the number. It sets its own
-- context, so that a request is one statement and one journey to the database.
create function overens_append(as_party text, into_source text, at timestamptz, entry_kind text, count integer, packed_as text, packed bytea, content_hash text, seal text, key text) returns table (position_sequence bigint, position_head text, known boolean) language plpgsql as $$
declare
  before record;
  earlier record;
  next_head text;
begin
  perform overens_context(as_party, '', into_source);
  select s.last_sequence, s.head into before from source s where s.source_id = into_source for update;
  if not found then return; end if;
  select b.sequence, b.head, b.content into earlier from batch b where b.source_id = into_source and b.request_key = key;
  if found then
    if earlier.content <> content_hash then raise exception 'other body under the same key' using errcode = 'OV422'; end if;
    return query select earlier.sequence, earlier.head, true;
    return;
  end if;
  next_head := encode(sha256(decode(before.head, 'hex') || decode(seal, 'hex')), 'hex');
  update source s set last_sequence = before.last_sequence + 1, head = next_head where s.source_id = into_source;
  insert into batch (source_id, sequence, received_at, kind, facts, packing, body, content, previous, head, request_key) values (into_source, before.last_sequence + 1, at, entry_kind, count, packed_as, packed, content_hash, before.head, next_head, key);
  return query select before.last_sequence + 1, next_head, false;
end $$;

alter table room enable row level security;
create policy room_of_party on room using (provider = current_setting('app.party', true) or customer = current_setting('app.party', true));
alter table journal enable row level security;
create policy journal_of_rooms on journal using (room_id::text = any (string_to_array(current_setting('app.rooms', true), ',')));
alter table subscription enable row level security;
create policy subscription_of_rooms on subscription using (room_id::text = any (string_to_array(current_setting('app.rooms', true), ',')));
alter table statement enable row level security;
create policy statement_of_rooms on statement using (room_id::text = any (string_to_array(current_setting('app.rooms', true), ',')));
alter table source enable row level security;
create policy source_of_rooms on source using (source_id = any (string_to_array(current_setting('app.sources', true), ',')));
alter table batch enable row level security;
create policy batch_of_rooms on batch using (source_id = any (string_to_array(current_setting('app.sources', true), ',')));
alter table shelf enable row level security;
create policy shelf_of_rooms on shelf using (source_id = any (string_to_array(current_setting('app.sources', true), ',')));
alter table contested enable row level security;
create policy contested_of_rooms on contested using (source_id = any (string_to_array(current_setting('app.sources', true), ',')));

grant select, insert on room, journal, subscription, statement, source, batch, shelf, contested to overens_app;
grant update (last_sequence, head) on room to overens_app;
grant update (last_sequence, head, folded_sequence) on source to overens_app;
grant update, delete on shelf, contested to overens_app;
