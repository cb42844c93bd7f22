-- A row of Set up handed to somebody without an account: read in one browser, until a day, until it is taken back.
create table set_up_link (
  root_id uuid not null references organisation on delete cascade,
  id uuid not null,
  step text not null,
  token_hash bytea not null,
  sent_to text,                                     -- null: copied
  created_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  browser_hash bytea,                               -- of the browser that opened it; nobody else reads it
  revoked_at timestamptz,
  primary key (root_id, id)
);
create unique index set_up_link_token on set_up_link (token_hash);
