-- Who may what. Five ready groups are known to the program (membership.role); these are the ones an agency makes itself.
create table security_group (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  kind smallint not null,                           -- 0 permissions, 1 who sees logged messages
  name text not null,
  description text not null default '',
  permissions text[] not null default '{}',
  primary key (root_id, id)
);
create unique index security_group_name on security_group (root_id, kind, lower(name));

-- Members of groups of kind 1. A group of permissions is named by the membership: one per user and account.
create table group_member (
  root_id uuid not null,
  group_id uuid not null,
  user_id uuid not null references app_user on delete cascade,
  primary key (root_id, group_id, user_id),
  foreign key (root_id, group_id) references security_group on delete cascade
);
create index group_member_user on group_member (root_id, user_id);

-- Null: the ready group of membership.role.
alter table membership add group_id uuid;
alter table membership add foreign key (root_id, group_id) references security_group (root_id, id);

alter table organisation
  add visibility smallint not null default 0,       -- 0 by permission, 1 by line assignment only
  add everyone_sees_logged boolean not null default true;

-- False switches texting off for the account and all below; null: as above.
alter table account add texting boolean;

-- What is assigned to somebody is hers to read, on any line.
create index conversation_assignee on conversation (root_id, assignee_id) where assignee_id is not null;
