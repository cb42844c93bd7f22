-- Providers we connect to and the lines (numbers we text from) they carry.

create table provider_connection (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  account_id uuid not null,
  provider text not null,                           -- folder name under Providers, lower case
  name text not null,
  settings jsonb not null,                          -- without secrets
  secrets bytea,                                    -- encrypted, write-only
  hook_token text not null,                         -- unguessable part of the address given to the provider
  active boolean not null default true,
  tested_at timestamptz, test_ok boolean, test_words text,
  last_hook_at timestamptz,                         -- last verified webhook
  down_since timestamptz, down_words text,          -- P-26
  polled_until timestamptz,                         -- gap filler's cursor: everything received before is stored
  created_at timestamptz not null default now(),
  primary key (root_id, id)
);
create unique index provider_connection_hook on provider_connection (hook_token);

create table line (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  account_id uuid not null,
  connection_id uuid not null,
  number bigint not null,
  name text not null,
  kind smallint not null default 0,                 -- 0 long code, 1 toll-free, 2 short code, 3 text-enabled landline
  active boolean not null default true,
  receiving_checked_at timestamptz,                 -- a real inbound arrived, or polling works
  per_second numeric(8,3) not null default 1,       -- segments per second the carrier allows
  provider_number_id text,
  created_at timestamptz not null default now(),
  primary key (root_id, id)
);
create unique index line_number on line (root_id, number);

create table line_user (
  root_id uuid not null,
  line_id uuid not null,
  user_id uuid not null,
  is_default boolean not null default false,
  primary key (root_id, line_id, user_id),
  foreign key (root_id, line_id) references line on delete cascade
);
create index line_user_user on line_user (root_id, user_id);

-- Pacing: one narrow row per line, never the wide line row. next_at has no index, so that every advance stays HOT.
create table line_send (
  root_id uuid not null,
  line_id uuid not null,
  gap_us bigint not null,                           -- microseconds per segment
  next_at timestamptz not null default now(),
  active boolean not null default true,
  primary key (root_id, line_id)
) with (fillfactor = 30, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
