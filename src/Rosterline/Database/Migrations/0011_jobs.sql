-- Postings with their applicants, orders with their assignments.

create table posting (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  account_id uuid not null,                         -- branch
  title text not null,
  company_id uuid,                                  -- the client, when one may know
  location text,
  pay text,                                         -- as people read it: "$19.50 an hour"
  description text,
  is_open boolean not null default true,
  slug text not null,                               -- unguessable end of the application form's address
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  primary key (root_id, id)
);
create unique index posting_slug on posting (slug);
create index posting_list on posting (root_id, is_open, created_at desc, id desc);

create table application (
  root_id uuid not null,
  posting_id uuid not null,
  person_id uuid not null,
  stage smallint not null default 0,                -- 0 applied, 1 screening, 2 interview, 3 offered, 4 hired, 5 declined
  stage_at timestamptz not null,
  stage_by uuid,                                    -- null: the applicant, by applying
  applied_at timestamptz not null,
  said_yes_to_texts boolean,                        -- the latest answer on a form; null: was not asked
  language text,                                    -- of the form: en, es
  note text,                                        -- what the applicant added
  primary key (root_id, posting_id, person_id),
  foreign key (root_id, posting_id) references posting on delete cascade,
  foreign key (root_id, person_id) references person on delete cascade
);
create index application_page on application (root_id, posting_id, applied_at desc, person_id desc);
create index application_pool on application (root_id, applied_at desc, person_id desc);
create index application_person on application (root_id, person_id);

-- What a client needs people for.
create table job_order (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  account_id uuid not null,                         -- branch
  company_id uuid,
  title text not null,
  location text,
  starts_on date not null,
  starts_time time not null,
  time_zone text not null,                          -- of the place where the work is
  shift text,                                       -- as people read it: "2nd shift, 3 PM to 11 PM"
  pay text,
  openings int not null default 1,
  is_open boolean not null default true,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  primary key (root_id, id)
);
create index job_order_list on job_order (root_id, starts_on desc, id desc);

-- A person on an order. It has a day and time of its own: somebody may start later than the others.
create table assignment (
  root_id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  status smallint not null default 0,               -- 0 planned, 1 confirmed, 2 started, 3 ended, 4 cancelled
  starts_on date not null,
  starts_time time not null,
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (root_id, order_id, person_id),
  foreign key (root_id, order_id) references job_order on delete cascade,
  foreign key (root_id, person_id) references person on delete cascade
);
create index assignment_starting on assignment (root_id, starts_on) where status < 3;
create index assignment_person on assignment (root_id, person_id);

-- What an application form said and where the answer came from.
alter table consent_event add column wording_version text;
alter table consent_event add column origin text;   -- network address of whoever answered

-- Fields an agency adds for itself, for merge fields: {"shirt size": "XL"}.
alter table person add column custom jsonb;
