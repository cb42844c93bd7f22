-- Keys that encrypt and seal, a set for each organisation, themselves encrypted by the key that lies outside the database.
create table data_key (
  root_id uuid not null,                            -- all zero: of the installation
  id uuid not null,
  use smallint not null,                            -- 0 secrets, 1 seals of the audit log, 2 look-up hashes and links
  wrapped bytea not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz,                           -- no longer encrypts; kept until nothing needs it
  primary key (root_id, id)
);
create unique index data_key_current on data_key (root_id, use) where retired_at is null;

-- The place of an entry in the chain of its organisation. A table of its own: entries are written in the transaction of every text and pay
-- nothing for being sealed.
create table audit_seal (
  root_id uuid not null,
  position bigint not null,
  entry_id uuid not null,
  salt bytea,                                       -- null: the entry has no detail, or it was erased
  detail_digest bytea,                              -- of salt and detail: both can be erased and the chain still fits
  mac bytea not null,                               -- over the entry, its position and the mac before it
  sealed_at timestamptz not null,
  erased_at timestamptz,
  erased_mac bytea,                                 -- tells an erasure of ours from a loss
  primary key (root_id, position)
);
create unique index audit_seal_entry on audit_seal (root_id, entry_id);

-- How far the chain of an organisation goes; the data folder keeps a copy.
create table audit_head (
  root_id uuid primary key,
  position bigint not null default 0,
  mac bytea not null default '',
  head_mac bytea,                                   -- over all of the above and the time
  sealed_at timestamptz,
  scanned_from uuid not null default '00000000-0000-0000-0000-000000000000',  -- every entry before it that can still come is sealed
  checked_at timestamptz,
  faults int,                                       -- what the last check found
  first_fault text
);

-- Decisions are searched; the one entry of each text stays out of the way.
create index audit_entry_decided on audit_entry (root_id, id desc) where action <> 'text.written';
create index audit_entry_actor on audit_entry (root_id, actor_id, id desc) where action <> 'text.written';
create index audit_entry_subject on audit_entry (root_id, subject_id, id desc) where action <> 'text.written';

-- Only erasing what an entry says about a person, and the removal of a whole organisation, may touch what is written.
create function keep_audit() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if current_setting('rosterline.removes', true) = old.root_id::text then return old; end if;
  elsif tg_op = 'UPDATE' and tg_table_name = 'audit_entry' and current_setting('rosterline.erases', true) = old.root_id::text then
    if (to_jsonb(new) - 'detail') = (to_jsonb(old) - 'detail') and new.detail is null then return new; end if;
  elsif tg_op = 'UPDATE' and tg_table_name = 'audit_seal' and current_setting('rosterline.erases', true) = old.root_id::text then
    if (to_jsonb(new) - 'salt' - 'erased_at' - 'erased_mac') = (to_jsonb(old) - 'salt' - 'erased_at' - 'erased_mac') and new.salt is null then return new; end if;
  end if;
  raise exception 'The audit log stays as it was written.' using errcode = 'integrity_constraint_violation';
end
$$;
create trigger keep_audit before update or delete on audit_entry for each row execute function keep_audit();
create trigger keep_audit before update or delete on audit_seal for each row execute function keep_audit();
create trigger keep_audit_whole before truncate on audit_entry for each statement execute function keep_audit();
create trigger keep_audit_whole before truncate on audit_seal for each statement execute function keep_audit();
