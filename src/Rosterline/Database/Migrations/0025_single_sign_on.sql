-- Single sign-on by OpenID Connect, one provider for each organisation.

create table single_sign_on (
  root_id uuid primary key references organisation on delete cascade,
  name text not null,                               -- on the button: "Northwind account"
  issuer text not null,
  client_id text not null,
  client_secret bytea,                              -- encrypted; null: a public client
  trusts_email boolean not null default false,      -- takes e-mail addresses the provider does not say it verified
  takes_new boolean not null default false,         -- whoever it vouches for becomes a user
  groups_claim text not null default 'groups',
  groups jsonb not null default '[]',               -- [{value, group, accountId}]: the first that fits decides
  changed_at timestamptz not null,
  proven_at timestamptz                             -- somebody signed in by the present settings
);

-- Whom the provider calls so; an e-mail address may change hands, this does not.
create table single_sign_on_user (
  root_id uuid not null references organisation on delete cascade,
  issuer text not null,
  subject text not null,
  user_id uuid not null references app_user on delete cascade,
  primary key (root_id, issuer, subject)
);

-- Sign-ins under way, each good once and for ten minutes, in the browser that began it.
create table sign_on_attempt (
  root_id uuid not null references organisation on delete cascade,
  state_hash bytea not null,
  browser_hash bytea not null,
  issuer text not null,
  nonce text not null,
  verifier text not null,
  started_at timestamptz not null,
  primary key (root_id, state_hash)
);
