-- One record per human, who can be candidate, employee and contact at once (P-33).

create table company (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  name text not null,
  primary key (root_id, id)
);
create unique index company_name on company (root_id, lower(name));

create table person (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  account_id uuid not null,                         -- branch
  first_name text not null default '',
  last_name text not null default '',
  name text not null generated always as (btrim(first_name || ' ' || last_name)) stored,
  is_candidate boolean not null default false,
  is_employee boolean not null default false,
  is_contact boolean not null default false,
  is_active boolean not null default true,
  email text,
  external_id text,                                 -- the ATS's own id
  company_id uuid,
  title text,
  rep_id uuid,
  language text,                                    -- en, es
  city text, state text, zip text, time_zone text,
  notes text,
  locked_at timestamptz, locked_by uuid, locked_reason text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- What the search box looks in, without case and accents: "jose" finds José.
  search text not null generated always as (translate(
    lower(first_name || ' ' || last_name || ' ' || coalesce(email, '') || ' ' || coalesce(external_id, '')),
    'áàâäãåçéèêëíìîïñóòôöõøúùûüýÿÁÀÂÄÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØÚÙÛÜÝ', 'aaaaaaceeeeiiiinoooooouuuuyyaaaaaaceeeeiiiinoooooouuuuy')) stored,
  primary key (root_id, id)
);
create unique index person_external_id on person (root_id, external_id) where external_id is not null;
create index person_email on person (root_id, lower(email)) where email is not null;
-- The lists of people, one per tab, in the order they are paged by.
create index person_by_name on person (root_id, lower(last_name), lower(first_name), id);
create index person_candidates on person (root_id, lower(last_name), lower(first_name), id) where is_candidate;
create index person_employees on person (root_id, lower(last_name), lower(first_name), id) where is_employee;
create index person_contacts on person (root_id, lower(last_name), lower(first_name), id) where is_contact;
create index person_search on person using gin (search gin_trgm_ops);

create table person_number (
  root_id uuid not null,
  person_id uuid not null,
  kind smallint not null,                           -- in order of priority: 0 SMS, 1 cell, 2 phone, 3 office, 4 home
  raw text not null,                                -- as typed
  number bigint,                                    -- E.164 digits, null when it cannot be a number
  extension text,
  problem text,                                     -- null: can be texted; else a code of Platform/PhoneProblem
  primary key (root_id, person_id, kind),
  foreign key (root_id, person_id) references person on delete cascade
);
create index person_number_lookup on person_number (root_id, number) include (person_id, kind) where number is not null;
create index person_number_last_four on person_number (root_id, (number % 10000)) where number is not null;

create table person_import (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  user_id uuid not null,
  account_id uuid not null,
  file_name text not null,
  content bytea,                                    -- removed thirty days after the run
  state smallint not null,                          -- 0 uploaded, 1 running, 2 done, 3 cancelled, 4 failed
  plan jsonb,                                       -- encoding, columns, kind and what the people were told
  total_rows int, done_rows int not null default 0, -- rows with people in them
  read_rows int not null default 0,                 -- last row of the file that is finished
  added int not null default 0, updated int not null default 0, unchanged int not null default 0,
  merged int not null default 0, skipped int not null default 0,
  conflicts int not null default 0, opted_out int not null default 0,
  failure text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (root_id, id)
);
create index person_import_running on person_import (created_at) where state = 1;

create table person_import_problem (
  root_id uuid not null,
  import_id uuid not null,
  row int not null,
  position smallint not null,                       -- several problems of one row
  column_name text,
  value text,
  reason text not null,
  words text not null,                              -- the whole sentence, as the screen shows it
  kept boolean not null,                            -- the row was imported nevertheless
  original text not null,                           -- the row as it came
  primary key (root_id, import_id, row, position),
  foreign key (root_id, import_id) references person_import on delete cascade
);

-- Consent: what a number has said or been told, append-only.
create table consent_event (
  root_id uuid not null,
  id uuid not null,
  number bigint not null,
  at timestamptz not null,
  kind text not null,                               -- opt_in, opt_out, inquiry, wrong_number, lock, unlock
  level text,                                       -- written, imported-unverified, implied, inquiry
  purpose smallint,                                 -- null: all
  source text not null,                             -- text, import, application, phone, email, provider, api, person
  wording text,                                     -- exact words shown or received
  message_id uuid,
  recorded_by uuid,
  primary key (root_id, id)
);
create index consent_event_number on consent_event (root_id, number, at);

-- The one row that composing, claiming and stopping all lock (design, I3).
create table number_state (
  root_id uuid not null,
  number bigint not null,
  blocked smallint not null default 0,              -- bits: 1 opted out, 2 wrong number, 4 locked
  opted_out_at timestamptz,
  opted_out_how text,                               -- text, phone, email, import, provider
  opted_out_words text,                             -- what they wrote
  confirmed_at timestamptz,                         -- last confirmation of STOP, START or HELP sent
  problem text,                                     -- a carrier's lasting answer: landline, dead
  problem_at timestamptz,
  primary key (root_id, number)
) with (fillfactor = 80);
