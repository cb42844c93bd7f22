-- Only unfinished texts live here; a row is deleted when its outcome is final.
create table outbox (
  root_id uuid not null,
  message_id uuid not null,
  line_id uuid not null,
  conversation_id uuid not null,
  seq int not null,
  number bigint not null,
  lane smallint not null,                           -- 0 replies and confirmations, 1 single texts, 2 broadcasts
  due_at timestamptz not null,
  segments smallint not null,
  exempt boolean not null default false,            -- the one confirmation of an opt-out
  state smallint not null,                          -- 0 waiting behind another, 1 ready, 2 claimed, 3 outcome unknown, being looked up
  claimed_by int,                                   -- who may write the outcome; a look-up takes it over
  sent_by int,                                      -- whose request may be under way
  attempt smallint not null default 0,
  slot_at timestamptz,
  lease_until timestamptz,
  first_claimed_at timestamptz,                     -- a retry blocks for two minutes at most
  looked_up smallint not null default 0,
  expires_at timestamptz,
  primary key (root_id, message_id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
create index outbox_ready on outbox (root_id, line_id, lane, due_at, seq) where state = 1;
create unique index outbox_one_head on outbox (root_id, conversation_id) where state in (1, 2, 3);   -- the database holds the order
create unique index outbox_order on outbox (root_id, conversation_id, seq);
create index outbox_lease on outbox (lease_until) where state in (2, 3);
create index outbox_number on outbox (root_id, number);
