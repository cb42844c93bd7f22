-- Long texts that come in pieces, and links to providers that stay open.

-- A piece waits here until the others are there, or for ten minutes; then they are one text and the rows go.
create table inbound_part (
  root_id uuid not null references organisation on delete cascade,
  connection_id uuid not null,
  provider_message_id text not null,
  line_number bigint not null,
  address text not null,                            -- the sender as received
  number bigint,                                    -- null: the sender is not a number
  reference text not null,                          -- with sender, line and count: which text it is a piece of
  count smallint not null,
  position smallint not null,                       -- from 1
  body text not null,
  received_at timestamptz,
  answers_keyword boolean not null,
  arrived_at timestamptz not null,
  text_id uuid, sealed_at timestamptz,              -- no piece joins any more: this text is to be stored
  primary key (root_id, connection_id, provider_message_id)
);
create index inbound_part_text on inbound_part (root_id, connection_id, line_number, address, reference);

-- Links kept open to providers, one row for each; what ended stays a day, to say why.
create table provider_session (
  root_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  node int not null,
  state smallint not null default 0,                -- 0 connecting, 1 bound, 2 ended
  words text not null,
  changed_at timestamptz not null default now(),
  primary key (root_id, id),
  foreign key (root_id, connection_id) references provider_connection on delete cascade
);
create index provider_session_connection on provider_session (root_id, connection_id, changed_at desc);

-- Texts a link brought without an id whose answer is not known to have arrived: if the link breaks, they come again.
create table unproven_text (
  root_id uuid not null,
  connection_id uuid not null,
  digest bytea not null,
  provider_message_id text not null,
  session_id uuid not null,
  taken_at timestamptz not null default now(),
  primary key (root_id, connection_id, digest),
  foreign key (root_id, connection_id) references provider_connection on delete cascade
);
create index unproven_text_session on unproven_text (root_id, session_id);
