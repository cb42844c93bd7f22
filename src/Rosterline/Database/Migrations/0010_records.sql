-- What the recruiter's desk shows and asks: more columns and searches of people, journal notes by hand, hotlists, saved searches, merging.

-- The folding of person.search, for one column of it.
create function folded(words text) returns text language sql immutable parallel safe as $$ select translate(lower(words),
  'áàâäãåçéèêëíìîïñóòôöõøúùûüýÿÁÀÂÄÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØÚÙÛÜÝ', 'aaaaaaceeeeiiiinoooooouuuuyyaaaaaaceeeeiiiinoooooouuuuy') $$;

alter table person add column department text;
alter table person add column status text;                    -- the agency's own word: Qualified, Do not call
alter table person add column is_assigned boolean not null default false;
alter table person add column has_resume boolean not null default false;
alter table person add column ssn_hash bytea;                 -- keyed hash of the last four digits, see People/SsnLastFour
alter table company add column external_id text;              -- the customer's ID in the ATS

-- The lists of people in their order, by name without case and accents, so that a beginning of a name is a stretch of them. What a list is
-- narrowed and counted by lies in the index too.
drop index person_candidates;
drop index person_employees;
drop index person_contacts;
create index person_by_folded_name on person (root_id, (folded(last_name)) collate "C", (folded(first_name)) collate "C", id);
create index person_candidates on person (root_id, (folded(last_name)) collate "C", (folded(first_name)) collate "C", id) include (is_active, is_assigned) where is_candidate;
create index person_employees on person (root_id, (folded(last_name)) collate "C", (folded(first_name)) collate "C", id) include (is_active, is_assigned) where is_employee;
create index person_contacts on person (root_id, (folded(last_name)) collate "C", (folded(first_name)) collate "C", id) include (is_active, is_assigned) where is_contact;
create index person_by_first_name on person (root_id, (folded(first_name)) collate "C", (folded(last_name)) collate "C", id)
  include (is_candidate, is_employee, is_contact, is_active, is_assigned);
create index person_by_external_id on person (root_id, lower(coalesce(external_id, '')), id) include (is_candidate, is_employee, is_contact, is_active);
create index person_by_zip on person (root_id, coalesce(zip, ''), id) include (is_candidate, is_employee, is_contact, is_active);
create index person_by_status on person (root_id, lower(coalesce(status, '')), id) include (status, is_candidate, is_employee, is_contact, is_active, is_assigned);
create index person_branch on person (root_id, account_id, (folded(last_name)) collate "C", (folded(first_name)) collate "C", id);
create index person_rep on person (root_id, rep_id, (folded(last_name)) collate "C", (folded(first_name)) collate "C", id) where rep_id is not null;
-- Counting and grouping read this index alone, never the wide rows.
create index person_facets on person (root_id, account_id)
  include (is_candidate, is_employee, is_contact, is_active, is_assigned, rep_id, company_id, status);
create index person_company on person (root_id, company_id) where company_id is not null;
create index person_ssn on person (root_id, ssn_hash) where ssn_hash is not null;
create index person_notes on person using gin (to_tsvector('simple', coalesce(notes, '')));

-- A note on the record: beside those a text leaves, what somebody logged by hand (kind 2), with the action's name as it was then.
alter table journal_note alter column message_id drop not null;
alter table journal_note add column action text;
alter table journal_note add column words text;
create index journal_note_logged on journal_note (root_id, person_id, at desc, id desc) where kind = 2;

-- The organisation's own list of actions; without rows the ready ones hold.
create table action_code (
  root_id uuid not null references organisation on delete cascade,
  position smallint not null,
  name text not null,
  primary key (root_id, position)
);
create unique index action_code_name on action_code (root_id, lower(name));

-- Whom a merged record lives on in; its former id leads there.
create table person_merge (
  root_id uuid not null references organisation on delete cascade,
  former_id uuid not null,
  person_id uuid not null,
  external_id text,                                           -- what the ATS called the former record
  at timestamptz not null,
  merged_by uuid,
  primary key (root_id, former_id)
);
create index person_merge_person on person_merge (root_id, person_id);

create table saved_search (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  owner_id uuid not null,
  name text not null,
  shared boolean not null default false,
  search jsonb not null,                                      -- the query of GET /people
  created_at timestamptz not null,
  primary key (root_id, id)
);
create index saved_search_name on saved_search (root_id, lower(name), id);

create table hotlist (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  owner_id uuid not null,
  name text not null,
  shared boolean not null default false,
  search jsonb,                                               -- null: members are put in by hand
  created_at timestamptz not null,
  primary key (root_id, id)
);
create index hotlist_name on hotlist (root_id, lower(name), id);

create table hotlist_member (
  root_id uuid not null,
  hotlist_id uuid not null,
  person_id uuid not null,
  joined_at timestamptz not null,
  joined_by uuid,
  primary key (root_id, hotlist_id, person_id),
  foreign key (root_id, hotlist_id) references hotlist on delete cascade,
  foreign key (root_id, person_id) references person on delete cascade
);
create index hotlist_member_person on hotlist_member (root_id, person_id);

-- A few words about a person on a list, written in place.
create table hotlist_note (
  root_id uuid not null,
  hotlist_id uuid not null,
  person_id uuid not null,
  words text not null,
  at timestamptz not null,
  written_by uuid,
  primary key (root_id, hotlist_id, person_id),
  foreign key (root_id, hotlist_id) references hotlist on delete cascade,
  foreign key (root_id, person_id) references person on delete cascade
);
create index hotlist_note_person on hotlist_note (root_id, person_id);

-- Rows of a person that go along when records are merged, found without reading everything.
create index send_refusal_person on send_refusal (root_id, person_id) where person_id is not null;
