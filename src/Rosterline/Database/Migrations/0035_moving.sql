-- Moving an organisation from one Rosterline to another.

-- Exports that somebody asked for. The file lies in the data folder of the computer that wrote it.
create table organisation_export (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  user_id uuid not null,
  state smallint not null,                          -- 0 waiting, 1 running, 2 done, 3 cancelled, 4 failed, 5 removed after a week
  step text,                                        -- the file it is at
  files int not null default 0,                     -- files that are finished
  of_files int not null default 0,
  rows bigint not null default 0,                   -- rows written
  bytes bigint,                                     -- of the whole file
  host text,                                        -- the computer it lies on
  failure text,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (root_id, id)
);
create index organisation_export_open on organisation_export (created_at) where state in (0, 1);

-- An audit log that came with its organisation keeps the seals it had there, as evidence: they fit the key of the Rosterline that made them.
-- Here its entries are sealed anew, each in its place.
create table imported_seal (
  root_id uuid not null,
  position bigint not null,
  mac bytea not null,
  erased_mac bytea,
  primary key (root_id, position)
);
