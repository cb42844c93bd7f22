-- One conversation per line and number; the inbox reads this row alone.

create table conversation (
  root_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  number bigint not null,                           -- negative: a sender that is not a number, see address
  address text,                                     -- alphanumeric sender as received
  person_id uuid,                                   -- null: unknown sender
  last_seq int not null default 0,
  last_at timestamptz not null,                     -- last activity, what the inbox sorts by
  last_inbound_at timestamptz,
  last_outbound_at timestamptz,
  preview text not null default '',
  preview_direction smallint not null default 0,    -- 0 in, 1 out
  preview_author uuid,
  unread int not null default 0,
  attention smallint not null default 0,            -- 0 done, 1 needs reply, 2 waiting on them
  attention_at timestamptz,
  assignee_id uuid,
  problem boolean not null default false,           -- the last outgoing text was not delivered
  version bigint not null default 0,
  primary key (root_id, id)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
create unique index conversation_pair on conversation (root_id, number, line_id);
create index conversation_inbox on conversation (root_id, line_id, attention, last_at desc, id desc);
create index conversation_recent on conversation (root_id, line_id, last_at desc, id desc);
create index conversation_person on conversation (root_id, person_id) where person_id is not null;

-- One partition for each month, by the time that ids begin with: the key stays (root_id, id), whoever knows an id reads one partition, and
-- a month that may go is dropped and not deleted row by row.
create table message (
  root_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  line_id uuid not null,
  number bigint not null,
  seq int,                                          -- null until sendable
  direction smallint not null,                      -- 0 in, 1 out
  status smallint not null,                         -- Conversations/DeliveryStatus
  body text not null,
  purpose smallint not null default 0,              -- 0 application, 1 job offer, 2 assignment, 3 client
  origin smallint not null default 0,               -- 0 person, 1 api, 2 automatic, 3 broadcast
  author_id uuid,
  segments smallint not null default 1,
  media jsonb,                                      -- [{id, contentType, name, bytes}]
  connection_id uuid,
  provider_message_id text,
  error_code text,                                  -- our class, see Providers/DeliveryProblem
  provider_code text,                               -- theirs
  gate jsonb,                                       -- the kept answer of the send gate
  created_at timestamptz not null,
  due_at timestamptz,                               -- scheduled for, or held until
  handed_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  -- The words, and a mark of the line: whoever sees few lines searches among their texts alone.
  search tsvector not null generated always as (to_tsvector('simple', body) || array_to_tsvector(array['#' || right(line_id::text, 8)])) stored,
  -- For the partial indexes below: status itself stands in none, so that a step from queued to delivered touches no index.
  later boolean not null generated always as (status in (0, 1)) stored,
  undecided boolean not null generated always as (status = 8) stored,
  primary key (root_id, id)
) partition by range (id);
-- Not unique, which an index over partitions cannot be without id: a place is given once because last_seq advances under the conversation's lock.
create index message_thread on message (root_id, conversation_id, seq) where seq is not null;
create index message_provider on message (connection_id, provider_message_id) where direction = 1 and provider_message_id is not null;
create index message_search on message using gin (search) with (fastupdate = on, gin_pending_list_limit = 4096);
create index message_due on message (due_at) where later;
create index message_later on message (root_id, number) where later;
create index message_undecided on message (root_id, created_at) where undecided;
create index message_identical on message (root_id, conversation_id, created_at desc) where direction = 1;

-- What stands in no month: ids without a time, and texts of a month that was not made yet.
create table message_other partition of message default with (fillfactor = 85);

-- The smallest id a text of this moment can have.
create function first_id_of(at timestamptz) returns uuid language sql immutable parallel safe as $$
  select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the months from one day to another that do not exist yet and answers how many that were. It gives up rather than have every text
-- wait behind it for a long transaction; the next call tries again. Texts that were there before their month move into it.
create function make_message_partitions(since date, until date) returns int language plpgsql set lock_timeout = '3s' as $$
declare
  month date := date_trunc('month', since);
  name text;
  low uuid;
  high uuid;
  columns text;
  made int := 0;
begin
  perform pg_advisory_xact_lock(hashtext('make_message_partitions'));
  select string_agg(quote_ident(attname), ', ' order by attnum) into columns
  from pg_attribute where attrelid = 'message'::regclass and attnum > 0 and not attisdropped and attgenerated = '';
  while month <= until loop
    name := to_char(month, '"message_"YYYY"_"MM');
    if to_regclass(name) is null then
      low := first_id_of(month::timestamp at time zone 'UTC');
      high := first_id_of((month + interval '1 month')::timestamp at time zone 'UTC');
      -- Attached, because making it in place would lock out every reader of texts.
      execute format('create table %I (like message including all) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05, '
        'autovacuum_analyze_scale_factor = 0.05)', name);
      execute format('alter table %I add constraint its_month check (id >= %L and id < %L)', name, low, high);
      lock table message_other in access exclusive mode;
      execute format('with early as (delete from message_other where id >= %L and id < %L returning *) insert into %I (%4$s) select %4$s from early',
        low, high, name, columns);
      execute format('alter table message attach partition %I for values from (%L) to (%L)', name, low, high);
      execute format('alter table %I drop constraint its_month', name);
      made := made + 1;
    end if;
    month := month + interval '1 month';
  end loop;
  return made;
end
$$;
select make_message_partitions((now() at time zone 'UTC')::date, (now() at time zone 'UTC' + interval '2 months')::date);

-- Received once, for ever: never pruned with messages (design, I7).
create table inbound_receipt (
  root_id uuid not null,
  connection_id uuid not null,
  provider_message_id text not null,
  message_id uuid not null,
  primary key (root_id, connection_id, provider_message_id)
);

create table media (
  root_id uuid not null,
  id uuid not null,
  message_id uuid,
  position smallint not null default 0,
  content_type text not null,
  name text,
  bytes int,
  content bytea,                                    -- null: in the folder, or not fetched yet
  source text,                                      -- where the provider keeps it
  state smallint not null default 0,                -- 0 stored, 1 to fetch, 2 could not be fetched
  attempts smallint not null default 0,
  created_at timestamptz not null default now(),
  primary key (root_id, id)
);
create index media_message on media (root_id, message_id, position);
create index media_to_fetch on media (created_at) where state = 1;

create table draft (
  root_id uuid not null,
  conversation_id uuid not null,
  user_id uuid not null,
  body text not null,
  updated_at timestamptz not null default now(),
  primary key (root_id, conversation_id, user_id)
);

-- A journal row per text on the record it belongs to.
create table journal_note (
  root_id uuid not null,
  id uuid not null,
  person_id uuid,
  user_id uuid,
  message_id uuid not null,
  kind smallint not null,                           -- 0 text received, 1 text sent
  at timestamptz not null,
  primary key (root_id, id)
);
create index journal_note_person on journal_note (root_id, person_id, at desc) where person_id is not null;

-- A text that the gate refused, kept with its checks.
create table send_refusal (
  root_id uuid not null,
  id uuid not null,
  number bigint,
  person_id uuid,
  line_id uuid,
  user_id uuid,
  at timestamptz not null,
  code text not null,
  gate jsonb not null,
  primary key (root_id, id)
);
create index send_refusal_number on send_refusal (root_id, number, at);

-- How far a text has come; a status is only ever replaced by one of higher rank (design, I6). A positive receipt outranks a failure.
create function delivery_rank(status smallint) returns int language sql immutable parallel safe as $$
  select case status when 0 then 0 when 1 then 0 when 2 then 1 when 3 then 2 when 8 then 3 when 4 then 4 when 10 then 5 when 9 then 5
                     when 6 then 6 when 7 then 6 when 5 then 7 else 8 end
$$;

-- A line's newest row stands last in its key: claims find it at once, however many former ones a long transaction keeps. One row for each
-- line still, put in with it.
alter table line_send drop constraint line_send_pkey;
alter table line_send add primary key (root_id, line_id, next_at);
