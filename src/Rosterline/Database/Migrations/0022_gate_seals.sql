-- How far the answers of the send gate are sealed (design, I11): their digests stand in the audit log, the answers stay with their texts.
create table gate_seal (
  root_id uuid primary key,
  position bigint not null default 0,               -- texts whose entry stands in the chain up to here
  refusal uuid not null default '00000000-0000-0000-0000-000000000000',  -- refused texts up to here
  sealed_at timestamptz not null default '-infinity'
);

-- Texts whose answer may still change: they wait, are on their way, or are undecided.
create table gate_open (
  root_id uuid not null,
  message_id uuid not null,
  primary key (root_id, message_id)
);

-- Whom the organisation's people ask when something does not work (GH-25).
alter table organisation add column support jsonb;
