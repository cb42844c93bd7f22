-- Signed-in devices, second steps, passkeys, and what an organisation asks of a sign-in.

-- A person's, who may belong to several organisations. A cookie without its row is worth nothing.
create table user_session (
  id uuid primary key,
  user_id uuid not null references app_user on delete cascade,
  way smallint not null,                            -- 0 password, 1 one-time link, 2 passkey, 3 single sign-on
  strong boolean not null,                          -- a second step was shown, or a passkey
  only_root uuid references organisation on delete cascade,   -- opens this organisation alone, whose single sign-on it came by
  address text not null,
  browser text not null,
  started_at timestamptz not null,
  confirmed_at timestamptz not null,                -- when she last showed that it is her
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz
);
create index user_session_user on user_session (user_id);

create table user_passkey (
  credential_id bytea primary key,
  user_id uuid not null references app_user on delete cascade,
  name text not null,
  public_key bytea not null,
  sign_count bigint not null,
  transports text[],
  is_user_verified boolean not null,
  is_backup_eligible boolean not null,
  is_backed_up boolean not null,
  attestation_object bytea not null,
  client_data_json bytea not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index user_passkey_user on user_passkey (user_id);

-- A code of an authenticator works once; kept while its time window lasts.
create table used_code (
  user_id uuid not null references app_user on delete cascade,
  code_hash bytea not null,
  used_at timestamptz not null,
  primary key (user_id, code_hash)
);

create table sign_in_rule (
  root_id uuid primary key references organisation on delete cascade,
  require_two_step boolean not null default false,
  require_single_sign_on boolean not null default false,
  break_glass_user_id uuid                          -- may come in otherwise when the identity provider is away
);
