-- A line's note, who its unread texts are unread for, and pauses of one line or of one account with everything below.
alter table line
  add column note text,                             -- where its texts and calls go besides, who answers
  add column read_each boolean not null default false,   -- unread for each one by herself; else viewing clears for everybody
  add column paused_at timestamptz,
  add column paused_by uuid,
  add column paused_reason text;
create index line_paused on line (root_id, id) where paused_at is not null;

alter table account
  add column paused_at timestamptz,
  add column paused_by uuid,
  add column paused_reason text;
create index account_paused on account (root_id, id) where paused_at is not null;

-- Lines that stand still: paused themselves, or belonging to a paused account or one below it. Every organisation's, for dispatch.
create view paused_line as
with recursive below as (
  select a.root_id, a.id, a.id as paused_id, a.paused_at, a.paused_by, a.paused_reason from account a where a.paused_at is not null
  union
  select a.root_id, a.id, b.paused_id, b.paused_at, b.paused_by, b.paused_reason from account a join below b on b.root_id = a.root_id and b.id = a.parent_id)
select l.root_id, l.id as line_id, l.paused_at, l.paused_by, l.paused_reason, null::uuid as account_id from line l where l.paused_at is not null
union all
select l.root_id, l.id, b.paused_at, b.paused_by, b.paused_reason, b.paused_id from below b join line l on l.root_id = b.root_id and l.account_id = b.id;

-- How many of a conversation's unread texts somebody has seen, on lines that are unread for each one.
create table conversation_view (
  root_id uuid not null,
  conversation_id uuid not null,
  user_id uuid not null,
  seen int not null,
  viewed_at timestamptz not null,
  primary key (root_id, conversation_id, user_id),
  foreign key (root_id, conversation_id) references conversation on delete cascade
);

-- Whether colleagues who may not read a conversation are told that somebody texted the person, and when (P-09).
alter table organisation add column tell_texted boolean not null default true;

-- A key that reaches no further than its account and what is below.
alter table api_key add column narrowed boolean not null default false;
