-- The built-in carrier: the outside world of simulated lines. Its owner is the organisation whose world it is;
-- apart from that nothing here refers to our own records, and it is reached by HTTP only.

create table carrier_account (
  id uuid primary key,
  owner uuid not null references organisation on delete cascade,
  name text not null,
  token_hash bytea not null,
  token bytea not null                              -- encrypted; signs webhooks
);
create unique index carrier_account_token on carrier_account (token_hash);
create index carrier_account_owner on carrier_account (owner);

create table carrier_number (
  owner uuid not null,
  number bigint not null,
  id uuid not null,
  account_id uuid not null references carrier_account on delete cascade,
  name text not null,
  incoming_url text,                                -- where its received texts are announced
  primary key (owner, number)
);
create index carrier_number_account on carrier_number (account_id);

create table carrier_message (
  owner uuid not null references organisation on delete cascade,
  id uuid not null,
  account_id uuid not null,
  direction smallint not null,                      -- 0 from a phone to a line, 1 from a line to a phone
  reference uuid,                                   -- the sender's own id; not unique: this carrier does not hide a double
  line bigint not null,
  phone bigint not null,
  body text not null,
  media text,                                       -- addresses, one per row of text
  status smallint not null,                         -- 0 accepted, 1 sent, 2 delivered, 3 undelivered, 4 failed
  code text,
  arrives boolean not null,                         -- shown on the phone
  at timestamptz not null,
  primary key (owner, id)
) with (fillfactor = 85);
create index carrier_message_reference on carrier_message (account_id, reference) where reference is not null;
create index carrier_message_phone on carrier_message (owner, phone, id);
create index carrier_message_received on carrier_message (account_id, id) where direction = 0;

-- What is to be announced by webhook; deleted when the receiver answered 2xx.
create table carrier_event (
  id bigint generated always as identity primary key,
  owner uuid not null references organisation on delete cascade,
  account_id uuid not null,
  message_id uuid not null,
  kind smallint not null,                           -- 0 received, else the message's new status
  code text,
  url text,                                         -- null: happens without being announced
  at timestamptz not null,
  due_at timestamptz not null,                      -- also the end of a running attempt's lease
  attempt smallint not null default 0
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
create index carrier_event_due on carrier_event (due_at, id);
create index carrier_event_owner on carrier_event (owner);

create table carrier_phone (
  owner uuid not null references organisation on delete cascade,
  number bigint not null,
  last_id uuid not null,
  unread int not null default 0,
  primary key (owner, number)
) with (fillfactor = 80);

create table carrier_fault (
  owner uuid primary key references organisation on delete cascade,
  mode text not null,
  delay_ms int not null default 0
);
