-- What provider and carriers know of a line (GH-01, P-14).
alter table line
  add column verification smallint not null default 0,   -- 0 nothing to confirm, 1 not confirmed, 2 under review, 3 verified, 4 refused
  add column verification_words text,                    -- the provider's own, or the administrator's note
  add column verification_by text,                       -- provider, administrator
  add column verification_at timestamptz,
  add column confirm_by timestamptz,                     -- a line that was there before the rule sends without until then
  add column campaign text,                              -- 10DLC campaign
  add column carrier_class text,                         -- its class in Lines/Throughput/throughput.json
  add column reserve_percent smallint not null default 10, -- of its pace that broadcasts leave to replies and single texts
  add column pool_id uuid,
  add column pool_position int not null default 0;
update line l set verification = 1, confirm_by = now() + interval '30 days'
from provider_connection c where c.root_id = l.root_id and c.id = l.connection_id and c.provider <> 'simulated';

-- Lines that stand in for each other.
create table line_pool (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  account_id uuid not null,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (root_id, id)
);
create index line_in_pool on line (root_id, pool_id, pool_position) where pool_id is not null;

-- While a line's provider is down its texts go from another line of its pool.
create table line_detour (
  root_id uuid not null,
  line_id uuid not null,
  via_line_id uuid not null,
  since timestamptz not null default now(),
  words text not null,                              -- as the thread tells it
  primary key (root_id, line_id),
  foreign key (root_id, line_id) references line on delete cascade
);

-- The line a text really went from, or came in on, where that is not the conversation's own.
alter table message add column via_line_id uuid, add column via_words text;

-- Broadcasts have a slower clock of their own on each line; null: the line's.
alter table line_send add column many_gap_us bigint, add column many_at timestamptz not null default '-infinity';

-- Pace of a whole provider account; no row: as much as its lines allow.
create table connection_send (
  root_id uuid not null,
  connection_id uuid not null,
  gap_us bigint not null,
  next_at timestamptz not null default now(),
  primary key (root_id, connection_id),
  foreign key (root_id, connection_id) references provider_connection on delete cascade
) with (fillfactor = 30, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);

alter table provider_connection add column per_second numeric(8,3), add column probed_at timestamptz;

-- What a provider said about a person's number, the latest answer.
create table number_lookup (
  root_id uuid not null references organisation on delete cascade,
  number bigint not null,
  kind smallint not null,                           -- Providers/ReachKind
  gets_texts boolean,
  carrier text,
  connection_id uuid not null,
  user_id uuid,                                     -- null: asked before the first text
  at timestamptz not null,
  primary key (root_id, number)
);

-- How many numbers were asked about in a month.
create table lookup_use (
  root_id uuid not null references organisation on delete cascade,
  month date not null,
  asked int not null default 0,
  primary key (root_id, month)
);

-- Many numbers looked up one after the other.
create table lookup_run (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  user_id uuid not null,
  state smallint not null default 0,                -- 0 running, 1 done, 2 stopped by a person, 3 stopped by the month's limit
  numbers bigint[] not null,
  done int not null default 0,
  landlines int not null default 0,
  unanswered int not null default 0,
  lease_until timestamptz not null default '-infinity',
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (root_id, id)
);
create index lookup_run_open on lookup_run (lease_until) where state = 0;

alter table organisation
  add column look_up_new boolean not null default false,      -- before the first text to a number
  add column look_up_month_limit int not null default 500,
  add column look_up_price numeric(8,4) not null default 0.008; -- dollars a number, for the forecast

-- Whose lines: those somebody is on, and all that stand in for them.
create view line_reach as
  select u.root_id, u.user_id, u.line_id from line_user u
  union
  select u.root_id, u.user_id, m.id from line_user u
  join line l on l.root_id = u.root_id and l.id = u.line_id join line m on m.root_id = l.root_id and m.pool_id = l.pool_id;
