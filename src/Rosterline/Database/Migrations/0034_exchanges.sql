-- Every call to a provider and every webhook from one, without secrets and words of texts; a partition a day, dropped after 30.
create table exchange (
  root_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  message_id uuid,
  provider_message_id text,
  direction smallint not null,                      -- 0 webhook received, 1 call made
  what text not null,                               -- send, look_up, list, test, ... or webhook
  method text not null,
  place text not null,                              -- host and path, long secrets and numbers shortened
  status int,                                       -- null: no answer
  verdict text not null,                            -- ok, refused, not_sent, lost, kept_back, barred; forged, malformed, too_large, not_stored
  words text,
  took_ms int not null,
  bytes int not null,                               -- of the answer, or of the webhook
  stands_for smallint not null default 1,           -- under load only one of so many that went well is kept
  primary key (root_id, id)
) partition by range (id);
create index exchange_connection on exchange (root_id, connection_id, id);
create index exchange_message on exchange (root_id, message_id) where message_id is not null;
create index exchange_provider on exchange (connection_id, provider_message_id) where provider_message_id is not null;

-- A day that was not made yet.
create table exchange_other partition of exchange default;

-- Makes the days from one to another and drops those before; answers how many were made. Gives up rather than have writers wait.
create function keep_exchanges(since date, until date) returns int language plpgsql set lock_timeout = '3s' as $$
declare
  day date := since;
  name text;
  low uuid;
  high uuid;
  made int := 0;
  old record;
begin
  perform pg_advisory_xact_lock(hashtext('keep_exchanges'));
  while day <= until loop
    name := to_char(day, '"exchange_"YYYY"_"MM"_"DD');
    if to_regclass(name) is null then
      low := first_id_of(day::timestamp at time zone 'UTC');
      high := first_id_of((day + 1)::timestamp at time zone 'UTC');
      execute format('create table %I (like exchange including all)', name);
      lock table exchange_other in access exclusive mode;
      execute format('with early as (delete from exchange_other where id >= %L and id < %L returning *) insert into %I select * from early', low, high, name);
      execute format('alter table exchange attach partition %I for values from (%L) to (%L)', name, low, high);
      made := made + 1;
    end if;
    day := day + 1;
  end loop;
  for old in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'exchange'::regclass and c.relname ~ '^exchange_\d{4}_\d\d_\d\d$' and to_date(substr(c.relname, 10), 'YYYY_MM_DD') < since - 30
  loop
    execute format('drop table %I', old.relname);
  end loop;
  delete from exchange_other where id < first_id_of((since - 30)::timestamp at time zone 'UTC');
  delete from connection_count where at < (since - 30)::timestamp at time zone 'UTC';
  return made;
end
$$;

-- What a provider account did in five minutes: texts by outcome, problems, receipts, and times of answers by upper bound.
create table connection_count (
  root_id uuid not null,
  connection_id uuid not null,
  at timestamptz not null,                          -- start of the five minutes
  what text not null,                               -- accepted, refused, try_again, unclear, problem:…, webhook, receipt, ms:…
  n bigint not null,
  primary key (root_id, connection_id, at, what)
) with (fillfactor = 70);
create index connection_count_old on connection_count (at);
select keep_exchanges((now() at time zone 'UTC')::date, (now() at time zone 'UTC')::date + 2);
