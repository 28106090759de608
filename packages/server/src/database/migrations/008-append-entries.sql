-- One function appends to sources, whatever the entries are and however many wait: those of several requests in one journey and one
-- commit, a fold's alone within its own transaction. Each entry is a row, a link of its source's chain and an answer of its own, and
-- one that is refused leaves the others as they are. The source's row is the lock and gives the number. Entries come in order of
-- source, so that two journeys never wait for each other in a circle. Bodies stand one after the other in one text of bytes.

create function overens_append_entries(as_party text, into_sources text[], at timestamptz[], kinds text[], counts integer[], packings text[], lengths integer[], bodies bytea, contents text[], seals text[], keys text[]) returns table (outcome text, position_sequence bigint, position_head text) language plpgsql as $$
declare
  source_now text := '';
  sequence_now bigint;
  head_now text;
  before_head text;
  earlier record;
  offset_now integer := 1;
begin
  perform overens_context(as_party, '', array_to_string(into_sources, ','));
  for i in 1 .. array_length(into_sources, 1) loop
    if into_sources[i] <> source_now then
      source_now := into_sources[i];
      select s.last_sequence, s.head into sequence_now, head_now from source s where s.source_id = source_now for update;
    end if;
    outcome := 'none';
    position_sequence := null;
    position_head := null;
    if sequence_now is not null then
      select b.sequence, b.head, b.content into earlier from batch b where b.source_id = source_now and b.request_key = keys[i];
      if found then
        outcome := case when earlier.content = contents[i] then 'known' else 'other' end;
        position_sequence := earlier.sequence;
        position_head := earlier.head;
      else
        outcome := 'new';
        before_head := head_now;
        sequence_now := sequence_now + 1;
        head_now := encode(sha256(decode(before_head, 'hex') || decode(seals[i], 'hex')), 'hex');
        update source set last_sequence = sequence_now, head = head_now where source_id = source_now;
        insert into batch (source_id, sequence, received_at, kind, facts, packing, body, content, previous, head, request_key) values (source_now, sequence_now, at[i], kinds[i], counts[i], packings[i], substring(bodies from offset_now for lengths[i]), contents[i], before_head, head_now, keys[i]);
        position_sequence := sequence_now;
        position_head := head_now;
      end if;
    end if;
    offset_now := offset_now + lengths[i];
    return next;
  end loop;
end $$;

drop function overens_append(text, text, timestamptz, text, integer, text, bytea, text, text, text);
drop function overens_append_many(text[], timestamptz[], integer[], text[], integer[], bytea, text[], text[], text[]);
