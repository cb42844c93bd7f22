-- Texts written once and used often, each in one or more languages.

create table template (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  owner_id uuid not null,
  shared boolean not null default false,            -- everybody's; else the owner's alone
  folder text not null default '',
  name text not null,
  purpose smallint not null,                        -- 0 application, 1 job offer, 2 assignment, 3 client (P-03)
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  removed_at timestamptz,                           -- can be taken back; gone for good a month later
  primary key (root_id, id)
);
create index template_list on template (root_id, lower(folder), lower(name), id) where removed_at is null;

create table template_words (
  root_id uuid not null,
  template_id uuid not null,
  language text not null,                           -- en, es
  body text not null,
  primary key (root_id, template_id, language),
  foreign key (root_id, template_id) references template on delete cascade
);
