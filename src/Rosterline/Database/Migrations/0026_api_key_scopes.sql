-- What a key may do, until when. Keys made before may do everything their user may.
alter table api_key
  add column scopes text[] not null default '{messages:send,messages:read,people:read,people:write,reports:read,admin}',
  add column expires_at timestamptz,
  add column replaced_by uuid;                      -- rotated: this one works until it expires, that one from then on
