-- One text to many: each recipient gets a text of her own in her own conversation (EN-16).

create table broadcast (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  account_id uuid not null,
  author_id uuid not null,
  title text not null,                              -- where its people came from, or how the text begins
  state smallint not null,                          -- 0 draft, 1 about to start, 2 running, 3 paused, 4 done, 5 cancelled
  purpose smallint not null,
  body text not null,                               -- with its fields; filled in for each person when her text is written
  variants jsonb,                                   -- the same in other languages: {"es": "…"} (P-21)
  media jsonb,
  line_id uuid,                                     -- null: for each person the line she knows (P-17)
  lines uuid[] not null default '{}',               -- those its people are texted from
  posting_id uuid, order_id uuid,
  audience jsonb,                                   -- of a draft: what was chosen
  window_key text,                                  -- the opened window; it sends once however often Send is pressed
  schedule_id uuid,
  again boolean not null default false,             -- the same words on purpose, to those whom they did not reach
  total int not null default 0,
  created_at timestamptz not null default now(),
  starts_at timestamptz not null,                   -- until then it can be undone and nobody was texted
  finished_at timestamptz,
  stopped_by uuid, stopped_at timestamptz, stopped_why text,   -- who paused or cancelled it
  primary key (root_id, id)
);
create unique index broadcast_window on broadcast (root_id, author_id, window_key) where window_key is not null;
create index broadcast_newest on broadcast (root_id, created_at desc, id desc);
create index broadcast_open on broadcast (starts_at) where state in (1, 2);

create table broadcast_recipient (
  root_id uuid not null,
  broadcast_id uuid not null,
  position int not null,
  person_id uuid not null,
  also uuid[],                                      -- others of the selection with the same number; on their records too (EN-19)
  number bigint,
  field smallint,                                   -- which of her numbers, see person_number.kind
  line_id uuid,
  state smallint not null,                          -- 0 waiting, 1 written, 2 not texted, 3 cancelled, 4 was due while the system was down
  message_id uuid not null,                         -- given before it is written, so that it is written once
  due_at timestamptz not null,
  expires_at timestamptz,
  code text, words text,                            -- why not texted
  gate jsonb,
  decided_at timestamptz,
  primary key (root_id, broadcast_id, position),
  foreign key (root_id, broadcast_id) references broadcast on delete cascade
) with (fillfactor = 85);
create index broadcast_recipient_next on broadcast_recipient (root_id, broadcast_id, line_id, due_at, position) where state = 0;
create index broadcast_recipient_person on broadcast_recipient (root_id, person_id, broadcast_id);

-- Repeated sending: each time it comes round it makes a broadcast of whoever is in the audience then.
create table send_schedule (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  account_id uuid not null,
  author_id uuid not null,
  name text not null,
  repeat char(1) not null,                          -- O once, D daily, W weekly, M monthly, Y yearly
  days text,                                        -- of W: letters of M T W R F S U
  day smallint,                                     -- of M: of the month, its last when it has fewer
  at_time time not null,
  time_zone text not null,                          -- what day it is; each person gets the text at this time of her own zone
  audience jsonb not null,                          -- people, a hotlist, a search, or who starts an assignment that many days later
  purpose smallint not null,
  body text not null,
  media jsonb,
  line_id uuid,
  active boolean not null default true,
  next_at timestamptz,                              -- null: never again
  last_broadcast_id uuid,
  created_at timestamptz not null default now(),
  primary key (root_id, id)
);
create index send_schedule_next on send_schedule (next_at) where active and next_at is not null;

-- When some node last looked for texts that are due: what was due in a longer gap was missed, what waits for its line was not (P-27).
create table sending_clock (
  one boolean primary key default true check (one),
  alive_at timestamptz not null default now(),
  fed_by int,                                       -- the node whose turn it is to feed broadcasts
  fed_until timestamptz not null default now()
);
insert into sending_clock default values;

-- One picture goes to all; whoever sees one of the texts sees it.
alter table media add column broadcast_id uuid;

-- A text that is of no use after a moment is not sent after it (G-04, P-04).
alter table message add column expires_at timestamptz;

-- Who gets the answer to a broadcast, unless the conversation has somebody (P-15).
alter table conversation add column answers_to uuid;

-- Settings of sending for the whole organisation.
alter table organisation
  add column fall_through boolean not null default false,        -- text the next good number when the first cannot be texted (EN-18)
  add column schedule_in_window boolean not null default true,   -- scheduling in the Send window (EN-25, EN-27)
  add column broadcast_undo_seconds int not null default 60,
  add column calling_hours boolean not null default true;        -- broadcasts and scheduled texts keep the hours of the place they go to
