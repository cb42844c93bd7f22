-- What a person signs in with at the text provider herself; one set for each, beside the organisation's own (BY-09).
create table user_credential (
  root_id uuid not null references organisation on delete cascade,
  user_id uuid not null references app_user on delete cascade,
  connection_id uuid not null,
  username text not null,
  settings jsonb not null,                          -- without secrets
  secrets bytea,                                    -- encrypted, write-only
  tested_at timestamptz, test_ok boolean, test_words text,
  created_at timestamptz not null default now(),
  primary key (root_id, user_id),
  foreign key (root_id, connection_id) references provider_connection on delete cascade
);
-- Who sent a text is told by the name she has there (BY-14).
create unique index user_credential_name on user_credential (root_id, lower(username));
