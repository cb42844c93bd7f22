-- What became of the nightly backups and the weekly trial restores; of the installation, not of one organisation.
create table backup_run (
  id bigint generated always as identity primary key,
  kind text not null,                               -- backup, trial
  at timestamptz not null,
  ok boolean not null,
  words text not null
);

-- A restored organisation is quiet until it was compared with its providers (P-05).
create table restore_check (
  root_id uuid primary key references organisation on delete cascade,
  taken_at timestamptz not null,
  restored_at timestamptz not null,
  settled_at timestamptz
);

-- Waiting when the backup was taken: looked up at the provider before it may be claimed.
alter table outbox add column look_up_first boolean not null default false;
